/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-server-fixture.h"
#include "server/fw-stream-reader.h"

static guint n_posted;

/* One call that is answered a minute ago and goes on; who takes it then talks. */
static void
post_call (FwServerFixture *f, const char *queue, const char *agent)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *contact = g_strdup_printf ("live-%u", n_posted++);
  gint64 now = g_get_real_time ();
  g_autoptr (JsonObject) report = NULL;

  fw_fixture_add_event (lines, now - FW_MINUTE, "offered", contact, queue, NULL);
  fw_fixture_add_event (lines, now - FW_MINUTE + FW_SECOND, "answered", contact, queue, agent);
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
}

static void
post_event (
    FwServerFixture *f, const char *type, const char *contact, const char *queue, const char *agent)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;

  fw_fixture_add_event (lines, g_get_real_time (), type, contact, queue, agent);
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
}

static gint64
get_number (JsonObject *frame)
{
  return json_object_get_int_member (frame, "number");
}

static JsonObject *
find_row (JsonObject *frame, const char *agent)
{
  JsonArray *rows;

  if (!json_object_has_member (frame, "people"))
    return NULL;
  rows = json_object_get_array_member (json_object_get_object_member (frame, "people"), "rows");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (strcmp (json_object_get_string_member (row, "agent"), agent) == 0)
        return row;
    }

  return NULL;
}

/* Reads on until a frame tells of @agent. */
static JsonObject *
wait_for_row (FwStreamReader *reader, const char *agent, const char *state)
{
  while (TRUE)
    {
      JsonObject *frame = fw_stream_reader_next (reader, "frame");
      JsonObject *row;

      g_assert_nonnull (frame);
      row = find_row (frame, agent);
      if (row != NULL && strcmp (json_object_get_string_member (row, "state"), state) == 0)
        return frame;
      json_object_unref (frame);
    }
}

static void
test_whole (FwServerFixture *f, gconstpointer data)
{
  static const char *const metrics[] = { "connection_rate", "service_level",   "csat",
                                         "aht_s",           "resolution_rate", "occupancy" };
  g_autoptr (JsonObject) frame = NULL;
  g_autoptr (JsonObject) by_nothing = NULL;
  JsonArray *tiles;
  JsonObject *row;

  post_event (f, "signed-in", NULL, NULL, "Agent/1");
  post_event (f, "signed-in", NULL, NULL, "Agent/2");
  post_call (f, "sales", "Agent/1");
  frame = fw_fixture_ask (f, "GET", "live", f->boss, NULL, 200);

  tiles = json_object_get_array_member (frame, "tiles");
  g_assert_cmpuint (json_array_get_length (tiles), ==, G_N_ELEMENTS (metrics));
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    g_assert_cmpstr (
        json_object_get_string_member (json_array_get_object_element (tiles, i), "metric"), ==,
        metrics[i]);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (tiles, 0), "n"), ==,
                   1);
  g_assert_cmpstr (json_object_get_string_member (frame, "by"), ==, "team");
  g_assert_false (json_object_has_member (frame, "partial"));
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (frame, "day"), "site"), ==,
      "sh");
  g_assert_cmpstr (
      json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (frame, "groups"), 0),
          "title"),
      ==, "A");
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (frame, "people"), "signed_in"), ==,
      2);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (frame, "people"), "talking"), ==,
      1);
  row = find_row (frame, "Agent/1");
  g_assert_cmpstr (json_object_get_string_member (row, "title"), ==, "Lin");
  g_assert_cmpstr (json_object_get_string_member (row, "team_title"), ==, "A");
  g_assert_cmpfloat (json_object_get_double_member (row, "limit_s"), ==, 900);
  g_assert_false (json_object_get_boolean_member (row, "late"));

  by_nothing = fw_fixture_ask (f, "GET", "live?by=", f->boss, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (by_nothing, "by"), ==, "");
}

