/* SPDX-License-Identifier: GPL-3.0-or-later */

/* People × competencies over the wire: what is written, who may, what is told of it. */
#include "server/fw-server-fixture.h"

#define EVIDENCE "records/evidence"
#define ASKED "competencies?day=2026-11-30"

/* A team leader needs calm 4 (weight 3) and data 2 (weight 1). */
static void
furnish (FwServerFixture *f)
{
  fw_fixture_post (f, "position", f->boss, "{\"id\":\"chief\",\"name\":\"Chief\",\"rank\":9}");
  fw_fixture_post (
      f, "competency", f->boss,
      "{\"id\":\"calm\",\"name\":\"Calm\",\"area\":\"Talking\",\"scale\":5,\"decay\":\"step\","
      "\"months\":12,\"further\":12}");
  fw_fixture_post (
      f, "competency", f->boss,
      "{\"id\":\"data\",\"name\":\"Data\",\"area\":\"Work\",\"scale\":5,\"decay\":\"none\"}");
  fw_fixture_post (
      f, "requirement", f->boss,
      "{\"id\":\"r1\",\"position\":\"chief\",\"competency\":\"calm\",\"level\":4,\"weight\":3}");
  fw_fixture_post (
      f, "requirement", f->boss,
      "{\"id\":\"r2\",\"position\":\"chief\",\"competency\":\"data\",\"level\":2,\"weight\":1}");
}

static void
post_evidence (FwServerFixture *f,
               const char *token,
               const char *id,
               const char *person,
               const char *competency,
               const char *level,
               const char *day)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"person\":\"%s\",\"competency\":\"%s\",\"level\":%s,\"day\":\"%s\","
      "\"source\":\"assessment\",\"reason\":\"ten calls heard\"}",
      id, person, competency, level, day);

  fw_fixture_post (f, "evidence", token, body);
}

static JsonObject *
find_row (JsonObject *answer, const char *person)
{
  JsonArray *rows = json_object_get_array_member (answer, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (g_str_equal (json_object_get_string_member (row, "person"), person))
        return row;
    }
  g_assert_not_reached ();
}

static double
number (JsonObject *row, const char *member)
{
  return json_object_get_double_member (row, member);
}

static void
test_grid (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) empty = NULL, answer = NULL, own = NULL, page = NULL, after = NULL;
  JsonObject *row;

  empty = fw_fixture_ask (f, "GET", ASKED, f->coach, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (empty, "competencies")),
                    ==, 0);

  furnish (f);
  /* Thirteen months ago: one level less by now. */
  post_evidence (f, f->coach, "e1", "p1", "calm", "5", "2025-10-30");
  answer = fw_fixture_ask (f, "GET", ASKED "&position=chief", f->coach, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (answer, "position"), ==, "chief");
  row = find_row (answer, "p1");
  g_assert_cmpfloat (
      json_array_get_double_element (json_object_get_array_member (row, "levels"), 0), ==, 4);
  g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (row, "shown"), 0),
                     ==, 5);
  g_assert_true (json_array_get_null_element (json_object_get_array_member (row, "levels"), 1));
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (row, "days"), 0),
                   ==, "2025-10-30");
  g_assert_cmpfloat_with_epsilon (number (row, "low"), 0.75, 1e-9);
  g_assert_cmpfloat_with_epsilon (number (row, "high"), 1, 1e-9);
  g_assert_cmpstr (json_object_get_string_member (row, "narrows_most"), ==, "data");
  g_assert_cmpfloat_with_epsilon (number (row, "narrows_by"), 0.25, 1e-9);
  /* Of the other nothing is known: who is ahead cannot be told. */
  g_assert_cmpint (json_object_get_int_member (row, "best"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (row, "worst"), ==, 2);

  /* Without a position everybody is held against her own, of which nothing is asked here. */
  own = fw_fixture_ask (f, "GET", ASKED "&order=person", f->coach, NULL, 200);
  g_assert_true (json_object_get_null_member (find_row (own, "p1"), "low"));
  g_assert_true (json_object_get_null_member (find_row (own, "p1"), "best"));
  page =
      fw_fixture_ask (f, "GET", ASKED "&position=chief&order=-person&limit=1", f->coach, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (page, "total"), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (page, "rows")), ==, 1);

  /* What is written is there at the next question. */
  post_evidence (f, f->coach, "e2", "p1", "data", "3", "2026-11-29");
  after = fw_fixture_ask (f, "GET", ASKED "&position=chief", f->coach, NULL, 200);
  g_assert_cmpfloat (number (find_row (after, "p1"), "low"), ==, 1);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (after, "summary"), "ready"), ==,
      1);
}

/* A supervisor signs for her own team alone, in her own name; what was signed is corrected, never
 * deleted. */
