/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Leave from the question to the roster and back, what is left at each step, and what it takes away
 * for who decides. */
#include "core/calendar/fw-zone.h"
#include "server/fw-server-fixture.h"

typedef struct
{
  gint32 monday;  /* of a week to come, of which the team was told all */
  char *lin, *mo; /* sessions of p1 and p3 */
} Scene;

static void
clear_scene (Scene *self)
{
  g_free (self->lin);
  g_free (self->mo);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, clear_scene)

static char *
open_agent (FwServerFixture *f, const char *account, const char *person)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\",\"role\":\"agent\","
                       "\"person\":\"%s\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}",
                       account, account, person);

  fw_fixture_post (f, "account", f->boss, body);
  return fw_fixture_open_session (f, account);
}

static void
post_days (FwServerFixture *f, const char *id, guint days, gint32 first, gint32 last)
{
  g_autofree char *from = fw_date_format (first), *until = fw_date_format (last);
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\",\"person\":\"p1\","
                                           "\"leave_type\":\"annual\",\"days\":%u,"
                                           "\"first\":\"%s\",\"last\":\"%s\"}",
                                           id, id, days, from, until);

  fw_fixture_post (f, "leave-entitlement", f->boss, body);
}

/* Of p1 Monday and Tuesday are told, Wednesday is planned; all of the week is told of p3. */
static void
set_scene (FwServerFixture *f, Scene *scene)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);

  scene->monday = fw_date_get_monday (fw_zone_get_day (zone, g_get_real_time ())) + 21;
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p3\",\"name\":\"Mo\",\"site\":\"sh\",\"team\":\"a\"}");
  scene->lin = open_agent (f, "lin", "p1");
  scene->mo = open_agent (f, "mo", "p3");
  fw_fixture_post_work (f, "1", "p1", scene->monday, "early", TRUE);
  fw_fixture_post_work (f, "2", "p1", scene->monday + 1, "late", TRUE);
  fw_fixture_post_work (f, "3", "p1", scene->monday + 2, "late", FALSE);
  fw_fixture_post_work (f, "4", "p3", scene->monday, "early", TRUE);
  fw_fixture_post_work (f, "5", "p3", scene->monday + 6, "early", TRUE);
}

static char *
make_question (const char *type, gint32 first, gint32 last)
{
  g_autofree char *from = fw_date_format (first), *until = fw_date_format (last);

  return g_strdup_printf ("{\"type\":\"%s\",\"first\":\"%s\",\"last\":\"%s\"}", type, from, until);
}

static char *
ask (FwServerFixture *f, const char *token, const char *type, gint32 first, gint32 last)
{
  g_autofree char *body = make_question (type, first, last);
  g_autoptr (JsonObject) request = fw_fixture_ask (f, "POST", "own/leave", token, body, 201);

  g_assert_cmpstr (json_object_get_string_member (request, "state"), ==, "asked");
  return g_strdup (json_object_get_string_member (request, "id"));
}

static void
expect_refused (FwServerFixture *f,
                const char *token,
                const char *type,
                gint32 first,
                gint32 last,
                guint status,
                const char *part)
{
  g_autofree char *body = make_question (type, first, last);

  fw_fixture_expect_error (f, "POST", "own/leave", token, body, status,
                           status == 409 ? "conflict" : "invalid", part);
}

static JsonObject *
decide (FwServerFixture *f, const char *id, const char *move, guint revision, guint status)
{
  g_autofree char *path = g_strdup_printf ("records/leave-request/%s/moves", id);
  g_autofree char *body =
      g_strdup_printf ("{\"move\":\"%s\",\"revision\":%u,\"reason\":\"too few\"}", move, revision);

  return fw_fixture_ask (f, "POST", path, f->lead, body, status);
}

static void
expect_right (FwServerFixture *f, const char *token, gint64 granted, gint64 asked, gint64 left)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "own/leave", token, NULL, 200);
  JsonObject *right =
      json_array_get_object_element (json_object_get_array_member (answer, "rights"), 0);

  g_assert_cmpint (json_object_get_int_member (right, "granted"), ==, granted);
  g_assert_cmpint (json_object_get_int_member (right, "asked"), ==, asked);
  g_assert_cmpint (json_object_get_int_member (right, "left"), ==, left);
}

