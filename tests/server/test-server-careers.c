/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Promotion tracks over the wire: who stands how before a step, the file of a candidate, and who is
 * told of whom. */
#include "server/fw-server-fixture.h"

#define ASKED "careers?day=2026-11-30"

/* p1 (team a) and p2 (team b) are agents since they were hired; a trainer makes two courses and
 * writes up two cases, and has calm at 3. */
static void
furnish (FwServerFixture *f)
{
  fw_fixture_post (f, "position", f->boss, "{\"id\":\"agent\",\"name\":\"Agent\",\"rank\":1}");
  fw_fixture_post (f, "position", f->boss,
                   "{\"id\":\"trainer\",\"name\":\"Trainer\",\"rank\":2,\"tier\":\"back\","
                   "\"function\":\"capability\"}");
  fw_fixture_post (f, "competency", f->boss,
                   "{\"id\":\"calm\",\"name\":\"Calm\",\"scale\":5,\"decay\":\"none\"}");
  fw_fixture_post (f, "requirement", f->boss,
                   "{\"id\":\"r1\",\"position\":\"trainer\",\"competency\":\"calm\",\"level\":3,"
                   "\"weight\":1}");
  fw_fixture_post (f, "career-step", f->boss,
                   "{\"id\":\"s1\",\"from\":\"agent\",\"to\":\"trainer\",\"ladder\":\"horizontal\","
                   "\"readiness\":100,\"courses\":2,\"cases\":2}");
}

static void
put_in_post (FwServerFixture *f, const char *person)
{
  g_autofree char *path = g_strconcat ("records/person/", person, NULL);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200), after = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *body = NULL;

  json_object_set_string_member (record, "position", "agent");
  json_object_set_string_member (record, "hired", "2020-01-01");
  json_object_set_string_member (record, "since", "2020-01-01");
  json_node_set_object (node, record);
  body = json_to_string (node, FALSE);
  after = fw_fixture_ask (f, "PUT", path, f->boss, body, 200);
}

static void
post_work (FwServerFixture *f,
           const char *token,
           const char *id,
           const char *person,
           const char *what,
           const char *day)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"title\":\"Work %s\",\"person\":\"%s\",\"what\":\"%s\",\"day\":\"%s\"}", id,
      id, person, what, day);

  fw_fixture_post (f, "work", token, body);
}

static void
post_level (FwServerFixture *f, const char *person, const char *level)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"e-%s\",\"person\":\"%s\",\"competency\":\"calm\",\"level\":%s,"
                       "\"day\":\"2026-10-01\",\"source\":\"exam\"}",
                       person, person, level);

  fw_fixture_post (f, "evidence", f->coach, body);
}

/* Returns: (nullable): the row of a person. */
static JsonObject *
find_row (JsonObject *answer, const char *person)
{
  JsonArray *rows = json_object_get_array_member (answer, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_str_equal (
            json_object_get_string_member (json_array_get_object_element (rows, i), "person"),
            person))
      return json_array_get_object_element (rows, i);
  return NULL;
}

static const char *
get_state (JsonObject *answer, const char *person)
{
  JsonObject *row = find_row (answer, person);

  g_assert_nonnull (row);
  return json_object_get_string_member (row, "state");
}

static JsonObject *
get_post (JsonObject *answer, const char *id)
{
  JsonArray *positions = json_object_get_array_member (answer, "positions");

  for (guint i = 0; i < json_array_get_length (positions); i++)
    if (g_str_equal (
            json_object_get_string_member (json_array_get_object_element (positions, i), "id"), id))
      return json_array_get_object_element (positions, i);
  g_assert_not_reached ();
}

