/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwChartSeries: samples of one line, NaN for "no data". Immutable once it was given to a chart.
 */
typedef struct
{
  char *label;
  guint n;
  double *values;
  double *low; /* (nullable): confidence band */
  double *high;
  guint64 *counts; /* (nullable): how many each sample rests on */
  guint open_from; /* the open end: from this sample on the time of a sample is not over; n: none */
  double so_far; /* what the open sample has come to, where its value is what it is to come to; NaN:
                    its value is that, or there is none yet */
} FwChartSeries;

/** fw_chart_series_new: Returns: (transfer full): @n samples, all "no data". */
FwChartSeries *fw_chart_series_new (const char *label, guint n);
FwChartSeries *fw_chart_series_ref (FwChartSeries *self);
void fw_chart_series_unref (FwChartSeries *self);

/** fw_chart_series_set: @low and @high NaN for no interval. */
void fw_chart_series_set (
    FwChartSeries *self, guint i, double value, double low, double high, guint64 count);

/** fw_chart_series_get_range: widens @min and @max by the values (not the band). */
void fw_chart_series_get_range (const FwChartSeries *self, double *min, double *max);

/** fw_chart_series_is_open: whether it has an open end. */
gboolean fw_chart_series_is_open (const FwChartSeries *self);

/** fw_chart_series_find_last: Returns: the last sample that has data, @n when none has. */
guint fw_chart_series_find_last (const FwChartSeries *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwChartSeries, fw_chart_series_unref)

G_END_DECLS
