/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-grid-private.h"

/* Where a live table stands when its rows come. */

static gboolean
has_focus (FwLiveGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));
}

static gboolean
scroll_cb (gpointer data)
{
  FwLiveGrid *self = data;
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  const guint to = self->scroll_to;

  self->scroll_source = 0;
  self->scroll_to = 0;
  if (list == NULL || to >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return G_SOURCE_REMOVE;
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", to);
  if (to > 0 && has_focus (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return G_SOURCE_REMOVE;
}

static guint
find_shown (FwLiveGrid *self, gpointer row)
{
  GListModel *shown = fw_live_grid_get_shown (self);

  for (guint i = 0; row != NULL && i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (shown, i);

      if (other == row)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
before_change_cb (GListModel *rows, guint position, guint removed, guint added, FwLiveGrid *self)
{
  self->had_keys = removed > 0 && has_focus (self);
}

static void
after_change_cb (GListModel *rows, guint position, guint removed, guint added, FwLiveGrid *self)
{
  if (self->had_keys && !has_focus (self) && g_list_model_get_n_items (rows) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  self->had_keys = FALSE;
}

/* The window lets go of a widget that is gone only with the next event, which would be lost if it
 * were a key: so it is asked before the view changes, and put right after it. */
void
fw_live_grid_show_selection (FwLiveGrid *self)
{
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (before_change_cb), self,
                           0);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (after_change_cb), self, 0);
}

/* @before: where the row stood that was chosen. */
static void
settle (FwLiveGrid *self, gpointer chosen, guint before)
{
  const guint n = fw_live_grid_count (self), at = find_shown (self, chosen);

  if (n == 0)
    return;
  if (at == GTK_INVALID_LIST_POSITION)
    fw_live_grid_come_to (self, chosen != NULL ? MIN (before, n - 1) : 0);
  else if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), at))
    fw_live_grid_come_to (self, at);
}

gboolean
fw_live_grid_replace (
    FwLiveGrid *self, GListStore *store, const GPtrArray *rows, FwRowsKey get_key, FwRowsTake take)
{
  g_autoptr (GObject) chosen = NULL;
  guint before;

  g_return_val_if_fail (FW_IS_LIVE_GRID (self) && self->selection != NULL, FALSE);

  chosen = fw_live_grid_get_selected (self);
  before = find_shown (self, chosen);
  if (!fw_rows_replace (store, rows, get_key, take))
    return FALSE;
  settle (self, chosen, before);
  return TRUE;
}

gboolean
fw_live_grid_take_answers (FwLiveGrid *self, GListStore *store, JsonArray *array)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (array != NULL, FALSE);

  rows = fw_answer_items_read (array);
  return fw_live_grid_replace (self, store, rows, fw_answer_item_get_key, fw_answer_item_take);
}

void
fw_live_grid_scroll_soon (FwLiveGrid *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add (scroll_cb, self);
}

void
fw_live_grid_come_to (FwLiveGrid *self, guint position)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self));
  fw_live_grid_select (self, position);
  self->scroll_to = position;
  fw_live_grid_scroll_soon (self);
}
