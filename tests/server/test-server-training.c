/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Training over the wire: seats, waiting lists, double bookings, and what follows from exams and
 * courses by rule. */
#include "server/fw-server-fixture.h"
#include "server/fw-training-keeper.h"

static void
post_house (FwServerFixture *f, const char *seats)
{
  g_autofree char *session = g_strdup_printf (
      "{\"id\":\"s1\",\"name\":\"Calm 1\",\"course\":\"calm\",\"site\":\"sh\","
      "\"day\":\"2030-03-04\",\"last_day\":\"2030-03-05\",\"begins\":\"09:00\",\"ends\":\"12:00\","
      "\"capacity\":%s}",
      seats);

  fw_fixture_post (f, "certificate-scheme", f->boss,
                   "{\"id\":\"basic\",\"name\":\"Basic\",\"mode\":\"completion\",\"months\":6,"
                   "\"end_rule\":\"corresponding\",\"window_days\":30,\"grace_days\":0,"
                   "\"grace_eligible\":false}");
  fw_fixture_post (f, "competency", f->boss,
                   "{\"id\":\"calmness\",\"name\":\"Calmness\",\"scale\":5,\"decay\":\"none\"}");
  fw_fixture_post (f, "course", f->coach,
                   "{\"id\":\"calm\",\"name\":\"Calm\",\"programme\":\"staff\",\"layer\":\"skill\","
                   "\"hours\":4,\"capacity\":8,\"competency\":\"calmness\",\"level\":3,"
                   "\"scheme\":\"basic\"}");
  fw_fixture_post (f, "training-session", f->coach, session);
}

/* One that is over: nobody was there on a day to come. */
static void
post_past (FwServerFixture *f)
{
  fw_fixture_post (f, "training-session", f->coach,
                   "{\"id\":\"s0\",\"name\":\"Calm 0\",\"course\":\"calm\",\"site\":\"sh\","
                   "\"day\":\"2026-03-02\",\"last_day\":\"2026-03-02\",\"begins\":\"09:00\","
                   "\"ends\":\"12:00\"}");
}

static JsonObject *
enrol (FwServerFixture *f, const char *session, const char *body)
{
  g_autofree char *path = g_strdup_printf ("training/%s/people", session);

  return fw_fixture_ask (f, "POST", path, f->coach, body, 200);
}

static void
expect_person (JsonObject *answer, guint i, const char *person, const char *outcome)
{
  JsonObject *found =
      json_array_get_object_element (json_object_get_array_member (answer, "people"), i);

  g_assert_cmpstr (json_object_get_string_member (found, "person"), ==, person);
  g_assert_cmpstr (json_object_get_string_member (found, "outcome"), ==, outcome);
}

static JsonObject *
get_session (FwServerFixture *f, gint64 taken, gint64 waiting)
{
  JsonObject *answer = fw_fixture_ask (f, "GET", "training?session=s1", f->coach, NULL, 200);
  JsonObject *session =
      json_array_get_object_element (json_object_get_array_member (answer, "sessions"), 0);

  g_assert_cmpint (json_object_get_int_member (session, "taken"), ==, taken);
  g_assert_cmpint (json_object_get_int_member (session, "waiting"), ==, waiting);
  return answer;
}

/* Returns: (transfer full): the id of the enrolment of @person. */
static char *
find_enrolment (FwServerFixture *f, const char *session, const char *person, const char *state)
{
  g_autofree char *path = g_strconcat ("training?session=", session, NULL);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, f->coach, NULL, 200);
  JsonArray *list = json_object_get_array_member (answer, "enrolments");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);

      if (g_strcmp0 (json_object_get_string_member (one, "person"), person) != 0)
        continue;
      g_assert_cmpstr (json_object_get_string_member (one, "state"), ==, state);
      return g_strdup (json_object_get_string_member (one, "id"));
    }
  g_assert_not_reached ();
}

