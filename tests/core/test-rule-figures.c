/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-rule-figures.h"

#include <math.h>

/* The bound of Wilson found another way: the share p at which (p̂ - p)² = z² p (1 - p) / n. */
static double
search_bound (double share, double n, double z, double from, double to)
{
  for (guint i = 0; i < 200; i++)
    {
      const double p = (from + to) / 2;

      if ((share - p) * (share - p) > z * z * p * (1 - p) / n)
        from = p;
      else
        to = p;
    }
  return (from + to) / 2;
}

/* Every precision and every share of misses within their bounds, tried one by one. */
static void
try_all (const FwRuleCounts *c, double *low, double *high)
{
  const double z = 2.241402727604947, n = (double) c->judged, m = (double) c->sampled;
  const double p = (double) c->right / n, q = (double) c->missed / m;
  const double p_low = search_bound (p, n, z, 0, p), p_high = search_bound (p, n, z, 1, p);
  const double q_low = search_bound (q, m, z, 0, q), q_high = search_bound (q, m, z, 1, q);

  *low = 1;
  *high = 0;
  for (guint i = 0; i <= 100; i++)
    for (guint k = 0; k <= 100; k++)
      {
        const double found = (double) c->hits * (p_low + (p_high - p_low) * i / 100);
        const double lost = (double) c->rest * (q_low + (q_high - q_low) * k / 100);

        if (found + lost > 0)
          {
            *low = MIN (*low, found / (found + lost));
            *high = MAX (*high, found / (found + lost));
          }
      }
}

static void
test_second_way (void)
{
  GRand *random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 200; i++)
    {
      FwRuleCounts c = { .hits = (guint64) g_rand_int_range (random, 1, 400),
                         .rest = (guint64) g_rand_int_range (random, 1, 4000),
                         .judged = (guint64) g_rand_int_range (random, 1, 60),
                         .sampled = (guint64) g_rand_int_range (random, 1, 60) };
      FwRuleFigures figures;
      double low, high;

      c.right = (guint64) g_rand_int_range (random, 1, (gint32) c.judged + 1);
      c.missed = (guint64) g_rand_int_range (random, 0, (gint32) c.sampled + 1);
      figures = fw_rule_figures (&c);
      try_all (&c, &low, &high);
      g_assert_cmpfloat_with_epsilon (figures.recall_bounds.low, low, 1e-9);
      g_assert_cmpfloat_with_epsilon (figures.recall_bounds.high, high, 1e-9);
      g_assert_cmpfloat (figures.recall, >=, low);
      g_assert_cmpfloat (figures.recall, <=, high);
    }
  g_rand_free (random);
}

/* One truth, in which 300 of 3,000 should be hit, and the rule hits so many of them and of the
 * others; @judged of its hits and @sampled of the rest are drawn without anybody being drawn twice.
 */
typedef struct
{
  guint found, false_hits, judged, sampled;
} Truth;

#define SHOULD 300
#define OTHERS 2700

static guint
draw (GRand *random, guint marked, guint all, guint n)
{
  guint got = 0;

  for (guint i = 0; i < n; i++)
    {
      if ((guint) g_rand_int_range (random, 0, (gint32) (all - i)) < marked - got)
        got++;
    }
  return got;
}

static void
expect_covered (GRand *random, const Truth *truth)
{
  const guint hits = truth->found + truth->false_hits, missed = SHOULD - truth->found;
  const double recall = (double) truth->found / SHOULD;
  const double precision = (double) truth->found / hits;
  guint recalls = 0, precisions = 0;
  const guint rounds = 2000;

  for (guint i = 0; i < rounds; i++)
    {
      const FwRuleCounts counts = {
        .hits = hits,
        .rest = SHOULD + OTHERS - hits,
        .judged = truth->judged,
        .right = draw (random, truth->found, hits, truth->judged),
        .sampled = truth->sampled,
        .missed = draw (random, missed, SHOULD + OTHERS - hits, truth->sampled),
      };
      const FwRuleFigures figures = fw_rule_figures (&counts);

      recalls += figures.recall_bounds.low <= recall && recall <= figures.recall_bounds.high;
      precisions +=
          figures.precision_bounds.low <= precision && precision <= figures.precision_bounds.high;
    }
  g_test_message ("precision %.2f: %u, recall %.2f: %u of %u", precision, precisions, recall,
                  recalls, rounds);
  /* Wilson's is 95 % on the average of shares and a little under it at some. */
  g_assert_cmpuint (precisions, >=, rounds * 92 / 100);
  g_assert_cmpuint (recalls, >=, rounds * 95 / 100);
}

