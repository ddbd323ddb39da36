/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where to train next over the wire: what is lacking, by what training could bring, and who sees
 * it. */
#include "protocol/fw-json.h"
#include "server/fw-server-fixture.h"

#include <math.h>

/* So many calls of one person, each of so many seconds, or one second more. */
static void
add_calls (FwEventBatch *batch, const char *agent, guint n, gint64 seconds)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("%s-%u", agent, i);
      const gint64 at = (gint64) i * 400;

      fw_test_add (batch, fw_test_event (FW_EVENT_OFFERED, at, contact, "sales", NULL));
      fw_test_add (batch, fw_test_event (FW_EVENT_ANSWERED, at + 5, contact, "sales", agent));
      fw_test_add (batch, fw_test_event (FW_EVENT_COMPLETED, at + 5 + seconds + i % 2, contact,
                                         "sales", agent));
    }
}

static void
put_position (FwServerFixture *f, const char *person)
{
  g_autofree char *path = g_strconcat ("records/person/", person, NULL), *text = NULL;
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (record, "position", "adviser");
  json_object_set_string_member (record, "since", "2026-03-02");
  json_node_set_object (node, record);
  text = json_to_string (node, FALSE);
  json_object_unref (fw_fixture_ask (f, "PUT", path, f->boss, text, 200));
}

/* Of team a p1 takes twice as long as p3; p1 and p2, of team b, have shown less than is asked. */
static void
put_house (FwServerFixture *f)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  FwFloorReport report;
  g_autoptr (GError) error = NULL;

  fw_fixture_post (f, "position", f->boss, "{\"id\":\"adviser\",\"name\":\"Adviser\",\"rank\":0}");
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p3\",\"name\":\"Zhou\",\"login\":\"Agent/3\",\"site\":\"sh\","
                   "\"team\":\"a\",\"since\":\"2026-01-01\",\"position\":\"adviser\","
                   "\"learns_by\":\"video\"}");
  put_position (f, "p1");
  put_position (f, "p2");
  fw_fixture_post (f, "competency", f->boss,
                   "{\"id\":\"pace\",\"name\":\"Pace\",\"scale\":5,\"decay\":\"none\","
                   "\"figure\":\"handling\"}");
  fw_fixture_post (f, "requirement", f->boss,
                   "{\"id\":\"r\",\"position\":\"adviser\",\"competency\":\"pace\",\"level\":4,"
                   "\"weight\":2}");
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"id\":\"e%u\",\"person\":\"p%u\",\"competency\":\"pace\",\"level\":%u,"
          "\"day\":\"2026-02-01\",\"source\":\"exam\"}",
          i, i, i == 3 ? 4 : 1);

      fw_fixture_post (f, "evidence", f->coach, body);
    }
  fw_fixture_post (f, "course", f->coach,
                   "{\"id\":\"quick\",\"name\":\"Quick\",\"programme\":\"staff\","
                   "\"layer\":\"skill\",\"hours\":4,\"capacity\":8,\"competency\":\"pace\","
                   "\"level\":3,\"form\":\"class\"}");
  fw_fixture_post (f, "training-session", f->coach,
                   "{\"id\":\"s1\",\"name\":\"Quick 1\",\"course\":\"quick\",\"site\":\"sh\","
                   "\"day\":\"2026-04-01\",\"last_day\":\"2026-04-01\",\"begins\":\"09:00\","
                   "\"ends\":\"12:00\"}");
  add_calls (batch, "Agent/1", 40, 120);
  add_calls (batch, "Agent/3", 40, 60);
  g_assert_true (fw_centre_ingest (f->centre, batch, &report, &error));
  g_assert_no_error (error);
}

static JsonArray *
ask_needs (FwServerFixture *f, const char *part, const char *token, JsonObject **answer)
{
  g_autofree char *path = g_strconcat ("needs?day=2026-03-03", part, NULL);

  *answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);
  return json_object_get_array_member (*answer, "needs");
}

static void
expect_near (JsonObject *object, const char *member, double value)
{
  g_assert_cmpfloat (fabs (json_object_get_double_member (object, member) - value), <, 1e-6);
}

static void
expect_text (JsonObject *object, const char *member, const char *text)
{
  g_assert_cmpstr (json_object_get_string_member (object, member), ==, text);
}

