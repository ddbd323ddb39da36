/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwLiveAlerts: what is over its limit, with the figure, the limit and a way to what is behind it.
 * Signal "act" (FwAlertRow). */
#define FW_TYPE_LIVE_ALERTS (fw_live_alerts_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveAlerts, fw_live_alerts, FW, LIVE_ALERTS, GtkWidget)

void fw_live_alerts_set_live (FwLiveAlerts *self, FwLive *live);
/** fw_live_alerts_get_action: what the button of an alert says and does; translated */
const char *fw_live_alerts_get_action (const FwLiveFrameAlert *alert);

/** fw_live_alerts_focus: gives the keys to the first alert; FALSE: there is none. */
gboolean fw_live_alerts_focus (FwLiveAlerts *self);

G_END_DECLS
