/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/statistics/fw-agreement.h"
#include "core/statistics/fw-compare.h"
#include "core/statistics/fw-rater-effects.h"
#include "protocol/fw-json.h"
#include "support/fw-people-data.h"

#define NEAR 1e-7

static void
assert_near (double found, double expected)
{
  g_assert_cmpfloat_with_epsilon (found, expected, NEAR * MAX (1, fabs (expected)));
}

static JsonObject *
read_json (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = fw_json_parse_bytes (bytes, &error);

  g_assert_no_error (error);
  return object;
}

static FwShare
read_share (JsonObject *object, const char *member)
{
  JsonArray *pair = json_object_get_array_member (object, member);

  return (FwShare){ (guint64) json_array_get_int_element (pair, 0),
                    (guint64) json_array_get_int_element (pair, 1) };
}

static void
assert_interval (FwInterval found, JsonObject *object, const char *member)
{
  JsonArray *pair = json_object_get_array_member (object, member);

  assert_near (found.low, json_array_get_double_element (pair, 0));
  assert_near (found.high, json_array_get_double_element (pair, 1));
}

static double
get (JsonObject *object, const char *member)
{
  g_assert_true (json_object_has_member (object, member));
  return json_object_get_double_member (object, member);
}

/* The reference solved for these to about four digits; ours go to the end. */
static void
assert_odds (const FwOdds *found, JsonObject *object)
{
  JsonArray *pair = json_object_get_array_member (object, "odds_ratio_ci95");
  double expected[] = { get (object, "odds_ratio_conditional_mle"),
                        json_array_get_double_element (pair, 0),
                        json_array_get_double_element (pair, 1) };
  double ours[] = { found->conditional, found->interval.low, found->interval.high };

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    g_assert_cmpfloat_with_epsilon (ours[i], expected[i], 1e-4 * MAX (1, expected[i]));
}

static void
test_impact (void)
{
  static const char *const cases[] = { "clear", "small_sample", "ratio_met_but_different", "flip" };
  g_autoptr (GBytes) bytes = fw_people_data ("vectors.json");
  g_autoptr (JsonObject) vectors = read_json (bytes);
  JsonObject *all = json_object_get_object_member (vectors, "adverse_impact");

  g_assert_cmpuint (json_object_get_size (all), ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      JsonObject *at = json_object_get_object_member (all, cases[i]);
      FwImpact found = fw_impact_find (read_share (at, "group"), read_share (at, "reference"));

      assert_near (found.ratio, get (at, "impact_ratio"));
      g_assert_cmpint (found.four_fifths_met, ==,
                       json_object_get_boolean_member (at, "four_fifths_met"));
      g_assert_cmpint (found.met_if_one_more, ==,
                       json_object_get_boolean_member (at, "met_if_one_person_moved"));
      assert_interval (found.katz, at, "katz95");
      assert_near (found.fisher_p, get (at, "fisher_p_two_sided"));
      assert_near (found.odds.sample, get (at, "odds_ratio_sample"));
      assert_odds (&found.odds, at);
      assert_near (found.z, get (at, "z_two_proportion_pooled"));
      assert_interval (found.difference, at, "difference_newcombe95");
    }
}

static void
test_impact_edges (void)
{
  FwImpact nobody = fw_impact_find ((FwShare){ 0, 10 }, (FwShare){ 5, 10 });
  FwImpact empty = fw_impact_find ((FwShare){ 0, 0 }, (FwShare){ 5, 10 });
  FwImpact exact = fw_impact_find ((FwShare){ 4, 10 }, (FwShare){ 5, 10 });

  g_assert_cmpfloat (nobody.ratio, ==, 0);
  g_assert_true (isnan (nobody.katz.low) && isnan (nobody.katz.high));
  g_assert_cmpfloat (nobody.odds.conditional, ==, 0);
  g_assert_cmpfloat (nobody.odds.interval.low, ==, 0);
  g_assert_true (isnan (empty.ratio));
  g_assert_cmpfloat (empty.fisher_p, ==, 1);
  g_assert_false (empty.four_fifths_met);
  /* 0.4 / 0.5 is four fifths exactly, whatever the rounding of the quotient. */
  g_assert_true (exact.four_fifths_met);
  g_assert_true (exact.one_changes);
}

