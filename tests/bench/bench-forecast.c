/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/staffing/fw-forecast.h"

/* 50 queues learnt from 2 years of 48 half hours, and looked 10 days ahead: once at the end, and
 * from every day on the way as a replay does. CPU time of one thread, median of ROUNDS. */

#define ROUNDS 5
#define QUEUES 50
#define DAYS 730
#define SLOTS 48
#define AHEAD 10

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
run_queue (const double *amounts, gboolean replay)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS);
  FwForecastDay ahead[AHEAD] = { 0 };
  FwForecastSlot slots[AHEAD * SLOTS];

  for (gint32 i = 0; i < DAYS; i++)
    {
      FwForecastDay day = { .date = 20000 + i };

      fw_forecast_add_day (forecast, &day, amounts + i * SLOTS);
      for (gint32 k = 0; k < AHEAD; k++)
        ahead[k].date = day.date + 1 + k;
      if (replay || i + 1 == DAYS)
        fw_forecast_look_ahead (forecast, ahead, AHEAD, slots);
    }
  return slots[SLOTS / 2].expected;
}

static void
measure (const char *title, const double *amounts, gboolean replay)
{
  double times[ROUNDS], sum = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      double start = read_clock ();

      for (guint queue = 0; queue < QUEUES; queue++)
        sum += run_queue (amounts, replay);
      times[round] = read_clock () - start;
    }
  qsort (times, ROUNDS, sizeof times[0], compare_doubles);
  printf ("%s: %.0f ms (%.0f-%.0f), %.0f\n", title, times[ROUNDS / 2], times[0], times[ROUNDS - 1],
          sum);
}

int
main (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree double *amounts = g_new (double, DAYS *SLOTS);

  for (guint i = 0; i < DAYS * SLOTS; i++)
    amounts[i] = rint (40 * (1 + sin (i % SLOTS / 48.0 * 6.28)) *
                       g_rand_double_range (rand, 0.8, 1.2) * (i / SLOTS % 7 < 5 ? 1 : 0.6));
  measure ("50 queues, 2 years, 10 days ahead", amounts, FALSE);
  measure ("the same from every day", amounts, TRUE);
  return 0;
}
