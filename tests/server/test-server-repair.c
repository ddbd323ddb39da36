/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Somebody falls out: who is asked for her shifts, and who is not. */
#include "core/calendar/fw-zone.h"
#include "server/fw-server-fixture.h"

#include <string.h>

/* Returns: a Monday in three weeks. Lin (p1) is early on it and the day after; Mo (p3) has been
 * early in the week before and Bo (p4) nothing yet, so that he takes any shift. */
static gint32
set_scene (FwServerFixture *f)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  const gint32 monday = fw_date_get_monday (fw_zone_get_day (zone, g_get_real_time ())) + 21;

  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p3\",\"name\":\"Mo\",\"site\":\"sh\",\"team\":\"a\"}");
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p4\",\"name\":\"Bo\",\"site\":\"sh\",\"team\":\"a\"}");
  fw_fixture_post (f, "roster-rule", f->boss,
                   "{\"id\":\"r\",\"name\":\"Rest\",\"site\":\"sh\",\"team\":\"a\","
                   "\"rest_hours\":11}");
  fw_fixture_post_work (f, "1", "p1", monday, "early", TRUE);
  fw_fixture_post_work (f, "2", "p1", monday + 1, "early", TRUE);
  fw_fixture_post_work (f, "3", "p3", monday - 7, "early", TRUE);
  return monday;
}

static JsonObject *
ask (FwServerFixture *f, gint32 first, gint32 last)
{
  g_autofree char *from = fw_date_format (first), *to = fw_date_format (last);
  g_autofree char *path = g_strdup_printf ("roster/repair?person=p1&first=%s&last=%s", from, to);

  return fw_fixture_ask (f, "GET", path, f->lead, NULL, 200);
}

static JsonObject *
get_proposal (JsonObject *answer, guint i)
{
  JsonArray *proposals = json_object_get_array_member (answer, "proposals");

  g_assert_cmpuint (json_array_get_length (proposals), >, i);
  return json_array_get_object_element (proposals, i);
}

