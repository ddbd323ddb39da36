/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * All factors of a question over ten million contacts of a year, half of it against the other half,
 * with the states of every person and a system timed every quarter of an hour.
 *
 *   bench-factors [CONTACTS]
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bench-rows.h"
#include "core/why/fw-factor-test.h"

#define N_AGENTS 2000
#define ROUNDS 5

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

/* Five days of eight hours a week, by day or by night. */
static void
add_states (FwCube *cube, gint64 from, gint64 to)
{
  for (gint64 day = from; day < to; day += 24 * FW_HOUR)
    for (guint16 agent = 1; agent <= N_AGENTS; agent++)
      {
        gint64 start = day + agent % 3 * 8 * FW_HOUR;
        guint16 team = (guint16) (1 + agent % 40);

        if ((day / (24 * FW_HOUR) + agent) % 7 >= 5)
          continue;
        fw_cube_add_agent_time (cube, 1, agent, team, 1, 3, FW_AGENT_TALKING, start,
                                start + 3 * FW_HOUR);
        fw_cube_add_agent_time (cube, 1, agent, team, 1, 3, FW_AGENT_PAUSED, start + 3 * FW_HOUR,
                                start + 3 * FW_HOUR + 30 * FW_MINUTE);
        fw_cube_add_agent_time (cube, 1, agent, team, 1, 3, FW_AGENT_READY,
                                start + 3 * FW_HOUR + 30 * FW_MINUTE, start + 8 * FW_HOUR);
      }
  for (gint64 at = from; at < to; at += 15 * FW_MINUTE)
    fw_cube_add_response (cube, 1, TRUE, FW_TEXT_LITERAL ("orders"), 0, at,
                          at / (15 * FW_MINUTE) % 40 == 0 ? 4800 : 700);
}

static void
fill_day (const FwSegment *segment, guint8 *levels, guint n, gpointer user_data)
{
  memset (levels, 1 + segment->key.day % 250, n);
}

static double
measure (FwCube *cube, const char *name, gint64 from, gint64 to)
{
  const FwDerived day = {
    .name = "day", .by = FW_DERIVED_BY_HALF_HOUR, .n_levels = 251, .fill = fill_day
  };
  const FwMetric *metric = fw_metric_find (name);
  const FwTallyRule *rule = fw_tally_find (metric, FW_SERVICE_LEVEL_OFFERED);
  FwCubeQuery now = FW_CUBE_QUERY_INIT, before = FW_CUBE_QUERY_INIT;
  FwTabulateSide sides[FW_TABULATE_SIDES] = { { &now, 1 }, { &before, 1 } };
  FwWhyFrame frame = { .metric = metric, .rule = rule, .periods = 1 };
  FwFactorTest test = { .factors = fw_factors_new (cube),
                        .by_people = (metric->known & FW_METRIC_KNOWN_PERSON) != 0 };
  double start = get_cpu_ms (), took;

  before.from = from;
  before.to = now.from = from + (to - from) / 2;
  now.to = now.now = before.now = to;
  if (!fw_factor_test_count (&test, cube, metric, rule, sides, FALSE, &day, NULL, NULL))
    g_error ("not counted");
  fw_factor_test_run (&test, &frame);
  took = get_cpu_ms () - start;
  fw_factor_test_clear (&test);
  return took;
}

int
main (int argc, char **argv)
{
  static const char *const metrics[] = { "csat", "aht_s", "connection_rate" };
  guint64 n = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 10000000;
  gint64 from = BENCH_START * 1000;
  gint64 to = from + (gint64) (n / BENCH_ROWS_A_DAY + 1) * 24 * FW_HOUR;
  FwCube *cube = fw_cube_new ();

  bench_fill_cube (cube, n);
  add_states (cube, from, to);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      BenchTimes times = { 0 };

      for (guint round = 0; round < ROUNDS; round++)
        bench_add (&times, measure (cube, metrics[i], from, to));
      printf ("%-18s %u factors: %.0f ms of processor (%.0f-%.0f)\n", metrics[i],
              fw_factor_count (), bench_median (&times), bench_low (&times), bench_high (&times));
    }
  fw_cube_free (cube);
  return 0;
}
