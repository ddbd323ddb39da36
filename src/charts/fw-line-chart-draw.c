/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-line-chart-private.h"
#include "charts/fw-mark.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GAP 6

static double
find_x (FwLineChart *self, gint64 at)
{
  double span = (double) self->step * self->n_slots;

  return self->plot.origin.x + self->plot.size.width * ((double) (at - self->from) / span);
}

/* A sample stands in the middle of its slot; that of the slot that runs never right of now. */
static double
find_sample_x (FwLineChart *self, guint i)
{
  gint64 at = self->from + i * self->step + self->step / 2;

  if (self->now >= self->from + i * self->step && self->now < at)
    at = self->now;
  return find_x (self, at);
}

static double
find_y (FwLineChart *self, double value)
{
  return self->plot.origin.y +
         self->plot.size.height * (1 - fw_chart_scale_get_position (&self->scale, value));
}

/* The band belongs to the picture, but that of a few contacts spans everything and would press the
 * line flat. */
static void
include_band (const FwChartSeries *series, double *min, double *max)
{
  double reach = MAX (*max - *min, 0.02), low = *min, high = *max;

  for (guint i = 0; i < series->n; i++)
    if (isfinite (series->low[i]) && isfinite (series->high[i]))
      {
        low = MIN (low, series->low[i]);
        high = MAX (high, series->high[i]);
      }
  *min = MAX (low, *min - reach / 2);
  *max = MIN (high, *max + reach / 2);
}

static void
fit_scale (FwLineChart *self, double height, int line)
{
  double min = INFINITY, max = -INFINITY;

  if (self->main != NULL)
    {
      fw_chart_series_get_range (self->main, &min, &max);
      if (isfinite (min))
        include_band (self->main, &min, &max);
    }
  if (self->compare != NULL)
    fw_chart_series_get_range (self->compare, &min, &max);
  if (!isnan (self->target))
    {
      min = MIN (min, self->target);
      max = MAX (max, self->target);
    }
  fw_chart_scale_fit (&self->scale, self->format, min, max,
                      (guint) CLAMP (height / (line * 2.4), 2, 7));
}

static int
get_text_width (FwLineChart *self, FwChartText style, const char *text)
{
  int width;

  pango_layout_get_pixel_size (fw_chart_get_layout (FW_CHART (self), style, text), &width, NULL);
  return width;
}

static void
lay_out (FwLineChart *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  int line, left = 0, right = 0;

  pango_layout_get_pixel_size (fw_chart_get_layout (FW_CHART (self), FW_CHART_TEXT_LABEL, "0"),
                               NULL, &line);
  fit_scale (self, height - line * 2 - GAP, line);
  for (guint i = 0; i < self->scale.n_ticks; i++)
    {
      g_autofree char *text = fw_format_tick (
          self->format, fw_chart_scale_get_tick (&self->scale, i), self->scale.step);

      left = MAX (left, get_text_width (self, FW_CHART_TEXT_LABEL, text));
    }
  if (self->compare != NULL && fw_chart_series_find_last (self->compare) < self->compare->n)
    right = get_text_width (self, FW_CHART_TEXT_LABEL, self->compare->label);
  if (!isnan (self->target))
    {
      g_autofree char *text = fw_line_chart_get_target_label (self);

      right = MAX (right, get_text_width (self, FW_CHART_TEXT_LABEL, text));
    }
  self->plot =
      GRAPHENE_RECT_INIT (left + GAP, line / 2 + 2, MAX (width - left - right - 3 * GAP, 1),
                          MAX (height - line / 2 - 2 - line - GAP, 1));
}

