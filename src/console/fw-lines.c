/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-lines.h"

#include "console/fw-cut-text.h"

void
fw_lines_clear (GtkBox *box)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (box));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

GtkLabel *
fw_lines_add (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label;

  g_return_val_if_fail (GTK_IS_BOX (box) && text != NULL && style != NULL, NULL);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

GtkLabel *
fw_lines_add_wrapped (GtkBox *box, const char *text, const char *style)
{
  GtkLabel *label = fw_lines_add (box, text, style);

  if (label != NULL)
    {
      gtk_label_set_wrap (label, TRUE);
      gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
    }
  return label;
}

GtkWidget *
fw_lines_add_button (GtkBox *box, const char *text, gpointer owner, GCallback clicked)
{
  GtkWidget *button, *label;

  g_return_val_if_fail (GTK_IS_BOX (box) && text != NULL && G_IS_OBJECT (owner), NULL);

  button = gtk_button_new ();
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  fw_cut_text_watch (label);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  g_signal_connect_object (button, "clicked", clicked, owner, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
  return button;
}
