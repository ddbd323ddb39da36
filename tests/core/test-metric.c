/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/metric/fw-attribution.h"
#include "core/metric/fw-metric.h"
#include "core/metric/fw-score.h"
#include "core/people/fw-directory.h"

/* The value as it is printed: @digits after the point. */
#define assert_rounds_to(value, expected, digits)                                                  \
  g_assert_cmpfloat_with_epsilon (value, expected, 0.5 * pow (10, -(digits)) + 1e-12)

static FwFigure
compute (const char *name, const FwSums *sums)
{
  const FwMetric *metric = fw_metric_find (name);

  g_assert_nonnull (metric);
  return metric->compute (sums);
}

static void
test_vector_1 (void)
{
  const FwSums sums = { .offered = 100,
                        .answered = 85,
                        .answered_in_target = 70,
                        .abandoned = 15,
                        .short_abandoned = 6,
                        .abandoned_in_target = 10 };

  assert_rounds_to (100 * compute ("service_level", &sums).value, 70.0, 1);
  assert_rounds_to (100 * compute ("service_level_offered", &sums).value, 70.0, 1);
  assert_rounds_to (100 * compute ("service_level_positive", &sums).value, 80.0, 1);
  assert_rounds_to (100 * compute ("service_level_ignored", &sums).value, 77.8, 1);
  assert_rounds_to (100 * compute ("service_level_answered", &sums).value, 82.4, 1);
  assert_rounds_to (100 * compute ("service_level_no_short", &sums).value, 74.5, 1);
  assert_rounds_to (100 * compute ("connection_rate", &sums).value, 85.0, 1);
  assert_rounds_to (100 * compute ("connection_rate_no_short", &sums).value, 90.4, 1);
  g_assert_cmpuint (compute ("service_level_ignored", &sums).n, ==, 90);
}

static void
test_no_data (void)
{
  const FwSums sums = { 0 };
  const FwMetric *const *metrics = fw_metrics ();

  for (guint i = 0; metrics[i] != NULL; i++)
    {
      FwFigure figure = metrics[i]->compute (&sums);

      if (metrics[i]->unit == FW_UNIT_COUNT)
        g_assert_cmpfloat (figure.value, ==, 0);
      else
        g_assert_false (figure.has_value);
      g_assert_cmpuint (figure.n, ==, 0);
      g_assert_true (fw_metric_find (metrics[i]->name) == metrics[i]);
      if (metrics[i]->target_policy != NULL)
        g_assert_nonnull (fw_policy_find (metrics[i]->target_policy));
    }
  g_assert_null (fw_metric_find ("no_such"));
}

static void
test_service_level_forms (void)
{
  static const double expected[FW_N_SERVICE_LEVELS] = { 70.0, 80.0, 77.8, 82.4, 74.5 };
  const FwSums sums = { .offered = 100,
                        .answered = 85,
                        .answered_in_target = 70,
                        .abandoned = 15,
                        .short_abandoned = 6,
                        .abandoned_in_target = 10 };

  for (guint i = 0; i < FW_N_SERVICE_LEVELS; i++)
    {
      g_autofree char *name = g_strdup_printf (
          "service_level_%s",
          i == FW_SERVICE_LEVEL_NO_SHORT ? "no_short" : fw_service_level_to_name (i));
      FwFigure figure = fw_metric_compute (fw_metric_find ("service_level"), &sums, i);

      assert_rounds_to (100 * figure.value, expected[i], 1);
      g_assert_cmpfloat (figure.value, ==, compute (name, &sums).value);
      /* The named forms stay what they are. */
      g_assert_cmpfloat (
          fw_metric_compute (fw_metric_find ("service_level_offered"), &sums, i).value, ==, 0.7);
      g_assert_cmpint (fw_service_level_from_policy (i), ==, i);
    }
  g_assert_cmpint (
      fw_service_level_from_policy (fw_policy_find ("service-level-variant")->fallback), ==,
      FW_SERVICE_LEVEL_OFFERED);
  g_assert_cmpint (fw_service_level_from_policy (9), ==, FW_SERVICE_LEVEL_NO_SHORT);
  g_assert_cmpint (fw_service_level_from_policy (NAN), ==, FW_SERVICE_LEVEL_OFFERED);
}

