/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A call for a post, from the draft until everybody knows what came of it: who is told what, that
 * marks are blind until all have scored, that nobody decides an appeal against what she signed, and
 * what keeps each step from being made. */
#include "server/fw-server-fixture.h"

typedef struct
{
  char *lin, *wei; /* sessions of p1 in team a and of p2 in team b */
  char *rex, *hr, *other;
} People;

static void
clear_people (People *self)
{
  g_free (self->lin);
  g_free (self->wei);
  g_free (self->rex);
  g_free (self->hr);
  g_free (self->other);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, clear_people)

static char *
open_account (
    FwServerFixture *f, const char *id, const char *role, const char *person, const char *team)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"role\":\"%s\",\"person\":%s%s%s,\"teams\":[%s%s%s],"
      "\"password\":\"" FW_FIXTURE_PASSWORD "\"}",
      id, id, role, person != NULL ? "\"" : "", person != NULL ? person : "null",
      person != NULL ? "\"" : "", team != NULL ? "\"" : "", team != NULL ? team : "",
      team != NULL ? "\"" : "");

  fw_fixture_post (f, "account", f->boss, body);
  return fw_fixture_open_session (f, id);
}

static JsonObject *
read_record (FwServerFixture *f, const char *kind, const char *id)
{
  g_autofree char *path = g_strdup_printf ("records/%s/%s", kind, id);

  return fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
}

/* @json: the value of the member. */
static void
put_member (FwServerFixture *f,
            const char *token,
            const char *kind,
            const char *id,
            const char *member,
            const char *json,
            guint status)
{
  g_autoptr (JsonObject) record = read_record (f, kind, id), answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = g_strdup_printf ("records/%s/%s", kind, id), *text = NULL;

  json_object_set_member (record, member, json_from_string (json, NULL));
  node = json_node_init_object (json_node_alloc (), record);
  text = json_to_string (node, FALSE);
  answer = fw_fixture_ask (f, "PUT", path, token, text, status);
}

/* Lead of team a and Rex of team b are of the panel; Lin and Wei may apply. */
static void
set_scene (FwServerFixture *f, People *people)
{
  static const char *const made[][2] = {
    { "position", "{\"id\":\"agent\",\"name\":\"Agent\"}" },
    { "position", "{\"id\":\"chief\",\"name\":\"Team leader\",\"rank\":1}" },
    { "career-step",
      "{\"id\":\"up\",\"from\":\"agent\",\"to\":\"chief\",\"ladder\":\"vertical\",\"readiness\":0,"
      "\"courses\":1}" },
    { "person", "{\"id\":\"pl\",\"name\":\"Lead\",\"site\":\"sh\",\"team\":\"a\"}" },
    { "person", "{\"id\":\"pr\",\"name\":\"Rex\",\"site\":\"sh\",\"team\":\"b\"}" },
    { "person", "{\"id\":\"nobody\",\"name\":\"Without\",\"site\":\"sh\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    fw_fixture_post (f, made[i][0], f->boss, made[i][1]);
  put_member (f, f->boss, "person", "p1", "hired", "\"2018-01-01\"", 200);
  put_member (f, f->boss, "person", "p1", "since", "\"2019-01-01\"", 200);
  put_member (f, f->boss, "person", "p1", "position", "\"agent\"", 200);
  put_member (f, f->boss, "account", "lead", "person", "\"pl\"", 200);
  people->rex = open_account (f, "rex", "supervisor", "pr", "b");
  people->hr = open_account (f, "hr", "hr", NULL, NULL);
  people->other = open_account (f, "other", "supervisor", NULL, "a");
  people->lin = open_account (f, "lin", "agent", "p1", NULL);
  people->wei = open_account (f, "wei", "agent", "p2", NULL);
}

static void
post_call (FwServerFixture *f, const char *token, const char *panel)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"c\",\"post\":\"chief\",\"site\":\"sh\",\"quarter\":\"2030 Q1\",\"places\":1,"
      "\"until\":\"2030-03-20\",\"panel\":[%s],\"reason\":\"a team more\",\"note\":\"nights\"}",
      panel);

  fw_fixture_post (f, "competition", token, body);
}

#define PANEL "\"pl\",\"pr\""

