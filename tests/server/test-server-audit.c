/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Point 20, seen: what the server writes into its audit trail, and what it never writes there. */
#include <stdio.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-forget-keeper.h"
#include "server/fw-seen.h"
#include "server/fw-server-fixture.h"
#include "server/fw-server-private.h"
#include "trail/fw-trail-read.h"

#define NUMBER "13800138000"
#define DAY "from=2026-09-14T00:00:00Z&to=2026-09-15T00:00:00Z"

/* The trail as it is on disk, verified. Returns: (transfer full) (element-type JsonObject). */
static GPtrArray *
read_trail (FwServerFixture *f)
{
  g_autoptr (GPtrArray) paths = fw_trail_list_files (f->trail, NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_auto (FwTrailReport) report = { 0 };

  g_ptr_array_add (paths, NULL);
  g_assert_true (fw_trail_verify ((const char *const *) paths->pdata, NULL, &report, NULL));
  g_assert_true (report.head);
  for (guint i = 0; paths->pdata[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      g_auto (GStrv) parts = NULL;

      g_assert_true (g_file_get_contents (paths->pdata[i], &text, NULL, NULL));
      parts = g_strsplit (text, "\n", -1);
      for (guint k = 0; parts[k] != NULL && *parts[k] != '\0'; k++)
        {
          g_autoptr (GError) error = NULL;

          g_ptr_array_add (lines, fw_json_parse_object (parts[k], strlen (parts[k]), &error));
          g_assert_no_error (error);
        }
    }
  return lines;
}

static JsonObject *
find_line (GPtrArray *lines, const char *who, const char *what, const char *outcome)
{
  for (guint i = lines->len; i-- > 0;)
    {
      JsonObject *line = lines->pdata[i];

      if (g_strcmp0 (fw_json_find_text (line, "who"), who) == 0 &&
          g_strcmp0 (fw_json_find_text (line, "what"), what) == 0 &&
          g_strcmp0 (fw_json_find_text (line, "outcome"), outcome) == 0)
        return line;
    }
  return NULL;
}

/* The newest such line is there as soon as the answer is. */
static void
expect_line (FwServerFixture *f,
             const char *who,
             const char *what,
             const char *outcome,
             const char *on,
             guint status)
{
  g_autoptr (GPtrArray) lines = read_trail (f);
  JsonObject *line = find_line (lines, who, what, outcome);

  if (line == NULL)
    g_error ("the trail has no line: %s %s %s", who, what, outcome);
  g_assert_cmpstr (fw_json_find_text (line, "on"), ==, on);
  g_assert_cmpstr (fw_json_find_text (line, "from"), ==, "127.0.0.1");
  g_assert_cmpuint (fw_json_find_count (line, "status"), ==, status);
}

/* A refusal is written soon, not before its answer. */
static void
await_line (FwServerFixture *f,
            const char *who,
            const char *what,
            const char *outcome,
            const char *on,
            guint status)
{
  while (TRUE)
    {
      g_autoptr (GPtrArray) lines = read_trail (f);

      if (find_line (lines, who, what, outcome) != NULL)
        break;
      g_usleep (20000);
    }
  expect_line (f, who, what, outcome, on, status);
}

static void
request (FwServerFixture *f,
         const char *method,
         const char *path,
         const char *token,
         const char *body,
         guint status)
{
  g_autoptr (FwRawAnswer) answer = fw_raw_request (f->port, method, path, token, body, -1);

  if (answer->status != status)
    g_test_message ("%s %s: %s%s", method, path, answer->head, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
}

static void
expect_nowhere (FwServerFixture *f, const char *text)
{
  g_autoptr (GPtrArray) paths = fw_trail_list_files (f->trail, NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *content = NULL;

      g_assert_true (g_file_get_contents (paths->pdata[i], &content, NULL, NULL));
      g_assert_null (strstr (content, text));
    }
}

static void
test_sign_in (FwServerFixture *f, gconstpointer data)
{
  static const char right[] = "{\"user\":\"boss\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}";
  static const char wrong[] = "{\"user\":\"boss\",\"password\":\"not this one\"}";
  static const char swapped[] = "{\"user\":\"my secret word\",\"password\":\"boss\"}";
  g_autoptr (JsonObject) opened = fw_fixture_ask (f, "POST", "session", NULL, right, 200);
  const char *token = json_object_get_string_member (opened, "token");

  expect_line (f, "boss", "sign-in", "done", NULL, 200);
  request (f, "POST", "session", NULL, wrong, 401);
  expect_line (f, "boss", "sign-in", "refused", NULL, 401);
  /* Who types the password into the field of the name does not publish it. */
  request (f, "POST", "session", NULL, swapped, 401);
  expect_line (f, NULL, "sign-in", "refused", NULL, 401);
  request (f, "DELETE", "session", token, NULL, 200);
  expect_line (f, "boss", "sign-out", "done", NULL, 200);
  request (f, "GET", "contacts", token, NULL, 401);
  await_line (f, NULL, "refused", "refused", "GET contacts", 401);

  expect_nowhere (f, token);
  expect_nowhere (f, "not this one");
  expect_nowhere (f, "my secret word");
  expect_nowhere (f, FW_FIXTURE_PASSWORD);
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  request (f, "GET", "verify", f->lead, NULL, 403);
  await_line (f, "lead", "verify", "refused", NULL, 403);
  request (f, "POST", "events", f->coach, "{}", 403);
  await_line (f, "coach", "refused", "refused", "POST events", 403);
  request (f, "GET", "contacts?phone=" NUMBER, f->lead, NULL, 400);
  await_line (f, "lead", "contacts-read", "failed", NULL, 400);
  request (f, "GET", "kpi?from=2026-09-14T00:00:00Z&to=2026-09-15T00:00:00Z",
           "no-such-token-" NUMBER, NULL, 401);
  await_line (f, NULL, "refused", "refused", "GET kpi", 401);
  expect_nowhere (f, NUMBER);
}

static void
post_call (FwServerFixture *f)
{
  static const char lines[] =
      "{\"type\":\"offered\",\"at\":\"2026-09-14T09:00:00Z\",\"source\":\"pbx\",\"id\":\"1\","
      "\"contact\":\"c1\",\"queue\":\"sales\",\"customer\":\"" NUMBER "\"}\n"
      "{\"type\":\"answered\",\"at\":\"2026-09-14T09:00:05Z\",\"source\":\"pbx\",\"id\":\"2\","
      "\"contact\":\"c1\",\"queue\":\"sales\",\"agent\":\"Agent/1\"}\n"
      "{\"type\":\"completed\",\"at\":\"2026-09-14T09:01:05Z\",\"source\":\"pbx\",\"id\":\"3\","
      "\"contact\":\"c1\",\"queue\":\"sales\",\"agent\":\"Agent/1\"}\n";

  request (f, "POST", "events", f->boss, lines, 200);
}

static void
test_reads (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwRawAnswer) table = NULL;

  post_call (f);
  request (f, "GET", "contacts?" DAY, f->lead, NULL, 200);
  expect_line (f, "lead", "contacts-read", "done", "?" DAY, 200);
  request (f, "GET", "contacts?" DAY "&format=csv", f->lead, NULL, 200);
  expect_line (f, "lead", "contacts-export", "done", "?" DAY "&format=csv", 200);
  request (f, "GET", "contacts/pbx/c1", f->lead, NULL, 200);
  expect_line (f, "lead", "contact-read", "done", "pbx/c1", 200);
  request (f, "GET", "contacts/pbx/c2", f->lead, NULL, 404);
  await_line (f, "lead", "contact-read", "failed", "pbx/c2", 404);
  request (f, "GET", "records/person", f->lead, NULL, 200);
  expect_line (f, "lead", "records-read", "done", "person", 200);
  table = fw_raw_request (f->port, "GET", "records/queue?format=csv", f->lead, NULL, -1);
  g_assert_cmpuint (table->status, ==, 200);
  g_assert_nonnull (strstr (table->head, "attachment; filename=\"queue.csv\""));
  g_assert_nonnull (strstr (table->head, "text/csv; charset=utf-8"));
  expect_line (f, "lead", "records-export", "done", "queue?format=csv", 200);
  request (f, "GET", "records/account/lead/log", f->boss, NULL, 200);
  expect_line (f, "boss", "log-read", "done", "account/lead", 200);
  expect_nowhere (f, NUMBER);
}

/* What people look for by words of their own may be a number, however the name is spelt. */
static void
test_words (FwServerFixture *f, gconstpointer data)
{
  request (f, "GET", "cases?words=" NUMBER, f->lead, NULL, 200);
  expect_line (f, "lead", "cases-read", "done", "?words=…", 200);
  request (f, "GET", "cases?limit=5&%77ords=" NUMBER, f->lead, NULL, 200);
  expect_line (f, "lead", "cases-read", "done", "?limit=5&%77ords=…", 200);
  request (f, "GET", "records/case?where.customer=" NUMBER, f->lead, NULL, 200);
  expect_line (f, "lead", "records-read", "done", "case?where.customer=…", 200);
  request (f, "GET", "contacts?customer=" NUMBER "&" DAY, f->lead, NULL, 400);
  request (f, "GET", "cases?words=", f->lead, NULL, 200);
  expect_line (f, "lead", "cases-read", "done", "?words=", 200);
  expect_nowhere (f, NUMBER);
}

/* Whoever adds a route says here, or in fw-seen.c, whether somebody must be able to find out who
 * used it: figures, one's own, and what names nobody go untold. */
static void
test_routes (FwServerFixture *f, gconstpointer data)
{
  static const char *const untold[] = {
    "GET health",
    "GET openapi.json",
    "GET session",
    "GET kpi",
    "GET why",
    "GET why/hours",
    "GET why/paths",
    "GET why/service",
    "GET forecast",
    "GET floor",
    "GET live",
    "GET stream",
    "GET own/learning",
    "GET own/shifts",
    "GET own/leave",
    "GET own/leave-check",
    "GET own/calendar",
    "GET own/calendar.ics",
    /* A calendar program asks every few minutes; that the address was made is told. */
    "GET calendar/{address}",
    "GET own/swaps",
    "GET own/swaps/{id}",
    "GET own/competitions",
    "GET own/open-shifts",
    "GET own/debriefs",
    "GET handbook",
    "GET inbox/{kind}/{id}",
    "GET names",
    "GET kinds",
    "POST events",
    "GET events/held",
    "GET events/struck",
    "POST import/inspect",
    "GET import/{ticket}",
    "DELETE import/{ticket}",
    NULL,
  };
  guint n_told = 0;

  for (guint i = 0; i < fw_n_routes; i++)
    {
      g_autofree char *route = g_strconcat (fw_routes[i].method, " ", fw_routes[i].path, NULL);
      const gboolean told = fw_seen_get_act (&fw_routes[i]) != NULL;

      if (told == g_strv_contains (untold, route))
        g_error ("%s is %s in the trail", route, told ? "told" : "not told");
      n_told += told;
    }
  g_assert_cmpuint (n_told + g_strv_length ((char **) untold), ==, fw_n_routes);

  /* What belongs to a person is about them; of planned shifts and activities all may
   * read. */
  for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
    if ((*kind)->belongs != NULL && strcmp ((*kind)->name, "shift") != 0 &&
        strcmp ((*kind)->name, "activity") != 0 && !(*kind)->audited)
      g_error ("who reads records of the kind %s is not told", (*kind)->name);
}

static void
test_people (FwServerFixture *f, gconstpointer data)
{
  static const char *const paths[][2] = {
    { "careers", "careers-read" },
    { "competitions", "competitions-read" },
    { "training", "training-read" },
    { "needs", "needs-read" },
    { "award-proposals", "award-proposals-read" },
    { "day", "day-read" },
    { "reviews", "reviews-read" },
    { "calibration", "calibration-read" },
    { "records/review", "records-read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      request (f, "GET", paths[i][0], f->lead, NULL, 200);
      expect_line (f, "lead", paths[i][1], "done", i == 8 ? "review" : NULL, 200);
    }
  request (f, "GET", "careers/no-step/p1", f->lead, NULL, 404);
  await_line (f, "lead", "career-read", "failed", "no-step/p1", 404);
  request (f, "GET", "leave/none", f->lead, NULL, 404);
  await_line (f, "lead", "leave-read", "failed", "none", 404);
  request (f, "GET", "roster/repair?person=none&first=2030-01-01", f->lead, NULL, 404);
  await_line (f, "lead", "repair-read", "failed", NULL, 404);
  request (f, "POST", "calendar-templates/none/plan", f->lead,
           "{\"first\":\"2020-01-01\",\"last\":\"2020-01-01\"}", 400);
  await_line (f, "lead", "activities-plan", "failed", "none", 400);
  request (f, "GET", "swaps/none", f->lead, NULL, 404);
  await_line (f, "lead", "swap-read", "failed", "none", 404);
  request (f, "GET", "competitions/none", f->lead, NULL, 404);
  await_line (f, "lead", "competition-read", "failed", "none", 404);
  request (f, "GET", "shift-claims/none", f->lead, NULL, 404);
  await_line (f, "lead", "shift-claim-read", "failed", "none", 404);
}

static gint64
count_offered (FwServerFixture *f)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "kpi?" DAY, f->boss, NULL, 200);

  return fw_fixture_get_total (answer, "offered");
}

/* Point 18 of docs/attacks.md: who strikes events out is told, and no figure counts them any more.
 */
static void
test_strike (FwServerFixture *f, gconstpointer data)
{
  static const char body[] = "{\"source\":\"pbx\",\"ids\":[\"1\",\"2\",\"3\"],\"day\":"
                             "\"2026-09-14\",\"reason\":\"a test of the exchange\"}";
  static const char wrong[] = "{\"source\":\"pbx\",\"ids\":[\"1\",\"9\"],\"day\":"
                              "\"2026-09-14T09:00:00Z\",\"reason\":\"x\"}";
  g_autoptr (JsonObject) struck = NULL;
  g_autoptr (JsonObject) list = NULL;
  JsonArray *array;

  post_call (f);
  g_assert_cmpint (count_offered (f), ==, 1);
  request (f, "POST", "events/struck", f->lead, body, 403);
  await_line (f, "lead", "events-strike", "refused", NULL, 403);
  request (f, "POST", "events/struck", f->boss, wrong, 404);
  request (f, "POST", "events/struck", f->boss, "{\"source\":\"pbx\"}", 400);
  g_assert_cmpint (count_offered (f), ==, 1);

  struck = fw_fixture_ask (f, "POST", "events/struck", f->boss, body, 200);
  expect_line (f, "boss", "events-strike", "done", NULL, 200);
  {
    g_autoptr (GPtrArray) lines = read_trail (f);
    JsonObject *line = find_line (lines, "boss", "events-strike", "done");

    g_assert_cmpstr (fw_json_find_text (line, "detail"), ==,
                     "pbx: 1, 2, 3; a test of the exchange");
  }
  g_assert_cmpint (count_offered (f), ==, 0);
  post_call (f);
  g_assert_cmpint (count_offered (f), ==, 0);
  request (f, "POST", "events/struck", f->boss, body, 409);

  list = fw_fixture_ask (f, "GET", "events/struck", f->boss, NULL, 200);
  array = json_object_get_array_member (list, "struck");
  g_assert_cmpuint (json_array_get_length (array), ==, 3);
  g_assert_cmpstr (fw_json_find_text (fw_json_find_element (array, 0), "account"), ==, "boss");
  request (f, "GET", "verify", f->boss, NULL, 200);
}

static guint
count_lines (JsonObject *answer)
{
  return json_array_get_length (json_object_get_array_member (answer, "lines"));
}

/* Administrators read it page by page, and that is told. */
static void
test_read_trail (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autofree char *next = NULL;
  JsonArray *lines;

  for (guint i = 0; i < 3; i++)
    request (f, "GET", "contacts?" DAY, f->lead, NULL, 200);
  request (f, "GET", "audit", f->lead, NULL, 403);
  await_line (f, "lead", "audit-read", "refused", NULL, 403);
  request (f, "GET", "audit?limit=1001", f->boss, NULL, 400);

  first = fw_fixture_ask (f, "GET", "audit?what=contacts-read&limit=2", f->boss, NULL, 200);
  expect_line (f, "boss", "audit-read", "done", "?what=contacts-read&limit=2", 200);
  g_assert_cmpuint (count_lines (first), ==, 2);
  g_assert_true (json_object_get_boolean_member (first, "more"));
  lines = json_object_get_array_member (first, "lines");
  g_assert_cmpuint (fw_json_find_count (fw_json_find_element (lines, 0), "n"), >,
                    fw_json_find_count (fw_json_find_element (lines, 1), "n"));
  next = g_strdup_printf ("audit?what=contacts-read&limit=2&before=%" G_GUINT64_FORMAT,
                          fw_json_find_count (fw_json_find_element (lines, 1), "n"));
  second = fw_fixture_ask (f, "GET", next, f->boss, NULL, 200);
  g_assert_cmpuint (count_lines (second), ==, 1);
  g_assert_false (json_object_get_boolean_member (second, "more"));
  refused = fw_fixture_ask (f, "GET", "audit?outcome=refused&who=lead", f->boss, NULL, 200);
  g_assert_cmpuint (count_lines (refused), ==, 1);
}

static void
change_file (const char *path, const char *from, const char *to)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *changed = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  parts = g_strsplit (text, from, 2);
  g_assert_nonnull (parts[1]);
  changed = g_strjoinv (to, parts);
  g_assert_true (
      g_file_set_contents_full (path, changed, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* An administrator has every line looked at, and that is told; what was touched shows, without the
 * folder in which it lies. */
static void
test_verify_trail (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (JsonObject) whole = NULL;
  g_autoptr (JsonObject) touched = NULL;
  JsonArray *problems;

  request (f, "GET", "contacts?" DAY, f->lead, NULL, 200);
  request (f, "GET", "audit/verify", f->lead, NULL, 403);
  request (f, "GET", "audit/verify?key=x", f->boss, NULL, 400);
  whole = fw_fixture_ask (f, "GET", "audit/verify", f->boss, NULL, 200);
  g_assert_true (json_object_get_boolean_member (whole, "whole"));
  g_assert_true (json_object_get_boolean_member (whole, "head"));
  g_assert_cmpint (json_object_get_int_member (whole, "first"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (whole, "last"), ==,
                   json_object_get_int_member (whole, "lines"));
  expect_line (f, "boss", "audit-verify", "done", NULL, 200);

  paths = fw_trail_list_files (f->trail, NULL);
  change_file (paths->pdata[0], "\"who\":\"lead\"", "\"who\":\"load\"");
  touched = fw_fixture_ask (f, "GET", "audit/verify?files=0", f->boss, NULL, 200);
  g_assert_false (json_object_get_boolean_member (touched, "whole"));
  problems = json_object_get_array_member (touched, "problems");
  g_assert_cmpuint (json_array_get_length (problems), >, 0);
  g_assert_null (strstr (json_array_get_string_element (problems, 0), f->trail));
}

/* Point 20 of docs/attacks.md: what is older than the policy is forgotten by the server itself, and
 * told. */
static void
test_forget (FwServerFixture *f, gconstpointer data)
{
  static const char days[] = "{\"id\":\"days\",\"subject\":\"customer-days\",\"value\":1}";
  g_autoptr (GError) error = NULL;
  g_autoptr (FwTrail) trail = fw_trail_open (f->trail, &error);
  g_autoptr (FwForgetKeeper) keeper = fw_forget_keeper_new (f->centre, trail);
  g_autoptr (JsonObject) whole = NULL;

  g_assert_no_error (error);
  post_call (f);
  request (f, "POST", "records/policy", f->boss, days, 201);
  fw_forget_keeper_step (keeper);
  while (TRUE)
    {
      g_autoptr (GPtrArray) lines = read_trail (f);
      JsonObject *line = find_line (lines, NULL, "customers-forget", "done");

      if (line != NULL && g_strcmp0 (fw_json_find_text (line, "detail"), "1") == 0)
        break;
      g_usleep (20000);
    }
  whole = fw_fixture_ask (f, "POST", "contacts/pbx/c1/reveal", f->lead, NULL, 200);
  g_assert_true (json_object_get_null_member (whole, "customer"));
  g_assert_cmpint (count_offered (f), ==, 1);
}

/* The whole number goes out by an act of its own, which is told; and nowhere else. */
static void
test_reveal (FwServerFixture *f, gconstpointer data)
{
  static const char none[] = "{\"id\":\"digits\",\"subject\":\"customer-digits\",\"value\":0}";
  static const char *const others[] = { "contacts/pbx/c1", "contacts?" DAY,
                                        "contacts?" DAY "&format=csv" };

  post_call (f);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (FwRawAnswer) answer =
          fw_raw_request (f->port, "GET", others[i], f->boss, NULL, -1);

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_null (strstr (answer->body, NUMBER));
      g_assert_true (i > 0 || strstr (answer->body, "\"customer\":\"•••000\"") != NULL);
    }

  request (f, "POST", "contacts/pbx/c1/reveal", f->coach, NULL, 403);
  await_line (f, "coach", "contact-reveal", "refused", "pbx/c1", 403);
  request (f, "POST", "contacts/pbx/c2/reveal", f->lead, NULL, 404);
  {
    g_autoptr (JsonObject) whole =
        fw_fixture_ask (f, "POST", "contacts/pbx/c1/reveal", f->lead, NULL, 200);

    g_assert_cmpstr (json_object_get_string_member (whole, "customer"), ==, NUMBER);
  }
  expect_line (f, "lead", "contact-reveal", "done", "pbx/c1", 200);
  expect_nowhere (f, NUMBER);

  request (f, "POST", "records/policy", f->boss, none, 201);
  {
    g_autoptr (JsonObject) contact =
        fw_fixture_ask (f, "GET", "contacts/pbx/c1", f->boss, NULL, 200);

    g_assert_cmpstr (json_object_get_string_member (contact, "customer"), ==, "•••");
  }
}

static void
test_role_change (FwServerFixture *f, gconstpointer data)
{
  static const char body[] = "{\"id\":\"coach\",\"revision\":1,\"name\":\"Coach\",\"role\":"
                             "\"administrator\",\"password\":\"quite another one\"}";

  request (f, "PUT", "records/account/coach", f->boss, body, 200);
  {
    g_autoptr (GPtrArray) lines = read_trail (f);
    JsonObject *line = find_line (lines, "boss", "account-change", "done");
    const char *detail = fw_json_find_text (line, "detail");

    g_assert_cmpstr (fw_json_find_text (line, "on"), ==, "account/coach");
    g_assert_nonnull (strstr (detail, "coach role “trainer” → “administrator”"));
    g_assert_nonnull (strstr (detail, "coach password"));
  }
  expect_nowhere (f, "quite another one");
}

static void
test_full (FwServerFixture *f, gconstpointer data)
{
  static const char right[] = "{\"user\":\"boss\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}";
  g_autoptr (JsonObject) before = fw_fixture_ask (f, "GET", "health", NULL, NULL, 200);
  JsonObject *audit = json_object_get_object_member (before, "audit");

  g_assert_cmpstr (json_object_get_string_member (audit, "status"), ==, "ok");
  post_call (f);
  fw_trail_set_limits (f->server->trail, 1 << 20, 10);
  g_test_expect_message ("floorwalkerd", G_LOG_LEVEL_WARNING, "*No space left*");
  /* Nobody reads what cannot be written down; but people get in, and see why. */
  fw_fixture_expect_error (f, "GET", "records/person", f->lead, NULL, 507, "full",
                           "the audit trail cannot be written");
  g_test_assert_expected_messages ();
  fw_fixture_expect_error (f, "POST", "contacts/pbx/c1/reveal", f->lead, NULL, 507, "full",
                           "the audit trail cannot be written");
  request (f, "POST", "session", NULL, right, 200);
  {
    g_autoptr (JsonObject) health = fw_fixture_ask (f, "GET", "health", NULL, NULL, 200);

    audit = json_object_get_object_member (health, "audit");
    g_assert_cmpstr (json_object_get_string_member (audit, "status"), ==, "full");
    g_assert_cmpint (json_object_get_int_member (audit, "waiting"), >=, 1);
  }

  fw_trail_set_limits (f->server->trail, 1 << 20, 0);
  await_line (f, "boss", "sign-in", "done", NULL, 200);
  request (f, "GET", "records/person", f->lead, NULL, 200);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/audit/20/sign-in", test_sign_in },
    { "/audit/20/refused", test_refused },
    { "/audit/20/reads", test_reads },
    { "/audit/20/words", test_words },
    { "/audit/20/every-route", test_routes },
    { "/audit/20/people", test_people },
    { "/audit/20/reveal", test_reveal },
    { "/audit/20/strike", test_strike },
    { "/audit/20/forget", test_forget },
    { "/audit/20/read-trail", test_read_trail },
    { "/audit/20/verify-trail", test_verify_trail },
    { "/audit/20/role-change", test_role_change },
    { "/audit/20/full", test_full },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
