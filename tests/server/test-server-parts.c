/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-head-scan.h"
#include "server/fw-jobs.h"
#include "server/fw-live-parts.h"
#include "server/fw-options.h"
#include "server/fw-route.h"
#include "server/fw-throttle.h"

/* ---- head scan ---- */

static void
test_scan (void)
{
  static const char two[] =
      "POST /a?b=c HTTP/1.1\r\nHost: [::1]:8780\r\nContent-Length: 4\r\n\r\n\n\0\r\n"
      "GET / HTTP/1.0\r\n\r\n";

  for (gsize piece = 1; piece < sizeof two; piece++)
    {
      FwHeadScan scan;

      fw_head_scan_init (&scan);
      for (gsize at = 0; at < sizeof two - 1; at += piece)
        g_assert_true (fw_head_scan_feed (&scan, two + at, MIN (piece, sizeof two - 1 - at)));
      g_assert_cmpint (scan.state, ==, FW_SCAN_HEAD);
      g_assert_cmpuint (scan.head->len, ==, 0);
      fw_head_scan_clear (&scan);
    }
}

static void
test_scan_refusal_stays (void)
{
  FwHeadScan scan;

  fw_head_scan_init (&scan);
  g_assert_false (fw_head_scan_feed (&scan, "GET / HTTP/1.1\n", 15));
  g_assert_cmpuint (scan.status, ==, 400);
  g_assert_false (fw_head_scan_feed (&scan, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 27));
  g_assert_cmpint (scan.state, ==, FW_SCAN_REFUSED);
  fw_head_scan_clear (&scan);
}

/* ---- throttle ---- */

static void
test_throttle (void)
{
  g_autoptr (FwThrottle) throttle = fw_throttle_new (2, 60, 0);
  gint64 now = G_GINT64_CONSTANT (1000000000);
  static const guint waits[] = { 0, 0, 1, 2, 4, 8, 16, 32, 60, 60 };

  g_assert_cmpuint (fw_throttle_get_wait (throttle, "a", now), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      fw_throttle_count (throttle, "a", now);
      g_assert_cmpuint (fw_throttle_get_wait (throttle, "a", now), ==, waits[i]);
    }
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "a", now + 59 * G_USEC_PER_SEC + 1), ==, 1);
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "a", now + 60 * G_USEC_PER_SEC), ==, 0);
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "b", now), ==, 0);

  fw_throttle_forget (throttle, "a");
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "a", now), ==, 0);
}

/* Behind one address many mistype: what is long ago counts for less. */
static void
test_throttle_forgives (void)
{
  g_autoptr (FwThrottle) throttle = fw_throttle_new (2, 60, 10);
  gint64 now = G_GINT64_CONSTANT (1000000000);

  for (guint i = 0; i < 4; i++)
    fw_throttle_count (throttle, "a", now);
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "a", now), ==, 2);
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "a", now + 20 * G_USEC_PER_SEC), ==, 0);
  fw_throttle_count (throttle, "a", now + 20 * G_USEC_PER_SEC);
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "a", now + 20 * G_USEC_PER_SEC), ==, 1);
}

static void
test_throttle_bounds (void)
{
  g_autoptr (FwThrottle) throttle = fw_throttle_new (0, 60, 0);
  gint64 now = G_GINT64_CONSTANT (10000000000);

  for (guint i = 0; i < 10050; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%u", i);

      fw_throttle_count (throttle, key, now + i);
    }
  /* The oldest made room, the newest are known. */
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "k0", now), ==, 0);
  g_assert_cmpuint (fw_throttle_get_wait (throttle, "k10049", now + 10049), ==, 1);

  /* An hour forgets: the next failure is a first one. */
  fw_throttle_count (throttle, "k10049", now + 10049);
  fw_throttle_count (throttle, "k10049", now + G_GINT64_CONSTANT (3700) * G_USEC_PER_SEC);
  g_assert_cmpuint (
      fw_throttle_get_wait (throttle, "k10049", now + G_GINT64_CONSTANT (3700) * G_USEC_PER_SEC),
      ==, 1);
}

/* ---- jobs ---- */

typedef struct
{
  GMutex lock;
  gint done;
} Work;

static void
do_work (gpointer data)
{
  Work *work = data;

  g_mutex_lock (&work->lock);
  work->done++;
  g_mutex_unlock (&work->lock);
}

