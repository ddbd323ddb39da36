/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Point 5: nobody's stream ends because others want more than there is; who asks for too much is
 * told so. */
#include <string.h>

#include "server/fw-jobs.h"
#include "server/fw-live-topics.h"
#include "server/fw-quota.h"
#include "server/fw-server-fixture.h"
#include "server/fw-stream-reader.h"

static void
test_quota (void)
{
  g_autoptr (FwQuota) whole = fw_quota_new (100, 1);
  g_autoptr (FwQuota) eighths = fw_quota_new (800, 8);
  guint n = 0;

  while (fw_quota_take (whole, "a"))
    n++;
  g_assert_cmpuint (n, ==, 44);
  g_assert_true (fw_quota_take (whole, "b"));
  fw_quota_give_back (whole, "b");
  fw_quota_give_back (whole, "a");
  g_assert_cmpuint (fw_quota_get_taken (whole), ==, 43);
  g_assert_true (fw_quota_take (whole, "a"));

  /* However many take what they may, some are left for who has none. */
  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%u", i);

      n = 0;
      while (fw_quota_take (eighths, key))
        n++;
      g_assert_cmpuint (n, >=, 2);
      g_assert_cmpuint (n, <=, 80);
    }
  g_assert_cmpuint (fw_quota_get_taken (eighths), <=, 800);
}

/* ---- jobs ---- */

static GMutex lock;
static GPtrArray *done;

static void
note_job (gpointer data)
{
  g_mutex_lock (&lock);
  g_ptr_array_add (done, data);
  g_mutex_unlock (&lock);
}

static void
wait_for_lock (gpointer data)
{
  g_mutex_lock (&lock);
  g_mutex_unlock (&lock);
}

/* Who asks for little is not held up by who asks for much, and known ones have half of the turns.
 */
static void
test_jobs (void)
{
  FwJobs *jobs = fw_jobs_new ("test", 1, 100);
  guint n_taken = 0;
  guint place;

  done = g_ptr_array_new ();
  g_mutex_lock (&lock);
  g_assert_true (fw_jobs_push (jobs, "first", FALSE, wait_for_lock, NULL));
  while (fw_jobs_push (jobs, "greedy", FALSE, note_job, (char *) "greedy"))
    n_taken++;
  g_assert_cmpuint (n_taken, >=, 15);
  g_assert_cmpuint (n_taken, <=, 25);
  g_assert_true (fw_jobs_push (jobs, "known", TRUE, note_job, (char *) "known"));
  g_assert_true (fw_jobs_push (jobs, "modest", FALSE, note_job, (char *) "modest"));
  g_mutex_unlock (&lock);
  fw_jobs_free (jobs);

  g_assert_cmpuint (done->len, ==, n_taken + 2);
  g_assert_true (g_ptr_array_find (done, "known", &place));
  g_assert_cmpuint (place, <, 3);
  g_assert_true (g_ptr_array_find (done, "modest", &place));
  g_assert_cmpuint (place, <, 4);
  g_ptr_array_unref (done);
}

/* ---- streams ---- */

static void
restart_small (FwServerFixture *f)
{
  FwServerOptions options = { .address = "127.0.0.1", .max_connections = 400 };

  fw_server_fixture_restart (f, &options);
}

static GSocketConnection *
ask_stream (FwServerFixture *f, const char *token, const char *query)
{
  GSocketConnection *connection = fw_raw_open (f->port);
  g_autofree char *request = g_strdup_printf ("GET /api/v1/stream?%s HTTP/1.1\r\nHost: a\r\n"
                                              "Authorization: Bearer %s\r\n\r\n",
                                              query, token);

  fw_raw_send (connection, request, -1);
  return connection;
}

