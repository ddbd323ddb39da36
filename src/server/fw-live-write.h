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

void fw_live_counts_add (FwLiveCounts *self, const FwLivePerson *person);

char *fw_live_write_time (gint64 at); /* 0 writes null */
/** fw_live_write_head: members day, by and service_level_variant. */
char *fw_live_write_head (const FwForm *form, const FwSiteEntry *site, const FwQuestion *question);
/** fw_live_write_tiles: @slots: FwSums per half hour so far. */
char *fw_live_write_tiles (FwForm *form, const FwSums *total, const FwSums *before, GArray *slots);
/** fw_live_write_waiting: @longest: µs, negative for none. */
char *fw_live_write_waiting (
    guint count, gint64 longest, double limit, double seconds_limit, guint before);
char *fw_live_write_counts (const FwLiveCounts *counts); /* members */
char *fw_live_write_person (const FwLivePerson *person);
char *fw_live_write_curve_head (gint64 from); /* members */
char *fw_live_write_slot (FwForm *form, const FwSums *sums);
char *fw_live_write_curve (FwForm *form, GArray *slots);
void fw_live_write_alert (FwJsonWriter *writer, const FwAlert *alert);

G_END_DECLS
