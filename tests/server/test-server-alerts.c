/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is late, and that tiles, tables, alerts and answers say the same of it. */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-live-watch.h"
#include "server/fw-server-fixture.h"

static void
post (FwServerFixture *f, GString *lines)
{
  g_autoptr (JsonObject) report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
}

/* @n calls of @queue that hang up at once, each a moment ago. */
static void
post_abandoned (FwServerFixture *f, const char *queue, const char *prefix, guint n)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("%s-%u", prefix, i);

      fw_fixture_add_event (lines, now, "offered", contact, queue, NULL);
      fw_fixture_add_event (lines, now, "abandoned", contact, queue, NULL);
    }
  post (f, lines);
}

static void
post_waiting (FwServerFixture *f, const char *queue, const char *contact, gint64 seconds)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  fw_fixture_add_event (lines, g_get_real_time () - seconds * FW_SECOND, "offered", contact, queue,
                        NULL);
  post (f, lines);
}

static void
put_queue (FwServerFixture *f, const char *id, const char *channel)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"site\":\"sh\",\"team\":\"a\",\"channel\":\"%s\"}", id, id,
      channel);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "POST", "records/queue", f->boss, body, 201);
}

static JsonObject *
find_alert (JsonObject *live, const char *id)
{
  JsonArray *alerts = json_object_get_array_member (live, "alerts");

  for (guint i = 0; i < json_array_get_length (alerts); i++)
    {
      JsonObject *alert = json_array_get_object_element (alerts, i);

      if (strcmp (json_object_get_string_member (alert, "id"), id) == 0)
        return alert;
    }

  return NULL;
}

/* Of what is not to come there is something else to wait for: how many wait. */
static JsonObject *
wait_for_frame (FwServerFixture *f, const char *path, const char *alert, guint waiting)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (JsonObject) live = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
      JsonObject *told = json_object_get_object_member (live, "waiting");

      if (json_object_get_int_member (told, "count") == waiting &&
          (alert == NULL || find_alert (live, alert) != NULL))
        return g_steal_pointer (&live);
      g_usleep (20000);
    }

  g_assert_not_reached ();
}

static JsonObject *
find_group (JsonObject *live, const char *dimension, const char *key)
{
  JsonArray *groups = json_object_get_array_member (live, "groups");

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      JsonObject *keys = json_object_get_object_member (group, "key");

      if (strcmp (json_object_get_string_member (keys, dimension), key) == 0)
        return group;
    }

  g_assert_not_reached ();
}

static const char *
get_verdict (JsonObject *group, const char *metric)
{
  JsonObject *figures = json_object_get_object_member (group, "figures");

  return json_object_get_string_member (json_object_get_object_member (figures, metric), "verdict");
}

/* None of 29 connected: too few for the table, the tile, the answer and the alert. One more, and
 * all four say late. */
static void
test_least (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) few = NULL;
  g_autoptr (JsonObject) enough = NULL;
  g_autoptr (JsonObject) kpi = NULL;
  JsonObject *tile;

  post_abandoned (f, "sales", "few", 29);
  post_waiting (f, "support", "mark", 0);
  few = wait_for_frame (f, "live?by=queue", NULL, 1);
  g_assert_cmpstr (get_verdict (find_group (few, "queue", "sales"), "connection_rate"), ==,
                   "cannot-tell");
  g_assert_null (find_alert (few, "connection_rate/queue/sh/sales"));

  post_abandoned (f, "sales", "more", 1);
  enough = wait_for_frame (f, "live?by=queue", "connection_rate/queue/sh/sales", 1);
  g_assert_cmpstr (get_verdict (find_group (enough, "queue", "sales"), "connection_rate"), ==,
                   "late");
  g_assert_cmpint (
      json_object_get_int_member (find_alert (enough, "connection_rate/queue/sh/sales"), "n"), ==,
      30);
  kpi = fw_fixture_ask (f, "GET", "kpi?by=queue", f->boss, NULL, 200);
  g_assert_cmpstr (get_verdict (find_group (kpi, "queue", "sales"), "connection_rate"), ==, "late");
  tile = json_array_get_object_element (json_object_get_array_member (enough, "tiles"), 0);
  g_assert_cmpstr (json_object_get_string_member (tile, "verdict"), ==, "late");
  g_assert_cmpint (json_object_get_int_member (tile, "least_n"), ==, 30);
}

#define CONNECTION "connection_rate/queue/sh/sales"

/* Told to every desk on its stream: asked until it says so. */
static JsonObject *
wait_for_member (FwServerFixture *f, const char *member, gboolean set)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (JsonObject) live = fw_fixture_ask (f, "GET", "live?by=queue", f->boss, NULL, 200);
      JsonObject *alert = find_alert (live, CONNECTION);

      if (alert != NULL && json_object_get_null_member (alert, member) != set)
        return json_object_ref (alert);
      g_usleep (20000);
    }

  g_assert_not_reached ();
}

