/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reviews over the wire: what becomes of one that is handed in, and the plan of a week. */
#include <string.h>

#include "server/fw-server-fixture.h"

#define ITEMS                                                                                      \
  "Attitude: Politeness 20, Emotion under control 15 n/a; Problem solving: Effective solution 25 " \
  "n/a, Right process 15; Compliance: Script 10 n/a, Information security 15 fatal"

typedef struct
{
  char *grader, *second; /* tokens */
} Graders;

static void
clear_graders (Graders *self)
{
  g_free (self->grader);
  g_free (self->second);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Graders, clear_graders)

static void
post_form (FwServerFixture *f, Graders *graders)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *account = g_strdup_printf (
          "{\"id\":\"grader%u\",\"name\":\"Grader\",\"role\":\"quality\",\"password\":\"%s\"}", i,
          FW_FIXTURE_PASSWORD);

      fw_fixture_post (f, "account", f->boss, account);
    }
  graders->grader = fw_fixture_open_session (f, "grader0");
  graders->second = fw_fixture_open_session (f, "grader1");
  fw_fixture_post (f, "review-form", graders->grader,
                   "{\"id\":\"three\",\"name\":\"Three dimensions\",\"version\":1,\"scale\":5,"
                   "\"used\":true,\"items\":\"" ITEMS "\"}");
}

static void
post_policy (FwServerFixture *f, const char *subject, const char *value)
{
  g_autofree char *policy =
      g_strdup_printf ("{\"id\":\"%s\",\"subject\":\"%s\",\"value\":%s,\"since\":\"2026-01-01\"}",
                       subject, subject, value);

  fw_fixture_post (f, "policy", f->boss, policy);
}

/* How many are scored twice, so that no test depends on the store's key, nor on the clock. */
static void
post_second_share (FwServerFixture *f, const char *share)
{
  post_policy (f, "review-second-share", share);
  post_policy (f, "review-second-days", "36500");
}

static void
post_review (FwServerFixture *f,
             const char *token,
             const char *id,
             const char *contact,
             const char *person,
             const char *sampled,
             const char *scores)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"person\":\"%s\",\"contact\":\"%s\",\"day\":\"2026-03-02\","
      "\"form\":\"three\",\"sampled\":\"%s\",\"scores\":\"%s\",\"items\":\"Mine: Own 100\"}",
      id, person, contact, sampled, scores);

  fw_fixture_post (f, "review", token, body);
}

static JsonObject *
get_review (FwServerFixture *f, const char *id)
{
  g_autofree char *path = g_strconcat ("records/review/", id, NULL);

  return fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
}

static char *
make_body (FwServerFixture *f, const char *id, const char *scores)
{
  g_autoptr (JsonObject) record = get_review (f, id);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), record);

  json_object_set_string_member (record, "scores", scores);
  return json_to_string (node, FALSE);
}

static void
move (FwServerFixture *f,
      const char *token,
      const char *id,
      const char *to,
      const char *fields,
      const char *refused)
{
  g_autofree char *path = g_strdup_printf ("records/review/%s/moves", id);
  g_autoptr (JsonObject) record = get_review (f, id);
  g_autofree char *body = g_strdup_printf ("{\"move\":\"%s\",\"revision\":%d%s%s}", to,
                                           (int) json_object_get_int_member (record, "revision"),
                                           *fields != '\0' ? ",\"fields\":" : "", fields);

  if (refused == NULL)
    json_object_unref (fw_fixture_ask (f, "POST", path, token, body, 200));
  else
    fw_fixture_expect_error (f, "POST", path, token, body, 403, "forbidden", refused);
}

static void
expect_review (
    FwServerFixture *f, const char *id, const char *state, double total, const char *outcome)
{
  g_autoptr (JsonObject) record = get_review (f, id);

  g_assert_cmpstr (json_object_get_string_member (record, "state"), ==, state);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (record, "total"), total, 1e-9);
  if (outcome != NULL)
    g_assert_cmpstr (json_object_get_string_member (record, "outcome"), ==, outcome);
  else
    g_assert_true (json_object_get_null_member (record, "outcome"));
}

