/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-grid.h"

gpointer
fw_live_grid_get_selected (FwLiveGrid *self)
{
  GListModel *shown = fw_live_grid_get_shown (self);
  g_autoptr (GtkBitset) selected = NULL;

  if (shown == NULL)
    return NULL;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (shown));
  return gtk_bitset_get_size (selected) == 1
             ? g_list_model_get_item (shown, gtk_bitset_get_minimum (selected))
             : NULL;
}
