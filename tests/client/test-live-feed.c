/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live.h"
#include "fw-live-fixture.h"

#include <libsoup/soup.h>
#include <string.h>

/* A peer that speaks the stream as it is told to. Plain sockets: what counts is when bytes come and
 * when they stop. */
typedef struct
{
  GSocketService *service;
  GSocketConnection *connection; /* of the stream; NULL */
  char *last_event_id;           /* of the latest request for the stream */
  guint n_streams;
  FwClient *client;
  FwLive *live;
  FwLiveFixture fixture;
} Fixture;

static void
send_text (Fixture *f, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (f->connection)), text,
                             strlen (text), NULL, NULL, NULL);
}

static void
send_frame (Fixture *f, guint64 number, char *json)
{
  g_autofree char *text =
      g_strdup_printf ("id: %" G_GUINT64_FORMAT "\nevent: frame\ndata: %s\n\n", number, json);

  send_text (f, text);
  g_free (json);
}

static void
send_whole (Fixture *f)
{
  guint64 number = f->fixture.number;

  send_frame (f, number, fw_live_fixture_whole (&f->fixture));
}

static void
send_partial (Fixture *f)
{
  guint64 number = f->fixture.number;

  send_frame (f, number, fw_live_fixture_partial (&f->fixture, 10));
}

static void
request_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  /* the stream belongs to the connection: held by it for longer, neither would ever go */
  g_autoptr (GSocketConnection) connection = g_object_steal_data (source, "connection");
  g_autofree char *text = NULL;
  g_autofree char *lower = NULL;
  const char *id;
  static const char account[] = "{\"id\":\"a\",\"name\":\"A\",\"role\":\"supervisor\",\"sites\":"
                                "null,\"teams\":null,\"sample\":false,\"centre\":\"c\","
                                "\"kinds\":[],\"own\":[]}"; /* whatever is asked for */

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (strstr (text, "/stream") == NULL)
    {
      g_autofree char *answer = g_strdup_printf (
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
          "Connection: close\r\n\r\n%s",
          strlen (account), account);

      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                                 strlen (answer), NULL, NULL, NULL);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return;
    }
  f->n_streams++;
  g_clear_pointer (&f->last_event_id, g_free);
  lower = g_ascii_strdown (text, -1);
  id = strstr (lower, "\r\nlast-event-id: ");
  if (id != NULL)
    f->last_event_id = g_strndup (id + 17, strcspn (id + 17, "\r"));
  g_set_object (&f->connection, connection);
  send_text (f, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: "
                "close\r\n\r\nevent: hello\ndata: {\"retry_ms\":500}\n\n");
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  g_object_set_data_full (G_OBJECT (stream), "connection", g_object_ref (connection),
                          g_object_unref);
  g_input_stream_read_bytes_async (stream, 16384, 0, NULL, request_cb, data);
  return TRUE;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @condition holds; fails after ten times @seconds, for a busy machine. */
#define WAIT_FOR(condition, seconds)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 end = g_get_monotonic_time () + (gint64) ((seconds) *10 * G_USEC_PER_SEC);              \
    guint wake = g_timeout_add (10, wake_cb, NULL);                                                \
    while (!(condition) && g_get_monotonic_time () < end)                                          \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (wake);                                                                        \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

static void
set_up (Fixture *f, gconstpointer data)
{
  guint16 port;
  g_autofree char *server = NULL;

  fw_live_fixture_init (&f->fixture);
  f->fixture.n_people = 20;
  f->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (f->service), NULL, NULL);
  g_signal_connect (f->service, "incoming", G_CALLBACK (incoming_cb), f);
  server = g_strdup_printf ("http://127.0.0.1:%u", port);
  f->client = fw_client_new (server);
  fw_client_set_token (f->client, "t");
  f->live = fw_live_new (f->client);
  fw_live_ask (f->live, "team", "");
  WAIT_FOR (f->connection != NULL, 5);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_live_stop (f->live);
  g_clear_object (&f->live);
  g_clear_object (&f->client);
  g_socket_service_stop (f->service);
  g_clear_object (&f->connection);
  g_clear_object (&f->service);
  g_clear_pointer (&f->last_event_id, g_free);
}

static double
get_offered (Fixture *f)
{
  return fw_group_row_get_value (fw_live_get_total (f->live), FW_LIVE_OFFERED)->value;
}

static double
get_n (Fixture *f)
{
  return (double) fw_tile_get_value (fw_live_find_tile (f->live, FW_LIVE_CONNECTION))->n;
}

