/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Programmes: who is put in them, where each stands, whom the roster refuses, what an agent is told
 * and ticks by herself. */
#include "server/fw-programme-keeper.h"
#include "server/fw-server-fixture.h"

static void
post_house (FwServerFixture *f)
{
  fw_fixture_post (f, "certificate-scheme", f->boss,
                   "{\"id\":\"basic\",\"name\":\"Basic\",\"mode\":\"completion\",\"months\":6,"
                   "\"end_rule\":\"corresponding\",\"window_days\":30,\"grace_days\":0,"
                   "\"grace_eligible\":false}");
  fw_fixture_post (f, "lesson", f->coach,
                   "{\"id\":\"norms\",\"name\":\"Norms\",\"layer\":\"cognition\",\"form\":"
                   "\"reading\",\"minutes\":30,"
                   "\"link\":\"https://example.org/norms\"}");
  fw_fixture_post (f, "lesson", f->coach,
                   "{\"id\":\"drill\",\"name\":\"Abusive "
                   "customer\",\"layer\":\"skill\",\"form\":\"drill\",\"minutes\":30}");
  fw_fixture_post (f, "programme", f->coach,
                   "{\"id\":\"new\",\"name\":\"New\",\"audience\":\"newcomer\",\"days\":30,"
                   "\"gates\":true,\"pass_target\":80,\"repeats\":\"never\"}");
  fw_fixture_post (f, "programme-step", f->coach,
                   "{\"id\":\"n1\",\"name\":\"Norms\",\"programme\":\"new\",\"place\":1,"
                   "\"what\":\"lesson\",\"lesson\":\"norms\",\"by_day\":2}");
  fw_fixture_post (f, "programme-step", f->coach,
                   "{\"id\":\"n2\",\"name\":\"Drill\",\"programme\":\"new\",\"place\":2,"
                   "\"what\":\"lesson\",\"lesson\":\"drill\",\"by_day\":5}");
}

static JsonObject *
enrol (FwServerFixture *f, const char *body)
{
  return fw_fixture_ask (f, "POST", "programmes/new/people", f->coach, body, 200);
}

static JsonObject *
get_row (JsonObject *answer, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (answer, "rows"), i);
}

static const char *
get_cell (JsonObject *row, guint i)
{
  return json_object_get_string_member (
      json_array_get_object_element (json_object_get_array_member (row, "cells"), i), "state");
}

static void
keep (FwServerFixture *f)
{
  FwCertificates *certificates = fw_certificates_new (fw_centre_get_records (f->centre));
  FwProgrammeKeeper *keeper =
      fw_programme_keeper_new (fw_centre_get_records (f->centre), certificates, NULL);

  fw_programme_keeper_step (keeper, g_get_real_time ());
  fw_programme_keeper_free (keeper);
  fw_certificates_free (certificates);
}

static void
post_done (FwServerFixture *f, const char *id, const char *lesson)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"person\":\"p1\",\"lesson\":\"%s\",\"day\":\"2026-03-04\","
                       "\"passed\":true}",
                       id, lesson);

  fw_fixture_post (f, "lesson-result", f->coach, body);
}

static void
test_board (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) dry = NULL, both = NULL, again = NULL, board = NULL, seen = NULL;
  JsonObject *rates;

  post_house (f);
  dry = enrol (f, "{\"team\":\"a\",\"since\":\"2026-03-02\",\"try\":true}");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (dry, "enrolled")), ==, 1);
  both = enrol (f, "{\"people\":[\"p1\",\"p2\"],\"since\":\"2026-03-02\"}");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (both, "enrolled")), ==, 2);
  again = enrol (f, "{\"people\":[\"p1\"],\"since\":\"2026-03-05\"}");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (again, "enrolled")), ==,
                    0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (again, "already")), ==, 1);
  post_done (f, "d1", "norms");

  board = fw_fixture_ask (f, "GET", "programmes?programme=new&day=2026-03-05&person=p1", f->coach,
                          NULL, 200);
  g_assert_cmpstr (get_cell (get_row (board, 0), 0), ==, "done");
  g_assert_cmpstr (get_cell (get_row (board, 0), 1), ==, "next");
  rates = json_object_get_object_member (board, "rates");
  g_assert_cmpint (json_object_get_int_member (rates, "enrolled"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (rates, "verdict"), ==, "cannot-tell");

  /* The supervisor of team a sees hers alone, and puts nobody in. */
  seen = fw_fixture_ask (f, "GET", "programmes?programme=new", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (seen, "rows")), ==, 1);
  fw_fixture_expect_error (f, "POST", "programmes/new/people", f->lead,
                           "{\"people\":[\"p1\"],\"since\":\"2026-03-02\"}", 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "programmes?programme=none", f->coach, NULL, 400, "invalid",
                           "programme: ");
  fw_fixture_expect_error (f, "POST", "programmes/new/people", f->coach, "{\"people\":[\"p1\"]}",
                           400, "invalid", "since: ");
  fw_fixture_expect_error (f, "POST", "programmes/new/people", f->coach,
                           "{\"people\":[\"nobody\"],\"since\":\"2026-03-02\"}", 400, "invalid",
                           "people: ");
}

