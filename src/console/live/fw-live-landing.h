/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live-days.h"
#include "console/fw-view.h"

G_BEGIN_DECLS

/**
 * FwLiveLanding:
 * Where the floor opens: on the moment that is, and where there is nothing in it yet (before a
 * shift, after an import of other days) on the last day on which anybody came. What was opened by
 * itself goes back by itself, once there is something to see today.
 *
 * Property "last-day" (string, read-only, notified): "2026-11-28"; "" while it is not known, or
 * where nobody ever came. Signal "today-began": the view shows today again.
 */
#define FW_TYPE_LIVE_LANDING (fw_live_landing_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveLanding, fw_live_landing, FW, LIVE_LANDING, GObject)

FwLiveLanding *fw_live_landing_new (FwClient *client, FwLive *live, FwView *view);
const char *fw_live_landing_get_last_day (FwLiveLanding *self);
/** fw_live_landing_is_settled: whether it is known what there is. */
gboolean fw_live_landing_is_settled (FwLiveLanding *self);
/** fw_live_landing_show_last_day: lets the view show it, because somebody wants to. */
void fw_live_landing_show_last_day (FwLiveLanding *self);
/** fw_live_landing_is_away: today has nothing to see, and another day is shown for it. */
gboolean fw_live_landing_is_away (FwLiveLanding *self);

/** fw_live_has_nothing: nobody came, nobody is in, and nobody waits. */
gboolean fw_live_has_nothing (FwLive *live);

G_END_DECLS
