/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A contact gone over in three levels, from its beginning to the handbook: whose turn it is and who
 * knows of what, what stays as it was written, and what everybody finds in the end. */
#include "server/fw-clock-keeper.h"
#include "server/fw-server-fixture.h"

#define NUMBER "13800138000"

typedef struct
{
  char *lin, *wei, *qa; /* sessions of p1 in team a, of p2 in team b, and of quality */
} People;

static void
clear_people (People *self)
{
  g_free (self->lin);
  g_free (self->wei);
  g_free (self->qa);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, clear_people)

static char *
open_account (FwServerFixture *f, const char *account, const char *more)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"password\":\"" FW_FIXTURE_PASSWORD "\",%s}", account,
      account, more);

  fw_fixture_post (f, "account", f->boss, body);
  return fw_fixture_open_session (f, account);
}

static void
set_scene (FwServerFixture *f, People *people)
{
  people->lin = open_account (f, "lin", "\"role\":\"agent\",\"person\":\"p1\"");
  people->wei = open_account (f, "wei", "\"role\":\"agent\",\"person\":\"p2\"");
  people->qa = open_account (f, "qa", "\"role\":\"quality\"");
}

/* @more: further members, after a comma. */
static void
begin (FwServerFixture *f, const char *token, const char *id, const char *more)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"matter\":\"A refund was promised to " NUMBER "\","
                       "\"person\":\"p1\",\"contact\":\"pbx/7\",\"day\":\"2026-03-02\"%s}",
                       id, more);

  fw_fixture_post (f, "debrief", token, body);
}

static JsonObject *
read_debrief (FwServerFixture *f, const char *id)
{
  g_autofree char *path = g_strdup_printf ("records/debrief/%s", id);

  return fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
}

static void
expect_state (FwServerFixture *f, const char *kind, const char *id, const char *state)
{
  g_autofree char *path = g_strdup_printf ("records/%s/%s", kind, id);

  /* What the server moves by itself comes right after. */
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (JsonObject) shown = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);

      if (g_str_equal (json_object_get_string_member (shown, "state"), state))
        return;
      g_usleep (10000);
    }
  g_error ("%s is not %s", path, state);
}

static guint
get_revision (FwServerFixture *f, const char *id)
{
  g_autoptr (JsonObject) shown = read_debrief (f, id);

  return (guint) json_object_get_int_member (shown, "revision");
}

/* @texts: members of the body beside the revision, each before a comma. */
static JsonObject *
write_own (FwServerFixture *f, const char *token, const char *id, const char *texts, guint status)
{
  g_autofree char *path = g_strdup_printf ("own/debriefs/%s", id);
  g_autofree char *body = g_strdup_printf ("{%s\"revision\":%u}", texts, get_revision (f, id));

  return fw_fixture_ask (f, "POST", path, token, body, status);
}

static JsonObject *
move (FwServerFixture *f,
      const char *token,
      const char *id,
      const char *to,
      const char *reason,
      const char *fields,
      guint status)
{
  g_autofree char *path = g_strdup_printf ("records/debrief/%s/moves", id);
  g_autofree char *body =
      g_strdup_printf ("{\"move\":\"%s\",\"revision\":%u%s%s%s,\"fields\":{%s}}", to,
                       get_revision (f, id), reason != NULL ? ",\"reason\":\"" : "",
                       reason != NULL ? reason : "", reason != NULL ? "\"" : "", fields);

  return fw_fixture_ask (f, "POST", path, token, body, status);
}

#define HERS "\"happened\":\"I promised it\",\"differently\":\"I ask first\","
#define LEADERS "\"leader_view\":\"She was alone\",\"leader_step\":\"We practise on Monday\""
#define CONCLUSION                                                                                 \
  "\"conclusion\":\"Lin meant well\",\"title\":\"%s\",\"situation\":\"Late parcel\","              \
  "\"done\":\"Lin promised a refund to " NUMBER "\",\"right\":\"Promise the next word\","          \
  "\"lesson\":\"Ask first\",\"topics\":\"%s\"%s"
#define TOPICS "refund，promise"

