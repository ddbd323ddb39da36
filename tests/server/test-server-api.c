/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-route.h"
#include "server/fw-server-fixture.h"

#define DAY "2026-03-02"
#define PERIOD "from=2026-03-02&to=2026-03-03"

/* Ten calls of team a and five of team b on the first day of tests. */
static void
post_calls (FwServerFixture *f, gboolean again)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;

  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%u", i);

      fw_fixture_add_call (lines, TEST_START + i * 100 * FW_SECOND, contact,
                           i < 10 ? "sales" : "support", i < 10 ? "Agent/1" : "Agent/2");
    }
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  g_assert_cmpint (json_object_get_int_member (report, "events"), ==, 45);
  g_assert_cmpint (json_object_get_int_member (report, "applied"), ==, again ? 0 : 45);
  g_assert_cmpint (json_object_get_int_member (report, "duplicates"), ==, again ? 45 : 0);
}

/* Two days of calls: the second has more of team b, whose calls are as long. */
static void
test_why (FwServerFixture *f, gconstpointer data)
{
#define WHY "why?from=2026-03-02&to=2026-03-03&metric=aht_s"
  g_autoptr (JsonObject) answer = NULL, narrow = NULL, target = NULL;

  post_calls (f, FALSE);
  answer = fw_fixture_ask (f, "GET", WHY "&baseline=others&team=a", f->boss, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (answer, "metric"), ==, "aht_s");
  g_assert_cmpstr (json_object_get_string_member (answer, "state"), ==, "too-few");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (answer, "now"), "n"),
                   ==, 10);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (answer, "before"), "n"), ==, 5);

  /* The lead of team a has no others. */
  narrow = fw_fixture_ask (f, "GET", WHY "&baseline=others&team=a", f->lead, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (narrow, "state"), ==, "no-baseline");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (narrow, "now"), "n"),
                   ==, 10);
  target = fw_fixture_ask (f, "GET", WHY "&baseline=target&factors=0", f->lead, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (target, "now"), "n"),
                   ==, 10);

  fw_fixture_expect_error (f, "GET", "why", f->boss, NULL, 400, "invalid", "metric");
  fw_fixture_expect_error (f, "GET", "why?metric=mood", f->boss, NULL, 400, "invalid", "metric");
  fw_fixture_expect_error (f, "GET", "why?metric=occupancy", f->boss, NULL, 400, "invalid",
                           "metric");
  fw_fixture_expect_error (f, "GET", WHY "&baseline=dream", f->boss, NULL, 400, "invalid",
                           "baseline");
  fw_fixture_expect_error (f, "GET", WHY "&baseline=period", f->boss, NULL, 400, "invalid",
                           "baseline_from");
  fw_fixture_expect_error (f, "GET", WHY "&by=mood", f->boss, NULL, 400, "invalid", "mood");
  fw_fixture_expect_error (f, "GET", WHY "&bucket=day", f->boss, NULL, 400, "invalid", "bucket");
  fw_fixture_expect_error (f, "GET", WHY, NULL, NULL, 401, "unauthorised", "");
#undef WHY
}

