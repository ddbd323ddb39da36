/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-state-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define HEIGHT 26
#define PADDING 6
#define LEAST_WIDTH 18

typedef struct
{
  const char *name;
  char *label;
  guint count;
  FwChartColor color;
  double x;
  double width;
} Part;

struct _FwStateBar
{
  FwChart parent_instance;

  Part parts[FW_STATE_BAR_MAX_PARTS];
  guint n;
  int cursor; /* chosen with the keys; -1 none */
  int hover;
};

G_DEFINE_FINAL_TYPE (FwStateBar, fw_state_bar, FW_TYPE_CHART)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Widths by share, but every part wide enough for two digits: a late break must not vanish beside
 * fifty talks. */
static void
lay_out (FwStateBar *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), x = 0, free_width = width;
  guint total = 0, rest = 0;

  for (guint i = 0; i < self->n; i++)
    total += self->parts[i].count;
  if (total == 0)
    return;
  rest = total;
  for (guint i = 0; i < self->n; i++)
    {
      gboolean small =
          self->parts[i].count > 0 && self->parts[i].count * width / total < LEAST_WIDTH;

      self->parts[i].width = small ? LEAST_WIDTH : 0;
      free_width -= self->parts[i].width;
      rest -= small ? self->parts[i].count : 0;
    }
  for (guint i = 0; i < self->n; i++)
    {
      Part *part = &self->parts[i];

      if (part->width == 0 && rest > 0)
        part->width = part->count * MAX (free_width, 0) / rest;
      part->x = x;
      x += part->width;
    }
}

static PangoLayout *
choose_label (FwStateBar *self, const Part *part)
{
  g_autofree char *number = fw_format_count (part->count);
  g_autofree char *both = g_strdup_printf ("%s %s", part->label, number);
  PangoLayout *layout = fw_chart_get_layout (FW_CHART (self), FW_CHART_TEXT_LABEL, both);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width + PADDING <= part->width)
    return layout;
  layout = fw_chart_get_layout (FW_CHART (self), FW_CHART_TEXT_LABEL, number);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + 2 <= part->width ? layout : NULL;
}

static void
draw_part (FwStateBar *self, GtkSnapshot *snapshot, const Part *part, gboolean chosen)
{
  const GdkRGBA *ground = fw_chart_get_color (FW_CHART (self), part->color);
  int height = gtk_widget_get_height (GTK_WIDGET (self)), text_width, text_height;
  PangoLayout *layout = choose_label (self, part);
  GdkRGBA ink;

  fw_chart_find_ink (ground, &ink);
  gtk_snapshot_append_color (
      snapshot, ground, &GRAPHENE_RECT_INIT ((float) part->x, 0, (float) part->width - 1, height));
  if (chosen)
    gtk_snapshot_append_color (
        snapshot, &ink,
        &GRAPHENE_RECT_INIT ((float) part->x, height - 3, (float) part->width - 1, 3));
  if (layout == NULL)
    return;
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) round (part->x + (part->width - 1 - text_width) / 2),
                                      (float) round ((height - text_height) / 2.)));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
fw_state_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwStateBar *self = FW_STATE_BAR (widget);
  gboolean focused = gtk_widget_has_focus (widget);
  GskRoundedRect box;
  guint total = 0;

  lay_out (self);
  gsk_rounded_rect_init_from_rect (
      &box,
      &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)), 6);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  for (guint i = 0; i < self->n; i++)
    {
      total += self->parts[i].count;
      if (self->parts[i].count > 0)
        draw_part (self, snapshot, &self->parts[i],
                   self->hover == (int) i || (focused && self->cursor == (int) i));
    }
  if (total == 0)
    gtk_snapshot_append_color (snapshot, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_GRID),
                               &box.bounds);
  gtk_snapshot_pop (snapshot);
}

static int
find_part (FwStateBar *self, double x)
{
  for (guint i = 0; i < self->n; i++)
    if (self->parts[i].count > 0 && x >= self->parts[i].x &&
        x < self->parts[i].x + self->parts[i].width)
      return (int) i;
  return -1;
}

static void
activate (FwStateBar *self, int part)
{
  if (part >= 0 && part < (int) self->n)
    g_signal_emit (self, signals[ACTIVATED], 0, self->parts[part].name);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  activate (data, find_part (data, x));
}

