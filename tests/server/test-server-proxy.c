/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose connection it is: the PROXY protocol of a trusted proxy, and of nobody else. */
#include <string.h>

#include "server/fw-gate.h"
#include "server/fw-http.h"
#include "server/fw-options.h"
#include "server/fw-proxy-scan.h"
#include "server/fw-raw-client.h"

#define BYTES(text) text, sizeof (text) - 1
#define SIGNATURE "\r\n\r\n\0\r\nQUIT\n"
#define TCP4 "\x0a\x00\x00\x01\x7f\x00\x00\x01\x12\x34\x01\xbb"
#define TCP6                                                                                       \
  "\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01"                               \
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x12\x34\x01\xbb"

static const struct
{
  const char *name;
  const char *bytes;
  gsize length;
  const char *text; /* NULL: the proxy speaks for itself */
} whole[] = {
  { "line", BYTES ("PROXY TCP4 192.0.2.1 127.0.0.1 1234 443\r\n"), "192.0.2.1" },
  { "line of six", BYTES ("PROXY TCP6 2001:db8::1 ::1 65535 0\r\n"), "2001:db8::1" },
  { "mapped", BYTES ("PROXY TCP6 ::ffff:192.0.2.1 ::1 1 1\r\n"), "192.0.2.1" },
  { "unknown", BYTES ("PROXY UNKNOWN\r\n"), NULL },
  { "unknown and more", BYTES ("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n"), NULL },
  { "binary", BYTES (SIGNATURE "\x21\x11\x00\x0c" TCP4), "10.0.0.1" },
  { "binary of six", BYTES (SIGNATURE "\x21\x21\x00\x24" TCP6), "2001:db8::1" },
  { "with more", BYTES (SIGNATURE "\x21\x11\x00\x0f" TCP4 "\x04\x00\x00"), "10.0.0.1" },
  { "local", BYTES (SIGNATURE "\x20\x00\x00\x00"), NULL },
  { "local with more", BYTES (SIGNATURE "\x20\x11\x00\x0c" TCP4), NULL },
  { "unspecified", BYTES (SIGNATURE "\x21\x00\x00\x00"), NULL },
};

static const struct
{
  const char *name;
  const char *bytes;
  gsize length;
} refused[] = {
  { "a request", BYTES ("GET /api/v1/who HTTP/1.1\r\nHost: a\r\n\r\n") },
  { "lower case", BYTES ("proxy TCP4 192.0.2.1 127.0.0.1 1 1\r\n") },
  { "two blanks", BYTES ("PROXY TCP4  192.0.2.1 127.0.0.1 1 1\r\n") },
  { "no ports", BYTES ("PROXY TCP4 192.0.2.1 127.0.0.1\r\n") },
  { "too much", BYTES ("PROXY TCP4 192.0.2.1 127.0.0.1 1 1 1\r\n") },
  { "bare LF", BYTES ("PROXY TCP4 192.0.2.1 127.0.0.1 1 1\n") },
  { "CR inside", BYTES ("PROXY TCP4 192.0.2.1\r127.0.0.1 1 1\r\n") },
  { "other family", BYTES ("PROXY TCP4 2001:db8::1 ::1 1 1\r\n") },
  { "six as four", BYTES ("PROXY TCP6 192.0.2.1 127.0.0.1 1 1\r\n") },
  { "a name", BYTES ("PROXY TCP4 localhost 127.0.0.1 1 1\r\n") },
  { "short form", BYTES ("PROXY TCP4 127.1 127.0.0.1 1 1\r\n") },
  { "a port too large", BYTES ("PROXY TCP4 192.0.2.1 127.0.0.1 65536 1\r\n") },
  { "a port with a sign", BYTES ("PROXY TCP4 192.0.2.1 127.0.0.1 +1 1\r\n") },
  { "a port with zeros", BYTES ("PROXY TCP4 192.0.2.1 127.0.0.1 001 1\r\n") },
  { "no port", BYTES ("PROXY TCP4 192.0.2.1 127.0.0.1 1 \r\n") },
  { "NUL", BYTES ("PROXY TCP4 192.0.2.1\0 127.0.0.1 1 1\r\n") },
  { "another transport", BYTES ("PROXY UDP4 192.0.2.1 127.0.0.1 1 1\r\n") },
  { "endless",
    BYTES ("PROXY UNKNOWN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n") },
  { "half a signature", BYTES ("\r\n\r\nGET / HTTP/1.1\r\n") },
  { "version 1 in binary", BYTES (SIGNATURE "\x11\x11\x00\x0c" TCP4) },
  { "a third command", BYTES (SIGNATURE "\x22\x11\x00\x0c" TCP4) },
  { "a datagram", BYTES (SIGNATURE "\x21\x12\x00\x0c" TCP4) },
  { "a path", BYTES (SIGNATURE "\x21\x31\x00\x0c" TCP4) },
  { "too short", BYTES (SIGNATURE "\x21\x11\x00\x0b" TCP4) },
  { "six too short", BYTES (SIGNATURE "\x21\x21\x00\x0c" TCP4) },
  { "too long", BYTES (SIGNATURE "\x21\x11\xff\xff" TCP4) },
};

