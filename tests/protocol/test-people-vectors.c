/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/people/fw-cycles.h"
#include "core/people/fw-exam.h"
#include "core/people/fw-growth.h"
#include "protocol/fw-json.h"
#include "support/fw-people-data.h"

#define NEAR 1e-9
#define MOST 16

static JsonObject *vectors;

static gint32
date (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static FwExact
exact (const char *text)
{
  FwExact value;

  g_assert_true (fw_exact_parse (fw_text (text), &value));
  return value;
}

/* A number of JSON as it was written. */
static FwExact
exact_of (JsonNode *node)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return exact (g_ascii_formatd (text, sizeof text, "%.10g", json_node_get_double (node)));
}

static void
assert_exact (FwExact found, const char *expected)
{
  g_autofree char *text = fw_exact_format (found);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_near (double found, double expected)
{
  g_assert_cmpfloat_with_epsilon (found, expected, NEAR * MAX (1, fabs (expected)));
}

static JsonArray *
get_list (const char *name)
{
  JsonArray *list = json_object_get_array_member (vectors, name);

  g_assert_cmpuint (json_array_get_length (list), >, 0);
  return list;
}

/* ---- exams ---- */

static FwResitPolicy
read_policy (JsonObject *object)
{
  const char *cap = fw_json_find_text (object, "resit_cap");

  return (FwResitPolicy){
    .pass = exact (fw_json_find_text (object, "pass_mark")),
    .most_attempts = (guint) json_object_get_int_member (object, "max_attempts"),
    .wait_days = (guint) json_object_get_int_member (object, "wait_days"),
    .capped = cap != NULL,
    .cap = cap != NULL ? exact (cap) : 0,
  };
}

static void
check_resits (JsonObject *at)
{
  FwResitPolicy policy = read_policy (json_object_get_object_member (at, "policy"));
  JsonArray *attempts = json_object_get_array_member (at, "attempts");
  JsonArray *expected = json_object_get_array_member (at, "decisions");
  guint n = json_array_get_length (attempts);
  FwSitting sittings[MOST];
  FwSittingDecision decisions[MOST];
  FwResits found;

  for (guint i = 0; i < n; i++)
    {
      JsonArray *pair = json_array_get_array_element (attempts, i);
      JsonNode *mark = json_array_get_element (pair, 1);

      sittings[i] = (FwSitting){ date (json_array_get_string_element (pair, 0)),
                                 JSON_NODE_HOLDS_NULL (mark), 0 };
      if (!sittings[i].is_void)
        sittings[i].mark = exact (json_node_get_string (mark));
    }
  found = fw_resits_judge (&policy, sittings, n, decisions);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (fw_sitting_to_name (decisions[i]), ==,
                     json_array_get_string_element (expected, i));
  g_assert_cmpint (found.counted, ==, json_object_get_int_member (at, "attempts_counted"));
  g_assert_cmpint (found.passed_on, ==,
                   fw_json_has (at, "passed_on_attempt")
                       ? json_object_get_int_member (at, "passed_on_attempt")
                       : 0);
  if (found.passed_on > 0)
    assert_exact (found.mark, fw_json_find_text (at, "recorded_mark"));
}

static void
test_resits (void)
{
  JsonArray *list = get_list ("resits");

  for (guint i = 0; i < json_array_get_length (list); i++)
    check_resits (json_array_get_object_element (list, i));
}

static void
check_composite (JsonObject *at)
{
  JsonObject *weights = json_object_get_object_member (at, "weights");
  JsonObject *scores = json_object_get_object_member (at, "scores");
  JsonObject *minima =
      fw_json_has (at, "minimum") ? json_object_get_object_member (at, "minimum") : NULL;
  g_autoptr (GList) names = json_object_get_members (weights);
  FwCompositePart parts[MOST] = { { 0 } };
  FwComposite found;
  guint n = 0;

  for (GList *name = names; name != NULL; name = name->next, n++)
    {
      parts[n].weight = exact_of (json_object_get_member (weights, name->data));
      parts[n].present = fw_json_has (scores, name->data);
      if (parts[n].present)
        parts[n].mark = exact_of (json_object_get_member (scores, name->data));
      parts[n].has_minimum = minima != NULL && fw_json_has (minima, name->data);
      if (parts[n].has_minimum)
        parts[n].minimum = exact_of (json_object_get_member (minima, name->data));
    }
  found = fw_composite_judge (parts, n, exact_of (json_object_get_member (at, "pass_mark")));
  if (fw_json_has (at, "refused"))
    {
      g_autofree char *sum = fw_exact_format (found.weights);
      g_autofree char *words = g_strconcat ("weights sum to ", sum, NULL);

      g_assert_cmpint (found.state, ==, FW_COMPOSITE_REFUSED);
      g_assert_cmpstr (words, ==, fw_json_find_text (at, "refused"));
    }
  else if (g_str_equal (fw_json_find_text (at, "state"), "incomplete"))
    {
      g_assert_cmpint (found.state, ==, FW_COMPOSITE_INCOMPLETE);
      g_assert_cmpuint (found.missing, !=, 0);
    }
  else
    {
      assert_exact (found.mark, fw_json_find_text (at, "score"));
      g_assert_cmpint (found.state == FW_COMPOSITE_PASS, ==,
                       g_str_equal (fw_json_find_text (at, "state"), "pass"));
      g_assert_cmpint (found.below != 0, ==,
                       json_array_get_length (json_object_get_array_member (at, "below_minimum")) >
                           0);
    }
}

static void
test_composite (void)
{
  JsonArray *list = get_list ("composite");

  for (guint i = 0; i < json_array_get_length (list); i++)
    check_composite (json_array_get_object_element (list, i));
}

static void
test_two_raters (void)
{
  JsonArray *list = get_list ("two_raters_limit_10");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *at = json_array_get_object_element (list, i);
      gboolean has_third = fw_json_has (at, "third");
      FwExact third = has_third ? exact_of (json_object_get_member (at, "third")) : 0;
      FwTwoRaters found = fw_two_raters_judge (exact_of (json_object_get_member (at, "a")),
                                               exact_of (json_object_get_member (at, "b")),
                                               has_third ? &third : NULL, exact ("10"));

      g_assert_cmpint (found.third_needed, ==, fw_json_has (at, "third_rater"));
      g_assert_cmpint (found.difference, ==, exact_of (json_object_get_member (at, "difference")));
      if (!found.third_needed)
        g_assert_cmpint (found.mark, ==, exact_of (json_object_get_member (at, "mark")));
    }
}

