/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-server-fixture.h"

#define TEAM_C "{\"id\":\"c\",\"name\":\"C\",\"site\":\"sh\"}"

static void
test_life (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) created = fw_fixture_ask (f, "POST", "records/team", f->boss, TEAM_C, 201);
  g_autoptr (JsonObject) read = fw_fixture_ask (f, "GET", "records/team/c", f->boss, NULL, 200);
  g_autoptr (JsonObject) changed =
      fw_fixture_ask (f, "PUT", "records/team/c", f->boss,
                      "{\"id\":\"c\",\"revision\":1,\"name\":\"Sea\",\"site\":\"sh\"}", 200);
  g_autoptr (JsonObject) conflict =
      fw_fixture_ask (f, "PUT", "records/team/c", f->boss,
                      "{\"id\":\"c\",\"revision\":1,\"name\":\"Sky\",\"site\":\"sh\"}", 409);
  g_autoptr (JsonObject) log = NULL;
  g_autoptr (JsonObject) deleted = NULL;
  JsonObject *stored = json_object_get_object_member (conflict, "stored");
  JsonArray *changes;

  g_assert_cmpint (json_object_get_int_member (created, "revision"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (read, "name"), ==, "C");
  g_assert_cmpint (json_object_get_int_member (changed, "revision"), ==, 2);
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (conflict, "error"), "code"), ==,
      "conflict");
  g_assert_cmpstr (json_object_get_string_member (stored, "name"), ==, "Sea");
  g_assert_cmpint (json_object_get_int_member (stored, "revision"), ==, 2);

  log = fw_fixture_ask (f, "GET", "records/team/c/log", f->boss, NULL, 200);
  changes = json_object_get_array_member (log, "changes");
  g_assert_cmpuint (json_array_get_length (changes), >=, 2);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (changes, 0), "after"), ==,
      "Sea");
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (changes, 0), "account"), ==,
      "boss");

  fw_fixture_expect_error (f, "DELETE", "records/team/c?revision=1", f->boss, NULL, 409, "conflict",
                           "");
  deleted = fw_fixture_ask (f, "DELETE", "records/team/c?revision=2", f->boss, NULL, 200);
  fw_fixture_expect_error (f, "GET", "records/team/c", f->boss, NULL, 404, "not-found", "");
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *method, *path, *body, *part;
    guint status;
    const char *code;
  } cases[] = {
    { "GET", "records/spaceship", NULL, "spaceship", 404, "not-found" },
    { "POST", "records/spaceship", "{}", "spaceship", 404, "not-found" },
    { "GET", "records/team/zz", NULL, "", 404, "not-found" },
    { "POST", "records/team", "", "", 400, "invalid" },
    { "POST", "records/team", "[1]", "", 400, "invalid" },
    { "POST", "records/team", "{\"id\":\"c\"}", "", 400, "invalid" },
    { "POST", "records/team", "{\"id\":\"c\",\"name\":5,\"site\":\"sh\"}", "name", 400, "invalid" },
    { "POST", "records/team", "{\"id\":\"c\",\"name\":\"C\",\"site\":\"nowhere\"}", "site", 400,
      "invalid" },
    { "POST", "records/team", "{\"id\":\"c\",\"name\":\"C\",\"site\":\"sh\",\"colour\":\"red\"}",
      "colour", 400, "invalid" },
    { "POST", "records/team", "{\"id\":\"c\",\"revision\":3,\"name\":\"C\",\"site\":\"sh\"}",
      "revision", 400, "invalid" },
    { "PUT", "records/team/a", "{\"id\":\"b\",\"revision\":1,\"name\":\"C\",\"site\":\"sh\"}", "id",
      400, "invalid" },
    { "PUT", "records/team/a", "{\"id\":\"a\",\"name\":\"C\",\"site\":\"sh\"}", "revision", 400,
      "invalid" },
    { "DELETE", "records/team/a", NULL, "revision", 400, "invalid" },
    { "DELETE", "records/team/a?revision=x", NULL, "revision", 400, "invalid" },
    { "DELETE", "records/team/a?revision=1", NULL, "", 409,
      "conflict" }, /* queues and people refer to it */
    { "GET", "records/team?format=pdf", NULL, "format", 400, "invalid" },
    { "POST", "records/team/import?dry_run=2", "id\n", "dry_run", 400, "invalid" },
    { "POST", "records/team/import", "name\nC\n", "id", 400, "invalid" },
    { "POST", "records/team/import", "id,name,site\nc,C,sh\nc,C,sh\n", "line 3", 400, "invalid" },
    { "POST", "records/team/import", "id,colour\nc,red\n", "colour", 400, "invalid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    fw_fixture_expect_error (f, cases[i].method, cases[i].path, f->boss, cases[i].body,
                             cases[i].status, cases[i].code, cases[i].part);
}

