/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of graders and items from contacts that two of them scored. */
#include "core/quality/fw-calibration.h"

#include <math.h>

#define N(array) G_N_ELEMENTS (array)

/* ---- items ---- */

static void
fill_pairs (FwSheet *sheets, const int (*pairs)[2], guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 2; k++)
      sheets[2 * i + k] = (FwSheet){ .contact = i, .grader = k, .scores = { pairs[i][k] } };
}

/* Worked out from the definition, with the jackknife one contact at a time. */
static void
test_item (void)
{
  static const int pairs[][2] = { { 3, 3 }, { 4, 3 }, { 1, 1 }, { 5, 5 }, { 3, 2 }, { 1, 0 },
                                  { 2, 2 }, { 1, 2 }, { 4, 4 }, { 2, 2 }, { 5, 5 }, { 1, 0 },
                                  { 1, 1 }, { 5, 5 }, { 5, 4 }, { 4, 4 }, { 2, 2 }, { 5, 5 },
                                  { 3, 4 }, { 2, 1 }, { 1, 0 }, { 3, 2 }, { 2, 2 }, { 5, 4 } };
  FwSheet sheets[2 * N (pairs) + 1];
  FwItemAgreement found;

  fill_pairs (sheets, pairs, N (pairs));
  /* What one of them says does not apply, and a contact with one sheet, are no pairs. */
  sheets[2 * N (pairs)] = (FwSheet){ .contact = N (pairs), .scores = { 5 } };
  found = fw_calibration_find_item (sheets, N (sheets), 0);
  g_assert_cmpuint (found.n, ==, 24);
  g_assert_true (found.known);
  g_assert_cmpfloat_with_epsilon (found.alpha, 0.910600, 1e-6);
  g_assert_cmpfloat_with_epsilon (found.agreement, 0.541667, 1e-6);
  g_assert_cmpfloat_with_epsilon (found.interval.low, 0.841067, 1e-5);
  g_assert_cmpfloat_with_epsilon (found.interval.high, 0.949712, 1e-5);

  sheets[0].scores[0] = FW_REVIEW_NOT_APPLICABLE;
  g_assert_cmpuint (fw_calibration_find_item (sheets, N (sheets), 0).n, ==, 23);
}

/* Too few; nothing that varies; nothing at all; agreement without exception. */
static void
test_item_unknown (void)
{
  int pairs[30][2];
  FwSheet sheets[60];
  FwItemAgreement found;

  for (guint i = 0; i < 30; i++)
    pairs[i][0] = pairs[i][1] = (int) (i % 5);
  fill_pairs (sheets, pairs, 30);
  found = fw_calibration_find_item (sheets, 60, 0);
  g_assert_cmpfloat_with_epsilon (found.alpha, 1, 1e-12);
  g_assert_true (isnan (found.interval.low));
  g_assert_false (fw_calibration_find_item (sheets, 38, 0).known);

  for (guint i = 0; i < 60; i++)
    sheets[i].scores[0] = 5;
  found = fw_calibration_find_item (sheets, 60, 0);
  g_assert_true (isnan (found.alpha));
  g_assert_false (found.known);
  g_assert_cmpuint (fw_calibration_find_item (NULL, 0, 0).n, ==, 0);
}

/* ---- graders ---- */

typedef struct
{
  guint contact, grader;
  gint32 day;
  double total;
} Row;

static const Row rows[] = {
  { 0, 0, 4, 61.0 },   { 0, 1, 4, 63.3 },   { 1, 1, 1, 52.2 },   { 1, 2, 1, 52.9 },
  { 2, 0, 3, 69.6 },   { 2, 2, 3, 62.8 },   { 3, 0, 1, 76.5 },   { 3, 1, 1, 74.0 },
  { 4, 1, 1, 82.7 },   { 4, 2, 1, 77.6 },   { 5, 0, 0, 72.6 },   { 5, 2, 0, 68.6 },
  { 6, 0, 8, 79.1 },   { 6, 1, 8, 72.6 },   { 7, 1, 8, 78.3 },   { 7, 2, 8, 89.0 },
  { 8, 0, 9, 89.8 },   { 8, 2, 9, 89.5 },   { 9, 0, 8, 78.4 },   { 9, 1, 8, 76.3 },
  { 10, 1, 9, 57.0 },  { 10, 2, 9, 62.6 },  { 11, 0, 10, 87.9 }, { 11, 2, 10, 85.8 },
  { 12, 0, 14, 72.9 }, { 12, 1, 14, 68.7 }, { 13, 1, 17, 64.2 }, { 13, 2, 17, 80.2 },
  { 14, 0, 18, 64.8 }, { 14, 2, 18, 67.7 }, { 15, 0, 17, 77.0 }, { 15, 1, 17, 76.2 },
  { 16, 1, 18, 73.4 }, { 16, 2, 18, 78.1 }, { 17, 0, 14, 74.6 }, { 17, 2, 14, 80.4 },
  { 18, 0, 25, 79.6 }, { 18, 1, 25, 74.0 }, { 19, 1, 22, 77.1 }, { 19, 2, 22, 81.6 },
  { 20, 0, 21, 79.7 }, { 20, 2, 21, 90.2 }, { 21, 0, 24, 80.6 }, { 21, 1, 24, 69.5 },
  { 22, 1, 24, 69.2 }, { 22, 2, 24, 92.9 }, { 23, 0, 21, 82.3 }, { 23, 2, 21, 83.2 },
};