/* A value that reads like another question is none: of the team called so there is nothing to see.
 */
static void
test_own_topic (FwServerFixture *f, gconstpointer data)
{
  static const char *const paths[] = { "live?by=team&team=a&queue=sales",
                                       "live?by=team&team=a%0Aqueue%3Dsales",
                                       "live?by=team&team=a%0Aonly4%3D5:sales" };

  post_call (f, "sales", "Agent/1");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (JsonObject) frame = fw_fixture_ask (f, "GET", paths[i], f->boss, NULL, 200);
      JsonObject *total = json_object_get_object_member (frame, "total");
      gint64 offered = json_object_get_int_member (total, "offered");

      g_assert_cmpint (offered, ==, i == 0 ? 1 : 0);
    }
}

/* Who waited at this time a week ago: one of two calls, and only where the scope shows it. */
static void
test_waiting_before (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 then = g_get_real_time () - 7 * 24 * FW_HOUR;
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) other = NULL;

  fw_fixture_add_event (lines, then - 300 * FW_SECOND, "offered", "w1", "sales", NULL);
  fw_fixture_add_event (lines, then + 300 * FW_SECOND, "abandoned", "w1", "sales", NULL);
  fw_fixture_add_event (lines, then - 300 * FW_SECOND, "offered", "w2", "sales", NULL);
  fw_fixture_add_event (lines, then - 200 * FW_SECOND, "abandoned", "w2", "sales", NULL);
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  all = fw_fixture_ask (f, "GET", "live", f->lead, NULL, 200);
  other = fw_fixture_ask (f, "GET", "live?queue=support", f->boss, NULL, 200);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (all, "waiting"), "before"), ==, 1);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (other, "waiting"), "before"), ==,
      0);
}

/* The supervisor of team a sees nobody and no call of team b, in frames as anywhere. */
static void
test_scope (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) reader = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;

  post_event (f, "signed-in", NULL, NULL, "Agent/2");
  post_call (f, "support", "Agent/2");
  reader = fw_stream_reader_open (f->port, "stream", f->lead, NULL);
  first = fw_stream_reader_next (reader, "frame");
  g_assert_null (find_row (first, "Agent/2"));
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (first, "people"), "signed_in"), ==,
      0);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (first, "total"), "offered"), ==,
      0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (first, "groups")), ==, 0);

  post_event (f, "paused", NULL, NULL, "Agent/2");
  post_event (f, "signed-in", NULL, NULL, "Agent/1");
  second = wait_for_row (reader, "Agent/1", "ready");
  g_assert_null (find_row (second, "Agent/2"));
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (second, "people"), "signed_in"),
      ==, 1);
}

/* Returns: (transfer none) (nullable): of the frame's queues the one called @queue. */
static JsonObject *
find_queue (JsonObject *frame, const char *queue)
{
  JsonArray *queues = json_object_get_array_member (frame, "queues");

  for (guint i = 0; i < json_array_get_length (queues); i++)
    {
      JsonObject *row = json_array_get_object_element (queues, i);

      if (strcmp (json_object_get_string_member (row, "queue"), queue) == 0)
        return row;
    }

  return NULL;
}