static void
test_states (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) empty = NULL, first = NULL, open = NULL, nearly = NULL, ready = NULL,
                         before = NULL;
  JsonObject *row;

  empty = fw_fixture_ask (f, "GET", ASKED, f->boss, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (empty, "rows")), ==, 0);

  furnish (f);
  put_in_post (f, "p1");
  put_in_post (f, "p2");
  first = fw_fixture_ask (f, "GET", ASKED, f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (first, "total"), ==, 2);
  g_assert_cmpstr (get_state (first, "p1"), ==, "not-yet");
  g_assert_cmpint (json_object_get_int_member (get_post (first, "agent"), "holders"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (get_post (first, "trainer"), "not_yet"), ==, 2);

  post_work (f, f->coach, "w1", "p1", "course", "2026-11-01");
  post_work (f, f->coach, "w2", "p1", "case", "2026-11-01");
  post_work (f, f->coach, "w3", "p1", "case", "2025-01-01");
  open = fw_fixture_ask (f, "GET", ASKED "&step=s1", f->boss, NULL, 200);
  g_assert_cmpstr (get_state (open, "p1"), ==, "cannot-tell");

  post_level (f, "p1", "3");
  nearly = fw_fixture_ask (f, "GET", ASKED, f->boss, NULL, 200);
  row = find_row (nearly, "p1");
  g_assert_cmpstr (get_state (nearly, "p1"), ==, "nearly");
  g_assert_cmpint (json_object_get_int_member (row, "lacking"), ==, 1);
  /* One course more, at one in the last 180 days. */
  g_assert_cmpstr (json_object_get_string_member (row, "by"), ==, "2027-05-29");
  g_assert_cmpint (json_object_get_int_member (get_post (nearly, "trainer"), "nearly"), ==, 1);

  post_work (f, f->coach, "w4", "p1", "course", "2026-11-30");
  ready = fw_fixture_ask (f, "GET", ASKED, f->boss, NULL, 200);
  g_assert_cmpstr (get_state (ready, "p1"), ==, "ready");
  g_assert_cmpstr (json_object_get_string_member (find_row (ready, "p1"), "by"), ==, "2026-11-30");
  before = fw_fixture_ask (f, "GET", "careers?day=2026-11-29", f->boss, NULL, 200);
  g_assert_cmpstr (get_state (before, "p1"), ==, "nearly");
}

static guint
count_pieces (JsonObject *file, const char *kind)
{
  JsonArray *pieces = json_object_get_array_member (file, "pieces");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (pieces); i++)
    n += g_str_equal (
        json_object_get_string_member (json_array_get_object_element (pieces, i), "kind"), kind);
  return n;
}

static void
test_file (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) file = NULL;
  JsonObject *competency;

  furnish (f);
  put_in_post (f, "p1");
  post_work (f, f->coach, "w1", "p1", "course", "2026-11-01");
  post_work (f, f->coach, "w2", "p2", "case", "2026-11-01");
  post_level (f, "p1", "2");
  fw_fixture_post (f, "award", f->lead,
                   "{\"id\":\"a1\",\"person\":\"p1\",\"award\":\"service-star\","
                   "\"day\":\"2026-11-01\",\"reason\":\"calm\"}");
  file = fw_fixture_ask (f, "GET", "careers/s1/p1?day=2026-11-30", f->lead, NULL, 200);
  g_assert_cmpuint (count_pieces (file, "work"), ==, 1);
  g_assert_cmpuint (count_pieces (file, "evidence"), ==, 1);
  g_assert_cmpuint (count_pieces (file, "award"), ==, 1);
  competency =
      json_array_get_object_element (json_object_get_array_member (file, "competencies"), 0);
  g_assert_cmpfloat (json_object_get_double_member (competency, "level"), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (competency, "wants"), ==, 3);
  /* A supervisor honours, and promises nothing. */
  fw_fixture_expect_error (f, "POST", "records/award", f->lead,
                           "{\"id\":\"a2\",\"person\":\"p1\",\"award\":\"service-star\","
                           "\"day\":\"2026-11-01\",\"reason\":\"calm\",\"priority\":true}",
                           403, "forbidden", "priority");
}

