/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-one-stop.h"

struct _FwOneStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (FwOneStop, fw_one_stop, ADW_TYPE_BIN)

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

gboolean
fw_one_stop_leaves (GtkWidget *widget, GtkDirectionType direction)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  return (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) &&
         has_focus (widget);
}

static GtkWidget *
find_chosen (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *chosen = find_chosen (child);

      if (chosen != NULL)
        return chosen;
    }
  return NULL;
}

static gboolean
fw_one_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean inside = has_focus (widget), moved;
  GtkWidget *chosen;

  if (fw_one_stop_leaves (widget, direction))
    return FALSE;
  chosen = inside ? NULL : find_chosen (widget);
  if (chosen != NULL && gtk_widget_grab_focus (chosen))
    return TRUE;
  moved = GTK_WIDGET_CLASS (fw_one_stop_parent_class)->focus (widget, direction);
  return moved || (inside && (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT));
}

static void
fw_one_stop_class_init (FwOneStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = fw_one_stop_focus;
}

static void
fw_one_stop_init (FwOneStop *self)
{
}
