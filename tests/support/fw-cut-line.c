/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fw-cut-line.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SOCKET_NAME ".s.PGSQL.5432"
#define TICK_MS 20
#define LATE_MS 400

struct _FwCutLine
{
  char *directory; /* of our socket */
  char *target;    /* path of the cluster's */
  int listener;
  GThread *acceptor;
  GPtrArray *threads; /* the acceptor's; of lines, joined at the end */
  gint stopping;      /* atomic, as what follows */
  gint down;
  gint cut; /* FwCut that waits for its commit */
  gint cuts;
  gint lines; /* that are open */
};

typedef struct
{
  FwCutLine *self;
  int client, server;
} Line;

static int
open_socket (const char *path, gboolean listens)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpuint (g_strlcpy (address.sun_path, path, sizeof address.sun_path), <,
                    sizeof address.sun_path);
  if (listens)
    g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  if (listens)
    g_assert_cmpint (listen (fd, 16), ==, 0);
  else if (connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    {
      close (fd);
      return -1;
    }
  return fd;
}

static gboolean
send_all (int fd, const char *data, gssize length)
{
  while (length > 0)
    {
      gssize sent = send (fd, data, (gsize) length, MSG_NOSIGNAL);

      if (sent <= 0)
        return FALSE;
      data += sent;
      length -= sent;
    }
  return TRUE;
}

/* A query of its own: type, length, text. */
static gboolean
is_commit (const char *data, gssize length)
{
  static const char commit[] = "Q\0\0\0\013COMMIT";

  return length == sizeof commit && memcmp (data, commit, sizeof commit) == 0;
}

/* The server's answer, which tells that it did what it was sent; nobody else hears it. */
static void
swallow_answer (int server)
{
  struct pollfd one = { server, POLLIN, 0 };
  char data[4096];

  g_assert_cmpint (poll (&one, 1, 10000), ==, 1);
  g_assert_cmpint (recv (server, data, sizeof data, 0), >, 0);
}

/* Returns: whether the line lives on. */
static gboolean
meet_commit (Line *line, const char *data, gssize length)
{
  FwCut cut = (FwCut) g_atomic_int_exchange (&line->self->cut, FW_CUT_NONE);

  if (cut == FW_CUT_NONE)
    return send_all (line->server, data, length);

  /* Counted before the client can feel it: who was cut off looks at once. */
  g_atomic_int_inc (&line->self->cuts);
  if (cut == FW_CUT_LATE)
    {
      shutdown (line->client, SHUT_RDWR);
      g_usleep (LATE_MS * 1000);
    }
  if (cut != FW_CUT_BEFORE && send_all (line->server, data, length))
    swallow_answer (line->server);
  return FALSE;
}

static gboolean
hand_on (Line *line, gboolean from_client)
{
  char data[65536];
  gssize length = recv (from_client ? line->client : line->server, data, sizeof data, 0);

  if (length <= 0)
    return FALSE;
  if (from_client && is_commit (data, length))
    return meet_commit (line, data, length);
  return send_all (from_client ? line->server : line->client, data, length);
}

static gpointer
run_line (gpointer user_data)
{
  Line *line = user_data;
  FwCutLine *self = line->self;
  gboolean open = line->server >= 0;

  while (open && !g_atomic_int_get (&self->stopping) && !g_atomic_int_get (&self->down))
    {
      struct pollfd both[] = { { line->client, POLLIN, 0 }, { line->server, POLLIN, 0 } };

      if (poll (both, 2, TICK_MS) <= 0)
        continue;
      open = (both[0].revents == 0 || hand_on (line, TRUE)) &&
             (both[1].revents == 0 || hand_on (line, FALSE));
    }

  close (line->client);
  if (line->server >= 0)
    close (line->server);
  g_free (line);
  g_atomic_int_add (&self->lines, -1);
  return NULL;
}

static gpointer
accept_in_thread (gpointer user_data)
{
  FwCutLine *self = user_data;

  while (!g_atomic_int_get (&self->stopping))
    {
      struct pollfd one = { self->listener, POLLIN, 0 };
      Line *line;

      if (poll (&one, 1, TICK_MS) <= 0)
        continue;
      line = g_new0 (Line, 1);
      line->self = self;
      line->client = accept (self->listener, NULL, NULL);
      g_atomic_int_inc (
          &self->lines); /* before looking whether we are down, so that none slips by */
      line->server = g_atomic_int_get (&self->down) ? -1 : open_socket (self->target, FALSE);
      g_ptr_array_add (self->threads, g_thread_new ("line", run_line, line));
    }
  return NULL;
}

/* Returns: (transfer full): the directory that a location names as its host. */
static char *
get_host (const char *location, const char **begin, const char **end)
{
  *begin = strstr (location, "host=");
  g_assert_nonnull (*begin);
  *begin += strlen ("host=");
  *end = *begin + strcspn (*begin, "&");
  return g_strndup (*begin, (gsize) (*end - *begin));
}

FwCutLine *
fw_cut_line_new (void)
{
  FwCutLine *self = g_new0 (FwCutLine, 1);
  g_autoptr (GError) error = NULL;
  const char *begin, *end;
  g_autofree char *host = get_host (g_getenv ("FW_TEST_POSTGRES"), &begin, &end);
  g_autofree char *path = NULL;

  self->directory = g_dir_make_tmp ("fw-line-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->directory, SOCKET_NAME, NULL);
  self->target = g_build_filename (host, SOCKET_NAME, NULL);
  self->threads = g_ptr_array_new ();
  self->listener = open_socket (path, TRUE);
  self->acceptor = g_thread_new ("acceptor", accept_in_thread, self);
  return self;
}

void
fw_cut_line_free (FwCutLine *self)
{
  g_autofree char *path = g_build_filename (self->directory, SOCKET_NAME, NULL);

  g_atomic_int_set (&self->stopping, TRUE);
  g_thread_join (self->acceptor);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (self->threads->pdata[i]);
  close (self->listener);
  g_unlink (path);
  g_rmdir (self->directory);
  g_ptr_array_unref (self->threads);
  g_free (self->target);
  g_free (self->directory);
  g_free (self);
}

char *
fw_cut_line_make_location (FwCutLine *self, const char *location)
{
  const char *begin, *end;
  g_autofree char *host = get_host (location, &begin, &end);
  g_autofree char *before = g_strndup (location, (gsize) (begin - location));

  return g_strconcat (before, self->directory, end, NULL);
}

void
fw_cut_line_arm (FwCutLine *self, FwCut cut)
{
  g_atomic_int_set (&self->cut, (gint) cut);
}

guint
fw_cut_line_get_cuts (FwCutLine *self)
{
  return (guint) g_atomic_int_get (&self->cuts);
}

void
fw_cut_line_set_down (FwCutLine *self, gboolean down)
{
  g_atomic_int_set (&self->down, down);
  while (down && g_atomic_int_get (&self->lines) > 0)
    g_usleep (1000);
}
