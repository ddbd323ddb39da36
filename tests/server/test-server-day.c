/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day over the wire: what was published, held against what the events say, who is late and who is
 * missing, and what an exception changes. */
#include <math.h>

#include "centre/fw-centre-states.h"
#include "server/fw-server-fixture.h"
#include "support/fw-test-events.h"

#define HOUR 3600

static void
add (FwEventBatch *batch, FwEventType type, gint64 second, const char *agent, const char *reason)
{
  FwEvent event = fw_test_event (type, second, NULL, "sales", agent);

  event.reason = fw_text (reason);
  fw_test_add (batch, event);
}

static void
ingest (FwServerFixture *f, FwEventBatch *batch)
{
  FwFloorReport report;
  g_autoptr (GError) error = NULL;

  g_assert_true (fw_centre_ingest (f->centre, batch, &report, &error));
  g_assert_no_error (error);
}

static void
post_shift (FwServerFixture *f,
            const char *id,
            const char *person,
            const char *day,
            const char *template,
            const char *more)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"person\":\"%s\",\"day\":\"%s\",\"type\":\"work\","
                       "\"template\":\"%s\",%s}",
                       id, person, day, template, more);

  fw_fixture_post (f, "shift", f->boss, body);
}

#define PUBLISHED "\"state\":\"published\""

/* Of the 2nd of March, 09:00 to 10:00: p1 comes ten minutes late and stays ten longer, p2 never
 * comes, of p3 nothing is published; of p4 no source ever told anything. */
static void
put_day (FwServerFixture *f)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();

  fw_fixture_post (f, "shift-template", f->boss,
                   "{\"id\":\"hour\",\"name\":\"Hour\",\"site\":\"sh\",\"start\":\"09:00\","
                   "\"length_minutes\":60}");
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p3\",\"name\":\"Mo\",\"login\":\"Agent/3\",\"site\":\"sh\","
                   "\"team\":\"a\",\"since\":\"2026-01-01\"}");
  post_shift (f, "1", "p1", "2026-03-02", "hour", PUBLISHED);
  post_shift (f, "2", "p2", "2026-03-02", "hour", PUBLISHED);
  post_shift (f, "3", "p3", "2026-03-02", "hour", "\"state\":\"draft\"");
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p4\",\"name\":\"Wu\",\"login\":\"Agent/4\",\"site\":\"sh\","
                   "\"team\":\"b\",\"since\":\"2026-01-01\"}");
  post_shift (f, "4", "p4", "2026-03-02", "hour", PUBLISHED);
  add (batch, FW_EVENT_SIGNED_IN, -72 * HOUR, "Agent/2", "");
  add (batch, FW_EVENT_SIGNED_OUT, -71 * HOUR, "Agent/2", "");
  add (batch, FW_EVENT_SIGNED_IN, 600, "Agent/1", "");
  add (batch, FW_EVENT_SIGNED_OUT, 4200, "Agent/1", "");
  ingest (f, batch);
}

static JsonObject *
ask (FwServerFixture *f, const char *query, const char *token)
{
  g_autofree char *path = g_strconcat ("day?day=2026-03-02", query, NULL);

  return fw_fixture_ask (f, "GET", path, token, NULL, 200);
}

static JsonObject *
find_person (JsonObject *answer, const char *id)
{
  JsonArray *people = json_object_get_array_member (answer, "people");

  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = json_array_get_object_element (people, i);

      if (g_str_equal (json_object_get_string_member (person, "id"), id))
        return person;
    }
  return NULL;
}

static void
expect_text (JsonObject *object, const char *member, const char *text)
{
  g_assert_cmpstr (json_object_get_string_member (object, member), ==, text);
}

static void
expect_percent (JsonObject *object, const char *member, double percent)
{
  g_assert_false (json_object_get_null_member (object, member));
  g_assert_cmpfloat (round (json_object_get_double_member (object, member) * 1000) / 10, ==,
                     percent);
}

static void
expect_number (JsonObject *object, const char *member, double value)
{
  g_assert_cmpfloat (json_object_get_double_member (object, member), ==, value);
}

