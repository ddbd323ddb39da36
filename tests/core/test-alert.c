/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/alert/fw-alert.h"

#include <math.h>

#define DAY (G_GINT64_CONSTANT (86400) * 1000000)

static FwAlertCheck
make_rate (guint64 met, guint64 n, double target)
{
  const FwMetric *metric = fw_metric_find ("service_level");
  FwSums sums = { .offered = n, .answered = n, .answered_in_target = met };
  FwFigure figure = fw_metric_compute (metric, &sums, FW_SERVICE_LEVEL_OFFERED);
  FwStandard standard = { .target = target, .least_n = 30 };

  return (FwAlertCheck){
    .metric = "service_level",
    .dimension = "team",
    .key = "night-b",
    .title = "Night B",
    .action = "why",
    .site = "main",
    .team = "night-b",
    .value = figure.value,
    .limit = target,
    .n = figure.n,
    .interval = figure.interval,
    .from = DAY,
    .verdict = fw_metric_judge (metric, &figure, &standard),
  };
}

static FwAlertCheck
make_waiting (double value, double limit)
{
  return (FwAlertCheck){ .metric = "waiting",
                         .dimension = "queue",
                         .key = "main",
                         .title = "Main",
                         .action = "people",
                         .site = "main",
                         .team = "",
                         .value = value,
                         .limit = limit,
                         .verdict = fw_judge_ceiling (value, limit) };
}

static guint
count_standing (GPtrArray *alerts)
{
  guint n = 0;

  while (n < alerts->len && ((FwAlert *) alerts->pdata[n])->over == 0)
    n++;

  return n;
}

static GPtrArray *
step (GPtrArray *before, FwAlertCheck check, gint64 now)
{
  GPtrArray *after = fw_alert_step (before, &check, 1, now);

  g_clear_pointer (&before, g_ptr_array_unref);
  return after;
}

/* It stands exactly while the figure is late. */
static void
test_figure (void)
{
  GPtrArray *alerts = step (NULL, make_rate (7, 10, 0.8), 100);
  const FwAlert *alert;

  g_assert_cmpuint (count_standing (alerts), ==, 0);
  /* None of 29 is clear, and still too few. */
  alerts = step (alerts, make_rate (0, 29, 0.8), 150);
  g_assert_cmpuint (count_standing (alerts), ==, 0);
  alerts = step (alerts, make_rate (0, 30, 0.8), 160);
  g_assert_cmpuint (count_standing (alerts), ==, 1);

  alerts = step (alerts, make_rate (700, 1000, 0.8), 200);
  g_assert_cmpuint (count_standing (alerts), ==, 1);
  alert = alerts->pdata[0];
  g_assert_cmpstr (alert->id, ==, "service_level/team/main/night-b");
  g_assert_cmpstr (alert->title, ==, "Night B");
  g_assert_cmpstr (alert->site, ==, "main");
  g_assert_cmpfloat (alert->value, ==, 0.7);
  g_assert_cmpfloat (alert->limit, ==, 0.8);
  g_assert_cmpuint (alert->n, ==, 1000);
  g_assert_cmpfloat (alert->interval.high, <, 0.8);
  g_assert_cmpint (alert->from, ==, DAY);
  g_assert_cmpint (alert->since, ==, 160);

  /* "Cannot tell" is no alert, whatever was before. */
  alerts = step (alerts, make_rate (790, 1000, 0.8), 300);
  g_assert_cmpuint (count_standing (alerts), ==, 0);
  alerts = step (alerts, make_rate (0, 0, 0.8), 600);
  g_assert_cmpuint (count_standing (alerts), ==, 0);
  g_ptr_array_unref (alerts);
}

/* What comes back within five minutes is the same alert, later or on another day another one. */
static void
test_rest (void)
{
  const gint64 raised = 2 * DAY, over = raised + FW_ALERT_REST;
  FwAlertCheck late = make_rate (700, 1000, 0.8), next = late;
  GPtrArray *alerts = step (NULL, late, raised);

  alerts = step (alerts, make_rate (790, 1000, 0.8), over);
  g_assert_cmpuint (count_standing (alerts), ==, 0);
  alerts = step (alerts, make_rate (790, 1000, 0.8), over + FW_ALERT_REST - 1);
  alerts = step (alerts, late, over + FW_ALERT_REST - 1);
  g_assert_cmpuint (count_standing (alerts), ==, 1);
  g_assert_cmpint (((FwAlert *) alerts->pdata[0])->since, ==, raised);

  alerts = step (alerts, make_rate (790, 1000, 0.8), over + FW_ALERT_REST);
  alerts = step (alerts, make_rate (790, 1000, 0.8), over + 2 * FW_ALERT_REST);
  g_assert_cmpuint (alerts->len, ==, 0);
  alerts = step (alerts, late, over + 2 * FW_ALERT_REST);
  g_assert_cmpint (((FwAlert *) alerts->pdata[0])->since, ==, over + 2 * FW_ALERT_REST);

  next.from += DAY;
  alerts = step (alerts, next, over + 3 * FW_ALERT_REST);
  g_assert_cmpuint (alerts->len, ==, 1);
  g_assert_cmpint (((FwAlert *) alerts->pdata[0])->since, ==, over + 3 * FW_ALERT_REST);
  g_ptr_array_unref (alerts);
}