static void
test_whole (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    for (gsize cut = 0; cut < whole[i].length; cut++)
      {
        FwProxyScan scan = { FW_PROXY_PENDING };
        g_autofree char *bytes = g_malloc (whole[i].length + 3);
        gsize used;

        memcpy (bytes, whole[i].bytes, whole[i].length);
        memcpy (bytes + whole[i].length, "GET", 3);
        used = fw_proxy_scan_feed (&scan, bytes, cut);
        g_assert_cmpuint (used, ==, cut);
        g_assert_cmpint (scan.state, ==, FW_PROXY_PENDING);
        used += fw_proxy_scan_feed (&scan, bytes + cut, whole[i].length + 3 - cut);
        g_assert_cmpuint (used, ==, whole[i].length);
        g_assert_cmpint (scan.state, ==, FW_PROXY_WHOLE);
        g_assert_cmpint (scan.has_address, ==, whole[i].text != NULL);
        if (whole[i].text != NULL)
          g_assert_cmpstr (scan.address.text, ==, whole[i].text);
      }
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    for (gsize piece = 1; piece <= refused[i].length; piece += 7)
      {
        FwProxyScan scan = { FW_PROXY_PENDING };

        for (gsize at = 0; at < refused[i].length; at += piece)
          fw_proxy_scan_feed (&scan, refused[i].bytes + at, MIN (piece, refused[i].length - at));
        if (scan.state != FW_PROXY_REFUSED)
          g_error ("%s is not refused", refused[i].name);
      }
}

static void
test_network (void)
{
  static const struct
  {
    const char *text, *network;
  } cases[] = { { "192.0.2.1", "192.0.2.1" },
                { "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
                { "::1", "::/64" },
                { "::ffff:192.0.2.1", "192.0.2.1" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].text);
      FwAddress result;

      fw_address_set (
          &result, g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? AF_INET : AF_INET6,
          g_inet_address_to_bytes (address));
      g_assert_cmpstr (result.network, ==, cases[i].network);
    }
}

/* ---- at the socket ---- */

static void
handle_who (FwExchange *exchange)
{
  fw_exchange_reply (exchange, 200, g_string_new (fw_exchange_get_address (exchange)),
                     "text/plain");
}

static FwScope *
authorise (const char *token, gpointer server, GError **error)
{
  return fw_scope_new_administrator ();
}

static const FwRoute routes[] = {
  { "GET", "who", FW_ROLE_NONE, FW_RUN_INLINE, 0, handle_who },
};

typedef struct
{
  FwHttp *http;
  GPtrArray *trusted;
  guint16 port;
} Fixture;

