/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-live-floor.h"
#include "server/fw-live-parts.h"

G_BEGIN_DECLS

/**
 * FwLiveSource:
 * What one kind of frame asks: a scope, filters and a breakdown; and what of last week it remembers
 * from frame to frame.
 */
typedef struct
{
  FwCentre *centre;
  FwScope *scope;
  FwQuestion question; /* by and only; the times are set for every frame */
  char *site;          /* whose clock counts, "" for the centre's first */

  gint64 past_minute; /* of the figures below; they are asked once a minute */
  gint32 past_day;
  FwServiceLevel past_form; /* in which past_curve is written */
  FwSums past_total;        /* last week up to the same time */
  guint past_waiting;       /* at the same time last week */
  char *past_curve;         /* JSON array: the whole day */

  gint64 served_minute; /* of what follows; asked once a minute */
  gint64 served_from;   /* the day's begin */
  GHashTable *served;   /* (nullable): queues of the day and who took contacts of which;
                           fw-live-queues.c */
} FwLiveSource;

/** fw_live_source_new: takes the names of @question (copied). */
FwLiveSource *
fw_live_source_new (FwCentre *centre, FwScope *scope, const FwQuestion *question, const char *site);
void fw_live_source_free (FwLiveSource *self);

/** fw_live_build: @alerts: (element-type FwAlert): of the whole centre. Returns: (transfer full):
 * NULL with an error. */
FwLiveParts *
fw_live_build (FwLiveSource *self, const FwLiveFloor *floor, GPtrArray *alerts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveSource, fw_live_source_free)

G_END_DECLS