/* A good period answers as its days do: by the clock of its site, the last one included. */
static void
test_why_period (FwServerFixture *f, gconstpointer data)
{
#define WHY "why?from=2026-03-03&to=2026-03-04&metric=aht_s&baseline=period"
  static const char spring[] = "{\"id\":\"spring\",\"name\":\"Spring\",\"site\":\"sh\","
                               "\"from\":\"2026-03-01\",\"to\":\"2026-03-02\"}";
  g_autoptr (JsonObject) stored = NULL, named = NULL, given = NULL;

  post_calls (f, FALSE);
  stored = fw_fixture_ask (f, "POST", "records/period", f->boss, spring, 201);
  named = fw_fixture_ask (f, "GET", WHY "&baseline_id=spring", f->boss, NULL, 200);
  given = fw_fixture_ask (f, "GET", WHY "&baseline_from=2026-03-01&baseline_to=2026-03-03", f->boss,
                          NULL, 200);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (named, "before"), "n"), ==, 15);
  g_assert_cmpstr (json_object_get_string_member (named, "baseline_title"), ==, "Spring");
  g_assert_true (json_object_get_null_member (given, "baseline_title"));
  for (guint i = 0; i < 2; i++)
    {
      json_object_remove_member (i == 0 ? named : given, "baseline_title");
      json_object_remove_member (i == 0 ? named : given, "took_ms");
    }
  g_assert_true (json_object_equal (named, given));

  fw_fixture_expect_error (f, "GET", WHY "&baseline_id=summer", f->boss, NULL, 400, "invalid",
                           "baseline_id");
  fw_fixture_expect_error (f, "GET", WHY "&baseline_id=spring&baseline_from=2026-03-01", f->boss,
                           NULL, 400, "invalid", "baseline_id");
  fw_fixture_expect_error (f, "GET",
                           "why?from=2026-03-03&to=2026-03-04&metric=aht_s&baseline_id=spring",
                           f->boss, NULL, 400, "invalid", "baseline_id");
  fw_fixture_expect_error (f, "POST", "records/period", f->coach,
                           "{\"id\":\"x\",\"name\":\"X\",\"from\":\"2026-03-01\","
                           "\"to\":\"2026-03-02\"}",
                           403, "forbidden", "");
  fw_fixture_expect_error (f, "POST", "records/period", f->boss,
                           "{\"id\":\"x\",\"name\":\"X\",\"from\":\"2026-03-03\","
                           "\"to\":\"2026-03-02\"}",
                           400, "invalid", "to");
#undef WHY
}

/* Who asks for today before the site's day turns means the day that runs, whatever the calendar. */
static void
test_days (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL, implied = NULL, said = NULL, before = NULL;

  fw_fixture_add_call (lines, g_get_real_time () - 2 * FW_MINUTE, "now", "sales", "Agent/1");
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  implied = fw_fixture_ask (f, "GET", "kpi", f->boss, NULL, 200);
  said = fw_fixture_ask (f, "GET", "kpi?from=today&to=today+1", f->boss, NULL, 200);
  before = fw_fixture_ask (f, "GET", "kpi?from=today-6&to=today", f->boss, NULL, 200);

  g_assert_cmpstr (json_object_get_string_member (said, "from"), ==,
                   json_object_get_string_member (implied, "from"));
  g_assert_cmpstr (json_object_get_string_member (said, "to"), ==,
                   json_object_get_string_member (implied, "to"));
  g_assert_cmpstr (json_object_get_string_member (before, "to"), ==,
                   json_object_get_string_member (implied, "from"));
  fw_fixture_expect_error (f, "GET", "kpi?from=today-x", f->boss, NULL, 400, "invalid", "from");
}

static void
test_health (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) health = fw_fixture_ask (f, "GET", "health", NULL, NULL, 200);

  g_assert_cmpstr (json_object_get_string_member (health, "status"), ==, "ok");
  g_assert_true (json_object_get_null_member (health, "reason"));
  g_assert_false (json_object_get_boolean_member (health, "sample"));
}

static void
wait_for_source (FwServerFixture *f, const char *status)
{
  for (guint i = 0; i < 6000; i++)
    {
      g_autoptr (JsonObject) health = fw_fixture_ask (f, "GET", "health", NULL, NULL, 200);
      JsonArray *sources = json_object_get_array_member (health, "sources");
      JsonObject *source;

      g_assert_cmpuint (json_array_get_length (sources), ==, 1);
      source = json_array_get_object_element (sources, 0);
      g_assert_cmpstr (json_object_get_string_member (source, "name"), ==, "pbx");
      if (g_str_equal (json_object_get_string_member (source, "status"), status))
        return;
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_error ("the source never became %s", status);
}

/* Each change is in the log once: another line than the one expected next ends the test. */
static void
test_health_of_sources (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-follow-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "queue_log", NULL);
  g_autofree char *kept = g_build_filename (folder, "position", NULL);
  g_autoptr (FwFollow) follow = NULL;
  FwServerOptions options = { .address = "127.0.0.1" };

  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*queue_log is not there");
  follow = fw_follow_new (f->centre, path, "pbx", NULL, kept, &error);
  g_assert_no_error (error);
  g_test_assert_expected_messages ();
  g_clear_pointer (&f->server, fw_server_free);
  options.follow = follow;
  f->server = fw_server_new (f->centre, &options, &error);
  g_assert_no_error (error);
  f->port = fw_server_get_port (f->server);
  wait_for_source (f, "missing");

  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "queue log: *");
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*queue_log is not there");
  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "*queue_log is read again");
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  wait_for_source (f, "unreadable");
  g_assert_cmpint (g_rmdir (path), ==, 0);
  wait_for_source (f, "missing");
  g_assert_true (g_file_set_contents (path, "", 0, &error));
  wait_for_source (f, "ok");
  g_test_assert_expected_messages ();
  g_clear_pointer (&f->server, fw_server_free);
  g_unlink (path);
  g_unlink (kept);
  g_rmdir (folder);
}