static JsonObject *
move_record (FwServerFixture *f,
             const char *token,
             const char *kind,
             const char *id,
             const char *to,
             const char *more,
             guint status)
{
  g_autoptr (JsonObject) record = read_record (f, kind, id);
  g_autofree char *path = g_strdup_printf ("records/%s/%s/moves", kind, id);
  g_autofree char *body = g_strdup_printf (
      "{\"move\":\"%s\",\"revision\":%u,\"reason\":\"because of that\"%s}", to,
      (guint) json_object_get_int_member (record, "revision"), more != NULL ? more : "");

  return fw_fixture_ask (f, "POST", path, token, body, status);
}

static void
move (FwServerFixture *f,
      const char *token,
      const char *kind,
      const char *id,
      const char *to,
      const char *more,
      guint status)
{
  g_autoptr (JsonObject) answer = move_record (f, token, kind, id, to, more, status);

  if (status == 409)
    g_assert_cmpstr (json_object_get_string_member (answer, "refusal"), ==, "no-effect");
}

/* The server makes some by itself, right after. */
static void
expect_state (FwServerFixture *f, const char *kind, const char *id, const char *state)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (JsonObject) record = read_record (f, kind, id);

      if (g_str_equal (json_object_get_string_member (record, "state"), state))
        return;
      if (i == 499)
        g_assert_cmpstr (json_object_get_string_member (record, "state"), ==, state);
      g_usleep (10000);
    }
}

/* Returns: (transfer full): the id of the record of @kind with these. */
static char *
find (
    FwServerFixture *f, const char *kind, const char *field, const char *value, const char *and_of)
{
  g_autofree char *path = g_strdup_printf ("records/%s?where.%s=%s", kind, field, value);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  JsonArray *records = json_object_get_array_member (answer, "records");

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *each = json_array_get_object_element (records, i);

      if (and_of == NULL ||
          g_str_equal (json_object_get_string_member (each, "application"), and_of))
        return g_strdup (json_object_get_string_member (each, "id"));
    }
  g_assert_not_reached ();
}

static char *
find_application (FwServerFixture *f, const char *person)
{
  return find (f, "application", "person", person, NULL);
}

static JsonObject *
step (FwServerFixture *f, const char *token, const char *to, const char *text, guint status)
{
  g_autofree char *body = text != NULL
                              ? g_strdup_printf ("{\"move\":\"%s\",\"text\":\"%s\"}", to, text)
                              : g_strdup_printf ("{\"move\":\"%s\"}", to);

  return fw_fixture_ask (f, "POST", "own/competitions/c", token, body, status);
}

static void
take_step (FwServerFixture *f, const char *token, const char *to, const char *text, guint status)
{
  g_autoptr (JsonObject) answer = step (f, token, to, text, status);
}

/* Returns: (transfer full): the application as whose it is sees it. */
static JsonObject *
see_own (FwServerFixture *f, const char *token, const char *state, const char *moves)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "own/competitions", token, NULL, 200);
  JsonArray *calls = json_object_get_array_member (answer, "calls");
  JsonObject *call, *application;
  g_autoptr (GString) open = g_string_new (NULL);

  g_assert_cmpuint (json_array_get_length (calls), ==, 1);
  call = json_array_get_object_element (calls, 0);
  application = json_object_get_object_member (call, "application");
  g_assert_cmpstr (json_object_get_string_member (application, "state"), ==, state);
  for (guint i = 0; i < json_array_get_length (json_object_get_array_member (call, "moves")); i++)
    g_string_append_printf (
        open, "%s%s", i > 0 ? " " : "",
        json_array_get_string_element (json_object_get_array_member (call, "moves"), i));
  g_assert_cmpstr (open->str, ==, moves);
  return json_object_ref (application);
}

static void
expect_own (FwServerFixture *f, const char *token, const char *state, const char *moves)
{
  g_autoptr (JsonObject) application = see_own (f, token, state, moves);
}

/* Both have applied, and nobody does any more. */
static void
come_to_screening (FwServerFixture *f, People *people)
{
  set_scene (f, people);
  post_call (f, people->hr, PANEL);
  move (f, people->hr, "competition", "c", "open", NULL, 200);
  take_step (f, people->lin, "applied", "I lead already", 200);
  take_step (f, people->wei, "applied", "I teach", 200);
  put_member (f, people->hr, "competition", "c", "until", "\"2020-03-20\"", 200);
  expect_state (f, "competition", "c", "screening");
}

static void
come_to_panel (FwServerFixture *f, People *people)
{
  g_autofree char *lin = NULL, *wei = NULL;

  come_to_screening (f, people);
  lin = find_application (f, "p1");
  wei = find_application (f, "p2");
  move (f, people->hr, "application", lin, "screened-in", NULL, 200);
  move (f, people->hr, "competition", "c", "panel", NULL, 409); /* Wei waits */
  move (f, people->hr, "application", wei, "screened-in", NULL, 200);
  move (f, people->hr, "competition", "c", "panel", NULL, 200);
}