static void
go_to_group (FwServerFixture *f, const People *people, const char *id)
{
  g_autoptr (JsonObject) handed = write_own (f, people->lin, id, HERS "\"move\":\"leader\",", 200);
  g_autoptr (JsonObject) moved = move (f, f->lead, id, "group", NULL, LEADERS, 200);
}

static void
conclude (FwServerFixture *f,
          const char *token,
          const char *id,
          const char *title,
          const char *topics,
          const char *more,
          guint status)
{
  g_autofree char *fields = g_strdup_printf (CONCLUSION, title, topics, more);
  g_autoptr (JsonObject) moved = move (f, token, id, "handbook", NULL, fields, status);
}

static JsonObject *
put (FwServerFixture *f, const char *token, const char *path, JsonObject *record, guint status)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), record);
  g_autofree char *body = json_to_string (node, FALSE);

  return fw_fixture_ask (f, "PUT", path, token, body, status);
}

/* Returns: (transfer full): what she is told of it; NULL: she knows of none. */
static JsonObject *
see_own (FwServerFixture *f, const char *token, const char *id)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "own/debriefs", token, NULL, 200);
  JsonArray *list = json_object_get_array_member (answer, "debriefs");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *each = json_array_get_object_element (list, i);

      if (g_str_equal (json_object_get_string_member (each, "id"), id))
        return json_object_ref (each);
    }
  return NULL;
}

static void
expect_text (JsonObject *object, const char *member, const char *text)
{
  JsonNode *node = json_object_get_member (object, member);

  g_assert_cmpstr (
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL, ==, text);
}

static void
expect_inbox (FwServerFixture *f, const char *token, guint n)
{
  g_autoptr (JsonObject) inbox = fw_fixture_ask (f, "GET", "inbox", token, NULL, 200);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (inbox, "entries")), ==, n);
}

/* Returns: (transfer full): the cases that she finds. */
static JsonArray *
search (FwServerFixture *f, const char *token, const char *query)
{
  g_autofree char *path = g_strconcat ("handbook", query, NULL);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);

  return json_array_ref (json_object_get_array_member (answer, "cases"));
}

static void
expect_found (FwServerFixture *f, const char *token, const char *query, const char *titles)
{
  g_autoptr (JsonArray) cases = search (f, token, query);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (cases); i++)
    g_string_append_printf (
        found, "%s%s", i > 0 ? "|" : "",
        json_object_get_string_member (json_array_get_object_element (cases, i), "title"));
  g_assert_cmpstr (found->str, ==, titles);
}

/* ---- from its beginning to the handbook ---- */

static void
post_review (FwServerFixture *f)
{
  fw_fixture_post (f, "review-form", f->boss,
                   "{\"id\":\"f\",\"name\":\"Form\",\"version\":1,\"scale\":5,"
                   "\"items\":\"Attitude: Politeness 100\"}");
  fw_fixture_post (f, "review", f->boss,
                   "{\"id\":\"v\",\"person\":\"p1\",\"contact\":\"pbx/8\",\"day\":\"2026-03-03\","
                   "\"form\":\"f\",\"sampled\":\"chosen\"}");
}