static void
test_ceiling (void)
{
  static const struct
  {
    double value;
    guint n;
  } steps[] = { { 5, 0 }, { 6, 1 }, { 5, 0 }, { 6, 1 }, { 100, 1 }, { 0, 0 }, { NAN, 0 } };
  GPtrArray *alerts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      alerts = step (alerts, make_waiting (steps[i].value, 5), (gint64) i);
      g_assert_cmpuint (count_standing (alerts), ==, steps[i].n);
    }
  g_ptr_array_unref (alerts);
}

/* A break that is too long, and soon after it another: the second is no continuation. */
static void
test_clock (void)
{
  FwAlertCheck check = { .metric = "paused_s",
                         .dimension = "agent",
                         .key = "Agent/1",
                         .reason = "lunch",
                         .value = 901,
                         .limit = 900,
                         .from = 7,
                         .verdict = FW_VERDICT_LATE };
  GPtrArray *alerts = step (NULL, check, 1);

  g_assert_cmpuint (count_standing (alerts), ==, 1);
  g_assert_cmpstr (((FwAlert *) alerts->pdata[0])->reason, ==, "lunch");
  check.verdict = FW_VERDICT_IN_ORDER;
  alerts = step (alerts, check, 2);
  g_assert_cmpuint (count_standing (alerts), ==, 0);
  check.verdict = FW_VERDICT_LATE;
  check.from = 20;
  alerts = step (alerts, check, 30);
  g_assert_cmpint (((FwAlert *) alerts->pdata[0])->since, ==, 30);
  g_ptr_array_unref (alerts);
}

static void
test_many (void)
{
  FwAlertCheck checks[] = { make_waiting (9, 5), make_rate (1, 100, 0.8), make_waiting (NAN, 5),
                            make_rate (1, 100, NAN) };
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GPtrArray) none = NULL;

  both = fw_alert_step (NULL, checks, 2, 10);
  g_assert_cmpuint (count_standing (both), ==, 2);
  g_assert_cmpstr (((FwAlert *) both->pdata[0])->metric, ==,
                   "service_level"); /* same moment: by id */

  /* The oldest stays first. */
  first = fw_alert_step (NULL, checks, 1, 5);
  later = fw_alert_step (first, checks, 2, 20);
  g_assert_cmpstr (((FwAlert *) later->pdata[0])->metric, ==, "waiting");

  none = fw_alert_step (both, checks + 2, 2, 30);
  g_assert_cmpuint (count_standing (none), ==, 0);
  g_clear_pointer (&none, g_ptr_array_unref);
  none = fw_alert_step (both, NULL, 0, 30);
  g_assert_cmpuint (count_standing (none), ==, 0);
}

/* A team or queue of that name at another site is another alert; and no site's name, with whatever
 * in it, makes one of two. */
static void
test_two_sites (void)
{
  static const struct
  {
    const char *site, *key;
  } places[] = {
    { "east", "night" }, { "west", "night" }, { "e/a", "b" }, { "e", "a/b" }, { "", "e/night" }
  };
  FwAlertCheck checks[G_N_ELEMENTS (places)];
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) alerts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      checks[i] = make_rate (0, 100, 0.8);
      checks[i].site = places[i].site;
      checks[i].key = places[i].key;
    }
  alerts = fw_alert_step (NULL, checks, G_N_ELEMENTS (checks), 100);
  for (guint i = 0; i < alerts->len; i++)
    g_assert_true (g_hash_table_add (ids, ((FwAlert *) alerts->pdata[i])->id));
  g_assert_cmpuint (g_hash_table_size (ids), ==, G_N_ELEMENTS (places));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/alert/figure", test_figure);
  g_test_add_func ("/core/alert/rest", test_rest);
  g_test_add_func ("/core/alert/ceiling", test_ceiling);
  g_test_add_func ("/core/alert/clock", test_clock);
  g_test_add_func ("/core/alert/many", test_many);
  g_test_add_func ("/core/alert/two-sites", test_two_sites);

  return g_test_run ();
}
