/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What hands do: keys, pointer and clipboard. */
#include "console/grid/fw-grid-private.h"

static guint
step_back (guint from, guint by)
{
  return from > by ? from - by : 0;
}

static guint
count_seen (FwGrid *self)
{
  FwGridPlace place;

  fw_grid_get_place (self, &place);
  return MAX ((guint) ((place.bottom - place.top) / fw_grid_get_metrics (self)->line), 2) - 1;
}

static gboolean
move_by_key (FwGrid *self, guint keyval, gboolean extend, gboolean far)
{
  guint row = self->row, column = self->column;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      column = step_back (column, far ? column : 1);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      column = far ? self->columns : column + 1;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      row = step_back (row, far ? row : 1);
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      row = far ? self->rows : row + 1;
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      column = 0;
      row = far ? 0 : row;
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      column = self->columns;
      row = far ? self->rows : row;
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      row = step_back (row, count_seen (self));
      break;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      row += count_seen (self);
      break;
    default:
      return FALSE;
    }
  fw_grid_move (self, row, column, extend);
  return TRUE;
}

static void
select_all (FwGrid *self)
{
  fw_grid_set_block (self, &(FwGridBlock){ 0, self->rows, 0, self->columns });
}

static gboolean
type_key (FwGrid *self, guint keyval)
{
  const gunichar letter = gdk_keyval_to_unicode (keyval);
  char text[8] = "";

  if (letter == 0 || !g_unichar_isgraph (letter))
    return FALSE;
  text[g_unichar_to_utf8 (letter, text)] = '\0';
  g_signal_emit (self, fw_grid_signals[FW_GRID_TYPED], 0, text);
  return TRUE;
}

static gboolean
take_control_key (FwGrid *self, guint keyval)
{
  if (keyval == GDK_KEY_v)
    fw_grid_paste (self);
  else if (keyval == GDK_KEY_a)
    select_all (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  FwGrid *self = data;
  const gboolean control = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;

  if ((state & (GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || self->rows == 0 || self->columns == 0)
    return FALSE;
  /* With Control they are the page's: another time. */
  if (control && (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Page_Down ||
                  keyval == GDK_KEY_KP_Page_Up || keyval == GDK_KEY_KP_Page_Down))
    return FALSE;
  if (move_by_key (self, keyval, shift, control))
    return TRUE;
  if (control)
    return !shift && take_control_key (self, keyval);
  switch (keyval)
    {
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      g_signal_emit (self, fw_grid_signals[FW_GRID_ERASE], 0);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      g_signal_emit (self, fw_grid_signals[FW_GRID_ACTIVATED], 0);
      return TRUE;
    case GDK_KEY_Escape:
      /* first the block, then whatever Escape means to the page */
      if (self->row == self->anchor_row && self->column == self->anchor_column)
        return FALSE;
      fw_grid_move (self, self->row, self->column, FALSE);
      return TRUE;
    default:
      return type_key (self, keyval);
    }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  FwGrid *self = data;
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint row, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!fw_grid_find (self, x, y, FALSE, &row, &column))
    return;
  fw_grid_move (self, row, column, (state & GDK_SHIFT_MASK) != 0);
  if (n_press == 2)
    g_signal_emit (self, fw_grid_signals[FW_GRID_ACTIVATED], 0);
}

static void
dragged_cb (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  FwGrid *self = data;
  double start_x, start_y;
  guint row, column;

  if (!gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y) ||
      !fw_grid_find (self, start_x, start_y, FALSE, &row, &column) ||
      !fw_grid_find (self, start_x + x, start_y + y, TRUE, &row, &column) ||
      (row == self->row && column == self->column))
    return;
  fw_grid_move (self, row, column, TRUE);
}

void
fw_grid_add_controllers (FwGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/* ---- the clipboard ---- */

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwGrid) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && self->source != NULL)
    g_signal_emit (self, fw_grid_signals[FW_GRID_PASTE], 0, text);
}

void
fw_grid_paste (FwGrid *self)
{
  g_return_if_fail (FW_IS_GRID (self));

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb,
                                 g_object_ref (self));
}

GPtrArray *
fw_grid_split (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) all = NULL;

  g_return_val_if_fail (text != NULL, lines);

  all = g_strsplit (text, "\n", -1);
  for (guint i = 0; all[i] != NULL; i++)
    {
      char **cells;

      if (all[i + 1] == NULL && *all[i] == '\0')
        break;
      /* g_strsplit() makes nothing of an empty text, which is an empty cell */
      cells = *all[i] != '\0' ? g_strsplit (all[i], "\t", -1)
                              : g_strdupv ((char *[]){ (char *) "", NULL });
      for (guint j = 0; cells[j] != NULL; j++)
        g_strstrip (cells[j]);
      g_ptr_array_add (lines, cells);
    }
  return lines;
}

static void
append_row (FwGrid *self, GString *text, guint row, guint first, guint last)
{
  for (guint column = first; column <= last; column++)
    {
      FwGridCell cell = { NULL };

      self->source->get_cell (self->data, row, column, &cell);
      g_string_append_printf (text, "%s%s", column > first ? "\t" : "",
                              cell.text != NULL && !cell.struck ? cell.text : "");
    }
}

static void
append_heads (FwGrid *self, GString *text, guint first, guint last)
{
  for (guint column = first; column <= last; column++)
    {
      FwGridHead head = { NULL };

      self->source->get_head (self->data, column, &head);
      g_string_append_printf (text, "\t%s %s", head.top, head.text);
    }
}

static void
append_name (FwGrid *self, GString *text, guint row)
{
  FwGridRow name = { NULL };

  self->source->get_row (self->data, row, &name);
  g_string_append_printf (text, "%s\t", name.name);
}

char *
fw_grid_to_text (FwGrid *self, gboolean heads)
{
  GString *text;
  FwGridBlock block;

  g_return_val_if_fail (FW_IS_GRID (self), NULL);

  if (self->source == NULL || !fw_grid_get_block (self, &block))
    return NULL;
  text = g_string_new (NULL);
  if (heads)
    {
      append_heads (self, text, block.first_column, block.last_column);
      g_string_append_c (text, '\n');
    }
  for (guint row = block.first_row; row <= block.last_row; row++)
    {
      if (heads)
        append_name (self, text, row);
      append_row (self, text, row, block.first_column, block.last_column);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

char *
fw_grid_to_table (FwGrid *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (FW_IS_GRID (self), g_string_free (text, FALSE));

  if (self->source == NULL || self->rows == 0 || self->columns == 0)
    return g_string_free (text, FALSE);
  append_heads (self, text, 0, self->columns - 1);
  for (guint sum = 0; sum < self->sums; sum++)
    g_string_append_printf (text, "\t%s", self->source->get_sum_head (self->data, sum));
  g_string_append_c (text, '\n');
  for (guint row = 0; row < self->rows; row++)
    {
      append_name (self, text, row);
      append_row (self, text, row, 0, self->columns - 1);
      for (guint sum = 0; sum < self->sums; sum++)
        g_string_append_printf (text, "\t%s", self->source->get_sum (self->data, row, sum));
      g_string_append_c (text, '\n');
    }
  for (guint foot = 0; foot < self->feet; foot++)
    {
      g_string_append (text, self->source->get_foot_name (self->data, foot));
      for (guint column = 0; column < self->columns; column++)
        {
          gboolean is_short = FALSE;

          g_string_append_printf (text, "\t%s",
                                  self->source->get_foot (self->data, foot, column, &is_short));
        }
      for (guint sum = 0; sum < self->sums; sum++)
        g_string_append_c (text, '\t');
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