static void
move_to (FwServerFixture *f,
         const char *session,
         const char *person,
         const char *from,
         const char *to,
         const char *more)
{
  g_autofree char *id = find_enrolment (f, session, person, from);
  g_autofree char *path = g_strdup_printf ("records/enrolment/%s", id);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "GET", path, f->coach, NULL, 200);
  g_autofree char *moves = g_strconcat (path, "/moves", NULL);
  g_autofree char *body =
      g_strdup_printf ("{\"move\":\"%s\",\"revision\":%d%s}", to,
                       (int) json_object_get_int_member (record, "revision"), more);

  json_object_unref (fw_fixture_ask (f, "POST", moves, f->coach, body, 200));
}

static void
test_seats (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) dry = NULL, both = NULL, again = NULL, moved = NULL, seen = NULL;

  post_house (f, "1");
  dry = enrol (f, "s1", "{\"people\":[\"p1\",\"p2\"],\"try\":true}");
  expect_person (dry, 0, "p1", "enrolled");
  json_object_unref (get_session (f, 0, 0));

  both = enrol (f, "s1", "{\"people\":[\"p1\",\"p2\"]}");
  expect_person (both, 0, "p1", "enrolled");
  expect_person (both, 1, "p2", "waiting");
  json_object_unref (get_session (f, 1, 1));
  again = enrol (f, "s1", "{\"team\":\"a\"}");
  expect_person (again, 0, "p1", "already");

  /* A seat that is free goes to who is named, not to who comes next. */
  move_to (f, "s1", "p1", "enrolled", "withdrawn", "");
  json_object_unref (get_session (f, 0, 1));
  json_object_unref (enrol (f, "s1", "{\"people\":[\"p1\"]}"));
  json_object_unref (get_session (f, 0, 2));
  moved = enrol (f, "s1", "{\"people\":[\"p2\"]}");
  expect_person (moved, 0, "p2", "enrolled");
  json_object_unref (get_session (f, 1, 1));
  g_free (find_enrolment (f, "s1", "p2", "enrolled"));

  /* The supervisor of team a counts all seats and sees hers alone. */
  seen = fw_fixture_ask (f, "GET", "training?session=s1", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (seen, "enrolments")), ==,
                    1);
  g_assert_cmpint (
      json_object_get_int_member (
          json_array_get_object_element (json_object_get_array_member (seen, "sessions"), 0),
          "taken"),
      ==, 1);
  fw_fixture_expect_error (f, "POST", "training/s1/people", f->lead, "{\"people\":[\"p1\"]}", 403,
                           "forbidden", "");
}

static void
test_overlap (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) refused = NULL, person = NULL;

  post_house (f, "5");
  fw_fixture_post (f, "training-session", f->coach,
                   "{\"id\":\"s2\",\"name\":\"Calm 2\",\"course\":\"calm\",\"site\":\"sh\","
                   "\"day\":\"2030-03-05\",\"last_day\":\"2030-03-05\",\"begins\":\"11:00\","
                   "\"ends\":\"13:00\"}");
  json_object_unref (enrol (f, "s1", "{\"people\":[\"p1\"]}"));
  refused = enrol (f, "s2", "{\"people\":[\"p1\",\"p2\"]}");
  expect_person (refused, 0, "p1", "overlap");
  expect_person (refused, 1, "p2", "enrolled");
  g_assert_cmpstr (
      json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (refused, "people"), 0),
          "with"),
      ==, "Calm 1");
  person = fw_fixture_ask (f, "GET", "training?person=p1", f->coach, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (person, "sessions")), ==,
                    1);

  /* A cancelled session takes nobody's time. */
  json_object_unref (fw_fixture_ask (f, "POST", "records/training-session/s1/moves", f->coach,
                                     "{\"move\":\"cancelled\",\"revision\":1}", 200));
  fw_fixture_expect_error (f, "POST", "training/s1/people", f->coach, "{\"people\":[\"p1\"]}", 409,
                           "conflict", "was cancelled");
  g_clear_pointer (&refused, json_object_unref);
  refused = enrol (f, "s2", "{\"people\":[\"p1\"]}");
  expect_person (refused, 0, "p1", "enrolled");
}