static void
expect_figure (const FwGraderFigure *figure, double value, double error, guint freedom)
{
  const double half = fw_student_quantile_95 (freedom) * error;

  g_assert_cmpfloat_with_epsilon (figure->value, value, 1e-5);
  g_assert_cmpfloat_with_epsilon (figure->interval.low, value - half, 1e-4);
  g_assert_cmpfloat_with_epsilon (figure->interval.high, value + half, 1e-4);
}

/* Against a regression with a column for each contact and each grader but the first. */
static void
test_graders (void)
{
  FwSheet sheets[N (rows)];
  FwGraderFigures found[3];

  for (guint i = 0; i < N (rows); i++)
    sheets[i] = (FwSheet){ .contact = rows[i].contact,
                           .grader = rows[i].grader,
                           .day = rows[i].day,
                           .total = rows[i].total };
  fw_calibration_find_graders (sheets, N (sheets), 3, found);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (found[i].n, ==, 16);
      g_assert_cmpuint (found[i].weeks, ==, i == 2 ? 4 : 5); /* from Monday on */
      g_assert_cmpuint (found[i].part, ==, 0);
    }
  expect_figure (&found[0].severity, 0, 1.078827, 22);
  expect_figure (&found[1].severity, -4.787500, 1.868582, 22);
  expect_figure (&found[2].severity, 1.837500, 1.868582, 22);
  expect_figure (&found[0].drift, 0, 0.714726, 20);
  expect_figure (&found[1].drift, -1.624635, 1.190903, 20);
  expect_figure (&found[2].drift, 3.556889, 1.256971, 20);
  g_assert_cmpint (found[2].drift.verdict, ==, FW_GRADER_LENIENT);
  g_assert_cmpint (found[0].severity.verdict, ==, FW_GRADER_FAIR);
}

/* Two graders who differ: neither is named. A third who shares no contact with them is in a part of
 * her own, and nothing is known of her. */
static void
test_parts (void)
{
  FwSheet sheets[60];
  FwGraderFigures found[4];

  for (guint i = 0; i < 60; i++)
    sheets[i] = (FwSheet){ .contact = i / 2,
                           .grader = i < 40 ? i % 2 : 2,
                           .day = (gint32) i,
                           .total = 70 + (i / 2) % 7 + (i % 2 == 1 ? 15 : 0) + i % 3 };
  for (guint i = 40; i < 60; i++)
    sheets[i].contact = i;
  fw_calibration_find_graders (sheets, 60, 4, found);
  g_assert_cmpint (found[0].severity.verdict, ==, FW_GRADER_CANNOT_TELL);
  g_assert_cmpfloat_with_epsilon (found[1].severity.value - found[0].severity.value, 15, 1);
  g_assert_cmpuint (found[2].n, ==, 0);
  g_assert_true (isnan (found[2].severity.value));
  g_assert_cmpint (found[2].severity.verdict, ==, FW_GRADER_CANNOT_TELL);
  g_assert_true (isnan (found[3].drift.value));
  fw_calibration_find_graders (NULL, 0, 0, NULL);
}

/* ---- against known truth ---- */

#define GRADERS 5
#define RUNS 400
#define CONTACTS 100
#define SEVERE 3
#define DRIFTS 4
#define WEEKS 8

static double
draw_normal (GRand *dice)
{
  return sqrt (-2 * log (1 - g_rand_double (dice))) * cos (2 * G_PI * g_rand_double (dice));
}

