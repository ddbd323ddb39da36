/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of a change, on made centres of known truth and fixed seeds: a small form of
 * tests/bench/bench-why-chance.c. */
#include <math.h>

#include "support/fw-chance.h"

#define SEED 77001
#define N 300 /* centres a figure */

/* Base, spread of days, people or queues and bursts of a usual centre. */
static FwChance
make_chance (const char *metric, guint days, guint n, guint n_units)
{
  gboolean mean = g_str_has_suffix (metric, "_s");

  return (FwChance){ .metric = metric,
                     .days = days,
                     .n = n,
                     .n_units = n_units,
                     .base = mean ? 240 : 0.85,
                     .day = mean ? 0.042 : 0.015,
                     .unit = mean ? 0.1 : 0.03,
                     .burst = mean ? 0.05 : 0.02 };
}

static void
test_nothing (void)
{
  static const char *const metrics[] = { "connection_rate", "service_level", "csat", "aht_s",
                                         "asa_s" };

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      FwChance chance = make_chance (metrics[i], 14, 500, 20);
      FwChanceTally tally = fw_chance_measure (&chance, 0, N, SEED);

      g_test_message ("%s: covered %.3f, found %.3f", metrics[i], tally.covered, tally.found);
      g_assert_cmpfloat (tally.covered, >=, 0.92);
      g_assert_cmpfloat (tally.covered, <=, 0.985);
      g_assert_cmpfloat (tally.found, <=, 0.08);
    }
}

/* A base of 85 %, days that spread by 1.5 points, 14 days a side. */
static void
test_falls (void)
{
  static const struct
  {
    const char *metric;
    guint n, n_units;
    double change; /* of a mean in standard deviations of a contact */
  } falls[] = {
    { "connection_rate", 500, 6, -0.1 }, { "connection_rate", 2000, 6, -0.05 },
    { "csat", 500, 40, -0.1 },           { "csat", 2000, 40, -0.05 },
    { "aht_s", 500, 40, 0.28 },          { "aht_s", 2000, 40, 0.14 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (falls); i++)
    {
      FwChance chance = make_chance (falls[i].metric, 14, falls[i].n, falls[i].n_units);
      double change = falls[i].change * fw_chance_get_scale (&chance);
      FwChanceTally tally = fw_chance_measure (&chance, change, N, SEED + 1000);

      g_test_message ("%s %u: found %.3f, knowing %.3f, covered %.3f", falls[i].metric, falls[i].n,
                      tally.found, tally.known, tally.covered);
      g_assert_cmpfloat (tally.found, >=, 0.88);
      g_assert_cmpfloat (tally.found, >=, 0.9 * tally.known);
      g_assert_cmpfloat (tally.covered, >=, 0.91);
    }
}

/* A handful of people in a week without effects of days: what they seem to differ by is mostly
 * chance, and a change that would be found half of the time knowing that is found nearly as often.
 * One person alone has nothing but her days, which are believed. */
static void
test_handful (void)
{
  static const char *const metrics[] = { "csat", "aht_s" };

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      FwChance few = make_chance (metrics[i], 7, 700, 8);
      FwChance alone = make_chance (metrics[i], 14, 2000, 1);
      FwChanceTally half, none;

      few.day = few.burst = 0;
      half = fw_chance_measure (&few, -1.96 * fw_chance_get_known_sd (&few), 2 * N, SEED + 2000);
      none = fw_chance_measure (&alone, 0, N, SEED + 3000);
      g_test_message ("%s: found %.3f, knowing %.3f, covered %.3f; alone %.3f", metrics[i],
                      half.found, half.known, half.covered, none.covered);
      g_assert_cmpfloat (half.found, >=, 0.9 * half.known);
      g_assert_cmpfloat (half.covered, >=, 0.93);
      g_assert_cmpfloat (half.covered, <=, 0.985);
      g_assert_cmpfloat (none.covered, >=, 0.93);
    }
}

/* The same answers every day of a figure without persons: no interval leaves what it can be, and p
 * and interval agree. */
static void
test_agree (void)
{
  FwChance chance = make_chance ("connection_rate", 7, 120, 3);

  chance.base = 0.98;
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + i);
      g_autoptr (FwWhyCell) cell = fw_why_cell_new ();
      double change = i % 3 == 0 ? 0 : i % 3 == 1 ? -0.1 : -0.9;
      FwChanceWorld world;

      fw_chance_draw (&chance, rand, change, &world);
      fw_chance_ask (&world, cell);
      g_assert_cmpfloat (cell->interval.low, >=, -1);
      g_assert_cmpfloat (cell->interval.high, <=, 1);
      g_assert_cmpfloat (cell->interval.low, <=, cell->effect);
      g_assert_cmpfloat (cell->interval.high, >=, cell->effect);
      g_assert_cmpint (cell->p <= 0.05, ==, cell->interval.low * cell->interval.high > 0);
      fw_chance_world_clear (&world);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chance/nothing", test_nothing);
  g_test_add_func ("/chance/falls", test_falls);
  g_test_add_func ("/chance/handful", test_handful);
  g_test_add_func ("/chance/agree", test_agree);
  return g_test_run ();
}
