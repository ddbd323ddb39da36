/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-grid-private.h"

#include "console/fw-table-memory.h"

static void
append_row (FwLiveGrid *self, GString *table, gpointer row, FwLiveCell *scratch)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FwLiveGridColumn *column = g_ptr_array_index (self->columns, i);

      if (!gtk_column_view_column_get_visible (column->view))
        continue;
      column->column.show (row, scratch, column->column.show_data);
      g_string_append_printf (table, "%s%s", i > 0 ? "\t" : "", fw_live_cell_get_text (scratch));
    }
  g_string_append_c (table, '\n');
}

char *
fw_live_grid_to_table (FwLiveGrid *self, gboolean with_headers, gboolean whole)
{
  GString *table = g_string_new (NULL);
  g_autoptr (GtkBitset) selected = NULL;
  GtkWidget *scratch = NULL;
  guint n;

  g_return_val_if_fail (FW_IS_LIVE_GRID (self), NULL);
  scratch = g_object_ref_sink (fw_live_cell_new (0, 0, FW_LIVE_ROOM_PLAIN));
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; with_headers && i < self->columns->len; i++)
    {
      FwLiveGridColumn *column = g_ptr_array_index (self->columns, i);

      if (gtk_column_view_column_get_visible (column->view))
        g_string_append_printf (table, "%s%s", i > 0 ? "\t" : "",
                                gtk_column_view_column_get_title (column->view));
    }
  if (with_headers)
    g_string_append_c (table, '\n');
  for (guint i = 0; i < n; i++)
    if (whole || gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, i))
      {
        g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

        append_row (self, table, row, FW_LIVE_CELL (scratch));
      }
  g_object_unref (scratch);
  return g_string_free (table, FALSE);
}

char *
fw_live_grid_list (FwLiveGrid *self, gboolean with_headers, gboolean whole)
{
  return fw_live_grid_count (self) > 0 ? fw_live_grid_to_table (self, with_headers, whole) : NULL;
}

void
fw_live_grid_set_presorted (FwLiveGrid *self)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self));
  self->presorted = TRUE;
}

gboolean
fw_live_grid_get_sort (FwLiveGrid *self, guint *column, GtkSortType *order)
{
  GtkColumnViewColumn *view;

  g_return_val_if_fail (FW_IS_LIVE_GRID (self) && column != NULL && order != NULL, FALSE);

  if (!fw_table_get_sort (self->view, &view, order))
    return FALSE;
  for (*column = 0; *column < self->columns->len; (*column)++)
    if (((FwLiveGridColumn *) g_ptr_array_index (self->columns, *column))->view == view)
      return TRUE;
  return FALSE;
}
