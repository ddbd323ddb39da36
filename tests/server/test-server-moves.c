/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves and clocks over the wire: what may be done, what is refused and why, what is told once. */
#include "server/fw-clock-keeper.h"
#include "server/fw-server-fixture.h"

#define DAY (24 * FW_HOUR)
#define MOVES "records/finding/f/moves"

static void
post_finding (FwServerFixture *f)
{
  g_autoptr (JsonObject) record = fw_fixture_ask (
      f, "POST", "records/finding", f->boss,
      "{\"id\":\"f\",\"title\":\"Team A\",\"watch\":\"sat\",\"day\":\"2026-11-21\",\"team\":\"a\","
      "\"told_teams\":[\"a\"],\"metric\":\"csat\"}",
      201);

  g_assert_cmpstr (json_object_get_string_member (record, "state"), ==, "new");
}

static void
refuse (FwServerFixture *f, const char *token, const char *body, guint status, const char *refusal)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "POST", MOVES, token, body, status);

  if (refusal == NULL)
    return;
  g_assert_cmpstr (json_object_get_string_member (answer, "refusal"), ==, refusal);
  g_assert_true (json_object_has_member (answer, "stored"));
}

static void
test_moves (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) before = NULL, moved = NULL, again = NULL, after = NULL, written = NULL;
  JsonObject *clock, *entry;

  post_finding (f);
  before = fw_fixture_ask (f, "GET", MOVES, f->lead, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (before, "state"), ==, "new");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (before, "moves")), ==, 3);
  clock = json_array_get_object_element (json_object_get_array_member (before, "clocks"), 0);
  g_assert_cmpstr (json_object_get_string_member (clock, "state"), ==, "running");
  g_assert_cmpint (json_object_get_int_member (clock, "limit_s"), ==, 2 * DAY / FW_SECOND);

  /* Not by writing, not from elsewhere, not on what was not looked at. */
  written = fw_fixture_ask (f, "PUT", "records/finding/f", f->boss,
                            "{\"id\":\"f\",\"revision\":1,\"title\":\"Team A\",\"watch\":\"sat\","
                            "\"day\":\"2026-11-21\",\"team\":\"a\",\"told_teams\":[\"a\"],"
                            "\"metric\":\"csat\",\"state\":\"real\"}",
                            403);
  refuse (f, f->lead, "{\"move\":\"closed\",\"revision\":1,\"reason\":\"x\"}", 409, "no-such-move");
  refuse (f, f->lead, "{\"move\":\"real\",\"revision\":2}", 409, "changed");
  refuse (f, f->lead, "{\"move\":\"real\"}", 400, NULL);
  refuse (f, f->lead, "{\"move\":\"real\",\"revision\":1,\"more\":1}", 400, NULL);
  refuse (f, f->lead, "{\"move\":\"real\",\"revision\":1,\"fields\":{\"nothing\":1}}", 400, NULL);

  moved = fw_fixture_ask (f, "POST", MOVES, f->lead,
                          "{\"move\":\"real\",\"revision\":1,\"request\":\"r1\"}", 200);
  g_assert_cmpstr (json_object_get_string_member (moved, "state"), ==, "real");
  g_assert_cmpint (json_object_get_int_member (moved, "revision"), ==, 2);
  again = fw_fixture_ask (f, "POST", MOVES, f->lead,
                          "{\"move\":\"real\",\"revision\":1,\"request\":\"r1\"}", 200);
  g_assert_cmpint (json_object_get_int_member (again, "revision"), ==, 2);

  refuse (f, f->lead, "{\"move\":\"closed\",\"revision\":2}", 400, "no-reason");
  after = fw_fixture_ask (f, "GET", MOVES, f->boss, NULL, 200);
  entry = json_array_get_object_element (json_object_get_array_member (after, "history"), 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "account"), ==, "lead");
  g_assert_cmpstr (json_object_get_string_member (entry, "from"), ==, "new");
  g_assert_cmpstr (json_object_get_string_member (entry, "to"), ==, "real");
  clock = json_array_get_object_element (json_object_get_array_member (after, "clocks"), 0);
  g_assert_cmpstr (json_object_get_string_member (clock, "state"), ==, "kept");
}

static void
test_no_flow (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) read =
      fw_fixture_ask (f, "GET", "records/team/a/moves", f->boss, NULL, 400);
  g_autoptr (JsonObject) moved = fw_fixture_ask (f, "POST", "records/team/a/moves", f->boss,
                                                 "{\"move\":\"x\",\"revision\":1}", 400);
  g_autoptr (JsonObject) none =
      fw_fixture_ask (f, "GET", "records/finding/nothing/moves", f->boss, NULL, 404);
}

static gboolean
collect_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  g_string_append_printf (user_data, "%.*s ", (int) columns[0].length,
                          (const char *) columns[0].data);
  return TRUE;
}

static void
expect_told (FwServerFixture *f, const char *told)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  fw_database_query (fw_centre_get_database (f->centre),
                     "SELECT what FROM flow_notice ORDER BY number", NULL, 0, collect_cb, all,
                     &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_strchomp (all->str), ==, told);
}

/* Each step once, however often the keeper is started anew. */
static void
test_keeper (FwServerFixture *f, gconstpointer data)
{
  const gint64 now = g_get_real_time ();

  post_finding (f);
  expect_told (f, "");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FwClockKeeper) keeper = fw_clock_keeper_new (f->centre, NULL);

      fw_clock_keeper_step (keeper, now + DAY + FW_HOUR);
      expect_told (f, "warn");
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FwClockKeeper) keeper = fw_clock_keeper_new (f->centre, NULL);

      fw_clock_keeper_step (keeper, now + 3 * DAY);
      expect_told (f, "warn escalate"); /* of what nobody saw fall due the most urgent alone */
    }
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/moves/moves", test_moves },
    { "/server/moves/no-flow", test_no_flow },
    { "/server/moves/keeper", test_keeper },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
