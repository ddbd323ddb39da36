/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart-scale.h"

#include <math.h>

static double
find_clock_step (double least)
{
  static const double steps[] = { 1,   2,   5,    10,   15,   30,    60,    120,   300,
                                  600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] >= least)
      return steps[i];
  return ceil (least / 86400) * 86400;
}

static double
find_decimal_step (double least)
{
  double power = pow (10, floor (log10 (least)));
  double lead = least / power;

  if (lead <= 1 + 1e-9)
    return power;
  if (lead <= 2 + 1e-9)
    return 2 * power;
  if (lead <= 5 + 1e-9)
    return 5 * power;
  return 10 * power;
}

static double
find_step (FwFormat format, double least)
{
  if (format == FW_FORMAT_DURATION)
    return find_clock_step (least);
  if (format == FW_FORMAT_COUNT)
    return MAX (1, find_decimal_step (least));
  return find_decimal_step (least);
}

void
fw_chart_scale_fit (FwChartScale *self, FwFormat format, double min, double max, guint max_ticks)
{
  double least_span = format == FW_FORMAT_RATIO ? 0.02 : format == FW_FORMAT_POINTS ? 1 : 4;

  g_return_if_fail (max_ticks >= 2);

  if (!isfinite (min) || !isfinite (max) || min > max)
    {
      min = 0;
      max = format == FW_FORMAT_RATIO ? 1 : least_span;
    }
  if (format == FW_FORMAT_COUNT)
    min = MIN (min, 0);
  if (max - min < least_span)
    {
      double middle = (min + max) / 2;

      if (format != FW_FORMAT_COUNT)
        min = middle - least_span / 2;
      max = min + least_span;
      if (format == FW_FORMAT_RATIO && max > 1)
        {
          max = 1;
          min = 1 - least_span;
        }
      if (format != FW_FORMAT_POINTS && min < 0)
        {
          min = 0;
          max = MAX (max, least_span);
        }
    }

  self->format = format;
  self->step = find_step (format, (max - min) / (max_ticks - 1));
  for (;;)
    {
      self->low = floor (min / self->step + 1e-9) * self->step;
      self->high = ceil (max / self->step - 1e-9) * self->step;
      if (format == FW_FORMAT_RATIO && max <= 1)
        self->high = MIN (self->high, ceil (1 / self->step - 1e-9) * self->step);
      self->n_ticks = (guint) llround ((self->high - self->low) / self->step) + 1;
      if (self->n_ticks <= max_ticks)
        break;
      self->step = find_step (format, self->step * 1.01);
    }
  /* steps of 20 % or 50 % may overshoot 100 %: the axis ends where the figure does */
  if (format == FW_FORMAT_RATIO && max <= 1 && self->high > 1)
    {
      self->high = 1;
      self->n_ticks = (guint) floor ((self->high - self->low) / self->step + 1e-9) + 1;
    }
}

double
fw_chart_scale_get_tick (const FwChartScale *self, guint i)
{
  return self->low + i * self->step;
}

double
fw_chart_scale_get_position (const FwChartScale *self, double value)
{
  return (value - self->low) / (self->high - self->low);
}

GArray *
fw_chart_time_ticks (gint64 from, gint64 to, GTimeZone *zone, guint max_ticks)
{
  static const int steps[] = { 1, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080 };
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 minute = 60 * G_USEC_PER_SEC;
  gint64 step = steps[G_N_ELEMENTS (steps) - 1] * minute;

  if (to <= from || max_ticks == 0)
    return ticks;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if ((to - from) / (steps[i] * minute) + 1 <= max_ticks)
      {
        step = steps[i] * minute;
        break;
      }

  for (gint64 at = from - from % minute; at <= to; at += minute)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
      g_autoptr (GDateTime) local =
          zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
      int since_midnight = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);

      if (at >= from && since_midnight % MIN (step / minute, 1440) == 0)
        {
          g_array_append_val (ticks, at);
          /* one minute short of the next: clocks may change in between */
          at += MAX (step - 61 * minute, 0);
        }
    }
  return ticks;
}

void
fw_chart_fold (const double *values, guint n, guint n_bins, double *lows, double *highs)
{
  for (guint bin = 0; bin < n_bins; bin++)
    lows[bin] = highs[bin] = NAN;
  for (guint i = 0; i < n; i++)
    {
      guint bin = (guint) ((guint64) i * n_bins / n);

      if (isnan (values[i]))
        continue;
      if (isnan (lows[bin]) || values[i] < lows[bin])
        lows[bin] = values[i];
      if (isnan (highs[bin]) || values[i] > highs[bin])
        highs[bin] = values[i];
    }
}
