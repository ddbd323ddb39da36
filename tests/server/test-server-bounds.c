/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Points 2 and 3 of docs/attacks.md: what anybody asks or sends takes bounded memory, and nobody's
 * leaves others without. */
#include <malloc.h>
#include <string.h>

#include "server/fw-bodies.h"
#include "server/fw-gate.h"
#include "server/fw-server-fixture.h"
#include "server/fw-server-private.h"
#include "support/fw-test-store.h"

#define MIB ((gsize) 1024 * 1024)
/* Two of them are all that one account may have on its way. */
#define LARGE (FW_REPLY_MAX_EACH / 2)
#define UNTIL "from=2026-01-01&to=2026-12-31"

/* ---- questions ---- */

/* @n contacts that were given up, each of a queue of its own. @start: seconds from TEST_START;
 * @spread: seconds over which they came. */
static void
add_queues (FwServerFixture *f, gint64 start, guint spread, guint first, guint n)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (GError) error = NULL;
  FwFloorReport report;

  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%u", i);
      g_autofree char *queue = g_strdup_printf ("q%u", i);

      fw_test_add (batch,
                   fw_test_event (FW_EVENT_OFFERED, start + i % spread, contact, queue, NULL));
      fw_test_add (
          batch, fw_test_event (FW_EVENT_ABANDONED, start + i % spread + 30, contact, queue, NULL));
    }
  g_assert_true (fw_centre_ingest (f->centre, batch, &report, &error));
  g_assert_no_error (error);
}

static void
test_kpi_groups (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) few = NULL;
  g_autoptr (JsonObject) short_ones = NULL;
  g_autoptr (FwRawAnswer) long_answer = NULL;

  add_queues (f, 0, 3600, 0, 40000);
  /* Within the groups that there may be, but more bytes than an answer may have. */
  fw_fixture_expect_error (f, "GET", "kpi?by=queue&" UNTIL, f->boss, NULL, 413, "too-large",
                           "figures=0");
  long_answer = fw_raw_request (f->port, "GET", "kpi?by=queue&figures=0&" UNTIL, f->boss, NULL, -1);
  g_assert_cmpuint (long_answer->status, ==, 200);
  g_assert_cmpuint (strlen (long_answer->body), <=, FW_REPLY_MAX_BYTES);
  /* It is not kept beyond the one who asked. */
  g_assert_cmpuint (fw_reply_cache_get_size (f->server->kpi_cache), <=, FW_REPLY_CACHE_MAX_BYTES);

  add_queues (f, 0, 3600, 40000, 11000);
  fw_fixture_expect_error (f, "GET", "kpi?by=queue&figures=0&" UNTIL, f->boss, NULL, 413,
                           "too-large", "fewer attributes");
  few = fw_fixture_ask (f, "GET", "kpi?by=queue&queue=q1,q2&" UNTIL, f->boss, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (few, "groups")), ==, 2);
}

/* Of this process, in bytes. */
static gsize
read_memory (const char *what)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, what);
  g_assert_nonnull (line);
  return (gsize) g_ascii_strtoull (line + strlen (what), NULL, 10) * 1024;
}

/* The attack itself: many large questions at once, none alike, whose answers nobody takes. */
static void
test_memory (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) readers = g_ptr_array_new_with_free_func (g_object_unref);
  gsize before;

  add_queues (f, 0, 3600, 0, 30000);
  if (!g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0600,
                                 NULL))
    {
      g_test_skip ("the peak of memory cannot be set back here");
      return;
    }
  before = read_memory ("VmRSS:");
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *head = g_strdup_printf (
          "GET /api/v1/kpi?by=queue,outcome&bucket=half_hour&from=2026-01-%02u&to=2026-12-31%s "
          "HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
          i + 1, i % 2 == 0 ? "&figures=0" : "", i % 3 == 0 ? f->coach : f->boss);

      g_ptr_array_add (readers, fw_raw_open (f->port));
      fw_raw_send (readers->pdata[i], head, -1);
    }
  for (guint i = 0; i < readers->len; i++)
    while (!g_socket_condition_check (g_socket_connection_get_socket (readers->pdata[i]), G_IO_IN))
      g_usleep (1000);
  g_test_message ("%zu MiB more at the peak", (read_memory ("VmHWM:") - before) / MIB);