static void
test_day (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *p1, *p2, *p3, *total;
  JsonArray *scheduled, *actual;

  put_day (f);
  answer = ask (f, "", f->boss);
  expect_text (answer, "day", "2026-03-02");
  p1 = find_person (answer, "p1");
  expect_text (p1, "standing", "late");
  expect_number (p1, "late_s", 600);
  expect_percent (p1, "adherence", 83.3);
  expect_percent (p1, "conformance", 100);
  p2 = find_person (answer, "p2");
  expect_text (p2, "standing", "missing");
  g_assert_true (json_object_get_null_member (p2, "adherence"));
  expect_text (find_person (answer, "p4"), "standing", "unknown");
  /* A draft counts for nothing. */
  p3 = find_person (answer, "p3");
  expect_text (p3, "standing", "free");
  g_assert_true (
      json_object_get_boolean_member (json_object_get_object_member (p3, "shift"), "draft"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (p3, "plan")), ==, 0);

  total = json_object_get_object_member (answer, "total");
  g_assert_cmpint (json_object_get_int_member (total, "planned"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (total, "with_data"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (total, "missing"), ==, 1);
  expect_percent (total, "adherence", 83.3);

  scheduled = json_object_get_array_member (answer, "scheduled");
  actual = json_object_get_array_member (answer, "actual");
  g_assert_cmpuint (json_array_get_length (scheduled), ==, 48);
  g_assert_cmpfloat (json_array_get_double_element (scheduled, 18), ==, 3);
  g_assert_cmpfloat (json_array_get_double_element (scheduled, 20), ==, 0);
  g_assert_cmpfloat (fabs (json_array_get_double_element (actual, 18) - 2 / 3.), <, 1e-9);
  g_assert_cmpfloat (fabs (json_array_get_double_element (actual, 20) - 1 / 3.), <, 1e-9);
}

/* Half an hour longer counts as an exception, and as scheduled, where the policy says so. */
static void
test_outside (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;

  put_day (f);
  fw_fixture_post (f, "policy", f->boss,
                   "{\"id\":\"o\",\"subject\":\"adherence-outside\",\"value\":1,"
                   "\"since\":\"2026-01-01\"}");
  answer = ask (f, "", f->boss);
  expect_percent (find_person (answer, "p1"), "adherence", 71.4);
}

static void
test_scope (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL, of_team = NULL;

  put_day (f);
  answer = ask (f, "", f->lead); /* of team a alone */
  g_assert_nonnull (find_person (answer, "p1"));
  g_assert_null (find_person (answer, "p2"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "people")), ==, 2);
  of_team = ask (f, "&team=b", f->lead);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (of_team, "people")), ==,
                    0);
  fw_fixture_expect_error (f, "GET", "day", f->coach, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "day?day=soon", f->boss, NULL, 400, "invalid", "2026-11-21");
}

static void
write_exception (FwServerFixture *f, const char *more, guint status)
{
  g_autofree char *body =
      g_strdup_printf ("{\"person\":\"p1\",\"day\":\"2026-03-02\",\"reason\":\"Bus\",%s}", more);

  json_object_unref (fw_fixture_ask (f, "POST", "records/day-exception", f->lead, body, status));
}

/* The first ten minutes are excused; then it is taken back. */
static void
test_exception (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) excused = NULL, withdrawn = NULL, wrong = NULL;
  JsonObject *p1, *span;

  put_day (f);
  write_exception (f, "\"id\":\"x\",\"begins\":\"08:00\",\"ends\":\"09:10\",\"what\":\"excused\"",
                   201);
  excused = ask (f, "", f->lead);
  p1 = find_person (excused, "p1");
  expect_percent (p1, "adherence", 100);
  expect_percent (p1, "conformance", 120);
  expect_text (p1, "standing", "in-order");
  span = json_array_get_object_element (json_object_get_array_member (p1, "plan"), 0);
  expect_text (span, "kind", "excused");
  expect_text (span, "from", "2026-03-02T09:00:00Z");
  expect_text (span, "to", "2026-03-02T09:10:00Z");
  expect_text (span, "signed", "lead");
  expect_text (span, "note", "Bus");

  json_object_unref (fw_fixture_ask (
      f, "PUT", "records/day-exception/x", f->lead,
      "{\"id\":\"x\",\"revision\":1,\"person\":\"p1\",\"day\":\"2026-03-02\",\"begins\":\"08:00\","
      "\"ends\":\"09:10\",\"what\":\"excused\",\"reason\":\"Bus\",\"withdrawn\":true}",
      200));
  withdrawn = ask (f, "", f->lead);
  expect_percent (find_person (withdrawn, "p1"), "adherence", 83.3);
  wrong = fw_fixture_ask (f, "POST", "records/day-exception", f->lead,
                          "{\"person\":\"p1\",\"day\":\"2026-03-02\",\"begins\":\"09:00\","
                          "\"ends\":\"09:00\",\"what\":\"illness\",\"reason\":\"x\"}",
                          400);
}