static void
test_roles (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) teams = NULL;

  fw_fixture_expect_error (f, "GET", "records/account", f->lead, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "records/account/boss", f->coach, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "POST", "records/team", f->coach, TEAM_C, 403, "forbidden", "");
  fw_fixture_expect_error (f, "POST", "records/account/import", f->coach, "id\nx\n", 403,
                           "forbidden", "");

  /* The supervisor of team a sees only that. */
  teams = fw_fixture_ask (f, "GET", "records/team", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (teams, "records")), ==, 1);
  fw_fixture_expect_error (f, "GET", "records/team/b", f->lead, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "records/team/b/log", f->lead, NULL, 404, "not-found", "");
}

static void
test_secret (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwRawAnswer) answer = NULL;
  g_autoptr (JsonObject) made = fw_fixture_ask (
      f, "POST", "records/account", f->boss,
      "{\"id\":\"new\",\"name\":\"New\",\"role\":\"hr\",\"password\":\"quite a secret\"}", 201);
  g_autoptr (JsonObject) session = NULL;

  answer = fw_raw_request (f->port, "GET", "records/account", f->boss, NULL, 0);
  g_assert_null (strstr (answer->body, "quite a secret"));
  g_assert_null (strstr (answer->body, "argon2"));
  g_clear_pointer (&answer, fw_raw_answer_free);
  answer = fw_raw_request (f->port, "GET", "records/account/new/log", f->boss, NULL, 0);
  g_assert_null (strstr (answer->body, "quite a secret"));
  g_clear_pointer (&answer, fw_raw_answer_free);
  answer = fw_raw_request (f->port, "GET", "records/account?format=csv", f->boss, NULL, 0);
  g_assert_null (strstr (answer->body, "password"));

  session = fw_fixture_ask (f, "POST", "session", NULL,
                            "{\"user\":\"new\",\"password\":\"quite a secret\"}", 200);
}

/* A closed account is out at once, not when a cache says so. */
static void
test_account_closed (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) before = fw_fixture_ask (f, "GET", "session", f->coach, NULL, 200);
  g_autoptr (JsonObject) changed = fw_fixture_ask (
      f, "PUT", "records/account/coach", f->boss,
      "{\"id\":\"coach\",\"revision\":1,\"name\":\"Coach\",\"role\":\"trainer\",\"disabled\":true}",
      200);

  fw_fixture_expect_error (f, "GET", "session", f->coach, NULL, 401, "unauthorised", "");
}