#ifndef __SANITIZE_ADDRESS__ /* keeps what was freed */
  g_assert_cmpuint (read_memory ("VmHWM:"), <=, before + 256 * MIB);
#endif
  g_assert_cmpuint (fw_http_get_reply_bytes (f->server->http), <=, FW_REPLY_MAX_KEPT + MIB);
}

/* ---- everything at once ---- */

#define PEOPLE 200
#define MIX_A_DAY 20000

static FwEvent
make_call (FwEventType type, gint64 at, const char *contact, const char *queue, const char *agent)
{
  FwEvent event = fw_test_event (type, at, contact, queue, agent);

  event.id = fw_text (contact);
  return event;
}

/* Days of contacts of which hardly two have all in common. */
static void
add_mix (FwServerFixture *f, guint days)
{
  for (guint day = 0; day < days; day++)
    {
      g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
      g_autoptr (GError) error = NULL;
      FwFloorReport report;

      for (guint i = 0; i < MIX_A_DAY; i++)
        {
          gint64 at = (gint64) day * 24 * 3600 + i * 2;
          guint spread = (day * MIX_A_DAY + i) * 2654435761u;
          g_autofree char *contact = g_strdup_printf ("m%u/%u", day, i);
          g_autofree char *queue = g_strdup_printf ("q%u", (spread >> 7) % 97);
          g_autofree char *agent = g_strdup_printf ("Agent/%u", (spread >> 11) % PEOPLE);
          g_autofree char *product = g_strdup_printf ("p%u", (spread >> 3) % 53);
          FwEvent event = make_call (FW_EVENT_CONTACT, at, contact, queue, agent);

          event.reason = fw_text ("answered");
          event.product = fw_text (product);
          event.wait_ms = (spread >> 9) % 60 * 1000;
          event.talk_ms = 60000 + i % 1000 * 100;
          event.rating = (gint8) (1 + (spread >> 17) % 5);
          fw_test_add (batch, event);
        }
      g_assert_true (fw_centre_ingest (f->centre, batch, &report, &error));
      g_assert_no_error (error);
    }
}

static GSocketConnection *
send_request (FwServerFixture *f, const char *method, const char *path, const char *token)
{
  GSocketConnection *connection = fw_raw_open (f->port);
  g_autofree char *head = g_strdup_printf ("%s /api/v1/%s HTTP/1.1\r\nHost: localhost\r\n"
                                           "Authorization: Bearer %s\r\nContent-Length: 0\r\n\r\n",
                                           method, path, token);

  fw_raw_send (connection, head, -1);
  return connection;
}

/* What was freed before goes back, so that nothing fits into it unseen. */
static void
forget_peak (void)
{
  malloc_trim (0);
  if (!g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0600,
                                 NULL))
    g_test_message ("the peak of memory cannot be set back here");
}

static void
assert_memory (gsize before, gsize most)
{
  gsize peak = read_memory ("VmHWM:");

  g_test_message ("%zu MiB more at the peak", peak > before ? (peak - before) / MIB : 0);
#ifndef __SANITIZE_ADDRESS__ /* keeps what was freed */
  g_assert_cmpuint (peak, <=, before + most);
#endif
}

#define WINDOW "from=2026-03-09&to=2026-03-16"

static guint
ask_why (FwServerFixture *f, const char *rest)
{
  g_autofree char *path = g_strconcat ("why?metric=aht_s&baseline=previous&" WINDOW, rest, NULL);
  g_autoptr (FwRawAnswer) answer = fw_raw_request (f->port, "GET", path, f->boss, NULL, -1);

  g_test_message ("%s: %u %.120s", path, answer->status, answer->body);
  if (answer->status == 413)
    g_assert_nonnull (strstr (answer->body, "fewer days, one team or queue, or fewer attributes"));
  return answer->status;
}

