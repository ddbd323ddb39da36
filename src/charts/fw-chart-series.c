/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart-series.h"

#include <math.h>

FwChartSeries *
fw_chart_series_new (const char *label, guint n)
{
  FwChartSeries *self = g_atomic_rc_box_new0 (FwChartSeries);

  self->label = g_strdup (label);
  self->n = n;
  self->open_from = n;
  self->so_far = NAN;
  self->values = g_new (double, MAX (n, 1));
  self->low = g_new (double, MAX (n, 1));
  self->high = g_new (double, MAX (n, 1));
  self->counts = g_new0 (guint64, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    self->values[i] = self->low[i] = self->high[i] = NAN;
  return self;
}

FwChartSeries *
fw_chart_series_ref (FwChartSeries *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_series (gpointer data)
{
  FwChartSeries *self = data;

  g_free (self->label);
  g_free (self->values);
  g_free (self->low);
  g_free (self->high);
  g_free (self->counts);
}

void
fw_chart_series_unref (FwChartSeries *self)
{
  g_atomic_rc_box_release_full (self, clear_series);
}

void
fw_chart_series_set (
    FwChartSeries *self, guint i, double value, double low, double high, guint64 count)
{
  g_return_if_fail (self != NULL && i < self->n);

  self->values[i] = value;
  self->low[i] = low;
  self->high[i] = high;
  self->counts[i] = count;
}

void
fw_chart_series_get_range (const FwChartSeries *self, double *min, double *max)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (isnan (self->values[i]))
        continue;
      *min = MIN (*min, self->values[i]);
      *max = MAX (*max, self->values[i]);
    }
}

gboolean
fw_chart_series_is_open (const FwChartSeries *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->open_from < self->n;
}

guint
fw_chart_series_find_last (const FwChartSeries *self)
{
  for (guint i = self->n; i > 0; i--)
    if (!isnan (self->values[i - 1]))
      return i - 1;
  return self->n;
}
