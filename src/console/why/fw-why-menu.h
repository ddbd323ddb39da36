/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_why_menu_attach: @widget, which can have the focus, offers "Why?" to the right button, Menu
 * and Shift+F10. */
void fw_why_menu_attach (GtkWidget *widget);
/** fw_why_menu_attach_to_grid: the same about the row under the pointer or the selected one, beside
 * @open (translated), which does what Enter does. */
void fw_why_menu_attach_to_grid (FwLiveGrid *grid, const char *open);

G_END_DECLS
