/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart-scale.h"
#include "charts/fw-chart.h"

G_BEGIN_DECLS

/** FwChartFrame: a value axis and lanes of one width across it, one for each item. */
typedef struct
{
  FwChartScale scale;
  graphene_rect_t plot; /* within the chart */
  gboolean lying;       /* values from left to right, lanes from top to bottom */
  guint n;              /* lanes */
} FwChartFrame;

/** fw_chart_frame_measure_ticks: the width of the widest. */
int fw_chart_frame_measure_ticks (const FwChartFrame *self, FwChart *chart);
/** fw_chart_frame_find_level: where @value stands, from the left or the top of the chart. */
double fw_chart_frame_find_level (const FwChartFrame *self, double value);
void fw_chart_frame_find_lane (const FwChartFrame *self, guint i, graphene_rect_t *lane);
/** fw_chart_frame_find_item: words beside the plot belong to their lane. -1 where there is none. */
int fw_chart_frame_find_item (const FwChartFrame *self, double x, double y);
/** fw_chart_frame_step_cursor: fw_chart_step_cursor(), up and down in a lying frame as well. */
int fw_chart_frame_step_cursor (const FwChartFrame *self, int item, FwChartMove move, int n);
void fw_chart_frame_draw_axis (const FwChartFrame *self, FwChart *chart, GtkSnapshot *snapshot);
/** fw_chart_frame_draw_choice: the lanes of what is selected and of the cursor. */
void fw_chart_frame_draw_choice (const FwChartFrame *self, FwChart *chart, GtkSnapshot *snapshot);
/** fw_chart_frame_draw_tip: what the chart says of the item at the cursor, beside its lane; nothing
 * without one. The last that is drawn. */
void fw_chart_frame_draw_tip (const FwChartFrame *self, FwChart *chart, GtkSnapshot *snapshot);
/** fw_chart_frame_draw_name: @label below the plot in the lane, of upright frames; two lines. */
void fw_chart_frame_draw_name (
    const FwChartFrame *self, FwChart *chart, GtkSnapshot *snapshot, guint i, const char *label);

G_END_DECLS