/* Every route but the open ones refuses who has no session, and every one a parameter that it does
 * not know. */
static void
test_every_route (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *agent = NULL;

  fw_fixture_post (f, "account", f->boss,
                   "{\"id\":\"lin\",\"name\":\"Lin\",\"role\":\"agent\",\"person\":\"p1\","
                   "\"password\":\"" FW_FIXTURE_PASSWORD "\"}");
  agent = fw_fixture_open_session (f, "lin");
  for (guint i = 0; i < fw_n_routes; i++)
    {
      const FwRoute *route = &fw_routes[i];
      g_autoptr (GString) path = g_string_new (route->path);
      g_autofree char *odd = NULL;
      const char *who = route->role == FW_ROLE_AGENT ? agent : f->boss;

      g_string_replace (path, "{kind}", "team", 0);
      g_string_replace (path, "{source}", "pbx", 0);
      g_string_replace (path, "{id}", "a", 0);
      odd = g_strconcat (path->str, "?nosuch=1", NULL);

      if (route->role != FW_ROLE_NONE)
        {
          fw_fixture_expect_error (f, route->method, path->str, NULL, NULL, 401, "unauthorised",
                                   "sign in");
          fw_fixture_expect_error (f, route->method, path->str, "wrong", NULL, 401, "unauthorised",
                                   "session");
        }
      fw_fixture_expect_error (f, route->method, odd, who, NULL, 400, "invalid", "nosuch");

      if (route->role != FW_ROLE_NONE && (route->role & FW_ROLE_TRAINER) == 0)
        fw_fixture_expect_error (f, route->method, path->str, f->coach, NULL, 403, "forbidden",
                                 "trainer");

      if (route->body_max > 0 && route->body_max < 20 * 1024 * 1024)
        {
          g_autofree char *large = g_strnfill (route->body_max + 1, ' ');

          fw_fixture_expect_error (f, route->method, path->str, who, large, 413, "too-large",
                                   "at most");
        }
      else if (route->body_max == 0)
        fw_fixture_expect_error (f, route->method, path->str, who, "x", 400, "invalid", "no body");
    }
}

