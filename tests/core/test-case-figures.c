/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures of cases: each a second way over shuffled cases, and what they say of few. */
#include "core/quality/fw-case-figures.h"

#include <math.h>

#define N(array) G_N_ELEMENTS (array)
#define HOUR (3600 * (gint64) G_USEC_PER_SEC)
#define DAY (24 * HOUR)
#define START (G_GINT64_CONSTANT (1772438400) * G_USEC_PER_SEC)
#define MANY 400

static FwCaseFigure
find (const FwCaseFact *facts, guint n, FwCaseMeasure measure)
{
  g_autofree const FwCaseFact **list = g_new (const FwCaseFact *, n + 1);

  for (guint i = 0; i < n; i++)
    list[i] = &facts[i];
  return fw_case_figure_find (list, n, measure);
}

/* Five cases that one can follow by hand. */
static void
test_by_hand (void)
{
  const FwCaseFact facts[] = {
    { .came = START,
      .answered = START + HOUR,
      .closed = START + 10 * HOUR,
      .complaint = TRUE,
      .steps = 5,
      .steps_done = 5 },
    { .came = START,
      .answered = START + 2 * HOUR,
      .closed = START + 20 * HOUR,
      .complaint = TRUE,
      .repeated = TRUE,
      .late = TRUE,
      .departments = 1,
      .steps = 5,
      .steps_done = 4 },
    { .came = START,
      .answered = START + 3 * HOUR,
      .complaint = TRUE,
      .departments = 3,
      .steps = 4,
      .promises = 3,
      .promises_kept = 2 },
    { .came = START, .closed = START + 6 * HOUR, .promises = 1 },
    { .came = START },
  };
  FwCaseFigure found = find (facts, N (facts), FW_CASE_CLOSE);

  g_assert_cmpuint (found.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (found.value, 12 * 3600, 1e-6);
  found = find (facts, N (facts), FW_CASE_SPREAD); /* of complaints alone: 10 h and 20 h */
  g_assert_cmpuint (found.n, ==, 2);
  g_assert_cmpfloat_with_epsilon (found.value, 3600 * sqrt (50), 1e-6);
  g_assert_true (isnan (found.interval.low) && isnan (found.interval.high));
  found = find (facts, N (facts), FW_CASE_RESPONSE);
  g_assert_cmpuint (found.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (found.value, 2 * 3600, 1e-6);
  /* Student's t for two degrees of freedom: 4.302653 × 1 h / √3. */
  g_assert_cmpfloat_with_epsilon (found.interval.high - found.value, 4.302653 * 3600 / sqrt (3), 1);
  found = find (facts, N (facts), FW_CASE_KEPT);
  g_assert_cmpuint (found.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (found.value, 2.0 / 3, 1e-12);
  found = find (facts, N (facts), FW_CASE_REPEATED);
  g_assert_cmpuint (found.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (found.value, 1.0 / 3, 1e-12);
  found = find (facts, N (facts), FW_CASE_DEPARTMENTS); /* 1 2 4 1 1 */
  g_assert_cmpuint (found.n, ==, 5);
  g_assert_cmpfloat_with_epsilon (found.value, 9.0 / 5, 1e-12);
  found = find (facts, N (facts), FW_CASE_CHECKLISTS); /* closed ones that owed any */
  g_assert_cmpuint (found.n, ==, 2);
  g_assert_cmpfloat_with_epsilon (found.value, 1.0 / 2, 1e-12);
  found = find (facts, N (facts), FW_CASE_PROMISES);
  g_assert_cmpuint (found.n, ==, 4);
  g_assert_cmpfloat_with_epsilon (found.value, 2.0 / 4, 1e-12);
}

/* No case: no data, never 0 or 100 %. */
static void
test_nothing (void)
{
  const FwCaseFact open = { .came = START };

  for (guint i = 0; i < FW_N_CASE_MEASURES; i++)
    {
      const FwCaseFigure found = fw_case_figure_find (NULL, 0, i);

      g_assert_cmpuint (found.n, ==, 0);
      g_assert_true (isnan (found.value));
      if (i != FW_CASE_DEPARTMENTS)
        g_assert_true (isnan (find (&open, 1, i).value));
    }
}

static void
make_fact (FwCaseFact *fact, GRand *rand)
{
  const gint64 came = START + g_rand_int_range (rand, 0, 90 * 24 * 60) * (HOUR / 60);

  *fact = (FwCaseFact){ .came = came, .complaint = g_rand_double (rand) < 0.6 };
  if (g_rand_double (rand) < 0.9)
    fact->answered = came + (gint64) (-log (g_rand_double_range (rand, 1e-9, 1)) * 2 * HOUR);
  if (g_rand_double (rand) < 0.8)
    fact->closed = came + HOUR + (gint64) (-log (g_rand_double_range (rand, 1e-9, 1)) * 20 * HOUR);
  fact->repeated = fact->complaint && g_rand_double (rand) < 0.22;
  fact->late = g_rand_double (rand) < 0.3;
  fact->departments = (guint) g_rand_int_range (rand, 0, 4);
  fact->steps = (guint) g_rand_int_range (rand, 0, 4);
  fact->steps_done =
      fact->steps > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) fact->steps + 1) : 0;
  fact->promises = (guint) g_rand_int_range (rand, 0, 3);
  fact->promises_kept =
      fact->promises > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) fact->promises + 1) : 0;
}

