/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/staffing/fw-simulation.h"

/* A day of 100 people in 4 groups and 10,000 contacts to 6 queues: CPU time, median of ROUNDS. */

#define ROUNDS 21
#define INTERVALS 28
#define QUEUES 6
#define GROUPS 4

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

int
main (void)
{
  static const guint64 skills[GROUPS] = { 0x03, 0x0f, 0x3c, 0x3f };
  double contacts[INTERVALS], times[ROUNDS];
  guint people[INTERVALS];
  FwSimulationQueue queues[QUEUES];
  FwSimulationGroup groups[GROUPS];
  const FwSimulationDay day = { INTERVALS, 1800, QUEUES, GROUPS, queues, groups };
  FwSimulationResult results[QUEUES];
  guint64 offered = 0, within = 0;

  for (guint i = 0; i < INTERVALS; i++)
    {
      contacts[i] = 10000.0 / QUEUES / INTERVALS;
      people[i] = 100 / GROUPS;
    }
  for (guint i = 0; i < QUEUES; i++)
    queues[i] = (FwSimulationQueue){ contacts, 440, 180, 20, i / 2 };
  for (guint i = 0; i < GROUPS; i++)
    groups[i] = (FwSimulationGroup){ people, skills[i] };
  for (guint round = 0; round < ROUNDS; round++)
    {
      double start = read_clock ();

      fw_simulation_run (&day, round, results);
      times[round] = read_clock () - start;
    }
  for (guint i = 0; i < QUEUES; i++)
    {
      offered += results[i].offered;
      within += results[i].within;
    }
  qsort (times, ROUNDS, sizeof times[0], compare_doubles);
  printf ("%" G_GUINT64_FORMAT " contacts, %.1f %% within 20 s: %.2f ms (%.2f-%.2f)\n", offered,
          100.0 * (double) within / (double) offered, times[ROUNDS / 2], times[0],
          times[ROUNDS - 1]);
  return 0;
}