/* What stands in the roster: type, state and what was told of it. */
static void
expect_shift (FwServerFixture *f, const char *person, gint32 day, const char *expected)
{
  g_autofree char *date = fw_date_format (day);
  g_autofree char *path =
      g_strdup_printf ("records/shift?where.person=%s&where.day=%s", person, date);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  JsonArray *records = json_object_get_array_member (answer, "records");
  g_autofree char *found = NULL;

  if (json_array_get_length (records) > 0)
    {
      JsonObject *shift = json_array_get_object_element (records, 0);
      JsonNode *told = json_object_get_member (shift, "told");

      found = g_strdup_printf ("%s %s %s", json_object_get_string_member (shift, "type"),
                               json_object_get_string_member (shift, "state"),
                               json_node_is_null (told) ? "-" : json_node_get_string (told));
    }
  g_assert_cmpstr (found, ==, expected);
}

static void
test_granted (FwServerFixture *f, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *id = NULL, *sick = NULL, *path = NULL, *check = NULL, *first = NULL,
                  *last = NULL;
  g_autoptr (JsonObject) checked = NULL;
  JsonObject *right;

  set_scene (f, &scene);
  post_days (f, "year", 3, scene.monday - 100, scene.monday + 100);
  first = fw_date_format (scene.monday);
  last = fw_date_format (scene.monday + 2);
  check = g_strdup_printf ("own/leave-check?type=annual&first=%s&last=%s", first, last);
  checked = fw_fixture_ask (f, "GET", check, scene.lin, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (checked, "days"), ==, 2); /* Wednesday is not told */
  g_assert_cmpint (json_object_get_int_member (checked, "lacking"), ==, 0);
  right = json_array_get_object_element (json_object_get_array_member (checked, "rights"), 0);
  g_assert_cmpint (json_object_get_int_member (right, "left"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (right, "after"), ==, 1);

  id = ask (f, scene.lin, "annual", scene.monday, scene.monday + 2);
  expect_right (f, scene.lin, 0, 2, 1);
  expect_refused (f, scene.lin, "sick", scene.monday + 2, scene.monday + 3, 409, "asked for");
  /* The week after is not told: five days, of which one is left. */
  expect_refused (f, scene.lin, "annual", scene.monday + 7, scene.monday + 13, 409, "not as many");
  sick = ask (f, scene.lin, "sick", scene.monday + 7, scene.monday + 13);
  expect_refused (f, scene.lin, "annual", scene.monday + 3, scene.monday + 3, 400, "not off");

  json_object_unref (decide (f, id, "granted", 1, 200));
  expect_right (f, scene.lin, 2, 0, 1);
  expect_shift (f, "p1", scene.monday, "leave draft early");
  expect_shift (f, "p1", scene.monday + 1, "leave draft late");
  expect_shift (f, "p1", scene.monday + 2, "leave draft -");
  expect_shift (f, "p1", scene.monday + 3, NULL);
  expect_shift (f, "p3", scene.monday, "work published early");
  path = g_strdup_printf ("own/leave/%s", id);
  fw_fixture_expect_error (f, "POST", path, scene.lin, "{\"move\":\"withdrawn\",\"revision\":2}",
                           409, "conflict", "");

  json_object_unref (decide (f, id, "cancelled", 2, 200));
  expect_right (f, scene.lin, 0, 0, 3);
  expect_shift (f, "p1", scene.monday, "work published early");
  expect_shift (f, "p1", scene.monday + 1, "work published late");
  expect_shift (f, "p1", scene.monday + 2, NULL);
}

/* What is left is asked again as it is granted. */
static void
test_lowered (FwServerFixture *f, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *id = NULL, *first = NULL, *last = NULL, *body = NULL;
  g_autoptr (JsonObject) refused = NULL;

  set_scene (f, &scene);
  post_days (f, "year", 2, scene.monday - 100, scene.monday + 100);
  id = ask (f, scene.lin, "annual", scene.monday, scene.monday + 1);
  first = fw_date_format (scene.monday - 100);
  last = fw_date_format (scene.monday); /* it lapses before the second day */
  body = g_strdup_printf ("{\"id\":\"year\",\"revision\":1,\"name\":\"year\",\"person\":\"p1\","
                          "\"leave_type\":\"annual\",\"days\":2,\"first\":\"%s\",\"last\":\"%s\"}",
                          first, last);
  json_object_unref (
      fw_fixture_ask (f, "PUT", "records/leave-entitlement/year", f->boss, body, 200));
  refused = decide (f, id, "granted", 1, 409);
  g_assert_cmpstr (json_object_get_string_member (refused, "refusal"), ==, "no-effect");
  expect_shift (f, "p1", scene.monday, "work published early");
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *id = NULL, *path = NULL, *other = NULL, *own = NULL;
  g_autoptr (JsonObject) answer = NULL, back = NULL;
  JsonObject *request;

  set_scene (f, &scene);
  id = ask (f, scene.lin, "training", scene.monday, scene.monday);
  path = g_strdup_printf ("leave/%s", id);
  fw_fixture_expect_error (f, "GET", path, scene.lin, NULL, 403, "forbidden", "");
  own = g_strdup_printf ("own/leave/%s", id);
  fw_fixture_expect_error (f, "POST", own, scene.mo, "{\"move\":\"withdrawn\",\"revision\":1}", 404,
                           "not-found", "");
  json_object_unref (decide (f, id, "refused", 1, 200));
  answer = fw_fixture_ask (f, "GET", "own/leave", scene.lin, NULL, 200);
  request = json_array_get_object_element (json_object_get_array_member (answer, "requests"), 0);
  g_assert_cmpstr (json_object_get_string_member (request, "reason"), ==, "too few");
  expect_shift (f, "p1", scene.monday, "work published early");

  /* What was refused stands in nobody's way. */
  other = ask (f, scene.lin, "training", scene.monday, scene.monday);
  g_free (own);
  own = g_strdup_printf ("own/leave/%s", other);
  back = fw_fixture_ask (f, "POST", own, scene.lin, "{\"move\":\"withdrawn\",\"revision\":1}", 200);
  g_assert_cmpstr (json_object_get_string_member (back, "state"), ==, "withdrawn");
}

/* Two are wanted all day: where both are at work nobody lacks, and with one away somebody does. */
static void
test_cover (FwServerFixture *f, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *id = NULL, *path = NULL;
  g_autoptr (JsonObject) answer = NULL, template = NULL;
  JsonObject *monday, *tuesday;
  JsonArray *cover;
  gint64 halves;

  set_scene (f, &scene);
  fw_fixture_post_forecast (f, scene.monday, 2);
  id = ask (f, scene.lin, "sick", scene.monday, scene.monday + 1);
  path = g_strdup_printf ("leave/%s", id);
  answer = fw_fixture_ask (f, "GET", path, f->lead, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (answer, "person"), ==, "Lin");
  cover = json_object_get_array_member (answer, "cover");
  g_assert_cmpuint (json_array_get_length (cover), ==, 2);
  monday = json_array_get_object_element (cover, 0);
  tuesday = json_array_get_object_element (cover, 1);
  template = fw_fixture_ask (f, "GET", "records/shift-template/early", f->boss, NULL, 200);
  halves = json_object_get_int_member (template, "length_minutes") / 30;
  g_assert_cmpint (halves, >, 0);
  g_assert_cmpint (json_object_get_int_member (monday, "working"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (monday, "away"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (monday, "short"), ==, 48 - halves);
  g_assert_cmpint (json_object_get_int_member (monday, "short_after"), ==, 48);
  g_assert_cmpint (json_object_get_int_member (monday, "lack"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (tuesday, "working"), ==, 0);
  g_assert_false (json_object_has_member (tuesday, "lack")); /* nothing is published of it */
  fw_fixture_expect_error (f, "GET", path, f->coach, NULL, 403, "forbidden", "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/leave/granted", test_granted },
    { "/server/leave/lowered", test_lowered },
    { "/server/leave/refused", test_refused },
    { "/server/leave/cover", test_cover },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
