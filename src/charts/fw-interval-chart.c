/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-interval-chart.h"

#include "charts/fw-chart-frame.h"
#include "charts/fw-mark.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GAP 6
#define MARK 11

typedef struct
{
  char *label;
  char *text; /* the value, written once */
  double value;
  double low;
  double high;
  guint64 n;
  FwIntervalState state;
} Point;

struct _FwIntervalChart
{
  FwChart parent_instance;

  FwFormat format;
  GArray *points; /* of Point */
  double reference;
  char *reference_label; /* (nullable) */

  FwChartFrame frame; /* of the last drawing; where the pointer is looked up */
};

G_DEFINE_FINAL_TYPE (FwIntervalChart, fw_interval_chart, FW_TYPE_CHART)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_point (gpointer data)
{
  Point *point = data;

  g_clear_pointer (&point->label, g_free);
  g_clear_pointer (&point->text, g_free);
}

static const Point *
get_point (FwIntervalChart *self, guint i)
{
  return &g_array_index (self->points, Point, i);
}

static gboolean
has_interval (const Point *point)
{
  return isfinite (point->low) && isfinite (point->high);
}

/* An interval counts as far as twice the reach of the values themselves: that of five contacts
 * spans everything and would press the points together. */
static void
fit_scale (FwIntervalChart *self, guint max_ticks)
{
  double min = INFINITY, max = -INFINITY, low, high, reach;

  for (guint i = 0; i < self->points->len; i++)
    if (isfinite (get_point (self, i)->value))
      {
        min = MIN (min, get_point (self, i)->value);
        max = MAX (max, get_point (self, i)->value);
      }
  if (isfinite (self->reference) && isfinite (min))
    {
      min = MIN (min, self->reference);
      max = MAX (max, self->reference);
    }
  low = min;
  high = max;
  reach = MAX (max - min, self->format == FW_FORMAT_RATIO ? 0.1 : 1);
  for (guint i = 0; i < self->points->len; i++)
    if (has_interval (get_point (self, i)) && isfinite (get_point (self, i)->value))
      {
        low = MIN (low, MAX (get_point (self, i)->low, min - reach));
        high = MAX (high, MIN (get_point (self, i)->high, max + reach));
      }
  fw_chart_scale_fit (&self->frame.scale, self->format, low, high, max_ticks);
}

static char *
format_reference (FwIntervalChart *self)
{
  g_autofree char *value = fw_format_short (self->format, self->reference);

  return self->reference_label != NULL ? g_strdup_printf ("%s %s", self->reference_label, value)
                                       : g_steal_pointer (&value);
}

static void
lay_out (FwIntervalChart *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  int line = fw_chart_get_line_height (FW_CHART (self)), left, top;

  self->frame.n = self->points->len;
  fit_scale (self, (guint) CLAMP (height / (line * 2.2), 2, 6));
  left = fw_chart_frame_measure_ticks (&self->frame, FW_CHART (self)) + 2 * GAP;
  /* what the line means, and figures of points at the top */
  top = isfinite (self->reference) ? 2 * line : line + 2;
  self->frame.plot = GRAPHENE_RECT_INIT (left, top, MAX (width - left - GAP, 1),
                                         MAX (height - top - 2 * line - GAP, 1));
}

static FwChartColor
get_color (FwIntervalState state)
{
  switch (state)
    {
    case FW_INTERVAL_WORSE:
      return FW_CHART_COLOR_LATE;
    case FW_INTERVAL_BETTER:
      return FW_CHART_COLOR_IN_ORDER;
    case FW_INTERVAL_THIN:
      return FW_CHART_COLOR_NO_DATA;
    case FW_INTERVAL_PLAIN:
    default:
      return FW_CHART_COLOR_MAIN;
    }
}

