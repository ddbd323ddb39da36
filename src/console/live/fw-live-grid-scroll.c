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
