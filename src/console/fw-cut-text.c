/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-cut-text.h"

static const char *
get_text (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                               : gtk_inscription_get_text (GTK_INSCRIPTION (widget));
}

static gboolean
lacks_room (GtkWidget *widget, PangoLayout *layout)
{
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  return width > gtk_widget_get_width (widget) || height > gtk_widget_get_height (widget) + 1;
}

gboolean
fw_cut_text_is_cut (GtkWidget *widget)
{
  const char *text;
  g_autoptr (PangoLayout) layout = NULL;

  g_return_val_if_fail (GTK_IS_LABEL (widget) || GTK_IS_INSCRIPTION (widget), FALSE);

  text = get_text (widget);
  if (text == NULL || *text == '\0')
    return FALSE;
  if (GTK_IS_LABEL (widget))
    return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))) ||
           lacks_room (widget, gtk_label_get_layout (GTK_LABEL (widget)));
  layout = gtk_widget_create_pango_layout (widget, text);
  return lacks_room (widget, layout);
}

static gboolean
query_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  if (!fw_cut_text_is_cut (widget))
    return FALSE;
  gtk_tooltip_set_text (tooltip, get_text (widget));
  return TRUE;
}

void
fw_cut_text_watch (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_LABEL (widget) || GTK_IS_INSCRIPTION (widget));

  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
}