/* Causes are looked for among as many combinations as there is room for; of more one is told how
 * to ask for less. */
static void
test_memory_of_why (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) near = g_string_new ("&by=agent,queue,product&queue=q0");
  gsize before;

  for (guint i = 1; i < 25; i++) /* nearly as many combinations as there may be */
    g_string_append_printf (near, ",q%u", i);
  add_mix (f, 14);
  g_assert_cmpuint (ask_why (f, "&by=queue&factors=0"), ==, 200);
  forget_peak ();
  before = read_memory ("VmRSS:");
  g_assert_cmpuint (ask_why (f, "&by=agent,queue,product,half_hour,channel,shift"), ==, 413);
  g_assert_cmpuint (ask_why (f, "&by=queue,product,half_hour&factors=0"), ==, 413);
  g_assert_cmpuint (ask_why (f, "&by=agent,queue&factors=0"), ==, 200);
  g_assert_cmpuint (ask_why (f, near->str), ==, 200);
  g_assert_cmpuint (ask_why (f, ""), ==, 200);
  assert_memory (before, 64 * MIB);
}

/* The cube that is made to be compared with lies on disk. */
static void
test_memory_of_verify (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) report = NULL;
  gsize before;

  add_mix (f, 60);
  forget_peak ();
  before = read_memory ("VmRSS:");
  report = fw_fixture_ask (f, "GET", "verify", f->boss, NULL, 200);
  g_assert_true (json_object_get_boolean_member (report, "identical"));
  g_assert_cmpint (json_object_get_int_member (report, "contacts"), ==, 60 * MIX_A_DAY);
  assert_memory (before, 40 * MIB);
}

/* Everything that one may ask, at once. */
static void
test_memory_of_all (FwServerFixture *f, gconstpointer data)
{
  static const char *const whys[] = { "by=agent,queue,product,half_hour", "by=agent,queue",
                                      "by=queue,product", "by=team,shift" };
  g_autoptr (GPtrArray) readers = g_ptr_array_new_with_free_func (g_object_unref);
  gsize before;

  add_queues (f, 0, 3600, 0, 30000);
  add_mix (f, 14);
  forget_peak ();
  before = read_memory ("VmRSS:");
  g_ptr_array_add (readers, send_request (f, "GET", "verify", f->boss));
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *why =
          g_strdup_printf ("why?metric=%s&baseline=previous&" WINDOW "&%s",
                           i % 2 == 0 ? "aht_s" : "csat", whys[i % G_N_ELEMENTS (whys)]);
      g_autofree char *kpi = g_strdup_printf (
          "kpi?by=queue,outcome&bucket=half_hour&from=2026-01-%02u&to=2026-12-31%s", i + 1,
          i % 2 == 0 ? "&figures=0" : "");

      g_ptr_array_add (readers, send_request (f, "GET", why, f->boss));
      g_ptr_array_add (readers, send_request (f, "GET", kpi, i % 3 == 0 ? f->coach : f->boss));
    }
  for (guint i = 0; i < readers->len; i++)
    while (!g_socket_condition_check (g_socket_connection_get_socket (readers->pdata[i]), G_IO_IN))
      g_usleep (1000);
  assert_memory (before, 256 * MIB);
}

/* From the beginning of the day that runs at the site, which lives in UTC; so soon after it that no
 * hour of the test is too early for them. */
static void
test_live_groups (FwServerFixture *f, gconstpointer data)
{
  gint64 day = 24 * FW_HOUR, now = g_get_real_time ();
  g_autoptr (JsonObject) total = NULL;

  add_queues (f, (now - now % day - TEST_START) / FW_SECOND, 60, 0, 15001);
  fw_fixture_expect_error (f, "GET", "live?by=queue", f->boss, NULL, 413, "too-large",
                           "fewer attributes");
  total = fw_fixture_ask (f, "GET", "live?by=", f->boss, NULL, 200);
}

