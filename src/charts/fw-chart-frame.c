/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart-frame.h"

#include <math.h>

#define GAP 6

static char *
format_tick (const FwChartFrame *self, guint i)
{
  return fw_format_tick (self->scale.format, fw_chart_scale_get_tick (&self->scale, i),
                         self->scale.step);
}

int
fw_chart_frame_measure_ticks (const FwChartFrame *self, FwChart *chart)
{
  int width = 0;

  for (guint i = 0; i < self->scale.n_ticks; i++)
    {
      g_autofree char *text = format_tick (self, i);

      width = MAX (width, fw_chart_get_text_width (chart, FW_CHART_TEXT_LABEL, text));
    }
  return width;
}

double
fw_chart_frame_find_level (const FwChartFrame *self, double value)
{
  double position = fw_chart_scale_get_position (&self->scale, value);

  return self->lying ? self->plot.origin.x + self->plot.size.width * position
                     : self->plot.origin.y + self->plot.size.height * (1 - position);
}

void
fw_chart_frame_find_lane (const FwChartFrame *self, guint i, graphene_rect_t *lane)
{
  double share = 1.0 / MAX (self->n, 1);

  *lane = self->plot;
  if (self->lying)
    {
      lane->origin.y += (float) (self->plot.size.height * share * i);
      lane->size.height *= (float) share;
    }
  else
    {
      lane->origin.x += (float) (self->plot.size.width * share * i);
      lane->size.width *= (float) share;
    }
}

int
fw_chart_frame_step_cursor (const FwChartFrame *self, int item, FwChartMove move, int n)
{
  if (self->lying && move == FW_CHART_MOVE_UP)
    move = FW_CHART_MOVE_LEFT;
  else if (self->lying && move == FW_CHART_MOVE_DOWN)
    move = FW_CHART_MOVE_RIGHT;
  return fw_chart_step_cursor (item, move, n);
}

int
fw_chart_frame_find_item (const FwChartFrame *self, double x, double y)
{
  double position = self->lying ? (y - self->plot.origin.y) / MAX (self->plot.size.height, 1)
                                : (x - self->plot.origin.x) / MAX (self->plot.size.width, 1);

  return position >= 0 && position < 1 ? (int) (position * self->n) : -1;
}

void
fw_chart_frame_draw_axis (const FwChartFrame *self, FwChart *chart, GtkSnapshot *snapshot)
{
  const GdkRGBA *grid = fw_chart_get_color (chart, FW_CHART_COLOR_GRID);
  const graphene_rect_t *plot = &self->plot;

  for (guint i = 0; i < self->scale.n_ticks; i++)
    {
      float at = (float) round (
          fw_chart_frame_find_level (self, fw_chart_scale_get_tick (&self->scale, i)));
      g_autofree char *text = format_tick (self, i);
      PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, text);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      gtk_snapshot_append_color (
          snapshot, grid,
          self->lying ? &GRAPHENE_RECT_INIT (at, plot->origin.y, 1, plot->size.height)
                      : &GRAPHENE_RECT_INIT (plot->origin.x, at, plot->size.width, 1));
      if (self->lying)
        fw_chart_draw_text (chart, snapshot, layout, at - width / 2.,
                            plot->origin.y + plot->size.height + GAP / 2., FW_CHART_COLOR_LABEL);
      else
        fw_chart_draw_text (chart, snapshot, layout, plot->origin.x - GAP - width, at - height / 2.,
                            FW_CHART_COLOR_LABEL);
    }
}

static void
draw_lane (const FwChartFrame *self,
           FwChart *chart,
           GtkSnapshot *snapshot,
           int item,
           FwChartColor color,
           float alpha)
{
  GdkRGBA rgba = *fw_chart_get_color (chart, color);
  graphene_rect_t lane;

  if (item < 0)
    return;
  fw_chart_frame_find_lane (self, (guint) item, &lane);
  if (self->lying)
    {
      lane.origin.x = 0;
      lane.size.width = (float) gtk_widget_get_width (GTK_WIDGET (chart));
    }
  else
    {
      lane.origin.y = 0;
      lane.size.height = (float) gtk_widget_get_height (GTK_WIDGET (chart));
    }
  rgba.alpha = alpha;
  gtk_snapshot_append_color (snapshot, &rgba, &lane);
}

void
fw_chart_frame_draw_choice (const FwChartFrame *self, FwChart *chart, GtkSnapshot *snapshot)
{
  draw_lane (self, chart, snapshot, fw_chart_get_selected (chart), FW_CHART_COLOR_MAIN, 0.14f);
  draw_lane (self, chart, snapshot, fw_chart_get_cursor (chart), FW_CHART_COLOR_COMPARE, 0.18f);
}

void
fw_chart_frame_draw_tip (const FwChartFrame *self, FwChart *chart, GtkSnapshot *snapshot)
{
  int cursor = fw_chart_get_cursor (chart);
  g_autofree char *text = NULL;
  graphene_rect_t lane;

  if (cursor < 0)
    return;
  text = fw_chart_describe_item (chart, (guint) cursor);
  fw_chart_frame_find_lane (self, (guint) cursor, &lane);
  fw_chart_draw_tip (chart, snapshot, text, &lane);
}

void
fw_chart_frame_draw_name (
    const FwChartFrame *self, FwChart *chart, GtkSnapshot *snapshot, guint i, const char *label)
{
  graphene_rect_t lane;
  PangoLayout *layout;

  fw_chart_frame_find_lane (self, i, &lane);
  layout = fw_chart_get_wrapped (chart, FW_CHART_TEXT_LABEL, label, (int) lane.size.width - 4, 2,
                                 PANGO_ALIGN_CENTER);
  fw_chart_draw_text (chart, snapshot, layout, lane.origin.x + 2,
                      self->plot.origin.y + self->plot.size.height + GAP, FW_CHART_COLOR_LABEL);
}
