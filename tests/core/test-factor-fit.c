/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stratified difference: cases worked out by hand, confounding made by hand, and chance. */
#include "core/why/fw-factor-fit.h"

#include <math.h>

static void
add (GArray *rows, guint unit, guint stratum, guint marked, double n, double successes)
{
  g_array_append_val (rows, ((FwFactorRow){ unit, stratum, marked, 0, n, successes, successes }));
}

static void
fit (GArray *rows, guint n_factors, FwFactorFit *fits)
{
  fw_factor_fit ((const FwFactorRow *) rows->data, rows->len, n_factors, fits);
}

static void
assert_close (double value, double expected, double within)
{
  g_assert_cmpfloat_with_epsilon (value, expected, within);
}

/* Weights n₁n₀/(n₁+n₀): 10·30/40 = 7.5 of 0.2 and 20·20/40 = 10 of 0.1. */
static void
test_by_hand (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwFactorRow));
  FwFactorFit one;

  add (rows, 1, 0, 1, 10, 7);
  add (rows, 1, 0, 0, 30, 15);
  add (rows, 2, 0, 1, 20, 6);
  add (rows, 2, 0, 0, 20, 4);
  fit (rows, 1, &one);
  g_assert_true (one.told);
  assert_close (one.difference, (7.5 * 0.2 + 10 * 0.1) / 17.5, 1e-12);
  g_assert_cmpfloat (one.n, ==, 80);
  g_assert_cmpfloat (one.n_marked, ==, 30);
  assert_close (one.share, 0.375, 1e-12);
  assert_close (one.freedom, 17.5 * 17.5 / (7.5 * 7.5 + 100) - 1, 1e-9);
  g_assert_cmpfloat (one.variance, >, 0);
}

/* Within each person, and within each stratum of a person, the marked are better by a tenth; all in
 * all they are worse, as they fall to those who have it hard. */
static void
test_simpson (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwFactorRow));
  FwFactorFit one;

  for (guint unit = 0; unit < 20; unit++)
    {
      gboolean hard = unit % 2 == 0;

      add (rows, unit, 0, 1, hard ? 80 : 20, hard ? 80 * 0.5 : 20 * 0.9);
      add (rows, unit, 0, 0, hard ? 20 : 80, hard ? 20 * 0.4 : 80 * 0.8);
    }
  fit (rows, 1, &one);
  assert_close (one.difference, 0.1, 1e-12);

  g_array_set_size (rows, 0);
  for (guint unit = 0; unit < 20; unit++)
    {
      add (rows, unit, 0, 1, 80, 40);
      add (rows, unit, 0, 0, 20, 8);
      add (rows, unit, 1, 1, 20, 18);
      add (rows, unit, 1, 0, 80, 64);
    }
  fit (rows, 1, &one);
  assert_close (one.difference, 0.1, 1e-9);
}

/* Two factors that come together mostly: only the first does anything. */
static void
test_others_held (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwFactorRow));
  FwFactorFit both[2];

  for (guint unit = 0; unit < 30; unit++)
    {
      add (rows, unit, 0, 0, 100, 90);
      add (rows, unit, 0, 1, 20, 14);
      add (rows, unit, 0, 2, 20, 18);
      add (rows, unit, 0, 3, 60, 42);
    }
  fit (rows, 2, both);
  assert_close (both[0].difference, -0.2, 1e-9);
  assert_close (both[1].difference, 0, 1e-9);
}

/* What cannot be told is not told: nobody has both, or two factors are one. */
static void
test_not_told (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwFactorRow));
  FwFactorFit both[2];

  fit (rows, 2, both);
  g_assert_false (both[0].told);
  g_assert_cmpfloat (both[0].n, ==, 0);

  for (guint unit = 0; unit < 10; unit++)
    add (rows, unit, 0, unit % 2, 50, 25);
  fit (rows, 1, both);
  g_assert_false (both[0].told);
  g_assert_cmpfloat (both[0].share, ==, 0.5);

  g_array_set_size (rows, 0);
  for (guint unit = 0; unit < 10; unit++)
    {
      add (rows, unit, 0, 3, 50, 25);
      add (rows, unit, 0, 0, 50, 35);
    }
  fit (rows, 2, both);
  g_assert_false (both[0].told);
  g_assert_false (both[1].told);
}