/* @data: the trusted proxy; NULL: none. */
static void
set_up (Fixture *f, gconstpointer data)
{
  FwHttpOptions options = { .routes = routes,
                            .n_routes = G_N_ELEMENTS (routes),
                            .authorise = authorise,
                            .address = "127.0.0.1",
                            .max_connections = 40,
                            .max_strangers = 30 };
  g_autoptr (GError) error = NULL;

  f->trusted = g_ptr_array_new_with_free_func (g_object_unref);
  if (data != NULL)
    g_ptr_array_add (f->trusted, g_inet_address_mask_new_from_string (data, NULL));
  options.trusted = f->trusted;
  f->http = fw_http_new (&options, &error);
  g_assert_no_error (error);
  f->port = fw_http_get_port (f->http);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_http_free (f->http);
  g_ptr_array_unref (f->trusted);
  g_assert_cmpuint (fw_gate_get_count (), ==, 0);
}

#define WHO "GET /api/v1/who HTTP/1.1\r\nHost: a\r\n\r\n"

static void
test_trusted (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    for (guint apart = 0; apart < 2; apart++)
      {
        g_autoptr (GSocketConnection) connection = fw_raw_open (f->port);
        g_autoptr (GByteArray) bytes = g_byte_array_new ();
        g_autoptr (FwRawAnswer) first = NULL;
        g_autoptr (FwRawAnswer) second = NULL;

        g_byte_array_append (bytes, (const guint8 *) whole[i].bytes, (guint) whole[i].length);
        if (apart == 0)
          g_byte_array_append (bytes, (const guint8 *) WHO, strlen (WHO));
        fw_raw_send (connection, (const char *) bytes->data, (gssize) bytes->len);
        if (apart == 1)
          {
            g_usleep (2000);
            fw_raw_send (connection, WHO, -1);
          }
        first = fw_raw_read (connection);
        g_assert_cmpuint (first->status, ==, 200);
        g_assert_cmpstr (first->body, ==, whole[i].text != NULL ? whole[i].text : "127.0.0.1");
        /* One header a connection: a second one is no request, and it is refused or cut off. */
        fw_raw_send (connection, whole[i].bytes, (gssize) whole[i].length);
        second = fw_raw_read (connection);
        g_assert_true (second->status == 0 || second->status >= 400);
      }
}

static void
test_trusted_refused (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (FwRawAnswer) answer =
          fw_raw_ask (f->port, refused[i].bytes, (gssize) refused[i].length);

      g_test_message ("%s", refused[i].name);
      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_true (answer->closed);
    }
}

static void
test_untrusted (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRawAnswer) plain = fw_raw_ask (f->port, WHO, -1);

  g_assert_cmpuint (plain->status, ==, 200);
  g_assert_cmpstr (plain->body, ==, "127.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (FwRawAnswer) answer = NULL;

      g_byte_array_append (bytes, (const guint8 *) whole[i].bytes, (guint) whole[i].length);
      g_byte_array_append (bytes, (const guint8 *) WHO, strlen (WHO));
      answer = fw_raw_ask (f->port, (const char *) bytes->data, (gssize) bytes->len);
      g_assert_cmpuint (answer->status, >=, 400);
      g_assert_true (answer->closed);
    }
}

static GSocketConnection *
open_from (Fixture *f, const char *from)
{
  GSocketConnection *connection = fw_raw_open (f->port);
  g_autofree char *line = g_strdup_printf ("PROXY TCP4 %s 127.0.0.1 1 1\r\n", from);

  fw_raw_send (connection, line, -1);
  return connection;
}

static guint
ask_who (GSocketConnection *connection)
{
  g_autoptr (FwRawAnswer) answer = NULL;

  fw_raw_send (connection, WHO, -1);
  answer = fw_raw_read (connection);
  return answer->status;
}

/* Behind the proxy as well, one address takes no more than its share. */
static void
test_one_address (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketConnection) other = NULL;
  guint n_open = 0;

  for (guint i = 0; i < 28; i++)
    {
      g_ptr_array_add (open, open_from (f, "198.51.100.7"));
      n_open += ask_who (open->pdata[i]) == 200;
    }
  g_assert_cmpuint (n_open, ==, 18);
  other = open_from (f, "203.0.113.5");
  g_assert_cmpuint (ask_who (other), ==, 200);
}