static guint
count_records (JsonObject *answer)
{
  return json_array_get_length (json_object_get_array_member (answer, "records"));
}

/* All pages of teams, @limit each. */
static guint
page_through (FwServerFixture *f, guint limit, guint *n_pages)
{
  g_autofree char *after = g_strdup ("");
  guint n = 0;

  for (*n_pages = 0; after != NULL; (*n_pages)++)
    {
      g_autofree char *path =
          *after == '\0' ? g_strdup_printf ("records/team?limit=%u", limit)
                         : g_strdup_printf ("records/team?limit=%u&after=%s", limit, after);
      g_autoptr (JsonObject) page = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);

      g_assert_cmpuint (count_records (page), <=, limit);
      n += count_records (page);
      g_free (after);
      after = g_strdup (json_object_get_string_member_with_default (page, "next", NULL));
    }
  return n;
}

static void
test_record_pages (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) scoped = NULL;
  guint n_pages;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"id\":\"t%u\",\"revision\":0,\"name\":\"T%u\",\"site\":\"sh\"}", i, i);
      g_autoptr (JsonObject) made = fw_fixture_ask (f, "POST", "records/team", f->boss, body, 201);
    }
  all = fw_fixture_ask (f, "GET", "records/team", f->boss, NULL, 200);
  g_assert_cmpuint (count_records (all), ==, 7);
  g_assert_false (json_object_has_member (all, "next"));
  g_assert_cmpuint (page_through (f, 3, &n_pages), ==, 7);
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (page_through (f, 7, &n_pages), ==, 7);
  g_assert_cmpuint (n_pages, ==, 1);

  /* Pages are of what the scope shows. */
  scoped = fw_fixture_ask (f, "GET", "records/team?limit=5", f->lead, NULL, 200);
  g_assert_cmpuint (count_records (scoped), ==, 1);
  g_assert_false (json_object_has_member (scoped, "next"));
}

static void
test_record_sizes (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (FW_RECORDS_MAX_SIZE, 'x');
  FwSqlValue values[] = { FW_SQL_STRING (text) };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) page = NULL;

  /* No single text can be that long; many can. */
  fw_database_execute (fw_centre_get_database (f->centre),
                       "UPDATE record_team SET f_name = $1, sum = NULL WHERE id = 'a'", values, 1,
                       NULL, &error);
  g_assert_no_error (error);
  fw_fixture_expect_error (f, "GET", "records/team", f->boss, NULL, 413, "too-large",
                           "limit and after");
  fw_fixture_expect_error (f, "GET", "records/team?format=xlsx", f->boss, NULL, 413, "too-large",
                           "limit and after");
  page = fw_fixture_ask (f, "GET", "records/team?limit=1&after=a", f->boss, NULL, 200);
  g_assert_cmpuint (count_records (page), ==, 1);
}

/* ---- what is sent ---- */

static GSocketConnection *
send_head (guint16 port, const char *method, const char *path, const char *token, gsize length)
{
  GSocketConnection *connection = fw_raw_open (port);
  g_autofree char *head =
      g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                       method, path, token, length);

  fw_raw_send (connection, head, -1);
  return connection;
}

/* The answer comes although no byte of the body does. */
static void
expect_refusal (FwServerFixture *f, const char *method, const char *path, guint status)
{
  g_autoptr (GSocketConnection) connection = send_head (f->port, method, path, f->coach, 1000);
  g_autoptr (FwRawAnswer) answer = fw_raw_read (connection);

  g_assert_cmpuint (answer->status, ==, status);
}