/* Of a night what is after midnight is the day's on which it begins. */
static void
test_night (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (JsonObject) answer = NULL, next = NULL;
  JsonObject *p1;

  fw_fixture_post (f, "shift-template", f->boss,
                   "{\"id\":\"night\",\"name\":\"Night\",\"site\":\"sh\",\"start\":\"22:00\","
                   "\"length_minutes\":480,\"breaks\":\"02:00-02:30\"}");
  post_shift (f, "1", "p1", "2026-03-02", "night", PUBLISHED ",\"breaks\":\"03:00-04:00\"");
  add (batch, FW_EVENT_SIGNED_IN, 13 * HOUR, "Agent/1", "");
  add (batch, FW_EVENT_PAUSED, 18 * HOUR, "Agent/1", "lunch");
  add (batch, FW_EVENT_UNPAUSED, 19 * HOUR, "Agent/1", "");
  add (batch, FW_EVENT_SIGNED_OUT, 20 * HOUR, "Agent/1", ""); /* at 05:00 */
  ingest (f, batch);
  answer = ask (f, "", f->boss);
  p1 = find_person (answer, "p1");
  expect_number (p1, "scheduled_s", 7 * HOUR);
  expect_number (p1, "exception_s", HOUR);
  expect_text (p1, "standing", "left-early");
  expect_number (p1, "early_s", HOUR);
  next = fw_fixture_ask (f, "GET", "day?day=2026-03-03", f->boss, NULL, 200);
  p1 = find_person (next, "p1");
  expect_text (p1, "standing", "free");
  expect_number (p1, "worked_s", 0);
  g_assert_cmpfloat (
      json_array_get_double_element (json_object_get_array_member (next, "scheduled"), 0), ==, 1);

  write_exception (f, "\"id\":\"x\",\"begins\":\"05:00\",\"ends\":\"06:00\",\"what\":\"illness\"",
                   201);
  json_object_unref (answer);
  answer = ask (f, "", f->boss);
  p1 = find_person (answer, "p1");
  expect_percent (p1, "adherence", 100);
  expect_number (p1, "scheduled_s", 6 * HOUR);
}

/* Training takes off the floor; a pause for coaching is work, one for a break is none. */
static void
test_training (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *p1;

  fw_fixture_post (f, "course", f->coach,
                   "{\"id\":\"quick\",\"name\":\"Quick\",\"programme\":\"staff\","
                   "\"layer\":\"skill\",\"hours\":4,\"capacity\":8,\"form\":\"class\"}");
  fw_fixture_post (f, "training-session", f->coach,
                   "{\"id\":\"s1\",\"name\":\"Quick 1\",\"course\":\"quick\",\"site\":\"sh\","
                   "\"day\":\"2026-03-02\",\"last_day\":\"2026-03-02\",\"begins\":\"10:00\","
                   "\"ends\":\"12:00\"}");
  json_object_unref (
      fw_fixture_ask (f, "POST", "training/s1/people", f->coach, "{\"people\":[\"p1\"]}", 200));
  post_shift (f, "1", "p1", "2026-03-02", "early", PUBLISHED); /* 06:00 to 14:00 */
  add (batch, FW_EVENT_SIGNED_IN, -3 * HOUR, "Agent/1", "");
  add (batch, FW_EVENT_PAUSED, -2 * HOUR, "Agent/1", "coaching");
  add (batch, FW_EVENT_UNPAUSED, -HOUR, "Agent/1", "");
  add (batch, FW_EVENT_PAUSED, 0, "Agent/1", "break");
  add (batch, FW_EVENT_UNPAUSED, HOUR / 2, "Agent/1", "");
  add (batch, FW_EVENT_SIGNED_OUT, HOUR, "Agent/1", "");
  add (batch, FW_EVENT_SIGNED_IN, 3 * HOUR, "Agent/1", "");
  add (batch, FW_EVENT_SIGNED_OUT, 5 * HOUR, "Agent/1", "");
  ingest (f, batch);
  answer = ask (f, "", f->boss);
  p1 = find_person (answer, "p1");
  expect_number (p1, "scheduled_s", 6 * HOUR);
  expect_number (p1, "exception_s", HOUR / 2);
  expect_number (p1, "outside_s", 0);
  expect_text (p1, "standing", "in-order");
}