static void
test_follow (Fixture *f, gconstpointer data)
{
  g_assert_null (f->last_event_id);
  send_whole (f);
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_CURRENT, 5);
  g_assert_cmpfloat (get_offered (f), ==, 4120);
  for (guint i = 0; i < 5; i++)
    send_partial (f);
  WAIT_FOR (get_n (f) == 4125, 5);
  g_assert_cmpuint (f->n_streams, ==, 1);
}

/* The server stops in the middle of a sentence, without closing: only the clock can tell. */
static void
test_silence (Fixture *f, gconstpointer data)
{
  send_whole (f);
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_CURRENT, 5);
  send_text (f, ":\n\n");
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_STALE, 4);
  g_assert_cmpint (fw_live_get_age (f->live), >=, G_USEC_PER_SEC);
  /* figures stay, and it comes back by itself from where it was */
  g_assert_cmpfloat (get_offered (f), ==, 4120);
  WAIT_FOR (f->n_streams == 2, 5);
  g_assert_cmpstr (f->last_event_id, ==, "1000");
  send_partial (f);
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_CURRENT, 5);
  g_assert_cmpfloat (get_n (f), ==, 4121);
}

static void
test_closed (Fixture *f, gconstpointer data)
{
  send_whole (f);
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_CURRENT, 5);
  g_io_stream_close (G_IO_STREAM (f->connection), NULL, NULL);
  WAIT_FOR (f->n_streams == 2, 5);
  /* seen again after a resume: changes nothing */
  f->fixture.number = 1000;
  send_partial (f);
  send_partial (f);
  WAIT_FOR (get_n (f) == 4122, 5);
}

static void
test_gap (Fixture *f, gconstpointer data)
{
  send_whole (f);
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_CURRENT, 5);
  f->fixture.number += 3;
  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "*asking for a whole one*");
  send_partial (f);
  WAIT_FOR (f->n_streams == 2, 5);
  g_test_assert_expected_messages ();
  g_assert_null (f->last_event_id);
  g_assert_cmpfloat (get_n (f), ==, 4120);
}

static void
test_malformed (Fixture *f, gconstpointer data)
{
  send_whole (f);
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_CURRENT, 5);
  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "live feed: *");
  send_frame (f, 1001, g_strdup ("{\"number\":1001,\"at\":"));
  WAIT_FOR (f->n_streams == 2, 5);
  g_test_assert_expected_messages ();
  g_assert_null (f->last_event_id);
  send_whole (f);
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_CURRENT, 5);
}

static void
test_other_question (Fixture *f, gconstpointer data)
{
  send_whole (f);
  WAIT_FOR (fw_live_get_state (f->live) == FW_LIVE_CURRENT, 5);
  fw_live_ask (f->live, "queue", "site=main");
  WAIT_FOR (f->n_streams == 2, 5);
  g_assert_null (f->last_event_id);
  f->fixture.by = "queue";
  send_whole (f);
  WAIT_FOR (g_strcmp0 (fw_live_get_by (f->live), "queue") == 0, 5);
}

static void
record_changed_cb (
    FwClient *client, const char *kind, const char *id, guint revision, GString *told)
{
  g_string_append_printf (told, "%s/%s/%u ", kind, id, revision);
}

/* A batch of several kinds is one notice; whoever shows one of them hears of it. */
static void
test_records (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (f->client, "record-changed", G_CALLBACK (record_changed_cb), told);
  send_text (f, "event: records\ndata: {\"kind\":\"team\",\"id\":\"a\",\"revision\":3}\n\n"
                "event: records\ndata: {\"kind\":\"\",\"id\":\"\",\"revision\":0,\"kinds\":"
                "[\"team\",\"person\"]}\n\n"
                "event: records\ndata: {\"kind\":\"queue\",\"id\":\"\",\"revision\":0}\n\n");
  WAIT_FOR (strstr (told->str, "queue") != NULL, 5);
  g_assert_cmpstr (told->str, ==, "team/a/3 team//0 person//0 queue//0 ");
  g_signal_handlers_disconnect_by_data (f->client, told);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/live/feed/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("follow", test_follow);
  ADD ("silence", test_silence);
  ADD ("closed", test_closed);
  ADD ("gap", test_gap);
  ADD ("malformed", test_malformed);
  ADD ("other-question", test_other_question);
  ADD ("records", test_records);
  return g_test_run ();
}
