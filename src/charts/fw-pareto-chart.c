/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-pareto-chart.h"

#include "charts/fw-chart-frame.h"
#include "charts/fw-mark.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GAP 6
#define MOST 0.8 /* of the whole */
#define LEAST_COLUMN 56
#define REST G_MAXUINT

typedef struct
{
  char *label;
  char *note; /* (nullable) */
  char *text; /* the value, written once */
  double value;
  double together; /* share of the whole with those before it, 0-1 */
  guint index;     /* as given; REST */
} Bar;

struct _FwParetoChart
{
  FwChart parent_instance;

  FwFormat format;
  GArray *bars; /* of Bar, in falling order, the rest last */
  double total;

  FwChartFrame frame; /* of the last drawing; where the pointer is looked up */
};

G_DEFINE_FINAL_TYPE (FwParetoChart, fw_pareto_chart, FW_TYPE_CHART)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_bar (gpointer data)
{
  Bar *bar = data;

  g_clear_pointer (&bar->label, g_free);
  g_clear_pointer (&bar->note, g_free);
  g_clear_pointer (&bar->text, g_free);
}

static const Bar *
get_bar (FwParetoChart *self, guint i)
{
  return &g_array_index (self->bars, Bar, i);
}

static double
find_share_before (FwParetoChart *self, guint i)
{
  return i > 0 ? get_bar (self, i - 1)->together : 0;
}

/* The axis ends with the whole, so that bars and line are of one measure. */
static void
fit_scale (FwParetoChart *self, guint max_ticks)
{
  FwChartScale *scale = &self->frame.scale;

  fw_chart_scale_fit (scale, self->format, 0, self->total, max_ticks);
  scale->low = 0;
  scale->high = self->total;
  scale->n_ticks = (guint) floor (self->total / scale->step + 1e-9) + 1;
}

static int
measure_texts (FwParetoChart *self, gboolean values)
{
  int width = 0;

  for (guint i = 0; i < self->bars->len; i++)
    width = MAX (width, fw_chart_get_text_width (FW_CHART (self), FW_CHART_TEXT_LABEL,
                                                 values ? get_bar (self, i)->text
                                                        : get_bar (self, i)->label));
  return width;
}

static void
lay_out (FwParetoChart *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  int line = fw_chart_get_line_height (FW_CHART (self)), left, right;

  self->frame.n = self->bars->len;
  self->frame.lying = FALSE;
  fit_scale (self, (guint) CLAMP (height / (line * 2.4), 2, 6));
  left = fw_chart_frame_measure_ticks (&self->frame, FW_CHART (self)) + 2 * GAP;
  right = fw_chart_get_text_width (FW_CHART (self), FW_CHART_TEXT_LABEL, "100 %") + GAP;
  self->frame.lying = (width - left - right) / (int) self->frame.n < LEAST_COLUMN &&
                      (height - 2 * line) / (int) self->frame.n >= line;
  if (!self->frame.lying)
    {
      self->frame.plot = GRAPHENE_RECT_INIT (left, line + 4, MAX (width - left - right, 1),
                                             MAX (height - 3 * line - 4 - GAP, 1));
      return;
    }
  left = MIN (measure_texts (self, FALSE), width * 2 / 5) + 2 * GAP;
  right = measure_texts (self, TRUE) + 2 * GAP;
  fit_scale (self, (guint) CLAMP ((width - left - right) / 60, 2, 5));
  self->frame.plot = GRAPHENE_RECT_INIT (left, line + 2, MAX (width - left - right, 1),
                                         MAX (height - 2 * line - 2 - GAP, 1));
}

static void
find_bar (FwParetoChart *self, guint i, graphene_rect_t *rect)
{
  double zero = fw_chart_frame_find_level (&self->frame, 0);
  double end = fw_chart_frame_find_level (&self->frame, get_bar (self, i)->value);
  double length = MAX (round (fabs (end - zero)), 1), lane_size, thick, across;
  graphene_rect_t lane;

  fw_chart_frame_find_lane (&self->frame, i, &lane);
  lane_size = self->frame.lying ? lane.size.height : lane.size.width;
  thick = round (CLAMP (lane_size * 0.66, MIN (5, lane_size), self->frame.lying ? 22 : 72));
  across = round ((self->frame.lying ? lane.origin.y : lane.origin.x) + (lane_size - thick) / 2);
  if (self->frame.lying)
    *rect = GRAPHENE_RECT_INIT ((float) zero, (float) across, (float) length, (float) thick);
  else
    *rect = GRAPHENE_RECT_INIT ((float) across, (float) (round (zero) - length), (float) thick,
                                (float) length);
}

