/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/staffing/fw-staffing.h"

/* A week of 48 half hours a day and 20 queues, staffed: CPU time, median of ROUNDS. */

#define ROUNDS 11
#define CELLS (7 * 48 * 20)

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

static void
measure (const char *title, double patience_s)
{
  const FwStaffingTarget target = { 20, 0.8, 0.9, INFINITY, 1 };
  double times[ROUNDS];
  guint64 people = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      double start = read_clock ();

      people = 0;
      for (guint i = 0; i < CELLS; i++)
        {
          guint queue = i % 20, slot = i / 20 % 48;
          FwStaffingDemand demand = { (5 + 12 * queue) * (1 + sin (slot / 48.0 * 6.28)), 1800,
                                      150 + 10 * queue, patience_s, 1 };
          guint found;

          if (fw_staffing_find (&demand, &target, 10000, &found))
            people += found;
        }
      times[round] = read_clock () - start;
    }
  qsort (times, ROUNDS, sizeof times[0], compare_doubles);
  printf ("%s: %d cells, %" G_GUINT64_FORMAT " people, %.1f ms (%.1f-%.1f)\n", title, CELLS, people,
          times[ROUNDS / 2], times[0], times[ROUNDS - 1]);
}

int
main (void)
{
  measure ("Erlang C", INFINITY);
  measure ("Erlang A, patience 120 s", 120);
  measure ("Erlang A, patience 600 s", 600);
  return 0;
}
