/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/fw-gate.h"
#include "server/fw-http.h"
#include "server/fw-raw-client.h"

typedef struct
{
  FwHttp *http;
  guint16 port;
} Fixture;

static int n_handled;

static void
handle_echo (FwExchange *exchange)
{
  GBytes *body = fw_exchange_get_body (exchange);

  g_atomic_int_inc (&n_handled);
  fw_exchange_reply_bytes (exchange, 200, body, "text/plain");
}

static void
handle_slow (FwExchange *exchange)
{
  g_usleep (20 * 1000);
  fw_exchange_reply_json (exchange, 200, g_string_new ("{}"));
}

static FwScope *
authorise (const char *token, gpointer server, GError **error)
{
  if (strcmp (token, "boss") == 0)
    return fw_scope_new_administrator ();

  g_set_error (error, FW_ERROR, FW_ERROR_UNAUTHORISED, "no such session");
  return NULL;
}

static const FwRoute routes[] = {
  { "GET", "echo", FW_ROLE_NONE, FW_RUN_INLINE, 0, handle_echo },
  { "POST", "echo", FW_ROLE_NONE, FW_RUN_INLINE, 100 * 1024, handle_echo },
  { "GET", "slow", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, handle_slow },
  { "GET", "thing/{kind}/{id}", FW_ROLE_TRAINER, FW_RUN_INLINE, 0, handle_echo },
};

static void
set_up (Fixture *f, gconstpointer data)
{
  FwHttpOptions options = { .routes = routes,
                            .n_routes = G_N_ELEMENTS (routes),
                            .authorise = authorise,
                            .address = "127.0.0.1",
                            /* one address alone holds half of all but an eighth */
                            .max_connections = 228,
                            .max_strangers = 150 };
  g_autoptr (GError) error = NULL;

  f->http = fw_http_new (&options, &error);
  g_assert_no_error (error);
  f->port = fw_http_get_port (f->http);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_http_free (f->http);
  g_assert_cmpuint (fw_gate_get_count (), ==, 0);
}

#define GET "GET /api/v1/echo HTTP/1.1\r\n"
#define HOST "Host: localhost\r\n"
#define POST "POST /api/v1/echo HTTP/1.1\r\n" HOST

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length; /* 0: strlen */
  guint status;
} Case;

#define BYTES(text) text, sizeof (text) - 1