/* Vector 1 with fifteen more answers of unknown wait: only what is counted of people changes. */
static void
test_unknown_waits (void)
{
  FwSums sums = { .offered = 115,
                  .answered = 100,
                  .wait_unknown = 15,
                  .wait_ms = 850000,
                  .answered_in_target = 70,
                  .abandoned = 15,
                  .short_abandoned = 6,
                  .abandoned_in_target = 10 };
  static const char *const of_waits[] = { "asa_s",
                                          "service_level",
                                          "service_level_offered",
                                          "service_level_positive",
                                          "service_level_ignored",
                                          "service_level_answered",
                                          "service_level_no_short" };

  assert_rounds_to (100 * compute ("service_level", &sums).value, 70.0, 1);
  g_assert_cmpuint (compute ("service_level", &sums).n, ==, 100);
  assert_rounds_to (100 * compute ("service_level_positive", &sums).value, 80.0, 1);
  assert_rounds_to (100 * compute ("service_level_ignored", &sums).value, 77.8, 1);
  assert_rounds_to (100 * compute ("service_level_answered", &sums).value, 82.4, 1);
  assert_rounds_to (100 * compute ("service_level_no_short", &sums).value, 74.5, 1);
  g_assert_cmpfloat (compute ("asa_s", &sums).value, ==, 10);
  g_assert_cmpuint (compute ("asa_s", &sums).n, ==, 85);
  g_assert_cmpuint (compute ("connection_rate", &sums).n, ==, 115);

  /* No wait at all is known: that is neither 0 % nor 100 %, abandoned ones or not. */
  sums = (FwSums){ .offered = 12, .answered = 10, .wait_unknown = 10, .abandoned = 2 };
  for (guint i = 0; i < G_N_ELEMENTS (of_waits); i++)
    {
      g_assert_false (compute (of_waits[i], &sums).has_value);
      g_assert_cmpuint (compute (of_waits[i], &sums).n, ==, 0);
    }
  /* Nobody was answered: that is 0 %. */
  sums = (FwSums){ .offered = 2, .abandoned = 2 };
  g_assert_cmpfloat (compute ("service_level", &sums).value, ==, 0);
  g_assert_true (compute ("service_level", &sums).has_value);
}

static void
test_vector_2 (void)
{
  assert_rounds_to (100 * fw_adherence (60, 10, 0), 83.3, 1);
  assert_rounds_to (100 * fw_adherence (60, 10, 10), 71.4, 1);
  assert_rounds_to (100 * fw_conformance (60, 60), 100, 1);
  g_assert_cmpfloat (fw_adherence (60, 90, 0), ==, 0);
  g_assert_cmpfloat (fw_conformance (90, 60), ==, 1.5);
  g_assert_true (isnan (fw_adherence (0, 10, 0)));
  g_assert_true (isnan (fw_conformance (10, 0)));
}