static void
test_form (FwServerFixture *f, gconstpointer data)
{
  g_auto (Graders) graders = { NULL };
  g_autoptr (JsonObject) record = NULL;

  post_form (f, &graders);
  fw_fixture_expect_error (f, "POST", "records/review-form", graders.grader,
                           "{\"id\":\"short\",\"name\":\"Short\",\"version\":1,\"scale\":5,"
                           "\"items\":\"Attitude: Politeness 60, Patience 35\"}",
                           400, "invalid", "weights that sum to 100, not to 95");
  fw_fixture_expect_error (f, "POST", "records/review-form", f->lead,
                           "{\"id\":\"hers\",\"name\":\"Hers\",\"version\":1,\"scale\":5,"
                           "\"items\":\"Attitude: Politeness 100\"}",
                           403, "forbidden", "");

  /* Other items are another version. */
  record = fw_fixture_ask (f, "GET", "records/review-form/three", f->boss, NULL, 200);
  json_object_set_string_member (record, "items", "Attitude: Politeness 100");
  {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), record);
    g_autofree char *body = json_to_string (node, FALSE);

    fw_fixture_expect_error (f, "PUT", "records/review-form/three", graders.grader, body, 403,
                             "forbidden", "stays as it was written");
  }
}

/* From the draft to a dispute that ends as a third value. */
static void
test_story (FwServerFixture *f, gconstpointer data)
{
  g_auto (Graders) graders = { NULL };
  g_autofree char *changed = NULL, *late = NULL;
  g_autoptr (JsonObject) stored = NULL, copied = NULL;

  post_form (f, &graders);
  post_second_share (f, "0");
  post_review (f, graders.grader, "r1", "pbx/c01", "p1", "random", "4 3 5");
  move (f, f->lead, "r1", "handed-in", "", "Others may do this");
  {
    g_autofree char *path = g_strdup ("records/review/r1/moves");

    fw_fixture_expect_error (f, "POST", path, graders.grader,
                             "{\"move\":\"handed-in\",\"revision\":1}", 400, "invalid",
                             "A condition of this step is not fulfilled yet.");
  }
  changed = make_body (f, "r1", "4 3 5 2 5 5");
  stored = fw_fixture_ask (f, "PUT", "records/review/r1", graders.grader, changed, 200);
  expect_review (f, "r1", "draft", 81, NULL);
  copied = get_review (f, "r1");
  g_assert_cmpstr (json_object_get_string_member (copied, "items"), ==, ITEMS);
  g_assert_cmpstr (json_object_get_string_member (copied, "grader"), ==, "grader0");

  move (f, graders.grader, "r1", "handed-in", "", NULL);
  late = make_body (f, "r1", "5 5 5 5 5 5");
  fw_fixture_expect_error (f, "PUT", "records/review/r1", graders.grader, late, 403, "forbidden",
                           "scores: stays as it was written");
  fw_fixture_expect_error (f, "DELETE", "records/review/r1?revision=3", graders.grader, NULL, 409,
                           "conflict", "is kept");
  move (f, graders.grader, "r1", "acknowledged", "", "Others may do this");
  move (f, f->lead, "r1", "acknowledged", "", NULL);
  move (f, f->lead, "r1", "disputed",
        "{\"disputed_item\":4,\"proposed\":5,\"objection\":\"The customer hung up\"}", NULL);
  expect_review (f, "r1", "disputed", 81, NULL);
  move (f, graders.grader, "r1", "settled", "{\"decided\":5}", "second person");
  move (f, graders.second, "r1", "settled", "{\"decided\":4}", NULL);
  expect_review (f, "r1", "settled", 87, "third");
}

/* ---- the plan ---- */

/* 40 calls of the first person, 10 of the second, of which two are rated low. */
static void
post_calls (FwServerFixture *f)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%02u", i);
      const gboolean first = i < 40;

      fw_fixture_add_call (lines, TEST_START + i * 60 * FW_SECOND, contact,
                           first ? "sales" : "support", first ? "Agent/1" : "Agent/2");
    }
  json_object_unref (fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200));
}

static void
expect_count (JsonObject *answer, const char *member, gint64 value)
{
  g_test_message ("%s", member);
  g_assert_cmpint (json_object_get_int_member (answer, member), ==, value);
}

static JsonObject *
ask_plan (FwServerFixture *f, const char *token, const char *more)
{
  g_autofree char *path = g_strconcat ("reviews?week=2026-03-04", more, NULL);

  return fw_fixture_ask (f, "GET", path, token, NULL, 200);
}

/* Reviews the first row that is left. @name: (out): of whom. */
static void
review_first (FwServerFixture *f, const char *token, const char *id, const char *scores)
{
  g_autoptr (JsonObject) plan = ask_plan (f, f->boss, "");
  JsonObject *row = json_array_get_object_element (json_object_get_array_member (plan, "rows"), 0);

  post_review (f, token, id, json_object_get_string_member (row, "id"),
               json_object_get_string_member (row, "person"),
               json_object_get_string_member (row, "sampled"), scores);
  move (f, token, id, "handed-in", "", NULL);
}