static void
test_kpi (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) scoped = NULL;
  g_autoptr (JsonObject) filtered = NULL;
  g_autoptr (JsonObject) none = NULL;
  JsonObject *first;

  post_calls (f, FALSE);
  all = fw_fixture_ask (f, "GET", "kpi?by=team&" PERIOD, f->boss, NULL, 200);
  g_assert_cmpint (fw_fixture_get_total (all, "offered"), ==, 15);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (all, "groups")), ==, 2);
  first = json_array_get_object_element (json_object_get_array_member (all, "groups"), 0);
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (first, "key"), "team"), ==,
      "a");
  g_assert_cmpfloat (json_object_get_double_member (first, "connection_rate"), ==, 1);
  g_assert_true (
      json_object_has_member (json_object_get_object_member (first, "figures"), "service_level"));

  /* From the cache, and made anew after the figures changed. */
  post_calls (f, TRUE);
  again = fw_fixture_ask (f, "GET", "kpi?by=team&" PERIOD, f->boss, NULL, 200);
  g_assert_cmpint (fw_fixture_get_total (again, "offered"), ==, 15);

  /* What the scope forbids is not there; the same words by somebody else are another question. */
  scoped = fw_fixture_ask (f, "GET", "kpi?by=team&" PERIOD, f->lead, NULL, 200);
  g_assert_cmpint (fw_fixture_get_total (scoped, "offered"), ==, 10);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (scoped, "groups")), ==, 1);
  filtered = fw_fixture_ask (f, "GET", "kpi?figures=0&queue=support&" PERIOD, f->boss, NULL, 200);
  g_assert_cmpint (fw_fixture_get_total (filtered, "offered"), ==, 5);
  g_assert_false (
      json_object_has_member (json_object_get_object_member (filtered, "total"), "figures"));
  none = fw_fixture_ask (f, "GET", "kpi?queue=support&" PERIOD, f->lead, NULL, 200);
  g_assert_cmpint (fw_fixture_get_total (none, "offered"), ==, 0);
  g_assert_true (json_object_get_null_member (json_object_get_object_member (none, "total"),
                                              "connection_rate"));
}

static void
put_form (FwServerFixture *f, const char *id, const char *site, guint form)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"subject\":\"service-level-variant\",\"value\":%u%s%s%s,"
                       "\"since\":\"2026-01-01\"}",
                       id, form, site != NULL ? ",\"site\":\"" : "", site != NULL ? site : "",
                       site != NULL ? "\"" : "");
  g_autoptr (JsonObject) put = fw_fixture_ask (f, "POST", "records/policy", f->boss, body, 201);
}

static void
check_form (FwServerFixture *f, const char *path, const char *form, double level)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  JsonObject *total = json_object_get_object_member (answer, "total");

  g_assert_cmpstr (json_object_get_string_member (answer, "service_level_variant"), ==, form);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (total, "service_level"), level,
                                  1e-9);
}

/* What "service level" means is a policy: the site's for a question about it alone, else the
 * centre's. */
static void
test_service_level_form (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (JsonObject) frame = NULL;
  gint64 now = g_get_real_time ();
  JsonArray *tiles;

  post_calls (f, FALSE);
  fw_fixture_add_event (lines, TEST_START, "offered", "lost", "sales", NULL);
  fw_fixture_add_event (lines, TEST_START + 10 * FW_SECOND, "abandoned", "lost", "sales", NULL);
  fw_fixture_add_event (lines, now - 10 * FW_SECOND, "offered", "now", "sales", NULL);
  fw_fixture_add_event (lines, now, "abandoned", "now", "sales", NULL);
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);

  check_form (f, "kpi?" PERIOD, "offered", 15 / 16.0);
  check_form (f, "live", "offered", 0);
  put_form (f, "sl-sh", "sh", FW_SERVICE_LEVEL_ANSWERED);
  check_form (f, "kpi?" PERIOD, "offered", 15 / 16.0);
  check_form (f, "kpi?site=sh&" PERIOD, "answered", 1);
  put_form (f, "sl", NULL, FW_SERVICE_LEVEL_POSITIVE);
  check_form (f, "kpi?" PERIOD, "positive", 1);
  check_form (f, "kpi?queue=sales&" PERIOD, "positive", 1);
  check_form (f, "kpi?site=sh&" PERIOD, "answered", 1);
  check_form (f, "live", "positive", 1);
  frame = fw_fixture_ask (f, "GET", "live", f->boss, NULL, 200);
  tiles = json_object_get_array_member (frame, "tiles");
  g_assert_cmpfloat (
      json_object_get_double_member (json_array_get_object_element (tiles, 1), "value"), ==, 1);
}

