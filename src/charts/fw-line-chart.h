/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart-series.h"
#include "charts/fw-chart.h"

G_BEGIN_DECLS

/**
 * FwLineChart:
 * Values over time: one line with its confidence band, against a thin grey one and a dashed target,
 * each named beside it; a mark for now; an open end (FwChartSeries) hatched, dashed
 * and with a band of its own. Pointer and arrow keys show the
 * exact figures of a moment.
 */
#define FW_TYPE_LINE_CHART (fw_line_chart_get_type ())
G_DECLARE_FINAL_TYPE (FwLineChart, fw_line_chart, FW, LINE_CHART, FwChart)

GtkWidget *fw_line_chart_new (void);

void fw_line_chart_set_format (FwLineChart *self, FwFormat format);

/** fw_line_chart_set_time: @n_slots slots of @step µs each from @from (µs UTC); @zone: (nullable):
 * whose clock the axis shows; slots of a day or more, from somewhere within the first day, are
 * named by their date */
void fw_line_chart_set_time (
    FwLineChart *self, gint64 from, gint64 step, guint n_slots, GTimeZone *zone);

/** fw_line_chart_set_series: sample i of each is slot i. @compare: (nullable). */
void fw_line_chart_set_series (FwLineChart *self, FwChartSeries *main, FwChartSeries *compare);

/** fw_line_chart_set_target: NaN for none. */
void fw_line_chart_set_target (FwLineChart *self, double target);

/** fw_line_chart_set_now: µs UTC; 0 for no mark */
void fw_line_chart_set_now (FwLineChart *self, gint64 now);

G_END_DECLS
