/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/alert/fw-alert.h"

#include <math.h>

static FwAlertCheck
make_rate (guint64 met, guint64 n, double limit)
{
  return (FwAlertCheck){
    .rule = FW_ALERT_FIGURE,
    .metric = "service_level",
    .dimension = "team",
    .key = "night-b",
    .title = "Night B",
    .action = "why",
    .site = "main",
    .team = "night-b",
    .value = n > 0 ? (double) met / (double) n : NAN,
    .limit = limit,
    .at_least = TRUE,
    .n = n,
    .interval = fw_interval_wilson (met, n),
  };
}

static FwAlertCheck
make_waiting (double value, double limit)
{
  return (FwAlertCheck){ .rule = FW_ALERT_CEILING,
                         .metric = "waiting",
                         .dimension = "site",
                         .key = "main",
                         .title = "Main",
                         .action = "people",
                         .site = "main",
                         .team = "",
                         .value = value,
                         .limit = limit };
}

static GPtrArray *
step (GPtrArray *before, FwAlertCheck check, gint64 now)
{
  GPtrArray *after = fw_alert_step (before, &check, 1, now);

  g_clear_pointer (&before, g_ptr_array_unref);
  return after;
}

static void
test_figure (void)
{
  GPtrArray *alerts = step (NULL, make_rate (7, 10, 0.8), 100);
  const FwAlert *alert;

  /* 7 of 10 may well be 80 %: cannot tell is no alert. */
  g_assert_cmpuint (alerts->len, ==, 0);

  alerts = step (alerts, make_rate (700, 1000, 0.8), 200);
  g_assert_cmpuint (alerts->len, ==, 1);
  alert = alerts->pdata[0];
  g_assert_cmpstr (alert->id, ==, "service_level/team/night-b");
  g_assert_cmpstr (alert->title, ==, "Night B");
  g_assert_cmpfloat (alert->value, ==, 0.7);
  g_assert_cmpfloat (alert->limit, ==, 0.8);
  g_assert_cmpuint (alert->n, ==, 1000);
  g_assert_cmpint (alert->since, ==, 200);

  /* Raised once; "cannot tell" does not clear it, the target does. */
  alerts = step (alerts, make_rate (790, 1000, 0.8), 300);
  g_assert_cmpuint (alerts->len, ==, 1);
  alert = alerts->pdata[0];
  g_assert_cmpint (alert->since, ==, 200);
  g_assert_cmpfloat (alert->value, ==, 0.79);
  alerts = step (alerts, make_rate (800, 1000, 0.8), 400);
  g_assert_cmpuint (alerts->len, ==, 0);

  alerts = step (alerts, make_rate (700, 1000, 0.8), 500);
  g_assert_cmpint (((FwAlert *) alerts->pdata[0])->since, ==, 500);
  alerts = step (alerts, make_rate (0, 0, 0.8), 600);
  g_assert_cmpuint (alerts->len, ==, 0);
  g_ptr_array_unref (alerts);
}

static void
test_upper_figure (void)
{
  FwAlertCheck check = { .rule = FW_ALERT_FIGURE,
                         .metric = "aht_s",
                         .dimension = "queue",
                         .key = "q",
                         .value = 300,
                         .limit = 280,
                         .n = 50,
                         .interval = { 275, 325 } };
  GPtrArray *alerts = step (NULL, check, 1);

  g_assert_cmpuint (alerts->len, ==, 0);
  check.interval.low = 281;
  alerts = step (alerts, check, 2);
  g_assert_cmpuint (alerts->len, ==, 1);
  check.interval.low = 200;
  alerts = step (alerts, check, 3);
  g_assert_cmpuint (alerts->len, ==, 1);
  check.value = 279;
  alerts = step (alerts, check, 4);
  g_assert_cmpuint (alerts->len, ==, 0);
  g_ptr_array_unref (alerts);
}

static void
test_ceiling (void)
{
  static const struct
  {
    double value;
    guint n;
  } steps[] = {
    { 5, 0 }, { 6, 1 }, { 5, 1 }, { 4.1, 1 }, { 4, 0 }, { 5, 0 }, { 100, 1 }, { 0, 0 }
  };
  GPtrArray *alerts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      alerts = step (alerts, make_waiting (steps[i].value, 5), (gint64) i);
      g_assert_cmpuint (alerts->len, ==, steps[i].n);
    }
  g_ptr_array_unref (alerts);
}

static void
test_clock (void)
{
  FwAlertCheck check = { .rule = FW_ALERT_CLOCK,
                         .metric = "paused_s",
                         .dimension = "agent",
                         .key = "Agent/1",
                         .value = 901,
                         .limit = 900 };
  GPtrArray *alerts = step (NULL, check, 1);

  g_assert_cmpuint (alerts->len, ==, 1);
  check.value = 1;
  alerts = step (alerts, check, 2);
  g_assert_cmpuint (alerts->len, ==, 0);
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
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpstr (((FwAlert *) both->pdata[0])->metric, ==,
                   "service_level"); /* same moment: by id */

  /* The oldest stays first. */
  first = fw_alert_step (NULL, checks, 1, 5);
  later = fw_alert_step (first, checks, 2, 20);
  g_assert_cmpstr (((FwAlert *) later->pdata[0])->metric, ==, "waiting");

  none = fw_alert_step (both, checks + 2, 2, 30);
  g_assert_cmpuint (none->len, ==, 0);
  g_clear_pointer (&none, g_ptr_array_unref);
  none = fw_alert_step (both, NULL, 0, 30);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/alert/figure", test_figure);
  g_test_add_func ("/core/alert/upper-figure", test_upper_figure);
  g_test_add_func ("/core/alert/ceiling", test_ceiling);
  g_test_add_func ("/core/alert/clock", test_clock);
  g_test_add_func ("/core/alert/many", test_many);

  return g_test_run ();
}
