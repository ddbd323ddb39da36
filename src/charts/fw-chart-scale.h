/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-format.h"

G_BEGIN_DECLS

/** FwChartScale: a value axis whose ticks are numbers that people count in. */
typedef struct
{
  FwFormat format;
  double low;
  double high; /* > low */
  double step;
  guint n_ticks;
} FwChartScale;

/**
 * fw_chart_scale_fit:
 * @max_ticks: as many as there is room for, at least 2
 * Steps are 1, 2, 5 × 10ⁿ, of durations those of a clock; ratios stay within 0 and 1, counts begin
 * at 0.
 */
void
fw_chart_scale_fit (FwChartScale *self, FwFormat format, double min, double max, guint max_ticks);
double fw_chart_scale_get_tick (const FwChartScale *self, guint i);
/** fw_chart_scale_get_position: Returns: 0 at the low end, 1 at the high end; beyond them for
 * values outside. */
double fw_chart_scale_get_position (const FwChartScale *self, double value);

/**
 * fw_chart_time_ticks:
 * Whole local hours (or parts or multiples of one) between @from and @to, both µs UTC, at most
 * @max_ticks. Returns: (element-type gint64) (transfer full): moments
 */
GArray *fw_chart_time_ticks (gint64 from, gint64 to, GTimeZone *zone, guint max_ticks);

/**
 * fw_chart_fold:
 * Folds @n samples into @n_bins, smallest and largest of each; NaN where a bin has no sample.
 * Sample i falls into bin i * n_bins / n.
 */
void fw_chart_fold (const double *values, guint n, guint n_bins, double *lows, double *highs);

G_END_DECLS