/* Three are alike, one gives 8 points less, one gives 2.5 points more each week. */
static void
simulate (GRand *dice, FwSheet *sheets)
{
  for (guint i = 0; i < CONTACTS; i++)
    {
      const guint first = (guint) g_rand_int_range (dice, 0, GRADERS);
      const guint second = (first + (guint) g_rand_int_range (dice, 1, GRADERS)) % GRADERS;
      const gint32 day = g_rand_int_range (dice, 0, 7 * WEEKS);
      const double quality = 75 + 9 * draw_normal (dice);

      for (guint k = 0; k < 2; k++)
        {
          const guint grader = k == 0 ? first : second;

          sheets[2 * i + k] = (FwSheet){ .contact = i, .grader = grader, .day = day };
          sheets[2 * i + k].total = quality + 5 * draw_normal (dice) - (grader == SEVERE ? 8 : 0) +
                                    (grader == DRIFTS ? 2.5 * (day / 7.0 - WEEKS / 2.0) : 0);
        }
    }
}

/* The severe and the drifting one are found nearly always; of the fair ones hardly anybody is named
 * of anything; and the intervals hold the truth as often as they say. */
static void
test_power (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (20261201);
  FwSheet sheets[2 * CONTACTS];
  guint severe = 0, drifts = 0, named = 0, holds = 0, holds_drift = 0;

  for (guint run = 0; run < RUNS; run++)
    {
      FwGraderFigures found[GRADERS];
      gboolean wrong = FALSE;

      simulate (dice, sheets);
      fw_calibration_find_graders (sheets, 2 * CONTACTS, GRADERS, found);
      severe += found[SEVERE].severity.verdict == FW_GRADER_SEVERE;
      drifts += found[DRIFTS].drift.verdict == FW_GRADER_LENIENT;
      for (guint i = 0; i < SEVERE; i++)
        wrong = wrong || found[i].severity.verdict != FW_GRADER_FAIR ||
                found[i].drift.verdict != FW_GRADER_FAIR;
      named += wrong;
      holds +=
          found[SEVERE].severity.interval.low <= -8 && found[SEVERE].severity.interval.high >= -8;
      holds_drift +=
          found[DRIFTS].drift.interval.low <= 2.5 && found[DRIFTS].drift.interval.high >= 2.5;
    }
  g_test_message ("severe %u, drifts %u, named %u, holds %u, %u of %u", severe, drifts, named,
                  holds, holds_drift, RUNS);
  g_assert_cmpuint (severe, >=, RUNS * 90 / 100);
  g_assert_cmpuint (drifts, >=, RUNS * 85 / 100);
  g_assert_cmpuint (named, <=, RUNS * 6 / 100);
  g_assert_cmpuint (holds, >=, RUNS * 92 / 100);
  g_assert_cmpuint (holds_drift, >=, RUNS * 92 / 100);
}

static void
draw_scores (GRand *dice, FwSheet *sheets, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const double quality = 3.4 + draw_normal (dice);

      for (guint k = 0; k < 2; k++)
        sheets[2 * i + k] = (FwSheet){ .contact = i,
                                       .grader = k,
                                       .scores = { (int) CLAMP (
                                           lround (quality + 0.6 * draw_normal (dice)), 0, 5) } };
    }
}

static void
test_coverage (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (20261202);
  const guint many = 100000;
  g_autofree FwSheet *sheets = g_new (FwSheet, 2 * many);
  guint holds = 0;
  double truth;

  draw_scores (dice, sheets, many);
  truth = fw_calibration_find_item (sheets, 2 * many, 0).alpha;
  for (guint run = 0; run < RUNS; run++)
    {
      FwItemAgreement found;

      draw_scores (dice, sheets, 40);
      found = fw_calibration_find_item (sheets, 80, 0);
      holds += found.interval.low <= truth && truth <= found.interval.high;
    }
  g_test_message ("alpha %.4f is held %u of %u times", truth, holds, RUNS);
  g_assert_cmpuint (holds, >=, RUNS * 91 / 100);
  g_assert_cmpuint (holds, <=, RUNS * 98 / 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration/item", test_item);
  g_test_add_func ("/calibration/item/unknown", test_item_unknown);
  g_test_add_func ("/calibration/graders", test_graders);
  g_test_add_func ("/calibration/parts", test_parts);
  g_test_add_func ("/calibration/power", test_power);
  g_test_add_func ("/calibration/coverage", test_coverage);
  return g_test_run ();
}
