/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_panes_go: @step of 1 or -1 from the pane that has @focus (nullable) to the next that takes
 * it; from anywhere else the last one is next. @n: of @panes. Returns: (nullable): the last pane,
 * whose focus is its own affair, when it is its turn; NULL: it was given, or none takes it. */
GtkWidget *fw_panes_go (GtkWidget *const *panes, gint n, GtkWidget *focus, gint step);

G_END_DECLS