static void
test_role_first (FwServerFixture *f, gconstpointer data)
{
  expect_refusal (f, "POST", "/api/v1/records/account", 403);
  expect_refusal (f, "PUT", "/api/v1/records/account/boss", 403);
  expect_refusal (f, "POST", "/api/v1/records/account/import", 403);
  expect_refusal (f, "POST", "/api/v1/records/nothing", 404);
  expect_refusal (f, "POST", "/api/v1/records/nothing/import", 404);
  expect_refusal (f, "POST", "/api/v1/events", 403);
  expect_refusal (f, "POST", "/api/v1/import?format=calls", 403);
}

static void
test_idle_uploads (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) idle = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) session = NULL;
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (JsonObject) made = NULL;

  for (guint i = 0; i < 64; i++)
    g_ptr_array_add (
        idle, send_head (f->port, "POST", "/api/v1/records/person/import", f->boss, 16 * MIB));

  session = fw_fixture_ask (f, "POST", "session", NULL,
                            "{\"user\":\"boss\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}", 200);
  fw_fixture_add_call (lines, TEST_START, "c", "sales", "Agent/1");
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  made = fw_fixture_ask (f, "POST", "records/team", f->boss,
                         "{\"id\":\"t\",\"revision\":0,\"name\":\"T\",\"site\":\"sh\"}", 201);
  /* What was only announced takes nothing. */
  g_assert_cmpuint (fw_http_get_body_bytes (f->server->http), ==, 0);
}

/* ---- a server of our own ---- */

static void
handle_length (FwExchange *exchange)
{
  g_autofree char *length =
      g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (fw_exchange_get_body (exchange)));

  fw_exchange_reply (exchange, 200, g_string_new (length), "text/plain");
}

static void
handle_large (FwExchange *exchange)
{
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (LARGE), LARGE);

  fw_exchange_reply_bytes (exchange, 200, large, "text/plain");
}

static FwScope *
authorise (const char *token, gpointer server, GError **error)
{
  return fw_scope_new (token, FW_ROLE_ADMINISTRATOR, NULL, NULL);
}

static const FwRoute routes[] = {
  { "GET", "large", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, handle_large },
  { "POST", "record", FW_ROLE_EVERYONE, FW_RUN_INLINE, 4 * MIB, handle_length, FW_BODY_RECORD },
  { "POST", "events", FW_ROLE_EVERYONE, FW_RUN_INLINE, 4 * MIB, handle_length, FW_BODY_EVENTS },
};

typedef struct
{
  FwHttp *http;
  guint16 port;
} Bare;

static void
set_up_bare (Bare *f, gconstpointer data)
{
  FwHttpOptions options = { .routes = routes,
                            .n_routes = G_N_ELEMENTS (routes),
                            .authorise = authorise,
                            .address = "127.0.0.1" };
  g_autoptr (GError) error = NULL;

  f->http = fw_http_new (&options, &error);
  g_assert_no_error (error);
  f->port = fw_http_get_port (f->http);
}

static void
tear_down_bare (Bare *f, gconstpointer data)
{
  fw_http_free (f->http);
}

static void
wait_for_bytes (Bare *f, gsize (*get) (FwHttp *http), gsize bytes)
{
  while (get (f->http) != bytes)
    g_usleep (1000);
}

static guint
ask_large (Bare *f, const char *account)
{
  g_autoptr (FwRawAnswer) answer = fw_raw_request (f->port, "GET", "large", account, NULL, -1);

  return answer->status;
}

static GSocketConnection *
ask_without_reading (Bare *f, const char *path, const char *account)
{
  GSocketConnection *connection = fw_raw_open (f->port);
  g_autofree char *head = g_strdup_printf (
      "GET /api/v1/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n", path,
      account);

  fw_raw_send (connection, head, -1);
  return connection;
}

static void
test_replies_in_flight (Bare *f, gconstpointer data)
{
  g_autoptr (GSocketConnection) first = ask_without_reading (f, "large", "greedy");
  g_autoptr (GSocketConnection) second = ask_without_reading (f, "large", "greedy");

  wait_for_bytes (f, fw_http_get_reply_bytes, 2 * LARGE);
  g_assert_cmpuint (ask_large (f, "greedy"), ==, 429);
  /* The refusal is a reply too, and three large ones fill the room to its last byte. */
  wait_for_bytes (f, fw_http_get_reply_bytes, 2 * LARGE);
  g_assert_cmpuint (ask_large (f, "modest"), ==, 200);
  g_clear_object (&first);
  g_clear_object (&second);
  wait_for_bytes (f, fw_http_get_reply_bytes, 0);
  g_assert_cmpuint (ask_large (f, "greedy"), ==, 200);
}

