/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/metric/fw-service.h"
#include "protocol/fw-json.h"
#include "server/fw-server-fixture.h"

#define PERIOD "from=2026-03-02&to=2026-03-03"
#define WEEK_BEFORE "baseline_from=2026-02-23&baseline_to=2026-02-24"
#define WEEK (7 * 24 * FW_HOUR)

/* Twenty calls of team a and five of team b, of which two are given up; a week before thirty of
 * team a. */
static void
post_calls (FwServerFixture *f)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%02u", i);
      gint64 at = TEST_START + i * 20 * FW_SECOND;

      if (i < 23)
        fw_fixture_add_call (lines, at, contact, i < 20 ? "sales" : "support",
                             i < 20 ? "Agent/1" : "Agent/2");
      else
        {
          fw_fixture_add_event (lines, at, "offered", contact, "support", NULL);
          fw_fixture_add_event (lines, at + (i == 23 ? 10 : 300) * FW_SECOND, "abandoned", contact,
                                "support", NULL);
        }
    }
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *contact = g_strdup_printf ("b%02u", i);

      fw_fixture_add_call (lines, TEST_START - WEEK + i * 20 * FW_SECOND, contact, "sales",
                           "Agent/1");
    }
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  g_assert_cmpint (json_object_get_int_member (report, "orphans"), ==, 0);
}

static JsonObject *
find_edge (JsonObject *answer, const char *from, const char *to)
{
  JsonArray *edges = json_object_get_array_member (answer, "edges");

  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      JsonObject *edge = json_array_get_object_element (edges, i);

      if (g_str_equal (json_object_get_string_member (edge, "from"), from) &&
          g_str_equal (json_object_get_string_member (edge, "to"), to))
        return edge;
    }
  return NULL;
}

static gint64
count_node (JsonObject *answer, const char *id)
{
  JsonArray *nodes = json_object_get_array_member (answer, "nodes");

  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      JsonObject *node = json_array_get_object_element (nodes, i);

      if (g_str_equal (json_object_get_string_member (node, "id"), id))
        return json_object_get_int_member (node, "count");
    }
  return -1;
}

static void
test_paths (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) scoped = NULL;
  g_autoptr (JsonObject) none = NULL;
  JsonObject *edge;

  post_calls (f);
  all = fw_fixture_ask (f, "GET", "why/paths?" PERIOD, f->boss, NULL, 200);
  g_assert_cmpint (count_node (all, "offered"), ==, 25);
  g_assert_cmpint (count_node (all, "answered"), ==, 23);
  g_assert_cmpint (count_node (all, "abandoned"), ==, 2);
  g_assert_cmpint (count_node (all, "ended"), ==, 23);
  g_assert_cmpint (count_node (all, "unsaid"), ==, 23);
  edge = find_edge (all, "offered", "answered");
  g_assert_cmpint (json_object_get_int_member (edge, "count"), ==, 23);
  g_assert_cmpfloat (json_object_get_double_member (edge, "median_s"), ==, 5);
  g_assert_true (json_object_get_boolean_member (edge, "standard"));
  g_assert_false (json_object_get_boolean_member (edge, "bottleneck"));
  edge = find_edge (all, "answered", "ended");
  g_assert_cmpfloat (json_object_get_double_member (edge, "p90_s"), ==, 60);
  edge = find_edge (all, "offered", "abandoned");
  g_assert_cmpfloat (json_object_get_double_member (edge, "median_s"), ==, 10);
  g_assert_cmpfloat (json_object_get_double_member (edge, "p90_s"), ==, 300);
  /* of two contacts nobody shouts */
  g_assert_false (json_object_get_boolean_member (edge, "bottleneck"));
  /* ways that nobody went are not told */
  g_assert_null (find_edge (all, "offered", "left"));

  scoped = fw_fixture_ask (f, "GET", "why/paths?" PERIOD, f->lead, NULL, 200);
  g_assert_cmpint (count_node (scoped, "offered"), ==, 20);
  g_assert_null (find_edge (scoped, "offered", "abandoned"));
  none = fw_fixture_ask (f, "GET", "why/paths?queue=support&" PERIOD, f->lead, NULL, 200);
  g_assert_cmpint (count_node (none, "offered"), ==, 0);
  fw_fixture_expect_error (f, "GET", "why/paths?by=team", f->boss, NULL, 400, "invalid", "by");
}