/* A slot of a day or more is named under it, as many as there is room for. */
static void
draw_days (FwLineChart *self, GtkSnapshot *snapshot, double bottom)
{
  FwChart *chart = FW_CHART (self);
  g_autofree char *first = fw_format_day (self->from, self->zone);
  int wide = (int) (get_text_width (self, FW_CHART_TEXT_LABEL, first) * 1.4);
  guint room = (guint) MAX (self->plot.size.width / wide, 1);
  guint every = (self->n_slots + room - 1) / room;

  for (guint i = 0; i < self->n_slots; i += every)
    {
      gint64 at = self->from + i * self->step;
      g_autofree char *text = fw_format_day (at, self->zone);
      PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, text);
      int width;
      double x;

      pango_layout_get_pixel_size (layout, &width, NULL);
      x = find_x (self, at + self->step / 2) - width / 2.;
      fw_chart_draw_text (chart, snapshot, layout,
                          CLAMP (x, 0, gtk_widget_get_width (GTK_WIDGET (self)) - width),
                          bottom + GAP, FW_CHART_COLOR_LABEL);
    }
}

static void
draw_axes (FwLineChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  g_autoptr (GArray) ticks = NULL;
  int width, height;
  double bottom = self->plot.origin.y + self->plot.size.height;

  for (guint i = 0; i < self->scale.n_ticks; i++)
    {
      double value = fw_chart_scale_get_tick (&self->scale, i), y = round (find_y (self, value));
      g_autofree char *text = fw_format_tick (self->format, value, self->scale.step);
      PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, text);

      pango_layout_get_pixel_size (layout, &width, &height);
      gtk_snapshot_append_color (
          snapshot, fw_chart_get_color (chart, FW_CHART_COLOR_GRID),
          &GRAPHENE_RECT_INIT (self->plot.origin.x, y, self->plot.size.width, 1));
      fw_chart_draw_text (chart, snapshot, layout, self->plot.origin.x - GAP - width,
                          y - height / 2., FW_CHART_COLOR_LABEL);
    }

  if (self->step >= G_TIME_SPAN_DAY)
    {
      draw_days (self, snapshot, bottom);
      return;
    }
  width = get_text_width (self, FW_CHART_TEXT_LABEL, "00:00");
  ticks = fw_chart_time_ticks (self->from, self->from + self->step * self->n_slots, self->zone,
                               (guint) MAX (self->plot.size.width / (width * 1.8), 1));
  for (guint i = 0; i < ticks->len; i++)
    {
      gint64 at = g_array_index (ticks, gint64, i);
      g_autofree char *text = fw_format_clock (at, self->zone);
      PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, text);
      double x;

      pango_layout_get_pixel_size (layout, &width, NULL);
      x = find_x (self, at) - width / 2.;
      fw_chart_draw_text (chart, snapshot, layout,
                          CLAMP (x, 0, gtk_widget_get_width (GTK_WIDGET (self)) - width),
                          bottom + GAP, FW_CHART_COLOR_LABEL);
    }
}

/* Hatching says: this time is not over. Lines rather than a tint, so that it is told from the band;
 * over the whole slot, of which the line of now shows how much has gone. */
static void
draw_hatching (FwLineChart *self, cairo_t *cr)
{
  guint open = self->main->open_from;
  double left, right;

  if (!fw_chart_series_is_open (self->main))
    return;
  left = find_x (self, self->from + open * self->step);
  right = find_x (self, self->from + (open + 1) * self->step);

  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_GRID));
  fw_chart_hatch (cr,
                  &GRAPHENE_RECT_INIT ((float) left, self->plot.origin.y, (float) (right - left),
                                       self->plot.size.height),
                  GAP, 1.2);
}

/* The open sample is no end of the line: it is joined by dashes, hollow, and its band stands by
 * itself, as it is wider than that of a time that is over. */
