/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendar templates are planned: who goes when, what is written, what is not written twice, and
 * what the day then expects. */
#include "core/calendar/fw-zone.h"
#include "server/fw-server-fixture.h"

#include <string.h>

/* That the site wants four people, but for none from 09:00 to 10:00. */
static void
post_wants (FwServerFixture *f, gint32 day)
{
  g_autofree char *date = fw_date_format (day), *body = NULL;
  g_autoptr (GString) contacts = g_string_new (NULL), wanted = g_string_new (NULL);

  for (guint i = 0; i < 48; i++)
    {
      g_string_append (contacts, i == 0 ? "1" : ";1");
      g_string_append_printf (wanted, i == 0 ? "%d" : ";%d", i == 18 || i == 19 ? 0 : 4);
    }
  body = g_strdup_printf ("{\"id\":\"of %s\",\"site\":\"sh\",\"day\":\"%s\",\"contacts\":\"%s\","
                          "\"people\":\"%s\"}",
                          date, date, contacts->str, wanted->str);
  fw_fixture_post (f, "published-forecast", f->boss, body);
}

static gint32
get_today (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);

  return fw_zone_get_day (zone, g_get_real_time ());
}

/* Returns: a Monday in three weeks. Of team a Lin (p1) and Mo (p3) are early from it to Friday and
 * on the next Monday, Bo (p4) is late; of team b p2 is early on Monday. */
static gint32
set_scene (FwServerFixture *f)
{
  static const struct
  {
    const char *person, *template;
    guint day;
  } shifts[] = { { "p1", "early", 0 }, { "p3", "early", 0 }, { "p4", "late", 0 },
                 { "p2", "early", 0 }, { "p1", "early", 1 }, { "p3", "early", 1 },
                 { "p1", "early", 7 }, { "p3", "early", 7 } };
  const gint32 monday = fw_date_get_monday (get_today ()) + 21;

  fw_fixture_post (f, "position", f->boss, "{\"id\":\"chief\",\"name\":\"Chief\",\"rank\":5}");
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p3\",\"name\":\"Mo\",\"site\":\"sh\",\"team\":\"a\","
                   "\"position\":\"chief\"}");
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p4\",\"name\":\"Bo\",\"site\":\"sh\",\"team\":\"a\"}");
  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      g_autofree char *id = g_strdup_printf ("shift %u", i);

      fw_fixture_post_work (f, id, shifts[i].person, monday + (gint32) shifts[i].day,
                            shifts[i].template, TRUE);
    }
  post_wants (f, monday);
  return monday;
}

static void
post_template (FwServerFixture *f, const char *id, const char *more)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"Of %s\",\"length_minutes\":30,\"earliest\":\"07:00\","
      "\"latest\":\"12:00\",\"ahead\":7,%s}",
      id, id, more);

  fw_fixture_post (f, "calendar-template", f->boss, body);
}

static JsonObject *
plan (FwServerFixture *f,
      const char *template,
      const char *token,
      gint32 first,
      gint32 last,
      gboolean dry)
{
  g_autofree char *from = fw_date_format (first), *to = fw_date_format (last);
  g_autofree char *path = g_strdup_printf ("calendar-templates/%s/plan", template);
  g_autofree char *body = g_strdup_printf ("{\"first\":\"%s\",\"last\":\"%s\",\"try\":%s}", from,
                                           to, dry ? "true" : "false");

  return fw_fixture_ask (f, "POST", path, token, body, 200);
}

/* Who goes when: "a 0 09:00-09:30 p1 p3", one line a group. */
static void
expect_groups (JsonObject *answer, gint32 monday, const char *expected)
{
  JsonArray *occasions = json_object_get_array_member (answer, "occasions");
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (occasions); i++)
    {
      JsonObject *occasion = json_array_get_object_element (occasions, i);
      JsonArray *groups = json_object_get_array_member (occasion, "groups");

      for (guint k = 0; k < json_array_get_length (groups); k++)
        {
          JsonObject *group = json_array_get_object_element (groups, k);
          JsonArray *people = json_object_get_array_member (group, "people");
          const char *team = json_object_get_null_member (occasion, "team")
                                 ? "-"
                                 : json_object_get_string_member (occasion, "team");
          gint32 day;

          g_assert_true (
              fw_date_parse (fw_text (json_object_get_string_member (group, "day")), &day));
          g_string_append_printf (found, "%s%s %d %s-%s", found->len > 0 ? "\n" : "", team,
                                  day - monday, json_object_get_string_member (group, "begins"),
                                  json_object_get_string_member (group, "ends"));
          for (guint n = 0; n < json_array_get_length (people); n++)
            g_string_append_printf (found, " %s",
                                    json_object_get_string_member (
                                        json_array_get_object_element (people, n), "person"));
        }
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static JsonObject *
get_occasion (JsonObject *answer, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (answer, "occasions"), i);
}

