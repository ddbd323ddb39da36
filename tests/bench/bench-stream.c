/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The live stream with many readers: from the moment an event is posted to the moment a frame that
 * tells of it was read, and what a stream and frame cost the server.
 *
 *   bench-stream FLOORWALKERD [STREAMS [POSTS]]     (1000, 200)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/fw-bench-server.h"

typedef struct
{
  int epoll;
  gint stop;
  guint64 bytes;
} Drain;

/* The other readers: their bytes are taken and forgotten. */
static gpointer
run_drain (gpointer data)
{
  Drain *drain = data;
  struct epoll_event events[256];
  char buffer[65536];

  while (!g_atomic_int_get (&drain->stop))
    {
      int n = epoll_wait (drain->epoll, events, G_N_ELEMENTS (events), 100);

      for (int i = 0; i < n; i++)
        {
          gssize length = recv (events[i].data.fd, buffer, sizeof buffer, MSG_DONTWAIT);

          if (length == 0 && !g_atomic_int_get (&drain->stop))
            g_error ("a stream was ended");
          drain->bytes += length > 0 ? (guint64) length : 0;
        }
    }

  return NULL;
}

static int
open_stream (FwBenchServer *server)
{
  g_autofree char *request =
      g_strdup_printf ("GET /api/v1/stream?by=queue HTTP/1.1\r\nHost: localhost\r\n"
                       "Authorization: Bearer %s\r\n\r\n",
                       server->token);
  int fd = fw_bench_connect (server->port);

  fw_bench_send (fd, request, strlen (request));
  return fd;
}

typedef struct
{
  int fd;
  GMutex lock;
  GCond changed;
  guint signed_in; /* as the latest frame says */
  guint64 frames;
  guint64 bytes;
} Reader;

/* Frames say how many people are signed in: each post signs in one more, so the count names the
 * post. */
static void
take_line (Reader *reader, const char *line)
{
  const char *count = strstr (line, "\"signed_in\":");

  g_mutex_lock (&reader->lock);
  reader->frames++;
  if (count != NULL)
    {
      reader->signed_in = (guint) strtoul (count + strlen ("\"signed_in\":"), NULL, 10);
      g_cond_signal (&reader->changed);
    }
  g_mutex_unlock (&reader->lock);
}

static gpointer
run_reader (gpointer data)
{
  Reader *reader = data;
  g_autoptr (GString) line = g_string_new (NULL);
  char buffer[65536];
  gssize n;

  while ((n = recv (reader->fd, buffer, sizeof buffer, 0)) > 0)
    {
      reader->bytes += (guint64) n;
      for (gssize i = 0; i < n; i++)
        {
          if (buffer[i] != '\n')
            {
              g_string_append_c (line, buffer[i]);
              continue;
            }
          if (g_str_has_prefix (line->str, "data: {\"number\""))
            take_line (reader, line->str);
          g_string_truncate (line, 0);
        }
    }

  return NULL;
}

static void
post (FwBenchServer *server, int fd, guint number)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *prefix = g_strdup_printf ("p%u-", number);
  g_autoptr (GString) request = g_string_new (NULL);

  fw_bench_append_calls (lines, prefix, 0, 3);
  g_string_append_printf (lines,
                          "{\"source\":\"pbx\",\"id\":\"in%u\",\"at\":%" G_GINT64_FORMAT
                          ",\"type\":\"signed-in\",\"agent\":\"Person/%u\"}\n",
                          number, g_get_real_time (), number);
  g_string_append_printf (
      request,
      "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
      "Content-Length: %zu\r\n\r\n%s",
      server->token, lines->len, lines->str);
  fw_bench_send (fd, request->str, request->len);
  if (fw_bench_read_answer (fd) != 200)
    g_error ("events were refused");
}

static double
wait_for_count (Reader *reader, guint count, double begin)
{
  g_mutex_lock (&reader->lock);
  while (reader->signed_in < count)
    g_cond_wait (&reader->changed, &reader->lock);
  g_mutex_unlock (&reader->lock);

  return fw_bench_get_time () - begin;
}

int
main (int argc, char **argv)
{
  guint n_streams = argc > 2 ? (guint) atoi (argv[2]) : 1000;
  guint n_posts = argc > 3 ? (guint) atoi (argv[3]) : 200;
  g_autofree double *latencies = g_new0 (double, n_posts);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  FwBenchServer server = { NULL };
  Drain drain = { .epoll = epoll_create1 (EPOLL_CLOEXEC) };
  Reader reader = { .fd = -1 };
  double hub, whole, begin;
  guint base;
  guint64 frames;
  int fd;

  if (argc < 2)
    g_error ("bench-stream FLOORWALKERD [STREAMS [POSTS]]");
  fw_bench_server_start (&server, argv[1], NULL);
  for (guint i = 0; i < n_streams; i++)
    {
      int stream = open_stream (&server);
      struct epoll_event event = { .events = EPOLLIN, .data.fd = stream };

      epoll_ctl (drain.epoll, EPOLL_CTL_ADD, stream, &event);
    }
  g_thread_unref (g_thread_new ("drain", run_drain, &drain));
  reader.fd = open_stream (&server);
  g_thread_unref (g_thread_new ("reader", run_reader, &reader));
  fd = fw_bench_connect (server.port);
  post (&server, fd, 0);
  wait_for_count (&reader, 1, 0);
  g_usleep (1500 * 1000);

  /* Talking people count as signed in as well: the calls of the first post brought their agents. */
  base = reader.signed_in;
  frames = reader.frames;
  hub = fw_bench_server_get_cpu (&server, "fw-hub");
  whole = fw_bench_server_get_cpu (&server, NULL);
  begin = fw_bench_get_time ();
  for (guint i = 0; i < n_posts; i++)
    {
      double posted;

      g_usleep ((gulong) g_rand_int_range (random, 0, 400) * 1000);
      posted = fw_bench_get_time ();
      post (&server, fd, i + 1);
      latencies[i] = wait_for_count (&reader, base + i + 1, posted);
    }
  begin = fw_bench_get_time () - begin;
  frames = reader.frames - frames;
  hub = fw_bench_server_get_cpu (&server, "fw-hub") - hub;
  whole = fw_bench_server_get_cpu (&server, NULL) - whole;

  printf ("%u streams, %u posts in %.0f s, %" G_GUINT64_FORMAT " frames of %.0f bytes\n",
          n_streams + 1, n_posts, begin, frames, (double) reader.bytes / (double) reader.frames);
  printf ("event posted -> frame read: median %.0f ms, p99 %.0f ms, longest %.0f ms\n",
          fw_bench_get_quantile (latencies, n_posts, 0.5) * 1000,
          fw_bench_get_quantile (latencies, n_posts, 0.99) * 1000,
          fw_bench_get_quantile (latencies, n_posts, 1) * 1000);
  printf ("CPU a stream and frame: %.2f us of the thread that sends, %.2f us of the whole server\n",
          hub * 1e6 / (double) frames / (n_streams + 1),
          whole * 1e6 / (double) frames / (n_streams + 1));
  g_atomic_int_set (&drain.stop, 1);
  fw_bench_server_stop (&server);

  return 0;
}