static void
test_cohort_and_trend (void)
{
  static const char *const rates[] = { "first_time_pass_rate", "final_pass_rate", "of_enrolled" };
  g_autoptr (GBytes) bytes = fw_people_data ("vectors.json");
  g_autoptr (JsonObject) vectors = read_json (bytes);
  JsonObject *cohort = json_object_get_object_member (vectors, "cohort");
  JsonObject *row = json_object_get_object_member (vectors, "pass_rate_trend");
  JsonArray *k = json_object_get_array_member (row, "k");
  JsonArray *n = json_object_get_array_member (row, "n");
  FwShare shares[12];
  FwTrend trend;

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      JsonObject *at = json_object_get_object_member (cohort, rates[i]);

      assert_interval (fw_interval_wilson ((guint64) json_object_get_int_member (at, "k"),
                                           (guint64) json_object_get_int_member (at, "n")),
                       at, "wilson95");
    }
  for (guint i = 0; i < json_array_get_length (k); i++)
    shares[i] = (FwShare){ (guint64) json_array_get_int_element (k, i),
                           (guint64) json_array_get_int_element (n, i) };
  trend = fw_trend_find (shares, json_array_get_length (k));
  assert_near (trend.chi_squared, get (row, "chi_squared_trend"));
  assert_near (trend.p, get (row, "p"));
  assert_near (trend.slope, get (row, "slope_per_month_weighted"));
  g_assert_true (isnan (fw_trend_find (shares, 1).chi_squared));
}

/* ---- raters ---- */

static void
test_rater_mini (void)
{
  const FwMark marks[] = { { 0, 0, 80 }, { 0, 1, 74 }, { 1, 1, 70 },
                           { 1, 2, 78 }, { 2, 0, 90 }, { 2, 2, 92 } };
  static const double fair[] = { 78.6666666667, 74.6666666667, 88.6666666667 };
  static const double effects[] = { 1.3333333333, -4.6666666667, 3.3333333333 };
  g_autoptr (FwRaterEffects) found = fw_rater_effects_find (marks, 6, 3, 3);

  g_assert_true (found->connected);
  g_assert_cmpuint (found->freedom, ==, 1);
  g_assert_cmpfloat (found->residual, <, 1e-9);
  for (guint i = 0; i < 3; i++)
    {
      assert_near (found->fair[i], fair[i]);
      assert_near (found->effect[i], effects[i]);
    }
}

/* Two pairs that share nobody: nothing can be said across them. */
static void
test_rater_components (void)
{
  const FwMark marks[] = { { 0, 0, 80 }, { 0, 1, 74 }, { 1, 2, 70 }, { 1, 3, 78 }, { 2, 3, 60 } };
  g_autoptr (FwRaterEffects) found = fw_rater_effects_find (marks, 5, 3, 4);

  g_assert_false (found->connected);
  g_assert_cmpuint (found->n_components, ==, 2);
  g_assert_cmpuint (found->person_part[1], ==, found->person_part[2]);
  g_assert_cmpuint (found->person_part[0], !=, found->person_part[1]);
  g_assert_cmpuint (found->rater_part[0], ==, found->person_part[0]);
  g_assert_cmpfloat (found->raw[0], ==, 77);
}

static void
test_fair_judge (void)
{
  g_assert_cmpint (fw_fair_judge (81.5, 79.04, 2.4, 80), ==, FW_FAIR_CANNOT_TELL);
  g_assert_cmpint (fw_fair_judge (81.5, 76, 2.4, 80), ==, FW_FAIR_DIFFERS);
  g_assert_cmpint (fw_fair_judge (79, 76, 2.4, 80), ==, FW_FAIR_SAME);
  g_assert_cmpint (fw_fair_judge (81, 70, NAN, 80), ==, FW_FAIR_CANNOT_TELL);
}

/* ---- agreement ---- */