static void
draw_bar (FwParetoChart *self, GtkSnapshot *snapshot, guint i)
{
  FwChart *chart = FW_CHART (self);
  const Bar *bar = get_bar (self, i);
  gboolean vital = bar->index != REST && find_share_before (self, i) < MOST;
  const GdkRGBA *rgba =
      fw_chart_get_color (chart, vital ? FW_CHART_COLOR_MAIN : FW_CHART_COLOR_TOTAL);
  graphene_rect_t rect, lane;
  PangoLayout *value = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, bar->text);
  int width, height, line = fw_chart_get_line_height (chart);

  find_bar (self, i, &rect);
  if (bar->index == REST)
    fw_chart_draw_frame (snapshot, &rect, 0, 1.5,
                         fw_chart_get_color (chart, FW_CHART_COLOR_TARGET));
  else
    gtk_snapshot_append_color (snapshot, rgba, &rect);
  fw_chart_frame_find_lane (&self->frame, i, &lane);
  pango_layout_get_pixel_size (value, &width, &height);
  if (!self->frame.lying)
    {
      fw_chart_frame_draw_name (&self->frame, chart, snapshot, i, bar->label);
      if (i == 0 && rect.size.height > height + 8)
        {
          /* the line begins on top of the first bar */
          GdkRGBA ink;

          fw_chart_find_ink (rgba, &ink);
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (
              snapshot,
              &GRAPHENE_POINT_INIT ((float) round (lane.origin.x + (lane.size.width - width) / 2),
                                    rect.origin.y + 6));
          gtk_snapshot_append_layout (
              snapshot, value,
              bar->index == REST ? fw_chart_get_color (chart, FW_CHART_COLOR_TEXT) : &ink);
          gtk_snapshot_restore (snapshot);
        }
      else if (width <= lane.size.width)
        fw_chart_draw_text (chart, snapshot, value, lane.origin.x + (lane.size.width - width) / 2,
                            rect.origin.y - height, FW_CHART_COLOR_TEXT);
      return;
    }
  fw_chart_draw_text (chart, snapshot,
                      fw_chart_get_wrapped (chart, FW_CHART_TEXT_LABEL, bar->label,
                                            (int) self->frame.plot.origin.x - 2 * GAP, 1,
                                            PANGO_ALIGN_LEFT),
                      GAP, lane.origin.y + (lane.size.height - line) / 2, FW_CHART_COLOR_LABEL);
  fw_chart_draw_text (chart, snapshot, value,
                      gtk_widget_get_width (GTK_WIDGET (self)) - GAP - width,
                      lane.origin.y + (lane.size.height - line) / 2, FW_CHART_COLOR_TEXT);
}

/* The line of what they come to: a point in the middle of each lane. */
static void
draw_together (FwParetoChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  const GdkRGBA *rgba = fw_chart_get_color (chart, FW_CHART_COLOR_TEXT);
  graphene_rect_t bounds = self->frame.plot;
  cairo_t *cr;

  graphene_rect_inset (&bounds, -5, -5);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  gdk_cairo_set_source_rgba (cr, rgba);
  cairo_set_line_width (cr, 1.6);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->bars->len; i++)
        {
          double at =
              fw_chart_frame_find_level (&self->frame, get_bar (self, i)->together * self->total);
          graphene_rect_t lane;
          double x, y;

          fw_chart_frame_find_lane (&self->frame, i, &lane);
          x = self->frame.lying ? at : lane.origin.x + lane.size.width / 2;
          y = self->frame.lying ? lane.origin.y + lane.size.height / 2 : at;
          if (pass == 0)
            cairo_line_to (cr, x, y);
          else
            {
              cairo_arc (cr, x, y, 3, 0, 2 * G_PI);
              cairo_fill (cr);
            }
        }
      if (pass == 0)
        cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