/* Returns: (transfer full): what is told of @person's application. */
static JsonObject *
see_applicant (FwServerFixture *f, const char *token, const char *person, gboolean told)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "competitions/c", token, NULL, 200);
  JsonArray *applicants = json_object_get_array_member (answer, "applicants");

  g_assert_cmpint (json_object_get_boolean_member (answer, "told"), ==, told);
  for (guint i = 0; i < json_array_get_length (applicants); i++)
    {
      JsonObject *each = json_array_get_object_element (applicants, i);

      if (g_str_equal (json_object_get_string_member (each, "person"), person))
        return json_object_ref (each);
    }
  return NULL;
}

static void
score (FwServerFixture *f,
       const char *token,
       const char *member,
       const char *person,
       const char *mark,
       guint status)
{
  g_autofree char *application = find_application (f, person);
  g_autofree char *id = find (f, "panel-score", "member", member, application);
  g_autofree char *fields = g_strdup_printf (",\"fields\":{\"mark\":%s,\"note\":\"clear\"}", mark);

  move (f, token, "panel-score", id, "handed-in", fields, status);
}

static void
score_all (FwServerFixture *f, const People *people)
{
  score (f, f->lead, "pl", "p1", "80", 200);
  score (f, f->lead, "pl", "p2", "60", 200);
  score (f, people->rex, "pr", "p1", "90", 200);
  score (f, people->rex, "pr", "p2", "72", 200);
}

/* ---- all the way ---- */

static void
expect_blind (FwServerFixture *f, const char *token)
{
  g_autoptr (JsonObject) one = see_applicant (f, token, "p1", FALSE);
  g_autoptr (JsonObject) whole = fw_fixture_ask (f, "GET", "competitions/c", token, NULL, 200);
  JsonArray *panel = json_object_get_array_member (whole, "panel");

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (one, "marks")), ==, 0);
  g_assert_true (json_object_get_null_member (one, "raw"));
  g_assert_true (json_object_get_null_member (one, "fair"));
  for (guint i = 0; i < json_array_get_length (panel); i++)
    g_assert_true (
        json_object_get_null_member (json_array_get_object_element (panel, i), "lenience"));
}

static gint64
count_records (FwServerFixture *f, const char *kind, const char *token)
{
  g_autofree char *path = g_strdup_printf ("records/%s", kind);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);

  return json_array_get_length (json_object_get_array_member (answer, "records"));
}

static void
test_marks (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *lin = NULL, *first = NULL;
  g_autoptr (JsonObject) one = NULL, whole = NULL, inbox = NULL;
  JsonObject *standing, *member;

  come_to_panel (f, &people);
  lin = find_application (f, "p1");
  /* Each reads her own; HR reads none. Rex is limited to another team than Lin's, and scores her.
   */
  g_assert_cmpint (count_records (f, "panel-score", f->lead), ==, 2);
  g_assert_cmpint (count_records (f, "panel-score", people.rex), ==, 2);
  g_assert_cmpint (count_records (f, "panel-score", people.hr), ==, 0);
  g_assert_cmpint (count_records (f, "panel-score", people.other), ==, 0);
  inbox = fw_fixture_ask (f, "GET", "inbox", people.rex, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (inbox, "entries")), ==, 2);
  first = find (f, "panel-score", "member", "pl", lin);
  move (f, people.rex, "panel-score", first, "handed-in", NULL, 404);
  move (f, people.hr, "panel-score", first, "handed-in", NULL, 404);
  move (f, f->lead, "panel-score", first, "handed-in", NULL, 400); /* without a mark */
  score (f, f->lead, "pl", "p1", "101", 400);

  score (f, f->lead, "pl", "p1", "80", 200);
  put_member (f, f->lead, "panel-score", first, "mark", "70", 403);
  put_member (f, f->boss, "panel-score", first, "mark", "70", 403);
  expect_blind (f, people.hr);
  expect_blind (f, people.rex);
  expect_blind (f, f->lead);
  score (f, people.rex, "pr", "p1", "90", 200);
  expect_state (f, "application", lin, "scored");
  expect_blind (f, people.hr);
  score (f, f->lead, "pl", "p2", "60", 200);
  score (f, people.rex, "pr", "p2", "72", 200);

  one = see_applicant (f, people.rex, "p1", TRUE);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (one, "marks")), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (one, "raw"), ==, 85);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (one, "fair"), 85, 1e-6);
  /* Two by two: one degree of freedom tells nobody apart. */
  g_assert_cmpint (json_object_get_int_member (one, "below"), ==, 0);
  standing = json_object_get_object_member (one, "standing");
  g_assert_cmpint (json_object_get_int_member (standing, "lacking"), ==, 1);
  whole = fw_fixture_ask (f, "GET", "competitions/c", people.hr, NULL, 200);
  g_assert_true (json_object_get_boolean_member (whole, "connected"));
  g_assert_cmpint (json_object_get_int_member (whole, "freedom"), ==, 1);
  member = json_array_get_object_element (json_object_get_array_member (whole, "panel"), 1);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (member, "lenience"), 5.5, 1e-6);
}