static void
test_levels (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) begun = NULL, own = NULL, kept = NULL, handed = NULL, waiting = NULL,
                         moved = NULL, told = NULL, closed = NULL;
  g_autoptr (JsonArray) cases = NULL, seen = NULL;
  JsonObject *found;

  set_scene (f, &people);
  post_review (f);
  begin (f, people.qa, "d", ",\"review\":\"v\"");
  begun = read_debrief (f, "d");
  expect_text (begun, "contact", "pbx/8"); /* that of the review */
  expect_text (begun, "matter", "A refund was promised to 138****8000");
  expect_text (begun, "begun", "qa");
  expect_text (begun, "team", "a");

  /* It is her turn, and nobody else's. */
  g_assert_null (see_own (f, people.wei, "d"));
  own = see_own (f, people.lin, "d");
  expect_text (own, "state", "own");
  g_assert_nonnull (json_object_get_string_member (own, "due"));
  expect_inbox (f, f->lead, 0);
  expect_inbox (f, people.qa, 0);
  kept = write_own (f, people.lin, "d", "\"happened\":\"I promised it to " NUMBER "\",", 200);
  expect_text (kept, "happened", "I promised it to 138****8000");
  expect_text (kept, "state", "own");
  handed = write_own (f, people.lin, "d", HERS "\"move\":\"leader\",", 200);
  expect_text (handed, "state", "leader");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (handed, "moves")), ==, 0);

  /* The leader's, whose words she reads when they are handed on. */
  expect_inbox (f, f->lead, 1);
  expect_inbox (f, people.qa, 0);
  moved = move (f, f->lead, "d", "group", NULL, LEADERS, 200);
  told = see_own (f, people.lin, "d");
  expect_text (told, "leader_view", "She was alone");
  g_assert_false (json_object_has_member (told, "conclusion"));
  expect_inbox (f, f->lead, 0);
  expect_inbox (f, people.qa, 1);
  conclude (f, people.qa, "d", "A promise of Lin", TOPICS, "", 200);
  closed = see_own (f, people.lin, "d");
  expect_text (closed, "conclusion", "Lin meant well");
  expect_inbox (f, people.qa, 0);

  /* Another agent finds it, without a name, a number or a way to where it came from. */
  cases = search (f, people.wei, "?words=parcel%20REFUND");
  g_assert_cmpuint (json_array_get_length (cases), ==, 1);
  found = json_array_get_object_element (cases, 0);
  expect_text (found, "title", "A promise of ***");
  expect_text (found, "done", "*** promised a refund to 138****8000");
  expect_text (found, "topics", "refund, promise");
  expect_text (found, "debrief", NULL);
  expect_text (found, "review", NULL);
  seen = search (f, people.qa, "");
  found = json_array_get_object_element (seen, 0);
  expect_text (found, "debrief", "d");
  expect_text (found, "review", "v");
}

/* ---- who, and in which turn ---- */

static void
test_turns (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) early = NULL, empty = NULL, other = NULL, again = NULL, record = NULL,
                         changed = NULL, late = NULL, reason = NULL, closed = NULL;

  set_scene (f, &people);
  begin (f, people.qa, "d", "");
  early = move (f, f->lead, "d", "group", NULL, "", 409);
  empty = write_own (f, people.lin, "d", "\"happened\":\"x\",\"move\":\"leader\",", 400);
  other = write_own (f, people.wei, "d", HERS "\"move\":\"leader\",", 404);
  fw_fixture_expect_error (f, "POST", "records/debrief/d/moves", people.qa,
                           "{\"move\":\"leader\",\"revision\":1,\"fields\":{" HERS
                           "\"topics\":\"\"}}",
                           403, "forbidden", "");
  expect_state (f, "debrief", "d", "own");
  go_to_group (f, &people, "d");

  /* What was handed on stays, whoever tries. */
  again = write_own (f, people.lin, "d", "\"happened\":\"other\",", 409);
  record = read_debrief (f, "d");
  json_object_set_string_member (record, "happened", "other");
  changed = put (f, f->boss, "records/debrief/d", record, 403);
  json_object_set_string_member (record, "happened", "I promised it");
  json_object_set_string_member (record, "leader_view", "other");
  late = put (f, f->lead, "records/debrief/d", record, 403);

  /* The leader does not conclude, and nothing is closed without a reason. */
  conclude (f, f->lead, "d", "Mine", TOPICS, "", 403);
  reason = move (f, people.qa, "d", "closed", NULL, "\"conclusion\":\"Nothing new\"", 400);
  closed = move (f, people.qa, "d", "closed", "known", "\"conclusion\":\"Nothing new\"", 200);
  expect_found (f, people.wei, "", "");
}

/* Nobody goes over a contact of her own for the others. */
static void
test_own_contact (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *self =
      (set_scene (f, &people), open_account (f, "self", "\"role\":\"quality\",\"person\":\"p1\""));

  begin (f, people.qa, "d", "");
  go_to_group (f, &people, "d");
  conclude (f, self, "d", "Mine", TOPICS, "", 403);
  conclude (f, people.qa, "d", "Ours", TOPICS, "", 200);
}