static void
test_vector_3 (void)
{
  static const struct
  {
    guint64 successes, n;
    double low, high;
  } cases[] = {
    { 9, 10, 59.6, 98.2 },   { 18, 20, 69.9, 97.2 },   { 45, 50, 78.6, 95.7 },
    { 90, 100, 82.6, 94.5 }, { 270, 300, 86.1, 92.9 }, { 960, 1200, 77.6, 82.2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwSums sums = { .rated = cases[i].n, .satisfied = cases[i].successes };
      FwFigure figure = compute ("csat", &sums);

      assert_rounds_to (100 * figure.interval.low, cases[i].low, 1);
      assert_rounds_to (100 * figure.interval.high, cases[i].high, 1);
      g_assert_cmpuint (figure.n, ==, cases[i].n);
    }
  g_assert_cmpfloat (fw_interval_wilson (0, 0).high, ==, 1.0);
  g_assert_cmpfloat (fw_interval_wilson (0, 5).low, ==, 0.0);
  g_assert_cmpfloat (fw_interval_wilson (5, 5).high, ==, 1.0);
}

static void
test_vector_5 (void)
{
  FwScorePart parts[] = {
    { 40, 92, 50, 10 }, { 30, 88, 9, 1 }, { 20, 75, 9, 1 }, { 10, 90, 9, 1 }
  };
  double insufficient = -1;

  assert_rounds_to (fw_score (parts, G_N_ELEMENTS (parts), &insufficient), 87.2, 10);
  g_assert_cmpfloat (insufficient, ==, 0);
  parts[0].n = 9;
  assert_rounds_to (fw_score (parts, G_N_ELEMENTS (parts), &insufficient), (26.4 + 15 + 9) / 0.6,
                    9);
  g_assert_cmpfloat (insufficient, ==, 40);
  g_assert_true (isnan (fw_score (parts, 1, &insufficient)));
}

/* SD 10 at n: half the width of the mean's interval as metrics.md states it. */
static void
test_mean (void)
{
  static const struct
  {
    guint n;
    double half;
  } exact[] = { { 3, 24.8414 }, { 6, 10.4944 }, { 12, 6.3537 }, { 30, 3.7341 }, { 61, 2.5611 } };

  for (guint i = 0; i < G_N_ELEMENTS (exact); i++)
    {
      guint n = exact[i].n;
      /* mean 50; the sum of squared deviations is 100 (n − 1) */
      FwInterval interval = fw_interval_mean (n, 50.0 * n, 2500.0 * n + 100.0 * (n - 1));

      g_assert_cmpfloat_with_epsilon ((interval.high - interval.low) / 2, exact[i].half, 0.001);
    }
  /* The handbook's ±11.3, 8.0, 5.7, 3.6 take the SD as known. */
  assert_rounds_to (1.959964 * 10 / sqrt (3), 11.3, 1);
  assert_rounds_to (1.959964 * 10 / sqrt (6), 8.0, 1);
  assert_rounds_to (1.959964 * 10 / sqrt (12), 5.7, 1);
  assert_rounds_to (1.959964 * 10 / sqrt (30), 3.6, 1);
  g_assert_true (isinf (fw_interval_mean (1, 5, 25).high));
  g_assert_cmpfloat (fw_student_quantile_95 (1000000), >, 1.95996);
  g_assert_cmpfloat_with_epsilon (fw_student_quantile_95 (31), 2.039513, 1e-5);
  g_assert_cmpfloat_with_epsilon (fw_student_quantile_95 (100), 1.983972, 1e-6);
}

static void
test_times (void)
{
  const FwSums sums = { .answered = 4,
                        .wait_ms = 40000,
                        .wait_square_s = 500,
                        .handled = 2,
                        .handling_ms = 400000,
                        .handling_square_s = 82000,
                        .transferred = 1,
                        .rated = 3,
                        .satisfied = 2,
                        .rating_points = 12,
                        .nps_given = 4,
                        .promoters = 2,
                        .detractors = 1,
                        .resolution_known = 4,
                        .resolved = 3,
                        .mature = 5,
                        .first_contact = 4,
                        .immature = 7,
                        .busy_ms = 3000000,
                        .ready_ms = 1000000,
                        .paused_ms = 9000000 };

  g_assert_cmpfloat (compute ("asa_s", &sums).value, ==, 10);
  g_assert_cmpfloat (compute ("aht_s", &sums).value, ==, 200);
  g_assert_cmpuint (compute ("aht_s", &sums).n, ==, 2);
  g_assert_cmpfloat (compute ("transfer_rate", &sums).value, ==, 0.25);
  g_assert_cmpfloat (compute ("rating_mean", &sums).value, ==, 4);
  g_assert_cmpfloat (compute ("rating_mean", &sums).interval.low, >=, 1);
  g_assert_cmpfloat (compute ("nps", &sums).value, ==, 25);
  g_assert_cmpfloat (compute ("survey_rate", &sums).value, ==, 0.75);
  g_assert_cmpfloat (compute ("resolution_rate", &sums).value, ==, 0.75);
  g_assert_cmpfloat (compute ("resolved", &sums).value, ==, 3);
  g_assert_cmpfloat (compute ("first_contact_resolution", &sums).value, ==, 0.8);
  g_assert_cmpfloat (compute ("immature", &sums).value, ==, 7);
  g_assert_cmpfloat (compute ("occupancy", &sums).value, ==, 0.75);
}

static FwVerdict
judge (const char *metric, FwFigure figure, double target, double margin, guint64 least)
{
  FwStandard standard = { target, margin, least };

  return fw_metric_judge (fw_metric_find (metric), &figure, &standard);
}

static void
test_judge (void)
{
  FwFigure figure = { TRUE, 0.95, 1000, { 0.93, 0.97 } };
  FwFigure none = { FALSE, NAN, 0, { NAN, NAN } };

  g_assert_cmpint (judge ("csat", none, 0.9, 0, 20), ==, FW_VERDICT_NO_DATA);
  g_assert_cmpint (judge ("csat", figure, NAN, 0, 20), ==, FW_VERDICT_NO_TARGET);
  g_assert_cmpint (judge ("csat", figure, 0.9, 0, 20), ==, FW_VERDICT_IN_ORDER);
  g_assert_cmpint (judge ("csat", figure, 0.9, 0.06, 20), ==, FW_VERDICT_WATCH);
  g_assert_cmpint (judge ("csat", figure, 0.99, 0.01, 20), ==, FW_VERDICT_LATE);
  g_assert_cmpint (judge ("csat", figure, 0.96, 0.1, 20), ==, FW_VERDICT_CANNOT_TELL);
  g_assert_cmpint (judge ("aht_s", figure, 0.9, 0, 30), ==, FW_VERDICT_LATE);
  g_assert_cmpint (judge ("aht_s", figure, 0.99, 0, 30), ==, FW_VERDICT_IN_ORDER);
  for (guint i = 0; i <= FW_VERDICT_CANNOT_TELL; i++)
    g_assert_cmpint (fw_verdict_from_name (fw_verdict_to_name (i)), ==, i);
}

/* An interval that contains the target misses nothing, also where the target is its end; and what
 * reaches the end of the scale has met it. */
static void
test_judge_edges (void)
{
  FwFigure low = { TRUE, 0.85, 200, { 0.8, 0.9 } }, high = { TRUE, 300, 200, { 280, 320 } };
  FwFigure all = { TRUE, 1.0, 100, { 0.963, 1.0 } }, whole = { TRUE, 0.9, 60, { 0.9, 0.9 } };

  g_assert_cmpint (judge ("csat", low, 0.9, 0, 0), ==, FW_VERDICT_CANNOT_TELL);
  g_assert_cmpint (judge ("csat", low, 0.9001, 0, 0), ==, FW_VERDICT_LATE);
  g_assert_cmpint (judge ("csat", low, 0.8, 0, 0), ==, FW_VERDICT_IN_ORDER);
  g_assert_cmpint (judge ("csat", low, 0.8001, 0, 0), ==, FW_VERDICT_CANNOT_TELL);
  g_assert_cmpint (judge ("aht_s", high, 280, 0, 0), ==, FW_VERDICT_CANNOT_TELL);
  g_assert_cmpint (judge ("aht_s", high, 279.9, 0, 0), ==, FW_VERDICT_LATE);
  g_assert_cmpint (judge ("aht_s", high, 320, 0, 0), ==, FW_VERDICT_IN_ORDER);
  g_assert_cmpint (judge ("aht_s", high, 319.9, 0, 0), ==, FW_VERDICT_CANNOT_TELL);
  g_assert_cmpint (judge ("csat", all, 1.0, 0, 0), ==, FW_VERDICT_IN_ORDER);
  g_assert_cmpint (judge ("occupancy", whole, 0.85, 0, 30), ==, FW_VERDICT_LATE);
  g_assert_cmpint (judge ("occupancy", whole, 0.95, 0, 30), ==, FW_VERDICT_IN_ORDER);
}

/* One below the least n there is no verdict in either direction, however clear the interval. */
static void
test_judge_least (void)
{
  const FwSums sums[] = {
    { .offered = 29, .answered = 0, .abandoned = 29, .rated = 19 },
    { .offered = 30, .answered = 0, .abandoned = 30, .rated = 20 },
    { .offered = 29, .answered = 29, .rated = 19, .satisfied = 19 },
    { .offered = 30, .answered = 30, .rated = 20, .satisfied = 20 },
  };
  const FwVerdict expected[] = { FW_VERDICT_CANNOT_TELL, FW_VERDICT_LATE, FW_VERDICT_CANNOT_TELL,
                                 FW_VERDICT_IN_ORDER };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_assert_cmpint (judge ("connection_rate", compute ("connection_rate", &sums[i]), 0.8, 0, 30),
                       ==, expected[i]);
      g_assert_cmpint (judge ("csat", compute ("csat", &sums[i]), 0.8, 0, 20), ==, expected[i]);
    }
  for (const FwMetric *const *metric = fw_metrics (); *metric != NULL; metric++)
    g_assert_true (((*metric)->unit == FW_UNIT_COUNT) == ((*metric)->least_policy == NULL));
}