/* Opens streams until one is refused, with a word that says why. Returns how many were opened. */
static guint
open_until_refused (
    FwServerFixture *f, const char *token, const char *format, const char *part, GPtrArray *open)
{
  for (guint n = 0;; n++)
    {
      g_autoptr (GString) query = g_string_new (format);
      g_autofree char *number = g_strdup_printf ("%u", n);
      g_autofree char *head = NULL;
      char piece[512];
      gssize length;

      g_assert_cmpuint (n, <, 1000);
      g_string_replace (query, "%u", number, 0);
      g_ptr_array_add (open, ask_stream (f, token, query->str));
      length = g_input_stream_read (
          g_io_stream_get_input_stream (G_IO_STREAM (open->pdata[open->len - 1])), piece,
          sizeof piece, NULL, NULL);
      g_assert_cmpint (length, >, 12);
      head = g_strndup (piece, (gsize) length);
      if (g_str_has_prefix (head, "HTTP/1.1 200"))
        continue;
      g_assert_true (g_str_has_prefix (head, "HTTP/1.1 429"));
      g_assert_nonnull (strstr (head, "Retry-After: "));
      g_assert_nonnull (strstr (head, part));
      return n;
    }
}

/* The stream goes on: two further frames come. */
static void
assert_goes_on (FwStreamReader *reader)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *line = fw_stream_reader_next_line (reader);

      g_assert_nonnull (line);
    }
}

static void
test_many_streams (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FwStreamReader) neighbour = NULL;
  g_autoptr (FwStreamReader) newcomer = NULL;
  g_autoptr (JsonObject) frame = NULL;
  g_autoptr (JsonObject) later = NULL;
  guint n;

  restart_small (f);
  neighbour = fw_stream_reader_open (f->port, "stream?by=team", f->lead, NULL);
  frame = fw_stream_reader_next (neighbour, "frame");
  g_assert_nonnull (frame);
  n = open_until_refused (f, f->coach, "by=team", "this session has too many live streams", open);
  g_assert_cmpuint (n, >, 20);
  g_assert_cmpuint (n, <, 40);
  newcomer = fw_stream_reader_open (f->port, "stream?by=team", f->boss, NULL);
  later = fw_stream_reader_next (newcomer, "frame");
  g_assert_nonnull (later);
  assert_goes_on (neighbour);
}

static void
test_one_address (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
  guint n_open = 0;

  restart_small (f);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *token = fw_fixture_open_session (f, "coach");

      n_open += open_until_refused (f, token, "by=team", "too many live streams", open);
    }
  /* 400 connections, 325 streams, half of all but an eighth for one address */
  g_assert_cmpuint (n_open, >, 100);
  g_assert_cmpuint (n_open, <=, 144);
}

static void
test_nonsense_filters (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FwStreamReader) neighbour =
      fw_stream_reader_open (f->port, "stream?by=team", f->lead, NULL);
  g_autoptr (JsonObject) frame = fw_stream_reader_next (neighbour, "frame");
  g_autoptr (FwStreamReader) newcomer = NULL;
  g_autoptr (JsonObject) later = NULL;
  guint n;

  n = open_until_refused (f, f->coach, "by=team&queue=nonsense-%u", "too many different live views",
                          open);
  g_assert_cmpuint (n, >=, 16);
  g_assert_cmpuint (n, <=, 64);
  newcomer = fw_stream_reader_open (f->port, "stream?by=queue&queue=sales", f->boss, NULL);
  later = fw_stream_reader_next (newcomer, "frame");
  g_assert_nonnull (later);
  assert_goes_on (neighbour);

  /* What nobody looks at any more makes room. */
  g_ptr_array_set_size (open, 0);
  for (guint i = 0;; i++)
    {
      g_autofree char *path = g_strdup_printf ("live?by=team&queue=other-%u", i);
      g_autoptr (FwRawAnswer) answer = fw_raw_request (f->port, "GET", path, f->coach, NULL, 0);

      g_assert_cmpuint (i, <, 200);
      if (answer->status == 200)
        break;
      g_assert_cmpuint (answer->status, ==, 429);
      g_usleep (50 * 1000);
    }
}

/* ---- frames ---- */

#define N_VIEWS 12

typedef struct
{
  const FwLiveFloor *floor;
  GHashTable *updated; /* FwLiveTopic -> how often */
} Frames;

