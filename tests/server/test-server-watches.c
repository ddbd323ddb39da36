/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-watch.h"
#include "server/fw-server-fixture.h"
#include "server/fw-watch-keeper.h"

#define DAY (24 * FW_HOUR)
#define N_CALLS 400 /* a queue and day */

/* Calls over the first nine hours of a day; of those of queue sales, @satisfied of ten. */
static void
add_calls (FwServerFixture *f, gint64 from, guint satisfied)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2 * N_CALLS; i++)
    {
      gboolean sales = i % 2 == 0;
      g_autofree char *contact = g_strdup_printf ("%" G_GINT64_FORMAT "-%u", from / DAY, i);
      FwEvent event = FW_EVENT_INIT;

      event.type = FW_EVENT_CONTACT;
      event.at = from + (gint64) i * 40 * FW_SECOND;
      event.source = fw_text ("calls");
      event.id = event.contact = fw_text (contact);
      event.queue = fw_text (sales ? "sales" : "support");
      event.agent = fw_text (sales ? "Agent/1" : "Agent/2");
      event.reason = fw_text ("answered");
      event.wait_ms = 5000;
      event.talk_ms = 60000;
      event.rating = i / 2 % 10 < (sales ? satisfied : 9) ? 5 : 1;
      fw_event_batch_add (batch, &event);
    }
  fw_centre_ingest (f->centre, batch, NULL, &error);
  g_assert_no_error (error);
}

static gint64
find_day (FwServerFixture *f, gint32 after)
{
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (f->centre);
  FwZone *zone = g_array_index (fw_directory_get_sites (directory), FwSiteEntry, 0).zone;
  gint64 from, to;

  fw_zone_get_day_bounds (zone, fw_zone_get_day (zone, TEST_START) + after, &from, &to);
  return from;
}

static void
add_watch (FwServerFixture *f, const char *members)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"sat\",\"name\":\"Satisfaction\",\"metric\":\"csat\",\"baseline\":\"last-week\","
      "\"direction\":\"worse\",%s}",
      members);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "POST", "records/watch", f->boss, body, 201);
}

static JsonObject *
get_finding (FwServerFixture *f, const char *token)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "records/finding", token, NULL, 200);
  JsonArray *findings = json_object_get_array_member (answer, "records");

  g_assert_cmpuint (json_array_get_length (findings), <=, 1);
  return json_array_get_length (findings) == 1
             ? json_object_ref (json_array_get_object_element (findings, 0))
             : NULL;
}

static gboolean
has_finding (FwServerFixture *f, const char *token)
{
  g_autoptr (JsonObject) finding = get_finding (f, token);

  return finding != NULL;
}

static void
delete_finding (FwServerFixture *f)
{
  g_autoptr (JsonObject) finding = get_finding (f, f->boss);
  g_autofree char *id =
      g_uri_escape_string (json_object_get_string_member (finding, "id"), NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("records/finding/%s?revision=%" G_GINT64_FORMAT, id,
                                           json_object_get_int_member (finding, "revision"));
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "DELETE", path, f->boss, NULL, 200);
}

static void
test_day (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwWatchKeeper) keeper = fw_watch_keeper_new (f->centre, NULL);
  g_autoptr (FwWatchKeeper) another = fw_watch_keeper_new (f->centre, NULL);
  g_autoptr (JsonObject) finding = NULL;
  gint64 end = find_day (f, 8);

  add_calls (f, find_day (f, 0), 9);
  add_calls (f, find_day (f, 7), 4);
  add_watch (f, "\"moment\":\"daily\"");

  fw_watch_keeper_step (keeper, end + 29 * FW_MINUTE); /* contacts still end */
  g_assert_false (has_finding (f, f->boss));
  fw_watch_keeper_step (keeper, end + 31 * FW_MINUTE);
  finding = get_finding (f, f->boss);
  g_assert_nonnull (finding);
  g_assert_cmpstr (json_object_get_string_member (finding, "state"), ==, "new");
  g_assert_cmpstr (json_object_get_string_member (finding, "day"), ==, "2026-03-09");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (finding, "before"), 0.9, 1e-9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (finding, "now"), 0.65, 1e-9);
  /* about all teams: not for who may see one */
  g_assert_false (has_finding (f, f->lead));

  /* neither the next round nor a server that was started anew says it again, even deleted */
  fw_watch_keeper_step (keeper, end + 40 * FW_MINUTE);
  g_assert_true (has_finding (f, f->boss));
  delete_finding (f);
  fw_watch_keeper_step (another, end + 50 * FW_MINUTE);
  g_assert_false (has_finding (f, f->boss));
}