/* What a server that was started anew knows of it. */
static FwAlert *
find_after_restart (FwServerFixture *f)
{
  g_autoptr (FwLiveWatch) watch = fw_live_watch_new (f->centre);
  g_autoptr (FwLiveFloor) floor = fw_live_floor_take (f->centre, g_get_real_time ());
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();

  fw_live_watch_step (watch, floor);
  return fw_live_watch_find_alert (watch, CONNECTION, scope);
}

/* An alert is acknowledged, put off, given to somebody, and given up again: all desks are told, it
 * is kept, and the log says who. */
static void
test_taken_up (FwServerFixture *f, gconstpointer data)
{
#define ALERT "{\"id\":\"" CONNECTION "\",\"act\":"
  g_autofree char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA1, CONNECTION, -1);
  g_autofree char *path = g_strdup_printf ("records/alert-note/%s/log", id);
  g_autoptr (JsonObject) live = NULL, seen = NULL, later = NULL, given = NULL, none = NULL;
  g_autoptr (JsonObject) log = NULL, done = NULL, again = NULL, gift = NULL, back = NULL;
  g_autoptr (JsonObject) person = NULL;
  g_autoptr (FwAlert) kept = NULL;
  JsonArray *changes;

  post_abandoned (f, "sales", "lost", 60);
  live = wait_for_frame (f, "live?by=queue", CONNECTION, 0);
  g_assert_true (json_object_get_null_member (find_alert (live, CONNECTION), "acknowledged_by"));
  fw_fixture_expect_error (f, "POST", "alerts", f->boss,
                           "{\"id\":\"csat/team/sh/none\",\"act\":\"acknowledge\"}", 404,
                           "not-found", "");
  fw_fixture_expect_error (f, "POST", "alerts", f->boss, ALERT "\"shout\"}", 400, "invalid", "act");
  fw_fixture_expect_error (f, "POST", "alerts", f->boss, ALERT "\"snooze\",\"minutes\":0}", 400,
                           "invalid", "minutes");
  fw_fixture_expect_error (f, "POST", "alerts", f->boss, ALERT "\"give\",\"to\":\"nobody\"}", 400,
                           "invalid", "to");

  done = fw_fixture_ask (f, "POST", "alerts", f->boss, ALERT "\"acknowledge\"}", 200);
  seen = wait_for_member (f, "acknowledged_by", TRUE);
  g_assert_cmpstr (json_object_get_string_member (seen, "acknowledged_by"), ==, "boss");
  again = fw_fixture_ask (f, "POST", "alerts", f->boss, ALERT "\"snooze\",\"minutes\":60}", 200);
  later = wait_for_member (f, "snoozed_until", TRUE);
  person = fw_fixture_ask (f, "POST", "records/person", f->boss,
                           "{\"id\":\"helper\",\"name\":\"Helping Hand\",\"site\":\"sh\","
                           "\"team\":\"a\"}",
                           201);
  gift = fw_fixture_ask (f, "POST", "alerts", f->boss, ALERT "\"give\",\"to\":\"helper\"}", 200);
  given = wait_for_member (f, "given_to", TRUE);
  g_assert_cmpstr (json_object_get_string_member (given, "given_to"), ==, "Helping Hand");

  kept = find_after_restart (f);
  g_assert_nonnull (kept);
  g_assert_cmpstr (kept->acknowledged_by, ==, "boss");
  g_assert_cmpstr (kept->given_to, ==, "Helping Hand");
  g_assert_cmpint (kept->snoozed_until, >, 0);

  log = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  changes = json_object_get_array_member (log, "changes");
  g_assert_cmpuint (json_array_get_length (changes), >, 2);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (changes, 0), "account"), ==,
      "boss");

  back = fw_fixture_ask (f, "POST", "alerts", f->boss, ALERT "\"release\"}", 200);
  none = wait_for_member (f, "acknowledged_by", FALSE);
  g_assert_true (json_object_get_null_member (none, "given_to"));
#undef ALERT
}

/* A policy of a centre, in force since today, is what is gone by. */
static void
test_least_policy (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) policy =
      fw_fixture_ask (f, "POST", "records/policy", f->boss,
                      "{\"id\":\"least\",\"subject\":\"least-contacts\",\"value\":10}", 201);
  g_autoptr (JsonObject) live = NULL;

  post_abandoned (f, "sales", "few", 10);
  live = wait_for_frame (f, "live?by=queue", "connection_rate/queue/sh/sales", 0);
  g_assert_cmpstr (get_verdict (find_group (live, "queue", "sales"), "connection_rate"), ==,
                   "late");
}