/* Who changes on which day to what: "p4 0 early, p4 1 early". */
static void
expect_changes (JsonObject *answer, guint i, gint32 monday, const char *expected)
{
  JsonArray *changes = json_object_get_array_member (get_proposal (answer, i), "changes");
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint j = 0; j < json_array_get_length (changes); j++)
    {
      JsonObject *change = json_array_get_object_element (changes, j);
      gint32 day;

      g_assert_true (fw_date_parse (fw_text (json_object_get_string_member (change, "day")), &day));
      g_string_append_printf (
          found, "%s%s %d %s", j > 0 ? ", " : "", json_object_get_string_member (change, "person"),
          day - monday,
          json_object_get_string_member (json_object_get_object_member (change, "to"), "template"));
      g_assert_cmpstr (json_object_get_string_member (change, "why"), ==, "takes");
      g_assert_cmpstr (json_object_get_string_member (change, "instead"), ==, "Lin");
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static JsonObject *
get_lost (JsonObject *answer, guint i, guint n)
{
  JsonArray *lost = json_object_get_array_member (answer, "lost");

  g_assert_cmpuint (json_array_get_length (lost), ==, n);
  return json_array_get_object_element (lost, i);
}

/* One person takes both days: of the two who can who has worked less; the other is the other way.
 */
static void
test_fewest (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autoptr (JsonObject) answer = ask (f, monday, monday + 6);

  g_assert_cmpstr (json_object_get_string_member (answer, "name"), ==, "Lin");
  g_assert_cmpstr (json_object_get_string_member (get_lost (answer, 0, 2), "template"), ==,
                   "early");
  g_assert_false (json_object_get_boolean_member (get_lost (answer, 1, 2), "needless"));
  expect_changes (answer, 0, monday, "p4 0 early, p4 1 early");
  expect_changes (answer, 1, monday, "p3 0 early, p3 1 early");
  g_assert_cmpint (json_object_get_int_member (get_proposal (answer, 0), "people"), ==, 1);
  g_assert_true (json_object_get_boolean_member (get_proposal (answer, 0), "proven"));
}

/* Who was late the evening before would not rest; who has leave that was granted is not asked, even
 * where the roster has it no more. What is open says so. */
static void
test_not_asked (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autofree char *first = fw_date_format (monday), *leave = NULL;
  g_autoptr (JsonObject) answer = NULL, moved = NULL;
  JsonObject *open, *breaking;

  fw_fixture_post_work (f, "4", "p3", monday - 1, "late", TRUE);
  leave = g_strdup_printf ("{\"id\":\"gone\",\"name\":\"gone\",\"person\":\"p4\",\"leave_type\":"
                           "\"sick\",\"first\":\"%s\",\"last\":\"%s\",\"days\":0}",
                           first, first);
  fw_fixture_post (f, "leave-request", f->boss, leave);
  moved = fw_fixture_ask (f, "POST", "records/leave-request/gone/moves", f->boss,
                          "{\"move\":\"granted\",\"revision\":1}", 200);
  {
    g_autofree char *path = g_strdup_printf ("records/shift?where.person=p4&where.day=%s", first);
    g_autoptr (JsonObject) shifts = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
    JsonObject *shift =
        json_array_get_object_element (json_object_get_array_member (shifts, "records"), 0);
    g_autofree char *gone = g_strdup_printf ("records/shift/%s?revision=%" G_GINT64_FORMAT,
                                             json_object_get_string_member (shift, "id"),
                                             json_object_get_int_member (shift, "revision"));

    json_object_unref (fw_fixture_ask (f, "DELETE", gone, f->boss, NULL, 200));
  }
  answer = ask (f, monday, monday + 1);
  expect_changes (answer, 0, monday, "p4 1 early");
  open = json_array_get_object_element (
      json_object_get_array_member (get_proposal (answer, 0), "open"), 0);
  g_assert_cmpstr (json_object_get_string_member (open, "day"), ==, first);
  g_assert_cmpint (json_object_get_int_member (open, "away"), ==, 1);
  breaking = json_array_get_object_element (json_object_get_array_member (open, "breaking"), 0);
  g_assert_cmpstr (json_object_get_string_member (breaking, "rule"), ==, "rest");
  g_assert_cmpint (json_object_get_int_member (breaking, "people"), ==, 1);
}

/* A shift that needs a certificate is for those who hold it; who has not passed a programme is
 * barred from all. */
static void
test_barred (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *trainee = NULL, *since = fw_date_format (monday - 30);
  JsonObject *open;

  fw_fixture_post (f, "programme", f->boss,
                   "{\"id\":\"new\",\"name\":\"Newcomers\",\"audience\":\"newcomer\",\"repeats\":"
                   "\"never\",\"gates\":true,\"days\":40}");
  trainee = g_strdup_printf ("{\"id\":\"t\",\"person\":\"p4\",\"programme\":\"new\","
                             "\"since\":\"%s\"}",
                             since);
  fw_fixture_post (f, "trainee", f->boss, trainee);
  answer = ask (f, monday, monday);
  expect_changes (answer, 0, monday, "p3 0 early");
  json_object_unref (g_steal_pointer (&answer));

  fw_fixture_post (f, "certificate-scheme", f->boss,
                   "{\"id\":\"first\",\"name\":\"First aid\",\"mode\":\"completion\",\"months\":12,"
                   "\"end_rule\":\"corresponding\",\"window_days\":30,\"grace_days\":0,"
                   "\"grace_eligible\":false,\"practical_weight\":0,\"shifts\":[\"early\"]}");
  answer = ask (f, monday, monday);
  expect_changes (answer, 0, monday, "");
  open = json_array_get_object_element (
      json_object_get_array_member (get_proposal (answer, 0), "open"), 0);
  g_assert_cmpint (json_object_get_int_member (open, "barred"), ==, 2);
}

/* What somebody was given in her place already is not covered again; what the forecast does not
 * want is not covered at all. */
static void
test_not_needed (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autofree char *date = fw_date_format (monday), *ill = NULL;
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *cover;
  JsonObject *tuesday;

  ill = g_strdup_printf ("{\"id\":\"1\",\"revision\":1,\"person\":\"p1\",\"day\":\"%s\",\"type\":"
                         "\"leave\",\"state\":\"draft\",\"told\":\"early\"}",
                         date);
  json_object_unref (fw_fixture_ask (f, "PUT", "records/shift/1", f->boss, ill, 200));
  answer = ask (f, monday, monday);
  g_assert_false (json_object_get_boolean_member (get_lost (answer, 0, 1), "covered"));
  expect_changes (answer, 0, monday, "p4 0 early");
  json_object_unref (g_steal_pointer (&answer));

  fw_fixture_post_work (f, "4", "p4", monday, "early", FALSE);
  answer = ask (f, monday, monday);
  g_assert_true (json_object_get_boolean_member (get_lost (answer, 0, 1), "covered"));
  expect_changes (answer, 0, monday, "");
  json_object_unref (g_steal_pointer (&answer));

  fw_fixture_post_forecast (f, monday + 1, 0);
  answer = ask (f, monday + 1, monday + 1);
  g_assert_true (json_object_get_boolean_member (get_lost (answer, 0, 1), "needless"));
  expect_changes (answer, 0, monday, "");
  json_object_unref (g_steal_pointer (&answer));

  /* Published anew: one is wanted all day, so that she is missed in her sixteen half hours. */
  fw_fixture_post_forecast (f, monday + 2, 1);
  fw_fixture_post_work (f, "5", "p1", monday + 2, "early", TRUE);
  answer = ask (f, monday + 2, monday + 2);
  g_assert_false (json_object_get_boolean_member (get_lost (answer, 0, 1), "needless"));
  cover = json_object_get_array_member (get_proposal (answer, 0), "cover");
  g_assert_cmpuint (json_array_get_length (cover), ==, 1);
  tuesday = json_array_get_object_element (cover, 0);
  g_assert_cmpint (json_object_get_int_member (tuesday, "short"), ==, 48);
  g_assert_cmpint (json_object_get_int_member (tuesday, "short_after"), ==, 32);
  g_assert_cmpint (json_object_get_int_member (tuesday, "lack"), ==, 1);
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  const gint32 monday = set_scene (f);
  g_autofree char *date = fw_date_format (monday);
  g_autofree char *good = g_strdup_printf ("roster/repair?person=p1&first=%s", date);
  g_autofree char *other = g_strdup_printf ("roster/repair?person=p2&first=%s", date);
  g_autofree char *nobody = g_strdup_printf ("roster/repair?first=%s", date);
  g_autofree char *late = g_strdup_printf ("%s&last=2020-01-01", good);
  g_autofree char *mine = NULL;

  json_object_unref (fw_fixture_ask (f, "GET", good, f->lead, NULL, 200));
  fw_fixture_expect_error (f, "GET", good, f->coach, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", other, f->lead, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", nobody, f->lead, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", late, f->lead, NULL, 400, "invalid", "last");
  fw_fixture_expect_error (f, "GET", "roster/repair?person=p1", f->lead, NULL, 400, "invalid",
                           "first");
  fw_fixture_expect_error (f, "GET", "roster/repair?person=p1&first=2020-01-01", f->lead, NULL, 400,
                           "invalid", "first");
  fw_fixture_post (f, "person", f->boss, "{\"id\":\"p9\",\"name\":\"Xi\",\"site\":\"sh\"}");
  mine = g_strdup_printf ("roster/repair?person=p9&first=%s", date);
  fw_fixture_expect_error (f, "GET", mine, f->boss, NULL, 400, "invalid", "team");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/repair/fewest", test_fewest },   { "/server/repair/not-asked", test_not_asked },
    { "/server/repair/barred", test_barred },   { "/server/repair/not-needed", test_not_needed },
    { "/server/repair/refused", test_refused }, { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
