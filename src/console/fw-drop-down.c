/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-drop-down.h"

/* Newer GTK names both after what is chosen, by a relation that outranks a label. */
static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
fw_drop_down_set_name (GtkDropDown *drop_down, const char *name, const char *chosen)
{
  g_autofree char *whole = NULL;
  GtkWidget *button;

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down) && name != NULL);

  button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  whole = chosen != NULL ? g_strdup_printf ("%s: %s", name, chosen) : g_strdup (name);
  /* The button has the keys; where GTK is newer it is read by the name of what it is in. */
  set_label (GTK_WIDGET (drop_down), whole);
  if (GTK_IS_BUTTON (button))
    set_label (button, whole);
}
