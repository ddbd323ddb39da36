/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Functions that people hold beside their roles: who may make a move, whom it waits for, and what
 * the others are told, while a team leader is there and while she is away. */
#include "core/calendar/fw-zone.h"
#include "server/fw-server-fixture.h"

typedef struct
{
  gint32 today;
  char *ann, *bea, *cat; /* sessions of supervisors: who leads team a, her deputy, another one */
} Scene;

static void
clear_scene (Scene *self)
{
  g_free (self->ann);
  g_free (self->bea);
  g_free (self->cat);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, clear_scene)

static char *
add_supervisor (FwServerFixture *f, const char *account, const char *name, const char *team)
{
  g_autofree char *person = g_strdup_printf (
      "{\"id\":\"p-%s\",\"name\":\"%s\",\"site\":\"sh\",\"team\":\"%s\"}", account, name, team);
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\",\"role\":\"supervisor\",\"person\":\"p-%s\","
                       "\"password\":\"" FW_FIXTURE_PASSWORD "\"}",
                       account, name, account);

  fw_fixture_post (f, "person", f->boss, person);
  fw_fixture_post (f, "account", f->boss, body);
  return fw_fixture_open_session (f, account);
}

static void
set_scene (FwServerFixture *f, Scene *scene)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);

  scene->today = fw_zone_get_day (zone, g_get_real_time ());
  scene->ann = add_supervisor (f, "ann", "Ann", "a");
  scene->bea = add_supervisor (f, "bea", "Bea", "b");
  scene->cat = add_supervisor (f, "cat", "Cat", "b");
}

/* Leave of @person that waits to be decided. */
static void
post_request (FwServerFixture *f, const char *id, const char *person, gint32 first, gint32 last)
{
  g_autofree char *from = fw_date_format (first), *until = fw_date_format (last);
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\",\"person\":\"%s\",\"leave_type\":\"sick\","
                       "\"first\":\"%s\",\"last\":\"%s\",\"days\":0}",
                       id, id, person, from, until);

  fw_fixture_post (f, "leave-request", f->boss, body);
}

static JsonObject *
move (FwServerFixture *f, const char *id, const char *to, const char *token, guint status)
{
  g_autofree char *path = g_strdup_printf ("records/leave-request/%s/moves", id);
  g_autofree char *body = g_strdup_printf ("{\"move\":\"%s\",\"revision\":1,\"reason\":\"-\"}", to);

  return fw_fixture_ask (f, "POST", path, token, body, status);
}

static void
hold (FwServerFixture *f, const char *id, const char *more)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"function\":\"team-leader\",\"first\":\"2020-01-01\",%s}", id, more);

  fw_fixture_post (f, "function-holder", f->boss, body);
}

/* "Team leader: Bea for Ann until 2026-12-04". */
static char *
describe_who (JsonObject *object)
{
  JsonArray *who = json_object_get_array_member (object, "who");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (who); i++)
    {
      JsonObject *each = json_array_get_object_element (who, i);
      const char *holder = json_object_get_string_member_with_default (each, "for", NULL);
      const char *until = json_object_get_string_member_with_default (each, "until", NULL);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? ", " : "",
                              json_object_get_string_member (each, "function"),
                              json_object_get_string_member (each, "name"));
      if (holder != NULL)
        g_string_append_printf (text, " for %s", holder);
      if (until != NULL)
        g_string_append_printf (text, " until %s", until);
    }
  return g_string_free (text, FALSE);
}

/* Of the move that grants: NULL: it may be made; else who may. */
static char *
ask_who (FwServerFixture *f, const char *id, const char *token)
{
  g_autofree char *path = g_strdup_printf ("records/leave-request/%s/moves", id);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);
  JsonArray *moves = json_object_get_array_member (answer, "moves");

  for (guint i = 0; i < json_array_get_length (moves); i++)
    {
      JsonObject *each = json_array_get_object_element (moves, i);

      if (!g_str_equal (json_object_get_string_member (each, "move"), "granted"))
        continue;
      if (json_object_get_boolean_member (each, "allowed"))
        return NULL;
      g_assert_cmpstr (json_object_get_string_member (each, "refusal"), ==, "not-yours");
      return describe_who (each);
    }
  g_assert_not_reached ();
}

static void
expect_who (FwServerFixture *f, const char *id, const char *token, const char *expected)
{
  g_autofree char *found = ask_who (f, id, token);

  g_assert_cmpstr (found, ==, expected);
}

