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
  int cursor = fw_chart_get_cursor (FW_CHART (self));
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
        draw_part (self, snapshot, &self->parts[i], cursor == (int) i);
    }
  if (total == 0)
    gtk_snapshot_append_color (snapshot, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_GRID),
                               &box.bounds);
  gtk_snapshot_pop (snapshot);
}

static guint
fw_state_bar_count_items (FwChart *chart)
{
  return FW_STATE_BAR (chart)->n;
}

static int
fw_state_bar_find_item (FwChart *chart, double x, double y)
{
  FwStateBar *self = FW_STATE_BAR (chart);

  for (guint i = 0; i < self->n; i++)
    if (self->parts[i].count > 0 && x >= self->parts[i].x &&
        x < self->parts[i].x + self->parts[i].width)
      return (int) i;
  return -1;
}

/* From @from on in direction @by the next part that is drawn; @otherwise where there is none. */
static int
find_drawn (FwStateBar *self, int from, int by, int otherwise)
{
  for (int i = from; i >= 0 && i < (int) self->n; i += by)
    if (self->parts[i].count > 0)
      return i;
  return otherwise;
}

static int
fw_state_bar_move_cursor (FwChart *chart, int part, FwChartMove move)
{
  FwStateBar *self = FW_STATE_BAR (chart);
  int last = (int) self->n - 1;

  switch (move)
    {
    case FW_CHART_MOVE_LEFT:
      return find_drawn (self, part < 0 ? last : part - 1, -1, part);
    case FW_CHART_MOVE_RIGHT:
      return find_drawn (self, part + 1, 1, part);
    case FW_CHART_MOVE_HOME:
      return find_drawn (self, 0, 1, part);
    case FW_CHART_MOVE_END:
      return find_drawn (self, last, -1, part);
    case FW_CHART_MOVE_UP:
    case FW_CHART_MOVE_DOWN:
    default:
      return -1;
    }
}

static void
fw_state_bar_activate (FwChart *chart, guint part)
{
  FwStateBar *self = FW_STATE_BAR (chart);

  g_signal_emit (self, signals[ACTIVATED], 0, self->parts[part].name);
}

static char *
fw_state_bar_describe_item (FwChart *chart, guint part)
{
  FwStateBar *self = FW_STATE_BAR (chart);

  return g_strdup_printf ("%s: %u", self->parts[part].label, self->parts[part].count);
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
  chart_class->count_items = fw_state_bar_count_items;
  chart_class->find_item = fw_state_bar_find_item;
  chart_class->move_cursor = fw_state_bar_move_cursor;
  chart_class->activate = fw_state_bar_activate;
  chart_class->describe_item = fw_state_bar_describe_item;
  chart_class->tooltip = TRUE;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_STATE_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fw_state_bar_init (FwStateBar *self)
{
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