static gint64
get_count (JsonObject *object, const char *member)
{
  return json_object_get_int_member (object, member);
}

static guint
count (JsonObject *object, const char *member)
{
  return json_array_get_length (json_object_get_array_member (object, member));
}

static JsonArray *
list (FwServerFixture *f, const char *path, JsonObject **answer)
{
  *answer = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  return json_object_get_array_member (*answer, "records");
}

/* The half hours that want nobody are the least costly; who is late is not there; a proposal writes
 * nothing, and what is written is not written again. */
static void
test_meeting (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autofree char *date = fw_date_format (monday);
  g_autoptr (JsonObject) tried = NULL, written = NULL, again = NULL, none = NULL, stored = NULL;
  JsonArray *records;

  post_template (f, "m", "\"what\":\"meeting\",\"often\":\"working-day\",\"whom\":\"team\"");
  tried = plan (f, "m", f->lead, monday, monday, TRUE);
  expect_groups (tried, monday, "a 0 09:00-09:30 p1 p3");
  g_assert_cmpint (get_count (get_occasion (tried, 0), "left"), ==, 1);
  g_assert_true (json_object_get_boolean_member (get_occasion (tried, 0), "known"));
  g_assert_cmpfloat (json_object_get_double_member (get_occasion (tried, 0), "before"), ==,
                     json_object_get_double_member (get_occasion (tried, 0), "after"));
  records = list (f, "records/activity", &none);
  g_assert_cmpuint (json_array_get_length (records), ==, 0);

  written = plan (f, "m", f->lead, monday, monday, FALSE);
  g_assert_cmpuint (count (written, "written"), ==, 2);
  records = list (f, "records/activity", &stored);
  g_assert_cmpuint (json_array_get_length (records), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *record = json_array_get_object_element (records, i);

      g_assert_cmpstr (json_object_get_string_member (record, "day"), ==, date);
      g_assert_cmpstr (json_object_get_string_member (record, "due"), ==, date);
      g_assert_cmpstr (json_object_get_string_member (record, "begins"), ==, "09:00");
      g_assert_cmpstr (json_object_get_string_member (record, "ends"), ==, "09:30");
      g_assert_cmpstr (json_object_get_string_member (record, "state"), ==, "draft");
      g_assert_cmpstr (json_object_get_string_member (record, "team"), ==, "a");
      g_assert_cmpstr (json_object_get_string_member (record, "name"), ==, "Of m");
    }
  again = plan (f, "m", f->boss, monday, monday, FALSE);
  /* the administrator plans the other team as well, when the first is back, and nobody twice */
  expect_groups (again, monday, "b 0 09:30-10:00 p2");
  g_assert_cmpint (get_count (get_occasion (again, 0), "already"), ==, 2);
  g_assert_cmpuint (count (again, "written"), ==, 1);
}

/* What is planned takes its people out of the cover, and they are not free then. */
static void
test_cover (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autoptr (JsonObject) first = NULL, second = NULL, third = NULL;
  double before;

  post_template (f, "m", "\"what\":\"meeting\",\"often\":\"working-day\",\"whom\":\"team\"");
  post_template (f, "n", "\"what\":\"meeting\",\"often\":\"working-day\",\"whom\":\"team\"");
  post_template (f, "o", "\"what\":\"meeting\",\"often\":\"working-day\",\"whom\":\"team\"");
  first = plan (f, "m", f->lead, monday, monday, FALSE);
  before = json_object_get_double_member (get_occasion (first, 0), "before");
  second = plan (f, "n", f->lead, monday, monday, FALSE);
  expect_groups (second, monday, "a 0 09:30-10:00 p1 p3");
  third = plan (f, "o", f->lead, monday, monday, FALSE);
  expect_groups (third, monday, "a 0 07:00-07:30 p1 p3");
  /* two people for half an hour lack more: four are wanted, and less than four were there */
  g_assert_cmpfloat (json_object_get_double_member (get_occasion (third, 0), "before"), ==, before);
  g_assert_cmpfloat (json_object_get_double_member (get_occasion (third, 0), "after"), ==,
                     before + 1);
}