static void
update_cb (FwLiveTopic *topic, gpointer user_data)
{
  Frames *frames = user_data;
  g_autoptr (GPtrArray) alerts = g_ptr_array_new ();
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (frames->updated, topic));

  g_assert_true (fw_live_topic_update (topic, frames->floor, alerts, 1, NULL));
  g_hash_table_replace (frames->updated, topic, GUINT_TO_POINTER (n + 1));
}

static FwLiveTopic *
add_view (FwLiveTopics *topics, const char *account, guint number, gint64 now)
{
  g_autoptr (FwScope) scope = fw_scope_new (account, FW_ROLE_SUPERVISOR, NULL, NULL);
  g_autofree char *key = g_strdup_printf ("%s %u", account, number);
  FwQuestion question = { .n_by = 1, .by = { FW_DIMENSION_TEAM } };
  FwLiveTopic *topic = fw_live_topics_find (topics, key, scope, &question, "sh", now, NULL);

  g_assert_nonnull (topic);
  fw_live_topic_add_streams (topic, 1, now);
  return topic;
}

/* Who watches many views waits for them; who watches one has each frame. */
static void
test_many_views (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwLiveTopics) topics = fw_live_topics_new (f->centre);
  gint64 now = g_get_real_time ();
  g_autoptr (GHashTable) updated = g_hash_table_new (NULL, NULL);
  FwLiveTopic *modest;

  for (guint i = 0; i < N_VIEWS; i++)
    add_view (topics, "greedy", i, now);
  modest = add_view (topics, "modest", 0, now);
  for (guint i = 0; i < N_VIEWS / 2; i++)
    {
      g_autoptr (FwLiveFloor) floor = fw_live_floor_take (f->centre, now + i * FW_SECOND);
      Frames frames = { floor, updated };

      g_assert_false (fw_live_topics_foreach_watched (topics, 0, update_cb, &frames));
      g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (updated, modest)), ==, i + 1);
    }
  /* Two at each moment: all have had their turn. */
  g_assert_cmpuint (g_hash_table_size (updated), ==, N_VIEWS + 1);
}

/* Whoever changes many records at once tells all who look on, and ends none of them. */
static void
test_many_records (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) neighbour =
      fw_stream_reader_open (f->port, "stream?by=team", f->boss, NULL);
  g_autoptr (JsonObject) frame = fw_stream_reader_next (neighbour, "frame");
  g_autoptr (GString) csv = g_string_new ("id,name,site\n");
  g_autoptr (JsonObject) imported = NULL;
  g_autoptr (JsonObject) told = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (csv, "t%u,Team %u,sh\n", i, i);
  imported = fw_fixture_ask (f, "POST", "records/team/import", f->boss, csv->str, 200);
  told = fw_stream_reader_next (neighbour, "records");
  g_assert_nonnull (told);
  g_assert_cmpstr (json_object_get_string_member (told, "kind"), ==, "team");
  g_assert_cmpstr (json_object_get_string_member (told, "id"), ==, "");
  assert_goes_on (neighbour);

  /* One after the other they are told one by one. */
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"id\":\"u%u\",\"name\":\"U\",\"site\":\"sh\"}", i);
      g_autoptr (FwRawAnswer) answer =
          fw_raw_request (f->port, "POST", "records/team", f->boss, body, -1);

      g_assert_cmpuint (answer->status / 100, ==, 2);
    }
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (JsonObject) one = fw_stream_reader_next (neighbour, "records");

      g_assert_nonnull (one);
    }
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/places/5/many-streams", test_many_streams },
    { "/server/places/5/one-address", test_one_address },
    { "/server/places/5/nonsense-filters", test_nonsense_filters },
    { "/server/places/5/many-views", test_many_views },
    { "/server/places/5/many-records", test_many_records },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/places/5/quota", test_quota);
  g_test_add_func ("/server/places/5/jobs", test_jobs);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FwServerFixture, NULL, fw_server_fixture_set_up, tests[i].test,
                fw_server_fixture_tear_down);
  return g_test_run ();
}
