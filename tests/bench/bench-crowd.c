/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A crowd before the example for haproxy, over TLS: half-open heads, streams, and hostile sessions
 * that ask for all that they are let. How long do the others wait, and is anybody's stream ended?
 *
 *   bench-crowd FLOORWALKERD HAPROXY EXAMPLE CERTIFICATE [HALF_OPEN [STREAMS [HOSTILE [SECONDS]]]]
 *                                                          (5000, 5000, 100, 30)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench/fw-bench-server.h"
#include "support/fw-haproxy.h"

#define N_READERS 8
#define N_OPENERS 16
#define N_HOSTILE_THREADS 4
#define N_CALLS 20000
#define PASSWORD "a long password"
#define PAUSE (50 * 1000) /* µs between two requests of the others */

typedef struct
{
  FwBenchServer server;
  FwHaproxy haproxy;
  gint stop;
  gint ended;   /* streams */
  gint refused; /* of what the hostile asked */
  gint asked;
} Bench;

static GSocketConnection *
open_connection (Bench *bench, const char *from)
{
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = fw_haproxy_connect (&bench->haproxy, from, &error);

  if (connection == NULL)
    g_error ("cannot connect: %s", error->message);
  return connection;
}

static gboolean
send_request (GSocketConnection *connection,
              const char *method,
              const char *path,
              const char *token,
              const char *body)
{
  g_autofree char *bytes =
      g_strdup_printf ("%s /api/v1/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                       "Content-Length: %zu\r\n\r\n%s",
                       method, path, token, strlen (body), body);

  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                                    strlen (bytes), NULL, NULL, NULL);
}

/* Returns: (transfer full): head and body of one answer; NULL: the connection ended. */
static char *
read_answer (GSocketConnection *connection, gboolean with_body)
{
  g_autoptr (GString) all = g_string_new (NULL);
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char piece[16384];
  gsize wanted = G_MAXSIZE;

  while (all->len < wanted)
    {
      gssize n = g_input_stream_read (in, piece, sizeof piece, NULL, NULL);
      const char *end, *field;

      if (n <= 0)
        return NULL;
      g_string_append_len (all, piece, n);
      end = wanted == G_MAXSIZE ? strstr (all->str, "\r\n\r\n") : NULL;
      field = end != NULL ? strstr (all->str, "ontent-length: ") : NULL;
      if (field == NULL && end != NULL)
        field = strstr (all->str, "ontent-Length: ");
      if (end != NULL)
        wanted = (gsize) (end - all->str) + 4 +
                 (with_body && field != NULL ? strtoul (field + 15, NULL, 10) : 0);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static guint
get_status (const char *answer)
{
  return answer != NULL ? (guint) strtoul (answer + strlen ("HTTP/1.1 "), NULL, 10) : 0;
}

static char *
ask (Bench *bench, const char *method, const char *path, const char *token, const char *body)
{
  g_autoptr (GSocketConnection) connection = open_connection (bench, NULL);

  send_request (connection, method, path, token, body);
  return read_answer (connection, TRUE);
}

/* ---- accounts ---- */

static char *
sign_in (Bench *bench, const char *user)
{
  g_autofree char *body = g_strdup_printf ("{\"user\":\"%s\",\"password\":\"" PASSWORD "\"}", user);
  g_autofree char *answer = ask (bench, "POST", "session", "", body);
  const char *token = answer != NULL ? strstr (answer, "\"token\":\"") : NULL;

  if (token == NULL)
    g_error ("%s cannot sign in: %s", user, answer);
  token += strlen ("\"token\":\"");
  return g_strndup (token, strcspn (token, "\""));
}

static void
make_account (Bench *bench, const char *user, const char *role)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"role\":\"%s\",\"password\":\"" PASSWORD "\"}", user, user,
      role);
  g_autofree char *answer = ask (bench, "POST", "records/account", bench->server.token, body);

  if (get_status (answer) / 100 != 2)
    g_error ("no account: %s", answer);
}

/* Returns: (transfer full): @n tokens, of accounts with ten sessions each. */
static GPtrArray *
make_sessions (Bench *bench, const char *prefix, guint n)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *user = g_strdup_printf ("%s-%u", prefix, i / 10);

      if (i % 10 == 0)
        make_account (bench, user, "supervisor");
      g_ptr_array_add (tokens, sign_in (bench, user));
    }
  return tokens;
}

/* ---- streams ---- */

typedef struct
{
  Bench *bench;
  GPtrArray *streams;
  int epoll;
} Drain;