static void
test_signed (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) mine = NULL, record = NULL, corrected = NULL, after = NULL;

  furnish (f);
  post_evidence (f, f->coach, "e0", "p2", "calm", "2", "2026-11-01");
  post_evidence (f, f->lead, "e1", "p1", "calm", "4", "2026-11-29");
  record = fw_fixture_ask (f, "GET", EVIDENCE "/e1", f->coach, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (record, "signed"), ==, "lead");
  g_assert_cmpstr (json_object_get_string_member (record, "team"), ==, "a");
  fw_fixture_expect_error (f, "POST", EVIDENCE, f->lead,
                           "{\"id\":\"e2\",\"person\":\"p1\",\"competency\":\"calm\",\"level\":4,"
                           "\"day\":\"2026-11-29\",\"source\":\"exam\",\"signed\":\"boss\"}",
                           403, "forbidden", "signed");
  fw_fixture_expect_error (f, "POST", EVIDENCE, f->lead,
                           "{\"id\":\"e3\",\"person\":\"p2\",\"competency\":\"calm\",\"level\":4,"
                           "\"day\":\"2026-11-29\",\"source\":\"exam\"}",
                           400, "invalid", "there is no “p2”");
  fw_fixture_expect_error (f, "GET", EVIDENCE "/e0", f->lead, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "POST", "records/competency", f->coach,
                           "{\"id\":\"x\",\"name\":\"X\",\"scale\":5,\"decay\":\"none\"}", 403,
                           "forbidden", "competency");
  mine = fw_fixture_ask (f, "GET", ASKED "&position=chief", f->lead, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (mine, "total"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (find_row (mine, "p1"), "worst"), ==, 1);

  fw_fixture_expect_error (f, "DELETE", EVIDENCE "/e1?revision=1", f->boss, NULL, 409, "conflict",
                           "is kept");
  corrected = fw_fixture_ask (f, "PUT", EVIDENCE "/e1", f->lead,
                              "{\"id\":\"e1\",\"revision\":1,\"person\":\"p1\","
                              "\"competency\":\"calm\",\"level\":4,\"day\":\"2026-11-29\","
                              "\"source\":\"assessment\",\"reason\":\"ten calls heard\","
                              "\"signed\":\"lead\",\"withdrawn\":true}",
                              200);
  g_assert_cmpstr (json_object_get_string_member (corrected, "signed"), ==, "lead");
  after = fw_fixture_ask (f, "GET", ASKED "&position=chief&person=p1", f->coach, NULL, 200);
  g_assert_cmpfloat (number (find_row (after, "p1"), "low"), ==, 0);
  g_assert_cmpfloat (number (find_row (after, "p1"), "high"), ==, 1);
}

static void
test_refusals (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *query, *part;
  } questions[] = { { "day=30.11.2026", "day: " },
                    { "position=king", "position: " },
                    { "order=name", "order: " },
                    { "limit=1001", "limit" },
                    { "nonsense=1", "nonsense" } };
  static const struct
  {
    const char *kind, *body, *part;
  } records[] = {
    { "competency", "\"name\":\"X\",\"scale\":5,\"decay\":\"expire\"", "months: expected 1 to" },
    { "competency", "\"name\":\"X\",\"scale\":5,\"decay\":\"step\",\"months\":6",
      "further: expected 1 to" },
    { "requirement", "\"position\":\"chief\",\"competency\":\"calm\",\"level\":1,\"weight\":1",
      "position, competency: expected each once; “r1” has the same" },
    { "requirement", "\"position\":\"agent\",\"competency\":\"calm\",\"level\":5.5,\"weight\":1",
      "level: expected at most 5, as “calm” has it, not 5.5" },
    { "evidence",
      "\"person\":\"p1\",\"competency\":\"calm\",\"level\":6,\"day\":\"2026-11-01\","
      "\"source\":\"exam\"",
      "level: expected at most 5" },
    { "evidence",
      "\"person\":\"p1\",\"competency\":\"calm\",\"level\":3,\"day\":\"2026-11-01\","
      "\"source\":\"assessment\"",
      "reason: expected what was seen" },
    { "evidence",
      "\"person\":\"p1\",\"competency\":\"grace\",\"level\":3,\"day\":\"2026-11-01\","
      "\"source\":\"exam\"",
      "grace" },
  };

  furnish (f);
  fw_fixture_post (f, "position", f->boss, "{\"id\":\"agent\",\"name\":\"Agent\",\"rank\":0}");
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *path = g_strconcat ("competencies?", questions[i].query, NULL);

      fw_fixture_expect_error (f, "GET", path, f->coach, NULL, 400, "invalid", questions[i].part);
    }
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *path = g_strconcat ("records/", records[i].kind, NULL);
      g_autofree char *body = g_strdup_printf ("{\"id\":\"new\",%s}", records[i].body);

      fw_fixture_expect_error (f, "POST", path, f->boss, body, 400, "invalid", records[i].part);
    }
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-competencies/grid", test_grid },
    { "/server-competencies/signed", test_signed },
    { "/server-competencies/refusals", test_refusals },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