static void
test_team (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwWatchKeeper) keeper = fw_watch_keeper_new (f->centre, NULL);

  add_calls (f, find_day (f, 0), 9);
  add_calls (f, find_day (f, 7), 4);
  add_watch (f, "\"moment\":\"daily\",\"team\":\"a\"");
  fw_watch_keeper_step (keeper, find_day (f, 8) + FW_HOUR);

  g_assert_true (has_finding (f, f->boss));
  g_assert_true (has_finding (f, f->lead));
}

static void
test_silence (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwWatchKeeper) keeper = fw_watch_keeper_new (f->centre, NULL);

  add_calls (f, find_day (f, 0), 4);
  add_calls (f, find_day (f, 7), 9); /* better */
  add_calls (f, find_day (f, 8), 9);
  add_watch (f, "\"moment\":\"daily\"");
  fw_watch_keeper_step (keeper, find_day (f, 8) + FW_HOUR);
  fw_watch_keeper_step (keeper, find_day (f, 9) + FW_HOUR); /* no week before it */

  g_assert_false (has_finding (f, f->boss));
}

/* Where the week before has nothing, a good period has. */
static void
test_against_period (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwWatchKeeper) keeper = fw_watch_keeper_new (f->centre, NULL);
  g_autoptr (JsonObject) period = NULL, watch = NULL, finding = NULL;

  add_calls (f, find_day (f, 0), 9);
  add_calls (f, find_day (f, 9), 4);
  add_watch (f, "\"moment\":\"daily\"");
  fw_watch_keeper_step (keeper, find_day (f, 10) + FW_HOUR);
  g_assert_false (has_finding (f, f->boss));

  period = fw_fixture_ask (f, "POST", "records/period", f->boss,
                           "{\"id\":\"calm\",\"name\":\"Calm\",\"from\":\"2026-03-02\","
                           "\"to\":\"2026-03-02\"}",
                           201);
  watch = fw_fixture_ask (f, "POST", "records/watch", f->boss,
                          "{\"id\":\"good\",\"name\":\"Good\",\"metric\":\"csat\","
                          "\"baseline\":\"period\",\"period\":\"calm\",\"moment\":\"daily\","
                          "\"direction\":\"worse\"}",
                          201);
  fw_watch_keeper_step (keeper, find_day (f, 10) + 2 * FW_HOUR);
  finding = get_finding (f, f->boss);
  g_assert_nonnull (finding);
  g_assert_cmpstr (json_object_get_string_member (finding, "watch"), ==, "good");
}

static void
test_resting (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwWatchKeeper) keeper = fw_watch_keeper_new (f->centre, NULL);

  add_calls (f, find_day (f, 0), 9);
  add_calls (f, find_day (f, 7), 4);
  add_watch (f, "\"moment\":\"live\",\"resting\":true");
  fw_watch_keeper_step (keeper, find_day (f, 7) + 9 * FW_HOUR);
  fw_watch_keeper_step (keeper, find_day (f, 8) + FW_HOUR);

  g_assert_false (has_finding (f, f->boss));
}

/* One look alone says nothing; the second that agrees does; the whole day judges. */
static void
test_live (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwWatchKeeper) keeper = fw_watch_keeper_new (f->centre, NULL);
  gint64 from = find_day (f, 7);
  g_autoptr (JsonObject) open = NULL, judged = NULL;

  add_calls (f, find_day (f, 0), 9);
  add_calls (f, from, 4);
  add_watch (f, "\"moment\":\"live\"");

  fw_watch_keeper_step (keeper, from + 6 * FW_HOUR);
  g_assert_false (has_finding (f, f->boss));
  fw_watch_keeper_step (keeper, from + 6 * FW_HOUR + 20 * FW_MINUTE); /* the same half hour */
  g_assert_false (has_finding (f, f->boss));
  fw_watch_keeper_step (keeper, from + 6 * FW_HOUR + 31 * FW_MINUTE);
  open = get_finding (f, f->boss);
  g_assert_nonnull (open);
  g_assert_true (json_object_get_boolean_member (open, "live"));
  g_assert_cmpstr (json_object_get_string_member (open, "state"), ==, "new");

  fw_watch_keeper_step (keeper, find_day (f, 8) + FW_HOUR);
  judged = get_finding (f, f->boss);
  g_assert_cmpstr (json_object_get_string_member (judged, "state"), ==, "real");
}

