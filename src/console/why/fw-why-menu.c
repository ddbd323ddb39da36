/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-menu.h"

#include <glib/gi18n-lib.h>

static void
popup (GtkWidget *widget, double x, double y)
{
  GtkWidget *menu = g_object_get_data (G_OBJECT (widget), "why-menu");

  /* the wallboard has no menus */
  if (!GTK_IS_APPLICATION_WINDOW (gtk_widget_get_root (widget)))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (menu));
}

/* What is under the pointer becomes what is selected, or the question would be about another. */
static gboolean
select_under (FwLiveGrid *grid, double x, double y)
{
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (grid), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = NULL;

  if (under != NULL)
    cell = FW_IS_LIVE_CELL (under) ? under : gtk_widget_get_ancestor (under, FW_TYPE_LIVE_CELL);
  if (cell == NULL)
    return FALSE;
  fw_live_grid_select (
      grid, gtk_list_item_get_position (fw_live_cell_get_list_item (FW_LIVE_CELL (cell))));
  fw_live_grid_set_cursor_column (grid, fw_live_cell_get_column (FW_LIVE_CELL (cell)));
  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (FW_IS_LIVE_GRID (widget) && !select_under (FW_LIVE_GRID (widget), x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (widget);
  popup (widget, x, y);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  popup (widget, gtk_widget_get_width (widget) / 3.0, MIN (64, gtk_widget_get_height (widget) / 2));
  return TRUE;
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GObject) row = fw_live_grid_get_selected (data);

  if (row != NULL)
    g_signal_emit_by_name (data, "activated", row, fw_live_grid_get_cursor_column (data));
}

static void
unparent_cb (GtkWidget *widget, gpointer menu)
{
  gtk_widget_unparent (menu);
}

static void
attach (GtkWidget *widget, GMenu *items)
{
  GtkWidget *menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (items));
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_set_name (menu, "fw-why-menu");
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, widget);
  g_object_set_data (G_OBJECT (widget), "why-menu", menu);
  g_signal_connect (widget, "destroy", G_CALLBACK (unparent_cb), menu);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (widget, keys);
}

void
fw_why_menu_attach (GtkWidget *widget)
{
  g_autoptr (GMenu) items = g_menu_new ();

  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_menu_append (items, _ ("_Why?"), "win.why");
  attach (widget, items);
}

void
fw_why_menu_attach_to_grid (FwLiveGrid *grid, const char *open)
{
  g_autoptr (GMenu) items = g_menu_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  const GActionEntry entries[] = { { "open", open_cb } };

  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), grid);
  gtk_widget_insert_action_group (GTK_WIDGET (grid), "grid", G_ACTION_GROUP (group));
  g_menu_append (items, _ ("_Why?"), "win.why");
  g_menu_append (items, open, "grid.open");
  attach (GTK_WIDGET (grid), items);
}
