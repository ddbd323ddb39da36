/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points 8 to 10 and 12 of docs/attacks.md: what an account may see and change, over HTTP. */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-route.h"
#include "server/fw-server-fixture.h"

#define DAY (24 * FW_HOUR)
#define OF_ALL_TIME "kpi?from=2026-01-01&to=2026-07-01"
#define PERSON_2                                                                                   \
  "\"id\":\"p2\",\"name\":\"Mei\",\"login\":\"Agent/2\",\"site\":\"sh\",\"team\":\"a\""

/* 42 calls of Agent/2 in team b, then 6 in team a, to which she moves on 10 March. */
static void
move_in (FwServerFixture *f)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL, moved = NULL;

  for (guint i = 0; i < 48; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%u", i);

      fw_fixture_add_call (lines, TEST_START + (i < 42 ? 0 : 8 * DAY) + i * FW_MINUTE, contact,
                           "support", "Agent/2");
    }
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  moved = fw_fixture_ask (f, "PUT", "records/person/p2", f->boss,
                          "{" PERSON_2 ",\"revision\":1,\"since\":\"2026-03-10\"}", 200);
}

static gint64
count_answered (FwServerFixture *f, const char *token, const char *path)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);

  return fw_fixture_get_total (answer, "answered");
}

static void
test_moved_in (FwServerFixture *f, gconstpointer data)
{
  move_in (f);
  g_assert_cmpint (count_answered (f, f->lead, OF_ALL_TIME), ==, 6);
  fw_fixture_expect_error (f, "PUT", "records/person/p2", f->lead,
                           "{" PERSON_2 ",\"revision\":2,\"since\":\"2026-01-01\"}", 403,
                           "forbidden", "since: ");
  g_assert_cmpint (count_answered (f, f->lead, OF_ALL_TIME), ==, 6);
  g_assert_cmpint (count_answered (f, f->boss, OF_ALL_TIME "&team=b"), ==, 42);
}

static void
test_used_id (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) hr = NULL, session = NULL, gone = NULL, back = NULL, log = NULL;
  const char *token;

  move_in (f);
  hr = fw_fixture_ask (f, "POST", "records/account", f->boss,
                       "{\"id\":\"hr\",\"name\":\"HR\",\"role\":\"hr\",\"teams\":[\"b\"],"
                       "\"password\":\"" FW_FIXTURE_PASSWORD "\"}",
                       201);
  session = fw_fixture_ask (f, "POST", "session", NULL,
                            "{\"user\":\"hr\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}", 200);
  token = json_object_get_string_member (session, "token");
  gone = fw_fixture_ask (f, "DELETE", "records/person/p2?revision=2", f->boss, NULL, 200);

  fw_fixture_expect_error (f, "POST", "records/person", token,
                           "{\"id\":\"p2\",\"name\":\"Mei\",\"login\":\"Agent/2\",\"site\":\"sh\","
                           "\"team\":\"b\"}",
                           403, "forbidden", "outside");
  fw_fixture_expect_error (f, "POST", "records/person/import", token,
                           "id,name,login,site,team\np2,Mei,Agent/2,sh,b\n", 400, "invalid",
                           "outside");
  fw_fixture_expect_error (f, "GET", "records/person/p2/log", token, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "POST", "records/person/p2/restore", token, NULL, 404, "not-found",
                           "");
  fw_fixture_expect_error (f, "POST", "records/person", f->boss, "{" PERSON_2 "}", 409, "conflict",
                           "restore it");

  back = fw_fixture_ask (f, "POST", "records/person/p2/restore", f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (back, "revision"), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (back, "team"), ==, "a");
  log = fw_fixture_ask (f, "GET", "records/person/p2/log", f->boss, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (log, "changes")), >, 4);
  g_assert_cmpint (count_answered (f, f->lead, OF_ALL_TIME), ==, 6);
}

/* Titles, too, are of the sites of one's teams alone. */
static void
test_names (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) site = NULL, shift = NULL, names = NULL;
  JsonArray *sites, *shifts;

  site = fw_fixture_ask (f, "POST", "records/site", f->boss,
                         "{\"id\":\"far\",\"name\":\"Far\",\"time_zone\":\"UTC\"}", 201);
  shift = fw_fixture_ask (f, "POST", "records/shift-template", f->boss,
                          "{\"id\":\"night\",\"name\":\"Night\",\"site\":\"far\",\"start\":"
                          "\"22:00\",\"length_minutes\":480}",
                          201);
  names = fw_fixture_ask (f, "GET", "names", f->lead, NULL, 200);
  sites = json_object_get_array_member (names, "site");
  shifts = json_object_get_array_member (names, "shift");
  g_assert_cmpuint (json_array_get_length (sites), ==, 1);
  g_assert_cmpuint (json_array_get_length (shifts), ==, 2);
}

static char *
sign_in_new (FwServerFixture *f, const char *id, const char *members)
{
  g_autofree char *account = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"password\":\"" FW_FIXTURE_PASSWORD "\",%s}", id, id,
      members);
  g_autofree char *words =
      g_strdup_printf ("{\"user\":\"%s\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}", id);
  g_autoptr (JsonObject) made =
      fw_fixture_ask (f, "POST", "records/account", f->boss, account, 201);
  g_autoptr (JsonObject) session = fw_fixture_ask (f, "POST", "session", NULL, words, 200);

  return g_strdup (json_object_get_string_member (session, "token"));
}