/* One at a time; where there is one place, the next time is somebody else's turn. */
static void
test_turns (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autoptr (JsonObject) apart = NULL, turns = NULL, later = NULL;

  post_template (f, "one",
                 "\"what\":\"counselling\",\"often\":\"working-day\",\"whom\":\"team\","
                 "\"at_once\":1");
  apart = plan (f, "one", f->lead, monday, monday, TRUE);
  expect_groups (apart, monday, "a 0 09:00-09:30 p1\na 0 09:30-10:00 p3");
  post_template (f, "turn",
                 "\"what\":\"counselling\",\"often\":\"week\",\"whom\":\"site\",\"teams\":[\"a\"],"
                 "\"places\":1,\"weekday\":\"monday\"");
  turns = plan (f, "turn", f->lead, monday, monday + 13, TRUE);
  expect_groups (turns, monday, "- 0 09:00-09:30 p1\n- 7 07:00-07:30 p3");
  g_assert_cmpint (get_count (get_occasion (turns, 0), "waiting"), ==, 1);
  json_object_unref (plan (f, "turn", f->lead, monday, monday + 6, FALSE));
  later = plan (f, "turn", f->lead, monday, monday + 13, TRUE);
  expect_groups (later, monday, "- 7 07:00-07:30 p3");
}

/* Leaders go where most lacks, and nobody is taken out for it. */
static void
test_front (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autoptr (JsonObject) answer = NULL, stored = NULL;
  JsonObject *record;

  post_template (f, "front",
                 "\"what\":\"front-line\",\"often\":\"week\",\"whom\":\"positions\",\"rank\":5");
  answer = plan (f, "front", f->boss, monday, monday + 6, FALSE);
  expect_groups (answer, monday, "- 0 07:00-07:30 p3");
  record = json_array_get_object_element (list (f, "records/activity", &stored), 0);
  g_assert_true (json_object_get_boolean_member (record, "phones"));
  g_assert_cmpfloat (json_object_get_double_member (get_occasion (answer, 0), "before"), ==,
                     json_object_get_double_member (get_occasion (answer, 0), "after"));
}

static guint
count_away (FwServerFixture *f, const char *path)
{
  g_autoptr (JsonObject) day = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  JsonArray *people = json_object_get_array_member (day, "people");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonArray *spans =
          json_object_get_array_member (json_array_get_object_element (people, i), "plan");

      for (guint k = 0; k < json_array_get_length (spans); k++)
        {
          JsonObject *span = json_array_get_object_element (spans, k);

          if (!json_object_has_member (span, "activity"))
            continue;
          g_assert_cmpstr (json_object_get_string_member (span, "kind"), ==, "training");
          g_assert_cmpstr (json_object_get_string_member (span, "note"), ==, "Of m");
          n++;
        }
    }
  return n;
}

static JsonObject *
publish (FwServerFixture *f, gint32 day)
{
  g_autofree char *date = fw_date_format (day);
  g_autofree char *body =
      g_strdup_printf ("{\"first\":\"%s\",\"last\":\"%s\",\"publish\":true}", date, date);

  return fw_fixture_ask (f, "POST", "calendar-templates/m/plan", f->lead, body, 200);
}

/* The day expects nobody at work in what was published; a draft it does not know. */
static void
test_published (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autofree char *date = fw_date_format (monday);
  g_autofree char *path = g_strdup_printf ("day?day=%s&site=sh", date);
  g_autoptr (JsonObject) published = NULL, again = NULL, stored = NULL;
  JsonArray *drafts;

  post_template (f, "m", "\"what\":\"meeting\",\"often\":\"working-day\",\"whom\":\"team\"");
  json_object_unref (plan (f, "m", f->lead, monday, monday, FALSE));
  g_assert_cmpuint (count_away (f, path), ==, 0);
  again = publish (f, monday);
  g_assert_cmpint (get_count (again, "drafts"), ==, 2);
  g_assert_cmpint (get_count (again, "published"), ==, 2);
  g_assert_cmpuint (count (again, "written"), ==, 0);
  g_assert_cmpuint (count_away (f, path), ==, 2);
  published = publish (f, monday + 1);
  g_assert_cmpint (get_count (published, "published"), ==, 0);
  g_assert_cmpuint (count (published, "written"), ==, 2);
  drafts = list (f, "records/activity?where.state=draft", &stored);
  g_assert_cmpuint (json_array_get_length (drafts), ==, 0);
}