/* Twenty who waited five minutes, where the policy allows one. */
static void
test_bottleneck (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (JsonObject) answer = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%02u", i);
      gint64 at = TEST_START + i * 20 * FW_SECOND;

      fw_fixture_add_event (lines, at, "offered", contact, "support", NULL);
      fw_fixture_add_event (lines, at + 300 * FW_SECOND, "abandoned", contact, "support", NULL);
    }
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  answer = fw_fixture_ask (f, "GET", "why/paths?" PERIOD, f->boss, NULL, 200);
  g_assert_true (
      json_object_get_boolean_member (find_edge (answer, "offered", "abandoned"), "bottleneck"));
}

static void
test_hours (FwServerFixture *f, gconstpointer data)
{
  static const char *const bad[][2] = {
    { "why/hours?" PERIOD "&" WEEK_BEFORE, "metric" },
    { "why/hours?metric=luck&" PERIOD "&" WEEK_BEFORE, "metric" },
    { "why/hours?metric=offered&" PERIOD, "baseline" },
    { "why/hours?metric=connection_rate&baseline_from=2026-03-02&baseline_to=2026-03-02&" PERIOD,
      "baseline" },
  };
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) scoped = NULL;
  JsonArray *cells;
  JsonObject *cell;

  post_calls (f);
  all = fw_fixture_ask (f, "GET", "why/hours?metric=connection_rate&" PERIOD "&" WEEK_BEFORE,
                        f->boss, NULL, 200);
  cells = json_object_get_array_member (all, "cells");
  g_assert_cmpuint (json_array_get_length (cells), ==, 1);
  cell = json_array_get_object_element (cells, 0);
  g_assert_cmpint (json_object_get_int_member (cell, "weekday"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (cell, "n_before"), ==, 30);
  g_assert_cmpint (json_object_get_int_member (cell, "n_now"), ==, 25);
  g_assert_cmpfloat (json_object_get_double_member (cell, "before"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (cell, "now"), ==, 23 / 25.);

  scoped = fw_fixture_ask (f, "GET", "why/hours?metric=connection_rate&" PERIOD "&" WEEK_BEFORE,
                           f->lead, NULL, 200);
  cell = json_array_get_object_element (json_object_get_array_member (scoped, "cells"), 0);
  g_assert_cmpint (json_object_get_int_member (cell, "n_now"), ==, 20);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    fw_fixture_expect_error (f, "GET", bad[i][0], f->boss, NULL, 400, "invalid", bad[i][1]);
}

static double
get_tile (JsonObject *floor, guint i, const char *member)
{
  JsonObject *tile =
      json_array_get_object_element (json_object_get_array_member (floor, "tiles"), i);

  return json_object_get_double_member (tile, member);
}

static guint
count_slots (JsonObject *floor, const char *member)
{
  JsonObject *curve = json_object_get_object_member (floor, "curve");

  return json_array_get_length (json_object_get_array_member (curve, member));
}

static gint64
count_offered (JsonObject *floor)
{
  return json_object_get_int_member (json_object_get_object_member (floor, "total"), "offered");
}

/* Any days as the live page shows them: the same figures as kpi, held against other days. */
static void
test_floor (FwServerFixture *f, gconstpointer data)
{
  static const char *const bad[][2] = {
    { "floor?baseline=luck&" PERIOD, "baseline" },
    { "floor?baseline=forecast&" PERIOD, "baseline" },
    { "floor?baseline=period&" PERIOD, "baseline_to" },
    { "floor?baseline=period&baseline_id=none&" PERIOD, "baseline_id" },
    { "floor?from=2026-02-20&to=2026-03-03", "overlap" },
    { "floor?from=2010-01-01&to=2026-03-03&baseline=previous", "2800" },
    { "floor?bucket=day", "bucket" },
  };
  g_autoptr (JsonObject) day = NULL;
  g_autoptr (JsonObject) week = NULL;
  g_autoptr (JsonObject) alone = NULL;
  g_autoptr (JsonObject) period = NULL;
  g_autoptr (JsonObject) scoped = NULL;
  JsonObject *group;

  post_calls (f);
  day = fw_fixture_ask (f, "GET", "floor?by=team&" PERIOD, f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (day, "days"), ==, 1);
  g_assert_false (json_object_get_boolean_member (day, "runs"));
  g_assert_cmpint (count_offered (day), ==, 25);
  g_assert_cmpfloat (get_tile (day, 0, "value"), ==, 23 / 25.);
  g_assert_cmpfloat (get_tile (day, 0, "before"), ==, 1);
  g_assert_cmpuint (count_slots (day, "now"), ==, 48);
  g_assert_cmpuint (count_slots (day, "before"), ==, 48);
  group = json_array_get_object_element (json_object_get_array_member (day, "groups"), 0);
  g_assert_true (json_object_has_member (group, "title"));

  week = fw_fixture_ask (f, "GET", "floor?from=2026-02-23&to=2026-03-04&baseline=previous", f->boss,
                         NULL, 200);
  g_assert_cmpint (json_object_get_int_member (week, "days"), ==, 9);
  g_assert_cmpint (count_offered (week), ==, 55);
  g_assert_cmpuint (count_slots (week, "now"), ==, 9);
  g_assert_true (json_object_get_null_member (
      json_array_get_object_element (json_object_get_array_member (week, "tiles"), 0), "before"));

  alone = fw_fixture_ask (f, "GET", "floor?baseline=target&" PERIOD, f->boss, NULL, 200);
  g_assert_true (json_object_get_null_member (alone, "before"));
  g_assert_cmpuint (count_slots (alone, "before"), ==, 0);
  period = fw_fixture_ask (f, "GET", "floor?baseline=period&" WEEK_BEFORE "&" PERIOD, f->boss, NULL,
                           200);
  g_assert_cmpfloat (get_tile (period, 0, "before"), ==, 1);

  scoped = fw_fixture_ask (f, "GET", "floor?" PERIOD, f->lead, NULL, 200);
  g_assert_cmpint (count_offered (scoped), ==, 20);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    fw_fixture_expect_error (f, "GET", bad[i][0], f->boss, NULL, 400, "invalid", bad[i][1]);
}

/* Without days: the last one on which anybody came whom the account may see. */
static void
test_floor_last_day (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) last = NULL;
  g_autoptr (JsonObject) nobody = NULL;
  JsonObject *day;

  post_calls (f);
  last = fw_fixture_ask (f, "GET", "floor?by=team", f->lead, NULL, 200);
  g_assert_cmpint (count_offered (last), ==, 20);
  day = json_object_get_object_member (last, "day");
  g_assert_cmpstr (json_object_get_string_member (day, "date"), ==, "2026-03-02");

  nobody = fw_fixture_ask (f, "GET", "floor?queue=none", f->lead, NULL, 200);
  g_assert_cmpint (count_offered (nobody), ==, 0);
  g_assert_true (json_object_get_boolean_member (nobody, "runs"));
}

