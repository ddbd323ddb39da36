/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/staffing/fw-forecast.h"

#define SLOTS 48
#define BEGIN 20454 /* Thursday, 2026-01-01 */

/* A made queue: a day's amount by weekday, spread over the slots from 8 to 20 h, counted. */
typedef struct
{
  GRand *rand;
  double amount;
  double weekdays[7]; /* from Monday */
  double day_spread;  /* standard deviation of a whole day's logarithm */
} Made;

static double
count (GRand *rand, double mean)
{
  double limit, product = 1;
  int n = -1;

  if (mean > 50)
    {
      double sum = -6;

      for (guint i = 0; i < 12; i++)
        sum += g_rand_double (rand);
      return MAX (0, rint (mean + sqrt (mean) * sum));
    }
  limit = exp (-mean);
  do
    {
      n++;
      product *= g_rand_double (rand);
    }
  while (product > limit);
  return n;
}

static double
get_mean (const Made *made, gint32 date, guint slot)
{
  double x = (slot - 16.0) / 24;

  if (slot < 16 || slot >= 40)
    return 0;
  return made->amount * made->weekdays[(date + 3) % 7] * sin (G_PI * (x + 1 / 48.0)) * G_PI / 48;
}

static void
make_day (const Made *made, gint32 date, double *amounts)
{
  double off = 0;

  for (guint i = 0; i < 12; i++)
    off += g_rand_double (made->rand);
  off = exp (made->day_spread * (off - 6));
  for (guint i = 0; i < SLOTS; i++)
    amounts[i] = count (made->rand, off * get_mean (made, date, i));
}

static Made
make (double amount, double day_spread)
{
  return (Made){ g_rand_new_with_seed (7), amount, { 1.2, 1, 1, 1, 0.9, 0.5, 0 }, day_spread };
}

static void
add_days (FwForecast *forecast, const Made *made, gint32 from, gint32 to)
{
  double amounts[SLOTS];

  for (gint32 date = from; date < to; date++)
    {
      FwForecastDay day = { .date = date };

      make_day (made, date, amounts);
      fw_forecast_add_day (forecast, &day, amounts);
    }
}

static double
get_total (const FwForecast *forecast, gint32 date)
{
  FwForecastDay day = { .date = date };
  FwForecastSlot slots[SLOTS];
  double total = 0;

  fw_forecast_look_ahead (forecast, &day, 1, slots);
  for (guint i = 0; i < SLOTS; i++)
    {
      g_assert_true (isfinite (slots[i].expected) && slots[i].expected >= 0);
      g_assert_true (slots[i].low <= slots[i].expected && slots[i].expected <= slots[i].high);
      total += slots[i].expected;
    }
  return total;
}

/* How wrong it is beside one who knows how the days are made, and how much lies within. */
static void
check_queue (const Made *made, guint days, double most_times, double least_within)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS);
  double amounts[SLOTS], wrong = 0, floor = 0;
  guint within = 0, n = 0;

  add_days (forecast, made, BEGIN, BEGIN + 60);
  for (gint32 date = BEGIN + 60; date < BEGIN + 60 + (gint32) days; date++)
    {
      FwForecastDay day = { .date = date };
      FwForecastSlot slots[SLOTS];

      fw_forecast_look_ahead (forecast, &day, 1, slots);
      make_day (made, date, amounts);
      for (guint i = 0; i < SLOTS; i++)
        {
          double mean = get_mean (made, date, i);

          wrong += fabs (slots[i].expected - amounts[i]);
          floor += fabs (mean - amounts[i]);
          if (mean == 0)
            continue;
          within += amounts[i] >= slots[i].low && amounts[i] <= slots[i].high;
          n++;
        }
      fw_forecast_add_day (forecast, &day, amounts);
    }
  g_test_message ("%.3f times the floor, %.3f within", wrong / floor, (double) within / n);
  g_assert_cmpfloat (wrong, <, most_times * floor);
  g_assert_cmpfloat ((double) within / n, >, least_within);
  /* Of counts near 1 there is no interval that holds just so many. */
  g_assert_cmpfloat ((double) within / n, <, made->amount> 1000 ? 0.88 : 0.97);
}

static void
test_made (void)
{
  static const double amounts[] = { 12, 80, 600, 5000, 40000 };
  static const double spreads[] = { 0, 0.05, 0.15 };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (spreads); k++)
      {
        Made made = make (amounts[i], spreads[k]);

        check_queue (&made, 200, 1.25, 0.72);
        g_rand_free (made.rand);
      }
}

static void
test_closed (void)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS);
  Made made = make (1000, 0.05);
  FwForecastDay days[2] = { { .date = BEGIN + 74, .closed = TRUE }, { .date = BEGIN + 75 } };
  FwForecastSlot slots[2 * SLOTS];
  double nothing[SLOTS] = { 0 };

  add_days (forecast, &made, BEGIN, BEGIN + 74);
  g_assert_cmpfloat (get_total (forecast, BEGIN + 80), ==, 0); /* a Sunday */
  g_assert_cmpfloat (get_total (forecast, BEGIN + 75), >, 800);
  fw_forecast_look_ahead (forecast, days, 2, slots);
  for (guint i = 0; i < SLOTS; i++)
    g_assert_cmpfloat (slots[i].high, ==, 0);
  g_assert_cmpfloat (slots[SLOTS + 24].expected, >, 0);
  /* A make-up Sunday works as a Monday. */
  days[0] = (FwForecastDay){ .date = BEGIN + 80, .as_weekday = 1 };
  fw_forecast_look_ahead (forecast, days, 1, slots);
  g_assert_cmpfloat (slots[24].expected, >, 30);
  /* A holiday nobody told of is not the end of the queue. */
  fw_forecast_add_day (forecast, &(FwForecastDay){ .date = BEGIN + 74 }, nothing);
  g_assert_cmpfloat (get_total (forecast, BEGIN + 75), >, 800);
  /* A week of nothing is. */
  for (gint32 date = BEGIN + 75; date < BEGIN + 84; date++)
    fw_forecast_add_day (forecast, &(FwForecastDay){ .date = date }, nothing);
  g_assert_cmpfloat (get_total (forecast, BEGIN + 85), ==, 0);
  /* And it comes back. */
  add_days (forecast, &made, BEGIN + 84, BEGIN + 98);
  g_assert_cmpfloat_with_epsilon (get_total (forecast, BEGIN + 98), 1000, 300);
  g_rand_free (made.rand);
}