static void
test_competency (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *needs;
  JsonObject *first;

  put_house (f);
  needs = ask_needs (f, "&part=competency", f->coach, &answer);
  g_assert_cmpuint (json_array_get_length (needs), ==, 2);
  first = json_array_get_object_element (needs, 0);
  /* 40 contacts × all of the weight × (3 - 1) of 4 levels. */
  expect_text (first, "person", "p1");
  expect_near (first, "effect", 20);
  expect_near (first, "value", 1);
  expect_near (first, "against", 4);
  expect_text (first, "session", "s1");
  g_assert_false (json_object_get_boolean_member (first, "enrolled"));
  /* Nobody asks for p2's contacts, as there are none: she comes behind. */
  expect_text (json_array_get_object_element (needs, 1), "person", "p2");
  expect_near (json_array_get_object_element (needs, 1), "effect", 0);

  json_object_unref (
      fw_fixture_ask (f, "POST", "training/s1/people", f->coach, "{\"people\":[\"p1\"]}", 200));
  g_clear_pointer (&answer, json_object_unref);
  needs = ask_needs (f, "&part=competency", f->coach, &answer);
  first = json_array_get_object_element (needs, 0);
  g_assert_true (json_object_get_boolean_member (first, "enrolled"));
  g_assert_cmpint (json_object_get_int_member (first, "taken"), ==, 1);
}

static void
test_figure (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *needs;
  JsonObject *first;

  put_house (f);
  needs = ask_needs (f, "&part=figure", f->coach, &answer);
  g_assert_cmpuint (json_array_get_length (needs), ==, 1);
  first = json_array_get_object_element (needs, 0);
  expect_text (first, "person", "p1");
  expect_text (first, "metric", "aht_s");
  expect_text (first, "course", "quick");
  g_assert_cmpint (json_object_get_int_member (first, "n"), ==, 40);
  expect_near (first, "value", 120.5);
  expect_near (first, "against", 60.5);
  expect_near (first, "behind", 60);
  /* Welch: two samples of 40 with variance 10/39, t(78) 1.9908471: ± 0.2254190. */
  expect_near (first, "effect", 40 * (60 - 0.2254190) / 120.5);
  g_assert_false (
      json_object_get_boolean_member (json_object_get_object_member (first, "measured"), "told"));
}

static void
test_team (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL, ways = NULL;
  JsonArray *needs = NULL;
  JsonObject *first;

  put_house (f);
  needs = ask_needs (f, "&part=team", f->coach, &answer);
  g_assert_cmpuint (json_array_get_length (needs), ==, 2);
  first = json_array_get_object_element (needs, 0);
  /* p1 has a quarter and p3 all of it. */
  expect_text (first, "team", "a");
  expect_text (first, "grade", "red");
  expect_near (first, "value", 0.625);
  g_assert_cmpint (json_object_get_int_member (first, "below"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "teams")), ==, 2);

  needs = ask_needs (f, "&part=preference", f->coach, &ways);
  g_assert_cmpuint (json_array_get_length (needs), ==, 1);
  first = json_array_get_object_element (needs, 0);
  expect_text (first, "way", "video");
  g_assert_cmpint (json_object_get_int_member (first, "n"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (first, "taught"), ==, 0);
}

static void
test_access (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL, other = NULL;
  JsonArray *needs;

  put_house (f);
  /* The supervisor of team a sees nobody of team b. */
  needs = ask_needs (f, "", f->lead, &answer);
  g_assert_cmpuint (json_array_get_length (needs), >, 0);
  for (guint i = 0; i < json_array_get_length (needs); i++)
    g_assert_cmpstr (fw_json_find_text (json_array_get_object_element (needs, i), "team"), !=, "b");
  g_assert_cmpint (json_object_get_int_member (answer, "people"), ==, 2);
  needs = ask_needs (f, "&team=b", f->lead, &other);
  g_assert_cmpuint (json_array_get_length (needs), ==, 0);
  fw_fixture_expect_error (f, "GET", "needs?part=all", f->coach, NULL, 400, "invalid", "part: ");
  fw_fixture_expect_error (f, "GET", "needs?limit=many", f->coach, NULL, 400, "invalid", "limit");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-needs/competency", test_competency },
    { "/server-needs/figure", test_figure },
    { "/server-needs/team", test_team },
    { "/server-needs/access", test_access },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
