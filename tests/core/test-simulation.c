/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/staffing/fw-erlang.h"
#include "core/staffing/fw-simulation.h"

/* One queue for a long time, and the same by Erlang. */
static void
check_erlang (double calls, double aht_s, guint agents, double patience_s)
{
  const double contacts = calls * 4000;
  const FwSimulationQueue queue = { &contacts, aht_s, patience_s, 20, 0 };
  const FwSimulationGroup group = { &agents, 1 };
  const FwSimulationDay day = { 1, 1800.0 * 4000, 1, 1, &queue, &group };
  FwErlang expected = isinf (patience_s) ? fw_erlang_c (calls, 1800, aht_s, agents, 20)
                                         : fw_erlang_a (calls, 1800, aht_s, agents, 20, patience_s);
  FwSimulationResult result;
  double offered, chance;

  fw_simulation_run (&day, 1, &result);
  offered = (double) result.offered;
  chance = 4 / sqrt (offered); /* contacts near one another fare alike */
  g_assert_cmpuint (result.offered, ==, result.answered + result.abandoned);
  g_assert_cmpfloat_with_epsilon (offered, contacts, 5 * sqrt (contacts));
  g_assert_cmpfloat_with_epsilon ((double) result.within / offered, expected.service_level, chance);
  g_assert_cmpfloat_with_epsilon ((double) result.waited / offered, expected.wait_probability,
                                  chance);
  g_assert_cmpfloat_with_epsilon ((double) result.abandoned / offered, expected.abandoned, chance);
  g_assert_cmpfloat_with_epsilon (result.wait_s / offered, expected.asa_s, 0.06 * expected.asa_s);
  g_assert_cmpfloat_with_epsilon (result.answered_wait_s / (double) result.answered,
                                  expected.asa_answered_s, 0.06 * expected.asa_answered_s);
  g_assert_cmpfloat_with_epsilon (result.busy_s / (1800.0 * 4000 * agents), expected.occupancy,
                                  0.01);
}

static void
test_erlang (void)
{
  check_erlang (100, 180, 14, INFINITY);
  check_erlang (10, 180, 3, INFINITY);
  check_erlang (50, 300, 10, INFINITY);
  check_erlang (100, 180, 10, 300);
  check_erlang (100, 180, 12, 60);
  check_erlang (25, 247, 4, 90);
  check_erlang (7, 900, 3, 60);
}

static FwSimulationResult results[3];

static void
run_two (guint32 seed, guint first_priority, guint64 first_skills, guint64 second_skills)
{
  const double contacts[] = { 4000, 4000 };
  const guint people[] = { 4, 4 };
  const FwSimulationQueue queues[] = {
    { &contacts[0], 180, 300, 20, first_priority },
    { &contacts[1], 180, 300, 20, 1 },
  };
  const FwSimulationGroup groups[] = { { &people[0], first_skills },
                                       { &people[1], second_skills } };
  const FwSimulationDay day = { 1, 180000, 2, 2, queues, groups };

  fw_simulation_run (&day, seed, results);
}

static double
get_mean_wait (guint queue)
{
  return results[queue].wait_s / (double) results[queue].offered;
}

static void
test_priority (void)
{
  double apart, together;

  run_two (3, 0, 3, 3);
  g_assert_cmpfloat (2 * get_mean_wait (0), <, get_mean_wait (1));
  run_two (3, 1, 3, 3);
  together = get_mean_wait (0);
  g_assert_cmpfloat_with_epsilon (get_mean_wait (1), together, 0.2 * together);
  run_two (3, 1, 1, 2);
  apart = get_mean_wait (0);
  g_assert_cmpfloat (apart, >, 1.15 * together); /* people who know both wait for less */
  /* Those who know both are kept free for the queue that nobody else answers. */
  run_two (3, 1, 1, 3);
  g_assert_cmpfloat (get_mean_wait (0), <, get_mean_wait (1));
  /* A queue that nobody answers gives up altogether. */
  run_two (3, 1, 1, 1);
  g_assert_cmpuint (results[1].answered, ==, 0);
  g_assert_cmpuint (results[1].abandoned, ==, results[1].offered);
  g_assert_cmpfloat_with_epsilon (get_mean_wait (1), 300, 20);
}

static void
test_intervals (void)
{
  const double contacts[] = { 0, 100, 0, 100 };
  const guint people[] = { 0, 20, 0, 0 };
  const FwSimulationQueue queue = { contacts, 180, 60, 20, 0 };
  const FwSimulationGroup group = { people, 1 };
  const FwSimulationDay day = { 4, 1800, 1, 1, &queue, &group };

  fw_simulation_run (&day, 4, results);
  g_assert_cmpuint (results[0].offered, >, 150);
  g_assert_cmpuint (results[0].offered, <, 250);
  /* Twenty are more than enough in the second half hour, and nobody is there in the last. */
  g_assert_cmpfloat_with_epsilon ((double) results[0].answered, (double) results[0].offered / 2,
                                  25);
  g_assert_cmpuint (results[0].offered, ==, results[0].answered + results[0].abandoned);
}

static void
test_seed (void)
{
  FwSimulationResult first[2];

  run_two (5, 0, 3, 3);
  memcpy (first, results, sizeof first);
  run_two (5, 0, 3, 3);
  g_assert_cmpmem (first, sizeof first, results, sizeof first);
  run_two (6, 0, 3, 3);
  g_assert_cmpfloat (first[0].wait_s, !=, results[0].wait_s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulation/erlang", test_erlang);
  g_test_add_func ("/simulation/priority", test_priority);
  g_test_add_func ("/simulation/intervals", test_intervals);
  g_test_add_func ("/simulation/seed", test_seed);
  return g_test_run ();
}