static void
test_gap (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) none = NULL, all = NULL;

  post_house (f, "5");
  none = enrol (f, "s1", "{\"team\":\"a\",\"gap\":true,\"try\":true}");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (none, "people")), ==, 0);
  fw_fixture_post (f, "position", f->boss, "{\"id\":\"adviser\",\"name\":\"Adviser\",\"rank\":0}");
  fw_fixture_post (f, "requirement", f->boss,
                   "{\"id\":\"r\",\"position\":\"adviser\",\"competency\":\"calmness\","
                   "\"level\":3,\"weight\":1}");
  {
    g_autoptr (JsonObject) lin = fw_fixture_ask (f, "GET", "records/person/p1", f->boss, NULL, 200);
    g_autofree char *text = NULL;
    g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

    json_object_set_string_member (lin, "position", "adviser");
    json_node_set_object (node, lin);
    text = json_to_string (node, FALSE);
    json_object_unref (fw_fixture_ask (f, "PUT", "records/person/p1", f->boss, text, 200));
  }
  all = enrol (f, "s1", "{\"team\":\"a\",\"gap\":true}");
  expect_person (all, 0, "p1", "enrolled");
}

static void
test_refusals (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *body, *part;
  } wrong[] = { { "{}", "people: " },
                { "{\"people\":[\"nobody\"]}", "nobody" },
                { "{\"people\":[\"p1\"],\"team\":\"a\"}", "people: " },
                { "{\"people\":[\"p1\"],\"gap\":true}", "gap: " } };

  post_house (f, "5");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    fw_fixture_expect_error (f, "POST", "training/s1/people", f->coach, wrong[i].body, 400,
                             "invalid", wrong[i].part);
  fw_fixture_expect_error (f, "POST", "training/none/people", f->coach, wrong[0].body, 404,
                           "not-found", "");
  fw_fixture_expect_error (f, "POST", "training/s1/attendance", f->coach,
                           "{\"people\":[],\"state\":\"waiting\"}", 400, "invalid", "state: ");
  fw_fixture_expect_error (f, "GET", "training?from=soon", f->coach, NULL, 400, "invalid",
                           "from: ");
  /* Nobody gives herself a seat. */
  fw_fixture_expect_error (f, "POST", "records/enrolment", f->coach,
                           "{\"id\":\"e\",\"person\":\"p1\",\"session\":\"s1\","
                           "\"seat\":\"2030-01-01\"}",
                           403, "forbidden", "");
}

/* A keeper of its own each time, as after a restart. */
static void
keep (FwServerFixture *f)
{
  g_autoptr (FwTrainingKeeper) keeper = fw_training_keeper_new (f->centre, NULL);

  fw_training_keeper_step (keeper, g_get_real_time ());
  fw_training_keeper_step (keeper, g_get_real_time ());
}

static guint
count (FwServerFixture *f, const char *kind, gboolean withdrawn)
{
  g_autofree char *path = g_strconcat ("records/", kind, NULL);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, f->coach, NULL, 200);
  JsonArray *records = json_object_get_array_member (answer, "records");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (records); i++)
    n += json_object_get_boolean_member (json_array_get_object_element (records, i), "withdrawn") ==
         withdrawn;
  return n;
}

static void
put_theory (FwServerFixture *f, int theory)
{
  g_autoptr (JsonObject) record =
      fw_fixture_ask (f, "GET", "records/exam-result/x1", f->coach, NULL, 200);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_object_set_int_member (record, "theory", theory);
  json_node_set_object (node, record);
  text = json_to_string (node, FALSE);
  json_object_unref (fw_fixture_ask (f, "PUT", "records/exam-result/x1", f->coach, text, 200));
}

