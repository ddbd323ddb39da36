/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-choice-keys.h"

#define PAGE 8 /* rows */

static gboolean
can_be_chosen (GtkListBoxRow *row)
{
  /* A row that the filter leaves out is not a visible child of its list. */
  return gtk_widget_get_child_visible (GTK_WIDGET (row)) && gtk_list_box_row_get_selectable (row);
}

/* Returns: (nullable): the row @step rows away from @from that can be chosen, or the last one on
 * the way; from before the first where @from is -1. */
static GtkListBoxRow *
find_row (GtkListBox *list, int from, int step)
{
  GtkListBoxRow *found = NULL, *row;
  int left = ABS (step);

  for (int i = from + (step > 0 ? 1 : -1);
       left > 0 && i >= 0 && (row = gtk_list_box_get_row_at_index (list, i)) != NULL;
       i += step > 0 ? 1 : -1)
    if (can_be_chosen (row))
      {
        found = row;
        left--;
      }
  return found;
}

static void
show_row (GtkListBox *list, GtkListBoxRow *row)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;

  if (scrolled == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (list), &bounds))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
move (GtkListBox *list, int step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (list);
  GtkListBoxRow *row =
      find_row (list, selected != NULL ? gtk_list_box_row_get_index (selected) : -1,
                selected != NULL || step > 0 ? step : 1);

  if (row == NULL)
    return;
  gtk_list_box_select_row (list, row);
  show_row (list, row);
  /* Who went on to the list by Tab hears where the cursor is; who types stays in the field. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (list)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Returns: rows to go; 0: another key. */
static int
get_step (guint key)
{
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return 1;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return -1;
    case GDK_KEY_Page_Down:
      return PAGE;
    case GDK_KEY_Page_Up:
      return -PAGE;
    default:
      return 0;
    }
}

static gboolean
key_cb (
    GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
  GtkListBox *list = GTK_LIST_BOX (user_data);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (list);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (get_step (key) != 0)
    {
      move (list, get_step (key));
      return TRUE;
    }
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return FALSE;
  if (selected != NULL && can_be_chosen (selected))
    g_signal_emit_by_name (list, "row-activated", selected);
  return TRUE;
}

/* What is chosen is the first that matches, unless the cursor stands on one that does. */
static void
searched_cb (GtkSearchEntry *search, gpointer user_data)
{
  GtkListBox *list = GTK_LIST_BOX (user_data);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (list);

  gtk_list_box_invalidate_filter (list);
  if (selected == NULL || !can_be_chosen (selected))
    fw_choice_keys_begin (list, NULL);
}

void
fw_choice_keys_attach (GtkPopover *popover, GtkSearchEntry *search, GtkListBox *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_POPOVER (popover));
  g_return_if_fail (GTK_IS_SEARCH_ENTRY (search) && GTK_IS_LIST_BOX (list));

  /* Before the entry, which would move its own cursor. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), list);
  gtk_widget_add_controller (GTK_WIDGET (popover), keys);
  g_signal_connect (search, "changed", G_CALLBACK (searched_cb), list);
  g_signal_connect_swapped (search, "stop-search", G_CALLBACK (gtk_popover_popdown), popover);
  gtk_list_box_set_selection_mode (list, GTK_SELECTION_BROWSE);
}

/* A list that has just been filled is laid out first. */
static gboolean
show_selected_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (widget));

  if (row != NULL)
    show_row (GTK_LIST_BOX (widget), row);
  return G_SOURCE_REMOVE;
}

void
fw_choice_keys_begin (GtkListBox *list, GtkListBoxRow *row)
{
  g_return_if_fail (GTK_IS_LIST_BOX (list));

  if (row == NULL)
    row = find_row (list, -1, 1);
  gtk_list_box_select_row (list, row);
  gtk_widget_add_tick_callback (GTK_WIDGET (list), show_selected_cb, NULL, NULL);
}