/* Krippendorff 2011, "four observers": published values. */
static void
test_alpha (void)
{
  static const double values[] = {
    1, 1, NAN, 1, 2, 2, 3, 2, 3, 3, 3, 3, 3,   3, 3, 3, 2,   2,   2, 2, 1,   2, 3,   4,
    4, 4, 4,   4, 1, 1, 2, 1, 2, 2, 2, 2, NAN, 5, 5, 5, NAN, NAN, 1, 1, NAN, 3, NAN, NAN,
  };
  static const double expected[] = { 0.74342105263, 0.81538750375, 0.84910714286, 0.79740277471 };

  for (guint i = 0; i < FW_N_LEVELS; i++)
    {
      FwAlpha alpha = fw_alpha_find (values, 12, 4, (FwLevel) i);

      assert_near (alpha.alpha, expected[i]);
      g_assert_cmpuint (alpha.n_values, ==, 40);
      g_assert_cmpuint (alpha.n_units, ==, 11);
    }
}

static void
test_alpha_edges (void)
{
  static const double same[] = { 1, 1, 1, 1 }, alone[] = { 1, NAN, NAN, 2 };
  static const double against[] = { 0, 1, 1, 0 };

  g_assert_true (isnan (fw_alpha_find (same, 2, 2, FW_LEVEL_NOMINAL).alpha));
  g_assert_cmpfloat (fw_alpha_find (same, 2, 2, FW_LEVEL_NOMINAL).agreement, ==, 1);
  g_assert_true (isnan (fw_alpha_find (alone, 2, 2, FW_LEVEL_INTERVAL).alpha));
  g_assert_true (isnan (fw_alpha_find (NULL, 0, 0, FW_LEVEL_INTERVAL).alpha));
  g_assert_cmpfloat (fw_alpha_find (against, 2, 2, FW_LEVEL_NOMINAL).alpha, <, 0);
}

static void
test_kappa (void)
{
  static const guint64 three[] = { 88, 14, 18, 10, 40, 10, 2, 6, 12 };
  static const guint64 paradox[] = { 118, 5, 2, 0 }, always[] = { 40, 0, 0, 0 };
  static const guint64 one_value[] = { 30, 0, 10, 0 };
  FwKappa plain = fw_kappa_find (three, 3, FW_KAPPA_PLAIN);

  assert_near (plain.kappa, 0.49152542373);
  assert_near (plain.agreement, 0.7);
  assert_near (plain.kappa - 1.9599639845 * plain.error, 0.39156370205);
  assert_near (fw_kappa_find (three, 3, FW_KAPPA_LINEAR).kappa, 0.47368421053);
  assert_near (fw_kappa_find (three, 3, FW_KAPPA_QUADRATIC).kappa, 0.45454545455);
  assert_near (fw_kappa_find (paradox, 2, FW_KAPPA_PLAIN).kappa, -0.023391812865);
  assert_near (fw_kappa_find (paradox, 2, FW_KAPPA_PLAIN).ac1, 0.94077633761);
  g_assert_true (isnan (fw_kappa_find (always, 2, FW_KAPPA_PLAIN).kappa));
  g_assert_cmpfloat (fw_kappa_find (one_value, 2, FW_KAPPA_PLAIN).kappa, ==, 0);
  g_assert_true (isnan (fw_kappa_find (NULL, 0, FW_KAPPA_PLAIN).kappa));
}

/* Fleiss' kappa of the textbook with ten subjects and fourteen raters: 0.210. */
static void
test_fleiss (void)
{
  static const guint counts[] = { 0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3,
                                  9, 2, 0, 2, 2,  8, 1, 1, 7, 7, 0, 0, 0, 3, 2, 6, 3,
                                  0, 2, 5, 3, 2,  2, 6, 5, 2, 1, 0, 0, 2, 2, 3, 7 };
  static const guint uneven[] = { 2, 0, 1, 2 };
  FwFleiss fleiss;

  g_assert_true (fw_fleiss_find (counts, 10, 5, &fleiss));
  g_assert_cmpfloat_with_epsilon (fleiss.kappa, 0.209931, 1e-6);
  g_assert_false (fw_fleiss_find (uneven, 2, 2, &fleiss));
  g_assert_false (fw_fleiss_find (uneven, 0, 2, &fleiss));
}

