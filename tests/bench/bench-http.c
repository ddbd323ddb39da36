/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The server over HTTP: events acknowledged a second with eight clients, and a GET of figures with
 * 200 connections beside an empty GET of the same server and nginx serving 1 KB, in turns of the
 * same run. Needs wrk and nginx.
 *
 *   bench-http FLOORWALKERD [ROUNDS]     (5)
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/fw-bench-server.h"

#define N_CLIENTS 8
#define CALLS 1000 /* of a body; three events each */
#define BODIES 24  /* of each client in a round */
#define CONNECTIONS 200
#define MAX_ROUNDS 15

/* ---- events ---- */

typedef struct
{
  FwBenchServer *server;
  GPtrArray *requests; /* GString */
} Client;

static gpointer
run_client (gpointer data)
{
  Client *client = data;
  int fd = fw_bench_connect (client->server->port);

  for (guint i = 0; i < client->requests->len; i++)
    {
      const GString *request = client->requests->pdata[i];

      fw_bench_send (fd, request->str, request->len);
      if (fw_bench_read_answer (fd) != 200)
        g_error ("events were refused");
    }
  close (fd);

  return NULL;
}

static void
free_string (gpointer data)
{
  g_string_free (data, TRUE);
}

static GString *
make_request (FwBenchServer *server, guint round, guint client, guint body)
{
  g_autofree char *prefix = g_strdup_printf ("r%uc%u-", round, client);
  g_autoptr (GString) lines = g_string_new (NULL);
  GString *request = g_string_new (NULL);

  fw_bench_append_calls (lines, prefix, body * CALLS, CALLS);
  g_string_append_printf (
      request,
      "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
      "Content-Length: %zu\r\n\r\n",
      server->token, lines->len);
  g_string_append_len (request, lines->str, (gssize) lines->len);

  return request;
}

static double
measure_events (FwBenchServer *server, guint round)
{
  Client clients[N_CLIENTS];
  GThread *threads[N_CLIENTS];
  double begin, seconds;

  for (guint c = 0; c < N_CLIENTS; c++)
    {
      clients[c] = (Client){ server, g_ptr_array_new_with_free_func (free_string) };
      for (guint b = 0; b < BODIES; b++)
        g_ptr_array_add (clients[c].requests, make_request (server, round, c, b));
    }

  begin = fw_bench_get_time ();
  for (guint c = 0; c < N_CLIENTS; c++)
    threads[c] = g_thread_new ("client", run_client, &clients[c]);
  for (guint c = 0; c < N_CLIENTS; c++)
    g_thread_join (threads[c]);
  seconds = fw_bench_get_time () - begin;
  for (guint c = 0; c < N_CLIENTS; c++)
    g_ptr_array_unref (clients[c].requests);

  return N_CLIENTS * BODIES * CALLS * 3 / seconds;
}

/* ---- GET, by wrk ---- */

typedef struct
{
  double rate; /* requests a second */
  double p99_ms;
} Load;

static double
parse_ms (const char *text)
{
  char *unit;
  double value = g_ascii_strtod (text, &unit);

  return g_str_has_prefix (unit, "us")   ? value / 1000
         : g_str_has_prefix (unit, "ms") ? value
                                         : value * 1000;
}

static Load
run_wrk (guint16 port, const char *path, const char *token)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u%s", port, path);
  g_autofree char *header = g_strdup_printf ("Authorization: Bearer %s", token);
  g_autofree char *connections = g_strdup_printf ("-c%d", CONNECTIONS);
  const char *argv[] = { "wrk", "-t2", connections, "-d2s", "--latency", "-H", header, url, NULL };
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  const char *rate, *p99;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL,
                     &error))
    g_error ("wrk: %s", error->message);
  if (strstr (out, "Non-2xx") != NULL)
    g_error ("%s was refused", path);

  rate = strstr (out, "Requests/sec:");
  p99 = strstr (out, "99%");
  return (Load){ rate != NULL ? g_ascii_strtod (rate + 13, NULL) : 0,
                 p99 != NULL ? parse_ms (p99 + 3) : 0 };
}