static void
test_slow_reader (Bare *f, gconstpointer data)
{
  g_autoptr (GSocketConnection) slow = ask_without_reading (f, "large", "slow");
  gint64 allowed = (gint64) (FW_GATE_BODY_SECONDS + LARGE / FW_GATE_RATE) * G_USEC_PER_SEC;
  gint64 before = g_get_monotonic_time ();

  wait_for_bytes (f, fw_http_get_reply_bytes, LARGE);
  g_assert_cmpuint (fw_gate_sweep (before + allowed - G_USEC_PER_SEC), ==, 0);
  while (fw_gate_sweep (g_get_monotonic_time () + allowed + G_USEC_PER_SEC) == 0)
    g_usleep (1000);
  wait_for_bytes (f, fw_http_get_reply_bytes, 0);
}

/* All but the last byte of 4 MiB. */
static GSocketConnection *
send_nearly_all (Bare *f, const char *path, const char *account)
{
  GSocketConnection *connection = send_head (f->port, "POST", path, account, 4 * MIB);
  g_autofree char *body = g_strnfill (4 * MIB - 1, 'x');

  fw_raw_send (connection, body, (gssize) (4 * MIB - 1));
  return connection;
}

static guint
send_rest (GSocketConnection *connection)
{
  g_autoptr (FwRawAnswer) answer = NULL;

  fw_raw_send (connection, "x", 1);
  answer = fw_raw_read (connection);
  return answer->status;
}

static guint
send_all (Bare *f, const char *path, const char *account)
{
  g_autoptr (GSocketConnection) connection = send_nearly_all (f, path, account);

  return send_rest (connection);
}

static void
test_shares_of_bodies (Bare *f, gconstpointer data)
{
  g_autoptr (GSocketConnection) first = send_nearly_all (f, "/api/v1/record", "greedy");
  g_autoptr (GSocketConnection) second = send_nearly_all (f, "/api/v1/record", "greedy");

  wait_for_bytes (f, fw_http_get_body_bytes, 8 * MIB - 2);
  /* The share is used up: of one more what came is let go and nothing kept. */
  g_assert_cmpuint (send_all (f, "/api/v1/record", "greedy"), ==, 429);
  g_assert_cmpuint (send_all (f, "/api/v1/record", "modest"), ==, 200);
  g_assert_cmpuint (send_all (f, "/api/v1/events", "greedy"), ==, 200);
  g_assert_cmpuint (send_rest (first), ==, 200);
  g_assert_cmpuint (send_all (f, "/api/v1/record", "greedy"), ==, 200);
  g_clear_object (&second);
  wait_for_bytes (f, fw_http_get_body_bytes, 0);
}

static void
test_idle_is_cut (Bare *f, gconstpointer data)
{
  g_autoptr (GSocketConnection) idle =
      send_head (f->port, "POST", "/api/v1/record", "idle", 4 * MIB);
  gint64 late;

  fw_raw_send (idle, "xxx", 3);
  wait_for_bytes (f, fw_http_get_body_bytes, 3);
  g_assert_cmpuint (fw_gate_sweep (g_get_monotonic_time () + 20 * G_USEC_PER_SEC), ==, 0);
  /* 4 MiB would be given another 64 s; three bytes gain nothing. */
  late = (FW_GATE_BODY_SECONDS + 1) * G_USEC_PER_SEC;
  g_assert_cmpuint (fw_gate_sweep (g_get_monotonic_time () + late), ==, 1);
  wait_for_bytes (f, fw_http_get_body_bytes, 0);
}