static void
test_jobs (void)
{
  Work work = { .done = 0 };
  FwJobs *jobs = fw_jobs_new ("test", 2, 3);
  const char *const lanes[] = { "a", "b", "c", "d", "e" };
  guint taken = 0;

  g_mutex_init (&work.lock);
  g_mutex_lock (&work.lock);
  for (guint i = 0; i < 100; i++)
    {
      taken += fw_jobs_push (jobs, lanes[i % G_N_ELEMENTS (lanes)], FALSE, do_work, &work);
      g_usleep (100);
    }
  /* Two at work, three that wait; no more. */
  g_assert_cmpuint (taken, ==, 5);
  g_mutex_unlock (&work.lock);
  fw_jobs_free (jobs);
  g_assert_cmpint (work.done, ==, 5);
  g_mutex_clear (&work.lock);
}

/* ---- routes, queries, options ---- */

static void
test_routes (void)
{
  for (guint i = 0; i < fw_n_routes; i++)
    for (guint j = 0; j < i; j++)
      g_assert_false (strcmp (fw_routes[i].path, fw_routes[j].path) == 0 &&
                      strcmp (fw_routes[i].method, fw_routes[j].method) == 0);
}

static void
test_match (void)
{
  const FwRoute *route;
  char *parameters[FW_ROUTE_MAX_PARAMETERS];

  g_assert_cmpint (fw_route_match (fw_routes, fw_n_routes, "GET", "/api/v1/contacts/pbx/1%2F2",
                                   &route, parameters),
                   ==, FW_MATCH_ROUTE);
  g_assert_cmpstr (route->path, ==, "contacts/{source}/{id}");
  g_assert_cmpstr (parameters[0], ==, "pbx");
  g_assert_cmpstr (parameters[1], ==, "1/2");
  g_free (parameters[0]);
  g_free (parameters[1]);

  g_assert_cmpint (
      fw_route_match (fw_routes, fw_n_routes, "PUT", "/api/v1/kpi", &route, parameters), ==,
      FW_MATCH_PATH);
  g_assert_cmpint (
      fw_route_match (fw_routes, fw_n_routes, "GET", "/api/v2/kpi", &route, parameters), ==,
      FW_MATCH_NOTHING);
  g_assert_cmpint (fw_route_match (fw_routes, fw_n_routes, "GET", "/api/v1/", &route, parameters),
                   ==, FW_MATCH_NOTHING);
  g_assert_cmpint (
      fw_route_match (fw_routes, fw_n_routes, "GET", "/api/v1/kpi%00", &route, parameters), ==,
      FW_MATCH_NOTHING);
  g_assert_cmpint (
      fw_route_match (fw_routes, fw_n_routes, "GET", "/api/v1/records/%80", &route, parameters), ==,
      FW_MATCH_NOTHING);
  g_assert_null (parameters[0]);
}

static void
test_split (void)
{
  static const struct
  {
    const char *text;
    const char *values[4];
  } cases[] = {
    { "a", { "a" } },
    { "a,b", { "a", "b" } },
    { "", { "" } },
    { "a,,b", { "a", "", "b" } },
    { "a\\,b,c", { "a,b", "c" } },
    { "a\\\\,b", { "a\\", "b" } },
    { "a\\x", { "a\\x" } },
    { "\\", { "\\" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) values = fw_asked_split (cases[i].text);

      g_assert_true (g_strv_equal ((const char *const *) values, cases[i].values));
    }
}

static void
test_listen (void)
{
  static const struct
  {
    const char *text, *address;
    guint16 port;
  } cases[] = {
    { "127.0.0.1:8780", "127.0.0.1", 8780 },
    { "[::1]:1", "::1", 1 },
    { "0.0.0.0:0", "0.0.0.0", 0 },
    { "localhost:1", NULL, 0 },
    { "127.0.0.1", NULL, 0 },
    { "127.0.0.1:65536", NULL, 0 },
    { "127.0.0.1:x", NULL, 0 },
    { ":80", NULL, 0 },
    { "", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = NULL;
      guint16 port = 0;

      g_assert_cmpint (fw_options_split_listen (cases[i].text, &address, &port), ==,
                       cases[i].address != NULL);
      g_assert_cmpstr (address, ==, cases[i].address);
      g_assert_cmpuint (port, ==, cases[i].port);
    }
}

/* ---- frames ---- */

static FwLiveParts *
make_parts (const char *tiles,
            const char *group_a,
            const char *group_b,
            const char *slot,
            const char *person)
{
  FwLiveParts *parts = fw_live_parts_new ();

  parts->head = g_strdup ("\"day\":{\"date\":\"2026-03-02\"},\"by\":\"team\"");
  parts->last_event = g_strdup ("null");
  parts->tiles = g_strdup (tiles);
  parts->waiting = g_strdup ("{\"count\":0}");
  parts->total = g_strdup ("{\"offered\":1}");
  parts->curve = g_strdup ("\"step_s\":1800");
  parts->before = g_strdup ("[]");
  parts->counts = g_strdup ("\"signed_in\":1");
  parts->alerts = g_strdup ("[]");
  if (group_a != NULL)
    fw_live_row_add (parts->groups, "a", g_strdup (group_a));
  if (group_b != NULL)
    fw_live_row_add (parts->groups, "b", g_strdup (group_b));
  fw_live_row_add (parts->now, "", g_strdup ("1"));
  if (slot != NULL)
    fw_live_row_add (parts->now, "", g_strdup (slot));
  if (person != NULL)
    fw_live_row_add (parts->people, "p", g_strdup (person));

  return parts;
}

static char *
write_frame (const FwLiveParts *parts, const FwLiveParts *before)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!fw_live_parts_write (parts, before, 7, "T", out))
    {
      g_assert_cmpuint (out->len, ==, 0);
      return NULL;
    }
  g_assert_true (fw_json_check (out->str, out->len, NULL));

  return g_string_free (g_steal_pointer (&out), FALSE);
}