static void
test_shift (void)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS);
  Made made = make (1000, 0.03);

  add_days (forecast, &made, BEGIN, BEGIN + 88);
  made.amount = 1600;
  add_days (forecast, &made, BEGIN + 88, BEGIN + 95);
  g_assert_cmpfloat_with_epsilon (get_total (forecast, BEGIN + 98), 1600, 200); /* a Thursday */
  g_rand_free (made.rand);
}

/* One wild day hardly moves the next. */
static void
test_outlier (void)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS);
  Made made = make (1000, 0.03);
  double before;

  add_days (forecast, &made, BEGIN, BEGIN + 90);
  before = get_total (forecast, BEGIN + 91);
  made.amount = 5000;
  add_days (forecast, &made, BEGIN + 90, BEGIN + 91);
  g_assert_cmpfloat_with_epsilon (get_total (forecast, BEGIN + 91), before, 0.2 * before);
  g_rand_free (made.rand);
}

static void
test_unknown (void)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS), young = fw_forecast_new (SLOTS);
  g_autoptr (FwForecast) empty = fw_forecast_new (SLOTS);
  Made made = make (1000, 0.03);
  double amounts[SLOTS], nothing[SLOTS] = { 0 };

  g_assert_cmpfloat (get_total (empty, BEGIN), ==, 0);
  for (gint32 date = BEGIN; date < BEGIN + 30; date++)
    fw_forecast_add_day (empty, &(FwForecastDay){ .date = date }, nothing);
  g_assert_cmpfloat (get_total (empty, BEGIN + 31), ==, 0);

  add_days (young, &made, BEGIN + 4, BEGIN + 6);
  g_assert_cmpfloat_with_epsilon (get_total (young, BEGIN + 6), 1000, 350);

  /* Half of the slots of every fifth day are lost, and two days as a whole. */
  for (gint32 date = BEGIN; date < BEGIN + 90; date++)
    {
      make_day (&made, date, amounts);
      for (guint i = 0; i < SLOTS; i++)
        if ((date % 5 == 0 && i % 2 == 0) || date % 40 == 0)
          amounts[i] = NAN;
      fw_forecast_add_day (forecast, &(FwForecastDay){ .date = date }, amounts);
    }
  g_assert_cmpfloat_with_epsilon (get_total (forecast, BEGIN + 91), 1000, 80);
  g_rand_free (made.rand);
}

/* An event that came twice is expected the third time. */
static void
test_event (void)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS);
  Made made = make (2000, 0.03);
  double amounts[SLOTS];
  FwForecastDay day = { .date = BEGIN + 90, .event = 3 };
  FwForecastSlot slots[SLOTS];
  double total = 0;

  for (gint32 date = BEGIN; date < BEGIN + 90; date++)
    {
      gboolean event = date == BEGIN + 40 || date == BEGIN + 69;

      made.amount = event ? 3000 : 2000;
      make_day (&made, date, amounts);
      fw_forecast_add_day (forecast, &(FwForecastDay){ .date = date, .event = event ? 3 : 0 },
                           amounts);
    }
  fw_forecast_look_ahead (forecast, &day, 1, slots);
  for (guint i = 0; i < SLOTS; i++)
    total += slots[i].expected;
  g_assert_cmpfloat (total / get_total (forecast, BEGIN + 90), >, 1.35);
  g_assert_cmpfloat (total / get_total (forecast, BEGIN + 90), <, 1.65);
  g_rand_free (made.rand);
}

/* A day that begins a third too high goes on so. */
static void
test_rest (void)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS);
  Made made = make (5000, 0.1);
  double amounts[SLOTS];
  FwForecastDay day = { .date = BEGIN + 88 };
  FwForecastSlot ahead[SLOTS], on[SLOTS];
  double before = 0, after = 0;

  add_days (forecast, &made, BEGIN, BEGIN + 88);
  fw_forecast_look_ahead (forecast, &day, 1, ahead);
  fw_forecast_look_on (forecast, &day, NULL, 0, on);
  for (guint i = 0; i < SLOTS; i++)
    g_assert_cmpfloat_with_epsilon (on[i].expected, ahead[i].expected, 1e-9);
  for (guint i = 0; i < SLOTS; i++)
    amounts[i] = ahead[i].expected * 1.33;
  fw_forecast_look_on (forecast, &day, amounts, 28, on);
  for (guint i = 28; i < SLOTS; i++)
    {
      before += ahead[i].expected;
      after += on[i].expected;
    }
  g_assert_cmpfloat (after / before, >, 1.2);
  g_assert_cmpfloat (after / before, <, 1.34);
  g_rand_free (made.rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/made", test_made);
  g_test_add_func ("/forecast/closed", test_closed);
  g_test_add_func ("/forecast/shift", test_shift);
  g_test_add_func ("/forecast/outlier", test_outlier);
  g_test_add_func ("/forecast/unknown", test_unknown);
  g_test_add_func ("/forecast/event", test_event);
  g_test_add_func ("/forecast/rest", test_rest);
  return g_test_run ();
}
