/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Live page with 2,000 people of whom 500 change every second, beside a bare window whose one
 * label changes as often: time of a frame and share of a core. With a server (argv[1]) also: an
 * event posted until it stands in the model. */
#include "console/live/fw-live-board.h"

#include "fw-live-fixture.h"
#include "fw-picture.h"
#include "fw-stage.h"
#include "protocol/fw-json.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define SECONDS 25
#define FRAMES_A_SECOND 5
#define CHANGES_A_FRAME 100

typedef struct
{
  GArray *frames; /* double, ms */
  GArray *cpu;    /* the same of the thread's own clock: what is left when others use the machine */
  gint64 started;
  gint64 cpu_started;
} Clock;

static gint64
get_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
before_paint_cb (GdkFrameClock *frame_clock, gpointer data)
{
  ((Clock *) data)->started = g_get_monotonic_time ();
  ((Clock *) data)->cpu_started = get_thread_time ();
}

static void
after_paint_cb (GdkFrameClock *frame_clock, gpointer data)
{
  Clock *clock = data;
  double ms = (g_get_monotonic_time () - clock->started) / 1000.;
  double cpu = (get_thread_time () - clock->cpu_started) / 1000.;

  g_array_append_val (clock->frames, ms);
  g_array_append_val (clock->cpu, cpu);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static double
get_quantile (GArray *values, double share)
{
  if (values->len == 0)
    return NAN;
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, MIN ((guint) (share * values->len), values->len - 1));
}

static double
get_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_utime.tv_usec / 1e6 + usage.ru_stime.tv_sec +
         usage.ru_stime.tv_usec / 1e6;
}

typedef struct
{
  FwLive *live;
  GtkLabel *label;  /* the peer's */
  GPtrArray *texts; /* GBytes, made beforehand: making them is not the page's work */
  guint next;
} Feed;

static void
parse_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, fw_live_frame_parse (data, NULL),
                         (GDestroyNotify) fw_live_frame_unref);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Feed *feed = data;
  g_autoptr (FwLiveFrame) frame = g_task_propagate_pointer (G_TASK (result), NULL);

  g_assert_nonnull (frame);
  fw_live_apply (feed->live, frame);
}

/* The way of a frame in the console: read in a worker, merged on the main thread. */
static gboolean
feed_cb (gpointer data)
{
  Feed *feed = data;
  g_autoptr (GTask) task = NULL;

  if (feed->label != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%u", feed->next++);

      gtk_label_set_text (feed->label, text);
      return G_SOURCE_CONTINUE;
    }
  if (feed->next == feed->texts->len)
    return G_SOURCE_REMOVE;
  task = g_task_new (NULL, NULL, parsed_cb, feed);
  g_task_set_task_data (task, g_bytes_ref (g_ptr_array_index (feed->texts, feed->next++)),
                        (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, parse_in_thread);
  return G_SOURCE_CONTINUE;
}

static void
run (const char *name, GtkWidget *child, Feed *feed)
{
  Clock clock = { g_array_new (FALSE, FALSE, sizeof (double)),
                  g_array_new (FALSE, FALSE, sizeof (double)), 0, 0 };
  GtkWindow *window = fw_stage_show (child, 1240, 800);
  GdkFrameClock *frame_clock;
  double cpu, seconds;
  gint64 start;
  guint source;

  fw_test_settle (1000);
  frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (frame_clock, "before-paint", G_CALLBACK (before_paint_cb), &clock);
  g_signal_connect_after (frame_clock, "after-paint", G_CALLBACK (after_paint_cb), &clock);
  cpu = get_cpu_seconds ();
  start = g_get_monotonic_time ();
  source = g_timeout_add (1000 / FRAMES_A_SECOND, feed_cb, feed);
  while (g_get_monotonic_time () - start < SECONDS * G_USEC_PER_SEC - 500000)
    g_main_context_iteration (NULL, TRUE);
  seconds = (g_get_monotonic_time () - start) / 1e6;
  cpu = get_cpu_seconds () - cpu;
  if (g_main_context_find_source_by_id (NULL, source) != NULL)
    g_source_remove (source);
  g_signal_handlers_disconnect_by_data (frame_clock, &clock);
  g_print ("%-26s frame p50 %5.2f p99 %5.2f ms, of its own time p50 %5.2f p99 %5.2f ms (%u "
           "frames), %4.1f %% of a core\n",
           name, get_quantile (clock.frames, 0.5), get_quantile (clock.frames, 0.99),
           get_quantile (clock.cpu, 0.5), get_quantile (clock.cpu, 0.99), clock.frames->len,
           100 * cpu / seconds);
  gtk_window_destroy (window);
  fw_test_settle (100);
  g_array_unref (clock.frames);
  g_array_unref (clock.cpu);
}

static void
run_board (const char *name, gboolean people)
{
  FwLiveFixture fixture;
  Feed feed = { fw_live_new (NULL), NULL,
                g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref), 0 };
  FwLiveBoard *board = FW_LIVE_BOARD (fw_live_board_new ());

  fw_live_fixture_init (&fixture);
  fixture.n_people = 2000;
  fw_live_board_set_live (board, feed.live);
  fw_stage_feed (feed.live, fw_live_fixture_whole (&fixture));
  for (guint i = 0; i < SECONDS * FRAMES_A_SECOND; i++)
    {
      char *json = fw_live_fixture_partial (&fixture, CHANGES_A_FRAME);

      g_ptr_array_add (feed.texts, g_bytes_new_take (json, strlen (json)));
    }
  if (people)
    fw_live_board_show_people (board, "");
  run (name, GTK_WIDGET (board), &feed);
  g_ptr_array_unref (feed.texts);
  g_object_unref (feed.live);
}

