/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "protocol/fw-answer-json.h"

G_BEGIN_DECLS

#define FW_FORM_MAX_METRICS 64

/**
 * FwForm:
 * Names, titles and standards of an answer, from a centre; on the stack. Standards are looked up
 * once where neither site nor queue is part of the key: an answer by agent has thousands of groups.
 */
typedef struct
{
  FwAnswerForm answer; /* hand this to fw_answer_json_append() */
  FwCentre *centre;
  FwDirectory *directory;
  gint site_at, queue_at, channel_at; /* where in the key; -1: not part of it */
  const char *site, *queue, *channel; /* the one filtered by, "" else */
  gint64 at;
  FwStandard standards[FW_FORM_MAX_METRICS];
  GString *title;
} FwForm;

/** fw_form_init: @question, @directory must outlive it. */
void
fw_form_init (FwForm *self, FwCentre *centre, FwDirectory *directory, const FwQuestion *question);
void fw_form_clear (FwForm *self);

/** fw_form_get_standard: of a total under the question's filters. */
FwStandard fw_form_get_standard (FwForm *self, const FwMetric *metric);

/** fw_form_find_service_level: what "service level" means of @site, or "" for the centre: one form
 * for all figures of an answer, for forms of several sites or queues do not add up to one. */
FwServiceLevel fw_form_find_service_level (FwDirectory *directory, const char *site, gint64 at);

/** fw_form_name_title: what to call a value of a dimension on screen. */
const char *
fw_form_name_title (FwDirectory *directory, FwDimension dimension, const char *name, gint64 at);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwForm, fw_form_clear)

G_END_DECLS