static void
draw_open (FwLineChart *self, cairo_t *cr)
{
  const FwChartSeries *series = self->main;
  guint open = series->open_from;
  GdkRGBA rgba = *fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_MAIN);
  double x, y;

  if (!fw_chart_series_is_open (series) || isnan (series->values[open]))
    return;
  x = find_sample_x (self, open);
  y = find_y (self, series->values[open]);
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_set_line_width (cr, 1.6);
  if (open > 0 && !isnan (series->values[open - 1]))
    {
      cairo_set_dash (cr, (double[]){ 3, 3 }, 2, 0);
      cairo_move_to (cr, find_sample_x (self, open - 1), find_y (self, series->values[open - 1]));
      cairo_line_to (cr, x, y);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  if (isfinite (series->low[open]) && isfinite (series->high[open]))
    {
      rgba.alpha = 0.28f;
      gdk_cairo_set_source_rgba (cr, &rgba);
      cairo_rectangle (cr, x - 3, find_y (self, series->high[open]), 6,
                       find_y (self, series->low[open]) - find_y (self, series->high[open]));
      cairo_fill (cr);
    }
}

/* One filled piece for every run of samples that have an interval. */
static void
draw_band (FwLineChart *self, cairo_t *cr)
{
  const FwChartSeries *series = self->main;
  GdkRGBA rgba = *fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_MAIN);
  guint start = 0, n = MIN (series->n, series->open_from);

  rgba.alpha = 0.14f;
  gdk_cairo_set_source_rgba (cr, &rgba);
  while (start < n)
    {
      guint end = start;

      while (end < n && isfinite (series->low[end]) && isfinite (series->high[end]))
        end++;
      if (end - start >= 2)
        {
          for (guint i = start; i < end; i++)
            cairo_line_to (cr, find_sample_x (self, i), find_y (self, series->high[i]));
          for (guint i = end; i > start; i--)
            cairo_line_to (cr, find_sample_x (self, i - 1), find_y (self, series->low[i - 1]));
          cairo_close_path (cr);
          cairo_fill (cr);
        }
      start = end + 1;
    }
}

static void
draw_folded (FwLineChart *self, cairo_t *cr, const FwChartSeries *series)
{
  guint n_bins = (guint) MAX (self->plot.size.width, 1);
  g_autofree double *lows = g_new (double, n_bins);
  g_autofree double *highs = g_new (double, n_bins);
  guint n = MIN (series->n, series->open_from);
  double width = self->plot.size.width * MIN (1, (double) n / self->n_slots);

  fw_chart_fold (series->values, n, n_bins, lows, highs);
  for (guint i = 0; i < n_bins; i++)
    {
      double x = self->plot.origin.x + (i + 0.5) * width / n_bins;

      if (isnan (lows[i]))
        continue;
      cairo_move_to (cr, x, find_y (self, lows[i]) + 0.5);
      cairo_line_to (cr, x, find_y (self, highs[i]) - 0.5);
    }
  cairo_stroke (cr);
}

static void
draw_line (FwLineChart *self,
           cairo_t *cr,
           const FwChartSeries *series,
           FwChartColor color,
           double thickness)
{
  guint n = MIN (series->n, series->open_from);

  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), color));
  cairo_set_line_width (cr, thickness);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (series->n > 2 * self->plot.size.width)
    {
      draw_folded (self, cr, series);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      double x = find_sample_x (self, i), y;
      gboolean before = i > 0 && !isnan (series->values[i - 1]);
      gboolean after = i + 1 < n && !isnan (series->values[i + 1]);

      if (isnan (series->values[i]))
        continue;
      y = find_y (self, series->values[i]);
      if (before)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      if (!before && !after)
        {
          /* nothing to join it to: a dot, or it would vanish between two gaps */
          cairo_arc (cr, x, y, thickness, 0, 2 * G_PI);
          cairo_fill (cr);
        }
      else if (!after)
        cairo_stroke (cr);
    }
  cairo_new_path (cr);
}

static void
draw_target (FwLineChart *self, cairo_t *cr)
{
  double y = round (find_y (self, self->target)) + 0.5;

  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_TARGET));
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, (double[]){ 5, 4 }, 2, 0);
  cairo_move_to (cr, self->plot.origin.x, y);
  cairo_line_to (cr, self->plot.origin.x + self->plot.size.width, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_now (FwLineChart *self, cairo_t *cr)
{
  double x = round (find_x (self, self->now)) + 0.5;

  if (self->now <= self->from || x > self->plot.origin.x + self->plot.size.width)
    return;
  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_COMPARE));
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, self->plot.origin.y);
  cairo_line_to (cr, x, self->plot.origin.y + self->plot.size.height);
  cairo_stroke (cr);
}

