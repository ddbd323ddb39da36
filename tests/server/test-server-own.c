/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an agent is told of her own days: what was published, never what is planned, and nothing of
 * anybody else. */
#include "server/fw-raw-client.h"
#include "server/fw-server-fixture.h"

static void
post_shift (FwServerFixture *f,
            const char *id,
            const char *person,
            const char *day,
            const char *template,
            const char *state,
            const char *told)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"person\":\"%s\",\"day\":\"%s\",\"type\":\"work\",\"template\":\"%s\","
      "\"state\":\"%s\",\"told\":%s%s%s,\"note\":\"between us\"}",
      id, person, day, template, state, told != NULL ? "\"" : "", told != NULL ? told : "null",
      told != NULL ? "\"" : "");

  fw_fixture_post (f, "shift", f->boss, body);
}

static char *
open_agent (FwServerFixture *f)
{
  fw_fixture_post (f, "account", f->boss,
                   "{\"id\":\"lin\",\"name\":\"Lin\",\"role\":\"agent\",\"person\":\"p1\","
                   "\"password\":\"" FW_FIXTURE_PASSWORD "\"}");
  return fw_fixture_open_session (f, "lin");
}

static void
expect_shift (JsonArray *shifts, guint i, const char *day, const char *template, gint64 paid)
{
  JsonObject *shift = json_array_get_object_element (shifts, i);

  g_assert_cmpstr (json_object_get_string_member (shift, "day"), ==, day);
  g_assert_cmpstr (json_object_get_string_member (shift, "template"), ==, template);
  g_assert_cmpint (json_object_get_int_member (shift, "paid"), ==, paid);
  g_assert_false (json_object_has_member (shift, "note"));
}

static void
test_shifts (FwServerFixture *f, gconstpointer data)
{
  static const char *const path = "own/shifts?from=2030-03-04&to=2030-03-10";
  g_autofree char *lin = open_agent (f);
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *shifts;

  post_shift (f, "1", "p1", "2030-03-04", "early", "published", "early");
  post_shift (f, "2", "p1", "2030-03-05", "late", "draft", "early");
  post_shift (f, "3", "p1", "2030-03-06", "late", "draft", NULL);
  post_shift (f, "4", "p2", "2030-03-07", "late", "published", "late");
  post_shift (f, "5", "p1", "2030-03-11", "late", "published", "late");
  post_shift (f, "6", "p2", "2030-03-12", "late", "published", "late");

  answer = fw_fixture_ask (f, "GET", path, lin, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (answer, "name"), ==, "Lin");
  shifts = json_object_get_array_member (answer, "shifts");
  g_assert_cmpuint (json_array_get_length (shifts), ==, 2);
  /* Of her team; what somebody of another is told of does not count. */
  g_assert_cmpstr (json_object_get_string_member (answer, "published"), ==, "2030-03-11");
  expect_shift (shifts, 0, "2030-03-04", "early", 480);
  expect_shift (shifts, 1, "2030-03-05", "early", 480);

  fw_fixture_expect_error (f, "GET", "own/shifts?from=2030-03-04&to=2030-03-03", lin, NULL, 400,
                           "invalid", "to: expected");
  fw_fixture_expect_error (f, "GET", "own/shifts?from=soon", lin, NULL, 400, "invalid", "from: ");
  fw_fixture_expect_error (f, "GET", path, f->boss, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "records/shift", lin, NULL, 403, "forbidden", "agent");
  fw_fixture_expect_error (f, "GET", "kpi", lin, NULL, 403, "forbidden", "agent");
}

/* Names of teams and of those who work here are not hers to know. */
static void
test_names (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *lin = open_agent (f);
  g_autoptr (JsonObject) names = fw_fixture_ask (f, "GET", "names", lin, NULL, 200);
  g_autoptr (JsonObject) people = fw_fixture_ask (f, "GET", "records/person", lin, NULL, 200);

  g_assert_false (json_object_has_member (names, "account"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (names, "team")), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (names, "queue")), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (people, "records")), ==,
                    1);
}

/* What was written of her she reads, and not by whom. */
static void
test_log (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *lin = open_agent (f);
  g_autoptr (JsonObject) log = fw_fixture_ask (f, "GET", "records/person/p1/log", lin, NULL, 200);
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) put = NULL;

  put = fw_fixture_ask (f, "PUT", "records/person/p1", f->boss,
                        "{\"id\":\"p1\",\"revision\":1,\"name\":\"Lin\",\"login\":\"Agent/1\","
                        "\"site\":\"sh\",\"team\":\"b\",\"hired\":\"2026-02-20\"}",
                        200);
  all = fw_fixture_ask (f, "GET", "records/person/p1/log", f->boss, NULL, 200);
  g_clear_pointer (&log, json_object_unref);
  log = fw_fixture_ask (f, "GET", "records/person/p1/log", lin, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (log, "changes")), >, 0);
  g_assert_cmpstr (
      json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (all, "changes"), 0),
          "account"),
      ==, "boss");
  for (guint i = 0; i < json_array_get_length (json_object_get_array_member (log, "changes")); i++)
    g_assert_cmpstr (
        json_object_get_string_member (
            json_array_get_object_element (json_object_get_array_member (log, "changes"), i),
            "account"),
        ==, "");
}

