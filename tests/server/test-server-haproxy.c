/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The example for haproxy that we ship, in front of a server: TLS, whose connection it is, and that
 * a crowd through it ends nobody's stream.
 *
 *   test-server-haproxy HAPROXY EXAMPLE CERTIFICATE
 */
#include <string.h>

#include "server/fw-server-fixture.h"
#include "support/fw-haproxy.h"

static const char *program, *example, *certificate;

typedef struct
{
  FwServerFixture server;
  FwHaproxy haproxy;
  GPtrArray *trusted;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  FwServerOptions options = { .address = "127.0.0.1" };

  fw_server_fixture_set_up (&f->server, NULL);
  f->trusted = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (f->trusted, g_inet_address_mask_new_from_string (FW_HAPROXY_SOURCE, NULL));
  options.trusted = f->trusted;
  fw_server_fixture_restart (&f->server, &options);
  fw_haproxy_start (&f->haproxy, program, example, certificate, f->server.port);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_haproxy_stop (&f->haproxy);
  fw_server_fixture_tear_down (&f->server, NULL);
  g_ptr_array_unref (f->trusted);
}

static GSocketConnection *
begin (Fixture *f, const char *from, const char *bytes)
{
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = fw_haproxy_connect (&f->haproxy, from, &error);

  g_assert_no_error (error);
  fw_raw_send (connection, bytes, -1);
  return connection;
}

static GSocketConnection *
begin_request (Fixture *f,
               const char *from,
               const char *method,
               const char *path,
               const char *token,
               const char *body)
{
  g_autofree char *bytes = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                            "Bearer %s\r\nContent-Length: %zu\r\n\r\n%s",
                                            method, path, token, strlen (body), body);

  return begin (f, from, bytes);
}

static FwRawAnswer *
ask (Fixture *f,
     const char *from,
     const char *method,
     const char *path,
     const char *token,
     const char *body)
{
  g_autoptr (GSocketConnection) connection = begin_request (f, from, method, path, token, body);

  return fw_raw_read (connection);
}

static void
test_tls (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRawAnswer) session = ask (f, NULL, "GET", "/api/v1/session", f->server.boss, "");
  g_autoptr (FwRawAnswer) outside = ask (f, NULL, "GET", "/other", f->server.boss, "");
  g_autoptr (FwRawAnswer) plain =
      fw_raw_request (f->haproxy.port, "GET", "session", f->server.boss, NULL, 0);
  g_autoptr (FwRawAnswer) beside =
      fw_raw_request (f->server.port, "GET", "session", f->server.boss, NULL, 0);

  g_assert_cmpuint (session->status, ==, 200);
  g_assert_nonnull (strstr (session->head, "strict-transport-security: max-age=31536000"));
  g_assert_cmpuint (outside->status, ==, 404);
  g_assert_cmpuint (plain->status, !=, 200);
  /* Programs on the server's own machine need no proxy. */
  g_assert_cmpuint (beside->status, ==, 200);
}

/* Point 4, through the example: who guesses from one address keeps nobody out at another. */
static void
test_true_address (Fixture *f, gconstpointer data)
{
  static const char wrong[] = "{\"user\":\"boss\",\"password\":\"not this one\"}";
  static const char right[] = "{\"user\":\"boss\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}";
  g_autoptr (FwRawAnswer) owner = NULL;
  guint status = 0;

  for (guint i = 0; status != 429; i++)
    {
      g_autoptr (FwRawAnswer) answer = ask (f, "127.0.0.9", "POST", "/api/v1/session", "", wrong);

      g_assert_cmpuint (i, <, 100);
      status = answer->status;
      g_assert_true (status == 401 || status == 429);
    }
  owner = ask (f, "127.0.0.10", "POST", "/api/v1/session", "", right);
  g_assert_cmpuint (owner->status, ==, 200);
}

/* ---- a crowd ---- */

static gboolean
is_open (GSocketConnection *connection)
{
  GPollableInputStream *in =
      G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  char piece[65536];
  g_autoptr (GError) error = NULL;
  gssize n;

  while ((n = g_pollable_input_stream_read_nonblocking (in, piece, sizeof piece, NULL, &error)) > 0)
    ;
  return n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static guint
read_status (GSocketConnection *connection)
{
  char piece[256] = "";

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), piece,
                       sizeof piece - 1, NULL, NULL);
  return g_str_has_prefix (piece, "HTTP/1.1 ")
             ? (guint) g_ascii_strtoull (piece + strlen ("HTTP/1.1 "), NULL, 10)
             : 0;
}

static void
add_streams (Fixture *f, GPtrArray *streams, guint n_sessions, guint n_each)
{
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autofree char *token = fw_fixture_open_session (&f->server, "lead");
      g_autofree char *from = g_strdup_printf ("127.0.1.%u", i + 1);

      for (guint k = 0; k < n_each; k++)
        {
          GSocketConnection *stream =
              begin_request (f, from, "GET", "/api/v1/stream?by=team", token, "");

          g_assert_cmpuint (read_status (stream), ==, 200);
          g_ptr_array_add (streams, stream);
        }
    }
}

/* Sessions that ask for what nobody needs, as much as they are let. */
static guint
add_hostile (Fixture *f, GPtrArray *hostile, guint n_sessions, guint n_each)
{
  guint n_refused = 0;

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autofree char *token = fw_fixture_open_session (&f->server, "coach");

      for (guint k = 0; k < n_each; k++)
        {
          g_autofree char *path = g_strdup_printf ("/api/v1/stream?by=agent&queue=n%u-%u", i, k);
          GSocketConnection *stream = begin_request (f, "127.0.0.66", "GET", path, token, "");
          guint status = read_status (stream);

          g_assert_true (status == 200 || status == 429);
          n_refused += status == 429;
          g_ptr_array_add (hostile, stream);
        }
    }
  return n_refused;
}

static void
test_crowd (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) half_open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) hostile = g_ptr_array_new_with_free_func (g_object_unref);

  add_streams (f, streams, 2, 5);
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (half_open, begin (f, "127.0.0.66", "GET /api/v1/stream HTTP/1.1\r\nHo"));
  /* 512 views; the one account of all of them holds 26 of them */
  g_assert_cmpuint (add_hostile (f, hostile, 4, 9), >, 0);
  add_streams (f, streams, 2, 5);

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (FwRawAnswer) answer =
          ask (f, "127.0.0.7", "GET", "/api/v1/kpi", f->server.boss, "");

      g_assert_cmpuint (answer->status, ==, 200);
    }
  g_usleep (1200 * 1000); /* a sign of life came to each in the meantime */
  for (guint i = 0; i < streams->len; i++)
    g_assert_true (is_open (streams->pdata[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  program = argv[1];
  example = argv[2];
  certificate = argv[3];
  g_test_add ("/server/haproxy/21/tls", Fixture, NULL, set_up, test_tls, tear_down);
  g_test_add ("/server/haproxy/4/true-address", Fixture, NULL, set_up, test_true_address,
              tear_down);
  g_test_add ("/server/haproxy/5/crowd", Fixture, NULL, set_up, test_crowd, tear_down);

  return g_test_run ();
}
