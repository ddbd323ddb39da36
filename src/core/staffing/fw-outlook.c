/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/staffing/fw-outlook.h"

#include <math.h>

#include "core/staffing/fw-erlang.h"

#define QUANTILE 1.2816 /* of FW_FORECAST_COVERAGE */
/* Contacts as which the mean of all half hours counts in each. */
#define AHT_WEIGHT 20.0
/* Fewer who hang up say little of how long the others would wait: a tenth off either way by chance.
 */
#define LEAST_HUNG_UP 100

double
fw_outlook_count_noise (double expected)
{
  double below;

  g_return_val_if_fail (expected >= 0, 0);

  if (expected == 0)
    return 0;
  below = floor (expected);
  return 2 * exp (-expected + (below + 1) * log (expected) - lgamma (below + 1));
}

static void
score (FwOutlookErrors *errors, const FwForecastSlot *said, const double *came)
{
  errors->days++;
  for (guint i = 0; i < FW_OUTLOOK_SLOTS; i++)
    {
      if (isnan (came[i]))
        continue;
      errors->slots++;
      errors->within += came[i] >= said[i].low && came[i] <= said[i].high;
      errors->error += fabs (said[i].expected - came[i]);
      errors->amount += came[i];
      errors->noise += fw_outlook_count_noise (said[i].expected);
    }
}

static gboolean
is_known (const double *amounts)
{
  for (guint i = 0; i < FW_OUTLOOK_SLOTS; i++)
    if (!isnan (amounts[i]))
      return TRUE;
  return FALSE;
}

FwForecast *
fw_outlook_learn (const FwOutlookSeries *series, FwOutlookErrors *errors)
{
  FwForecast *forecast = fw_forecast_new (FW_OUTLOOK_SLOTS);

  g_return_val_if_fail (series != NULL, forecast);

  for (guint i = 0; i < series->n_days; i++)
    {
      const double *came = series->amounts + i * FW_OUTLOOK_SLOTS;
      const FwForecastDay day = { .date = series->first + (gint32) i };

      if (errors != NULL && i >= FW_OUTLOOK_LEAST_DAYS &&
          i + FW_OUTLOOK_ORIGINS >= series->n_days && is_known (came))
        {
          FwForecastSlot said[FW_OUTLOOK_SLOTS];

          fw_forecast_look_ahead (forecast, &day, 1, said);
          score (errors, said, came);
        }
      fw_forecast_add_day (forecast, &day, came);
    }
  return forecast;
}

FwForecast *
fw_outlook_learn_totals (const FwOutlookSeries *series)
{
  FwForecast *forecast = fw_forecast_new (1);

  g_return_val_if_fail (series != NULL, forecast);

  for (guint i = 0; i < series->n_days; i++)
    {
      const double *came = series->amounts + i * FW_OUTLOOK_SLOTS;
      const FwForecastDay day = { .date = series->first + (gint32) i };
      double total = 0;

      for (guint slot = 0; slot < FW_OUTLOOK_SLOTS; slot++)
        total += isnan (came[slot]) ? 0 : came[slot];
      if (!is_known (came))
        total = NAN;
      fw_forecast_add_day (forecast, &day, &total);
    }
  return forecast;
}

void
fw_outlook_look (const FwForecast *forecast,
                 const FwOutlookSeries *series,
                 gint32 from,
                 guint n_days,
                 guint n_slots,
                 FwForecastSlot *slots)
{
  const gint32 next = series->first + (gint32) series->n_days;
  guint between, all;
  g_autofree FwForecastDay *days = NULL;
  g_autofree FwForecastSlot *looked = NULL;

  g_return_if_fail (forecast != NULL && slots != NULL && from >= next);

  /* Days on the way count: what is far off is less certain. */
  between = (guint) (from - next);
  all = between + n_days;
  days = g_new0 (FwForecastDay, all + 1);
  looked = g_new0 (FwForecastSlot, (gsize) (all + 1) * n_slots);
  for (guint i = 0; i < all; i++)
    days[i].date = next + (gint32) i;
  fw_forecast_look_ahead (forecast, days, all, looked);
  for (gsize i = 0; i < (gsize) n_days * n_slots; i++)
    slots[i] = looked[(gsize) between * n_slots + i];
}

/* @half: of the whole day's interval, on one side. */
static double
narrow (double half, double day, double rest)
{
  const double share = half / day;
  const double drift = MAX (0, share * share - QUANTILE * QUANTILE / day);

  return sqrt (drift * rest * rest + QUANTILE * QUANTILE * rest);
}

FwForecastSlot
fw_outlook_rest (const FwForecastSlot *day, double rest)
{
  FwForecastSlot result = { rest, rest, rest };

  g_return_val_if_fail (day != NULL && rest >= 0, result);

  if (day->expected <= 0 || rest == 0)
    return result;
  result.low = MAX (0, rest - narrow (day->expected - day->low, day->expected, rest));
  result.high = rest + narrow (day->high - day->expected, day->expected, rest);
  return result;
}

gboolean
fw_outlook_find_aht (const double *handled, const double *seconds, double *aht)
{
  double n = 0, sum = 0;

  g_return_val_if_fail (handled != NULL && seconds != NULL && aht != NULL, FALSE);

  for (guint i = 0; i < FW_OUTLOOK_SLOTS; i++)
    {
      n += handled[i];
      sum += seconds[i];
    }
  for (guint i = 0; i < FW_OUTLOOK_SLOTS; i++)
    aht[i] = n > 0 ? (seconds[i] + AHT_WEIGHT * sum / n) / (handled[i] + AHT_WEIGHT) : NAN;
  return n > 0 && sum > 0;
}

double
fw_outlook_find_patience (double waited_s, guint64 hung_up)
{
  if (hung_up < LEAST_HUNG_UP || !(waited_s > 0))
    return INFINITY;
  return MIN (waited_s / (double) hung_up, FW_ERLANG_MOST_PATIENCE);
}
