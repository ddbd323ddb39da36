/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-picture.h"

/* Has the widget a name that a screen reader can say: one of its own, its text, or a label inside
 * it? */
static gboolean
has_name (GtkWidget *widget)
{
  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                        GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  if (GTK_IS_INSCRIPTION (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && has_name (child))
      return TRUE;
  return FALSE;
}

/* Newer versions of libadwaita leave the button that closes a toast to its tooltip, which newer
 * versions of GTK speak as a name, and those leave the button of their own window of shortcuts to
 * what it shows. It is theirs. */
static gboolean
is_named_by_library (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (parent == NULL)
    return FALSE;
  if (gtk_get_minor_version () > 8 && GTK_IS_MENU_BUTTON (parent) &&
      gtk_widget_get_ancestor (parent, GTK_TYPE_SHORTCUTS_WINDOW) != NULL)
    return TRUE;
  return g_str_equal (G_OBJECT_TYPE_NAME (parent), "AdwToastWidget") &&
         gtk_widget_get_tooltip_text (widget) != NULL;
}

static gboolean
is_named_by_parent (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    {
      if (GTK_IS_EDITABLE (parent) || GTK_IS_BUTTON (parent) || GTK_IS_MENU_BUTTON (parent) ||
          GTK_IS_DROP_DOWN (parent))
        return has_name (parent);
    }
  return FALSE;
}

guint
fw_test_audit (GtkWidget *root)
{
  guint missing = 0;

  if (!gtk_widget_get_visible (root))
    return 0;
  if (gtk_widget_get_focusable (root) && !GTK_IS_SCROLLED_WINDOW (root) && !GTK_IS_WINDOW (root) &&
      !has_name (root) && !is_named_by_parent (root) && !is_named_by_library (root))
    {
      g_test_message ("no accessible name: %s “%s” in %s", G_OBJECT_TYPE_NAME (root),
                      gtk_widget_get_name (root),
                      gtk_widget_get_parent (root) != NULL
                          ? G_OBJECT_TYPE_NAME (gtk_widget_get_parent (root))
                          : "-");
      missing++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    missing += fw_test_audit (child);
  return missing;
}