/* Names beside the line ends, pushed apart where they would cover each other. */
static void
draw_end_labels (FwLineChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  double x = self->plot.origin.x + self->plot.size.width + GAP, target_y = NAN, compare_y = NAN;
  guint last = self->compare != NULL ? fw_chart_series_find_last (self->compare) : 0;
  int line;

  pango_layout_get_pixel_size (fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, "0"), NULL, &line);
  if (!isnan (self->target))
    target_y = find_y (self, self->target);
  if (self->compare != NULL && last < self->compare->n)
    compare_y = find_y (self, self->compare->values[last]);
  if (fabs (target_y - compare_y) < line)
    compare_y = compare_y <= target_y ? target_y - line : target_y + line;
  if (!isnan (target_y))
    {
      g_autofree char *text = fw_line_chart_get_target_label (self);

      fw_chart_draw_text (chart, snapshot, fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, text),
                          x, target_y - line / 2., FW_CHART_COLOR_LABEL);
    }
  if (!isnan (compare_y))
    fw_chart_draw_text (
        chart, snapshot, fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, self->compare->label), x,
        CLAMP (compare_y - line / 2., 0, gtk_widget_get_height (GTK_WIDGET (self)) - line),
        FW_CHART_COLOR_LABEL);
}

/* What has come so far, and what that will be where it can be told; else the latest there is. */
static char *
describe_latest (FwLineChart *self, guint last)
{
  const FwChartSeries *series = self->main;
  g_autofree char *value = fw_format_value (self->format, series->values[last]);
  g_autofree char *so_far = fw_format_value (self->format, series->so_far);

  if (!fw_chart_series_is_open (series) || last < series->open_from)
    return isnan (series->so_far) ? g_strdup (value) : g_strdup_printf (_ ("so far %s"), so_far);
  if (isnan (series->so_far))
    return g_strdup_printf (_ ("now %s"), value);
  /* Translators: a count of the half hour that runs, and what it will be at its end */
  return g_strdup_printf (_ ("so far %s, about %s"), so_far, value);
}

static void
draw_latest (FwLineChart *self, GtkSnapshot *snapshot, guint last)
{
  FwChart *chart = FW_CHART (self);
  double x = find_sample_x (self, last), y = find_y (self, self->main->values[last]);
  g_autofree char *text = describe_latest (self, last);
  PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_STRONG, text);
  GdkRGBA ground = *fw_chart_get_color (chart, FW_CHART_COLOR_SURFACE);
  gboolean open = last >= self->main->open_from;
  int width, height;
  double label_x, label_y;

  pango_layout_get_pixel_size (layout, &width, &height);
  label_x = x + GAP + 4;
  label_y = y - height / 2.;
  if (label_x + width > self->plot.origin.x + self->plot.size.width)
    {
      label_x = x - width - GAP - 4;
      label_y = y - height - GAP;
    }
  label_x = MAX (label_x, self->plot.origin.x);
  label_y = CLAMP (label_y, 0, self->plot.origin.y + self->plot.size.height - height);
  ground.alpha = 0.85f;
  gtk_snapshot_append_color (
      snapshot, &ground,
      &GRAPHENE_RECT_INIT ((float) label_x - 2, (float) label_y, width + 4, height));
  fw_chart_draw_text (chart, snapshot, layout, label_x, label_y, FW_CHART_COLOR_MAIN);
  fw_mark_draw (snapshot, open ? FW_MARK_RING : FW_MARK_DISC, x - 5, y - 5, 10,
                fw_chart_get_color (chart, FW_CHART_COLOR_MAIN));
}