#define HEAD "\"last_event\":null,\"day\":{\"date\":\"2026-03-02\"},\"by\":\"team\""

static void
test_frames (void)
{
  g_autoptr (FwLiveParts) one = make_parts ("[1]", "{\"g\":1}", NULL, NULL, "{\"p\":1}");
  g_autoptr (FwLiveParts) same = make_parts ("[1]", "{\"g\":1}", NULL, NULL, "{\"p\":1}");
  g_autoptr (FwLiveParts) tile = make_parts ("[2]", "{\"g\":1}", NULL, NULL, "{\"p\":1}");
  g_autoptr (FwLiveParts) more = make_parts ("[1]", "{\"g\":1}", "{\"g\":2}", "2", NULL);
  g_autofree char *whole = write_frame (one, NULL);
  g_autofree char *nothing = write_frame (same, one);
  g_autofree char *tiles = write_frame (tile, one);
  g_autofree char *rest = write_frame (more, one);

  g_assert_cmpstr (
      whole, ==,
      "{\"number\":7,\"at\":\"T\"," HEAD
      ",\"tiles\":[1],\"waiting\":{\"count\":0},\"queues\":[],\"groups\":[{\"g\":1}],"
      "\"total\":{\"offered\":1},\"curve\":{\"step_s\":1800,\"now\":[1],\"before\":[]},"
      "\"people\":{\"signed_in\":1,\"rows\":[{\"p\":1}]},\"alerts\":[]}");
  g_assert_null (nothing);
  g_assert_cmpstr (tiles, ==,
                   "{\"number\":7,\"at\":\"T\",\"partial\":true," HEAD ",\"tiles\":[2]}");
  g_assert_cmpstr (rest, ==,
                   "{\"number\":7,\"at\":\"T\",\"partial\":true," HEAD ",\"groups\":[{\"g\":2}],"
                   "\"curve\":{\"step_s\":1800,\"first\":1,\"now\":[2]},\"people\":{\"signed_in\":"
                   "1,\"partial\":true,"
                   "\"rows\":[{\"agent\":\"p\",\"state\":\"signed-out\"}]}}");

  g_assert_true (fw_live_parts_can_follow (more, one));
  g_assert_false (fw_live_parts_can_follow (one, more)); /* a group went away */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/parts/scan", test_scan);
  g_test_add_func ("/server/parts/scan-refusal-stays", test_scan_refusal_stays);
  g_test_add_func ("/server/parts/throttle", test_throttle);
  g_test_add_func ("/server/parts/throttle-forgives", test_throttle_forgives);
  g_test_add_func ("/server/parts/throttle-bounds", test_throttle_bounds);
  g_test_add_func ("/server/parts/jobs", test_jobs);
  g_test_add_func ("/server/parts/routes", test_routes);
  g_test_add_func ("/server/parts/match", test_match);
  g_test_add_func ("/server/parts/split", test_split);
  g_test_add_func ("/server/parts/listen", test_listen);
  g_test_add_func ("/server/parts/frames", test_frames);

  return g_test_run ();
}