static JsonObject *
find_dimension (JsonObject *answer, const char *metric)
{
  JsonArray *dimensions = json_object_get_array_member (answer, "dimensions");

  g_assert_cmpuint (json_array_get_length (dimensions), ==, FW_SERVICE_N_DIMENSIONS);
  for (guint i = 0; i < FW_SERVICE_N_DIMENSIONS; i++)
    {
      JsonObject *dimension = json_array_get_object_element (dimensions, i);

      if (g_str_equal (json_object_get_string_member (dimension, "metric"), metric))
        return dimension;
    }
  g_assert_not_reached ();
}

static void
test_service (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) support = NULL;
  g_autoptr (JsonObject) scoped = NULL;
  g_autoptr (JsonObject) empty = NULL;
  JsonObject *connection;

  post_calls (f);
  support = fw_fixture_ask (f, "GET", "why/service?queue=support&" PERIOD, f->boss, NULL, 200);
  connection = find_dimension (support, "connection_rate");
  g_assert_cmpfloat (json_object_get_double_member (connection, "value"), ==, 3 / 5.);
  g_assert_cmpfloat (json_object_get_double_member (connection, "centre"), ==, 23 / 25.);
  g_assert_cmpfloat (json_object_get_double_member (connection, "benchmark"), ==, 0.95);
  g_assert_true (json_object_get_boolean_member (connection, "shipped"));
  g_assert_true (json_object_get_boolean_member (connection, "below"));
  g_assert_false (json_object_get_boolean_member (connection, "cannot_tell"));
  g_assert_cmpfloat (json_object_get_double_member (connection, "score"), ==, 0);
  g_assert_true (json_object_get_null_member (find_dimension (support, "csat"), "score"));

  /* a scope sees no other centre than its own */
  scoped = fw_fixture_ask (f, "GET", "why/service?" PERIOD, f->lead, NULL, 200);
  g_assert_cmpfloat (
      json_object_get_double_member (find_dimension (scoped, "connection_rate"), "centre"), ==, 1);
  g_assert_cmpfloat (
      json_object_get_double_member (find_dimension (scoped, "connection_rate"), "score"), ==, 100);
  empty =
      fw_fixture_ask (f, "GET", "why/service?from=2020-01-01&to=2020-01-02", f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (empty, "offered"), ==, 0);
  g_assert_false (
      json_object_get_boolean_member (find_dimension (empty, "connection_rate"), "below"));
}