static void
test_plan (FwServerFixture *f, gconstpointer data)
{
  g_auto (Graders) graders = { NULL };
  g_autoptr (JsonObject) empty = NULL, plan = NULL, hers = NULL, begun = NULL, waiting = NULL;
  JsonArray *rows;

  post_form (f, &graders);
  post_second_share (f, "0");
  empty = ask_plan (f, graders.grader, "");
  expect_count (empty, "contacts", 0);
  g_assert_true (json_object_get_null_member (empty, "mean"));

  post_calls (f);
  plan = ask_plan (f, graders.grader, "");
  g_assert_cmpstr (json_object_get_string_member (plan, "week"), ==, "2026-03-02");
  expect_count (plan, "contacts", 50);
  expect_count (plan, "random", 10); /* there is no risk: chance has all of the fifth */
  expect_count (plan, "risk", 0);
  expect_count (plan, "todo", 10);
  expect_count (plan, "people", 2);
  expect_count (plan, "people_without", 2);
  rows = json_object_get_array_member (plan, "rows");
  g_assert_cmpuint (json_array_get_length (rows), ==, 10);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (rows, 0), "sampled"), ==,
      "random");
  /* ± of 10 contacts, drawn in proportion, with a spread of 10. */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (plan, "expected"), 5.543615, 1e-5);

  /* The supervisor of team a sees hers of the same plan. */
  hers = ask_plan (f, f->lead, "");
  expect_count (hers, "contacts", 40);
  expect_count (hers, "random", 8);
  fw_fixture_expect_error (f, "GET", "reviews", f->coach, NULL, 403, "forbidden", "");

  /* Who has no review yet comes first, so two make everybody known. */
  review_first (f, graders.grader, "r1", "5 5 5 5 5 5");
  review_first (f, graders.grader, "r2", "4 3 5 2 5 5");
  begun = ask_plan (f, graders.grader, "");
  expect_count (begun, "people_without", 0);
  expect_count (begun, "todo", 8);
  expect_count (begun, "waiting", 2);
  expect_count (begun, "n", 2);
  /* 100 of one and 81 of the other, by their contacts. */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (begun, "mean"), 96.2, 1e-9);
  waiting = ask_plan (f, graders.grader, "&part=waiting&limit=1");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (waiting, "rows")), ==, 1);
  g_assert_true (json_object_get_boolean_member (waiting, "more"));
  fw_fixture_expect_error (f, "GET", "reviews?part=some", f->boss, NULL, 400, "invalid",
                           "part: expected todo, waiting or done");
  fw_fixture_expect_error (f, "GET", "reviews?week=soon", f->boss, NULL, 400, "invalid",
                           "week: expected a day of it");
}

/* ---- what is scored twice ---- */

/* Whether who has @token is told of the review anywhere. */
static void
expect_known (FwServerFixture *f, const char *token, const char *id, gboolean known)
{
  const guint status = known ? 200 : 404;
  g_autofree char *record = g_strconcat ("records/review/", id, NULL),
                  *moves = g_strconcat (record, "/moves", NULL),
                  *log = g_strconcat (record, "/log", NULL);
  g_autoptr (JsonObject) list = NULL;
  JsonArray *records;
  gboolean found = FALSE;

  json_object_unref (fw_fixture_ask (f, "GET", record, token, NULL, status));
  json_object_unref (fw_fixture_ask (f, "GET", moves, token, NULL, status));
  list = fw_fixture_ask (f, "GET", "records/review?count=1", token, NULL, 200);
  records = json_object_get_array_member (list, "records");
  for (guint i = 0; i < json_array_get_length (records); i++)
    found = found || g_str_equal (json_object_get_string_member (
                                      json_array_get_object_element (records, i), "id"),
                                  id);
  g_assert_cmpint (found, ==, known);
  g_assert_cmpint (json_object_get_int_member (list, "count"), ==, json_array_get_length (records));
  json_object_unref (fw_fixture_ask (f, "GET", log, token, NULL, status));
}

/* The row of a contact among what is to be scored. Returns: (transfer full) (nullable). */
static JsonObject *
find_todo (FwServerFixture *f, const char *token, const char *contact)
{
  g_autoptr (JsonObject) plan = ask_plan (f, token, "&limit=1000");
  JsonArray *rows = json_object_get_array_member (plan, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (g_str_equal (json_object_get_string_member (row, "id"), contact))
        return json_object_ref (row);
    }
  return NULL;
}

