/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-sparkline.h"

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

static void
fw_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwSparkline *self = FW_SPARKLINE (widget);
  FwChart *chart = FW_CHART (self);
  double width = gtk_widget_get_width (widget) - END_MARK,
         height = gtk_widget_get_height (widget) - END_MARK;
  double low, high, x = 0, y = 0;
  guint last;
  gboolean drawing = FALSE;
  cairo_t *cr;

  if (width < 4 || height < 4 || self->n < 2 || !find_range (self, &low, &high, &last))
    return; /* one value has no course */
  if (!isnan (self->target))
    {
      low = MIN (low, self->target);
      high = MAX (high, self->target);
    }
  if (high - low < 1e-9)
    {
      low -= 0.5;
      high += 0.5;
    }

  cr =
      gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                                gtk_widget_get_height (widget)));
  if (!isnan (self->target))
    {
      y = round (END_MARK / 2. + height * (high - self->target) / (high - low)) + 0.5;
      gdk_cairo_set_source_rgba (cr, fw_chart_get_color (chart, FW_CHART_COLOR_TARGET));
      cairo_set_line_width (cr, 1);
      cairo_set_dash (cr, (double[]){ 4, 3 }, 2, 0);
      cairo_move_to (cr, 0, y);
      cairo_line_to (cr, width + END_MARK, y);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (chart, self->color));
  cairo_set_line_width (cr, 1.8);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->n; i++)
    {
      if (isnan (self->values[i]))
        {
          drawing = FALSE;
          continue;
        }
      x = END_MARK / 2. + (self->n > 1 ? width * i / (self->n - 1) : width);
      y = END_MARK / 2. + height * (high - self->values[i]) / (high - low);
      if (drawing)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      drawing = TRUE;
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
  fw_mark_draw (snapshot, FW_MARK_DISC, x - END_MARK / 2., y - END_MARK / 2., END_MARK,
                fw_chart_get_color (chart, self->color));
}

static void
fw_sparkline_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 48 : 24;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 30;
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
  widget_class->measure = fw_sparkline_measure;
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
                  double target,
                  FwChartColor color)
{
  gboolean same;

  g_return_if_fail (FW_IS_SPARKLINE (self));

  same = self->format == format && self->n == n && self->color == color &&
         memcmp (&self->target, &target, sizeof target) == 0 &&
         (n == 0 || memcmp (self->values, values, n * sizeof (double)) == 0);
  if (same)
    return;
  g_free (self->values);
  self->values = n > 0 ? g_memdup2 (values, n * sizeof (double)) : NULL;
  self->n = n;
  self->format = format;
  self->target = target;
  self->color = color;
  fw_chart_changed (FW_CHART (self));
}