/* Once, also after downtime; superseded, never deleted; what a person corrected stays. */
static void
test_rules (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) result = NULL, board = NULL, gone = NULL;

  post_house (f, "5");
  fw_fixture_post (f, "exam-result", f->coach,
                   "{\"id\":\"x1\",\"person\":\"p1\",\"scheme\":\"basic\",\"day\":\"2026-06-10\","
                   "\"theory\":86}");
  keep (f);
  keep (f);
  result = fw_fixture_ask (f, "GET", "records/exam-result/x1", f->coach, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (result, "outcome"), ==, "pass");
  g_assert_cmpstr (json_object_get_string_member (result, "title"), ==, "Lin · Basic · 2026-06-10");
  g_assert_cmpuint (count (f, "certificate-event", FALSE), ==, 1);
  g_assert_cmpuint (count (f, "evidence", FALSE), ==, 1);
  board = fw_fixture_ask (f, "GET", "certificates?day=2026-07-01&person=p1", f->coach, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (board, "total"), ==, 1);

  put_theory (f, 20);
  keep (f);
  g_assert_cmpuint (count (f, "certificate-event", FALSE), ==, 1); /* it says: failed */
  g_assert_cmpuint (count (f, "evidence", FALSE), ==, 0);
  g_assert_cmpuint (count (f, "evidence", TRUE), ==, 1);
  put_theory (f, 90);
  keep (f);
  g_assert_cmpuint (count (f, "evidence", FALSE), ==, 1);

  post_past (f);
  json_object_unref (enrol (f, "s0", "{\"people\":[\"p2\"]}"));
  json_object_unref (fw_fixture_ask (
      f, "POST", "training/s0/attendance", f->coach,
      "{\"people\":[\"p2\"],\"state\":\"attended\",\"result\":\"completed\"}", 200));
  keep (f);
  g_assert_cmpuint (count (f, "evidence", FALSE), ==, 2);
  json_object_unref (fw_fixture_ask (f, "POST", "training/s0/attendance", f->coach,
                                     "{\"people\":[\"p2\"],\"state\":\"attended\",\"result\":\"\"}",
                                     200));
  keep (f);
  g_assert_cmpuint (count (f, "evidence", FALSE), ==, 1);
  move_to (f, "s0", "p2", "attended", "absent", ",\"fields\":{\"result\":\"not-completed\"}");
  keep (f);
  g_assert_cmpuint (count (f, "evidence", FALSE), ==, 1);
  g_assert_cmpuint (count (f, "evidence", TRUE), ==, 1);
}

/* Not by the list of a session, not by the move of one, not in an exam; withdrawing is another
 * matter. */
static void
test_to_come (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *id = NULL, *path = NULL;

  post_house (f, "5");
  json_object_unref (enrol (f, "s1", "{\"people\":[\"p1\",\"p2\"]}"));
  fw_fixture_expect_error (f, "POST", "training/s1/attendance", f->coach,
                           "{\"people\":[\"p1\"],\"state\":\"attended\"}", 400, "invalid",
                           "state: expected nothing before the day has come: it is 2030-03-04");
  fw_fixture_expect_error (f, "POST", "training/s1/attendance", f->coach,
                           "{\"people\":[\"p1\"],\"state\":\"enrolled\",\"result\":\"completed\"}",
                           400, "invalid", "result: expected nothing before");
  id = find_enrolment (f, "s1", "p1", "enrolled");
  path = g_strdup_printf ("records/enrolment/%s/moves", id);
  {
    g_autofree char *record = g_strdup_printf ("records/enrolment/%s", id);
    g_autoptr (JsonObject) stored = fw_fixture_ask (f, "GET", record, f->coach, NULL, 200);
    g_autofree char *body = g_strdup_printf ("{\"move\":\"absent\",\"revision\":%d}",
                                             (int) json_object_get_int_member (stored, "revision"));

    fw_fixture_expect_error (f, "POST", path, f->coach, body, 400, "invalid",
                             "state: expected nothing before");
  }
  move_to (f, "s1", "p1", "enrolled", "withdrawn", "");
  fw_fixture_expect_error (f, "POST", "records/exam-result", f->coach,
                           "{\"id\":\"x2\",\"person\":\"p1\",\"scheme\":\"basic\","
                           "\"day\":\"2130-06-10\",\"theory\":86}",
                           400, "invalid",
                           "day: expected nothing before the day has come: it is 2130-06-10");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-training/seats", test_seats },
    { "/server-training/overlap", test_overlap },
    { "/server-training/gap", test_gap },
    { "/server-training/refusals", test_refusals },
    { "/server-training/rules", test_rules },
    { "/server-training/to-come", test_to_come },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