static void
test_decided (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *lin = NULL, *wei = NULL;
  g_autoptr (JsonObject) told = NULL, answered = NULL;

  come_to_panel (f, &people);
  lin = find_application (f, "p1");
  wei = find_application (f, "p2");
  score_all (f, &people);
  move (f, people.hr, "competition", "c", "decided", NULL, 409);
  move (f, f->lead, "application", lin, "chosen", NULL, 403);
  move (f, people.hr, "application", lin, "chosen", NULL, 200);
  move (f, people.hr, "application", wei, "chosen", NULL, 409); /* there is one place */
  move (f, people.hr, "application", wei, "not-chosen", NULL, 200);
  expect_own (f, people.wei, "scored", "");
  expect_own (f, people.lin, "scored", "");
  move (f, people.hr, "competition", "c", "decided", NULL, 200);
  expect_own (f, people.wei, "not-chosen", "");
  move (f, people.hr, "competition", "c", "closed", NULL, 409); /* feedback is owed */
  move (f, people.hr, "application", lin, "chosen-told", ",\"fields\":{\"feedback\":\"well\"}",
        200);
  move (f, people.hr, "application", wei, "not-chosen-told", NULL, 400);
  move (f, people.hr, "application", wei, "not-chosen-told",
        ",\"fields\":{\"feedback\":\"lead a project\"}", 200);
  move (f, people.hr, "competition", "c", "closed", NULL, 409); /* she may appeal */

  told = see_own (f, people.wei, "not-chosen-told", "appealed");
  g_assert_cmpstr (json_object_get_string_member (told, "feedback"), ==, "lead a project");
  g_assert_false (json_object_has_member (told, "marks"));
  expect_own (f, people.lin, "chosen-told", "");
  take_step (f, people.lin, "appealed", "why not", 409);
  take_step (f, people.wei, "appealed", NULL, 400);
  take_step (f, people.wei, "appealed", "my project counts", 200);
  /* Who signed what it is against does not decide it. */
  move (f, people.hr, "application", wei, "upheld", NULL, 403);
  move (f, f->boss, "application", wei, "upheld", NULL, 200);
  answered = see_own (f, people.wei, "upheld", "");
  g_assert_cmpstr (json_object_get_string_member (answered, "answer"), ==, "because of that");
  g_assert_cmpstr (json_object_get_string_member (answered, "appeal"), ==, "my project counts");
  move (f, people.hr, "competition", "c", "closed", NULL, 200);
}

/* An appeal that is right: she goes before the panel after all, which scores her then. */
static void
test_changed (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *lin = NULL, *wei = NULL;
  g_autoptr (JsonObject) told = NULL;

  come_to_screening (f, &people);
  lin = find_application (f, "p1");
  wei = find_application (f, "p2");
  move (f, people.hr, "application", lin, "screened-in", NULL, 200);
  move (f, people.hr, "application", wei, "screened-out", NULL, 200);
  told = see_own (f, people.wei, "screened-out", "appealed");
  g_assert_cmpstr (json_object_get_string_member (told, "reason"), ==, "because of that");
  move (f, people.hr, "competition", "c", "panel", NULL, 200);
  score (f, f->lead, "pl", "p1", "80", 200);
  g_assert_null (see_applicant (f, people.rex, "p2", FALSE));
  take_step (f, people.wei, "appealed", "I have the certificate", 200);
  move (f, f->boss, "application", wei, "changed", NULL, 200);
  move (f, people.hr, "application", wei, "screened-in", NULL, 200);
  g_assert_cmpint (count_records (f, "panel-score", f->lead), ==, 2);
  score (f, people.rex, "pr", "p1", "90", 200);
  score (f, f->lead, "pl", "p2", "85", 200);
  score (f, people.rex, "pr", "p2", "95", 200);
  expect_state (f, "application", wei, "scored");
}

