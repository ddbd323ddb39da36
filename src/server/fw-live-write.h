/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-form.h"
#include "core/alert/fw-alert.h"
#include "server/fw-live-floor.h"

G_BEGIN_DECLS

/* The members of a LIVE frame (docs/api.md) as JSON text. All return (transfer full). */

typedef struct
{
  guint signed_in, ready, talking, wrap_up, paused, late;
} FwLiveCounts;

/** FwLiveWaiting: who waits, of those that a frame may show. */
typedef struct
{
  guint count;
  double longest_s;         /* NaN: nobody waits */
  guint before;             /* a week ago at this time */
  const FwLiveQueue *worst; /* (nullable): of the queues in which they wait the one nearest to its
                               limits, or furthest beyond */
  const char *title;        /* of that queue */
  gboolean late;            /* one of those queues passes a limit of its own */
} FwLiveWaiting;

void fw_live_counts_add (FwLiveCounts *self, const FwLivePerson *person);

char *fw_live_write_time (gint64 at); /* 0 writes null */
/** fw_live_write_head: members day, by and service_level_variant. */
char *fw_live_write_head (const FwForm *form, const FwSiteEntry *site, const FwQuestion *question);
/** fw_live_write_tiles: @slots: FwSums per half hour (or longer) so far; @runs: the last one is not
 * over. */
char *fw_live_write_tiles (
    FwForm *form, const FwSums *total, const FwSums *before, GArray *slots, gboolean runs);
char *fw_live_write_waiting (const FwLiveWaiting *waiting);
char *fw_live_write_counts (const FwLiveCounts *counts); /* members */
char *fw_live_write_person (const FwLivePerson *person);
char *fw_live_write_curve_head (gint64 from, gint64 step); /* members; µs */
char *fw_live_write_slot (FwForm *form, const FwSums *sums);
char *fw_live_write_curve (FwForm *form, GArray *slots);
/** fw_live_write_alert: @now: µs UTC: where the window of a figure ends. */
void fw_live_write_alert (FwJsonWriter *writer, const FwAlert *alert, gint64 now);

G_END_DECLS