static void
put_policy (FwServerFixture *f, const char *subject, const char *value, const char *source)
{
  g_autofree char *record =
      g_strdup_printf ("{\"id\":\"%s\",\"subject\":\"%s\",\"value\":%s,\"source\":\"%s\"}", subject,
                       subject, value, source);
  g_autoptr (JsonObject) stored =
      fw_fixture_ask (f, "POST", "records/policy", f->boss, record, 201);
}

/* A benchmark that a centre has entered says where it is from. */
static void
test_source (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *csat;

  put_policy (f, "benchmark-csat", "0.87", "Industry survey 2025");
  answer = fw_fixture_ask (f, "GET", "why/service?" PERIOD, f->boss, NULL, 200);
  csat = find_dimension (answer, "csat");
  g_assert_cmpfloat (json_object_get_double_member (csat, "benchmark"), ==, 0.87);
  g_assert_false (json_object_get_boolean_member (csat, "shipped"));
  g_assert_cmpstr (json_object_get_string_member (csat, "source"), ==, "Industry survey 2025");
}

/* Surveys of one contact each rate two sides. */
static void
test_sides (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  JsonArray *sides;
  JsonObject *attitude, *efficiency;

  post_calls (f);
  for (guint i = 0; i < 5; i++)
    g_string_append_printf (
        lines,
        "{\"source\":\"pbx\",\"id\":\"rated%u\",\"type\":\"survey\",\"contact\":\"c%02u\","
        "\"at\":\"2026-03-02T10:00:0%uZ\",\"scores\":{\"attitude\":5,\"efficiency\":%u}}\n",
        i, i, i, 1 + i % 2);
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  g_assert_cmpint (json_object_get_int_member (report, "unmatched"), ==, 0);

  answer = fw_fixture_ask (f, "GET", "why/service?" PERIOD, f->boss, NULL, 200);
  sides = json_object_get_array_member (answer, "sides");
  attitude = json_array_get_object_element (sides, 0);
  efficiency = json_array_get_object_element (sides, 1);
  g_assert_cmpstr (json_object_get_string_member (attitude, "side"), ==, "attitude");
  g_assert_cmpfloat (json_object_get_double_member (attitude, "value"), ==, 5);
  g_assert_cmpint (json_object_get_int_member (attitude, "n"), ==, 5);
  g_assert_false (json_object_get_boolean_member (attitude, "below"));
  g_assert_cmpfloat (json_object_get_double_member (efficiency, "value"), ==, 1.4);
  g_assert_true (json_object_get_boolean_member (efficiency, "below"));
  g_assert_true (json_object_get_null_member (json_array_get_object_element (sides, 2), "value"));
}

