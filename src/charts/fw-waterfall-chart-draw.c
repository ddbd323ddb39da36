/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-waterfall-chart-private.h"

#include <math.h>

#define GAP 6
#define LEAST_COLUMN 56 /* px a step needs to say its name in two lines */
#define LEAST_ROW 15
#define BREAK_AT 12 /* px from the foot */

/* As the bars of all changes together are what the picture is about, the axis begins a little below
 * the lowest level, unless 0 is that near anyway. */
static void
fit_scale (FwWaterfallChart *self, guint max_ticks)
{
  double min = INFINITY, max = -INFINITY, reach, low;
  FwFormat format = self->format;

  for (guint i = 0; i < self->bars->len; i++)
    {
      const FwWaterfallBar *bar = fw_waterfall_chart_get_bar (self, i);

      if (isnan (bar->after))
        continue;
      min = MIN (min, isnan (bar->before) ? bar->after : MIN (bar->before, bar->after));
      max = MAX (max, isnan (bar->before) ? bar->after : MAX (bar->before, bar->after));
    }
  if (isfinite (min))
    {
      reach = MAX (max - min, format == FW_FORMAT_RATIO ? 0.01 : 1);
      low = min - reach / 4;
      if (min >= 0 && low < reach)
        low = 0;
      min = low;
      if (format == FW_FORMAT_COUNT)
        max = MAX (max, min + 4);
    }
  /* counts begin at 0 elsewhere; here that would hide the changes */
  fw_chart_scale_fit (&self->frame.scale, format == FW_FORMAT_COUNT ? FW_FORMAT_POINTS : format,
                      min, max, max_ticks);
  self->frame.scale.format = format;
}

static int
measure_texts (FwWaterfallChart *self, gboolean values)
{
  int width = 0;

  for (guint i = 0; i < self->bars->len; i++)
    {
      const FwWaterfallBar *bar = fw_waterfall_chart_get_bar (self, i);

      width = MAX (width, fw_chart_get_text_width (FW_CHART (self), FW_CHART_TEXT_LABEL,
                                                   values ? bar->text : bar->label));
    }
  return width;
}

void
fw_waterfall_chart_lay_out (FwWaterfallChart *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self)), line, left, right;

  if (width <= 0 || height <= 0 || self->bars->len == 0)
    return;
  self->frame.n = self->bars->len;
  line = fw_chart_get_line_height (FW_CHART (self));
  fit_scale (self, (guint) CLAMP (height / (line * 2.2), 2, 7));
  left = fw_chart_frame_measure_ticks (&self->frame, FW_CHART (self)) + 2 * GAP;
  self->frame.lying = (width - left) / self->bars->len < LEAST_COLUMN &&
                      (height - line - GAP) / self->bars->len >= MAX (LEAST_ROW, (guint) line);
  if (!self->frame.lying)
    {
      self->frame.plot = GRAPHENE_RECT_INIT (left, line + 4, MAX (width - left - GAP, 1),
                                             MAX (height - line - 4 - 2 * line - GAP, 1));
      return;
    }
  left = MIN (measure_texts (self, FALSE), width * 2 / 5) + 2 * GAP;
  right = measure_texts (self, TRUE) + 2 * GAP;
  fit_scale (
      self,
      (guint) CLAMP ((width - left - right) /
                         MAX (fw_chart_frame_measure_ticks (&self->frame, FW_CHART (self)) * 2, 30),
                     2, 6));
  self->frame.plot =
      GRAPHENE_RECT_INIT (left, 0, MAX (width - left - right, 1), MAX (height - line - GAP, 1));
}