draw_mark (FwParetoChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  const GdkRGBA *rgba = fw_chart_get_color (chart, FW_CHART_COLOR_TARGET);
  const graphene_rect_t *plot = &self->frame.plot;
  float at = (float) round (fw_chart_frame_find_level (&self->frame, MOST * self->total));
  g_autofree char *text = fw_format_percent (MOST, 0);
  PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (self->frame.lying)
    {
      for (float y = plot->origin.y; y < plot->origin.y + plot->size.height; y += 9)
        gtk_snapshot_append_color (snapshot, rgba, &GRAPHENE_RECT_INIT (at, y, 1, 5));
      fw_chart_draw_text (chart, snapshot, layout, at - width / 2., 0, FW_CHART_COLOR_LABEL);
      return;
    }
  for (float x = plot->origin.x; x < plot->origin.x + plot->size.width; x += 9)
    gtk_snapshot_append_color (snapshot, rgba, &GRAPHENE_RECT_INIT (x, at, 5, 1));
  fw_chart_draw_text (chart, snapshot, layout, plot->origin.x + plot->size.width + GAP,
                      at - height / 2., FW_CHART_COLOR_LABEL);
}

static void
fw_pareto_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwParetoChart *self = FW_PARETO_CHART (widget);
  FwChart *chart = FW_CHART (self);

  fw_chart_draw_focus (chart, snapshot);
  if (gtk_widget_get_width (widget) < 60 || gtk_widget_get_height (widget) < 60 ||
      self->bars->len == 0)
    return;
  lay_out (self);
  fw_chart_frame_draw_choice (&self->frame, chart, snapshot);
  fw_chart_frame_draw_axis (&self->frame, chart, snapshot);
  draw_mark (self, snapshot);
  for (guint i = 0; i < self->bars->len; i++)
    draw_bar (self, snapshot, i);
  draw_together (self, snapshot);
  fw_chart_frame_draw_tip (&self->frame, chart, snapshot);
}

static guint
fw_pareto_chart_count_items (FwChart *chart)
{
  return FW_PARETO_CHART (chart)->bars->len;
}

static int
fw_pareto_chart_find_item (FwChart *chart, double x, double y)
{
  return fw_chart_frame_find_item (&FW_PARETO_CHART (chart)->frame, x, y);
}

static int
fw_pareto_chart_move_cursor (FwChart *chart, int item, FwChartMove move)
{
  FwParetoChart *self = FW_PARETO_CHART (chart);

  return fw_chart_frame_step_cursor (&self->frame, item, move, (int) self->bars->len);
}

static char *
fw_pareto_chart_describe_item (FwChart *chart, guint item)
{
  FwParetoChart *self = FW_PARETO_CHART (chart);
  const Bar *bar = get_bar (self, item);
  g_autofree char *share = fw_format_percent (bar->value / self->total, 1);
  g_autofree char *together = fw_format_percent (bar->together, 1);

  /* Translators: name, count, its share of the whole, share together with those before it */
  return g_strdup_printf (_ ("%s: %s, %s\ntogether %s%s%s"), bar->label, bar->text, share, together,
                          bar->note != NULL ? "\n" : "", bar->note != NULL ? bar->note : "");
}

static void
fw_pareto_chart_activate (FwChart *chart, guint item)
{
  g_signal_emit (chart, signals[ACTIVATED], 0, get_bar (FW_PARETO_CHART (chart), item)->index);
}

static char *
fw_pareto_chart_describe (FwChart *chart)
{
  FwParetoChart *self = FW_PARETO_CHART (chart);
  g_autofree char *total = NULL;
  GString *text = g_string_new (NULL);
  guint vital = 0;

  if (self->bars->len == 0)
    {
      g_string_append (text, _ ("No data"));
      return g_string_free (text, FALSE);
    }
  for (guint i = 0; i < self->bars->len; i++)
    {
      const Bar *bar = get_bar (self, i);

      vital += bar->index != REST && find_share_before (self, i) < MOST;
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", bar->label, bar->text);
    }
  total = fw_format_short (self->format, self->total);
  g_string_append (text, "; ");
  g_string_append_printf (
      text, ngettext ("%u makes up 80 %% of %s", "%u make up 80 %% of %s", vital), vital, total);
  return g_string_free (text, FALSE);
}

