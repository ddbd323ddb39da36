/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart-private.h"

#include <math.h>

static guint
count_items (FwChart *self)
{
  FwChartClass *klass = FW_CHART_GET_CLASS (self);

  return klass->count_items != NULL ? klass->count_items (self) : 0;
}

/* Who walks with the keys is told each item at once; a pointer passes over hundreds. */
static void
move_to (FwChart *self, int item, gboolean by_key)
{
  FwChartCursor *cursor = fw_chart_get_cursor_state (self);

  if (cursor->item == item)
    return;
  cursor->item = item;
  if (by_key)
    fw_chart_describe_now (self);
  fw_chart_changed (self);
  g_signal_emit_by_name (self, "cursor-moved", item);
}

int
fw_chart_step_cursor (int item, FwChartMove move, int n)
{
  switch (move)
    {
    case FW_CHART_MOVE_LEFT:
      return item < 0 ? n - 1 : MAX (item - 1, 0);
    case FW_CHART_MOVE_RIGHT:
      return item < 0 ? 0 : MIN (item + 1, n - 1);
    case FW_CHART_MOVE_HOME:
      return 0;
    case FW_CHART_MOVE_END:
      return n - 1;
    case FW_CHART_MOVE_UP:
    case FW_CHART_MOVE_DOWN:
    default:
      return -1;
    }
}

static gboolean
find_move (guint keyval, FwChartMove *move)
{
  static const struct
  {
    guint keyval;
    FwChartMove move;
  } keys[] = {
    { GDK_KEY_Left, FW_CHART_MOVE_LEFT },   { GDK_KEY_KP_Left, FW_CHART_MOVE_LEFT },
    { GDK_KEY_Right, FW_CHART_MOVE_RIGHT }, { GDK_KEY_KP_Right, FW_CHART_MOVE_RIGHT },
    { GDK_KEY_Up, FW_CHART_MOVE_UP },       { GDK_KEY_KP_Up, FW_CHART_MOVE_UP },
    { GDK_KEY_Down, FW_CHART_MOVE_DOWN },   { GDK_KEY_KP_Down, FW_CHART_MOVE_DOWN },
    { GDK_KEY_Home, FW_CHART_MOVE_HOME },   { GDK_KEY_KP_Home, FW_CHART_MOVE_HOME },
    { GDK_KEY_End, FW_CHART_MOVE_END },     { GDK_KEY_KP_End, FW_CHART_MOVE_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == keyval)
      {
        *move = keys[i].move;
        return TRUE;
      }
  return FALSE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  FwChart *self = data;
  FwChartClass *klass = FW_CHART_GET_CLASS (self);
  int item = fw_chart_get_cursor (self), n = (int) count_items (self), to;
  FwChartMove move;

  if (n == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      if (item < 0 || klass->activate == NULL)
        return FALSE;
      fw_chart_activate (self, item);
      return TRUE;
    case GDK_KEY_Escape:
      /* only what was there to be left; the second Escape is the page's */
      move_to (self, -1, TRUE);
      return item >= 0;
    default:
      break;
    }
  if (!find_move (keyval, &move))
    return FALSE;
  to = klass->move_cursor != NULL ? klass->move_cursor (self, item, move)
                                  : fw_chart_step_cursor (item, move, n);
  if (to < 0 || to >= n)
    return FALSE;
  move_to (self, to, TRUE);
  return TRUE;
}

static int
find_item (FwChart *self, double x, double y)
{
  int item = FW_CHART_GET_CLASS (self)->find_item (self, x, y);

  return item < (int) count_items (self) ? item : -1;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer data)
{
  FwChart *self = data;
  FwChartCursor *cursor = fw_chart_get_cursor_state (self);
  int item;

  /* GTK repeats the motion when something beneath a resting pointer has changed: the keys keep the
   * cursor then */
  if (cursor->x == x && cursor->y == y)
    return;
  cursor->x = x;
  cursor->y = y;
  item = find_item (self, x, y);
  if (FW_CHART_GET_CLASS (self)->activate != NULL)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), item >= 0 ? "pointer" : NULL);
  move_to (self, item, FALSE);
}

static void
motion_leave_cb (GtkEventControllerMotion *controller, gpointer data)
{
  FwChartCursor *cursor = fw_chart_get_cursor_state (data);

  cursor->x = cursor->y = NAN;
  move_to (data, -1, FALSE);
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, gpointer data)
{
  move_to (data, -1, FALSE);
}

static void
clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  gtk_widget_grab_focus (data);
  fw_chart_activate (data, find_item (data, x, y));
}

static gboolean
query_tooltip_cb (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  FwChart *self = FW_CHART (widget);
  int item = keyboard ? fw_chart_get_cursor (self) : find_item (self, x, y);
  g_autofree char *text = NULL;

  if (item < 0)
    return FALSE;
  text = FW_CHART_GET_CLASS (self)->describe_item (self, (guint) item);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

void
fw_chart_start_cursor (FwChart *self)
{
  FwChartCursor *cursor = fw_chart_get_cursor_state (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  cursor->item = cursor->selected = -1;
  cursor->x = cursor->y = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (motion_leave_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  if (FW_CHART_GET_CLASS (self)->tooltip)
    {
      gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
      g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
    }
}

void
fw_chart_check_cursor (FwChart *self)
{
  FwChartCursor *cursor = fw_chart_get_cursor_state (self);
  int n = (int) count_items (self);

  if (FW_CHART_GET_CLASS (self)->find_item == NULL)
    return;
  if (cursor->selected >= n)
    cursor->selected = -1;
  if (cursor->item >= n)
    move_to (self, -1, FALSE);
}

void
fw_chart_set_cursor (FwChart *self, int item)
{
  g_return_if_fail (FW_IS_CHART (self));
  g_return_if_fail (item >= -1 && item < (int) count_items (self));

  move_to (self, item, TRUE);
}

int
fw_chart_get_cursor (FwChart *self)
{
  g_return_val_if_fail (FW_IS_CHART (self), -1);
  return fw_chart_get_cursor_state (self)->item;
}

void
fw_chart_set_selected (FwChart *self, int item)
{
  FwChartCursor *cursor;

  g_return_if_fail (FW_IS_CHART (self));
  g_return_if_fail (item >= -1 && item < (int) count_items (self));

  cursor = fw_chart_get_cursor_state (self);
  if (cursor->selected == item)
    return;
  cursor->selected = item;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
fw_chart_get_selected (FwChart *self)
{
  g_return_val_if_fail (FW_IS_CHART (self), -1);
  return fw_chart_get_cursor_state (self)->selected;
}

void
fw_chart_activate (FwChart *self, int item)
{
  FwChartClass *klass;

  g_return_if_fail (FW_IS_CHART (self));

  klass = FW_CHART_GET_CLASS (self);
  if (item >= 0 && item < (int) count_items (self) && klass->activate != NULL)
    klass->activate (self, (guint) item);
}

char *
fw_chart_describe_item (FwChart *self, guint item)
{
  g_return_val_if_fail (FW_IS_CHART (self), NULL);
  g_return_val_if_fail (item < count_items (self), NULL);

  return FW_CHART_GET_CLASS (self)->describe_item (self, item);
}