/* What an alert says of its window, scope and figure, asked of kpi, is that figure. */
static void
test_window (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) live = NULL;
  g_autoptr (JsonObject) kpi = NULL;
  g_autofree char *path = NULL;
  JsonObject *alert, *total, *figure;

  post_abandoned (f, "sales", "lost", 60);
  live = wait_for_frame (f, "live", "connection_rate/queue/sh/sales", 0);
  alert = find_alert (live, "connection_rate/queue/sh/sales");
  g_assert_cmpstr (json_object_get_string_member (alert, "action"), ==, "why");
  path = g_strdup_printf (
      "kpi?from=%s&to=%s&site=%s&%s=%s", json_object_get_string_member (alert, "from"),
      json_object_get_string_member (alert, "to"), json_object_get_string_member (alert, "site"),
      json_object_get_string_member (alert, "dimension"),
      json_object_get_string_member (alert, "key"));
  kpi = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  total = json_object_get_object_member (kpi, "total");
  figure = json_object_get_object_member (json_object_get_object_member (total, "figures"),
                                          "connection_rate");
  g_assert_cmpfloat (json_object_get_double_member (alert, "value"), ==,
                     json_object_get_double_member (total, "connection_rate"));
  g_assert_cmpint (json_object_get_int_member (alert, "n"), ==,
                   json_object_get_int_member (figure, "n"));
  g_assert_cmpfloat (json_object_get_double_member (alert, "limit"), ==,
                     json_object_get_double_member (figure, "target"));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (alert, "high"),
                                  json_object_get_double_member (figure, "high"), 1e-5);
  g_assert_cmpstr (json_object_get_string_member (figure, "verdict"), ==, "late");
}

/* Each queue by its own limit: a letter that waits for two hours is in time, a caller of two
 * minutes is not, and the tile is late exactly where there is an alert. */
static void
test_waiting (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) letter = NULL;
  g_autoptr (JsonObject) caller = NULL;
  g_autoptr (JsonObject) post_alone = NULL;
  JsonObject *waiting, *worst, *alert;

  put_queue (f, "post", "email");
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *contact = g_strdup_printf ("letter-%u", i);

      post_waiting (f, "post", contact, 7200 + i);
    }
  letter = wait_for_frame (f, "live", NULL, 8);
  waiting = json_object_get_object_member (letter, "waiting");
  g_assert_cmpstr (json_object_get_string_member (waiting, "verdict"), ==, "in-order");
  worst = json_object_get_object_member (waiting, "worst");
  g_assert_cmpstr (json_object_get_string_member (worst, "queue"), ==, "post");
  g_assert_true (json_object_get_null_member (worst, "limit"));
  g_assert_cmpfloat (json_object_get_double_member (worst, "limit_s"), >=, 86400);

  post_waiting (f, "sales", "caller", 120);
  caller = wait_for_frame (f, "live", "longest_wait_s/queue/sh/sales", 9);
  waiting = json_object_get_object_member (caller, "waiting");
  g_assert_cmpstr (json_object_get_string_member (waiting, "verdict"), ==, "late");
  g_assert_cmpfloat (json_object_get_double_member (waiting, "longest_s"), >=, 7200);
  worst = json_object_get_object_member (waiting, "worst");
  g_assert_cmpstr (json_object_get_string_member (worst, "queue"), ==, "sales");
  g_assert_cmpint (json_object_get_int_member (worst, "count"), ==, 1);
  alert = find_alert (caller, "longest_wait_s/queue/sh/sales");
  g_assert_cmpfloat (json_object_get_double_member (alert, "limit"), ==, 60);
  g_assert_cmpfloat (json_object_get_double_member (alert, "value"), ==,
                     json_object_get_double_member (worst, "longest_s"));
  g_assert_null (find_alert (caller, "longest_wait_s/queue/sh/post"));
  g_assert_null (find_alert (caller, "waiting/queue/sh/post"));

  post_alone = wait_for_frame (f, "live?queue=post", NULL, 8);
  g_assert_cmpstr (json_object_get_string_member (
                       json_object_get_object_member (post_alone, "waiting"), "verdict"),
                   ==, "in-order");
}

/* What a pause is for is told with its alert. */
static void
test_pause (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 since = g_get_real_time () - 40 * FW_MINUTE;
  g_autofree char *at = fw_time_format (since);
  g_autoptr (JsonObject) live = NULL;
  JsonObject *alert;

  fw_fixture_add_event (lines, since - FW_MINUTE, "signed-in", NULL, NULL, "Agent/1");
  g_string_append_printf (lines,
                          "{\"id\":\"pause\",\"source\":\"pbx\",\"type\":\"paused\",\"at\":\"%s\","
                          "\"agent\":\"Agent/1\",\"reason\":\"coaching\"}\n",
                          at);
  post (f, lines);
  live = wait_for_frame (f, "live", "paused_s/agent/sh/Agent/1", 0);
  alert = find_alert (live, "paused_s/agent/sh/Agent/1");
  g_assert_cmpstr (json_object_get_string_member (alert, "reason"), ==, "coaching");
  g_assert_cmpfloat (json_object_get_double_member (alert, "limit"), ==, 1800);
  g_assert_cmpstr (json_object_get_string_member (alert, "from"), ==, at);
}