/* Shrout and Fleiss 1979: six targets, four judges. */
static void
test_icc (void)
{
  static const double values[] = { 9, 2, 5, 8, 6,  1, 3, 2, 8, 4, 6, 8,
                                   7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7 };
  static const double one[] = { 0.16574176841, 0.28976377953, 0.71484071484 };
  static const double mean[] = { 0.44279713368, 0.6200505476, 0.90931554238 };
  FwIcc icc;

  g_assert_true (fw_icc_find (values, 6, 4, &icc));
  for (guint i = 0; i < 3; i++)
    {
      assert_near (icc.one[i], one[i]);
      assert_near (icc.mean[i], mean[i]);
    }
  assert_near (icc.within, 6.2638888889);
  g_assert_false (fw_icc_find (values, 1, 4, &icc));
}

/* ---- differences ---- */

static void
test_difference (void)
{
  static const double treated[] = { 3, 5, 4, 6 }, other[] = { 1, 2, 3 };
  const FwMoments a = fw_moments_find (treated, 4), b = fw_moments_find (other, 3);
  const FwMoments one = fw_moments_find (other, 1), none = { 5, 2, 0 };
  FwDifference found = fw_difference_find (&a, &b);

  assert_near (found.estimate, 2.5);
  assert_near (found.error, sqrt (5.0 / 12 + 1.0 / 3));
  assert_near (found.freedom, 4.9591836735);
  g_assert_true (found.interval.low > 0 && found.p < 0.05);
  g_assert_true (isnan (fw_difference_find (&a, &one).estimate));
  g_assert_true (isnan (fw_difference_find (&none, &none).interval.low));
  /* Four cells: the same estimate, and a wider interval than by people. */
  found = fw_difference_of_cells (&b, &a, &b, &b);
  assert_near (found.estimate, 2.5);
  g_assert_cmpfloat (found.interval.low, <, 0);
}

static void
test_newcombe (void)
{
  double difference;
  FwInterval found = fw_share_differ ((FwShare){ 56, 70 }, (FwShare){ 48, 80 }, &difference);

  assert_near (difference, 0.2);
  g_assert_cmpfloat_with_epsilon (found.low, 0.052431, 1e-6);
  g_assert_cmpfloat_with_epsilon (found.high, 0.333873, 1e-6);
  found = fw_share_differ ((FwShare){ 0, 0 }, (FwShare){ 48, 80 }, &difference);
  g_assert_true (isnan (difference) && found.low == -1 && found.high == 1);
}

/* ---- published cases, where they are ---- */