/* The second way: from pairs instead of from a mean (Var = Σ(xi − xj)² / 2n(n−1)), and counts. */
static void
check_against_pairs (const FwCaseFact *facts, FwCaseMeasure measure, double spread_or_mean)
{
  double pairs = 0, sum = 0;
  guint n = 0;

  for (guint i = 0; i < MANY; i++)
    {
      if (!fw_case_fact_counts (&facts[i], measure))
        continue;
      n++;
      sum += fw_case_fact_get (&facts[i], measure);
      for (guint j = 0; j < MANY; j++)
        if (fw_case_fact_counts (&facts[j], measure))
          pairs += pow (
              fw_case_fact_get (&facts[i], measure) - fw_case_fact_get (&facts[j], measure), 2);
    }
  if (measure == FW_CASE_SPREAD)
    g_assert_cmpfloat_with_epsilon (spread_or_mean, sqrt (pairs / (2.0 * n * (n - 1))), 1e-6);
  else if (measure != FW_CASE_PROMISES)
    g_assert_cmpfloat_with_epsilon (spread_or_mean, sum / n, 1e-6);
}

static void
test_brute_force (void)
{
  FwCaseFact facts[MANY];
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  double before[FW_N_CASE_MEASURES];

  for (guint i = 0; i < MANY; i++)
    make_fact (&facts[i], rand);
  for (guint k = 0; k < FW_N_CASE_MEASURES; k++)
    {
      before[k] = find (facts, MANY, k).value;
      check_against_pairs (facts, k, before[k]);
    }
  for (guint i = MANY - 1; i > 0; i--)
    {
      const guint j = (guint) g_rand_int_range (rand, 0, (gint32) i + 1);
      const FwCaseFact kept = facts[i];

      facts[i] = facts[j];
      facts[j] = kept;
    }
  for (guint k = 0; k < FW_N_CASE_MEASURES; k++)
    {
      const FwCaseFigure found = find (facts, MANY, k);

      g_assert_cmpfloat_with_epsilon (found.value, before[k], 1e-6);
      g_assert_cmpfloat (found.interval.low, <, found.value);
      g_assert_cmpfloat (found.interval.high, >, found.value);
      g_assert_cmpfloat (found.interval.low, >=, 0);
    }
}

/* The interval of a spread holds what is true nearly as often as it says, also of skewed times. */
static void
test_coverage (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint held = 0;

  for (guint turn = 0; turn < 1000; turn++)
    {
      FwCaseFact facts[MANY];
      FwCaseFigure found;

      for (guint i = 0; i < MANY; i++)
        facts[i] = (FwCaseFact){
          .came = START,
          .complaint = TRUE,
          .closed = START + (gint64) (-log (g_rand_double_range (rand, 1e-9, 1)) * 20 * HOUR)
        };
      found = find (facts, MANY, FW_CASE_SPREAD);
      held += found.interval.low <= 20 * 3600 && found.interval.high >= 20 * 3600;
    }
  g_assert_cmpuint (held, >=, 920);
  g_assert_cmpuint (held, <=, 975);
}