static void
test_judge_ceiling (void)
{
  g_assert_cmpint (fw_judge_ceiling (5, 5), ==, FW_VERDICT_IN_ORDER);
  g_assert_cmpint (fw_judge_ceiling (6, 5), ==, FW_VERDICT_LATE);
  g_assert_cmpint (fw_judge_ceiling (6, NAN), ==, FW_VERDICT_NO_TARGET);
  g_assert_cmpint (fw_judge_ceiling (NAN, 5), ==, FW_VERDICT_NO_DATA);
}

/* The exact limits (Garwood 1936): 0: 3.69; 1: 0.03-5.57; 10: 4.80-18.39; 100: 81.4-121.6. */
static void
test_count_interval (void)
{
  static const struct
  {
    guint64 count;
    double low, high;
  } cases[] = {
    { 0, 0, 3.689 }, { 1, 0.025, 5.572 }, { 10, 4.795, 18.390 }, { 100, 81.36, 121.63 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwInterval interval = fw_interval_count (cases[i].count);

      g_assert_cmpfloat_with_epsilon (interval.low, cases[i].low, 0.02);
      g_assert_cmpfloat_with_epsilon (interval.high, cases[i].high, 0.06);
    }
}

static void
test_attribution (void)
{
  gint64 five = 5 * 60 + 23, end = 6 * 60 + 15; /* minutes; half hours from 05:00 */
  gint64 split[3] = { 0 }, arrival[3] = { 0 }, ended[3] = { 0 }, outside[3] = { 0 };

  fw_attribute (FW_ATTRIBUTION_SPLIT, five, end, 300, 30, split, 3);
  g_assert_cmpint (split[0], ==, 7);
  g_assert_cmpint (split[1], ==, 30);
  g_assert_cmpint (split[2], ==, 15);
  fw_attribute (FW_ATTRIBUTION_BY_ARRIVAL, five, end, 300, 30, arrival, 3);
  g_assert_cmpint (arrival[0], ==, 52);
  fw_attribute (FW_ATTRIBUTION_BY_END, five, end, 300, 30, ended, 3);
  g_assert_cmpint (ended[2], ==, 52);
  fw_attribute (FW_ATTRIBUTION_BY_END, five, 330, 300, 30, outside, 3);
  g_assert_cmpint (outside[0], ==, 7);
  fw_attribute (FW_ATTRIBUTION_SPLIT, 0, 1000, 300, 30, outside, 3);
  g_assert_cmpint (outside[0] + outside[1] + outside[2], ==, 1007);
}

static void
test_add (void)
{
  FwSums sums, twice = { 0 };
  guint64 *words = (guint64 *) &sums, *sum_words = (guint64 *) &twice;

  for (guint i = 0; i < sizeof sums / sizeof *words; i++)
    words[i] = i + 1;
  sums.handling_square_s = 1.5;
  sums.wait_square_s = 2.5;
  fw_sums_add (&twice, &sums);
  fw_sums_add (&twice, &sums);
  g_assert_cmpfloat (twice.handling_square_s, ==, 3.0);
  g_assert_cmpfloat (twice.wait_square_s, ==, 5.0);
  for (guint i = 0; i < sizeof sums / sizeof *words; i++)
    if (&words[i] != (guint64 *) &sums.handling_square_s &&
        &words[i] != (guint64 *) &sums.wait_square_s)
      g_assert_cmpuint (sum_words[i], ==, 2 * (i + 1));
  g_assert_cmpuint (fw_sums_square (3000), ==, 9 * 256);
  g_assert_cmpuint (fw_sums_square (1031), ==, 16 * 16);
  g_assert_cmpuint (fw_sums_square (1032), ==, 17 * 17);
}

/* A target that nobody can set would never be judged by. */
static void
test_target_policies (void)
{
  for (const FwMetric *const *metric = fw_metrics (); *metric != NULL; metric++)
    if ((*metric)->target_policy != NULL)
      g_assert_nonnull (fw_policy_find ((*metric)->target_policy));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metric/vector-1-service-level", test_vector_1);
  g_test_add_func ("/metric/service-level-forms", test_service_level_forms);
  g_test_add_func ("/metric/unknown-waits", test_unknown_waits);
  g_test_add_func ("/metric/vector-2-adherence", test_vector_2);
  g_test_add_func ("/metric/vector-3-wilson", test_vector_3);
  g_test_add_func ("/metric/vector-5-appraisal", test_vector_5);
  g_test_add_func ("/metric/no-data", test_no_data);
  g_test_add_func ("/metric/mean", test_mean);
  g_test_add_func ("/metric/times", test_times);
  g_test_add_func ("/metric/judge", test_judge);
  g_test_add_func ("/metric/judge-edges", test_judge_edges);
  g_test_add_func ("/metric/judge-least", test_judge_least);
  g_test_add_func ("/metric/judge-ceiling", test_judge_ceiling);
  g_test_add_func ("/metric/count-interval", test_count_interval);
  g_test_add_func ("/metric/attribution", test_attribution);
  g_test_add_func ("/metric/add", test_add);
  g_test_add_func ("/metric/target-policies", test_target_policies);

  return g_test_run ();
}