/* Alerts are looked at once a second. */
static JsonObject *
wait_for_alert (FwServerFixture *f, const char *token)
{
  for (guint i = 0;; i++)
    {
      g_autoptr (JsonObject) live = fw_fixture_ask (f, "GET", "live", token, NULL, 200);

      if (json_array_get_length (json_object_get_array_member (live, "alerts")) > 0 || i == 3000)
        return g_steal_pointer (&live);
      g_usleep (20000);
    }
}

/* A finding of today stands among the alerts until it is judged. */
static void
test_alert (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (today, "%F");
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"sat/%s\",\"title\":\"Team A\",\"watch\":\"sat\",\"day\":\"%s\",\"live\":true,"
      "\"team\":\"a\",\"told_teams\":[\"a\"],\"metric\":\"csat\",\"before\":0.9,\"now\":0.65,\"n\":"
      "800}",
      day, day);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "POST", "records/finding", f->boss, body, 201);
  g_autoptr (JsonObject) live = wait_for_alert (f, f->lead);
  JsonArray *alerts = json_object_get_array_member (live, "alerts");
  JsonObject *alert;

  g_assert_cmpuint (json_array_get_length (alerts), ==, 1);
  alert = json_array_get_object_element (alerts, 0);
  g_assert_cmpstr (json_object_get_string_member (alert, "dimension"), ==, "watch");
  g_assert_cmpstr (json_object_get_string_member (alert, "title"), ==, "Team A");
  g_assert_cmpstr (json_object_get_string_member (alert, "action"), ==, "why");
  g_assert_cmpfloat (json_object_get_double_member (alert, "limit"), ==, 0.9);
}

static JsonObject *
post_watch (FwServerFixture *f, const char *token, const char *members, guint status)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"w\",\"name\":\"W\",\"metric\":\"csat\",\"direction\":\"either\","
                       "\"moment\":\"daily\",\"team\":\"a\",%s}",
                       members);

  return fw_fixture_ask (f, "POST", "records/watch", token, body, status);
}

static gboolean
is_alerted (FwServerFixture *f, const char *token)
{
  g_autoptr (JsonObject) live = fw_fixture_ask (f, "GET", "live", token, NULL, 200);

  return json_array_get_length (json_object_get_array_member (live, "alerts")) > 0;
}

/* 9: held against everybody else, a finding of one team tells the figure of all others: to whom may
 * see those. Who sees one team alone has nobody to hold it against. */
static void
test_others (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwWatchKeeper) keeper = fw_watch_keeper_new (f->centre, NULL);
  g_autoptr (JsonObject) theirs = NULL, mine = NULL, gone = NULL;

  add_calls (f, find_day (f, 7), 4);
  theirs = post_watch (f, f->lead, "\"baseline\":\"others\"", 201);
  g_assert_cmpstr (json_object_get_string_member (theirs, "owner"), ==, "lead");
  fw_watch_keeper_step (keeper, find_day (f, 8) + FW_HOUR);
  g_assert_false (has_finding (f, f->boss));

  gone = fw_fixture_ask (f, "DELETE", "records/watch/w?revision=1", f->boss, NULL, 200);
  mine = fw_fixture_ask (f, "POST", "records/watch", f->boss,
                         "{\"id\":\"x\",\"name\":\"X\",\"metric\":\"csat\",\"moment\":"
                         "\"daily\",\"direction\":\"either\",\"team\":\"a\",\"baseline\":"
                         "\"others\"}",
                         201);
  fw_watch_keeper_step (keeper, find_day (f, 8) + 2 * FW_HOUR);
  g_assert_true (has_finding (f, f->boss));
  g_assert_false (has_finding (f, f->lead));
}