/* ---- what keeps it ---- */

static void
expect_obstacle (FwServerFixture *f, const char *token, const char *obstacle)
{
  g_autoptr (JsonObject) whole = fw_fixture_ask (f, "GET", "competitions/c", token, NULL, 200);

  g_assert_cmpstr (json_object_get_string_member_with_default (whole, "obstacle", NULL), ==,
                   obstacle);
}

static void
test_obstacles (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *lin = NULL, *wei = NULL;

  set_scene (f, &people);
  post_call (f, people.hr, "\"pl\"");
  expect_obstacle (f, people.hr, "panel");
  move (f, people.hr, "competition", "c", "open", NULL, 409);
  put_member (f, people.hr, "competition", "c", "panel", "[\"pl\",\"nobody\"]", 200);
  expect_obstacle (f, people.hr, "panel");
  put_member (f, people.hr, "competition", "c", "panel", "[\"pl\",\"p1\"]", 200);
  expect_obstacle (f, people.hr, "panel"); /* an agent's account scores nobody */
  put_member (f, people.hr, "competition", "c", "panel", "[\"pl\",\"pr\"]", 200);
  put_member (f, people.hr, "competition", "c", "until", "\"2020-01-01\"", 200);
  expect_obstacle (f, people.hr, "over");
  move (f, people.hr, "competition", "c", "open", NULL, 409);
  put_member (f, people.hr, "competition", "c", "until", "\"2030-03-20\"", 200);
  expect_obstacle (f, people.hr, NULL);
  move (f, people.hr, "competition", "c", "open", NULL, 200);
  put_member (f, people.hr, "competition", "c", "reason", "\"other\"", 403);
  put_member (f, people.hr, "competition", "c", "until", "\"2020-03-20\"", 200);
  expect_state (f, "competition", "c", "screening");
  expect_obstacle (f, people.hr, "nobody");
  move (f, people.hr, "competition", "c", "panel", NULL, 409);
  take_step (f, people.lin, "applied", "late", 404);
}

static void
test_taken_back (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *lin = NULL, *wei = NULL, *mark = NULL;

  set_scene (f, &people);
  post_call (f, people.hr, PANEL);
  move (f, people.hr, "competition", "c", "open", NULL, 200);
  take_step (f, people.lin, "withdrawn", NULL, 409);
  take_step (f, people.lin, "applied", "once", 200);
  take_step (f, people.lin, "applied", "twice", 409);
  take_step (f, people.lin, "withdrawn", NULL, 200);
  expect_own (f, people.lin, "withdrawn", "applied");
  take_step (f, people.lin, "applied", "better", 200);
  take_step (f, people.wei, "applied", "too", 200);
  lin = find_application (f, "p1");
  wei = find_application (f, "p2");
  {
    g_autoptr (JsonObject) record = read_record (f, "application", lin);

    g_assert_cmpstr (json_object_get_string_member (record, "motivation"), ==, "better");
  }
  put_member (f, people.hr, "competition", "c", "until", "\"2020-03-20\"", 200);
  expect_state (f, "competition", "c", "screening");
  move (f, people.hr, "application", lin, "screened-in", NULL, 200);
  move (f, people.hr, "application", wei, "screened-in", NULL, 200);
  move (f, people.hr, "competition", "c", "panel", NULL, 200);
  take_step (f, people.lin, "withdrawn", NULL, 200);
  mark = find (f, "panel-score", "member", "pl", lin);
  expect_state (f, "panel-score", mark, "dropped");
  score (f, f->lead, "pl", "p2", "60", 200);
  move (f, people.hr, "competition", "c", "withdrawn", NULL, 200);
  expect_state (f, "application", wei, "closed");
  expect_state (f, "application", lin, "withdrawn");
  g_free (mark);
  mark = find (f, "panel-score", "member", "pr", wei);
  expect_state (f, "panel-score", mark, "dropped");
  expect_own (f, people.wei, "closed", "");
}

/* One of the panel who cannot: the rest is enough, and the last one cannot be excused. */
static void
test_excused (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *lin = NULL, *hers = NULL, *his = NULL;

  come_to_panel (f, &people);
  lin = find_application (f, "p1");
  hers = find (f, "panel-score", "member", "pl", lin);
  his = find (f, "panel-score", "member", "pr", lin);
  move (f, f->lead, "panel-score", hers, "excused", NULL, 403);
  move (f, f->boss, "panel-score", hers, "excused", NULL, 200);
  move (f, f->boss, "panel-score", his, "excused", NULL, 409);
  score (f, people.rex, "pr", "p1", "66", 200);
  expect_state (f, "application", lin, "scored");
}

