/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-panes.h"

GtkWidget *
fw_panes_go (GtkWidget *const *panes, gint n, GtkWidget *focus, gint step)
{
  gint at = step > 0 ? n - 2 : 0;

  g_return_val_if_fail (panes != NULL && n >= 2, NULL);

  for (gint i = 0; focus != NULL && i < n; i++)
    if (gtk_widget_is_ancestor (focus, panes[i]))
      at = i;
  for (gint i = 1; i <= n; i++)
    {
      GtkWidget *pane = panes[(at + i * step + 2 * n) % n];

      if (pane == panes[n - 1])
        return pane;
      if (gtk_widget_get_mapped (pane) && gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
        return NULL;
    }
  return NULL;
}
