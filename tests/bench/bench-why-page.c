/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Why page on the sample centre: from a question to the end of the frame that shows its answer,
 * beside an empty request. argv[1]: floorwalkerd. */
#include "console/why/fw-why-page.h"

#include "fw-picture.h"
#include "fw-stage.h"
#include "protocol/fw-json.h"

#include <string.h>

#define ROUNDS 11

typedef struct
{
  FwClient *client;
  FwView *view;
  FwWhyPage *page;
  GtkWindow *window;
  gint64 asked;
  FwWhyResult *before; /* what the board showed when it was asked; never dereferenced */
  double ms;           /* 0 until the answer is painted */
} Bench;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static void
after_paint_cb (GdkFrameClock *frame_clock, gpointer data)
{
  Bench *bench = data;
  FwWhyBoard *board = fw_why_page_get_board (bench->page);

  if (bench->asked == 0 || fw_why_page_is_asking (bench->page) ||
      fw_why_board_get_result (board) == bench->before || fw_why_board_get_result (board) == NULL)
    return;
  bench->ms = (g_get_monotonic_time () - bench->asked) / 1000.;
  bench->asked = 0;
}

static void
wait_for_paint (Bench *bench)
{
  while (bench->ms == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
print_line (const char *name, double *values)
{
  qsort (values, ROUNDS, sizeof *values, compare_doubles);
  g_print ("%-52s %6.1f ms (%.1f-%.1f)\n", name, values[ROUNDS / 2], values[0], values[ROUNDS - 1]);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static double
time_request (Bench *bench, const char *query)
{
  gint64 start = g_get_monotonic_time ();
  gboolean done = FALSE;

  fw_client_request_async (bench->client, "GET", query, NULL, NULL, NULL, answered_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return (g_get_monotonic_time () - start) / 1000.;
}

static void
run (Bench *bench, const char *name, const char *range, const char *against, const char *metric)
{
  double page[ROUNDS], request[ROUNDS];

  fw_view_set (bench->view, "range", range);
  fw_view_set (bench->view, "against", against);
  fw_view_set (bench->view, "metric", metric);
  fw_test_settle (1500);
  for (guint i = 0; i < ROUNDS; i++)
    {
      bench->before = fw_why_board_get_result (fw_why_page_get_board (bench->page));
      bench->ms = 0;
      bench->asked = g_get_monotonic_time ();
      fw_page_refresh (FW_PAGE (bench->page));
      wait_for_paint (bench);
      page[i] = bench->ms;
      request[i] = time_request (bench, "health");
      fw_test_settle (50);
    }
  print_line (name, page);
  print_line ("  beside it an empty request", request);
}

static GSubprocess *
start_server (const char *program, const char *folder, FwClient **client)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                            G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, program, "--data", folder, "--embedded", "--sample", NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *url = NULL;
  const char *token = NULL;
  gint64 port = 0;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  while (port == 0) /* before it, how much of the sample is made */
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
      g_autoptr (JsonObject) hello = NULL;

      g_assert_nonnull (line);
      hello = fw_json_parse_object (line, strlen (line), &error);
      g_assert_no_error (error);
      if (!json_object_has_member (hello, "port"))
        continue;
      port = json_object_get_int_member (hello, "port");
      token = json_object_get_string_member (hello, "token");
      url = g_strdup_printf ("http://127.0.0.1:%d", (int) port);
      *client = fw_client_new (url);
      fw_client_set_token (*client, token);
    }
  return server;
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("bench-why-page-XXXXXX", NULL);
  Bench bench = { 0 };
  g_autoptr (GSubprocess) server = NULL;

  if (argc != 2)
    g_error ("bench-why-page FLOORWALKERD");
  fw_stage_init ();
  server = start_server (argv[1], folder, &bench.client);
  bench.view = fw_view_new ();
  bench.page = g_object_new (FW_TYPE_WHY_PAGE, "page-name", "why", NULL);
  bench.window = fw_stage_show (GTK_WIDGET (bench.page), 1240, 800);
  fw_page_attach (FW_PAGE (bench.page), bench.client, bench.view);
  fw_test_settle (2000);
  g_signal_connect_after (gtk_widget_get_frame_clock (GTK_WIDGET (bench.window)), "after-paint",
                          G_CALLBACK (after_paint_cb), &bench);

  run (&bench, "CSAT, today against the same hours last week", "today", "last-week", "csat");
  run (&bench, "handling time, today against last week", "today", "last-week", "aht_s");
  run (&bench, "CSAT, 7 days against the 7 before", "7d", "previous", "csat");
  run (&bench, "handling time, 7 days against the 7 before", "7d", "previous", "aht_s");
  run (&bench, "CSAT, 28 days against the target", "28d", "target", "csat");

  gtk_window_destroy (bench.window);
  g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL);
  g_subprocess_wait (server, NULL, NULL);
  g_object_unref (bench.view);
  g_object_unref (bench.client);
  return 0;
}