/* ---- posted until changed ---- */

typedef struct
{
  FwLive *live;
  gint64 posted;
  double expected;
  GArray *delays;
  gboolean acknowledged;
} Post;

static void
updated_cb (FwLive *live, gpointer data)
{
  Post *post = data;
  double ms = (g_get_monotonic_time () - post->posted) / 1000.;

  if (post->posted == 0 ||
      fw_group_row_get_value (fw_live_get_total (live), FW_LIVE_OFFERED)->value < post->expected)
    return;
  g_array_append_val (post->delays, ms);
  post->posted = 0;
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (answer == NULL)
    g_error ("%s", error->message);
  ((Post *) data)->acknowledged = TRUE;
}

static void
post_one (FwClient *client, Post *post, guint i)
{
  g_autofree char *at = NULL, *line = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GBytes) body = NULL;

  at = g_date_time_format_iso8601 (now);
  line = g_strdup_printf (
      "{\"source\":\"bench\",\"id\":\"%u\",\"at\":\"%s\",\"type\":\"contact\",\"contact\":\"c%u\","
      "\"queue\":\"q\",\"agent\":\"a\",\"reason\":\"answered\",\"wait_s\":3,\"talk_s\":60}\n",
      i, at, i);
  body = g_bytes_new (line, strlen (line));
  post->expected = i + 1;
  post->posted = g_get_monotonic_time ();
  fw_client_request_async (client, "POST", "events", body, "application/x-ndjson", NULL, posted_cb,
                           post);
}

static void
run_server (const char *program)
{
  g_autofree char *dir = g_dir_make_tmp ("bench-live-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                            G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, program, "--data", dir, "--embedded", NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL, *url = NULL;
  g_autoptr (JsonObject) hello = NULL;
  g_autoptr (FwClient) client = NULL;
  Post post = { NULL, 0, 0, g_array_new (FALSE, FALSE, sizeof (double)), FALSE };
  const char *token;
  gint64 port;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  hello = fw_json_parse_object (line, strlen (line), &error);
  g_assert_true (fw_json_get_integer (hello, "port", &port, &error) &&
                 fw_json_get_text (hello, "token", &token, &error));
  url = g_strdup_printf ("http://127.0.0.1:%d", (int) port);
  client = fw_client_new (url);
  fw_client_set_token (client, token);
  post.live = fw_live_new (client);
  g_signal_connect (post.live, "updated", G_CALLBACK (updated_cb), &post);
  fw_live_ask (post.live, "queue", "");
  while (fw_live_get_state (post.live) != FW_LIVE_CURRENT)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 200; i++)
    {
      post_one (client, &post, i);
      while (post.posted != 0 || !post.acknowledged)
        g_main_context_iteration (NULL, TRUE);
      post.acknowledged = FALSE;
      /* not in step with the server's clock, or every event would wait equally long */
      fw_test_settle ((guint) g_random_int_range (5, 120));
    }
  g_print ("%-26s p50 %5.1f ms  p99 %5.1f ms  (%u events)\n", "posted to changed in model",
           get_quantile (post.delays, 0.5), get_quantile (post.delays, 0.99), post.delays->len);
  g_object_unref (post.live);
  g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL);
  g_subprocess_wait (server, NULL, NULL);
  g_array_unref (post.delays);
}

int
main (int argc, char *argv[])
{
  Feed peer = { NULL, NULL, NULL, 0 };

  fw_stage_init ();
  peer.label = GTK_LABEL (gtk_label_new ("0"));
  run ("bare window, one label", GTK_WIDGET (peer.label), &peer);
  run_board ("Live page", FALSE);
  run_board ("Live page, people's table", TRUE);
  if (argc > 1)
    run_server (argv[1]);
  return 0;
}