static void
set_hover (FwStateBar *self, int part)
{
  if (self->hover == part)
    return;
  self->hover = part;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), part >= 0 ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer data)
{
  set_hover (data, find_part (data, x));
}

static void
leave_cb (GtkEventControllerMotion *controller, gpointer data)
{
  set_hover (data, -1);
}

static void
move_cursor (FwStateBar *self, int by)
{
  int at = self->cursor;

  for (guint i = 0; i < self->n; i++)
    {
      at = CLAMP (at + by, 0, (int) self->n - 1);
      if (self->parts[at].count > 0)
        {
          self->cursor = at;
          break;
        }
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  FwStateBar *self = data;

  if (self->n == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left:
      move_cursor (self, -1);
      return TRUE;
    case GDK_KEY_Right:
      move_cursor (self, 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      activate (self, self->cursor);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
query_tooltip_cb (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  FwStateBar *self = FW_STATE_BAR (widget);
  int part = keyboard ? self->cursor : find_part (self, x);
  g_autofree char *text = NULL;

  if (part < 0 || part >= (int) self->n)
    return FALSE;
  text = g_strdup_printf ("%s: %u", self->parts[part].label, self->parts[part].count);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static char *
fw_state_bar_describe (FwChart *chart)
{
  FwStateBar *self = FW_STATE_BAR (chart);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    if (self->parts[i].count > 0)
      g_string_append_printf (text, "%s%s %u", text->len > 0 ? ", " : "", self->parts[i].label,
                              self->parts[i].count);
  if (text->len == 0)
    g_string_append (text, _ ("No data"));
  return g_string_free (text, FALSE);
}

static char *
fw_state_bar_to_table (FwChart *chart)
{
  FwStateBar *self = FW_STATE_BAR (chart);
  GString *table = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    g_string_append_printf (table, "%s\t%u\n", self->parts[i].label, self->parts[i].count);
  return g_string_free (table, FALSE);
}

static void
fw_state_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  double pixels = pango_font_description_get_size (pango_context_get_font_description (context)) /
                  (double) PANGO_SCALE;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : MAX (HEIGHT, (int) (pixels * 1.7));
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 420 : *minimum;
}

static void
fw_state_bar_finalize (GObject *object)
{
  FwStateBar *self = FW_STATE_BAR (object);

  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->parts[i].label, g_free);
  G_OBJECT_CLASS (fw_state_bar_parent_class)->finalize (object);
}

static void
fw_state_bar_class_init (FwStateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_state_bar_finalize;
  widget_class->snapshot = fw_state_bar_snapshot;
  widget_class->measure = fw_state_bar_measure;
  chart_class->describe = fw_state_bar_describe;
  chart_class->to_table = fw_state_bar_to_table;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_STATE_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fw_state_bar_init (FwStateBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->cursor = self->hover = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
fw_state_bar_new (void)
{
  return g_object_new (FW_TYPE_STATE_BAR, NULL);
}

void
fw_state_bar_set (FwStateBar *self, const FwStateBarPart *parts, guint n)
{
  gboolean same;

  g_return_if_fail (FW_IS_STATE_BAR (self));
  g_return_if_fail (n <= FW_STATE_BAR_MAX_PARTS);

  same = self->n == n;
  for (guint i = 0; same && i < n; i++)
    same = self->parts[i].name == parts[i].name && self->parts[i].count == parts[i].count &&
           self->parts[i].color == parts[i].color;
  if (same)
    return;
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->parts[i].label, g_free);
  for (guint i = 0; i < n; i++)
    self->parts[i] =
        (Part){ parts[i].name, g_strdup (parts[i].label), parts[i].count, parts[i].color, 0, 0 };
  self->n = n;
  if (self->cursor >= (int) n)
    self->cursor = -1;
  fw_chart_changed (FW_CHART (self));
}

gboolean
fw_state_bar_get_part_bounds (FwStateBar *self, const char *name, graphene_rect_t *bounds)
{
  g_return_val_if_fail (FW_IS_STATE_BAR (self), FALSE);

  lay_out (self);
  for (guint i = 0; i < self->n; i++)
    if (g_str_equal (self->parts[i].name, name) && self->parts[i].count > 0)
      {
        *bounds = GRAPHENE_RECT_INIT ((float) self->parts[i].x, 0, (float) self->parts[i].width,
                                      gtk_widget_get_height (GTK_WIDGET (self)));
        return TRUE;
      }
  return FALSE;
}