static void
expect_todo (FwServerFixture *f, const char *token, const char *contact, gboolean there)
{
  g_autoptr (JsonObject) row = find_todo (f, token, contact);

  g_assert_cmpint (row != NULL, ==, there);
  if (row != NULL)
    g_assert_true (json_object_get_null_member (row, "review"));
}

/* The keeper has a thread of its own. */
static void
wait_for_state (FwServerFixture *f, const char *id, const char *state, gboolean closed)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (JsonObject) record = get_review (f, id);

      if (g_str_equal (json_object_get_string_member (record, "state"), state) &&
          (!json_object_get_null_member (record, "closed") &&
           json_object_get_boolean_member (record, "closed")) == closed)
        return;
      g_usleep (50000);
    }
  g_error ("%s has not come to %s", id, state);
}

static char *
find_first_contact (FwServerFixture *f, JsonObject **row)
{
  g_autoptr (JsonObject) plan = ask_plan (f, f->boss, "");

  *row = json_object_ref (
      json_array_get_object_element (json_object_get_array_member (plan, "rows"), 0));
  return g_strdup (json_object_get_string_member (*row, "id"));
}

static void
post_of (FwServerFixture *f, const char *token, const char *id, JsonObject *row, const char *scores)
{
  post_review (f, token, id, json_object_get_string_member (row, "id"),
               json_object_get_string_member (row, "person"),
               json_object_get_string_member (row, "sampled"), scores);
}

/* Of all that is drawn two graders score each, and neither knows of the other until both are done.
 */
static void
test_blind (FwServerFixture *f, gconstpointer data)
{
  g_auto (Graders) graders = { NULL };
  g_autoptr (JsonObject) row = NULL, own = NULL, first = NULL, second = NULL;
  g_autofree char *contact = NULL;

  post_form (f, &graders);
  post_second_share (f, "1");
  post_calls (f);
  contact = find_first_contact (f, &row);
  expect_todo (f, graders.second, contact, TRUE);

  /* While somebody scores it nobody else begins. */
  post_of (f, graders.grader, "r1", row, "4 3 5 2 5 5");
  expect_known (f, graders.second, "r1", FALSE);
  expect_known (f, graders.grader, "r1", TRUE);
  expect_known (f, f->boss, "r1", TRUE);
  expect_todo (f, graders.second, contact, FALSE);
  own = fw_fixture_ask (f, "GET", "records/review/r1", graders.grader, NULL, 200);
  g_assert_true (json_object_get_null_member (own, "closed"));

  move (f, graders.grader, "r1", "handed-in", "", NULL);
  expect_known (f, graders.second, "r1", FALSE);
  expect_todo (f, graders.second, contact, TRUE);
  expect_todo (f, graders.grader, contact, FALSE);
  fw_fixture_expect_error (f, "POST", "records/review/r1/moves", graders.second,
                           "{\"move\":\"handed-in\",\"revision\":1}", 404, "not-found", "");

  post_of (f, graders.second, "r2", row, "3 3 3 3 3 3");
  expect_known (f, graders.grader, "r2", FALSE);
  move (f, graders.second, "r2", "handed-in", "", NULL);
  wait_for_state (f, "r2", "compared", FALSE);
  wait_for_state (f, "r1", "handed-in", FALSE);
  expect_known (f, graders.grader, "r2", TRUE);
  expect_known (f, graders.second, "r1", TRUE);
  first = get_review (f, "r1");
  second = get_review (f, "r2");
  g_assert_true (json_object_get_null_member (first, "second"));
  g_assert_false (json_object_get_null_member (second, "second"));
}

/* A dispute has to be settled by somebody else, so it ends the blindness. */
static void
test_blind_dispute (FwServerFixture *f, gconstpointer data)
{
  g_auto (Graders) graders = { NULL };
  g_autoptr (JsonObject) row = NULL;
  g_autofree char *contact = NULL;

  post_form (f, &graders);
  post_second_share (f, "1");
  post_calls (f);
  contact = find_first_contact (f, &row);
  post_of (f, graders.grader, "r1", row, "4 3 5 2 5 5");
  move (f, graders.grader, "r1", "handed-in", "", NULL);
  expect_known (f, graders.second, "r1", FALSE);
  move (f, f->boss, "r1", "disputed",
        "{\"disputed_item\":4,\"proposed\":5,\"objection\":\"The customer hung up\"}", NULL);
  wait_for_state (f, "r1", "disputed", FALSE);
  move (f, graders.second, "r1", "settled", "{\"decided\":4}", NULL);
  expect_todo (f, graders.second, contact, FALSE);
}