/* 9: the same among the alerts. */
static void
test_alert_of_others (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (today, "%F");
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"x/%s\",\"title\":\"All\",\"watch\":\"x\",\"day\":\"%s\",\"live\":true,"
      "\"team\":\"a\",\"told_teams\":[\"a\",\"b\"],\"metric\":\"csat\",\"before\":0.9,"
      "\"now\":0.65,\"n\":800}",
      day, day);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "POST", "records/finding", f->boss, body, 201);
  g_autoptr (JsonObject) live = wait_for_alert (f, f->boss);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (live, "alerts")), ==, 1);
  g_assert_false (is_alerted (f, f->lead));
  g_assert_false (has_finding (f, f->lead));
}

static char *
get_state (FwServerFixture *f)
{
  g_autoptr (JsonObject) watch = fw_fixture_ask (f, "GET", "records/watch/w", f->boss, NULL, 200);
  JsonNode *state = json_object_get_member (watch, "state");

  return g_strdup (json_node_is_null (state) ? "" : json_node_get_string (state));
}

static void
put_lead (FwServerFixture *f, guint revision, const char *members)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"lead\",\"revision\":%u,\"name\":\"Lead\",\"role\":"
                       "\"supervisor\",%s}",
                       revision, members);
  g_autoptr (JsonObject) account =
      fw_fixture_ask (f, "PUT", "records/account/lead", f->boss, body, 200);
}

static void
expect_state (FwServerFixture *f, FwWatchKeeper *keeper, gint64 now, const char *expected)
{
  g_autofree char *state = NULL;

  fw_watch_keeper_step (keeper, now);
  state = get_state (f);
  g_assert_cmpstr (state, ==, expected);
}

/* 9: with the eyes of its owner at that time; one that cannot be asked any more says so. */
static void
test_owner (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwWatchKeeper) keeper = fw_watch_keeper_new (f->centre, NULL);
  gint64 now = find_day (f, 8) + FW_HOUR;
  g_autoptr (JsonObject) watch = NULL, taken = NULL, read = NULL;
  g_autofree char *body = NULL;

  add_calls (f, find_day (f, 0), 9);
  add_calls (f, find_day (f, 7), 4);
  fw_fixture_expect_error (f, "POST", "records/watch", f->lead,
                           "{\"id\":\"w\",\"name\":\"W\",\"metric\":\"csat\",\"baseline\":"
                           "\"last-week\",\"moment\":\"daily\",\"direction\":\"worse\","
                           "\"team\":\"a\",\"owner\":\"boss\"}",
                           403, "forbidden", "owner: ");
  watch = post_watch (f, f->lead, "\"baseline\":\"last-week\"", 201);

  put_lead (f, 1, "\"teams\":[\"b\"]");
  expect_state (f, keeper, now, "owner-limited");
  put_lead (f, 2, "\"teams\":[\"a\"],\"disabled\":true");
  expect_state (f, keeper, now, "owner-gone");
  g_assert_false (has_finding (f, f->boss));

  read = fw_fixture_ask (f, "GET", "records/watch/w", f->boss, NULL, 200);
  body = g_strdup_printf (
      "{\"id\":\"w\",\"revision\":%" G_GINT64_FORMAT
      ",\"name\":\"W\",\"metric\":\"csat\",\"direction\":\"either\",\"moment\":\"daily\","
      "\"team\":\"a\",\"baseline\":\"last-week\",\"owner\":\"boss\",\"state\":\"owner-gone\"}",
      json_object_get_int_member (read, "revision"));
  taken = fw_fixture_ask (f, "PUT", "records/watch/w", f->boss, body, 200);
  expect_state (f, keeper, now, "");
  g_assert_true (has_finding (f, f->boss));
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/watches/day", test_day },
    { "/server/watches/team", test_team },
    { "/server/watches/silence", test_silence },
    { "/server/watches/against-period", test_against_period },
    { "/server/watches/resting", test_resting },
    { "/server/watches/live", test_live },
    { "/server/watches/alert", test_alert },
    { "/server/watches/9-others", test_others },
    { "/server/watches/9-alert-of-others", test_alert_of_others },
    { "/server/watches/9-owner", test_owner },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
