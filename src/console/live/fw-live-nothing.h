/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwLiveNothing: says that there are no contacts to show, of what, and offers what brings some.
 * Its buttons activate "live.today" and "live.last-day" of the page around it. */
#define FW_TYPE_LIVE_NOTHING (fw_live_nothing_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveNothing, fw_live_nothing, FW, LIVE_NOTHING, GtkWidget)

/** fw_live_nothing_show_first: nobody ever came. @may_fill: offers to bring contacts in. */
void fw_live_nothing_show_first (FwLiveNothing *self, gboolean may_fill);
/** fw_live_nothing_show_quiet: nobody came today; @last_day: "2026-11-28". */
void fw_live_nothing_show_quiet (FwLiveNothing *self, const char *last_day);
/** fw_live_nothing_show_days: nobody came on the days that are chosen. */
void fw_live_nothing_show_days (FwLiveNothing *self);

G_END_DECLS