static void
test_tables (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwRawAnswer) csv =
      fw_raw_request (f->port, "GET", "records/queue?format=csv", f->boss, NULL, 0);
  g_autoptr (FwRawAnswer) xlsx =
      fw_raw_request (f->port, "GET", "records/queue?format=xlsx", f->boss, NULL, 0);
  g_autoptr (JsonObject) same = NULL;
  g_autoptr (JsonObject) dry = NULL;
  g_autoptr (JsonObject) real = NULL;
  g_autoptr (JsonObject) read = NULL;

  g_assert_cmpuint (csv->status, ==, 200);
  g_assert_true (g_str_has_prefix (csv->body, "\xef\xbb\xbf"
                                              "id,name,site,team")); /* marked as UTF-8 */
  g_assert_nonnull (strstr (csv->head, "filename=\"queue.csv\""));
  g_assert_cmpuint (xlsx->status, ==, 200);
  g_assert_true (g_str_has_prefix (xlsx->body, "PK"));

  /* What was exported can be imported: nothing changes. */
  same = fw_fixture_ask (f, "POST", "records/queue/import", f->boss, csv->body, 200);
  g_assert_cmpint (json_object_get_int_member (same, "unchanged"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (same, "changed"), ==, 0);

  dry = fw_fixture_ask (f, "POST", "records/team/import?dry_run=1", f->boss,
                        "id,name,site\nc,C,sh\na,Alpha,sh\n", 200);
  g_assert_cmpint (json_object_get_int_member (dry, "created"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (dry, "changed"), ==, 1);
  fw_fixture_expect_error (f, "GET", "records/team/c", f->boss, NULL, 404, "not-found", "");
  real = fw_fixture_ask (f, "POST", "records/team/import", f->boss,
                         "id,name,site\nc,C,sh\na,Alpha,sh\n", 200);
  read = fw_fixture_ask (f, "GET", "records/team/a", f->boss, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (read, "name"), ==, "Alpha");
}

/* Records move figures of the past: a queue given to another team takes its contacts along. */
static void
test_house_changes_figures (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) moved = NULL;
  g_autoptr (JsonObject) after = NULL;
  gint64 n;

  fw_fixture_add_event (lines, TEST_START, "offered", "x", "support", NULL);
  fw_fixture_add_event (lines, TEST_START + FW_MINUTE, "abandoned", "x", "support", NULL);
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  before =
      fw_fixture_ask (f, "GET", "kpi?from=2026-03-02&to=2026-03-03&team=a", f->boss, NULL, 200);
  n = json_object_get_int_member (json_object_get_object_member (before, "total"), "offered");
  g_assert_cmpint (n, ==, 0);

  moved = fw_fixture_ask (
      f, "PUT", "records/queue/support", f->boss,
      "{\"id\":\"support\",\"revision\":1,\"name\":\"Support\",\"site\":\"sh\",\"team\":\"a\","
      "\"channel\":\"phone\",\"product\":\"cards\"}",
      200);
  after = fw_fixture_ask (f, "GET", "kpi?from=2026-03-02&to=2026-03-03&team=a", f->boss, NULL, 200);
  n = json_object_get_int_member (json_object_get_object_member (after, "total"), "offered");
  g_assert_cmpint (n, ==, 1);
}

static char *
list_ids (FwServerFixture *f, const char *token, const char *path, char **next)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);
  JsonArray *records = json_object_get_array_member (answer, "records");
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (records); i++)
    g_string_append_printf (
        ids, "%s ",
        json_object_get_string_member (json_array_get_object_element (records, i), "id"));
  if (next != NULL)
    *next = g_strdup (json_object_get_string_member_with_default (answer, "next", NULL));
  return g_strchomp (g_string_free (ids, FALSE));
}

