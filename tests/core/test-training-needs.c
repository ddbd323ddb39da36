/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Needs of training, held against plain formulas that were worked out apart from the program. */
#include "core/people/fw-training-needs.h"

#include <math.h>

static void
expect_near (double value, double expected, double within)
{
  if (fabs (value - expected) > within)
    g_error ("%.9g is not %.9g", value, expected);
}

static void
test_names (void)
{
  g_assert_cmpint (fw_training_figure_from_name ("satisfaction"), ==, FW_TRAINING_SATISFACTION);
  g_assert_cmpint (fw_training_figure_from_name ("csat"), ==, FW_N_TRAINING_FIGURES);
  g_assert_cmpint (fw_training_figure_from_name (NULL), ==, FW_N_TRAINING_FIGURES);
  for (guint i = 0; i < FW_N_TRAINING_FIGURES; i++)
    g_assert_nonnull (fw_training_figure_get_metric ((FwTrainingFigure) i));
}

static void
test_shares (void)
{
  const FwSums own = { .answered = 100, .transferred = 12, .rated = 40, .satisfied = 30 };
  const FwSums team = { .answered = 600, .transferred = 40, .rated = 250, .satisfied = 210 };
  FwTrainingGap gap;

  g_assert_true (fw_training_gap_find (FW_TRAINING_SATISFACTION, &own, &team, 20, &gap));
  expect_near (gap.own.value, 0.75, 1e-12);
  expect_near (gap.rest.value, 180.0 / 210, 1e-12);
  g_assert_cmpuint (gap.rest.n, ==, 210);
  expect_near (gap.behind, 0.1071428571, 1e-9);
  expect_near (gap.interval.low, -0.0136100023, 1e-9);
  expect_near (gap.interval.high, 0.2644967243, 1e-9);
  expect_near (gap.p, 0.1013293127, 1e-6);
  /* Ten points below, and it cannot be told: nobody is named. */
  g_assert_false (fw_training_is_behind (&gap, gap.p));

  /* More transfers are worse. */
  g_assert_true (fw_training_gap_find (FW_TRAINING_TRANSFERS, &own, &team, 30, &gap));
  expect_near (gap.behind, 0.064, 1e-12);
  expect_near (gap.interval.low, 0.0086428973, 1e-9);
  expect_near (gap.p, 0.0269834940, 1e-6);
  g_assert_true (fw_training_is_behind (&gap, gap.p));
  /* Where hundreds were looked at it may be chance. */
  g_assert_false (fw_training_is_behind (&gap, 0.0501));
  expect_near (fw_training_effect_of_figure (FW_TRAINING_TRANSFERS, 100, &gap, NULL), 0.86428973,
               1e-6);
}

static void
test_too_few (void)
{
  const FwSums own = { .answered = 29, .transferred = 20 };
  const FwSums team = { .answered = 600, .transferred = 40 };
  FwTrainingGap gap;

  g_assert_false (fw_training_gap_find (FW_TRAINING_TRANSFERS, &own, &team, 30, &gap));
  /* Alone in the team there is nobody to be held against. */
  g_assert_false (fw_training_gap_find (FW_TRAINING_TRANSFERS, &team, &team, 30, &gap));
  g_assert_false (fw_training_gap_find (FW_TRAINING_ERRORS, &own, &team, 0, &gap));
}

static FwSums
sum_handling (const double *seconds, guint n)
{
  FwSums sums = { .handled = n };

  for (guint i = 0; i < n; i++)
    {
      sums.handling_ms += (guint64) (seconds[i] * 1000);
      sums.handling_square_s += seconds[i] * seconds[i];
    }
  return sums;
}

static void
test_means (void)
{
  static const double seconds[] = { 200, 240, 280, 320, 180, 200, 220, 240, 260, 200 };
  const FwSums own = sum_handling (seconds, 4), team = sum_handling (seconds, 10);
  FwTrainingGap gap;

  g_assert_true (fw_training_gap_find (FW_TRAINING_HANDLING, &own, &team, 4, &gap));
  expect_near (gap.own.value, 260, 1e-9);
  expect_near (gap.behind, 43.3333333, 1e-6);
  expect_near (gap.interval.low, -33.4878328, 1e-3);
  expect_near (gap.interval.high, 120.1544995, 1e-3);
  expect_near (gap.p, 0.1975893247, 1e-5);
  g_assert_false (fw_training_is_behind (&gap, gap.p));
  /* Nothing is surely there, so nothing is foreseen. */
  expect_near (fw_training_effect_of_figure (FW_TRAINING_HANDLING, 1000, &gap, NULL), 0, 0);
  gap.interval.low = 26;
  expect_near (fw_training_effect_of_figure (FW_TRAINING_HANDLING, 1000, &gap, NULL), 100, 1e-9);
}

