/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "console/competencies/fw-competency-item.h"

G_BEGIN_DECLS

/** FwCompetencyReading: a page of an answer. */
typedef struct
{
  FwCompetencySet *set;
  GPtrArray *items; /* FwCompetencyItem */
  gint64 total;     /* rows of all pages */
} FwCompetencyReading;

/** fw_competency_reading_new_async: reads an answer of GET competencies in a thread: thousands of
 * people take longer than a frame. @set: (nullable): of the first page of the same question, which
 * later ones share. */
void fw_competency_reading_new_async (GBytes *answer,
                                      FwCompetencySet *set,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/** fw_competency_reading_new_finish: Returns: (transfer full) (nullable) */
FwCompetencyReading *fw_competency_reading_new_finish (GAsyncResult *result, GError **error);
void fw_competency_reading_free (FwCompetencyReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCompetencyReading, fw_competency_reading_free)

G_END_DECLS
