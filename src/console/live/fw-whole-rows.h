/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwWholeRows: gives a table the height of whole rows: where not all have room, the last one that
 * is seen is not cut in two. */
#define FW_TYPE_WHOLE_ROWS (fw_whole_rows_get_type ())
G_DECLARE_FINAL_TYPE (FwWholeRows, fw_whole_rows, FW, WHOLE_ROWS, GtkWidget)

/** fw_whole_rows_new: @scrolled: what @view scrolls in; it becomes the child. */
GtkWidget *fw_whole_rows_new (GtkScrolledWindow *scrolled, GtkColumnView *view);

G_END_DECLS