static char *
describe_sample (FwLineChart *self, const FwChartSeries *series, guint i)
{
  g_autofree char *value = fw_format_value (self->format, series->values[i]);

  if (i == series->open_from && !isnan (series->so_far))
    {
      g_autofree char *latest = describe_latest (self, isnan (series->values[i]) ? 0 : i);

      return g_strdup_printf ("%s %s", series->label, latest);
    }
  if (isnan (series->values[i]))
    return g_strdup_printf (_ ("%s: no data"), series->label);
  if (isfinite (series->low[i]) && isfinite (series->high[i]))
    {
      g_autofree char *low = fw_format_short (self->format, series->low[i]);
      g_autofree char *high = fw_format_short (self->format, series->high[i]);
      g_autofree char *n = fw_format_count ((gint64) series->counts[i]);

      return g_strdup_printf (_ ("%s %s, %s to %s, n %s"), series->label, value, low, high, n);
    }
  return g_strdup_printf ("%s %s", series->label, value);
}

static void
draw_cursor (FwLineChart *self, GtkSnapshot *snapshot, guint slot)
{
  FwChart *chart = FW_CHART (self);
  const FwChartSeries *series[] = { self->main, self->compare };
  double x = round (find_sample_x (self, slot));
  g_autofree char *time = fw_line_chart_get_slot_time (self, slot);
  g_autoptr (GString) text = g_string_new (time);

  gtk_snapshot_append_color (
      snapshot, fw_chart_get_color (chart, FW_CHART_COLOR_LABEL),
      &GRAPHENE_RECT_INIT ((float) x, self->plot.origin.y, 1, self->plot.size.height));
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    if (series[i] != NULL && slot < series[i]->n)
      {
        g_autofree char *line = describe_sample (self, series[i], slot);

        g_string_append_printf (text, "\n%s", line);
        if (!isnan (series[i]->values[slot]))
          fw_mark_draw (
              snapshot, FW_MARK_DISC, x - 4.5, find_y (self, series[i]->values[slot]) - 5, 10,
              fw_chart_get_color (chart, i == 0 ? FW_CHART_COLOR_MAIN : FW_CHART_COLOR_LABEL));
      }
  /* at the top, where it covers least of the lines */
  fw_chart_draw_tip (chart, snapshot, text->str,
                     &GRAPHENE_RECT_INIT ((float) x - 4, self->plot.origin.y, 8, 0));
}

void
fw_line_chart_draw (FwLineChart *self, GtkSnapshot *snapshot)
{
  guint last = self->main != NULL ? fw_chart_series_find_last (self->main) : 0;
  int cursor = fw_chart_get_cursor (FW_CHART (self));
  cairo_t *cr;

  if (gtk_widget_get_width (GTK_WIDGET (self)) < 60 ||
      gtk_widget_get_height (GTK_WIDGET (self)) < 40 || self->n_slots == 0)
    return;

  lay_out (self);
  draw_axes (self, snapshot);
  cr = gtk_snapshot_append_cairo (snapshot, &self->plot);
  cairo_rectangle (cr, self->plot.origin.x, self->plot.origin.y - 2, self->plot.size.width,
                   self->plot.size.height + 4);
  cairo_clip (cr);
  if (self->main != NULL)
    {
      draw_hatching (self, cr);
      draw_band (self, cr);
    }
  if (self->now > 0)
    draw_now (self, cr);
  if (!isnan (self->target))
    draw_target (self, cr);
  if (self->compare != NULL)
    draw_line (self, cr, self->compare, FW_CHART_COLOR_COMPARE, 1.4);
  if (self->main != NULL)
    {
      draw_line (self, cr, self->main, FW_CHART_COLOR_MAIN, 2.2);
      draw_open (self, cr);
    }
  cairo_destroy (cr);

  draw_end_labels (self, snapshot);
  if (self->main != NULL && last < self->main->n && self->now > 0 && cursor < 0)
    draw_latest (self, snapshot, last);
  if (cursor >= 0)
    draw_cursor (self, snapshot, (guint) cursor);
  fw_chart_draw_focus (FW_CHART (self), snapshot);
}