/* Of each queue who waits, how long and who is ready: of those that the account may see. */
static void
test_queues (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) lead = NULL;
  g_autoptr (JsonObject) other = NULL;
  JsonObject *row;

  fw_fixture_add_event (lines, g_get_real_time () - 90 * FW_SECOND, "offered", "q1", "sales", NULL);
  fw_fixture_add_event (lines, g_get_real_time () - 30 * FW_SECOND, "offered", "q2", "sales", NULL);
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  post_event (f, "signed-in", NULL, NULL, "Agent/1");    /* of the queue's team, told of no queue */
  post_event (f, "signed-in", NULL, "sales", "Agent/2"); /* of another team, told of the queue */

  all = fw_fixture_ask (f, "GET", "live?by=team", f->boss, NULL, 200);
  row = find_queue (all, "sales");
  g_assert_nonnull (row);
  g_assert_cmpint (json_object_get_int_member (row, "waiting"), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (row, "longest_s"), >=, 90);
  g_assert_cmpstr (json_object_get_string_member (row, "verdict"), ==, "in-order");
  g_assert_cmpstr (json_object_get_string_member (row, "longest_verdict"), ==, "late");
  g_assert_cmpint (json_object_get_int_member (row, "ready"), ==, 2);
  g_assert_null (find_queue (all, "support"));

  lead = fw_fixture_ask (f, "GET", "live?by=team", f->lead, NULL, 200);
  row = find_queue (lead, "sales");
  g_assert_cmpint (json_object_get_int_member (row, "waiting"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (row, "ready"), ==, 1);

  other = fw_fixture_ask (f, "GET", "live?queue=support", f->boss, NULL, 200);
  g_assert_null (find_queue (other, "sales"));
}

static void
test_stream (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) reader =
      fw_stream_reader_open (f->port, "stream?by=queue", f->boss, NULL);
  g_autoptr (JsonObject) hello = fw_stream_reader_next (reader, "hello");
  g_autoptr (JsonObject) first = fw_stream_reader_next (reader, "frame");
  g_autoptr (JsonObject) call = NULL;
  g_autoptr (JsonObject) come = NULL;
  g_autoptr (JsonObject) gone = NULL;
  JsonArray *groups;

  g_assert_cmpint (json_object_get_int_member (hello, "retry_ms"), ==, 500);
  g_assert_false (json_object_has_member (first, "partial"));

  post_call (f, "sales", "Agent/1");
  call = wait_for_row (reader, "Agent/1", "talking");
  g_assert_true (json_object_get_boolean_member (call, "partial"));
  g_assert_true (
      json_object_get_boolean_member (json_object_get_object_member (call, "people"), "partial"));
  groups = json_object_get_array_member (call, "groups");
  g_assert_cmpuint (json_array_get_length (groups), ==, 1);
  g_assert_cmpint (
      json_object_get_int_member (json_array_get_object_element (groups, 0), "offered"), ==, 1);
  /* The curve says only from where it changed, and nothing of last week. */
  g_assert_true (json_object_has_member (json_object_get_object_member (call, "curve"), "first"));
  g_assert_false (json_object_has_member (json_object_get_object_member (call, "curve"), "before"));

  post_event (f, "signed-in", NULL, NULL, "Agent/2");
  come = wait_for_row (reader, "Agent/2", "ready");
  post_event (f, "signed-out", NULL, NULL, "Agent/2");
  gone = wait_for_row (reader, "Agent/2", "signed-out");
  g_assert_cmpint (get_number (gone), >, get_number (call));
}

/* Whoever comes back with the number of his last frame gets the ones after it, each once. */
static void
test_resume (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) reader = fw_stream_reader_open (f->port, "stream", f->boss, NULL);
  g_autoptr (FwStreamReader) again = NULL;
  g_autoptr (FwStreamReader) late = NULL;
  g_autoptr (FwStreamReader) future = NULL;
  g_autoptr (JsonObject) first = fw_stream_reader_next (reader, "frame");
  g_autoptr (JsonObject) from_late = NULL;
  g_autoptr (JsonObject) from_future = NULL;
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, get_number (first));
  gint64 number = get_number (first);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (JsonObject) frame = NULL;

      post_event (f, i % 2 == 0 ? "signed-in" : "signed-out", NULL, NULL, "Agent/1");
      frame = wait_for_row (reader, "Agent/1", i % 2 == 0 ? "ready" : "signed-out");
      number = get_number (frame);
    }

  again = fw_stream_reader_open (f->port, "stream", f->boss, last);
  for (gint64 expected = get_number (first) + 1; expected <= number; expected++)
    {
      g_autoptr (JsonObject) frame = fw_stream_reader_next (again, "frame");

      g_assert_cmpint (get_number (frame), ==, expected);
      g_assert_true (json_object_get_boolean_member (frame, "partial"));
    }

  /* A number that is not kept, from long ago or from elsewhere, begins with a whole frame. */
  late = fw_stream_reader_open (f->port, "stream", f->boss, "7");
  from_late = fw_stream_reader_next (late, "frame");
  g_assert_false (json_object_has_member (from_late, "partial"));
  future = fw_stream_reader_open (f->port, "stream", f->boss, "18446744073709551615");
  from_future = fw_stream_reader_next (future, "frame");
  g_assert_false (json_object_has_member (from_future, "partial"));
  fw_fixture_expect_error (f, "GET", "stream?agent=1&x", f->boss, NULL, 400, "invalid", "x");
}

