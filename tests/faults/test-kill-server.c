/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * kill -9 of floorwalkerd at random moments while four clients post calls and one writes records.
 * Each client has a queue of its own, so a count says it all: after the restart the queue holds
 * what was acknowledged, and perhaps the one body whose answer was still out; that body is sent
 * again, and then the queue holds exactly all that was ever sent. Of the records all that were
 * acknowledged are there, each once and as it was written, and at most the one whose answer was
 * still out. The store must verify.
 *
 *   test-kill-server FLOORWALKERD      FW_KILL_COUNT: how often (5)
 */
#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-raw-client.h"
#include "server/fw-server-fixture.h"
#include "support/fw-test-store.h"

#define N_CLIENTS 4
#define MAX_CALLS 200
#define PERIOD "from=2026-03-02&to=2026-03-03"

static const char *program;

typedef struct
{
  GSubprocess *process;
  guint16 port;
  char *token;
} Server;

typedef struct
{
  const Server *server;
  guint index;
  guint acknowledged; /* calls */
  guint in_flight;    /* calls of the body that was not answered; 0: none */
  GRand *random;
} Client;

static void
start_server (Server *server, const char *location)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (JsonObject) told = NULL;
  g_autofree char *line = NULL;
  const char *token;
  gint64 port;

  server->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                            G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, program, "--embedded", "--data", location, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  told = fw_json_parse_object (line, strlen (line), &error);
  g_assert_no_error (error);
  g_assert_true (fw_json_get_integer (told, "port", &port, &error) &&
                 fw_json_get_text (told, "token", &token, &error));
  server->port = (guint16) port;
  server->token = g_strdup (token);
}

static void
clear_server (Server *server)
{
  g_clear_object (&server->process);
  g_clear_pointer (&server->token, g_free);
}

static FwRawAnswer *
post_calls (const Client *client, guint first, guint n)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *queue = g_strdup_printf ("q%u", client->index);

  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("%s-%u", queue, i);

      fw_fixture_add_call (lines, TEST_START + (i % 20000) * FW_SECOND, contact, queue, "Agent/1");
    }

  return fw_raw_request (client->server->port, "POST", "events", client->server->token, lines->str,
                         (gssize) lines->len);
}

/* Posts until the server is gone. */
static gpointer
run_client (gpointer data)
{
  Client *client = data;

  while (TRUE)
    {
      g_autoptr (FwRawAnswer) answer = NULL;

      client->in_flight = (guint) g_rand_int_range (client->random, 1, MAX_CALLS);
      if (g_test_failed ())
        return NULL;
      answer = post_calls (client, client->acknowledged, client->in_flight);
      if (answer->status == 0)
        return NULL;
      g_assert_cmpuint (answer->status, ==, 200);
      client->acknowledged += client->in_flight;
      client->in_flight = 0;
    }
}

/* ---- records ---- */

static FwRawAnswer *
write_record (const Client *client, guint number)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"k-%u\",\"name\":\"Post %u\"}", number, number);

  return fw_raw_request (client->server->port, "POST", "records/position", client->server->token,
                         body, -1);
}

/* Writes until the server is gone. */
static gpointer
run_editor (gpointer data)
{
  Client *client = data;

  while (!g_test_failed ())
    {
      g_autoptr (FwRawAnswer) answer = NULL;

      client->in_flight = 1;
      answer = write_record (client, client->acknowledged);
      if (answer->status == 0)
        return NULL;
      g_assert_cmpuint (answer->status, ==, 201);
      client->acknowledged++;
      client->in_flight = 0;
    }
  return NULL;
}

/* Returns: whether record @number is there; then it is as it was written, and was written once. */
static gboolean
has_record (const Server *server, guint number)
{
  g_autofree char *path = g_strdup_printf ("records/position/k-%u", number);
  g_autofree char *name = g_strdup_printf ("Post %u", number);
  g_autoptr (FwRawAnswer) answer =
      fw_raw_request (server->port, "GET", path, server->token, NULL, 0);
  g_autoptr (JsonObject) record = NULL;

  if (answer->status == 404)
    return FALSE;
  g_assert_cmpuint (answer->status, ==, 200);
  record = fw_json_parse_object (answer->body, strlen (answer->body), NULL);
  g_assert_cmpstr (json_object_get_string_member (record, "name"), ==, name);
  g_assert_cmpint (json_object_get_int_member (record, "revision"), ==, 1);
  return TRUE;
}