static void
test_rights (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *other =
      (set_scene (f, &people),
       open_account (f, "beth", "\"role\":\"supervisor\",\"sites\":[\"sh\"],\"teams\":[\"b\"]"));
  g_autoptr (JsonObject) hers = NULL, list = NULL, seen = NULL, none = NULL, gone = NULL;

  begin (f, people.qa, "d", "");
  go_to_group (f, &people, "d");
  conclude (f, people.qa, "d", "Promises", TOPICS, "", 200);
  /* By the records as well she reads her own words alone. */
  hers = fw_fixture_ask (f, "GET", "records/debrief/d", people.lin, NULL, 200);
  expect_text (hers, "happened", "I promised it");
  expect_text (hers, "leader_view", NULL);
  expect_text (hers, "conclusion", NULL);
  none = fw_fixture_ask (f, "GET", "records/debrief/d", people.wei, NULL, 404);
  fw_fixture_expect_error (f, "POST", "records/debrief", people.lin, "{\"id\":\"e\"}", 403,
                           "forbidden", "");
  gone = fw_fixture_ask (f, "GET", "records/debrief/d", other, NULL, 404);
  fw_fixture_expect_error (f, "GET", "own/debriefs", people.qa, NULL, 403, "forbidden", "");
  /* The handbook is everybody's to read, and quality's to put in other words. */
  seen = fw_fixture_ask (f, "GET", "records/handbook-case/d", people.wei, NULL, 200);
  fw_fixture_expect_error (f, "PUT", "records/handbook-case/d", people.wei, "{}", 403, "forbidden",
                           "");
  fw_fixture_expect_error (f, "DELETE", "records/handbook-case/d?revision=1", f->boss, NULL, 409,
                           "conflict", "is kept");
  list = fw_fixture_ask (f, "GET", "handbook", f->coach, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (list, "total"), ==, 1);
}

/* What she owes for longer than a day goes on without her, with a reason. */
static void
test_late (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (FwClockKeeper) keeper = fw_clock_keeper_new (f->centre, NULL);
  const gint64 now = g_get_real_time ();
  g_autoptr (JsonObject) still = NULL, bare = NULL, moved = NULL;

  set_scene (f, &people);
  begin (f, people.qa, "d", "");
  begin (f, people.qa, "e", "");
  fw_clock_keeper_step (keeper, now + 19 * G_TIME_SPAN_HOUR);
  expect_state (f, "debrief", "d", "own");
  expect_inbox (f, f->lead, 0);
  fw_clock_keeper_step (keeper, now + 25 * G_TIME_SPAN_HOUR);
  expect_state (f, "debrief", "d", "late");
  expect_inbox (f, f->lead, 2);
  still = write_own (f, people.lin, "d", HERS "\"move\":\"leader\",", 200);
  bare = move (f, f->lead, "e", "leader", NULL, "", 400);
  moved = move (f, f->lead, "e", "leader", "she is ill", "", 200);
  expect_state (f, "debrief", "e", "leader");
}

/* ---- the handbook ---- */

static void
test_superseded (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) old = NULL;

  set_scene (f, &people);
  for (char id[] = "a"; id[0] <= 'c'; id[0]++)
    {
      begin (f, people.qa, id, "");
      go_to_group (f, &people, id);
    }
  conclude (f, people.qa, "a", "Old", TOPICS, "", 200);
  conclude (f, people.qa, "b", "New", TOPICS, ",\"replaces\":\"a\"", 200);
  expect_state (f, "handbook-case", "a", "superseded");
  old = fw_fixture_ask (f, "GET", "records/handbook-case/a", people.wei, NULL, 200);
  expect_text (old, "successor", "b");
  expect_found (f, people.wei, "", "New");
  /* Nothing takes the place of what has no place any more, and then it is not concluded either. */
  conclude (f, people.qa, "c", "Newer", TOPICS, ",\"replaces\":\"a\"", 409);
  expect_state (f, "debrief", "c", "group");
  expect_found (f, people.wei, "", "New");
  conclude (f, people.qa, "c", "Newer", TOPICS, "", 200);
  expect_found (f, people.wei, "", "New|Newer");
}