/* Replaying partial frames on the whole one gives what a whole one says now. */
static void
test_partial_adds_up (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) reader = fw_stream_reader_open (f->port, "stream", f->boss, NULL);
  g_autoptr (JsonObject) first = fw_stream_reader_next (reader, "frame");
  g_autoptr (JsonObject) whole = NULL;
  gint64 number = get_number (first);
  gint64 offered =
      json_object_get_int_member (json_object_get_object_member (first, "total"), "offered");

  for (guint i = 0; i < 20; i++)
    post_call (f, i % 2 == 0 ? "sales" : "support", i % 2 == 0 ? "Agent/1" : "Agent/2");
  while (offered < 20)
    {
      g_autoptr (JsonObject) frame = fw_stream_reader_next (reader, "frame");

      g_assert_cmpint (get_number (frame), ==, number + 1); /* no gap, no double */
      number = get_number (frame);
      if (json_object_has_member (frame, "total"))
        offered =
            json_object_get_int_member (json_object_get_object_member (frame, "total"), "offered");
    }
  whole = fw_fixture_ask (f, "GET", "live", f->boss, NULL, 200);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (whole, "total"), "offered"), ==,
      offered);
  g_assert_cmpint (offered, ==, 20);
}

static void
test_silence (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) reader = fw_stream_reader_open (f->port, "stream", f->boss, NULL);
  g_autoptr (JsonObject) first = fw_stream_reader_next (reader, "frame");

  while (TRUE)
    {
      g_autofree char *line = fw_stream_reader_next_line (reader);

      g_assert_nonnull (line);
      if (g_str_has_prefix (line, ":"))
        break;
    }
}

static void
test_records_event (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) boss = fw_stream_reader_open (f->port, "stream", f->boss, NULL);
  g_autoptr (FwStreamReader) lead = fw_stream_reader_open (f->port, "stream", f->lead, NULL);
  g_autoptr (JsonObject) first = fw_stream_reader_next (boss, "frame");
  g_autoptr (JsonObject) other = fw_stream_reader_next (lead, "frame");
  g_autoptr (JsonObject) record = fw_fixture_ask (
      f, "POST", "records/team", f->boss, "{\"id\":\"c\",\"name\":\"C\",\"site\":\"sh\"}", 201);
  g_autoptr (JsonObject) event = fw_stream_reader_next (boss, "records");
  g_autoptr (JsonObject) bare = fw_stream_reader_next (lead, "records");

  g_assert_cmpstr (json_object_get_string_member (event, "kind"), ==, "team");
  g_assert_cmpstr (json_object_get_string_member (event, "id"), ==, "c");
  g_assert_cmpint (json_object_get_int_member (event, "revision"), ==, 1);
  /* A limited scope is told that something of the kind changed, not what. */
  g_assert_cmpstr (json_object_get_string_member (bare, "kind"), ==, "team");
  g_assert_cmpstr (json_object_get_string_member (bare, "id"), ==, "");
}