/* @first: those before it were looked at after an earlier kill. */
static void
check_records (const Server *server, Client *editor, guint first)
{
  for (guint i = first; i < editor->acknowledged; i++)
    if (!has_record (server, i))
      g_error ("record %u was acknowledged and is gone", i);
  if (editor->in_flight == 1 && has_record (server, editor->acknowledged))
    editor->acknowledged++;
  editor->in_flight = 0;
  g_assert_false (has_record (server, editor->acknowledged));
}

static guint
ask_count (const Server *server, guint queue)
{
  g_autofree char *path = g_strdup_printf ("kpi?" PERIOD "&queue=q%u", queue);
  g_autoptr (FwRawAnswer) answer =
      fw_raw_request (server->port, "GET", path, server->token, NULL, 0);
  g_autoptr (JsonObject) object = NULL;

  g_assert_cmpuint (answer->status, ==, 200);
  object = fw_json_parse_object (answer->body, strlen (answer->body), NULL);

  return (guint) json_object_get_int_member (json_object_get_object_member (object, "total"),
                                             "offered");
}

static void
check_clients (const Server *server, Client *clients)
{
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      Client *client = &clients[i];
      guint count = ask_count (server, i);
      g_autoptr (FwRawAnswer) again = NULL;

      client->server = server;
      if (count != client->acknowledged && count != client->acknowledged + client->in_flight)
        g_error ("queue %u holds %u calls, acknowledged were %u and %u more sent", i, count,
                 client->acknowledged, client->in_flight);
      if (client->in_flight == 0)
        continue;

      again = post_calls (client, client->acknowledged, client->in_flight);
      g_assert_cmpuint (again->status, ==, 200);
      client->acknowledged += client->in_flight;
      client->in_flight = 0;
      g_assert_cmpuint (ask_count (server, i), ==, client->acknowledged);
    }
}

static void
check_store (const Server *server)
{
  g_autoptr (FwRawAnswer) answer =
      fw_raw_request (server->port, "GET", "verify", server->token, NULL, 0);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (strstr (answer->body, "\"identical\":true"));
}

static void
run_and_kill (Server *server, Client *clients, Client *editor, GRand *random)
{
  GThread *threads[N_CLIENTS];
  GThread *editing;

  for (guint i = 0; i < N_CLIENTS; i++)
    {
      clients[i].server = server;
      threads[i] = g_thread_new ("client", run_client, &clients[i]);
    }
  editor->server = server;
  editing = g_thread_new ("editor", run_editor, editor);
  g_usleep ((gulong) g_rand_int_range (random, 5, 600) * 1000);
  g_subprocess_send_signal (server->process, SIGKILL);
  g_subprocess_wait (server->process, NULL, NULL);
  for (guint i = 0; i < N_CLIENTS; i++)
    g_thread_join (threads[i]);
  g_thread_join (editing);
}

/* A fresh store every 25 kills, so that the day it fills stays a day. */
static void
test_kill (void)
{
  const char *wanted = g_getenv ("FW_KILL_COUNT");
  guint n = wanted != NULL ? (guint) atoi (wanted) : 5;
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint64 acknowledged = 0, written = 0;

  for (guint done = 0; done < n;)
    {
      char *location = fw_test_store_new ();
      Client clients[N_CLIENTS] = { 0 };
      Client editor = { 0 };
      Server server = { NULL };

      for (guint i = 0; i < N_CLIENTS; i++)
        clients[i] = (Client){ .index = i, .random = g_rand_new_with_seed (g_rand_int (random)) };

      start_server (&server, location);
      for (guint i = 0; i < 25 && done < n; i++, done++)
        {
          const guint before = editor.acknowledged;

          run_and_kill (&server, clients, &editor, random);
          clear_server (&server);
          start_server (&server, location);
          check_clients (&server, clients);
          check_records (&server, &editor, before);
          if (i % 5 == 4 || done == n - 1)
            check_store (&server);
        }
      g_subprocess_force_exit (server.process);
      g_subprocess_wait (server.process, NULL, NULL);
      clear_server (&server);
      written += editor.acknowledged;
      for (guint i = 0; i < N_CLIENTS; i++)
        {
          acknowledged += clients[i].acknowledged;
          g_rand_free (clients[i].random);
        }
      fw_test_store_free (location);
    }
  g_test_message ("%u kills, %" G_GUINT64_FORMAT " calls and %" G_GUINT64_FORMAT
                  " records acknowledged, none lost, none double",
                  n, acknowledged, written);
  g_assert_cmpuint (written, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("test-kill-server FLOORWALKERD");
  program = argv[1];
  g_test_add_func ("/faults/kill-server", test_kill);

  return g_test_run ();
}
