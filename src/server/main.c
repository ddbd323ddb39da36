/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalkerd"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sample/fw-sample-centre.h"
#include "sample/fw-sample-words.h"
#include "server/fw-follow.h"
#include "server/fw-http.h"
#include "server/fw-options.h"
#include "server/fw-server.h"
#include "trail/fw-trail.h"

#define OTHER_DESCRIPTORS 512 /* what stores, threads and files need beside the connections */
#define EXIT_USAGE 2

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* The console holds the other end: when it goes, however it goes, so do we. */
static gboolean
stdin_cb (int fd, GIOCondition condition, gpointer user_data)
{
  char bytes[256];

  if (read (fd, bytes, sizeof bytes) > 0)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Returns: how many connections the descriptors that we may open suffice for. */
static guint
raise_limits (void)
{
  const rlim_t wanted = FW_HTTP_MAX_CONNECTIONS + OTHER_DESCRIPTORS;
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return FW_HTTP_MAX_CONNECTIONS;
  if (limit.rlim_cur < wanted)
    {
      limit.rlim_cur = MIN (limit.rlim_max, wanted);
      setrlimit (RLIMIT_NOFILE, &limit);
    }
  if (limit.rlim_cur >= wanted)
    return FW_HTTP_MAX_CONNECTIONS;

  g_message ("only %lu files may be open: fewer than %d connections are taken",
             (unsigned long) limit.rlim_cur, FW_HTTP_MAX_CONNECTIONS);
  return (guint) MAX (limit.rlim_cur, 2 * OTHER_DESCRIPTORS) - OTHER_DESCRIPTORS;
}

/* In our memory customers' numbers are clear. */
static void
forbid_dumps (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_message ("a crash may leave an image of memory behind: %s", g_strerror (errno));
}

static void
notify_systemd (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (path == NULL || *path == '\0')
    return;

  address = *path == '@'
                ? g_unix_socket_address_new_with_type (path + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT)
                : g_unix_socket_address_new (path);
  socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (socket != NULL)
    g_socket_send_to (socket, address, state, strlen (state), NULL, NULL);
}

/** How far the sample centre is, told to whoever started us. */
typedef struct
{
  gboolean embedded;
  guint told; /* in hundredths */
} Making;

static void
progress_cb (gint64 done, gint64 total, gpointer user_data)
{
  Making *making = user_data;
  guint now = total > 0 ? (guint) CLAMP (done * 100 / total, 0, 100) : 0;

  if (now == making->told)
    return;
  /* The console reads lines until the one with the port comes. */
  if (making->embedded)
    {
      printf ("{\"making\":%u.%02u}\n", now / 100, now % 100);
      fflush (stdout);
    }
  else if (now / 10 != making->told / 10)
    g_message ("making the sample centre: %u %%", now);
  making->told = now;
}

/* Returns the running feed; NULL with an error. */
static FwSampleFeed *
start_sample (FwCentre *centre, gboolean embedded, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwSample) sample = fw_sample_find (centre, &failure);
  Making making = { .embedded = embedded };

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (sample == NULL &&
      !fw_sample_create (centre, FW_SAMPLE_SEED, g_get_real_time (), FW_SAMPLE_HISTORY_DAYS,
                         fw_sample_words_find_language (g_get_language_names ()), progress_cb,
                         &making, error))
    return NULL;

  return fw_sample_feed_centre (centre, progress_cb, &making, error);
}

static gboolean
is_sample (FwCentre *centre)
{
  g_autoptr (FwSample) sample = fw_sample_find (centre, NULL);

  return sample != NULL;
}

/* The token goes to whoever holds our standard output, once; not into argv, environment or log. */
static void
tell_console (FwServer *server)
{
  g_autofree char *token = fw_server_add_local_session (server);

  printf ("{\"port\":%u,\"token\":\"%s\"}\n", fw_server_get_port (server), token);
  fflush (stdout);
}

static void
run_loop (FwServer *server, const FwOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *shown = NULL;

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  if (options->embedded)
    {
      g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);
      tell_console (server);
    }

  shown = fw_database_hide_secrets (options->data);
  g_message ("serving %s on %s:%u", shown, options->address, fw_server_get_port (server));
  notify_systemd ("READY=1\nSTATUS=Serving");
  g_main_loop_run (loop);
  notify_systemd ("STOPPING=1");
  g_message ("stopping");
}

#define FIRST_PAUSE 1 /* seconds */
#define LONGEST_PAUSE 30

/* A database server may come up after us, or be away for a while: a service waits for it, and says
 * so once for each reason. The desk does not wait: it tells its user. */
static FwCentre *
open_centre (const FwOptions *options, GError **error)
{
  const FwCentreFlags flags = options->create ? FW_CENTRE_CREATE : FW_CENTRE_DEFAULT;
  g_autofree char *said = NULL;
  guint pause = FIRST_PAUSE;

  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      FwCentre *centre = fw_centre_open (options->data, flags, &failure);

      if (centre != NULL)
        return centre;
      if (options->embedded || strstr (options->data, "://") == NULL ||
          !g_error_matches (failure, FW_ERROR, FW_ERROR_UNAVAILABLE))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (g_strcmp0 (said, failure->message) != 0)
        g_message ("waiting for the database: %s", failure->message);
      notify_systemd ("STATUS=Waiting for the database");
      g_free (said);
      said = g_strdup (failure->message);
      g_usleep (pause * G_USEC_PER_SEC);
      pause = MIN (pause * 2, LONGEST_PAUSE);
    }
}

static gboolean
serve (const FwOptions *options, GError **error)
{
  g_autoptr (FwCentre) centre = NULL;
  g_autofree char *position_path = fw_options_get_position_path (options);
  g_autoptr (FwSampleFeed) feed = NULL;
  g_autoptr (FwFollow) follow = NULL;
  g_autoptr (FwServer) server = NULL;
  g_autofree char *identity = NULL;
  g_autofree char *trail = NULL;
  FwServerOptions server_options = { .address = options->address,
                                     .port = options->port,
                                     .trusted = options->trusted,
                                     .max_connections = raise_limits () };

  fw_centre_set_key_file (options->key_file);
  forbid_dumps ();
  centre = open_centre (options, error);
  if (centre == NULL)
    return FALSE;

  if (options->sample && (feed = start_sample (centre, options->embedded, error)) == NULL)
    return FALSE;
  if (options->queue_log != NULL &&
      (follow = fw_follow_new (centre, options->queue_log, options->source, options->queue_log_map,
                               position_path, error)) == NULL)
    return FALSE;

  identity = fw_centre_get_identity (centre);
  server_options.trail = trail = fw_trail_find_directory (options->data, identity);
  server_options.follow = follow;
  server_options.sample = is_sample (centre);
  server = fw_server_new (centre, &server_options, error);
  if (server == NULL)
    return FALSE;

  run_loop (server, options);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_auto (FwOptions) options = { NULL };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_log_writer_default_set_use_stderr (TRUE); /* standard output is the console's */
  signal (SIGPIPE, SIG_IGN);

  if (!fw_options_parse (&options, &argc, &argv, &error))
    {
      fprintf (stderr, "floorwalkerd: %s\n", error->message);
      return EXIT_USAGE;
    }
  if (options.version)
    {
      printf ("floorwalkerd %s\n", FW_VERSION);
      return EXIT_SUCCESS;
    }

  if (serve (&options, &error))
    return EXIT_SUCCESS;

  fprintf (stderr, "floorwalkerd: %s\n", error->message);
  return EXIT_FAILURE;
}
