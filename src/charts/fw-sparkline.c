/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-sparkline.h"

#include "charts/fw-chart-private.h"
#include "charts/fw-mark.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _FwSparkline
{
  FwChart parent_instance;

  FwFormat format;
  double *values;
  guint n;
  guint open_from; /* n: none */
  double target;
  FwChartColor color;
};

G_DEFINE_FINAL_TYPE (FwSparkline, fw_sparkline, FW_TYPE_CHART)

#define END_MARK 8

static gboolean
find_range (FwSparkline *self, double *low, double *high, guint *last)
{
  *low = INFINITY;
  *high = -INFINITY;
  *last = self->n;
  for (guint i = 0; i < self->n; i++)
    if (!isnan (self->values[i]))
      {
        *low = MIN (*low, self->values[i]);
        *high = MAX (*high, self->values[i]);
        *last = i;
      }
  return *last < self->n;
}

static char *
fw_sparkline_describe (FwChart *chart)
{
  FwSparkline *self = FW_SPARKLINE (chart);
  double low, high;
  guint last;
  g_autofree char *latest = NULL, *lowest = NULL, *highest = NULL;

  if (!find_range (self, &low, &high, &last))
    return g_strdup (_ ("No data"));
  if (last == self->open_from && last > 0 && !isnan (self->values[last - 1]))
    last--; /* the latest that is over */
  latest = fw_format_value (self->format, self->values[last]);
  lowest = fw_format_value (self->format, low);
  highest = fw_format_value (self->format, high);
  return g_strdup_printf (_ ("latest %s, lowest %s, highest %s"), latest, lowest, highest);
}

static char *
fw_sparkline_to_table (FwChart *chart)
{
  FwSparkline *self = FW_SPARKLINE (chart);
  GString *table = g_string_new (NULL);

  g_string_append_printf (table, "%s\n", fw_chart_get_title (chart));
  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *text = fw_format_short (self->format, self->values[i]);

      g_string_append_printf (table, "%s\n", isnan (self->values[i]) ? "" : text);
    }
  return g_string_free (table, FALSE);
}

typedef struct
{
  double width, height; /* between the middles of the outermost marks */
  double low, high;
} Plot;

static double
find_x (FwSparkline *self, const Plot *plot, guint i)
{
  return END_MARK / 2. + plot->width * i / (self->n - 1);
}

static double
find_y (const Plot *plot, double value)
{
  return END_MARK / 2. + plot->height * (plot->high - value) / (plot->high - plot->low);
}

static void
draw_target (FwSparkline *self, cairo_t *cr, const Plot *plot)
{
  double y = round (find_y (plot, self->target)) + 0.5;

  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_TARGET));
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, (double[]){ 4, 3 }, 2, 0);
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, plot->width + END_MARK, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_line (FwSparkline *self, cairo_t *cr, const Plot *plot)
{
  gboolean drawing = FALSE;

  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), self->color));
  cairo_set_line_width (cr, 1.8);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < MIN (self->n, self->open_from); i++)
    {
      if (isnan (self->values[i]))
        {
          drawing = FALSE;
          continue;
        }
      if (drawing)
        cairo_line_to (cr, find_x (self, plot, i), find_y (plot, self->values[i]));
      else
        cairo_move_to (cr, find_x (self, plot, i), find_y (plot, self->values[i]));
      drawing = TRUE;
    }
  cairo_stroke (cr);
}

/* The open value is no end of the line: dashes lead to it; hatching stands where there is none. */
static void
draw_open (FwSparkline *self, cairo_t *cr, const Plot *plot)
{
  guint open = self->open_from;

  if (open >= self->n || open == 0)
    return;
  if (isnan (self->values[open]))
    {
      double left = find_x (self, plot, open - 1) + END_MARK / 2.;

      gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_GRID));
      fw_chart_hatch (cr,
                      &GRAPHENE_RECT_INIT ((float) left, 0, (float) (plot->width + END_MARK - left),
                                           (float) (plot->height + END_MARK)),
                      4, 1);
      return;
    }
  if (isnan (self->values[open - 1]))
    return;
  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), self->color));
  cairo_set_line_width (cr, 1.4);
  cairo_set_dash (cr, (double[]){ 2, 2 }, 2, 0);
  cairo_move_to (cr, find_x (self, plot, open - 1), find_y (plot, self->values[open - 1]));
  cairo_line_to (cr, find_x (self, plot, open), find_y (plot, self->values[open]));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
fw_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwSparkline *self = FW_SPARKLINE (widget);
  Plot plot = { .width = gtk_widget_get_width (widget) - END_MARK,
                .height = gtk_widget_get_height (widget) - END_MARK };
  guint last;
  cairo_t *cr;

  if (plot.width < 4 || plot.height < 4 || self->n < 2 ||
      !find_range (self, &plot.low, &plot.high, &last))
    return; /* one value has no course */
  if (!isnan (self->target))
    {
      plot.low = MIN (plot.low, self->target);
      plot.high = MAX (plot.high, self->target);
    }
  if (plot.high - plot.low < 1e-9)
    {
      plot.low -= 0.5;
      plot.high += 0.5;
    }

  cr =
      gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                                gtk_widget_get_height (widget)));
  if (!isnan (self->target))
    draw_target (self, cr, &plot);
  draw_open (self, cr, &plot);
  draw_line (self, cr, &plot);
  cairo_destroy (cr);
  fw_mark_draw (snapshot, last >= self->open_from ? FW_MARK_RING : FW_MARK_DISC,
                find_x (self, &plot, last) - END_MARK / 2.,
                find_y (&plot, self->values[last]) - END_MARK / 2., END_MARK,
                fw_chart_get_color (FW_CHART (self), self->color));
}

static void
fw_sparkline_finalize (GObject *object)
{
  FwSparkline *self = FW_SPARKLINE (object);

  g_clear_pointer (&self->values, g_free);
  G_OBJECT_CLASS (fw_sparkline_parent_class)->finalize (object);
}

static void
fw_sparkline_class_init (FwSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_sparkline_finalize;
  widget_class->snapshot = fw_sparkline_snapshot;
  chart_class->size = (FwChartSize){ 48, 24, 120, 30 };
  chart_class->describe = fw_sparkline_describe;
  chart_class->to_table = fw_sparkline_to_table;
}

static void
fw_sparkline_init (FwSparkline *self)
{
  self->target = NAN;
  self->color = FW_CHART_COLOR_MAIN;
}

GtkWidget *
fw_sparkline_new (void)
{
  return g_object_new (FW_TYPE_SPARKLINE, NULL);
}

void
fw_sparkline_set (FwSparkline *self,
                  FwFormat format,
                  const double *values,
                  guint n,
                  guint open_from,
                  double target,
                  FwChartColor color)
{
  gboolean same;

  g_return_if_fail (FW_IS_SPARKLINE (self));

  same = self->format == format && self->n == n && self->open_from == open_from &&
         self->color == color && memcmp (&self->target, &target, sizeof target) == 0 &&
         (n == 0 || memcmp (self->values, values, n * sizeof (double)) == 0);
  if (same)
    return;
  g_free (self->values);
  self->values = n > 0 ? g_memdup2 (values, n * sizeof (double)) : NULL;
  self->n = n;
  self->open_from = open_from;
  self->format = format;
  self->target = target;
  self->color = color;
  fw_chart_changed (FW_CHART (self));
}