static char *
write_shift (const char *id, const char *day, const char *type)
{
  return g_strdup_printf ("{\"id\":\"%s\",\"person\":\"p1\",\"day\":\"%s\",\"type\":\"%s\","
                          "\"template\":\"early\",\"state\":\"draft\"}",
                          id, day, type);
}

/* Work is refused from the first day until the day of the pass; training is not. */
static void
test_gate (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *before = write_shift ("w0", "2026-03-01", "work"),
                  *work = write_shift ("w1", "2026-03-03", "work"),
                  *training = write_shift ("w2", "2026-03-03", "training"),
                  *after = write_shift ("w3", "2026-03-04", "work"),
                  *early = write_shift ("w4", "2026-03-02", "work");
  g_autoptr (JsonObject) enrolled = NULL, trainee = NULL;
  g_autofree char *path = NULL;

  post_house (f);
  enrolled = enrol (f, "{\"people\":[\"p1\"],\"since\":\"2026-03-02\"}");
  path = g_strconcat (
      "records/trainee/",
      json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (enrolled, "enrolled"), 0),
          "id"),
      NULL);
  fw_fixture_post (f, "shift", f->boss, before);
  fw_fixture_expect_error (f, "POST", "records/shift", f->boss, work, 400, "invalid",
                           "person: expected somebody who has passed");
  fw_fixture_post (f, "shift", f->boss, training);
  post_done (f, "d1", "norms");
  keep (f);
  fw_fixture_expect_error (f, "POST", "records/shift", f->boss, after, 400, "invalid", "person: ");
  post_done (f, "d2", "drill");
  keep (f);
  trainee = fw_fixture_ask (f, "GET", path, f->coach, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (trainee, "passed"), ==, "2026-03-04");
  fw_fixture_post (f, "shift", f->boss, after);
  fw_fixture_expect_error (f, "POST", "records/shift", f->boss, early, 400, "invalid", "person: ");
  /* Nobody says by hand that she has passed. */
  fw_fixture_expect_error (f, "POST", "records/trainee", f->coach,
                           "{\"id\":\"t\",\"person\":\"p2\",\"programme\":\"new\","
                           "\"since\":\"2026-03-02\",\"passed\":\"2026-03-02\"}",
                           403, "forbidden", "");
}

/* An agent sees her own and ticks what is read; a drill others judge. */
static void
test_own (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *lin = NULL;
  g_autoptr (JsonObject) before = NULL, done = NULL, after = NULL;
  JsonObject *step;

  post_house (f);
  fw_fixture_post (f, "account", f->boss,
                   "{\"id\":\"lin\",\"name\":\"Lin\",\"role\":\"agent\",\"person\":\"p1\","
                   "\"password\":\"" FW_FIXTURE_PASSWORD "\"}");
  lin = fw_fixture_open_session (f, "lin");
  json_object_unref (enrol (f, "{\"people\":[\"p1\",\"p2\"],\"since\":\"2026-03-02\"}"));
  before = fw_fixture_ask (f, "GET", "own/learning", lin, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (before, "steps")), ==, 2);
  step = json_array_get_object_element (json_object_get_array_member (before, "steps"), 0);
  g_assert_cmpstr (json_object_get_string_member (step, "state"), ==, "late");
  g_assert_cmpstr (json_object_get_string_member (step, "link"), ==, "https://example.org/norms");
  done = fw_fixture_ask (f, "POST", "own/lessons/norms", lin, "{}", 200);
  after = fw_fixture_ask (f, "GET", "own/learning", lin, NULL, 200);
  step = json_array_get_object_element (json_object_get_array_member (after, "steps"), 0);
  g_assert_cmpstr (json_object_get_string_member (step, "state"), ==, "done");
  fw_fixture_expect_error (f, "POST", "own/lessons/drill", lin, "{}", 403, "forbidden", "judged");
  fw_fixture_expect_error (f, "POST", "own/lessons/none", lin, "{}", 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "programmes", lin, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "own/learning", f->coach, NULL, 403, "forbidden", "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = { { "/programmes/board", test_board },
                                        { "/programmes/gate", test_gate },
                                        { "/programmes/own", test_own },
                                        { NULL, NULL } };

  return fw_server_fixture_run (argc, argv, tests);
}