/* Point 6: half-open heads, from however many addresses, keep nobody out. */
static void
test_half_open (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_left = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *from = g_strdup_printf ("198.51.100.%u", i + 1);
      g_autoptr (GSocketConnection) right = NULL;

      g_ptr_array_add (open, open_from (f, from));
      fw_raw_send (open->pdata[i], "GET /api/v1/wh", -1);
      if (i % 10 != 0)
        continue;
      right = open_from (f, "203.0.113.5");
      g_assert_cmpuint (ask_who (right), ==, 200);
    }
  for (guint i = 0; i < open->len; i++)
    {
      g_autoptr (FwRawAnswer) answer = NULL;

      fw_raw_send (open->pdata[i], "o HTTP/1.1\r\nHost: a\r\n\r\n", -1);
      answer = fw_raw_read (open->pdata[i]);
      n_left += answer->status == 200;
    }
  g_assert_cmpuint (n_left, >, 0);
  g_assert_cmpuint (n_left, <=, 30);
}

/* ---- the options ---- */

static gboolean
parse (const char *const *words, FwOptions *options, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char **arguments = NULL;
  g_auto (GStrv) owned = NULL;
  int n;

  g_strv_builder_add (builder, "floorwalkerd");
  for (; *words != NULL; words++)
    g_strv_builder_add (builder, *words);
  owned = g_strv_builder_end (builder);
  n = (int) g_strv_length (owned);
  arguments = g_memdup2 (owned, ((gsize) n + 1) * sizeof (char *)); /* parsing takes some out */
  return fw_options_parse (options, &n, &arguments, error);
}

/* Point 21: what others can reach is reached over TLS, or the server was told so. */
static void
test_listen (void)
{
  static const struct
  {
    const char *words[6];
    gboolean taken;
  } cases[] = {
    { { NULL }, TRUE },
    { { "--listen", "127.0.0.9:1", NULL }, TRUE },
    { { "--listen", "[::1]:1", NULL }, TRUE },
    { { "--listen", "0.0.0.0:1", NULL }, FALSE },
    { { "--listen", "[::]:1", NULL }, FALSE },
    { { "--listen", "192.0.2.1:1", NULL }, FALSE },
    { { "--listen", "[::ffff:192.0.2.1]:1", NULL }, FALSE },
    { { "--listen", "0.0.0.0:1", "--behind-tls-proxy", NULL }, TRUE },
    { { "--listen", "0.0.0.0:1", "--trusted-proxy", "192.0.2.1", NULL }, FALSE },
    { { "--trusted-proxy", "127.0.0.2", "--trusted-proxy=2001:db8::/32", NULL }, TRUE },
    { { "--trusted-proxy", "localhost", NULL }, FALSE },
    { { "--trusted-proxy", "10.0.0.1/8", NULL }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (FwOptions) options = { NULL };
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_cmpint (parse (cases[i].words, &options, &error), ==, cases[i].taken);
      g_assert_cmpint (error == NULL, ==, cases[i].taken);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    const char *trusted;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/server/proxy/4/trusted", "127.0.0.1", test_trusted },
    { "/server/proxy/4/trusted-range", "127.0.0.0/8", test_trusted },
    { "/server/proxy/4/trusted-refused", "127.0.0.1", test_trusted_refused },
    { "/server/proxy/4/untrusted", NULL, test_untrusted },
    { "/server/proxy/4/other-trusted", "127.0.0.2", test_untrusted },
    { "/server/proxy/6/one-address", "127.0.0.1", test_one_address },
    { "/server/proxy/6/half-open", "127.0.0.1", test_half_open },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/proxy/4/whole", test_whole);
  g_test_add_func ("/server/proxy/4/refused", test_refused);
  g_test_add_func ("/server/proxy/4/network", test_network);
  g_test_add_func ("/server/proxy/21/listen", test_listen);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].trusted, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