/* Returns: (transfer full) (nullable): for whom the entry waits for the account, "" for herself;
 * NULL: it does not. */
static char *
find_waiting (FwServerFixture *f, const char *kind, const char *id, const char *token)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "inbox", token, NULL, 200);
  JsonArray *entries = json_object_get_array_member (answer, "entries");

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *each = json_array_get_object_element (entries, i);
      JsonObject *acts;

      if (!g_str_equal (json_object_get_string_member (each, "kind"), kind) ||
          !g_str_equal (json_object_get_string_member (each, "id"), id))
        continue;
      if (json_object_get_null_member (each, "acts_for"))
        return g_strdup ("");
      acts = json_object_get_object_member (each, "acts_for");
      return g_strdup_printf ("%s: %s until %s", json_object_get_string_member (acts, "function"),
                              json_object_get_string_member (acts, "name"),
                              json_object_get_string_member (acts, "until"));
    }
  return NULL;
}

static void
expect_waiting (
    FwServerFixture *f, const char *kind, const char *id, const char *token, const char *expected)
{
  g_autofree char *found = find_waiting (f, kind, id, token);

  g_assert_cmpstr (found, ==, expected);
}

/* Where nobody is recorded as the leader, and where she has no account, it is as it was. */
static void
test_nobody (FwServerFixture *f, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };

  set_scene (f, &scene);
  post_request (f, "r", "p1", scene.today + 10, scene.today + 11);
  expect_who (f, "r", scene.cat, NULL);
  expect_who (f, "r", f->lead, NULL);
  expect_waiting (f, "leave-request", "r", scene.cat, "");
  hold (f, "h", "\"person\":\"p2\",\"site\":\"sh\",\"team\":\"a\",\"deputy\":\"p-bea\"");
  expect_who (f, "r", scene.cat, NULL);
  json_object_unref (move (f, "r", "granted", scene.cat, 200));
}

static void
test_deputy (FwServerFixture *f, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *until = NULL, *who = NULL, *waiting = NULL, *said = NULL, *shift = NULL,
                  *day = NULL;
  g_autoptr (JsonObject) refused = NULL;

  set_scene (f, &scene);
  until = fw_date_format (scene.today + 3);
  who = g_strdup_printf ("Team leader: Ann until %s, Team leader: Bea for Ann until %s", until,
                         until);
  waiting = g_strdup_printf ("Team leader: Ann until %s", until);
  post_request (f, "r", "p1", scene.today + 10, scene.today + 11);
  post_request (f, "s", "p-cat", scene.today + 10, scene.today + 11);
  hold (f, "h", "\"person\":\"p-ann\",\"site\":\"sh\",\"team\":\"a\",\"deputy\":\"p-bea\"");

  expect_who (f, "r", scene.ann, NULL);
  expect_who (f, "r", f->boss, NULL);
  expect_who (f, "r", scene.bea, "Team leader: Ann");
  expect_who (f, "r", f->lead, "Team leader: Ann");
  expect_waiting (f, "leave-request", "r", scene.ann, "");
  expect_waiting (f, "leave-request", "r", scene.bea, NULL);
  /* Of another team nobody is the leader. */
  expect_who (f, "s", scene.cat, NULL);
  expect_waiting (f, "leave-request", "s", scene.bea, "");

  post_request (f, "away", "p-ann", scene.today - 1, scene.today + 3);
  expect_who (f, "r", scene.bea, "Team leader: Ann"); /* asked for is not granted */
  json_object_unref (move (f, "away", "granted", scene.ann, 200));
  expect_who (f, "r", scene.ann, NULL); /* she keeps her right */
  expect_who (f, "r", scene.bea, NULL);
  expect_who (f, "r", scene.cat, who);
  expect_waiting (f, "leave-request", "r", scene.ann, "");
  expect_waiting (f, "leave-request", "r", scene.bea, waiting);
  expect_waiting (f, "leave-request", "r", scene.cat, NULL);
  refused = move (f, "r", "granted", scene.cat, 403);
  g_assert_cmpstr (json_object_get_string_member (refused, "refusal"), ==, "not-yours");
  said = describe_who (refused);
  g_assert_cmpstr (said, ==, who);

  /* The deputy is ill as well, as the roster says: then it is as where nobody leads. */
  day = fw_date_format (scene.today);
  shift = g_strdup_printf ("{\"id\":\"ill\",\"person\":\"p-bea\",\"day\":\"%s\",\"type\":\"leave\","
                           "\"state\":\"published\",\"site\":\"sh\",\"team\":\"b\"}",
                           day);
  fw_fixture_post (f, "shift", f->boss, shift);
  expect_who (f, "r", scene.cat, NULL);
  fw_fixture_ask (f, "DELETE", "records/shift/ill?revision=1", f->boss, NULL, 200);
  json_object_unref (move (f, "r", "granted", scene.bea, 200));
  expect_waiting (f, "leave-request", "r", scene.bea, NULL);
}