static char *
fw_pareto_chart_to_table (FwChart *chart)
{
  FwParetoChart *self = FW_PARETO_CHART (chart);
  GString *table = g_string_new (NULL);

  fw_chart_append_row (table, _ ("Name"), _ ("Number"), _ ("Share"), _ ("Together"), _ ("Note"),
                       NULL);
  for (guint i = 0; i < self->bars->len; i++)
    {
      const Bar *bar = get_bar (self, i);
      g_autofree char *share = fw_format_short (FW_FORMAT_RATIO, bar->value / self->total);
      g_autofree char *together = fw_format_short (FW_FORMAT_RATIO, bar->together);

      fw_chart_append_row (table, bar->label, bar->text, share, together,
                           bar->note != NULL ? bar->note : "", NULL);
    }
  return g_string_free (table, FALSE);
}

static void
fw_pareto_chart_finalize (GObject *object)
{
  FwParetoChart *self = FW_PARETO_CHART (object);

  g_clear_pointer (&self->bars, g_array_unref);
  G_OBJECT_CLASS (fw_pareto_chart_parent_class)->finalize (object);
}

static void
fw_pareto_chart_class_init (FwParetoChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_pareto_chart_finalize;
  widget_class->snapshot = fw_pareto_chart_snapshot;
  chart_class->size = (FwChartSize){ 240, 140, 480, 280 };
  chart_class->describe = fw_pareto_chart_describe;
  chart_class->to_table = fw_pareto_chart_to_table;
  chart_class->count_items = fw_pareto_chart_count_items;
  chart_class->find_item = fw_pareto_chart_find_item;
  chart_class->move_cursor = fw_pareto_chart_move_cursor;
  chart_class->describe_item = fw_pareto_chart_describe_item;
  chart_class->activate = fw_pareto_chart_activate;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_PARETO_CHART, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fw_pareto_chart_init (FwParetoChart *self)
{
  self->bars = g_array_new (FALSE, TRUE, sizeof (Bar));
  g_array_set_clear_func (self->bars, clear_bar);
}

GtkWidget *
fw_pareto_chart_new (void)
{
  return g_object_new (FW_TYPE_PARETO_CHART, NULL);
}

static int
compare_bars (const void *a, const void *b)
{
  const Bar *one = a, *two = b;

  if (one->value != two->value)
    return one->value < two->value ? 1 : -1;
  return (one->index > two->index) - (one->index < two->index);
}

static void
append_bar (FwParetoChart *self, const char *label, const char *note, double value, guint index)
{
  Bar bar = {
    g_strdup (label), g_strdup (note), fw_format_short (self->format, value), value, 0, index
  };

  g_array_append_val (self->bars, bar);
}

void
fw_pareto_chart_set (
    FwParetoChart *self, FwFormat format, const FwParetoBar *bars, guint n, double rest)
{
  double sum = 0;

  g_return_if_fail (FW_IS_PARETO_CHART (self));
  g_return_if_fail (bars != NULL || n == 0);

  self->format = format;
  g_array_set_size (self->bars, 0);
  for (guint i = 0; i < n; i++)
    if (isfinite (bars[i].value) && bars[i].value > 0)
      append_bar (self, bars[i].label, bars[i].note, bars[i].value, i);
  g_array_sort (self->bars, compare_bars);
  rest = isfinite (rest) ? MAX (rest, 0) : 0;
  for (guint i = FW_PARETO_MOST_BARS; i < self->bars->len; i++)
    rest += get_bar (self, i)->value;
  g_array_set_size (self->bars, MIN (self->bars->len, FW_PARETO_MOST_BARS));
  if (rest > 0)
    append_bar (self, _ ("others"), NULL, rest, REST);
  self->total = 0;
  for (guint i = 0; i < self->bars->len; i++)
    self->total += get_bar (self, i)->value;
  for (guint i = 0; i < self->bars->len; i++)
    {
      sum += get_bar (self, i)->value;
      g_array_index (self->bars, Bar, i).together = sum / self->total;
    }
  self->frame.n = self->bars->len;
  fw_chart_changed (FW_CHART (self));
}