static void
test_cohort (void)
{
  JsonObject *at = json_object_get_object_member (vectors, "cohort");
  const FwCohort cohort = { 25, 2, 3, 15, 3 };
  FwPassRates rates = fw_cohort_count (&cohort);
  double target = json_object_get_double_member (at, "target");

  g_assert_cmpuint (rates.first_time.k, ==, 15);
  g_assert_cmpuint (rates.first_time.n, ==, 20);
  g_assert_cmpuint (rates.final.k, ==, 18);
  g_assert_cmpuint (rates.of_enrolled.n, ==, 23);
  g_assert_cmpint (fw_share_judge (rates.first_time, target), ==, FW_SHARE_CANNOT_TELL);
  g_assert_cmpint (fw_share_judge (rates.final, target), ==, FW_SHARE_CANNOT_TELL);
  g_assert_cmpint (fw_share_judge (rates.of_enrolled, target), ==, FW_SHARE_CANNOT_TELL);
  g_assert_cmpint (fw_share_judge ((FwShare){ 190, 200 }, target), ==, FW_SHARE_REACHED);
  g_assert_cmpint (fw_share_judge ((FwShare){ 100, 200 }, target), ==, FW_SHARE_MISSED);
  g_assert_cmpint (fw_share_judge ((FwShare){ 0, 0 }, target), ==, FW_SHARE_CANNOT_TELL);
}

static void
test_exact (void)
{
  static const char *const wrong[] = { "",        "-",   ".",  "1.",        ".5",
                                       "1.2.3",   "1e3", " 1", "1.1234567", "99999999999999999999",
                                       "1000001", "+1" };
  g_autofree char *shown = fw_exact_show (exact ("79.995"), 1, exact ("80"));
  g_autofree char *above = fw_exact_show (exact ("80.04"), 1, exact ("80"));
  g_autofree char *near = fw_exact_show (exact ("79.94"), 1, exact ("80"));
  FwExact value;

  g_assert_cmpstr (shown, ==, "79.995");
  g_assert_cmpstr (above, ==, "80.0");
  g_assert_cmpstr (near, ==, "79.9");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (fw_exact_parse (fw_text (wrong[i]), &value));
  assert_exact (exact ("-0.500000"), "-0.5");
  assert_exact (exact ("007"), "7");
}