static void
test_questions (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *path, *ids;
  } asked[] = {
    { "records/person", "p1 p2" },
    { "records/person?order=-name", "p2 p1" },
    { "records/person?where.team=b", "p2" },
    { "records/person?where.team=a;b&where.site=sh", "p1 p2" },
    { "records/person?where.shift=", "p1 p2" },
    { "records/person?begins.name=LI", "p1" },
    { "records/person?from.hired=2000-01-01&to.hired=2100-01-01&where.team=nosuch", "" },
    { "records/account?where.role=supervisor;trainer", "coach lead" },
  };
  static const struct
  {
    const char *path, *part;
  } refused[] = {
    { "records/person?where.name=Lin", "name: a person cannot be asked for it" },
    { "records/person?where.nosuch=1", "nosuch: " },
    { "records/person?from.hired=soon", "hired: expected a date" },
    { "records/person?order=login", "order: expected one of name" },
    { "records/person?after=x&order=name", "after: " },
    { "records/person?wherever.team=a", "wherever.team: no such parameter" },
    { "records/person?changed_since=0&format=csv", "format: " },
    { "records/person?skip=100001", "skip: " },
    { "records/person?count=all", "count: " },
    { "records/person?limit=1001", "limit" },
  };
  g_autofree char *first = NULL, *second = NULL, *next = NULL, *path = NULL, *scoped = NULL;
  g_autofree char *skipped = NULL;
  g_autoptr (FwRawAnswer) csv = NULL;
  g_autoptr (JsonObject) counted = NULL;
  g_autoptr (JsonObject) rest = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) deleted = NULL;
  JsonObject *gone;
  gint64 change;

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *ids = list_ids (f, f->boss, asked[i].path, NULL);

      g_test_message ("%s", asked[i].path);
      g_assert_cmpstr (ids, ==, asked[i].ids);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    fw_fixture_expect_error (f, "GET", refused[i].path, f->boss, NULL, 400, "invalid",
                             refused[i].part);

  first = list_ids (f, f->boss, "records/person?order=name&limit=1", &next);
  g_assert_cmpstr (first, ==, "p1");
  path = g_strconcat ("records/person?order=name&limit=1&after=", next, NULL);
  second = list_ids (f, f->boss, path, NULL);
  g_assert_cmpstr (second, ==, "p2");
  scoped = list_ids (f, f->lead, "records/person?order=name&where.site=sh", NULL);
  g_assert_cmpstr (scoped, ==, "p1");
  csv = fw_raw_request (f->port, "GET", "records/person?where.team=b&format=csv", f->boss, NULL, 0);
  g_assert_nonnull (strstr (csv->body, "p2"));
  g_assert_null (strstr (csv->body, "p1"));

  counted = fw_fixture_ask (f, "GET", "records/person?limit=1&count=1", f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (counted, "count"), ==, 2);
  g_assert_false (json_object_get_boolean_member (counted, "more_than"));
  g_free (path);
  path = g_strconcat ("records/person?order=name&limit=1&count=rest&after=", next, NULL);
  rest = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (rest, "count"), ==, 1);
  skipped = list_ids (f, f->boss, "records/person?order=name&limit=1&skip=1", NULL);
  g_assert_cmpstr (skipped, ==, "p2");
  change = json_object_get_int_member (counted, "change");
  deleted = fw_fixture_ask (f, "DELETE", "records/person/p2?revision=1", f->boss, NULL, 200);
  g_free (path);
  path = g_strdup_printf ("records/person?changed_since=%" G_GINT64_FORMAT, change);
  changed = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (changed, "records")), ==,
                    1);
  gone = json_array_get_object_element (json_object_get_array_member (changed, "records"), 0);
  g_assert_cmpstr (json_object_get_string_member (gone, "id"), ==, "p2");
  g_assert_true (json_object_get_boolean_member (gone, "deleted"));
  g_assert_cmpuint (json_object_get_size (gone), ==, 3);
}

#define CHANGE_LIN                                                                                 \
  "{\"kind\":\"person\",\"record\":{\"id\":\"p1\",\"revision\":%u,\"name\":\"Lin Li\","            \
  "\"login\":\"Agent/1\",\"site\":\"sh\",\"team\":\"c\"}}"

static const char *
get_refused (JsonObject *answer, guint i, const char *member)
{
  JsonObject *report = json_object_get_object_member (answer, "report");
  JsonArray *refused = json_object_get_array_member (report, "refused");

  return json_object_get_string_member (json_array_get_object_element (refused, i), member);
}