static void
find_bar (FwWaterfallChart *self, guint i, graphene_rect_t *rect)
{
  const FwWaterfallBar *bar = fw_waterfall_chart_get_bar (self, i);
  double from = fw_chart_frame_find_level (&self->frame, isnan (bar->before) ? self->frame.scale.low
                                                                             : bar->before);
  double to = fw_chart_frame_find_level (&self->frame, bar->after), start = round (MIN (from, to));
  double length = MAX (round (fabs (to - from)), 2), lane_size, thick, across;
  graphene_rect_t lane;

  /* a level of nothing is still a line, on the foot */
  if (!self->frame.lying)
    start = MIN (start, floor (self->frame.plot.origin.y + self->frame.plot.size.height) - length);
  fw_chart_frame_find_lane (&self->frame, i, &lane);
  lane_size = self->frame.lying ? lane.size.height : lane.size.width;
  thick = round (CLAMP (lane_size * 0.66, MIN (6, lane_size), self->frame.lying ? 22 : 64));
  across = round ((self->frame.lying ? lane.origin.y : lane.origin.x) + (lane_size - thick) / 2);
  if (self->frame.lying)
    *rect = GRAPHENE_RECT_INIT ((float) start, (float) across, (float) length, (float) thick);
  else
    *rect = GRAPHENE_RECT_INIT ((float) across, (float) start, (float) thick, (float) length);
}

/* Two short strokes through a total that does not begin at 0. */
static void
draw_break (FwWaterfallChart *self, cairo_t *cr, const graphene_rect_t *bar)
{
  double left = bar->origin.x, bottom = bar->origin.y + bar->size.height;
  double length = self->frame.lying ? bar->size.width : bar->size.height;
  double thick = self->frame.lying ? bar->size.height : bar->size.width;

  if (self->frame.scale.low == 0 || length < 2 * BREAK_AT)
    return;
  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_SURFACE));
  cairo_set_line_width (cr, 2.5);
  for (guint i = 0; i < 2; i++)
    {
      double along = BREAK_AT + i * 5.;

      if (self->frame.lying)
        {
          cairo_move_to (cr, left + along - 2, bottom + 1);
          cairo_line_to (cr, left + along + 2, bottom - thick - 1);
        }
      else
        {
          cairo_move_to (cr, left - 1, bottom - along + 2);
          cairo_line_to (cr, left + thick + 1, bottom - along - 2);
        }
    }
  cairo_stroke (cr);
}

static void
draw_bar (FwWaterfallChart *self, cairo_t *cr, guint i)
{
  static const FwChartColor colors[] = {
    [FW_WATERFALL_TOTAL] = FW_CHART_COLOR_TOTAL,
    [FW_WATERFALL_WORSE] = FW_CHART_COLOR_LATE,
    [FW_WATERFALL_BETTER] = FW_CHART_COLOR_IN_ORDER,
    [FW_WATERFALL_REST] = FW_CHART_COLOR_NO_DATA,
  };
  const FwWaterfallBar *bar = fw_waterfall_chart_get_bar (self, i);
  GdkRGBA rgba = *fw_chart_get_color (FW_CHART (self), colors[bar->kind]), ground;
  graphene_rect_t rect;

  find_bar (self, i, &rect);
  if (bar->kind == FW_WATERFALL_BETTER || bar->kind == FW_WATERFALL_REST)
    {
      /* grid lines must not shine through what is told by being hollow */
      ground = *fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_SURFACE);
      gdk_cairo_set_source_rgba (cr, &ground);
      cairo_rectangle (cr, rect.origin.x, rect.origin.y, rect.size.width, rect.size.height);
      cairo_fill (cr);
    }
  gdk_cairo_set_source_rgba (cr, &rgba);
  if (bar->kind == FW_WATERFALL_TOTAL || bar->kind == FW_WATERFALL_WORSE)
    {
      cairo_rectangle (cr, rect.origin.x, rect.origin.y, rect.size.width, rect.size.height);
      cairo_fill (cr);
      if (bar->kind == FW_WATERFALL_TOTAL)
        draw_break (self, cr, &rect);
      return;
    }
  if (bar->kind == FW_WATERFALL_BETTER)
    fw_chart_hatch (cr, &rect, 5, 2);
  graphene_rect_inset (&rect, 0.75, 0.75);
  cairo_rectangle (cr, rect.origin.x, rect.origin.y, MAX (rect.size.width, 0.5),
                   MAX (rect.size.height, 0.5));
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