/* ---- growth ---- */

static void
check_pace (JsonObject *at)
{
  JsonObject *all = json_object_get_object_member (at, "needs_has_recent");
  g_autoptr (GList) names = json_object_get_members (all);
  gint32 as_of = date (fw_json_find_text (at, "as_of")), ready;
  FwPace paces[MOST];
  guint n = 0;

  for (GList *name = names; name != NULL; name = name->next, n++)
    {
      JsonArray *three = json_object_get_array_member (all, name->data);
      JsonObject *expected = json_object_get_object_member (at, name->data);
      gint32 found;

      paces[n] = (FwPace){ (guint) json_array_get_int_element (three, 0),
                           (guint) json_array_get_int_element (three, 1),
                           (guint) json_array_get_int_element (three, 2) };
      found = fw_pace_find (&paces[n], 180, as_of);
      g_assert_cmpint (found, ==,
                       fw_json_has (expected, "date") ? date (fw_json_find_text (expected, "date"))
                                                      : FW_PACE_NEVER);
    }
  ready = fw_pace_find_all (paces, n, 180, as_of);
  g_assert_cmpint (ready, ==,
                   fw_json_has (at, "ready_by") ? date (fw_json_find_text (at, "ready_by"))
                                                : FW_PACE_NEVER);
}

static void
test_pace (void)
{
  JsonArray *list = get_list ("promotion_pace_180_days");

  for (guint i = 0; i < json_array_get_length (list); i++)
    check_pace (json_array_get_object_element (list, i));
}

static void
check_appraisal (JsonObject *at)
{
  JsonObject *weights = json_object_get_object_member (at, "weights");
  JsonObject *scores = json_object_get_object_member (at, "parts_score_n");
  JsonObject *least = json_object_get_object_member (at, "min_n");
  g_autoptr (GList) names = json_object_get_members (weights);
  FwScorePart parts[MOST];
  FwAppraisal found;
  guint n = 0;

  for (GList *name = names; name != NULL; name = name->next, n++)
    {
      JsonArray *pair = json_object_get_array_member (scores, name->data);

      parts[n] = (FwScorePart){
        .weight = json_object_get_double_member (weights, name->data),
        .points = json_array_get_double_element (pair, 0),
        .n = (guint) json_array_get_int_element (pair, 1),
        .minimum_n = fw_json_has (least, name->data)
                         ? (guint) json_object_get_int_member (least, name->data)
                         : 0,
      };
    }
  found = fw_appraisal_find (parts, n);
  assert_near (found.weights, 100);
  g_assert_cmpint (isnan (found.total), ==, !fw_json_has (at, "total"));
  if (!isnan (found.total))
    {
      assert_near (found.total, json_object_get_double_member (at, "total"));
      return;
    }
  g_assert_cmpfloat_with_epsilon (found.rescaled,
                                  json_object_get_double_member (at, "total_if_rescaled"), 1e-8);
  assert_near (found.low,
               json_array_get_double_element (json_object_get_array_member (at, "bounds"), 0));
  assert_near (found.high,
               json_array_get_double_element (json_object_get_array_member (at, "bounds"), 1));
}

static void
test_appraisal (void)
{
  JsonArray *list = get_list ("appraisal");

  for (guint i = 0; i < json_array_get_length (list); i++)
    check_appraisal (json_array_get_object_element (list, i));
}