/* A team, somebody who moves into it, and what she leaves: one change of several kinds. */
static void
test_batch (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *body =
      g_strdup_printf ("{\"writes\":[{\"kind\":\"team\",\"record\":" TEAM_C "}," CHANGE_LIN
                       ",{\"kind\":\"person\",\"delete\":\"p2\",\"revision\":1}]}",
                       1);
  g_autoptr (JsonObject) written = fw_fixture_ask (f, "POST", "records", f->boss, body, 200);
  g_autoptr (JsonObject) again = fw_fixture_ask (f, "POST", "records", f->boss, body, 409);
  g_autoptr (JsonObject) lin = fw_fixture_ask (f, "GET", "records/person/p1", f->boss, NULL, 200);
  JsonArray *list = json_object_get_array_member (written, "written");
  static const char *const codes[] = { "conflict", "conflict", "not-found" };
  static const char *const ids[] = { "c", "p1", "p2" };

  g_assert_cmpuint (json_array_get_length (list), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);

      g_assert_cmpstr (json_object_get_string_member (one, "id"), ==, ids[i]);
      g_assert_cmpint (json_object_get_int_member (one, "revision"), ==, i == 0 ? 1 : 2);
      g_assert_cmpstr (get_refused (again, i, "code"), ==, codes[i]);
      g_assert_cmpstr (get_refused (again, i, "id"), ==, ids[i]);
    }
  g_assert_cmpstr (json_object_get_string_member (lin, "team"), ==, "c");
  fw_fixture_expect_error (f, "GET", "records/person/p2", f->boss, NULL, 404, "not-found", "");
}

/* One bad write of many: it is named, and nothing of the others is there. */
static void
test_batch_refused (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new ("{\"writes\":[");
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) secret = NULL;
  g_autoptr (JsonObject) outside = NULL;
  g_autoptr (JsonObject) unread = NULL;
  g_autoptr (JsonObject) teams = NULL;
  JsonObject *first;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (many,
                            "%s{\"kind\":\"team\",\"record\":{\"id\":\"t%u\",\"name\":\"T\","
                            "\"site\":\"%s\"}}",
                            i > 0 ? "," : "", i, i == 1234 ? "nowhere" : "sh");
  g_string_append (many, "]}");
  refused = fw_fixture_ask (f, "POST", "records", f->boss, many->str, 400);
  g_assert_cmpstr (get_refused (refused, 0, "id"), ==, "t1234");
  g_assert_cmpstr (get_refused (refused, 0, "code"), ==, "invalid");
  g_assert_nonnull (strstr (get_refused (refused, 0, "message"), "nowhere"));
  first = json_array_get_object_element (
      json_object_get_array_member (json_object_get_object_member (refused, "report"), "refused"),
      0);
  g_assert_cmpint (json_object_get_int_member (first, "index"), ==, 1234);
  teams = fw_fixture_ask (f, "GET", "records/team?limit=1&count=1", f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (teams, "count"), ==, 2);

  secret = fw_fixture_ask (f, "POST", "records", f->boss,
                           "{\"writes\":[{\"kind\":\"account\",\"record\":{\"id\":\"new\",\"name\":"
                           "\"N\",\"role\":\"hr\",\"password\":\"long enough\"}}]}",
                           400);
  g_assert_nonnull (strstr (get_refused (secret, 0, "message"), "password: "));
  outside =
      fw_fixture_ask (f, "POST", "records", f->lead,
                      "{\"writes\":[{\"kind\":\"person\",\"delete\":\"p1\",\"revision\":1}]}", 403);
  g_assert_cmpstr (get_refused (outside, 0, "code"), ==, "forbidden");
  unread = fw_fixture_ask (
      f, "POST", "records", f->boss,
      "{\"writes\":[{\"kind\":\"nosuch\",\"record\":{}},7,{\"kind\":\"team\"}]}", 404);
  g_assert_cmpstr (get_refused (unread, 0, "code"), ==, "not-found");
  g_assert_cmpstr (get_refused (unread, 2, "code"), ==, "invalid");
  fw_fixture_expect_error (f, "POST", "records", f->boss, "{}", 400, "invalid", "writes");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/records/life", test_life },
    { "/server/records/refused", test_refused },
    { "/server/records/roles", test_roles },
    { "/server/records/secret", test_secret },
    { "/server/records/account-closed", test_account_closed },
    { "/server/records/tables", test_tables },
    { "/server/records/questions", test_questions },
    { "/server/records/batch", test_batch },
    { "/server/records/batch-refused", test_batch_refused },
    { "/server/records/house-changes-figures", test_house_changes_figures },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
