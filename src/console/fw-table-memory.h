/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What a table was like when it was last seen: order and widths of its columns, what it is sorted
 * by, and what its page adds (filter, place). Kept in the settings by the table's name.
 */

/** fw_table_sorter_new: Returns: (transfer full): the sorter of a column of a remembered table. GTK
 * 4.8 has no call that tells by which column a view is sorted; these sorters can be asked. */
GtkCustomSorter *fw_table_sorter_new (GCompareDataFunc compare, gpointer user_data);

/** fw_table_get_sort: FALSE: it is not sorted, or has a sorter of another kind. */
gboolean fw_table_get_sort (GtkColumnView *view, GtkColumnViewColumn **column, GtkSortType *order);

/** fw_table_remember: once, when all columns are there and sorted as they are when nothing is
 * known: brings back what is, and keeps every change from then on. Later calls do nothing. */
void fw_table_remember (GtkColumnView *view, const char *name);

/** fw_table_keep, _recall: what a page adds. Returns: (transfer full) (nullable). */
void fw_table_keep (const char *name, const char *member, GVariant *value);
GVariant *fw_table_recall (const char *name, const char *member, const GVariantType *type);

/** fw_table_align_title: lets the title of the last column of @view stand right where its figures
 * do. The view offers no property for it; where it is built otherwise, titles stay left. */
void fw_table_align_title (GtkColumnView *view, double xalign);
/** fw_table_skip_list: Tab goes to the rows at once, not first to the list inside the view, which
 * is a stop without a name. */
void fw_table_skip_list (GtkColumnView *view);

G_END_DECLS