/* What she sees goes with the person; who has gone signs in no more. */
static void
test_gone (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *lin = open_agent (f);
  g_autoptr (JsonObject) before = fw_fixture_ask (f, "GET", "own/shifts", lin, NULL, 200);
  g_autoptr (JsonObject) gone = NULL;

  fw_fixture_expect_error (f, "POST", "records/account", f->boss,
                           "{\"id\":\"x\",\"name\":\"X\",\"role\":\"agent\"}", 400, "invalid",
                           "person: expected");
  fw_fixture_expect_error (f, "POST", "records/account", f->boss,
                           "{\"id\":\"x\",\"name\":\"X\",\"role\":\"agent\",\"person\":\"p1\","
                           "\"teams\":[\"a\"]}",
                           400, "invalid", "role: expected");
  /* A person to whom an account refers stays. */
  fw_fixture_expect_error (f, "DELETE", "records/person/p1?revision=1", f->boss, NULL, 409,
                           "conflict", "");
  gone = fw_fixture_ask (f, "DELETE", "records/account/lin?revision=1", f->boss, NULL, 200);
  fw_fixture_expect_error (f, "GET", "own/shifts", lin, NULL, 401, "unauthorised", "");
}

/* ---- her calendar ---- */

static char *
ask_calendar (FwServerFixture *f, const char *path, const char *token)
{
  g_autoptr (FwRawAnswer) answer = fw_raw_request (f->port, "GET", path, token, NULL, -1);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (strstr (answer->head, "text/calendar; charset=utf-8"));

  return g_strdup (answer->body);
}

static char *
make_address (FwServerFixture *f, const char *token)
{
  g_autoptr (JsonObject) made = fw_fixture_ask (
      f, "POST", "own/calendar", token, "{\"training\":\"Kurs\",\"leave\":\"Urlaub\"}", 201);
  const char *path = json_object_get_string_member (made, "path");

  g_assert_true (g_str_has_prefix (path, "/api/v1/calendar/"));
  g_assert_true (g_str_has_suffix (path, ".ics"));
  g_assert_cmpuint (strlen (path), >=, strlen ("/api/v1/calendar/.ics") + 43);

  return g_strdup (path + strlen ("/api/v1/"));
}

/* A day around the one that runs, since a calendar tells of these alone. */
static void
post_near (FwServerFixture *f,
           const char *id,
           const char *person,
           int days,
           const char *type,
           const char *template,
           const char *state)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, days);
  g_autofree char *day = g_date_time_format (then, "%F");
  g_autofree char *quoted =
      template != NULL ? g_strdup_printf ("\"%s\"", template) : g_strdup ("null");
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"person\":\"%s\",\"day\":\"%s\",\"type\":\"%s\",\"template\":%s,"
      "\"state\":\"%s\",\"note\":\"between us\"}",
      id, person, day, type, quoted, state);

  fw_fixture_post (f, "shift", f->boss, body);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;

  return n;
}

static void
test_calendar (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *lin = open_agent (f);
  g_autoptr (JsonObject) none = fw_fixture_ask (f, "GET", "own/calendar", lin, NULL, 200);
  g_autoptr (JsonObject) there = NULL, ended = NULL, gone = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *followed = NULL, *file = NULL;

  g_assert_true (json_object_get_null_member (none, "since"));
  post_near (f, "1", "p1", 3, "work", "early", "published");
  post_near (f, "2", "p1", 4, "work", "late", "draft");
  post_near (f, "3", "p1", 5, "leave", NULL, "published");
  post_near (f, "4", "p1", 6, "training", NULL, "published");
  post_near (f, "5", "p2", 3, "work", "late", "published");
  post_near (f, "6", "p1", -60, "work", "early", "published");

  /* Without a session: what was published of her, and nothing else. */
  first = make_address (f, lin);
  followed = ask_calendar (f, first, NULL);
  g_assert_true (g_str_has_prefix (followed, "BEGIN:VCALENDAR\r\n"));
  g_assert_cmpuint (count (followed, "BEGIN:VEVENT"), ==, 3);
  g_assert_cmpuint (count (followed, "SUMMARY:Urlaub"), ==, 1);
  g_assert_cmpuint (count (followed, "SUMMARY:Kurs"), ==, 1);
  g_assert_cmpuint (count (followed, "between us"), ==, 0);
  there = fw_fixture_ask (f, "GET", "own/calendar", lin, NULL, 200);
  g_assert_false (json_object_get_null_member (there, "since"));
  g_assert_false (json_object_has_member (there, "path"));

  file = ask_calendar (f, "own/calendar.ics?training=Course", lin);
  g_assert_cmpuint (count (file, "SUMMARY:Course"), ==, 1);
  g_assert_cmpuint (count (file, "BEGIN:VEVENT"), ==, 3);

  /* A new address ends the old one. */
  second = make_address (f, lin);
  g_assert_cmpstr (first, !=, second);
  fw_fixture_expect_error (f, "GET", first, NULL, NULL, 404, "not-found", "");
  g_free (ask_calendar (f, second, NULL));
  ended = fw_fixture_ask (f, "DELETE", "own/calendar", lin, NULL, 200);
  fw_fixture_expect_error (f, "GET", second, NULL, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "DELETE", "own/calendar", lin, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "calendar/x.ics", NULL, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "calendar/.ics", NULL, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "POST", "own/calendar", f->boss, "{}", 403, "forbidden", "");

  /* Whose account is gone is told nothing any more. */
  third = make_address (f, lin);
  gone = fw_fixture_ask (f, "DELETE", "records/account/lin?revision=1", f->boss, NULL, 200);
  fw_fixture_expect_error (f, "GET", third, NULL, NULL, 404, "not-found", "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/own/shifts", test_shifts },     { "/server/own/names", test_names },
    { "/server/own/log", test_log },           { "/server/own/gone", test_gone },
    { "/server/own/calendar", test_calendar }, { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