static gpointer
run_drain (gpointer data)
{
  Drain *drain = data;
  struct epoll_event events[256];
  char piece[65536];

  while (!g_atomic_int_get (&drain->bench->stop))
    {
      int n = epoll_wait (drain->epoll, events, G_N_ELEMENTS (events), 100);

      for (int i = 0; i < n; i++)
        {
          GIOStream *stream = events[i].data.ptr;
          GPollableInputStream *in =
              G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream));
          g_autoptr (GError) error = NULL;
          gssize length;

          do
            length =
                g_pollable_input_stream_read_nonblocking (in, piece, sizeof piece, NULL, &error);
          while (length > 0);
          if (length == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
            {
              int fd =
                  g_socket_get_fd (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)));

              g_atomic_int_inc (&drain->bench->ended);
              epoll_ctl (drain->epoll, EPOLL_CTL_DEL, fd, NULL);
            }
        }
    }
  return NULL;
}

typedef struct
{
  Drain *drain;
  GPtrArray *tokens;
  guint first, n;
} Opener;

static GMutex lock; /* of Drain.streams */

static gpointer
run_opener (gpointer data)
{
  Opener *opener = data;
  Bench *bench = opener->drain->bench;

  for (guint i = opener->first; i < opener->n; i += N_OPENERS)
    {
      g_autofree char *from = g_strdup_printf ("127.0.1.%u", i % 200 + 1);
      GSocketConnection *connection = open_connection (bench, from);
      struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
      g_autofree char *head = NULL;

      send_request (connection, "GET", "stream?by=queue",
                    opener->tokens->pdata[i % opener->tokens->len], "");
      head = read_answer (connection, FALSE);
      if (get_status (head) != 200)
        g_error ("stream %u: %s", i, head);
      g_mutex_lock (&lock);
      g_ptr_array_add (opener->drain->streams, connection);
      g_mutex_unlock (&lock);
      epoll_ctl (opener->drain->epoll, EPOLL_CTL_ADD,
                 g_socket_get_fd (g_socket_connection_get_socket (connection)), &event);
    }
  return NULL;
}

static void
open_streams (Drain *drain, GPtrArray *tokens, guint n)
{
  Opener openers[N_OPENERS];
  GThread *threads[N_OPENERS];

  for (guint i = 0; i < N_OPENERS; i++)
    {
      openers[i] = (Opener){ drain, tokens, i, n };
      threads[i] = g_thread_new ("opener", run_opener, &openers[i]);
    }
  for (guint i = 0; i < N_OPENERS; i++)
    g_thread_join (threads[i]);
}

/* ---- the hostile ---- */

typedef struct
{
  Bench *bench;
  GPtrArray *tokens;
  guint first;
} Hostile;

/* As many views as it is let, then questions without a pause. */
static gpointer
run_hostile (gpointer data)
{
  Hostile *hostile = data;
  Bench *bench = hostile->bench;
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  guint turn = 0;

  while (!g_atomic_int_get (&bench->stop))
    {
      for (guint i = hostile->first; i < hostile->tokens->len; i += N_HOSTILE_THREADS)
        {
          g_autofree char *from = g_strdup_printf ("127.0.2.%u", i + 1);
          GSocketConnection *connection = open_connection (bench, from);
          g_autofree char *path =
              g_strdup_printf (turn < 30 ? "stream?by=agent&queue=n%u-%u"
                                         : "kpi?by=agent,queue&bucket=half_hour&queue=sales,n%u-%u",
                               i, turn);
          g_autofree char *answer = NULL;

          send_request (connection, "GET", path, hostile->tokens->pdata[i], "");
          answer = read_answer (connection, turn >= 30);
          g_atomic_int_inc (&bench->asked);
          if (get_status (answer) != 200)
            g_atomic_int_inc (&bench->refused);
          if (turn < 30 && get_status (answer) == 200)
            g_ptr_array_add (open, connection);
          else
            g_object_unref (connection);
        }
      turn++;
    }
  return NULL;
}

/* ---- the others ---- */