static FwMarkShape
get_shape (FwIntervalState state)
{
  switch (state)
    {
    case FW_INTERVAL_WORSE:
      return FW_MARK_TRIANGLE;
    case FW_INTERVAL_BETTER:
      return FW_MARK_DIAMOND;
    case FW_INTERVAL_THIN:
      return FW_MARK_RING;
    case FW_INTERVAL_PLAIN:
    default:
      return FW_MARK_DISC;
    }
}

static void
draw_interval (FwIntervalChart *self, GtkSnapshot *snapshot, guint i)
{
  const Point *point = get_point (self, i);
  const GdkRGBA *rgba = fw_chart_get_color (FW_CHART (self), get_color (point->state));
  const graphene_rect_t *plot = &self->frame.plot;
  double top, bottom, bottom_of_plot = plot->origin.y + plot->size.height, x;
  graphene_rect_t lane;

  fw_chart_frame_find_lane (&self->frame, i, &lane);
  x = round (lane.origin.x + lane.size.width / 2);
  top = fw_chart_frame_find_level (&self->frame, point->high);
  bottom = fw_chart_frame_find_level (&self->frame, point->low);
  gtk_snapshot_append_color (
      snapshot, rgba,
      &GRAPHENE_RECT_INIT ((float) x - 1, (float) MAX (top, plot->origin.y), 2,
                           (float) (MIN (bottom, bottom_of_plot) - MAX (top, plot->origin.y))));
  /* an end that leaves the picture has no cap */
  if (top >= plot->origin.y)
    gtk_snapshot_append_color (snapshot, rgba,
                               &GRAPHENE_RECT_INIT ((float) x - 4, (float) round (top), 8, 2));
  if (bottom <= bottom_of_plot)
    gtk_snapshot_append_color (
        snapshot, rgba, &GRAPHENE_RECT_INIT ((float) x - 4, (float) round (bottom) - 2, 8, 2));
}

static void
draw_point (FwIntervalChart *self, GtkSnapshot *snapshot, guint i)
{
  FwChart *chart = FW_CHART (self);
  const Point *point = get_point (self, i);
  GdkRGBA ground = *fw_chart_get_color (chart, FW_CHART_COLOR_SURFACE);
  PangoLayout *text = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, point->text);
  graphene_rect_t lane;
  int width, height;
  double x, y;

  fw_chart_frame_draw_name (&self->frame, chart, snapshot, i, point->label);
  fw_chart_frame_find_lane (&self->frame, i, &lane);
  x = round (lane.origin.x + lane.size.width / 2);
  pango_layout_get_pixel_size (text, &width, &height);
  if (isnan (point->value))
    {
      fw_chart_draw_text (chart, snapshot, text, x - width / 2.,
                          self->frame.plot.origin.y + (self->frame.plot.size.height - height) / 2,
                          FW_CHART_COLOR_NO_DATA);
      return;
    }
  if (has_interval (point))
    draw_interval (self, snapshot, i);
  y = fw_chart_frame_find_level (&self->frame, point->value);
  /* a ring is hollow: its interval must not run through it */
  fw_mark_draw (snapshot, FW_MARK_DISC, x - MARK / 2. - 1, y - MARK / 2. - 1, MARK + 2, &ground);
  fw_mark_draw (snapshot, get_shape (point->state), x - MARK / 2., y - MARK / 2., MARK,
                fw_chart_get_color (chart, get_color (point->state)));
  if (width + MARK <= lane.size.width / 2)
    {
      ground.alpha = 0.85f;
      x += MARK / 2. + 3;
      y = round (y - height / 2.);
      gtk_snapshot_append_color (snapshot, &ground,
                                 &GRAPHENE_RECT_INIT ((float) x, (float) y, width + 2, height));
      fw_chart_draw_text (chart, snapshot, text, x + 1, y, FW_CHART_COLOR_TEXT);
    }
  else if (width <= lane.size.width)
    fw_chart_draw_text (
        chart, snapshot, text, x - width / 2.,
        MAX (self->frame.plot.origin.y - height,
             MIN (y, has_interval (point) ? fw_chart_frame_find_level (&self->frame, point->high)
                                          : y) -
                 height - MARK / 2.),
        FW_CHART_COLOR_TEXT);
}

