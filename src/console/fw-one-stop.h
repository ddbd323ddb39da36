/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FwOneStop:
 * Things that belong together are one stop of the Tab key: it comes to the one that is chosen and
 * goes on behind them all; the arrows move among them and stay there at the ends.
 */
#define FW_TYPE_ONE_STOP (fw_one_stop_get_type ())
G_DECLARE_FINAL_TYPE (FwOneStop, fw_one_stop, FW, ONE_STOP, AdwBin)

/** fw_one_stop_leaves: for the focus() of other widgets that are one stop: whether Tab is to go on
 * behind @widget, which has the focus. */
gboolean fw_one_stop_leaves (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