static void
test_truth (void)
{
  static const Truth truths[] = {
    { 240, 60, 50, 200 }, { 290, 10, 40, 300 }, { 120, 200, 80, 150 }, { 30, 5, 20, 400 }
  };
  GRand *random = g_rand_new_with_seed (20261202);

  for (guint i = 0; i < G_N_ELEMENTS (truths); i++)
    expect_covered (random, &truths[i]);
  g_rand_free (random);
}

/* By hand: 3 of 20 is 5.24 to 36.04 %. */
static void
test_below (void)
{
  const FwInterval bounds = fw_interval_wilson (3, 20);

  g_assert_cmpfloat_with_epsilon (bounds.low, 0.0524, 1e-4);
  g_assert_cmpfloat_with_epsilon (bounds.high, 0.3604, 1e-4);
  g_assert_true (fw_rule_is_below (3, 20, 0.37));
  g_assert_false (fw_rule_is_below (3, 20, 0.36));
  g_assert_false (fw_rule_is_below (0, 0, 0.99)); /* nothing is known */
  g_assert_false (fw_rule_is_below (0, FW_RULE_LEAST_JUDGED - 1, 0.99));
  g_assert_true (fw_rule_is_below (0, FW_RULE_LEAST_JUDGED, 0.99));
}

/* Looked at behind every verdict, up to a hundred of them. Returns: of a hundred rules of this
 * precision how many are taken out of force. */
static double
count_demoted (GRand *random, double precision, double promised)
{
  const guint rounds = 4000;
  guint demoted = 0;

  for (guint i = 0; i < rounds; i++)
    {
      guint64 right = 0;
      gboolean below = FALSE;

      for (guint n = 1; n <= 100 && !below; n++)
        {
          right += g_rand_double (random) < precision;
          below = fw_rule_is_below (right, n, promised);
        }
      demoted += below;
    }
  return 100.0 * demoted / rounds;
}

/* docs/text.md tells these shares. */
static void
test_demoted (void)
{
  GRand *random = g_rand_new_with_seed (11);
  const double good = count_demoted (random, 0.9, 0.8), same = count_demoted (random, 0.8, 0.8),
               bad = count_demoted (random, 0.5, 0.8);

  g_test_message ("precision 90: %.1f, 80: %.1f, 50: %.1f of 100 are demoted", good, same, bad);
  g_assert_cmpfloat (good, <, 1);
  g_assert_cmpfloat (same, <, 20);
  g_assert_cmpfloat (bad, >, 99);
  g_rand_free (random);
}

static void
test_nothing (void)
{
  const FwRuleCounts none = { 0 }, no_sample = { .hits = 5, .rest = 9, .judged = 4, .right = 4 };
  const FwRuleCounts all = { .hits = 5, .judged = 5, .right = 5, .sampled = 1 };
  FwRuleFigures figures = fw_rule_figures (&none);

  g_assert_true (isnan (figures.precision) && isnan (figures.recall));
  g_assert_cmpfloat (figures.precision_bounds.high, ==, 1);
  figures = fw_rule_figures (&no_sample);
  g_assert_cmpfloat (figures.precision, ==, 1);
  g_assert_true (isnan (figures.recall));
  g_assert_cmpfloat (figures.recall_bounds.low, ==, 0);
  figures = fw_rule_figures (&all);
  g_assert_cmpfloat (figures.recall, ==, 1); /* nothing is without a hit */
}

/* The first fifty of a thousand by their keys are as many of each half. */
static void
test_sample (void)
{
  guint halves[2] = { 0, 0 }, same = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("t-%04u", i);
      const guint64 key = fw_rule_sample_key ("agency", 1, id);

      halves[i < 500 ? 0 : 1] += key < G_MAXUINT64 / 4;
      same += (key < G_MAXUINT64 / 4) == (fw_rule_sample_key ("agency", 2, id) < G_MAXUINT64 / 4);
      g_assert_cmpuint (key, ==, fw_rule_sample_key ("agency", 1, id));
    }
  /* 125 each, and 625 the same, within four times what chance moves them by. */
  g_assert_cmpuint (halves[0], >=, 87);
  g_assert_cmpuint (halves[0], <=, 163);
  g_assert_cmpuint (halves[1], >=, 87);
  g_assert_cmpuint (halves[1], <=, 163);
  g_assert_cmpuint (same, >=, 564);
  g_assert_cmpuint (same, <=, 686);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-figures/second-way", test_second_way);
  g_test_add_func ("/rule-figures/truth", test_truth);
  g_test_add_func ("/rule-figures/below", test_below);
  g_test_add_func ("/rule-figures/demoted", test_demoted);
  g_test_add_func ("/rule-figures/nothing", test_nothing);
  g_test_add_func ("/rule-figures/sample", test_sample);
  return g_test_run ();
}