static void
test_calibration (void)
{
  static const char *const leaders[] = { "L1", "L2", "L3" };
  JsonObject *at = json_object_get_object_member (vectors, "calibration");
  JsonArray *rows = json_object_get_array_member (at, "scores");
  JsonObject *raw = json_object_get_object_member (at, "leader_effect_raw");
  JsonObject *shrunk = json_object_get_object_member (at, "leader_effect_shrunk");
  double scores[MOST * 3];
  g_autoptr (FwCalibration) found = NULL;

  for (guint i = 0; i < 12; i++)
    scores[i] = json_array_get_double_element (json_array_get_array_element (rows, i / 3), i % 3);
  found = fw_calibration_find (scores, 4, 3);
  g_assert_cmpfloat_with_epsilon (found->mean_square_leaders,
                                  json_object_get_double_member (at, "ms_leader"), 1e-9);
  g_assert_cmpfloat_with_epsilon (found->variance, json_object_get_double_member (at, "var_leader"),
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (found->shrink, json_object_get_double_member (at, "shrink"),
                                  1e-9);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (found->effect[i],
                                      json_object_get_double_member (raw, leaders[i]), 1e-9);
      g_assert_cmpfloat_with_epsilon (found->shrunk[i],
                                      json_object_get_double_member (shrunk, leaders[i]), 1e-9);
    }
  g_assert_null (fw_calibration_find (scores, 1, 3));
}

/* ---- cycles ---- */

static guint
find_name (GPtrArray *names, const char *name)
{
  guint at;

  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, &at))
    {
      at = names->len;
      g_ptr_array_add (names, (gpointer) name);
    }
  return at;
}

static void
test_cycles (void)
{
  JsonObject *at = json_object_get_object_member (vectors, "prerequisite_cycles");
  JsonArray *list = json_object_get_array_member (at, "edges_course_needs");
  JsonArray *expected = json_object_get_array_member (at, "cycles");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  FwEdge edges[MOST];
  guint cycles[2 * MOST], members = 0;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *pair = json_array_get_array_element (list, i);

      edges[i].from = find_name (names, json_array_get_string_element (pair, 0));
      edges[i].to = find_name (names, json_array_get_string_element (pair, 1));
    }
  g_assert_cmpuint (fw_cycles_find (edges, json_array_get_length (list), names->len, cycles), ==,
                    json_array_get_length (expected));
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonArray *cycle = json_array_get_array_element (expected, i);
      guint first = cycles[find_name (names, json_array_get_string_element (cycle, 0))];

      g_assert_cmpuint (first, !=, FW_CYCLE_NONE);
      for (guint k = 0; k < json_array_get_length (cycle); k++, members++)
        g_assert_cmpuint (cycles[find_name (names, json_array_get_string_element (cycle, k))], ==,
                          first);
    }
  for (guint i = 0; i < names->len; i++)
    members -= cycles[i] != FW_CYCLE_NONE;
  g_assert_cmpuint (members, ==, 0);
}

/* A chain as long as nobody draws it, and the same closed to a ring. */
static void
test_long_chain (void)
{
  const guint n = 200000;
  g_autofree FwEdge *edges = g_new (FwEdge, n);
  g_autofree guint *cycles = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    edges[i] = (FwEdge){ i, (i + 1) % n };
  g_assert_cmpuint (fw_cycles_find (edges, n - 1, n, cycles), ==, 0);
  g_assert_cmpuint (cycles[n / 2], ==, FW_CYCLE_NONE);
  g_assert_cmpuint (fw_cycles_find (edges, n, n, cycles), ==, 1);
  g_assert_cmpuint (cycles[n / 2], ==, 0);
  g_assert_cmpuint (fw_cycles_find (NULL, 0, 0, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) bytes = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  bytes = fw_people_data ("vectors.json");
  vectors = fw_json_parse_bytes (bytes, NULL);
  g_assert_nonnull (vectors);
  g_test_add_func ("/people-vectors/resits", test_resits);
  g_test_add_func ("/people-vectors/composite", test_composite);
  g_test_add_func ("/people-vectors/two-raters", test_two_raters);
  g_test_add_func ("/people-vectors/cohort", test_cohort);
  g_test_add_func ("/people-vectors/exact", test_exact);
  g_test_add_func ("/people-vectors/pace", test_pace);
  g_test_add_func ("/people-vectors/appraisal", test_appraisal);
  g_test_add_func ("/people-vectors/calibration", test_calibration);
  g_test_add_func ("/people-vectors/cycles", test_cycles);
  g_test_add_func ("/people-vectors/long-chain", test_long_chain);
  status = g_test_run ();
  json_object_unref (vectors);
  return status;
}