static const Case refused[] = {
  { "two hosts", BYTES (GET HOST "Host: other\r\n\r\n"), 400 },
  { "two equal hosts", BYTES (GET HOST HOST "\r\n"), 400 },
  { "no host", BYTES (GET "\r\n"), 400 },
  { "odd host", BYTES (GET "Host: a b\r\n\r\n"), 400 },
  { "bare LF", BYTES (GET "Host: localhost\nX: y\r\n\r\n"), 400 },
  { "bare LF at the end", BYTES (GET "Host: localhost\r\n\n"), 400 },
  { "all bare LF", BYTES ("GET /api/v1/echo HTTP/1.1\nHost: localhost\n\n"), 400 },
  { "bare CR", BYTES (GET "Host: local\rhost\r\n\r\n"), 400 },
  { "NUL in a value", BYTES (GET HOST "X: a\0b\r\n\r\n"), 400 },
  { "NUL in the target", BYTES ("GET /api/v1/ec\0ho HTTP/1.1\r\n" HOST "\r\n"), 400 },
  { "control character",
    BYTES (GET HOST "X: a\x01"
                    "b\r\n\r\n"),
    400 },
  { "folded header", BYTES (GET HOST "X: a\r\n b\r\n\r\n"), 400 },
  { "blank before colon", BYTES (GET HOST "X : a\r\n\r\n"), 400 },
  { "no colon", BYTES (GET HOST "X\r\n\r\n"), 400 },
  { "no name", BYTES (GET HOST ": x\r\n\r\n"), 400 },
  { "two lengths", BYTES (POST "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), 400 },
  { "two equal lengths", BYTES (POST "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"), 400 },
  { "a list of lengths", BYTES (POST "Content-Length: 1, 1\r\n\r\na"), 400 },
  { "a length with a sign", BYTES (POST "Content-Length: +1\r\n\r\na"), 400 },
  { "a negative length", BYTES (POST "Content-Length: -1\r\n\r\na"), 400 },
  { "an empty length", BYTES (POST "Content-Length:\r\n\r\na"), 400 },
  { "a hexadecimal length", BYTES (POST "Content-Length: 0x1\r\n\r\na"), 400 },
  { "a length beyond 64 bits", BYTES (POST "Content-Length: 18446744073709551617\r\n\r\na"), 400 },
  { "length and encoding",
    BYTES (POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400 },
  { "encoding and length",
    BYTES (POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"), 400 },
  { "encoding alone", BYTES (POST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 411 },
  { "hidden encoding", BYTES (POST "Transfer-Encoding: xchunked\r\n\r\n"), 411 },
  { "absolute form", BYTES ("GET http://localhost/api/v1/echo HTTP/1.1\r\n" HOST "\r\n"), 400 },
  { "authority form", BYTES ("CONNECT localhost:1 HTTP/1.1\r\n" HOST "\r\n"), 501 },
  { "asterisk form", BYTES ("OPTIONS * HTTP/1.1\r\n" HOST "\r\n"), 501 },
  { "asterisk with GET", BYTES ("GET * HTTP/1.1\r\n" HOST "\r\n"), 400 },
  { "TRACE", BYTES ("TRACE /api/v1/echo HTTP/1.1\r\n" HOST "\r\n"), 501 },
  { "lower case method", BYTES ("get /api/v1/echo HTTP/1.1\r\n" HOST "\r\n"), 501 },
  { "HTTP/0.9", BYTES ("GET /api/v1/echo\r\n\r\n"), 400 },
  { "HTTP/2 preface", BYTES ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 501 },
  { "HTTP/3.0", BYTES ("GET /api/v1/echo HTTP/3.0\r\n" HOST "\r\n"), 505 },
  { "two blanks", BYTES ("GET  /api/v1/echo HTTP/1.1\r\n" HOST "\r\n"), 400 },
  { "blank in the target", BYTES ("GET /api/v1/e cho HTTP/1.1\r\n" HOST "\r\n"), 505 },
  { "fragment", BYTES ("GET /api/v1/echo#x HTTP/1.1\r\n" HOST "\r\n"), 400 },
  { "bytes over ASCII", BYTES ("GET /api/v1/\xc3\xa4 HTTP/1.1\r\n" HOST "\r\n"), 400 },
  { "empty lines first", BYTES ("\r\n" GET HOST "\r\n"), 400 },
  { "TLS hello", BYTES ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), 400 },
};

static void
test_refused (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (FwRawAnswer) answer = NULL;
      int before = g_atomic_int_get (&n_handled);

      g_test_message ("%s", refused[i].name);
      answer = fw_raw_ask (f->port, refused[i].bytes, (gssize) refused[i].length);
      g_assert_cmpuint (answer->status, ==, refused[i].status);
      g_assert_true (g_str_has_prefix (answer->body, "{\"error\":{\"code\":\"invalid\""));
      g_assert_true (answer->closed);
      g_assert_cmpint (g_atomic_int_get (&n_handled), ==, before);
    }
}

/* The second request of a kept connection is read as strictly as the first, whether it comes alone
 * or in one piece with it. */
static void
test_refused_second (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GSocketConnection) connection = fw_raw_open (f->port);
      g_autoptr (FwRawAnswer) first = NULL;
      g_autoptr (FwRawAnswer) second = NULL;

      g_test_message ("%s", refused[i].name);
      fw_raw_send (connection, POST "Content-Length: 3\r\n\r\nabc", -1);
      first = fw_raw_read (connection);
      g_assert_cmpuint (first->status, ==, 200);
      g_assert_cmpstr (first->body, ==, "abc");

      fw_raw_send (connection, refused[i].bytes, (gssize) refused[i].length);
      second = fw_raw_read (connection);
      g_assert_cmpuint (second->status, ==, refused[i].status);
      g_assert_true (fw_raw_is_closed (connection));
    }
}

static void
test_refused_pipelined (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GSocketConnection) connection = fw_raw_open (f->port);
      g_autoptr (GString) bytes = g_string_new (POST "Content-Length: 3\r\n\r\nabc");
      g_autoptr (FwRawAnswer) answer = NULL;

      g_string_append_len (bytes, refused[i].bytes, (gssize) refused[i].length);
      fw_raw_send (connection, bytes->str, (gssize) bytes->len);
      answer = fw_raw_read (connection);
      if (answer->status == 200)
        {
          g_clear_pointer (&answer, fw_raw_answer_free);
          answer = fw_raw_read (connection);
        }
      g_assert_cmpuint (answer->status, ==, refused[i].status);
      g_assert_true (fw_raw_is_closed (connection));
    }
}