/* ---- what is known of graders ---- */

/* A pair that was scored elsewhere: the first of grader0, the second of grader1. */
static void
post_pair (FwServerFixture *f, guint i, const char *first, const char *second)
{
  const char *const scores[] = { first, second }, *const days[] = { "told", "second" };

  for (guint k = 0; k < 2; k++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"id\":\"p%u-%u\",\"person\":\"%s\",\"contact\":\"pbx/c%02u\",\"day\":\"2026-03-02\","
          "\"form\":\"three\",\"sampled\":\"random\",\"grader\":\"grader%u\",\"scores\":\"%s\","
          "\"%s\":\"2026-03-09\"}",
          i, k, i < 40 ? "p1" : "p2", i, k, scores[k], days[k]);

      fw_fixture_post (f, "review", f->boss, body);
    }
}

static JsonObject *
ask_calibration (FwServerFixture *f, const char *token, const char *more)
{
  g_autofree char *path = g_strconcat ("calibration?days=36600", more, NULL);

  return fw_fixture_ask (f, "GET", path, token, NULL, 200);
}

static JsonObject *
get_element (JsonObject *answer, const char *member, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (answer, member), i);
}

static JsonObject *
find_grader (JsonObject *answer, const char *id)
{
  for (guint i = 0; i < json_array_get_length (json_object_get_array_member (answer, "graders"));
       i++)
    if (g_str_equal (json_object_get_string_member (get_element (answer, "graders", i), "id"), id))
      return get_element (answer, "graders", i);
  g_assert_not_reached ();
}

/* 24 pairs: the second grader gives one point of five less on the first item of every other one. */
static void
test_calibration (FwServerFixture *f, gconstpointer data)
{
  g_auto (Graders) graders = { NULL };
  g_autoptr (JsonObject) empty = NULL, answer = NULL, hers = NULL;
  JsonObject *item, *grader;

  post_form (f, &graders);
  post_second_share (f, "0");
  post_calls (f);
  empty = ask_calibration (f, graders.grader, "");
  expect_count (empty, "pairs", 0);
  g_assert_true (json_object_get_null_member (empty, "form"));

  for (guint i = 20; i < 44; i++)
    {
      g_autofree char *first = g_strdup_printf ("%u 3 5 2 5 5", 3 + i % 3),
                      *second = g_strdup_printf ("%u 3 5 2 5 5", 3 + i % 3 - i % 2);

      post_pair (f, i, first, i == 30 ? "0 0 0 0 0 0" : second);
    }
  move (f, f->boss, "p21-0", "disputed",
        "{\"disputed_item\":1,\"proposed\":5,\"objection\":\"She was polite\"}", NULL);
  move (f, graders.second, "p21-0", "settled", "{\"decided\":5}", NULL);
  answer = ask_calibration (f, graders.grader, "");
  expect_count (answer, "pairs", 24);
  item = get_element (answer, "items", 0);
  g_assert_cmpstr (json_object_get_string_member (item, "name"), ==, "Politeness");
  expect_count (item, "n", 24);
  g_assert_true (json_object_get_boolean_member (item, "known"));
  /* 11 pairs are equal of 24. */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (item, "agreement"), 11.0 / 24,
                                  1e-9);
  /* The one that is farthest apart comes first. */
  g_assert_cmpstr (json_object_get_string_member (get_element (answer, "rows", 0), "id"), ==,
                   "pbx/c30");
  grader = find_grader (answer, "grader0");
  expect_count (grader, "n", 24);
  expect_count (grader, "reviews", 24);
  expect_count (json_object_get_object_member (grader, "disputes"), "proposed", 1);
  expect_count (find_grader (answer, "grader1"), "reviews", 0);
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (grader, "severity"), "verdict"),
      ==, "cannot-tell"); /* of two nobody knows which is off */

  hers = ask_calibration (f, f->lead, "&limit=1");
  expect_count (hers, "pairs", 20);
  g_assert_true (json_object_get_boolean_member (hers, "more"));
  fw_fixture_expect_error (f, "GET", "calibration", f->coach, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "calibration?form=four", f->boss, NULL, 400, "invalid",
                           "form: expected one that two graders used");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/reviews/form", test_form },
    { "/server/reviews/story", test_story },
    { "/server/reviews/plan", test_plan },
    { "/server/reviews/blind", test_blind },
    { "/server/reviews/blind-dispute", test_blind_dispute },
    { "/server/reviews/calibration", test_calibration },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