static JsonNode *
read_loops (const char *folder, const char *name)
{
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *path =
      g_build_filename (shared != NULL ? shared : "", "loops", folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length;

  return g_file_get_contents (path, &content, &length, NULL) ? fw_json_parse (content, length, NULL)
                                                             : NULL;
}

/* Numbers as they are; of texts a code, the same for the same. Nothing is not rated. */
static double
read_rating (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NAN;
  return json_node_get_value_type (node) == G_TYPE_STRING ? g_str_hash (json_node_get_string (node))
                                                          : json_node_get_double (node);
}

static void
check_alpha (JsonObject *at)
{
  JsonArray *units = json_object_get_array_member (at, "units");
  guint n = json_array_get_length (units), raters = 0;
  g_autofree double *values = NULL;
  FwLevel level;
  FwAlpha found;

  for (guint i = 0; i < n; i++)
    raters = MAX (raters, json_array_get_length (json_array_get_array_element (units, i)));
  values = g_new (double, n *raters + 1);
  for (guint i = 0; i < n * raters; i++)
    {
      JsonArray *unit = json_array_get_array_element (units, i / raters);

      values[i] = i % raters < json_array_get_length (unit)
                      ? read_rating (json_array_get_element (unit, i % raters))
                      : NAN;
    }
  g_assert_true (fw_level_from_name (fw_json_find_text (at, "metric"), &level));
  found = fw_alpha_find (values, n, raters, level);
  if (fw_json_has (at, "alpha"))
    g_assert_cmpfloat_with_epsilon (found.alpha, get (at, "alpha"), 1e-6);
  else
    g_assert_true (isnan (found.alpha));
}

static void
test_public_alpha (void)
{
  g_autoptr (JsonNode) node = read_loops ("raters", "alpha.json");
  JsonArray *list;
  guint n = 0;

  if (node == NULL)
    {
      g_test_skip ("published cases that are not ours to keep");
      return;
    }
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (json_object_has_member (json_array_get_object_element (list, i), "units"))
      {
        check_alpha (json_array_get_object_element (list, i));
        n++;
      }
  g_assert_cmpuint (n, >, 20);
}

static void
check_kappa (JsonObject *at)
{
  static const char *const weights[] = { "none", "linear", "quadratic" };
  gboolean fleiss = fw_json_has (at, "counts");
  JsonArray *rows = json_object_get_array_member (at, fleiss ? "counts" : "table");
  guint n = json_array_get_length (rows);
  guint size = json_array_get_length (json_array_get_array_element (rows, 0));
  g_autofree guint64 *table = g_new (guint64, n * size);
  g_autofree guint *counts = g_new (guint, n * size);
  FwKappaWeights chosen = FW_KAPPA_PLAIN;
  FwFleiss found;
  FwKappa kappa;

  for (guint i = 0; i < n * size; i++)
    {
      counts[i] = (guint) json_array_get_int_element (json_array_get_array_element (rows, i / size),
                                                      i % size);
      table[i] = counts[i];
    }
  if (fleiss)
    {
      g_assert_true (fw_fleiss_find (counts, n, size, &found));
      g_assert_cmpfloat_with_epsilon (found.kappa, get (at, "fleiss_kappa"), 1e-6);
      return;
    }
  while (!g_str_equal (weights[chosen], fw_json_find_text (at, "weights")))
    chosen++;
  kappa = fw_kappa_find (table, size, chosen);
  if (fw_json_has (at, "kappa"))
    g_assert_cmpfloat_with_epsilon (kappa.kappa, get (at, "kappa"), 1e-6);
  else
    g_assert_true (isnan (kappa.kappa));
}

static void
test_public_kappa (void)
{
  g_autoptr (JsonNode) node = read_loops ("raters", "kappa.json");
  g_autoptr (JsonNode) intervals = read_loops ("raters", "intervals.json");
  JsonArray *list;

  if (node == NULL || intervals == NULL)
    {
      g_test_skip ("published cases that are not ours to keep");
      return;
    }
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    check_kappa (json_array_get_object_element (list, i));
  list = json_object_get_array_member (json_node_get_object (intervals), "difference");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *at = json_array_get_object_element (list, i);
      double difference;
      FwInterval found = fw_share_differ (
          (FwShare){ (guint64) get (at, "x1"), (guint64) get (at, "n1") },
          (FwShare){ (guint64) get (at, "x2"), (guint64) get (at, "n2") }, &difference);

      g_assert_cmpfloat_with_epsilon (difference, get (at, "difference"), 1e-6);
      g_assert_cmpfloat_with_epsilon (found.low, get (at, "low"), 1e-6);
      g_assert_cmpfloat_with_epsilon (found.high, get (at, "high"), 1e-6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/impact", test_impact);
  g_test_add_func ("/statistics/impact-edges", test_impact_edges);
  g_test_add_func ("/statistics/cohort-and-trend", test_cohort_and_trend);
  g_test_add_func ("/statistics/rater-mini", test_rater_mini);
  g_test_add_func ("/statistics/rater-components", test_rater_components);
  g_test_add_func ("/statistics/fair-judge", test_fair_judge);
  g_test_add_func ("/statistics/alpha", test_alpha);
  g_test_add_func ("/statistics/alpha-edges", test_alpha_edges);
  g_test_add_func ("/statistics/kappa", test_kappa);
  g_test_add_func ("/statistics/fleiss", test_fleiss);
  g_test_add_func ("/statistics/icc", test_icc);
  g_test_add_func ("/statistics/difference", test_difference);
  g_test_add_func ("/statistics/newcombe", test_newcombe);
  g_test_add_func ("/statistics/public/alpha", test_public_alpha);
  g_test_add_func ("/statistics/public/kappa", test_public_kappa);

  return g_test_run ();
}