/* ---- who is told what ---- */

static void
test_rights (FwServerFixture *f, gconstpointer data)
{
  static const char *const kinds[] = { "competition", "application", "panel-score" };
  g_auto (People) people = { NULL };
  g_autofree char *lin = NULL, *body = NULL;
  g_autoptr (JsonObject) mine = NULL, calls = NULL, panels = NULL, none = NULL;

  come_to_panel (f, &people);
  score_all (f, &people);
  lin = find_application (f, "p1");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("records/%s", kinds[i]);

      fw_fixture_expect_error (f, "GET", path, people.lin, NULL, 403, "forbidden", "");
      if (i < 2)
        fw_fixture_expect_error (f, "GET", path, f->lead, NULL, 403, "forbidden", "");
    }
  fw_fixture_expect_error (f, "GET", "competitions", people.lin, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "competitions/c", people.lin, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "own/competitions", people.hr, NULL, 403, "forbidden", "");
  /* Who is not of the panel is told of no call. */
  fw_fixture_expect_error (f, "GET", "competitions/c", people.other, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "competitions/c", f->coach, NULL, 404, "not-found", "");
  none = fw_fixture_ask (f, "GET", "competitions", people.other, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (none, "calls")), ==, 0);
  panels = fw_fixture_ask (f, "GET", "competitions", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (panels, "calls")), ==, 1);
  /* An agent is told of her own application, and of no mark. */
  mine = see_own (f, people.lin, "scored", "");
  g_assert_cmpstr (json_object_get_string_member (mine, "motivation"), ==, "I lead already");
  calls = fw_fixture_ask (f, "GET", "own/competitions", people.lin, NULL, 200);
  {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), calls);
    g_autofree char *text = json_to_string (node, FALSE);

    g_assert_null (strstr (text, "mark"));
    g_assert_null (strstr (text, "I teach"));
  }
  /* A mark is asked for by the server alone, and stays. */
  body = g_strdup_printf ("{\"id\":\"x\",\"name\":\"x\",\"competition\":\"c\",\"application\":"
                          "\"%s\",\"member\":\"pl\",\"mark\":100}",
                          lin);
  fw_fixture_expect_error (f, "POST", "records/panel-score", people.other, body, 403, "forbidden",
                           "");
  fw_fixture_expect_error (f, "POST", "records/application", f->lead,
                           "{\"id\":\"x\",\"competition\":\"c\",\"person\":\"pl\"}", 403,
                           "forbidden", "");
}

static void
test_bad_input (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };

  set_scene (f, &people);
  fw_fixture_expect_error (f, "POST", "records/competition", people.hr,
                           "{\"id\":\"x\",\"post\":\"chief\",\"site\":\"sh\",\"quarter\":\"Q1\","
                           "\"places\":1,\"until\":\"2030-03-20\",\"reason\":\"x\"}",
                           400, "invalid", "quarter: expected");
  post_call (f, people.hr, PANEL);
  move (f, people.hr, "competition", "c", "open", NULL, 200);
  fw_fixture_expect_error (f, "POST", "own/competitions/none", people.lin,
                           "{\"move\":\"applied\",\"text\":\"x\"}", 404, "not-found", "");
  fw_fixture_expect_error (f, "POST", "own/competitions/c", people.lin, "{\"move\":\"chosen\"}",
                           400, "invalid", "move: expected applied, withdrawn or appealed");
  fw_fixture_expect_error (f, "POST", "own/competitions/c", people.lin, "{\"move\":\"applied\"}",
                           400, "invalid", "text: expected");
  fw_fixture_expect_error (f, "POST", "own/competitions/c", people.lin, "", 400, "invalid", "");
  fw_fixture_expect_error (f, "GET", "competitions/none", people.hr, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "competitions?x=1", people.hr, NULL, 400, "invalid", "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/competitions/marks", test_marks },
    { "/server/competitions/decided", test_decided },
    { "/server/competitions/changed", test_changed },
    { "/server/competitions/obstacles", test_obstacles },
    { "/server/competitions/taken-back", test_taken_back },
    { "/server/competitions/excused", test_excused },
    { "/server/competitions/rights", test_rights },
    { "/server/competitions/bad-input", test_bad_input },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