/* However many changes of whatever kinds, a batch is one notice: what comes next is the next. */
static void
test_batch_event (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) boss = fw_stream_reader_open (f->port, "stream", f->boss, NULL);
  g_autoptr (JsonObject) first = fw_stream_reader_next (boss, "frame");
  g_autoptr (JsonObject) written = fw_fixture_ask (
      f, "POST", "records", f->boss,
      "{\"writes\":[{\"kind\":\"team\",\"record\":{\"id\":\"c\",\"name\":\"C\",\"site\":\"sh\"}},"
      "{\"kind\":\"position\",\"record\":{\"id\":\"x\",\"name\":\"X\"}},"
      "{\"kind\":\"team\",\"record\":{\"id\":\"d\",\"name\":\"D\",\"site\":\"sh\"}}]}",
      200);
  g_autoptr (JsonObject) single = fw_fixture_ask (
      f, "POST", "records/team", f->boss, "{\"id\":\"e\",\"name\":\"E\",\"site\":\"sh\"}", 201);
  g_autoptr (JsonObject) event = fw_stream_reader_next (boss, "records");
  g_autoptr (JsonObject) next = fw_stream_reader_next (boss, "records");
  JsonArray *kinds = json_object_get_array_member (event, "kinds");

  g_assert_cmpstr (json_object_get_string_member (event, "kind"), ==, "");
  g_assert_cmpuint (json_array_get_length (kinds), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (kinds, 0), ==, "team");
  g_assert_cmpstr (json_array_get_string_element (kinds, 1), ==, "position");
  g_assert_cmpstr (json_object_get_string_member (next, "id"), ==, "e");
}

static void
test_signed_out (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) reader = fw_stream_reader_open (f->port, "stream", f->coach, NULL);
  g_autoptr (JsonObject) first = fw_stream_reader_next (reader, "frame");
  g_autoptr (JsonObject) closed = fw_fixture_ask (f, "DELETE", "session", f->coach, NULL, 200);
  JsonObject *frame;

  while ((frame = fw_stream_reader_next (reader, "frame")) != NULL)
    json_object_unref (frame);
}

/* One reader who takes nothing costs the others nothing, and is put off. */
static void
test_slow_reader (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) slow = fw_stream_reader_open (f->port, "stream", f->boss, NULL);
  g_autoptr (FwStreamReader) quick = fw_stream_reader_open (f->port, "stream", f->boss, NULL);
  g_autoptr (JsonObject) frame = NULL;

  for (guint i = 0; i < 50; i++)
    post_call (f, "sales", "Agent/1");
  post_event (f, "signed-in", NULL, NULL, "Agent/2");
  frame = wait_for_row (quick, "Agent/2", "ready");
}

static void
test_stop_with_streams (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) readers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_stream_reader_free);
  JsonObject *frame;

  for (guint i = 0; i < 20; i++)
    g_ptr_array_add (
        readers, fw_stream_reader_open (f->port, "stream", i % 2 == 0 ? f->boss : f->lead, NULL));
  g_clear_pointer (&f->server, fw_server_free);
  for (guint i = 0; i < readers->len; i++)
    while ((frame = fw_stream_reader_next (readers->pdata[i], "frame")) != NULL)
      json_object_unref (frame);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/live/whole", test_whole },
    { "/server/live/own-topic", test_own_topic },
    { "/server/live/waiting-before", test_waiting_before },
    { "/server/live/scope", test_scope },
    { "/server/live/queues", test_queues },
    { "/server/live/stream", test_stream },
    { "/server/live/resume", test_resume },
    { "/server/live/partial-adds-up", test_partial_adds_up },
    { "/server/live/silence", test_silence },
    { "/server/live/records-event", test_records_event },
    { "/server/live/batch-event", test_batch_event },
    { "/server/live/signed-out", test_signed_out },
    { "/server/live/slow-reader", test_slow_reader },
    { "/server/live/stop-with-streams", test_stop_with_streams },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
