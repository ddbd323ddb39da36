/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart-scale.h"
#include "charts/fw-line-chart.h"

G_BEGIN_DECLS

/* Shared by the widget (fw-line-chart.c) and its drawing (fw-line-chart-draw.c) alone. */
struct _FwLineChart
{
  FwChart parent_instance;

  FwFormat format;
  gint64 from; /* µs UTC */
  gint64 step; /* µs */
  guint n_slots;
  GTimeZone *zone;
  FwChartSeries *main;
  FwChartSeries *compare;
  double target;
  gint64 now;

  FwChartScale scale;   /* fitted while drawing */
  graphene_rect_t plot; /* of the last drawing; where the pointer is looked up */
};

void fw_line_chart_draw (FwLineChart *self, GtkSnapshot *snapshot);

/** fw_line_chart_get_slot_time: Returns: (transfer full): "09:30–10:00". */
char *fw_line_chart_get_slot_time (FwLineChart *self, guint slot);
/** fw_line_chart_get_target_label: Returns: (transfer full): "target 90 %". */
char *fw_line_chart_get_target_label (FwLineChart *self);

G_END_DECLS