static void
test_scores (void)
{
  static const double points[] = { 2, 3, 2, 3, 4, 5, 4, 4, 5, 4 };
  FwTrainingScores own = { 0 }, all = { 0 };
  FwTrainingGap gap;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      fw_training_scores_add (&all, points[i]);
      if (i < 4)
        fw_training_scores_add (&own, points[i]);
    }
  g_assert_false (fw_training_scores_compare (&own, &all, 5, &gap));
  g_assert_true (fw_training_scores_compare (&own, &all, 4, &gap));
  expect_near (gap.own.value, 2.5, 1e-12);
  expect_near (gap.behind, 1.8333333, 1e-6);
  expect_near (gap.interval.low, 0.9595407947, 1e-3);
  expect_near (gap.interval.high, 2.7071258720, 1e-3);
  expect_near (gap.p, 0.0021329297, 1e-5);
  expect_near (fw_training_effect_of_scores (1000, &gap, 5, 0.25), 50 * gap.interval.low, 1e-9);
}

static void
test_measured (void)
{
  static const double better[] = { 0.05, 0.08, 0.02, 0.06 };
  static const double others[] = { 0.00, -0.02, 0.01, 0.01, -0.01 };
  FwTrainingGap gap = { .behind = 0.2, .interval = { 0.1, 0.3 } };
  FwTrainingMeasured measured =
      fw_training_measure (FW_TRAINING_SATISFACTION, better, 4, others, 5);

  expect_near (measured.difference.estimate, 0.0545, 1e-9);
  expect_near (measured.difference.error, 0.0137931142, 1e-9);
  expect_near (measured.difference.interval.low, 0.0172199264, 1e-5);
  g_assert_true (measured.told);
  /* No more is foreseen than it brought before. */
  expect_near (fw_training_effect_of_figure (FW_TRAINING_SATISFACTION, 1000, &gap, &measured), 54.5,
               1e-6);
  gap.interval.low = 0.03;
  expect_near (fw_training_effect_of_figure (FW_TRAINING_SATISFACTION, 1000, &gap, &measured), 30,
               1e-9);

  /* More transfers after the course are no gain. */
  measured = fw_training_measure (FW_TRAINING_TRANSFERS, better, 4, others, 5);
  expect_near (measured.difference.estimate, -0.0545, 1e-9);
  g_assert_false (measured.told);
  measured = fw_training_measure (FW_TRAINING_SATISFACTION, better, 1, others, 5);
  g_assert_true (isnan (measured.difference.estimate));
  g_assert_false (measured.told);
}

static void
test_levels (void)
{
  const FwRequirement requirement = { .level = 4, .weight = 3 };

  /* 1000 contacts × 3 of 12 × (3 - 1) of 4. */
  expect_near (fw_training_effect_of_level (1000, &requirement, 12, 1, 3), 125, 1e-9);
  expect_near (fw_training_effect_of_level (1000, &requirement, 12, 1, 9), 187.5, 1e-9);
  expect_near (fw_training_effect_of_level (1000, &requirement, 12, 1, NAN), 187.5, 1e-9);
  expect_near (fw_training_effect_of_level (1000, &requirement, 12, 3, 2), 0, 0);
  expect_near (fw_training_effect_of_level (1000, &requirement, 12, NAN, 4), 0, 0);
}

static FwTrainingGrade
grade_of (double a, double b, double c, double *value)
{
  const FwRequirement requirement = { .level = 2, .weight = 1 };
  FwTrainingCell cell = { 0 };
  FwInterval interval;

  fw_training_cell_add (&cell, &requirement, a);
  fw_training_cell_add (&cell, &requirement, b);
  fw_training_cell_add (&cell, &requirement, c);
  return fw_training_cell_grade (&cell, value, &interval);
}

static void
test_cells (void)
{
  const FwRequirement requirement = { .level = 2, .weight = 1 };
  FwTrainingCell cell = { 0 };
  FwInterval interval;
  double value;

  g_assert_cmpint (fw_training_cell_grade (&cell, &value, &interval), ==, FW_TRAINING_UNASKED);
  g_assert_true (isnan (value));
  fw_training_cell_add (&cell, &requirement, 1);
  fw_training_cell_add (&cell, &requirement, 2);
  fw_training_cell_add (&cell, &requirement, 3);
  fw_training_cell_add (&cell, &requirement, NAN);
  g_assert_cmpint (fw_training_cell_grade (&cell, &value, &interval), ==, FW_TRAINING_YELLOW);
  expect_near (value, 2.5 / 3, 1e-12);
  expect_near (interval.low, 0.1162245, 1e-6);
  expect_near (interval.high, 1, 0);
  g_assert_cmpuint (cell.asked, ==, 4);
  g_assert_cmpuint (cell.below, ==, 1);

  g_assert_cmpint (grade_of (1, 1, 1.5, &value), ==, FW_TRAINING_RED);
  g_assert_cmpint (grade_of (1.3, 1.3, 1.3, &value), ==, FW_TRAINING_ORANGE);
  g_assert_cmpint (grade_of (2, 2, 1.8, &value), ==, FW_TRAINING_GREEN);
  g_assert_cmpint (grade_of (NAN, NAN, 0, &value), ==, FW_TRAINING_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training-needs/names", test_names);
  g_test_add_func ("/training-needs/shares", test_shares);
  g_test_add_func ("/training-needs/too-few", test_too_few);
  g_test_add_func ("/training-needs/means", test_means);
  g_test_add_func ("/training-needs/scores", test_scores);
  g_test_add_func ("/training-needs/measured", test_measured);
  g_test_add_func ("/training-needs/levels", test_levels);
  g_test_add_func ("/training-needs/cells", test_cells);
  return g_test_run ();
}
