/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwWholeCells: gives a table the size of whole rows and whole columns: where not all have room,
 * what is seen last is not cut in two, as half a figure is another figure. Where columns are left
 * out a button beside the table leads to them; scrolling comes to rest where a column begins. */
#define FW_TYPE_WHOLE_CELLS (fw_whole_cells_get_type ())
G_DECLARE_FINAL_TYPE (FwWholeCells, fw_whole_cells, FW, WHOLE_CELLS, GtkWidget)

/** fw_whole_cells_new: @scrolled: what a GtkColumnView scrolls in; it becomes the child. */
GtkWidget *fw_whole_cells_new (GtkScrolledWindow *scrolled);

/** fw_whole_cells_reveal: scrolls, if need be, until @column is seen; @column counts from 0 as the
 * columns of the view stand, those that are hidden too. */
void fw_whole_cells_reveal (FwWholeCells *self, guint column);

G_END_DECLS