static void
draw_reference (FwIntervalChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  const graphene_rect_t *plot = &self->frame.plot;
  float y = (float) round (fw_chart_frame_find_level (&self->frame, self->reference));
  g_autofree char *text = format_reference (self);
  PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, text);
  int width, height;

  for (float x = plot->origin.x; x < plot->origin.x + plot->size.width; x += 9)
    gtk_snapshot_append_color (
        snapshot, fw_chart_get_color (chart, FW_CHART_COLOR_TARGET),
        &GRAPHENE_RECT_INIT (x, y, MIN (5, plot->origin.x + plot->size.width - x), 1));
  pango_layout_get_pixel_size (layout, &width, &height);
  /* above everything, at the right: on its line it would stand among the points */
  fw_chart_draw_text (chart, snapshot, layout,
                      MAX (plot->origin.x + plot->size.width - width, plot->origin.x), 0,
                      FW_CHART_COLOR_LABEL);
  for (float x = 0; x < 14; x += 9)
    gtk_snapshot_append_color (
        snapshot, fw_chart_get_color (chart, FW_CHART_COLOR_TARGET),
        &GRAPHENE_RECT_INIT (plot->origin.x + plot->size.width - width - 20 + x,
                             (float) round (height / 2.), 5, 1));
}

static void
fw_interval_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwIntervalChart *self = FW_INTERVAL_CHART (widget);
  FwChart *chart = FW_CHART (self);

  fw_chart_draw_focus (chart, snapshot);
  if (gtk_widget_get_width (widget) < 60 || gtk_widget_get_height (widget) < 40 ||
      self->points->len == 0)
    return;
  lay_out (self);
  fw_chart_frame_draw_choice (&self->frame, chart, snapshot);
  fw_chart_frame_draw_axis (&self->frame, chart, snapshot);
  if (isfinite (self->reference))
    draw_reference (self, snapshot);
  for (guint i = 0; i < self->points->len; i++)
    draw_point (self, snapshot, i);
  fw_chart_frame_draw_tip (&self->frame, chart, snapshot);
}

static guint
fw_interval_chart_count_items (FwChart *chart)
{
  return FW_INTERVAL_CHART (chart)->points->len;
}

static int
fw_interval_chart_find_item (FwChart *chart, double x, double y)
{
  return fw_chart_frame_find_item (&FW_INTERVAL_CHART (chart)->frame, x, y);
}

static const char *
get_state_word (FwIntervalState state)
{
  switch (state)
    {
    case FW_INTERVAL_WORSE:
      return C_ ("change", "worse");
    case FW_INTERVAL_BETTER:
      return C_ ("change", "better");
    case FW_INTERVAL_THIN:
      return _ ("too few to tell");
    case FW_INTERVAL_PLAIN:
    default:
      return _ ("no clear difference");
    }
}

static char *
fw_interval_chart_describe_item (FwChart *chart, guint item)
{
  FwIntervalChart *self = FW_INTERVAL_CHART (chart);
  const Point *point = get_point (self, item);
  g_autofree char *value = fw_format_value (self->format, point->value);
  g_autofree char *low = fw_format_short (self->format, point->low);
  g_autofree char *high = fw_format_short (self->format, point->high);
  g_autofree char *n = fw_format_count ((gint64) MIN (point->n, G_MAXINT64));

  if (isnan (point->value))
    return g_strdup_printf (_ ("%s: no data"), point->label);
  if (!has_interval (point))
    return g_strdup_printf (_ ("%s: %s, n %s\n%s"), point->label, value, n,
                            get_state_word (point->state));
  return g_strdup_printf (_ ("%s: %s\n%s to %s, n %s\n%s"), point->label, value, low, high, n,
                          get_state_word (point->state));
}