static void
test_query_refused (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *path, *part;
  } cases[] = {
    { "kpi?by=colour", "colour" },
    { "kpi?by=team,team", "twice" },
    { "kpi?by=team,shift,queue,channel,product", "at most 4" },
    { "kpi?from=yesterday", "from" },
    { "kpi?from=2026-02-30", "from" },
    { "kpi?from=2026-03-03&to=2026-03-02", "to" },
    { "kpi?bucket=year", "bucket" },
    { "kpi?figures=yes", "figures" },
    { "kpi?limit=3", "limit" },
    { "kpi?by=team&by=shift", "twice" },
    { "contacts?limit=1001", "limit" },
    { "contacts?limit=-1", "limit" },
    { "contacts?offset=x", "offset" },
    { "contacts?measure=joy", "joy" },
    { "contacts?format=pdf", "format" },
    { "contacts?by=team", "by" },
    { "live?from=2026-03-02", "from" },
    { "live?by=x", "by" },
    { "stream?bucket=day", "bucket" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    fw_fixture_expect_error (f, "GET", cases[i].path, f->boss, NULL, 400, "invalid", cases[i].part);
}

static void
test_contacts (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (JsonObject) scoped = NULL;
  g_autoptr (JsonObject) one = NULL;
  g_autoptr (FwRawAnswer) csv = NULL;
  JsonObject *contact;

  post_calls (f, FALSE);
  page = fw_fixture_ask (f, "GET", "contacts?" PERIOD "&offset=9&limit=3&measure=answered", f->boss,
                         NULL, 200);
  g_assert_cmpint (json_object_get_int_member (page, "total"), ==, 15);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (page, "contacts")), ==, 3);
  contact = json_array_get_object_element (json_object_get_array_member (page, "contacts"), 0);
  g_assert_cmpstr (json_object_get_string_member (contact, "id"), ==, "c9");
  g_assert_cmpstr (json_object_get_string_member (contact, "agent"), ==, "Agent/1");
  g_assert_cmpstr (json_object_get_string_member (contact, "outcome"), ==, "answered");
  g_assert_cmpfloat (json_object_get_double_member (contact, "wait_s"), ==, 5);
  g_assert_cmpfloat (json_object_get_double_member (contact, "handling_s"), ==, 60);
  g_assert_true (json_object_get_null_member (contact, "rating"));

  scoped = fw_fixture_ask (f, "GET", "contacts?" PERIOD, f->lead, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (scoped, "total"), ==, 10);

  csv = fw_raw_request (f->port, "GET", "contacts?" PERIOD "&format=csv&limit=1", f->boss, NULL, 0);
  g_assert_cmpuint (csv->status, ==, 200);
  g_assert_true (g_str_has_prefix (csv->body, "source,id,site,at,team"));
  g_assert_nonnull (
      strstr (csv->body, "\npbx,c0,sh,2026-03-02T09:00:00Z,a,early,sales,phone,loans,Agent/1,")
          ?: strstr (csv->body,
                     "pbx,c0,sh,2026-03-02T09:00:00Z,a,early,sales,phone,loans,Agent/1,"));

  one = fw_fixture_ask (f, "GET", "contacts/pbx/c12", f->boss, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (one, "events")), ==, 3);
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (one, "contact"), "team"), ==,
      "b");
  fw_fixture_expect_error (f, "GET", "contacts/pbx/c12", f->lead, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "contacts/pbx/nosuch", f->boss, NULL, 404, "not-found", "");
}

static void
post_customers (FwServerFixture *f)
{
  static const struct
  {
    const char *contact, *queue, *agent, *customer;
  } calls[] = { { "Web-77", "sales", "Agent/1", "138 0013 8000" },
                { "web-78", "support", "Agent/2", "13800138000" },
                { "web-79", "sales", "Agent/1", "13911112222" } };
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *at = fw_time_format (TEST_START + (3600 + i * 60) * FW_SECOND);
      g_autofree char *then = fw_time_format (TEST_START + (3610 + i * 60) * FW_SECOND);

      g_string_append_printf (
          lines,
          "{\"source\":\"pbx\",\"id\":\"o%u\",\"at\":\"%s\",\"type\":\"offered\","
          "\"contact\":\"%s\",\"queue\":\"%s\",\"customer\":\"%s\"}\n"
          "{\"source\":\"pbx\",\"id\":\"a%u\",\"at\":\"%s\",\"type\":\"answered\","
          "\"contact\":\"%s\",\"agent\":\"%s\"}\n"
          "{\"source\":\"pbx\",\"id\":\"s%u\",\"at\":\"%s\",\"type\":\"survey\","
          "\"contact\":\"%s\",\"rating\":%u}\n",
          i, at, calls[i].contact, calls[i].queue, calls[i].customer, i, then, calls[i].contact,
          calls[i].agent, i, then, calls[i].contact, i + 2);
    }
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  g_assert_cmpint (json_object_get_int_member (report, "applied"), ==, 9);
}