/* 10: a machine sends events of its sources, and nothing else. */
static void
test_feed (FwServerFixture *f, gconstpointer data)
{
  static const char *const bad[] = {
    "\"role\":\"feed\"",
    "\"role\":\"feed\",\"sources\":\"pbx\",\"teams\":[\"a\"]",
    "\"role\":\"supervisor\",\"sources\":\"pbx\"",
  };
  g_autofree char *feed = sign_in_new (f, "feed", "\"role\":\"feed\",\"sources\":\"pbx; chat\"");
  g_autofree char *other = sign_in_new (f, "other", "\"role\":\"feed\",\"sources\":\"mail\"");
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL, out = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"id\":\"bad\",\"name\":\"Bad\",%s}", bad[i]);

      fw_fixture_expect_error (f, "POST", "records/account", f->boss, body, 400, "invalid", ": ");
    }

  fw_fixture_add_call (lines, TEST_START, "one", "sales", "Agent/1"); /* of the source pbx */
  report = fw_fixture_ask (f, "POST", "events", feed, lines->str, 200);
  fw_fixture_expect_error (f, "POST", "events", other, lines->str, 403, "forbidden", "mail");

  for (guint i = 0; i < fw_n_routes; i++)
    {
      const FwRoute *route = &fw_routes[i];
      g_autoptr (FwRawAnswer) answer = NULL;

      if (route->role == FW_ROLE_NONE || strcmp (route->path, "events") == 0 ||
          strcmp (route->method, "DELETE") == 0)
        continue;
      answer = fw_raw_request (f->port, route->method, route->path, feed, NULL, 0);
      g_assert_cmpuint (answer->status, ==, 403);
    }
  out = fw_fixture_ask (f, "DELETE", "session", feed, NULL, 200);
  fw_fixture_expect_error (f, "POST", "events", feed, lines->str, 401, "unauthorised", "");
}

/* 10: who is limited to a part neither writes what counts everywhere nor reads it all. */
static void
test_limited_administrator (FwServerFixture *f, gconstpointer data)
{
  static const char *const limits[] = { "\"sites\":[\"sh\"]", "\"teams\":[\"a\"]" };
  g_autoptr (GString) lines = g_string_new (NULL);

  fw_fixture_add_call (lines, TEST_START, "one", "sales", "Agent/1");
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *id = g_strdup_printf ("local-%u", i);
      g_autofree char *members = g_strdup_printf ("\"role\":\"administrator\",%s", limits[i]);
      g_autofree char *local = sign_in_new (f, id, members);

      fw_fixture_expect_error (f, "POST", "events", local, lines->str, 403, "forbidden", "sites");
      fw_fixture_expect_error (f, "POST", "events/struck", local, "{}", 403, "forbidden", "sites");
      fw_fixture_expect_error (f, "GET", "events/held", local, NULL, 403, "forbidden", "sites");
      fw_fixture_expect_error (f, "GET", "verify", local, NULL, 403, "forbidden", "sites");
      fw_fixture_expect_error (f, "POST", "import?format=calls&source=x", local, "a", 403,
                               "forbidden", "sites");
      fw_fixture_expect_error (f, "POST", "import/inspect?format=calls&source=x", local, "a", 403,
                               "forbidden", "sites");
      fw_fixture_expect_error (f, "DELETE", "import/12345678", local, NULL, 403, "forbidden",
                               "sites");
    }
}

/* 12: what an engine says of statements, files, hosts and ports is for the log. */
static void
test_engine_words (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *message;
    FwError code;
  } said[] = {
    { "SELECT id FROM session: connection to server at \"10.0.0.7\", port 5433 failed (PostgreSQL)",
      FW_ERROR_UNAVAILABLE },
    { "person “x”: INSERT INTO record_person: database or disk is full (SQLite 13)",
      FW_ERROR_FULL },
    { "UPDATE house_state: something else (SQLite 21)", FW_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      const char *told = fw_database_hide_engine (said[i].message, said[i].code);

      g_assert_null (strstr (told, "SELECT"));
      g_assert_null (strstr (told, "INSERT"));
      g_assert_null (strstr (told, "UPDATE"));
      g_assert_null (strstr (told, "5433"));
      g_assert_null (strstr (told, "SQLite"));
    }
  g_assert_cmpstr (fw_database_hide_engine ("site: expected a name", FW_ERROR_INVALID), ==,
                   "site: expected a name");
}

/* 12: so of a full disk, in the refusal and in health. */
static void
test_full_disk (FwServerFixture *f, gconstpointer data)
{
  FwDatabase *database = fw_centre_get_database (f->centre);
  g_autoptr (FwRawAnswer) health = NULL;
  guint status = 201;

  if (g_str_has_prefix (f->location, "postgresql:"))
    {
      g_test_skip ("a full disk is SQLite's here");
      return;
    }

  fw_database_set_page_limit (database, 1);
  for (guint i = 0; i < 2000 && status == 201; i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"id\":\"t%u\",\"name\":\"T\",\"site\":\"sh\"}", i);
      g_autoptr (FwRawAnswer) answer =
          fw_raw_request (f->port, "POST", "records/team", f->boss, body, -1);

      status = answer->status;
      g_assert_null (strstr (answer->body, "INSERT"));
      g_assert_null (strstr (answer->body, "UPDATE"));
      g_assert_null (strstr (answer->body, "SQLite"));
    }
  g_assert_cmpuint (status, ==, 507);
  health = fw_raw_request (f->port, "GET", "health", NULL, NULL, 0);
  g_assert_nonnull (strstr (health->body, "read-only"));
  g_assert_null (strstr (health->body, "SQLite"));
  fw_database_set_page_limit (database, 0);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/rights/8-moved-in", test_moved_in },
    { "/server/rights/8-used-id", test_used_id },
    { "/server/rights/8-names", test_names },
    { "/server/rights/10-feed", test_feed },
    { "/server/rights/10-limited-administrator", test_limited_administrator },
    { "/server/rights/12-engine-words", test_engine_words },
    { "/server/rights/12-full-disk", test_full_disk },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