/* ---- what people did, against the sums of the cube ---- */

static gint64
sum_states (FwStates *states, const char *agent, gboolean paused)
{
  const GArray *spans = fw_states_find (states, agent);
  gint64 sum = 0, last = G_MININT64;

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const FwStateSpan *span = &g_array_index (spans, FwStateSpan, i);

      g_assert_cmpint (span->from, >=, last);
      g_assert_cmpint (span->to, >, span->from);
      last = span->to;
      if ((span->state == FW_AGENT_PAUSED) == paused)
        sum += span->to - span->from;
    }
  return sum / 1000;
}

static void
add_random_hours (FwEventBatch *batch, const char *agent)
{
  gint64 at = g_test_rand_int_range (0, HOUR);

  add (batch, FW_EVENT_SIGNED_IN, at, agent, "");
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *contact = g_strdup_printf ("%s-%u", agent, i);
      FwEvent wrapped = FW_EVENT_INIT;

      at += g_test_rand_int_range (1, 200);
      fw_test_add (batch, fw_test_event (FW_EVENT_OFFERED, at, contact, "sales", NULL));
      at += g_test_rand_int_range (0, 20);
      fw_test_add (batch, fw_test_event (FW_EVENT_ANSWERED, at, contact, "sales", agent));
      at += g_test_rand_int_range (0, 300);
      fw_test_add (batch, fw_test_event (FW_EVENT_COMPLETED, at, contact, "sales", agent));
      wrapped = fw_test_event (FW_EVENT_WRAPPED_UP, at + g_test_rand_int_range (0, 60), contact,
                               "sales", agent);
      wrapped.wrap_ms = 1000 * g_test_rand_int_range (0, 60);
      if (i % 3 > 0)
        fw_test_add (batch, wrapped);
      if (i % 10 == 9)
        {
          at += 61;
          add (batch, FW_EVENT_PAUSED, at, agent, "break");
          at += g_test_rand_int_range (0, 900);
          add (batch, FW_EVENT_UNPAUSED, at, agent, "");
        }
    }
  add (batch, FW_EVENT_SIGNED_OUT, at + 100, agent, "");
}

static void
test_states (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (FwStates) states = NULL;
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwCubeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  FwQuestion question = { .from = TEST_START - 9 * FW_HOUR,
                          .to = TEST_START + 15 * FW_HOUR,
                          .by = { FW_DIMENSION_AGENT },
                          .n_by = 1 };

  question.now = question.to;
  add_random_hours (batch, "Agent/1");
  add_random_hours (batch, "Agent/2");
  ingest (f, batch);
  g_assert_true (fw_centre_settle (f->centre, &error));
  states = fw_centre_read_states (f->centre, question.from, question.to, NULL, &error);
  g_assert_no_error (error);
  answer = fw_centre_ask (f->centre, whole, &question, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->groups->len, ==, 2);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      const char *agent = fw_centre_name_code (f->centre, FW_DIMENSION_AGENT, group->codes[0]);

      g_assert_cmpint (sum_states (states, agent, TRUE), ==, (gint64) group->sums.paused_ms);
      g_assert_cmpint (sum_states (states, agent, FALSE), ==,
                       (gint64) (group->sums.busy_ms + group->sums.ready_ms));
    }
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/day/day", test_day },       { "/day/outside", test_outside },
    { "/day/scope", test_scope },   { "/day/exception", test_exception },
    { "/day/night", test_night },   { "/day/training", test_training },
    { "/day/states", test_states }, { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