/* Wherever a TCP segment ends, the answer is the same. */
static void
test_split (Fixture *f, gconstpointer data)
{
  static const char bytes[] = POST "Content-Length: 3\r\nX-Y:  a \r\n\r\nabc";

  for (gsize cut = 1; cut < sizeof bytes - 1; cut += 3)
    {
      g_autoptr (GSocketConnection) connection = fw_raw_open (f->port);
      g_autoptr (FwRawAnswer) answer = NULL;

      fw_raw_send (connection, bytes, (gssize) cut);
      g_usleep (1000);
      fw_raw_send (connection, bytes + cut, -1);
      answer = fw_raw_read (connection);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (answer->body, ==, "abc");
    }
}

static void
test_pipelined (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = fw_raw_open (f->port);
  g_autoptr (FwRawAnswer) answer = NULL;

  fw_raw_send (connection, GET HOST "\r\n" GET HOST "\r\n" GET HOST "Connection: close\r\n\r\n",
               -1);
  while (!fw_raw_is_closed (connection))
    ;
  answer = fw_raw_request (f->port, "GET", "echo", NULL, NULL, 0);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_large_head (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new (GET HOST);
  g_autoptr (GString) wide = g_string_new (GET HOST "X: ");
  g_autoptr (GString) fitting = g_string_new (GET HOST "X: ");
  g_autoptr (FwRawAnswer) a = NULL;
  g_autoptr (FwRawAnswer) b = NULL;
  g_autoptr (FwRawAnswer) c = NULL;

  for (guint i = 0; i < 101; i++)
    g_string_append_printf (many, "X-%u: y\r\n", i);
  g_string_append (many, "\r\n");
  a = fw_raw_ask (f->port, many->str, -1);
  g_assert_cmpuint (a->status, ==, 431);

  for (guint i = 0; i < 17 * 1024; i++)
    g_string_append_c (wide, 'y');
  g_string_append (wide, "\r\n\r\n");
  b = fw_raw_ask (f->port, wide->str, -1);
  g_assert_cmpuint (b->status, ==, 431);

  for (guint i = 0; i < 15 * 1024; i++)
    g_string_append_c (fitting, 'y');
  g_string_append (fitting, "\r\nConnection: close\r\n\r\n");
  c = fw_raw_ask (f->port, fitting->str, -1);
  g_assert_cmpuint (c->status, ==, 200);
}

static void
test_bodies (Fixture *f, gconstpointer data)
{
  g_autofree char *body = g_strnfill (100 * 1024, 'x');
  g_autofree char *over = g_strnfill (100 * 1024 + 1, 'x');
  g_autoptr (FwRawAnswer) whole = fw_raw_request (f->port, "POST", "echo", NULL, body, -1);
  g_autoptr (FwRawAnswer) large = fw_raw_request (f->port, "POST", "echo", NULL, over, -1);
  g_autoptr (FwRawAnswer) unwanted = fw_raw_request (f->port, "GET", "echo", NULL, "x", -1);
  g_autoptr (FwRawAnswer) empty = fw_raw_request (f->port, "POST", "echo", NULL, "", -1);
  g_autoptr (GSocketConnection) truncated = fw_raw_open (f->port);
  int before;

  g_assert_cmpuint (whole->status, ==, 200);
  g_assert_cmpstr (whole->body, ==, body);
  g_assert_cmpuint (large->status, ==, 413);
  g_assert_cmpuint (unwanted->status, ==, 400);
  g_assert_cmpuint (empty->status, ==, 200);

  before = g_atomic_int_get (&n_handled);
  fw_raw_send (truncated, POST "Content-Length: 10\r\n\r\nabc", -1);
  g_io_stream_close (G_IO_STREAM (truncated), NULL, NULL);
  g_usleep (50 * 1000);
  g_assert_cmpint (g_atomic_int_get (&n_handled), ==, before);
}

static void
test_routes (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *method, *path, *token;
    guint status;
  } cases[] = {
    { "GET", "echo", NULL, 200 },
    { "DELETE", "echo", NULL, 405 },
    { "GET", "echo/", NULL, 404 },
    { "GET", "nothing", NULL, 404 },
    { "GET", "slow", NULL, 401 },
    { "GET", "slow", "nobody", 401 },
    { "GET", "slow", "boss", 200 },
    { "GET", "thing/a/b", "boss", 403 },
    { "GET", "thing/a", "boss", 404 },
    { "GET", "thing//b", "boss", 404 },
    { "GET", "thing/%00/b", "boss", 404 },
    { "GET", "thing/%ff/b", "boss", 404 },
    { "GET", "thing/%zz/b", "boss", 404 },
    { "GET", "echo?a=1&a=2", NULL, 400 },
    { "GET", "echo?a=%00", NULL, 400 },
    { "GET", "echo?=1", NULL, 400 },
    { "GET", "echo?a=%c3%a4&b", NULL, 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwRawAnswer) answer =
          fw_raw_request (f->port, cases[i].method, cases[i].path, cases[i].token, NULL, 0);

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_nonnull (strstr (answer->head, "no-store"));
    }
}

