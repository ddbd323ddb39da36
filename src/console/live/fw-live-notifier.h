/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FwLiveNotifier:
 * Says on the desktop what went over its limit: figure, limit and the way there. One notification
 * an alert, replaced when its figure changes and withdrawn when it is over; none in the quiet
 * hours, nor while the page is in front.
 */
#define FW_TYPE_LIVE_NOTIFIER (fw_live_notifier_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveNotifier, fw_live_notifier, FW, LIVE_NOTIFIER, GObject)

FwLiveNotifier *fw_live_notifier_new (FwLive *live, GtkWidget *page);

/** fw_live_notifier_is_quiet: whether @minute of the day lies in the quiet hours, which may span
 * midnight. */
gboolean fw_live_notifier_is_quiet (guint minute, guint from, guint until);
/** fw_live_notifier_is_quiet_now: whether these are the quiet hours, where the person has some. */
gboolean fw_live_notifier_is_quiet_now (void);

G_END_DECLS