static void
test_words (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) answer = NULL, changed = NULL, shown = NULL, out = NULL;
  JsonObject *topic;

  set_scene (f, &people);
  for (char id[] = "a"; id[0] <= 'b'; id[0]++)
    {
      begin (f, people.qa, id, "");
      go_to_group (f, &people, id);
    }
  conclude (f, people.qa, "a", "A kettle", TOPICS, ",\"product\":\"Kettle\"", 200);
  conclude (f, people.qa, "b", "Words", "Refund、kettle", "", 200);
  expect_found (f, people.wei, "?words=kettle", "A kettle|Words");
  expect_found (f, people.wei, "?words=kettle&limit=1", "A kettle");
  expect_found (f, people.wei, "?words=kettle%20words", "Words");
  expect_found (f, people.wei, "?words=teapot", "");
  expect_found (f, people.wei, "?topic=PROMISE", "A kettle");
  expect_found (f, people.wei, "?topic=refund&words=word", "Words|A kettle");
  answer = fw_fixture_ask (f, "GET", "handbook?words=teapot", people.wei, NULL, 200);
  topic = json_array_get_object_element (json_object_get_array_member (answer, "topics"), 0);
  expect_text (topic, "name", "refund");
  g_assert_cmpint (json_object_get_int_member (topic, "cases"), ==, 2);

  /* In other words it is another version, in which the name stands as little. */
  shown = fw_fixture_ask (f, "GET", "records/handbook-case/b", people.qa, NULL, 200);
  json_object_set_string_member (shown, "right", "Lin asks " NUMBER);
  changed = put (f, people.qa, "records/handbook-case/b", shown, 200);
  expect_text (changed, "right", "*** asks 138****8000");
  g_assert_cmpint (json_object_get_int_member (changed, "version"), ==, 2);
  out = fw_fixture_ask (f, "POST", "records/handbook-case/b/moves", people.qa,
                        "{\"move\":\"withdrawn\",\"reason\":\"no more\",\"revision\":2}", 200);
  expect_found (f, people.wei, "", "A kettle");
}

static void
test_bad_input (FwServerFixture *f, gconstpointer data)
{
  static const char *const bodies[] = { "",
                                        "{}",
                                        "[1]",
                                        "{\"revision\":\"1\"}",
                                        "{\"revision\":0}",
                                        "{\"revision\":1,\"happened\":5}",
                                        "{\"revision\":1,\"move\":\"group\"}",
                                        "{\"revision\":1,\"move\":\"leader\"}" };
  g_auto (People) people = { NULL };
  g_autofree char *huge = g_strnfill (2001, 'x');
  g_autofree char *text = g_strdup_printf ("\"happened\":\"%s\",", huge);
  g_autoptr (JsonObject) too_long = NULL;

  set_scene (f, &people);
  begin (f, people.qa, "d", "");
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    fw_fixture_expect_error (f, "POST", "own/debriefs/d", people.lin, bodies[i], 400, "invalid",
                             "");
  too_long = write_own (f, people.lin, "d", text, 400);
  fw_fixture_expect_error (f, "POST", "own/debriefs/d", people.lin, "{\"revision\":7}", 409,
                           "conflict", "");
  fw_fixture_expect_error (f, "POST", "own/debriefs/none", people.lin, "{\"revision\":1}", 404,
                           "not-found", "no debrief");
  fw_fixture_expect_error (f, "GET", "handbook?limit=x", people.lin, NULL, 400, "invalid", "limit");
  fw_fixture_expect_error (f, "GET", "handbook?q=x", people.lin, NULL, 400, "invalid", "q");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/debriefs/levels", test_levels },
    { "/server/debriefs/turns", test_turns },
    { "/server/debriefs/own-contact", test_own_contact },
    { "/server/debriefs/rights", test_rights },
    { "/server/debriefs/late", test_late },
    { "/server/debriefs/superseded", test_superseded },
    { "/server/debriefs/words", test_words },
    { "/server/debriefs/bad-input", test_bad_input },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