/* libmicrohttpd tells of the end of a request a moment after its answer was read. */
static void
wait_for_no_exchange (Fixture *f)
{
  for (guint i = 0; i < 2000 && fw_http_get_n_exchanges (f->http) > 0; i++)
    g_usleep (5000);
  g_assert_cmpuint (fw_http_get_n_exchanges (f->http), ==, 0);
}

static void
test_slow_loris (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocketConnection) dripping = fw_raw_open (f->port);
  g_autoptr (GSocketConnection) uploading = fw_raw_open (f->port);
  g_autoptr (FwRawAnswer) answer = NULL;
  gint64 now = g_get_monotonic_time ();

  fw_raw_send (dripping, GET "Ho", -1);
  fw_raw_send (uploading, POST "Content-Length: 3\r\n\r\na", -1);
  g_usleep (50 * 1000);
  g_assert_cmpuint (fw_gate_sweep (now + 9 * G_USEC_PER_SEC), ==, 0);
  fw_raw_send (dripping, "st: local", -1); /* a byte now and then buys no time */
  g_assert_cmpuint (fw_gate_sweep (g_get_monotonic_time () + 11 * G_USEC_PER_SEC), ==, 1);
  g_assert_cmpuint (fw_gate_sweep (g_get_monotonic_time () + 31 * G_USEC_PER_SEC), >=, 1);
  g_assert_true (fw_raw_is_closed (dripping));
  g_assert_true (fw_raw_is_closed (uploading));
}

/* Between two requests there is more time than within a head. */
static void
test_idle (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocketConnection) kept = fw_raw_open (f->port);
  g_autoptr (FwRawAnswer) answer = NULL;

  fw_raw_send (kept, GET HOST "\r\n", -1);
  answer = fw_raw_read (kept);
  g_assert_cmpuint (answer->status, ==, 200);
  wait_for_no_exchange (f);
  g_assert_cmpuint (fw_gate_sweep (g_get_monotonic_time () + 20 * G_USEC_PER_SEC), ==, 0);
  fw_raw_send (kept, "GET /", -1);
  g_usleep (50 * 1000);
  g_assert_cmpuint (fw_gate_sweep (g_get_monotonic_time () + 11 * G_USEC_PER_SEC), ==, 1);
  g_assert_true (fw_raw_is_closed (kept));
}