/* ---- parts ---- */

static FwReply *
make_reply (gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (size), size);

  return fw_reply_new (200, body, "text/plain", NULL, NULL);
}

static void
test_cache (void)
{
  FwReplyCache *cache = fw_reply_cache_new ();
  g_autoptr (FwReply) huge = make_reply (FW_REPLY_CACHE_MAX_ENTRY + 1);
  g_autoptr (FwReply) large = make_reply (FW_REPLY_CACHE_MAX_ENTRY);
  gint64 now = g_get_monotonic_time ();

  fw_reply_cache_add (cache, "huge", 1, now, huge);
  g_assert_null (fw_reply_cache_find (cache, "huge", 1, now));
  g_assert_cmpuint (fw_reply_cache_get_size (cache), ==, 0);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i % 7);
      g_autoptr (FwReply) found = NULL;

      fw_reply_cache_add (cache, key, 1, now, large);
      g_assert_cmpuint (fw_reply_cache_get_size (cache), <=, FW_REPLY_CACHE_MAX_BYTES);
      found = fw_reply_cache_find (cache, key, 1, now);
      g_assert_true (found == large);
    }

  /* What is old goes when anything comes, not only when the same is asked. */
  fw_reply_cache_add (cache, "new", 1, now + 2 * G_USEC_PER_SEC, large);
  g_assert_cmpuint (fw_reply_cache_get_size (cache), ==, FW_REPLY_CACHE_MAX_ENTRY);
  fw_reply_cache_free (cache);
}

static void
test_shares (void)
{
  g_autoptr (FwShares) shares = fw_shares_new (100, 60);

  g_assert_true (fw_shares_take (shares, "a", 60));
  g_assert_false (fw_shares_take (shares, "a", 1));
  g_assert_false (fw_shares_take (shares, "b", 41));
  g_assert_false (fw_shares_take (shares, "b", G_MAXSIZE));
  g_assert_true (fw_shares_take (shares, "b", 40));
  g_assert_false (fw_shares_take (shares, "c", 1));
  fw_shares_force (shares, "c", 5);
  g_assert_cmpuint (fw_shares_get_taken (shares), ==, 105);
  fw_shares_give_back (shares, "a", 60);
  g_assert_true (fw_shares_take (shares, "c", 55));
  g_assert_cmpuint (fw_shares_get_taken (shares), ==, 100);
}

#define ADD(name, Type, set_up, test, tear_down)                                                   \
  g_test_add ("/bounds/" name, Type, NULL, set_up, test, tear_down)
#define ADD_SERVER(name, test)                                                                     \
  ADD (name, FwServerFixture, fw_server_fixture_set_up, test, fw_server_fixture_tear_down)
#define ADD_BARE(name, test) ADD (name, Bare, set_up_bare, test, tear_down_bare)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_SERVER ("2-kpi-groups", test_kpi_groups);
  ADD_SERVER ("2-memory", test_memory);
  ADD_SERVER ("2-memory-of-why", test_memory_of_why);
  ADD_SERVER ("2-memory-of-verify", test_memory_of_verify);
  ADD_SERVER ("2-memory-of-all", test_memory_of_all);
  ADD_SERVER ("2-live-groups", test_live_groups);
  ADD_SERVER ("2-record-pages", test_record_pages);
  ADD_SERVER ("2-record-sizes", test_record_sizes);
  ADD_BARE ("2-replies-in-flight", test_replies_in_flight);
  ADD_BARE ("2-slow-reader", test_slow_reader);
  g_test_add_func ("/bounds/2-cache", test_cache);
  g_test_add_func ("/bounds/2-shares", test_shares);
  ADD_SERVER ("3-role-first", test_role_first);
  ADD_SERVER ("3-idle-uploads", test_idle_uploads);
  ADD_BARE ("3-shares-of-bodies", test_shares_of_bodies);
  ADD_BARE ("3-idle-is-cut", test_idle_is_cut);
  return g_test_run ();
}