/* @path: asked by @token; the first of the contacts is @first (NULL: whichever). */
static void
expect_list (
    FwServerFixture *f, const char *token, const char *path, gint64 total, const char *first)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);
  JsonArray *contacts = json_object_get_array_member (answer, "contacts");

  g_assert_cmpint (json_object_get_int_member (answer, "total"), ==, total);
  if (first != NULL)
    g_assert_cmpstr (
        json_object_get_string_member (json_array_get_object_element (contacts, 0), "id"), ==,
        first);
}

/* By number, by customer, by what they were like, and in any order. */
static void
test_contacts_search (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *query;
    gint64 total;
    const char *first;
  } cases[] = {
    { "id=C1", 6, "c1" },
    { "id=WEB-7", 3, "Web-77" },
    { "id=nosuch", 0, NULL },
    { "order=-at", 18, "web-79" },
    { "order=rating", 18, "Web-77" },
    { "order=-rating", 18, "web-79" },
    { "order=-rating&rating=2,3", 2, "web-78" },
    { "rating=none", 15, "c0" },
    { "order=-wait_s&limit=1", 18, "Web-77" },
    { "wait_from=10", 3, "Web-77" },
    { "wait_to=9", 15, "c0" },
    { "handling_from=60&handling_to=60", 15, "c0" },
    { "order=handling_s&offset=15", 18, "Web-77" },  /* not known stands last ... */
    { "order=-handling_s&offset=15", 18, "Web-77" }, /* ... in both directions */
    { "order=-team&limit=1", 18, "c10" },
    { "order=agent&offset=12", 18, "c10" },
    { "resolved=none&order=outcome", 18, "c0" },
  };
  g_autoptr (JsonObject) found = NULL, one = NULL;
  g_autofree char *marked = NULL, *both = NULL, *whole = NULL;
  JsonArray *marks;

  post_calls (f, FALSE);
  post_customers (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("contacts?" PERIOD "&%s", cases[i].query);

      g_test_message ("%s", path);
      expect_list (f, f->boss, path, cases[i].total, cases[i].first);
    }
  fw_fixture_expect_error (f, "GET", "contacts?order=joy", f->boss, NULL, 400, "invalid", "order");
  fw_fixture_expect_error (f, "GET", "contacts?rating=7", f->boss, NULL, 400, "invalid", "rating");
  fw_fixture_expect_error (f, "GET", "contacts?customer=138", f->boss, NULL, 400, "invalid",
                           "customer");

  /* The customer's other contacts, by a mark that is not the number; within the scope. */
  one = fw_fixture_ask (f, "GET", "contacts/pbx/web-78", f->boss, NULL, 200);
  marked = g_strdup_printf ("contacts?" PERIOD "&customer=%s",
                            json_object_get_string_member (one, "customer_mark"));
  g_assert_null (strstr (marked, "13800138000"));
  expect_list (f, f->boss, marked, 1, "web-78");
  found =
      fw_fixture_ask (f, "POST", "contacts/find", f->boss, "{\"customer\":\"138 0013 8000\"}", 200);
  marks = json_object_get_array_member (found, "customers");
  g_assert_cmpuint (json_array_get_length (marks), ==, 2);
  both = g_strdup_printf ("contacts?" PERIOD "&customer=%s,%s",
                          json_array_get_string_element (marks, 0),
                          json_array_get_string_element (marks, 1));
  expect_list (f, f->boss, both, 2, "Web-77");
  expect_list (f, f->lead, both, 1, "Web-77");
  whole = g_strconcat (both, "&id=78&measure=rated", NULL);
  expect_list (f, f->boss, whole, 1, "web-78");
  fw_fixture_expect_error (f, "POST", "contacts/find", f->boss, "{\"customer\":\" \"}", 400,
                           "invalid", "customer");
}

