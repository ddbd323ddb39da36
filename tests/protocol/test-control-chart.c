/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/statistics/fw-control-chart.h"
#include "protocol/fw-json.h"

#define MOST 64

/* ---- signs, by hand ---- */

static void
check_signs (const double *values, guint n, FwChartSign sign, guint expected)
{
  FwChartPoint points[MOST];

  for (guint i = 0; i < n; i++)
    points[i] = (FwChartPoint){ values[i], 0, 1, 0 };
  fw_chart_judge (points, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint ((points[i].signs & sign) != 0, ==, (expected >> i) & 1);
}

#define check(sign, expected, ...)                                                                 \
  check_signs ((const double[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const double[]){ __VA_ARGS__ })),  \
               sign, expected)

static void
test_signs (void)
{
  check (FW_CHART_TWO, 1 << 4, 0.1, -0.2, 2.2, 0.3, 2.5, 0.1);
  check (FW_CHART_TWO, 0, 0.1, 2.2, -2.4, 0.1, 0.2);
  check (FW_CHART_TWO, 1 << 1, 2.3, 2.4, 0.1, 0.1);
  check (FW_CHART_FOUR, 1 << 5, 0.2, 1.2, 1.4, 0.3, 1.1, 1.6, -0.2);
  check (FW_CHART_EIGHT, 1 << 7 | 1 << 8, 0.2, 0.1, 0.3, 0.2, 0.4, 0.1, 0.2, 0.3, 0.1, -0.1);
  /* A point on the line ends a run, and exactly three deviations are none. */
  check (FW_CHART_EIGHT, 0, 0.2, 0.1, 0.3, 0.2, 0, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3);
  check (FW_CHART_BEYOND, 0, 0.5, 3.0, -3.0, -0.5);
  check (FW_CHART_BEYOND, 1 << 0 | 1 << 1, 3.1, -3.1);
}

/* Nothing is said of a point without a size or of a process without any spread. */
static void
test_nothing_to_say (void)
{
  const FwShare shares[] = { { 3, 10 }, { 0, 0 }, { 4, 10 } };
  const double flat[] = { 5, 5, 5, 9 };
  FwChartPoint points[4];

  fw_chart_of_shares (shares, 3, 3, points);
  g_assert_true (isnan (points[1].value));
  g_assert_cmpuint (points[1].signs, ==, 0);
  g_assert_cmpfloat_with_epsilon (points[0].centre, 0.35, 1e-12);
  fw_chart_of_values (flat, 4, 3, points);
  g_assert_cmpuint (points[3].signs, ==, 0);
}

static void
test_small_shifts (void)
{
  const double values[] = { 52, 47, 53 }, tons[] = { 324.925, 324.675, 328.325 };
  double means[3], high[3], low[3];

  fw_chart_smooth (values, 3, 50, 0.3, means);
  g_assert_cmpfloat_with_epsilon (means[0], 50.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (means[2], 50.564, 1e-12);
  g_assert_cmpfloat_with_epsilon (fw_chart_get_smooth_reach (2.0539, 0.3), 2.588432, 1e-6);
  fw_chart_add_up (tons, 3, 325, 0.3175, high, low);
  g_assert_cmpfloat_with_epsilon (low[1], 0.0075, 1e-9);
  g_assert_cmpfloat_with_epsilon (high[2], 3.0075, 1e-9);
}

/* ---- textbook tables, where they are ---- */

static guint
find_baseline (const char *name, guint n)
{
  const char *first = strstr (name, "first ");

  return first != NULL ? (guint) g_ascii_strtoull (first + strlen ("first "), NULL, 10) : n;
}

static void
fill_points (
    JsonObject *at, const char *kind, JsonArray *data, guint baseline, FwChartPoint *points)
{
  guint n = json_array_get_length (data);
  double values[MOST * 5], sizes[MOST];
  FwShare shares[MOST];

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (data, i);

      sizes[i] = 1;
      if (JSON_NODE_HOLDS_ARRAY (node))
        for (guint k = 0; k < 5; k++)
          values[i * 5 + k] = json_array_get_double_element (json_node_get_array (node), k);
      else if (JSON_NODE_HOLDS_OBJECT (node))
        {
          values[i] = json_object_get_double_member (json_node_get_object (node), "x");
          sizes[i] = json_object_get_double_member (json_node_get_object (node), "n");
          shares[i] = (FwShare){ (guint64) values[i], (guint64) sizes[i] };
        }
      else
        values[i] = json_node_get_double (node);
    }
  if (g_str_equal (kind, "xbar-R"))
    fw_chart_of_groups (values, n, 5, baseline, points);
  else if (g_str_equal (kind, "p"))
    fw_chart_of_shares (shares, n, baseline, points);
  else if (g_str_equal (kind, "individuals"))
    fw_chart_of_values (values, n, baseline, points);
  else
    fw_chart_of_rates (values, sizes, n, baseline, points);
}

static void
check_hits (JsonObject *at, const FwChartPoint *points, guint n)
{
  JsonObject *hits = json_object_get_object_member (at, "hits");

  for (guint rule = 0; rule < 4; rule++)
    {
      const char name[] = { (char) ('1' + rule), '\0' };
      JsonArray *expected = json_object_get_array_member (hits, name);
      guint found = 0;

      for (guint i = 0; i < n; i++)
        found += (points[i].signs >> rule) & 1;
      g_assert_cmpuint (found, ==, json_array_get_length (expected));
      for (guint i = 0; i < json_array_get_length (expected); i++)
        g_assert_true ((points[json_array_get_int_element (expected, i) - 1].signs >> rule) & 1);
    }
}

static void
check_chart (JsonObject *at)
{
  const char *kind = fw_json_find_text (at, "kind"), *name = fw_json_find_text (at, "name");
  JsonArray *data = json_object_get_array_member (at, "data");
  guint n = json_array_get_length (data);
  FwChartPoint points[MOST];

  if (!g_str_equal (kind, "xbar-R") && !g_str_equal (kind, "p") && !g_str_equal (kind, "u") &&
      !g_str_equal (kind, "c") && !g_str_equal (kind, "individuals"))
    return;
  g_test_message ("%s", name);
  g_assert_cmpuint (n, <=, MOST);
  fill_points (at, kind, data, find_baseline (name, n), points);
  g_assert_cmpfloat_with_epsilon (points[0].centre, json_object_get_double_member (at, "centre"),
                                  1e-6);
  if (JSON_NODE_HOLDS_VALUE (json_object_get_member (at, "upper")))
    g_assert_cmpfloat_with_epsilon (fw_chart_get_limit (&points[0], TRUE),
                                    json_object_get_double_member (at, "upper"), 2e-6);
  else
    for (guint i = 0; i < n; i++)
      g_assert_cmpfloat_with_epsilon (
          fw_chart_get_limit (&points[i], FALSE),
          json_array_get_double_element (json_object_get_array_member (at, "lower"), i), 2e-6);
  check_hits (at, points, n);
}

static void
test_textbooks (void)
{
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *path =
      g_build_filename (shared != NULL ? shared : "", "loops", "raters", "charts.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *list;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    {
      g_test_skip ("tables of textbooks that are not ours to keep");
      return;
    }
  node = fw_json_parse (text, length, NULL);
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    check_chart (json_array_get_object_element (list, i));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/control-chart/signs", test_signs);
  g_test_add_func ("/control-chart/nothing-to-say", test_nothing_to_say);
  g_test_add_func ("/control-chart/small-shifts", test_small_shifts);
  g_test_add_func ("/control-chart/textbooks", test_textbooks);

  return g_test_run ();
}