/* 4 of 5 is satisfied, and 80 % is not below 80 %. */
static void
test_reopen (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 now = g_get_real_time ();
  g_autofree char *at = fw_time_format (now);

  for (guint rating = 3; rating <= 5; rating++)
    {
      g_autofree char *contact = g_strdup_printf ("rated-%u", rating);

      fw_fixture_add_call (lines, now - 10 * FW_SECOND, contact, "sales", "Agent/1");
      g_string_append_printf (
          lines,
          "{\"id\":\"s%u\",\"source\":\"pbx\",\"type\":\"survey\",\"at\":\"%s\","
          "\"contact\":\"%s\",\"rating\":%u}\n",
          rating, at, contact, rating);
    }
  post (f, lines);
  for (guint rating = 3; rating <= 5; rating++)
    {
      g_autofree char *path = g_strdup_printf ("contacts/pbx/rated-%u", rating);
      g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
      JsonObject *contact = json_object_get_object_member (answer, "contact");

      g_assert_cmpint (json_object_get_int_member (contact, "rating"), ==, rating);
      g_assert_cmpint (json_object_get_boolean_member (contact, "reopen"), ==, rating == 3);
    }
}

static gboolean
is_told (FwServerFixture *f, const char *token, const char *path, const char *id)
{
  g_autoptr (JsonObject) live = fw_fixture_ask (f, "GET", path, token, NULL, 200);

  return find_alert (live, id) != NULL;
}

/* An alert follows a filter as the row beside it does. */
static void
test_filters (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *path;
    gboolean queue, team, wait;
  } cases[] = {
    { "live", TRUE, TRUE, TRUE },
    { "live?site=sh", TRUE, TRUE, TRUE },
    { "live?team=b", FALSE, FALSE, FALSE },
    { "live?channel=phone", TRUE, FALSE, TRUE },
    { "live?channel=chat", FALSE, FALSE, FALSE },
    { "live?product=loans", TRUE, FALSE, TRUE },
    { "live?product=cards", FALSE, FALSE, FALSE },
    { "live?queue=sales", TRUE, FALSE, TRUE },
    { "live?queue=support", FALSE, FALSE, FALSE },
    { "live?shift=early,late", FALSE, FALSE, TRUE },
  };
  g_autoptr (JsonObject) live = NULL;

  post_abandoned (f, "sales", "lost", 60);
  post_waiting (f, "sales", "long", 1800);
  live = wait_for_frame (f, "live", "connection_rate/team/sh/a", 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].path);
      g_assert_cmpint (is_told (f, f->boss, cases[i].path, "connection_rate/queue/sh/sales"), ==,
                       cases[i].queue);
      g_assert_cmpint (is_told (f, f->boss, cases[i].path, "connection_rate/team/sh/a"), ==,
                       cases[i].team);
      g_assert_cmpint (is_told (f, f->boss, cases[i].path, "longest_wait_s/queue/sh/sales"), ==,
                       cases[i].wait);
    }
}

/* 9: a queue that two teams answer has a figure of both: it is told to who may see both. */
static void
test_queue_of_two_teams (FwServerFixture *f, gconstpointer data)
{
  const char *id = "connection_rate/queue/sh/sales";
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) alone = NULL, both = NULL;

  post_abandoned (f, "sales", "lost", 60);
  alone = wait_for_frame (f, "live?by=queue", id, 0);
  g_assert_true (is_told (f, f->lead, "live", id));

  fw_fixture_add_call (lines, g_get_real_time (), "theirs", "sales", "Agent/2");
  post (f, lines);
  post_waiting (f, "support", "mark", 0);
  both = wait_for_frame (f, "live?by=queue", id, 1);
  for (guint i = 0; i < 1000 && is_told (f, f->lead, "live", id); i++)
    g_usleep (20000); /* alerts are looked at once a second */
  g_assert_false (is_told (f, f->lead, "live", id));
  g_assert_true (is_told (f, f->boss, "live", id));
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/alerts/least", test_least },
    { "/server/alerts/least-policy", test_least_policy },
    { "/server/alerts/taken-up", test_taken_up },
    { "/server/alerts/window", test_window },
    { "/server/alerts/waiting", test_waiting },
    { "/server/alerts/pause", test_pause },
    { "/server/alerts/reopen", test_reopen },
    { "/server/alerts/filters", test_filters },
    { "/server/alerts/9-queue-of-two-teams", test_queue_of_two_teams },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