static void
test_events_refused (FwServerFixture *f, gconstpointer data)
{
#define LINE                                                                                       \
  "{\"source\":\"x\",\"id\":\"1\",\"at\":\"2026-03-02T09:00:00Z\",\"type\":\"offered\","           \
  "\"contact\":\"c\",\"queue\":\"sales\"}"
  static const struct
  {
    const char *body, *part;
  } cases[] = {
    { "", "line 1" },
    { "\n\n", "line 1" },
    { "x", "line 1" },
    { LINE "\n" LINE "\n{\"source\":\"x\"", "line 3" },
    { LINE "\n{\"source\":\"x\",\"id\":\"2\",\"at\":\"2026-03-02T09:00:00Z\",\"type\":\"offered\","
           "\"contact\":\"c\",\"raiting\":5}",
      "raiting" },
    { "{\"source\":\"x\",\"id\":\"1\",\"at\":\"2026-13-02T09:00:00Z\",\"type\":\"offered\","
      "\"contact\":\"c\"}",
      "at" },
    { "{\"source\":\"x\",\"id\":\"1\",\"at\":\"2026-03-02T09:00:00Z\",\"type\":\"exploded\","
      "\"contact\":\"c\"}",
      "type" },
    { LINE "\n\xff\xfe", "line 2" },
  };
  g_autoptr (JsonObject) answer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    fw_fixture_expect_error (f, "POST", "events", f->boss, cases[i].body, 400, "invalid",
                             cases[i].part);

  /* Not even the good lines before a bad one were taken. */
  answer = fw_fixture_ask (f, "GET", "verify", f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (answer, "events"), ==, 0);
}

static void
test_verify (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;

  post_calls (f, FALSE);
  post_calls (f, TRUE);
  answer = fw_fixture_ask (f, "GET", "verify", f->boss, NULL, 200);
  g_assert_true (json_object_get_boolean_member (answer, "identical"));
  g_assert_cmpint (json_object_get_int_member (answer, "contacts"), ==, 15);
  g_assert_cmpstr (json_object_get_string_member (answer, "live"), ==,
                   json_object_get_string_member (answer, "rebuilt"));
}

/* Returns: (transfer full): the answer to one question, asked by who has that of @tag. */
static FwRawAnswer *
ask_kpi (FwServerFixture *f, const char *token, const char *tag)
{
  g_autofree char *request = g_strdup_printf ("GET /api/v1/kpi?by=team&" PERIOD
                                              " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
                                              "If-None-Match: %s\r\n\r\n",
                                              token, tag);

  return fw_raw_ask (f->port, request, -1);
}

static char *
find_tag (const FwRawAnswer *answer)
{
  const char *at = strstr (answer->head, "\r\nETag: ");
  const char *end;

  g_assert_nonnull (at);
  at += strlen ("\r\nETag: ");
  end = strstr (at, "\r\n");
  return end != NULL ? g_strndup (at, (gsize) (end - at)) : g_strdup (at);
}

static void
test_kpi_tag (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwRawAnswer) first = NULL;
  g_autoptr (FwRawAnswer) same = NULL;
  g_autoptr (FwRawAnswer) listed = NULL;
  g_autoptr (FwRawAnswer) narrow = NULL;
  g_autoptr (FwRawAnswer) changed = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *several = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;

  post_calls (f, FALSE);
  first = ask_kpi (f, f->boss, "\"nothing\"");
  g_assert_cmpuint (first->status, ==, 200);
  tag = find_tag (first);
  same = ask_kpi (f, f->boss, tag);
  g_assert_cmpuint (same->status, ==, 304);
  g_assert_cmpstr (same->body, ==, "");
  g_assert_nonnull (strstr (same->head, tag));
  several = g_strdup_printf ("\"other\", %s", tag);
  listed = ask_kpi (f, f->boss, several);
  g_assert_cmpuint (listed->status, ==, 304);
  /* Older than what is shared between those who ask at once: only the age has moved. */
  g_usleep (1100 * 1000);
  g_clear_pointer (&listed, fw_raw_answer_free);
  listed = ask_kpi (f, f->boss, tag);
  g_assert_cmpuint (listed->status, ==, 304);
  /* Who sees other teams has another answer; and what has changed comes whole. */
  narrow = ask_kpi (f, f->lead, tag);
  g_assert_cmpuint (narrow->status, ==, 200);
  fw_fixture_add_call (lines, TEST_START + 5000 * FW_SECOND, "one more", "sales", "Agent/1");
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  changed = ask_kpi (f, f->boss, tag);
  g_assert_cmpuint (changed->status, ==, 200);
}