/* Levels not known are neither marked nor of the rest. */
static void
test_unknown (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwFactorRow));
  FwFactorFit one;

  for (guint unit = 0; unit < 10; unit++)
    {
      FwFactorRow unknown = { unit, 0, 0, 1, 100, 0, 0 };

      add (rows, unit, 0, 1, 40, 20);
      add (rows, unit, 0, 0, 40, 28);
      g_array_append_val (rows, unknown);
    }
  fit (rows, 1, &one);
  assert_close (one.difference, -0.2, 1e-9);
  g_assert_cmpfloat (one.n, ==, 800);
}

static double
draw_normal (GRand *random)
{
  double sum = -6;

  for (guint i = 0; i < 12; i++)
    sum += g_rand_double (random);
  return sum;
}

/* Nothing is going on, but people differ, and each has good and bad days: how often a difference is
 * found all the same. @by_day: the factor is of a person's whole day. */
static double
find_false_rate (gboolean by_day, guint n_people)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (by_day ? 7 : 11);
  guint found = 0, n = 400;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwFactorRow));
      FwFactorFit one;

      for (guint unit = 0; unit < n_people; unit++)
        {
          double person = 0.85 + 0.05 * draw_normal (random);

          for (guint day = 0; day < 12; day++)
            {
              double rate = CLAMP (person + 0.05 * draw_normal (random), 0, 1);

              for (guint part = 0; part < 2; part++)
                {
                  gboolean marked = by_day ? day % 3 == 0 : part == 0;
                  guint successes = 0;

                  for (guint k = 0; k < 6; k++)
                    successes += g_rand_double (random) < rate;
                  add (rows, unit, day % 4, marked, 6, successes);
                }
            }
        }
      fit (rows, 1, &one);
      g_assert_true (one.told);
      found += fw_factor_p (one.difference / sqrt (one.variance), one.freedom) < 0.05;
    }
  return (double) found / n;
}

static void
test_chance (void)
{
  g_assert_cmpfloat (find_false_rate (TRUE, 20), <, 0.075);
  g_assert_cmpfloat (find_false_rate (FALSE, 20), <, 0.075);
  g_assert_cmpfloat (find_false_rate (TRUE, 6), <, 0.075);
  g_assert_cmpfloat (find_false_rate (TRUE, 20), >, 0.01); /* nor so careful as to find nothing */
}

/* Against tables of Student's t. */
static void
test_p (void)
{
  assert_close (fw_factor_p (12.706, 1), 0.05, 1e-5);
  assert_close (fw_factor_p (-2.228, 10), 0.05, 1e-4);
  assert_close (fw_factor_p (2.75, 30), 0.01, 1e-4);
  assert_close (fw_factor_p (1.96, 1e9), 0.05, 1e-4);
  assert_close (fw_factor_p (0, 5), 1, 1e-12);
  g_assert_cmpfloat (fw_factor_p (NAN, 5), ==, 1);
  g_assert_cmpfloat (fw_factor_p (3, 0), ==, 1);
}

static void
test_adjust (void)
{
  const double p[] = { 0.01, NAN, 0.04, 0.03, 0.5 };
  double q[5];

  fw_factor_adjust (p, 5, q);
  assert_close (q[0], 0.04, 1e-12);
  g_assert_true (isnan (q[1]));
  assert_close (q[2], 0.04 * 4 / 3, 1e-12);
  assert_close (q[3], 0.04 * 4 / 3, 1e-12);
  assert_close (q[4], 0.5, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/factor-fit/by-hand", test_by_hand);
  g_test_add_func ("/factor-fit/simpson", test_simpson);
  g_test_add_func ("/factor-fit/others-held", test_others_held);
  g_test_add_func ("/factor-fit/not-told", test_not_told);
  g_test_add_func ("/factor-fit/unknown", test_unknown);
  g_test_add_func ("/factor-fit/chance", test_chance);
  g_test_add_func ("/factor-fit/p", test_p);
  g_test_add_func ("/factor-fit/adjust", test_adjust);
  return g_test_run ();
}