/* What an hour costs is entered, or nothing is said of cost. */
static void
test_cost (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) silent = NULL;
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *cost;
  double hours;

  post_calls (f);
  silent = fw_fixture_ask (f, "GET", "why/service?" PERIOD, f->boss, NULL, 200);
  g_assert_true (
      json_object_get_null_member (json_object_get_object_member (silent, "cost"), "value"));

  put_policy (f, "cost-per-hour", "60", "");
  put_policy (f, "benchmark-cost-per-contact", "2", "Industry survey 2025");
  answer = fw_fixture_ask (f, "GET", "why/service?" PERIOD, f->boss, NULL, 200);
  cost = json_object_get_object_member (answer, "cost");
  hours = json_object_get_double_member (cost, "hours");
  g_assert_cmpfloat (hours, >, 0);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (cost, "value"), hours * 60 / 23,
                                  1e-6);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (cost, "deviation"),
                                  hours * 60 / 23 / 2 - 1, 1e-6);
  g_assert_cmpstr (json_object_get_string_member (cost, "source"), ==, "Industry survey 2025");
}

static void
test_score (FwServerFixture *f, gconstpointer data)
{
  const FwServiceDimension share = { "csat", "benchmark-csat", 1, NULL };
  const FwServiceDimension time = { "aht_s", "benchmark-handling-time", 0, NULL };

  g_assert_cmpfloat_with_epsilon (fw_service_score (&share, 0.9, 0.9), 80, 1e-9);
  g_assert_cmpfloat (fw_service_score (&share, 1, 0.9), ==, 100);
  g_assert_cmpfloat_with_epsilon (fw_service_score (&share, 0.8, 0.9), 60, 1e-9);
  g_assert_cmpfloat (fw_service_score (&share, 0, 0.9), ==, 0);
  g_assert_cmpfloat_with_epsilon (fw_service_score (&time, 270, 270), 80, 1e-9);
  g_assert_cmpfloat_with_epsilon (fw_service_score (&time, 540, 270), 60, 1e-9);
  g_assert_cmpfloat (fw_service_score (&time, 1e9, 270), ==, 0);
  g_assert_true (isnan (fw_service_score (&time, NAN, 270)));
  for (guint i = 0; i < FW_SERVICE_N_DIMENSIONS; i++)
    {
      const FwServiceDimension *dimension = &fw_service_dimensions ()[i];

      g_assert_nonnull (fw_metric_find (dimension->metric));
      g_assert_nonnull (fw_policy_find (dimension->policy));
    }
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/views/paths", test_paths },
    { "/server/views/bottleneck", test_bottleneck },
    { "/server/views/hours", test_hours },
    { "/server/views/floor", test_floor },
    { "/server/views/floor-last-day", test_floor_last_day },
    { "/server/views/service", test_service },
    { "/server/views/source", test_source },
    { "/server/views/sides", test_sides },
    { "/server/views/cost", test_cost },
    { "/server/views/score", test_score },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