static void
test_names (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) all = fw_fixture_ask (f, "GET", "names", f->boss, NULL, 200);
  g_autoptr (JsonObject) scoped = fw_fixture_ask (f, "GET", "names", f->lead, NULL, 200);
  JsonArray *queues = json_object_get_array_member (scoped, "queue");
  JsonArray *accounts = json_object_get_array_member (scoped, "account");

  /* Also of those who see more: they stand in histories. */
  g_assert_cmpuint (json_array_get_length (accounts), ==,
                    json_array_get_length (json_object_get_array_member (all, "account")));
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (accounts, 0), "title"), ==,
      "Boss");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (all, "team")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (all, "queue")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (all, "product")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (scoped, "team")), ==, 1);
  g_assert_cmpuint (json_array_get_length (queues), ==, 1);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (queues, 0), "title"), ==,
      "Sales");
}

static JsonObject *
find_named (JsonArray *array, const char *name)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (array, i), "name"),
                name) == 0)
      return json_array_get_object_element (array, i);
  return NULL;
}

/* Each role is told of what it may read, and of no more. */
static void
test_kinds (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) boss = fw_fixture_ask (f, "GET", "kinds", f->boss, NULL, 200);
  g_autoptr (JsonObject) lead = fw_fixture_ask (f, "GET", "kinds", f->lead, NULL, 200);
  JsonArray *all = json_object_get_array_member (boss, "kinds");
  JsonArray *some = json_object_get_array_member (lead, "kinds");
  JsonArray *fields = json_object_get_array_member (find_named (all, "person"), "fields");
  JsonArray *channels;
  guint n_kinds = 0;

  while (fw_kinds ()[n_kinds] != NULL)
    n_kinds++;
  g_assert_cmpuint (json_array_get_length (all), ==, n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    g_assert_true ((find_named (some, fw_kinds ()[i]->name) != NULL) ==
                   ((fw_kinds ()[i]->read & FW_ROLE_SUPERVISOR) != 0));
  g_assert_null (find_named (some, "account"));

  g_assert_cmpstr (json_object_get_string_member (find_named (fields, "team"), "to"), ==, "team");
  g_assert_true (json_object_get_boolean_member (find_named (fields, "login"), "unique"));
  fields = json_object_get_array_member (find_named (some, "queue"), "fields");
  channels = json_object_get_array_member (find_named (fields, "channel"), "values");
  g_assert_cmpstr (json_object_get_string_member (find_named (channels, "email"), "label"), ==,
                   "E-mail");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/api/days", test_days },
    { "/server/api/health", test_health },
    { "/server/api/why", test_why },
    { "/server/api/why-period", test_why_period },
    { "/server/api/health-of-sources", test_health_of_sources },
    { "/server/api/every-route", test_every_route },
    { "/server/api/kinds", test_kinds },
    { "/server/api/kpi", test_kpi },
    { "/server/api/service-level-form", test_service_level_form },
    { "/server/api/query-refused", test_query_refused },
    { "/server/api/contacts", test_contacts },
    { "/server/api/contacts-search", test_contacts_search },
    { "/server/api/events-refused", test_events_refused },
    { "/server/api/verify", test_verify },
    { "/server/api/kpi-tag", test_kpi_tag },
    { "/server/api/names", test_names },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