static void
fw_interval_chart_activate (FwChart *chart, guint item)
{
  g_signal_emit (chart, signals[ACTIVATED], 0, item);
}

static char *
fw_interval_chart_describe (FwChart *chart)
{
  FwIntervalChart *self = FW_INTERVAL_CHART (chart);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->points->len; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", get_point (self, i)->label,
                            get_point (self, i)->text);
  if (text->len == 0)
    g_string_append (text, _ ("No data"));
  else if (isfinite (self->reference))
    {
      g_autofree char *reference = format_reference (self);

      g_string_append_printf (text, "; %s", reference);
    }
  return g_string_free (text, FALSE);
}

static char *
fw_interval_chart_to_table (FwChart *chart)
{
  FwIntervalChart *self = FW_INTERVAL_CHART (chart);
  GString *table = g_string_new (NULL);

  fw_chart_append_row (table, _ ("Level"), _ ("Value"), _ ("from"), _ ("to"), "n", _ ("State"),
                       NULL);
  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = get_point (self, i);
      gboolean interval = has_interval (point);
      g_autofree char *low = fw_format_short (self->format, point->low);
      g_autofree char *high = fw_format_short (self->format, point->high);
      g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, point->n);

      fw_chart_append_row (table, point->label, isnan (point->value) ? "" : point->text,
                           interval ? low : "", interval ? high : "", n,
                           isnan (point->value) ? "" : get_state_word (point->state), NULL);
    }
  return g_string_free (table, FALSE);
}

static void
fw_interval_chart_finalize (GObject *object)
{
  FwIntervalChart *self = FW_INTERVAL_CHART (object);

  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->reference_label, g_free);
  G_OBJECT_CLASS (fw_interval_chart_parent_class)->finalize (object);
}

static void
fw_interval_chart_class_init (FwIntervalChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_interval_chart_finalize;
  widget_class->snapshot = fw_interval_chart_snapshot;
  chart_class->size = (FwChartSize){ 220, 130, 380, 220 };
  chart_class->describe = fw_interval_chart_describe;
  chart_class->to_table = fw_interval_chart_to_table;
  chart_class->count_items = fw_interval_chart_count_items;
  chart_class->find_item = fw_interval_chart_find_item;
  chart_class->describe_item = fw_interval_chart_describe_item;
  chart_class->activate = fw_interval_chart_activate;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_INTERVAL_CHART, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fw_interval_chart_init (FwIntervalChart *self)
{
  self->reference = NAN;
  self->points = g_array_new (FALSE, TRUE, sizeof (Point));
  g_array_set_clear_func (self->points, clear_point);
}

GtkWidget *
fw_interval_chart_new (void)
{
  return g_object_new (FW_TYPE_INTERVAL_CHART, NULL);
}

void
fw_interval_chart_set_reference (FwIntervalChart *self, double reference, const char *label)
{
  g_return_if_fail (FW_IS_INTERVAL_CHART (self));

  g_free (self->reference_label);
  self->reference_label = g_strdup (label);
  self->reference = reference;
  fw_chart_changed (FW_CHART (self));
}

void
fw_interval_chart_set (FwIntervalChart *self,
                       FwFormat format,
                       const FwIntervalPoint *points,
                       guint n)
{
  g_return_if_fail (FW_IS_INTERVAL_CHART (self));
  g_return_if_fail (points != NULL || n == 0);

  self->format = format;
  g_array_set_size (self->points, 0);
  for (guint i = 0; i < n; i++)
    {
      double value = isfinite (points[i].value) ? points[i].value : NAN;
      Point point = { g_strdup (points[i].label),
                      fw_format_short (format, value),
                      value,
                      points[i].low,
                      points[i].high,
                      points[i].n,
                      points[i].state };

      g_array_append_val (self->points, point);
    }
  self->frame.n = n;
  fw_chart_changed (FW_CHART (self));
}