static GPid
start_nginx (const char *folder, guint16 port)
{
  g_autofree char *root = g_build_filename (folder, "www", NULL);
  g_autofree char *page = g_build_filename (root, "page", NULL);
  g_autofree char *config = g_build_filename (folder, "nginx.conf", NULL);
  g_autofree char *body = g_strnfill (1024, 'x');
  g_autofree char *text =
      g_strdup_printf ("daemon off; worker_processes 2; pid %s/pid; error_log stderr crit;\n"
                       "events { worker_connections 1024; }\n"
                       "http { access_log off; keepalive_requests 1000000; client_body_temp_path "
                       "%s/a; proxy_temp_path %s/b;\n"
                       "fastcgi_temp_path %s/c; uwsgi_temp_path %s/d; scgi_temp_path %s/e;\n"
                       "server { listen 127.0.0.1:%u; root %s; } }\n",
                       folder, folder, folder, folder, folder, folder, port, root);
  const char *argv[] = { "nginx", "-c", config, NULL };
  GPid pid = 0;

  g_mkdir (root, 0755);
  g_chmod (folder, 0755);
  g_file_set_contents (page, body, -1, NULL);
  g_file_set_contents (config, text, -1, NULL);
  if (!g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
                      NULL, NULL, &pid, NULL))
    return 0;
  g_usleep (500 * 1000);

  return pid;
}

static guint16
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

typedef struct
{
  double rate[MAX_ROUNDS], p99[MAX_ROUNDS];
} Loads;

static void
print_load (const char *what, Loads *loads, guint rounds, double peer)
{
  double rate = fw_bench_get_quantile (loads->rate, rounds, 0.5);

  printf ("%-28s %9.0f requests/s   p99 %6.2f ms", what, rate,
          fw_bench_get_quantile (loads->p99, rounds, 0.5));
  if (peer > 0)
    printf ("   %.2f x", rate / peer);
  printf ("\n");
}

int
main (int argc, char **argv)
{
  FwBenchServer server = { NULL };
  guint rounds = argc > 2 ? CLAMP ((guint) atoi (argv[2]), 1, MAX_ROUNDS) : 5;
  double events[MAX_ROUNDS];
  Loads health = { 0 }, kpi = { 0 }, page = { 0 };
  g_autofree char *folder = g_build_filename (g_get_tmp_dir (), "floorwalker-nginx-XXXXXX", NULL);
  guint16 nginx_port;
  GPid nginx;
  double empty;

  if (argc < 2)
    g_error ("bench-http FLOORWALKERD [ROUNDS]");
  fw_bench_server_start (&server, argv[1], NULL);
  for (guint i = 0; i < rounds; i++)
    events[i] = measure_events (&server, i);
  printf ("events acknowledged, %d clients, %d a body: %.0f events/s (lowest round %.0f)\n",
          N_CLIENTS, CALLS * 3, fw_bench_get_quantile (events, rounds, 0.5),
          fw_bench_get_quantile (events, rounds, 0));

  nginx_port = find_free_port ();
  nginx = g_mkdtemp (folder) != NULL ? start_nginx (folder, nginx_port) : 0;
  for (guint i = 0; i < rounds; i++)
    {
      Load load = run_wrk (server.port, "/api/v1/health", server.token);

      health.rate[i] = load.rate, health.p99[i] = load.p99_ms;
      load = run_wrk (server.port, "/api/v1/kpi?by=queue", server.token);
      kpi.rate[i] = load.rate, kpi.p99[i] = load.p99_ms;
      load = nginx != 0 ? run_wrk (nginx_port, "/page", "none") : (Load){ 0 };
      page.rate[i] = load.rate, page.p99[i] = load.p99_ms;
    }

  empty = fw_bench_get_quantile (health.rate, rounds, 0.5);
  print_load ("GET health (empty)", &health, rounds, 0);
  print_load ("GET kpi?by=queue, of health", &kpi, rounds, empty);
  if (nginx != 0)
    {
      print_load ("nginx, 1 KB, of health", &page, rounds, empty);
      printf ("kpi of nginx: %.2f x\n", fw_bench_get_quantile (kpi.rate, rounds, 0.5) /
                                            fw_bench_get_quantile (page.rate, rounds, 0.5));
      kill (nginx, SIGTERM);
    }
  fw_bench_server_stop (&server);

  return 0;
}