/* From the end of each bar to the beginning of the next one that has data. */
static void
draw_connectors (FwWaterfallChart *self, cairo_t *cr)
{
  int last = -1;

  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_TARGET));
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, (double[]){ 2, 2 }, 2, 0);
  for (guint i = 0; i < self->bars->len; i++)
    {
      graphene_rect_t from, to;
      double at;

      if (isnan (fw_waterfall_chart_get_bar (self, i)->after))
        continue;
      if (last >= 0)
        {
          find_bar (self, (guint) last, &from);
          find_bar (self, i, &to);
          at = floor (fw_chart_frame_find_level (&self->frame,
                                                 fw_waterfall_chart_get_bar (self, last)->after)) +
               0.5;
          if (self->frame.lying)
            {
              cairo_move_to (cr, at, from.origin.y + from.size.height);
              cairo_line_to (cr, at, to.origin.y);
            }
          else
            {
              cairo_move_to (cr, from.origin.x + from.size.width, at);
              cairo_line_to (cr, to.origin.x, at);
            }
        }
      last = (int) i;
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_words (FwWaterfallChart *self, GtkSnapshot *snapshot, guint i)
{
  FwChart *chart = FW_CHART (self);
  const FwWaterfallBar *bar = fw_waterfall_chart_get_bar (self, i);
  PangoLayout *value = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, bar->text), *label;
  FwChartColor ink = isnan (bar->value) ? FW_CHART_COLOR_NO_DATA : FW_CHART_COLOR_TEXT;
  graphene_rect_t lane, rect;
  int width, height, line = fw_chart_get_line_height (chart);

  fw_chart_frame_find_lane (&self->frame, i, &lane);
  if (isnan (bar->value))
    rect = GRAPHENE_RECT_INIT (self->frame.plot.origin.x,
                               self->frame.plot.origin.y + self->frame.plot.size.height, 0, 0);
  else
    find_bar (self, i, &rect);
  pango_layout_get_pixel_size (value, &width, &height);
  if (self->frame.lying)
    {
      double y = lane.origin.y + (lane.size.height - line) / 2;

      label = fw_chart_get_wrapped (chart, FW_CHART_TEXT_LABEL, bar->label,
                                    (int) self->frame.plot.origin.x - 2 * GAP, 1, PANGO_ALIGN_LEFT);
      fw_chart_draw_text (chart, snapshot, label, GAP, y, FW_CHART_COLOR_LABEL);
      fw_chart_draw_text (chart, snapshot, value, rect.origin.x + rect.size.width + GAP, y, ink);
      return;
    }
  fw_chart_frame_draw_name (&self->frame, chart, snapshot, i, bar->label);
  /* beside each other they would run together; pointer and keys still tell them */
  if (width <= lane.size.width - 2)
    fw_chart_draw_text (chart, snapshot, value, lane.origin.x + (lane.size.width - width) / 2,
                        rect.origin.y - height - 2, ink);
}

void
fw_waterfall_chart_draw (FwWaterfallChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  int cursor = fw_chart_get_cursor (chart);
  cairo_t *cr;

  fw_chart_draw_focus (chart, snapshot);
  if (gtk_widget_get_width (GTK_WIDGET (self)) < 60 ||
      gtk_widget_get_height (GTK_WIDGET (self)) < 40 || self->bars->len == 0)
    return;
  fw_waterfall_chart_lay_out (self);
  fw_chart_frame_draw_choice (&self->frame, chart, snapshot);
  fw_chart_frame_draw_axis (&self->frame, chart, snapshot);
  cr = gtk_snapshot_append_cairo (snapshot, &self->frame.plot);
  for (guint i = 0; i < self->bars->len; i++)
    if (!isnan (fw_waterfall_chart_get_bar (self, i)->after))
      draw_bar (self, cr, i);
  draw_connectors (self, cr);
  cairo_destroy (cr);
  for (guint i = 0; i < self->bars->len; i++)
    draw_words (self, snapshot, i);
  if (cursor >= 0)
    {
      g_autofree char *text = fw_chart_describe_item (chart, (guint) cursor);
      graphene_rect_t around;

      fw_chart_frame_find_lane (&self->frame, (guint) cursor, &around);
      if (self->frame.lying)
        {
          /* beside the value and not across the rows below */
          around.origin.x = 0;
          around.size.width = self->frame.plot.origin.x + self->frame.plot.size.width + GAP;
        }
      fw_chart_draw_tip (chart, snapshot, text, &around);
    }
}