/* An escalation comes to who holds the function, also one of a flow of the centre's own, though she
 * moves nothing, and to her deputy on the days of which it is said that she is away. */
static void
test_told (FwServerFixture *f, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  static const char text[] =
      "{\"description\":\"<kind name='own-claim' label='Claim' plural='Claims' scope='by-site' "
      "read='supervisor administrator' write='administrator'>"
      "<field name='name' type='text' label='Name' required='yes'/>"
      "<field name='site' type='ref' to='site' label='Site' required='yes'/>"
      "<list columns='name site' order='name'/>"
      "<flow name='own-claim' label='Claim' start='new'><function name='cashier' label='Cashier'/>"
      "<state name='new' label='New'/><state name='paid' label='Paid' ends='yes'/>"
      "<move label='Pay' from='new' to='paid' by='administrator'/>"
      "<clock name='pay' label='Payment' start='new' until='paid' limit='1s' escalate='cashier'/>"
      "</flow></kind>\"}";
  g_autofree char *holder = NULL, *until = NULL, *waiting = NULL, *first = NULL;

  set_scene (f, &scene);
  until = fw_date_format (scene.today + 2);
  first = fw_date_format (scene.today - 2);
  waiting = g_strdup_printf ("Cashier: Ann until %s", until);
  json_object_unref (fw_fixture_ask (f, "POST", "kinds", f->boss, text, 201));
  holder = g_strdup_printf (
      "{\"id\":\"h\",\"function\":\"other\",\"other\":\"cashier\",\"first\":\"2020-01-01\","
      "\"person\":\"p-ann\",\"deputy\":\"p-bea\",\"away_first\":\"%s\",\"away_last\":\"%s\"}",
      first, until);
  fw_fixture_post (f, "function-holder", f->boss, holder);
  fw_fixture_post (f, "own-claim", f->boss,
                   "{\"id\":\"c\",\"name\":\"Broken cup\",\"site\":\"sh\"}");
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *found = find_waiting (f, "own-claim", "c", scene.bea);

      if (found != NULL)
        break;
      g_usleep (100 * G_TIME_SPAN_MILLISECOND);
    }
  expect_waiting (f, "own-claim", "c", scene.bea, waiting);
  expect_waiting (f, "own-claim", "c", scene.ann, "");
  expect_waiting (f, "own-claim", "c", scene.cat, NULL);
}

static void
test_rules (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *more, *part;
  } cases[] = {
    { "\"function\":\"other\",\"person\":\"p1\"", "other: expected the name" },
    { "\"function\":\"legal\",\"other\":\"x\",\"person\":\"p1\"", "other: expected of another" },
    { "\"function\":\"legal\",\"person\":\"p1\",\"deputy\":\"p1\"", "deputy: expected somebody" },
    { "\"function\":\"legal\",\"person\":\"p1\",\"last\":\"2019-01-01\"", "last: expected a day" },
    { "\"function\":\"legal\",\"person\":\"p1\",\"away_first\":\"2021-01-01\"",
      "away_last: expected with" },
    { "\"function\":\"legal\",\"person\":\"p1\",\"away_first\":\"2021-01-02\","
      "\"away_last\":\"2021-01-01\"",
      "away_last: expected a day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"id\":\"h\",\"first\":\"2020-01-01\",%s}", cases[i].more);

      fw_fixture_expect_error (f, "POST", "records/function-holder", f->boss, body, 400, "invalid",
                               cases[i].part);
    }
  fw_fixture_expect_error (f, "POST", "records/function-holder", f->lead,
                           "{\"id\":\"h\",\"first\":\"2020-01-01\",\"function\":\"legal\","
                           "\"person\":\"p1\"}",
                           403, "forbidden", "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/functions/nobody", test_nobody },
    { "/server/functions/deputy", test_deputy },
    { "/server/functions/told", test_told },
    { "/server/functions/rules", test_rules },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