static void
measure (Bench *bench, const char *name, const char *path, guint seconds)
{
  g_autoptr (GSocketConnection) connection = open_connection (bench, "127.0.3.1");
  double end = fw_bench_get_time () + seconds;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_failed = 0;

  while (fw_bench_get_time () < end)
    {
      double begin = fw_bench_get_time ();
      g_autofree char *answer = NULL;
      double took;

      send_request (connection, "GET", path, bench->server.token, "");
      answer = read_answer (connection, TRUE);
      took = fw_bench_get_time () - begin;
      g_array_append_val (times, took);
      n_failed += get_status (answer) != 200;
      if (answer == NULL)
        {
          g_object_unref (connection);
          connection = open_connection (bench, "127.0.3.1");
        }
      g_usleep (PAUSE);
    }
  printf ("%-14s %5u asked, %u failed: median %.1f ms, p99 %.1f ms, longest %.1f ms\n", name,
          times->len, n_failed,
          fw_bench_get_quantile ((double *) (void *) times->data, times->len, 0.5) * 1000,
          fw_bench_get_quantile ((double *) (void *) times->data, times->len, 0.99) * 1000,
          fw_bench_get_quantile ((double *) (void *) times->data, times->len, 1) * 1000);
}

static void
measure_all (Bench *bench, const char *title, guint seconds)
{
  printf ("%s\n", title);
  measure (bench, "session", "session", seconds);
  measure (bench, "kpi", "kpi?by=queue", seconds);
  measure (bench, "live", "live?by=queue", seconds);
}

static void
post_calls (Bench *bench)
{
  for (guint i = 0; i < N_CALLS; i += 1000)
    {
      g_autoptr (GString) lines = g_string_new (NULL);
      g_autofree char *answer = NULL;

      fw_bench_append_calls (lines, "c", i, 1000);
      answer = ask (bench, "POST", "events", bench->server.token, lines->str);
      if (get_status (answer) != 200)
        g_error ("events were refused: %s", answer);
    }
}

static guint
read_number (char **argv, int argc, int i, guint otherwise)
{
  return argc > i ? (guint) atoi (argv[i]) : otherwise;
}

int
main (int argc, char **argv)
{
  guint n_half_open = read_number (argv, argc, 5, 5000),
        n_streams = read_number (argv, argc, 6, 5000);
  guint n_hostile = read_number (argv, argc, 7, 100), seconds = read_number (argv, argc, 8, 30);
  struct rlimit limit;
  Bench bench = { { NULL } };
  Drain drain = { &bench, g_ptr_array_new_with_free_func (g_object_unref), epoll_create1 (0) };
  g_autoptr (GPtrArray) half_open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) readers = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  Hostile hostile[N_HOSTILE_THREADS];
  GThread *threads[N_HOSTILE_THREADS], *drainer;

  if (argc < 5)
    g_error ("bench-crowd FLOORWALKERD HAPROXY EXAMPLE CERTIFICATE [HALF_OPEN [STREAMS [HOSTILE "
             "[SECONDS]]]]");
  setlinebuf (stdout);
  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  fw_bench_server_start (&bench.server, argv[1], FW_HAPROXY_SOURCE);
  fw_haproxy_start (&bench.haproxy, argv[2], argv[3], argv[4], bench.server.port);
  post_calls (&bench);
  make_account (&bench, "head", "administrator"); /* one is always left */
  readers = make_sessions (&bench, "reader", N_READERS);
  tokens = make_sessions (&bench, "hostile", n_hostile);
  measure_all (&bench, "alone", seconds / 3);

  drainer = g_thread_new ("drain", run_drain, &drain);
  open_streams (&drain, readers, n_streams);
  printf ("%u streams are open\n", n_streams);
  measure_all (&bench, "beside the streams", seconds / 3);
  for (guint i = 0; i < N_HOSTILE_THREADS; i++)
    {
      hostile[i] = (Hostile){ &bench, tokens, i };
      threads[i] = g_thread_new ("hostile", run_hostile, &hostile[i]);
    }
  for (guint i = 0; i < n_half_open; i++)
    {
      g_ptr_array_add (half_open, open_connection (&bench, "127.0.4.1"));
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (half_open->pdata[i])),
                                 "GET /api/v1/se", 14, NULL, NULL, NULL);
    }
  measure_all (&bench, "in the crowd", seconds);
  g_atomic_int_set (&bench.stop, 1);
  for (guint i = 0; i < N_HOSTILE_THREADS; i++)
    g_thread_join (threads[i]);
  g_thread_join (drainer);
  printf (
      "streams ended: %d of %u; hostile: %d asked, %d refused; CPU of the server %.0f s, of the "
      "hub %.0f s\n",
      bench.ended, n_streams, bench.asked, bench.refused,
      fw_bench_server_get_cpu (&bench.server, NULL),
      fw_bench_server_get_cpu (&bench.server, "fw-hub"));

  g_ptr_array_unref (drain.streams);
  close (drain.epoll);
  fw_haproxy_stop (&bench.haproxy);
  fw_bench_server_stop (&bench.server);
  return bench.ended == 0 ? 0 : 1;
}