/* A peak in five days: what should have begun two days ago begins today, and waits in the inbox. */
static void
test_peak (FwServerFixture *f, gconstpointer data)
{
  const gint32 today = get_today ();
  g_autofree char *date = fw_date_format (today + 5), *first = fw_date_format (today);
  g_autofree char *day = g_strdup_printf ("{\"id\":\"rush\",\"name\":\"Rush\",\"day\":\"%s\","
                                          "\"worked\":\"monday\",\"campaign\":true}",
                                          date);
  g_autoptr (JsonObject) shared = NULL, written = NULL, stored = NULL, inbox = NULL, again = NULL;
  JsonArray *tasks, *entries;
  guint waiting = 0;

  set_scene (f);
  fw_fixture_post (f, "special-day", f->boss, day);
  post_template (f, "peak",
                 "\"what\":\"peak\",\"often\":\"peak\",\"whom\":\"positions\",\"rank\":5,"
                 "\"before\":7,\"tasks\":\"6: Seats; 3: Stress test; 0: Scripts\"");
  shared = plan (f, "peak", f->lead, today, today + 6, FALSE);
  g_assert_true (json_object_get_boolean_member (shared, "tasks_shared"));
  g_assert_cmpint (get_count (shared, "tasks_written"), ==, 0);
  written = plan (f, "peak", f->boss, today, today + 6, FALSE);
  g_assert_cmpint (get_count (written, "tasks_written"), ==, 3);
  tasks = list (f, "records/preparation-task?order=by", &stored);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "Seats", "Stress test", "Scripts" };
      static const gint32 by[] = { 0, 2, 5 };
      JsonObject *task = json_array_get_object_element (tasks, i);
      g_autofree char *due = fw_date_format (today + by[i]);

      g_assert_cmpstr (json_object_get_string_member (task, "name"), ==, names[i]);
      g_assert_cmpstr (json_object_get_string_member (task, "from"), ==, first);
      g_assert_cmpstr (json_object_get_string_member (task, "by"), ==, due);
      g_assert_cmpstr (json_object_get_string_member (task, "state"), ==, i == 0 ? "due" : "open");
    }
  inbox = fw_fixture_ask (f, "GET", "inbox", f->boss, NULL, 200);
  entries = json_object_get_array_member (inbox, "entries");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    waiting += g_strcmp0 (json_object_get_string_member_with_default (
                              json_array_get_object_element (entries, i), "kind", ""),
                          "preparation-task") == 0;
  g_assert_cmpuint (waiting, ==, 3);
  again = plan (f, "peak", f->boss, today, today + 6, FALSE);
  g_assert_cmpint (get_count (again, "tasks_written"), ==, 0);
  g_assert_cmpint (get_count (again, "tasks_there"), ==, 3);
}

static void
test_refusals (FwServerFixture *f, gconstpointer data)
{
  const gint32 today = get_today ();
  g_autofree char *first = fw_date_format (today), *long_after = fw_date_format (today + 100);
  g_autofree char *good = g_strdup_printf ("{\"first\":\"%s\",\"last\":\"%s\"}", first, first);
  g_autofree char *backwards =
      g_strdup_printf ("{\"first\":\"%s\",\"last\":\"%s\"}", long_after, first);
  g_autofree char *too_long =
      g_strdup_printf ("{\"first\":\"%s\",\"last\":\"%s\"}", first, long_after);
  g_autoptr (JsonObject) others = NULL;
  const struct
  {
    const char *body, *part;
  } bad[] = {
    { "{}", "first" },
    { "{\"first\":\"2020-01-01\",\"last\":\"2020-01-01\"}", "first" },
    { "{\"first\":\"2020-01-01\"}", "last" },
    { backwards, "last" },
    { "{\"first\":7}", "first" },
    { too_long, "last" },
    { "[]", "" },
  };

  post_template (f, "m", "\"what\":\"meeting\",\"often\":\"working-day\",\"whom\":\"team\"");
  post_template (f, "b",
                 "\"what\":\"meeting\",\"often\":\"working-day\",\"whom\":\"team\","
                 "\"teams\":[\"b\"]");
  post_template (f, "gone",
                 "\"what\":\"meeting\",\"often\":\"working-day\",\"whom\":\"team\",\"used\":false");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    fw_fixture_expect_error (f, "POST", "calendar-templates/m/plan", f->lead, bad[i].body, 400,
                             "invalid", bad[i].part);
  fw_fixture_expect_error (f, "POST", "calendar-templates/gone/plan", f->lead, good, 409,
                           "conflict", "not in use");
  fw_fixture_expect_error (f, "POST", "calendar-templates/none/plan", f->lead, good, 404,
                           "not-found", "");
  /* who is of another team is nobody for her to plan */
  others = plan (f, "b", f->lead, today, today, FALSE);
  expect_groups (others, today, "");
  fw_fixture_expect_error (f, "POST", "calendar-templates/m/plan", f->coach, good, 403, "forbidden",
                           "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-activities/meeting", test_meeting },     { "/server-activities/cover", test_cover },
    { "/server-activities/turns", test_turns },         { "/server-activities/front", test_front },
    { "/server-activities/published", test_published }, { "/server-activities/peak", test_peak },
    { "/server-activities/refusals", test_refusals },   { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