static char *
make_target (guint n_parameters, const char *headers)
{
  GString *bytes = g_string_new ("GET /api/v1/echo?");

  for (guint i = 0; i < n_parameters; i++)
    g_string_append_printf (bytes, "%sp%u=", i > 0 ? "&" : "", i);
  g_string_append_printf (bytes, " HTTP/1.1\r\n" HOST "%s\r\n", headers);
  return g_string_free (bytes, FALSE);
}

/* What libmicrohttpd has no memory for it ends without a word, and without telling us. */
static void
test_many_parts (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) cookies = g_string_new ("Cookie: ");
  g_autofree char *fitting = make_target (100, "Connection: close\r\n");
  g_autofree char *many = make_target (101, "");
  g_autofree char *baked = NULL;
  g_autoptr (FwRawAnswer) a = fw_raw_ask (f->port, fitting, -1);
  g_autoptr (FwRawAnswer) b = fw_raw_ask (f->port, many, -1);
  g_autoptr (FwRawAnswer) c = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (cookies, "c%u=1; ", i);
  g_string_append (cookies, "\r\n");
  baked = make_target (1, cookies->str);
  c = fw_raw_ask (f->port, baked, -1);
  g_assert_cmpuint (a->status, ==, 200);
  g_assert_cmpuint (b->status, ==, 414);
  g_assert_cmpuint (c->status, ==, 431);
  wait_for_no_exchange (f);
}

/* A request that ends before its handler was called is freed with its connection: one cut in its
 * body, one cut in its head, one that was answered and is followed by half of another. */
static void
test_ended_early (Fixture *f, gconstpointer data)
{
  static const char *const pieces[] = { POST "Content-Length: 10\r\n\r\nabc", GET "Ho",
                                        "GET /api/v1/ec", GET HOST "\r\n" GET "Host: lo", "" };

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GSocketConnection) cut = fw_raw_open (f->port);

      fw_raw_send (cut, pieces[i % G_N_ELEMENTS (pieces)], -1);
      g_usleep (2000);
      g_io_stream_close (G_IO_STREAM (cut), NULL, NULL);
    }
  /* libmicrohttpd sleeps through an end that comes together with the last bytes; the sweep, which
   * the server makes each second, ends such a connection when its time is over. */
  for (guint i = 0; i < 100 && fw_http_get_n_exchanges (f->http) > 0; i++)
    g_usleep (5000);
  fw_gate_sweep (g_get_monotonic_time () + 60 * G_USEC_PER_SEC);
  wait_for_no_exchange (f);
}

/* A connection beyond the limit of its address is closed; one that ends makes room. */
static void
test_connection_limit (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FwRawAnswer) refused_answer = NULL;
  guint n_open = 0;

  for (guint i = 0; i < 110; i++)
    g_ptr_array_add (connections, fw_raw_open (f->port));
  for (guint i = 0; i < connections->len; i++)
    {
      g_autoptr (FwRawAnswer) answer = NULL;

      fw_raw_send (connections->pdata[i], GET HOST "\r\n", -1);
      answer = fw_raw_read (connections->pdata[i]);
      n_open += answer->status == 200;
    }
  g_assert_cmpuint (n_open, ==, 100);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/server/hygiene/refused", test_refused },
    { "/server/hygiene/refused-second", test_refused_second },
    { "/server/hygiene/refused-pipelined", test_refused_pipelined },
    { "/server/hygiene/split", test_split },
    { "/server/hygiene/pipelined", test_pipelined },
    { "/server/hygiene/large-head", test_large_head },
    { "/server/hygiene/bodies", test_bodies },
    { "/server/hygiene/routes", test_routes },
    { "/server/hygiene/slow-loris", test_slow_loris },
    { "/server/hygiene/idle", test_idle },
    { "/server/hygiene/1-many-parts", test_many_parts },
    { "/server/hygiene/1-ended-early", test_ended_early },
    { "/server/hygiene/connection-limit", test_connection_limit },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