/* HR sees all, a supervisor her team, an agent herself, a trainer nobody. */
static void
test_rights (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *lin = NULL, *hr = NULL;
  g_autoptr (JsonObject) all = NULL, mine = NULL, own = NULL, file = NULL;

  furnish (f);
  put_in_post (f, "p1");
  put_in_post (f, "p2");
  post_work (f, f->coach, "w1", "p1", "course", "2026-11-01");
  fw_fixture_post (f, "account", f->boss,
                   "{\"id\":\"lin\",\"name\":\"Lin\",\"role\":\"agent\",\"person\":\"p1\","
                   "\"password\":\"" FW_FIXTURE_PASSWORD "\"}");
  fw_fixture_post (f, "account", f->boss,
                   "{\"id\":\"hr\",\"name\":\"H R\",\"role\":\"hr\",\"password\":"
                   "\"" FW_FIXTURE_PASSWORD "\"}");
  lin = fw_fixture_open_session (f, "lin");
  hr = fw_fixture_open_session (f, "hr");

  all = fw_fixture_ask (f, "GET", ASKED, hr, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (all, "total"), ==, 2);
  mine = fw_fixture_ask (f, "GET", ASKED, f->lead, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (mine, "total"), ==, 1);
  g_assert_nonnull (find_row (mine, "p1"));
  g_assert_cmpint (json_object_get_int_member (get_post (mine, "agent"), "holders"), ==, 1);
  own = fw_fixture_ask (f, "GET", ASKED "&person=p2", lin, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (own, "total"), ==, 1);
  g_assert_nonnull (find_row (own, "p1"));
  g_assert_cmpint (json_object_get_int_member (get_post (own, "agent"), "holders"), ==, 1);
  fw_fixture_expect_error (f, "GET", ASKED, f->coach, NULL, 403, "forbidden", "");

  file = fw_fixture_ask (f, "GET", "careers/s1/p1", lin, NULL, 200);
  g_assert_cmpuint (count_pieces (file, "work"), ==, 1);
  /* Who signed is not for her. */
  g_assert_true (json_object_get_null_member (
      json_array_get_object_element (json_object_get_array_member (file, "pieces"), 0), "signed"));
  fw_fixture_expect_error (f, "GET", "careers/s1/p2", lin, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "careers/s1/p2", f->lead, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "careers/s9/p1", hr, NULL, 404, "not-found", "");
}

static void
test_refusals (FwServerFixture *f, gconstpointer data)
{
  furnish (f);
  fw_fixture_expect_error (f, "GET", "careers?step=s9", f->boss, NULL, 400, "invalid", "step: ");
  fw_fixture_expect_error (f, "GET", "careers?day=today", f->boss, NULL, 400, "invalid", "day: ");
  fw_fixture_expect_error (f, "GET", "careers?limit=1001", f->boss, NULL, 400, "invalid", "limit");
  fw_fixture_expect_error (f, "GET", "careers?nonsense=1", f->boss, NULL, 400, "invalid",
                           "nonsense");
  fw_fixture_expect_error (
      f, "POST", "records/career-step", f->boss,
      "{\"id\":\"s2\",\"from\":\"agent\",\"to\":\"agent\",\"ladder\":\"vertical\"}", 400, "invalid",
      "to: expected another position");
  fw_fixture_expect_error (
      f, "POST", "records/career-step", f->boss,
      "{\"id\":\"s2\",\"from\":\"agent\",\"to\":\"trainer\",\"ladder\":\"vertical\"}", 400,
      "invalid", "“s1” has the same");
  fw_fixture_expect_error (
      f, "POST", "records/career-step", f->lead,
      "{\"id\":\"s2\",\"from\":\"trainer\",\"to\":\"agent\",\"ladder\":\"vertical\"}", 403,
      "forbidden", "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-careers/states", test_states },
    { "/server-careers/file", test_file },
    { "/server-careers/rights", test_rights },
    { "/server-careers/refusals", test_refusals },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