static void
test_share (void)
{
  FwInterval interval;

  g_assert_cmpint (fw_case_share_judge (14, 100, 0.15, &interval), ==, FW_CASE_SHARE_BELOW);
  g_assert_cmpint (fw_case_share_judge (15, 100, 0.15, &interval), ==, FW_CASE_SHARE_CHANCE);
  g_assert_cmpfloat_with_epsilon (interval.low, 0.0931, 1e-4);
  g_assert_cmpfloat_with_epsilon (interval.high, 0.2328, 1e-4);
  g_assert_cmpint (fw_case_share_judge (300, 1000, 0.15, &interval), ==, FW_CASE_SHARE_REACHED);
  g_assert_cmpint (fw_case_share_judge (0, 0, 0.15, &interval), ==, FW_CASE_SHARE_BELOW);
  g_assert_cmpstr (fw_case_share_to_name (FW_CASE_SHARE_CHANCE), ==, "reached-may-be-chance");
}

static void
test_repeats (void)
{
  FwCaseRaised raised[] = {
    { "c2", "product", START + 31 * DAY, FALSE }, /* a day more than the limit after the first */
    { "c1", "product", START + 30 * DAY, FALSE }, /* just within it */
    { "c1", "product", START, FALSE },            /* the first */
    { "c1", "logistics", START + DAY, FALSE },    /* another matter */
    { NULL, "product", START + DAY, FALSE },      /* nobody knows whose */
    { NULL, "product", START + 2 * DAY, TRUE },   /* the customer says it */
    { "c2", "product", START, FALSE },
    { "c3", NULL, START, FALSE }, /* two at once are no repeat of each other, */
    { "c3", NULL, START, FALSE },
    { "c3", NULL, START + HOUR, FALSE }, /* the third is */
  };
  static const gboolean expected[] = { FALSE, TRUE,  FALSE, FALSE, FALSE,
                                       TRUE,  FALSE, FALSE, FALSE, TRUE };

  fw_case_find_repeats (raised, N (raised), 30);
  for (guint i = 0; i < N (raised); i++)
    g_assert_cmpint (raised[i].repeated, ==, expected[i]);
}

/* Against every pair, in any order. */
static void
test_repeats_of_many (void)
{
  static const char *const customers[] = { "a", "b", "c", "d", NULL };
  static const char *const causes[] = { "product", "attitude", NULL };
  FwCaseRaised raised[MANY];
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < MANY; i++)
    raised[i] = (FwCaseRaised){ customers[g_rand_int_range (rand, 0, 5)],
                                causes[g_rand_int_range (rand, 0, 3)],
                                START + g_rand_int_range (rand, 0, 600) * DAY, FALSE };
  fw_case_find_repeats (raised, MANY, 7);
  for (guint i = 0; i < MANY; i++)
    {
      gboolean before = FALSE;

      for (guint j = 0; raised[i].customer != NULL && j < MANY; j++)
        before = before ||
                 (g_strcmp0 (raised[i].customer, raised[j].customer) == 0 &&
                  g_strcmp0 (raised[i].cause, raised[j].cause) == 0 &&
                  raised[j].came < raised[i].came && raised[i].came - raised[j].came <= 7 * DAY);
      g_assert_cmpint (raised[i].repeated, ==, before);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-figures/by-hand", test_by_hand);
  g_test_add_func ("/case-figures/nothing", test_nothing);
  g_test_add_func ("/case-figures/brute-force", test_brute_force);
  g_test_add_func ("/case-figures/coverage", test_coverage);
  g_test_add_func ("/case-figures/share", test_share);
  g_test_add_func ("/case-figures/repeats", test_repeats);
  g_test_add_func ("/case-figures/repeats/many", test_repeats_of_many);
  return g_test_run ();
}
