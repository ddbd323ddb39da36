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

/* What had the keys is on a part of the page that was exchanged while another was shown: the way to
 * it is forgotten, or Tab would begin behind it and leave the page. */
static void
forget_focus (GtkWindow *window, FwPage *page, GtkWidget *focus)
{
  gtk_window_set_focus (window, NULL);
  for (; focus != GTK_WIDGET (page); focus = gtk_widget_get_parent (focus))
    gtk_widget_set_focus_child (gtk_widget_get_parent (focus), NULL);
}

void
fw_panes_enter (GtkWindow *window, FwPage *page, gboolean first)
{
  GtkWidget *focus;
  gboolean here, hidden;

  g_return_if_fail (GTK_IS_WINDOW (window) && FW_IS_PAGE (page));

  focus = gtk_window_get_focus (window);
  here = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (page));
  hidden = here && !gtk_widget_get_mapped (focus);
  if (hidden)
    forget_focus (window, page, focus);
  if (first || !here || hidden)
    fw_page_focus (page);
}
