/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/staffing/fw-outlook.h"

#define BEGIN 20454 /* Thursday, 2026-01-01 */
#define DAYS 56

/* What counting alone is off by, added up over the counts themselves. */
static double
add_up_noise (double mean)
{
  double probability = exp (-mean), sum = 0;

  for (guint n = 0; n < 2000; n++)
    {
      sum += probability * fabs (n - mean);
      probability *= mean / (n + 1);
    }
  return sum;
}

static void
test_noise (void)
{
  static const double means[] = { 0.01, 0.5, 1, 3.7, 12, 250.5 };

  g_assert_cmpfloat (fw_outlook_count_noise (0), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (means); i++)
    g_assert_cmpfloat_with_epsilon (fw_outlook_count_noise (means[i]), add_up_noise (means[i]),
                                    1e-9 * means[i]);
  /* Of a large count it is that of the bell: √(2/π) of its deviation. */
  g_assert_cmpfloat_with_epsilon (fw_outlook_count_noise (1e6) / (1000 * sqrt (2 / G_PI)), 1, 1e-3);
}

static void
fill (double *amounts, guint n_days, double level)
{
  for (guint day = 0; day < n_days; day++)
    for (guint slot = 0; slot < FW_OUTLOOK_SLOTS; slot++)
      amounts[day * FW_OUTLOOK_SLOTS + slot] =
          slot >= 16 && slot < 40 ? level * (1 + slot % 5) + (day * 7 + slot * 3) % 4 : 0;
}

/* The same origins, one after the other, by forecasts that were told no more than they may know. */
static void
test_errors (void)
{
  g_autofree double *amounts = g_new (double, DAYS *FW_OUTLOOK_SLOTS);
  const FwOutlookSeries series = { BEGIN, DAYS, amounts };
  g_autoptr (FwForecast) forecast = NULL;
  FwOutlookErrors errors = { 0 };
  double error = 0, amount = 0, noise = 0;
  guint within = 0;

  fill (amounts, DAYS, 5);
  amounts[40 * FW_OUTLOOK_SLOTS + 20] = NAN;
  forecast = fw_outlook_learn (&series, &errors);
  for (guint origin = DAYS - FW_OUTLOOK_ORIGINS; origin < DAYS; origin++)
    {
      const FwOutlookSeries before = { BEGIN, origin, amounts };
      g_autoptr (FwForecast) past = fw_outlook_learn (&before, NULL);
      FwForecastSlot said[FW_OUTLOOK_SLOTS];

      fw_outlook_look (past, &before, BEGIN + (gint32) origin, 1, FW_OUTLOOK_SLOTS, said);
      for (guint i = 0; i < FW_OUTLOOK_SLOTS; i++)
        {
          const double came = amounts[origin * FW_OUTLOOK_SLOTS + i];

          if (isnan (came))
            continue;
          error += fabs (came - said[i].expected);
          amount += came;
          noise += add_up_noise (said[i].expected);
          within += said[i].low <= came && came <= said[i].high;
        }
    }
  g_assert_cmpuint (errors.days, ==, FW_OUTLOOK_ORIGINS);
  g_assert_cmpuint (errors.slots, ==, FW_OUTLOOK_ORIGINS * FW_OUTLOOK_SLOTS - 1);
  g_assert_cmpuint (errors.within, ==, within);
  g_assert_cmpfloat_with_epsilon (errors.error, error, 1e-6);
  g_assert_cmpfloat_with_epsilon (errors.amount, amount, 1e-6);
  g_assert_cmpfloat_with_epsilon (errors.noise, noise, 1e-6);
}

/* Days with nothing known between history and forecast are passed over, not taken as empty. */
static void
test_gap (void)
{
  g_autofree double *amounts = g_new (double, DAYS *FW_OUTLOOK_SLOTS);
  const FwOutlookSeries series = { BEGIN, DAYS, amounts };
  g_autoptr (FwForecast) forecast = NULL, totals = NULL;
  FwForecastSlot all[10 * FW_OUTLOOK_SLOTS], later[3 * FW_OUTLOOK_SLOTS], days[10];

  fill (amounts, DAYS, 5);
  forecast = fw_outlook_learn (&series, NULL);
  fw_outlook_look (forecast, &series, BEGIN + DAYS, 10, FW_OUTLOOK_SLOTS, all);
  fw_outlook_look (forecast, &series, BEGIN + DAYS + 7, 3, FW_OUTLOOK_SLOTS, later);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    g_assert_cmpfloat (later[i].expected, ==, all[7 * FW_OUTLOOK_SLOTS + i].expected);
  totals = fw_outlook_learn_totals (&series);
  fw_outlook_look (totals, &series, BEGIN + DAYS, 10, 1, days);
  for (guint i = 0; i < 10; i++)
    {
      double sum = 0;

      for (guint slot = 0; slot < FW_OUTLOOK_SLOTS; slot++)
        sum += all[i * FW_OUTLOOK_SLOTS + slot].expected;
      g_assert_cmpfloat (fabs (days[i].expected / sum - 1), <, 0.1);
      g_assert_cmpfloat (days[i].low, <, days[i].expected);
      g_assert_cmpfloat (days[i].high, >, days[i].expected);
    }
}

static void
test_rest (void)
{
  const FwForecastSlot day = { 1000, 900, 1120 };
  FwForecastSlot rest = fw_outlook_rest (&day, 1000);

  g_assert_cmpfloat_with_epsilon (rest.low, 900, 1e-6);
  g_assert_cmpfloat_with_epsilon (rest.high, 1120, 1e-6);
  /* 10 % of the day, of which 1.2816 × √1000 are counting. */
  rest = fw_outlook_rest (&day, 250);
  g_assert_cmpfloat_with_epsilon (
      250 - rest.low, sqrt ((0.01 - 1.2816 * 1.2816 / 1000) * 62500 + 1.2816 * 1.2816 * 250), 1e-6);
  rest = fw_outlook_rest (&day, 0);
  g_assert_cmpfloat (rest.low, ==, 0);
  g_assert_cmpfloat (rest.high, ==, 0);
}

static void
test_handling (void)
{
  double handled[FW_OUTLOOK_SLOTS] = { 0 }, seconds[FW_OUTLOOK_SLOTS] = { 0 };
  double aht[FW_OUTLOOK_SLOTS];

  g_assert_false (fw_outlook_find_aht (handled, seconds, aht));
  handled[10] = 980;
  seconds[10] = 980 * 300;
  handled[20] = 20;
  seconds[20] = 20 * 1300;
  g_assert_true (fw_outlook_find_aht (handled, seconds, aht));
  /* 320 s on average: nothing of its own, much, and half and half. */
  g_assert_cmpfloat_with_epsilon (aht[0], 320, 1e-9);
  g_assert_cmpfloat_with_epsilon (aht[10], (980 * 300 + 20 * 320) / 1000.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (aht[20], (1300 + 320) / 2.0, 1e-9);

  g_assert_cmpfloat_with_epsilon (fw_outlook_find_patience (24000, 200), 120, 1e-9);
  g_assert_true (isinf (fw_outlook_find_patience (24000, 99)));
  g_assert_true (isinf (fw_outlook_find_patience (0, 200)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outlook/noise", test_noise);
  g_test_add_func ("/outlook/errors", test_errors);
  g_test_add_func ("/outlook/gap", test_gap);
  g_test_add_func ("/outlook/rest", test_rest);
  g_test_add_func ("/outlook/handling", test_handling);
  return g_test_run ();
}
