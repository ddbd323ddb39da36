/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-settings.h"
#include "console/live/fw-live-board.h"

#include "charts/fw-line-chart.h"
#include "charts/fw-state-bar.h"
#include "console/live/fw-live-notifier.h"
#include "console/live/fw-live-tile.h"
#include "console/live/fw-live-words.h"
#include "console/wallboard/fw-wallboard.h"
#include "console/why/fw-why-question.h"
#include "fw-live-fixture.h"
#include "fw-picture.h"
#include "fw-stage.h"

#include <math.h>
#include <string.h>

typedef struct
{
  FwLive *live;
  FwLiveBoard *board;
  GtkWindow *window;
  FwLiveFixture fixture;
  char *opened; /* dimension|key|title|measure */
} Fixture;

static void
open_cb (FwLiveBoard *board,
         const char *dimension,
         const char *key,
         const char *title,
         const char *measure,
         gpointer data)
{
  Fixture *f = data;

  g_free (f->opened);
  f->opened = g_strdup_printf ("%s|%s|%s|%s", dimension, key, title, measure);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_settings_reset (fw_settings (), "tables"); /* what one test sorts is not the next one's */
  fw_live_fixture_init (&f->fixture);
  /* As if elsewhere the words stay English, and so do the names that the tests look for. */
  f->fixture.chinese =
      g_str_has_prefix (g_getenv ("LC_ALL") != NULL ? g_getenv ("LC_ALL") : "", "zh") &&
      g_strcmp0 (g_getenv ("LANGUAGE"), "en") != 0;
  f->live = fw_live_new (NULL);
  f->board = FW_LIVE_BOARD (fw_live_board_new ());
  fw_live_board_set_live (f->board, f->live);
  g_signal_connect (f->board, "open-contacts", G_CALLBACK (open_cb), f);
  fw_stage_feed (f->live, fw_live_fixture_whole (&f->fixture));
  f->window = fw_stage_show (GTK_WIDGET (f->board), 1240, 800);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  fw_test_settle (50);
  g_clear_object (&f->live);
  g_clear_pointer (&f->opened, g_free);
}

static void
test_pictures (Fixture *f, gconstpointer data)
{
  static const int sizes[][2] = { { 1240, 800 }, { 1040, 660 }, { 840, 500 }, { 420, 760 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("live-%d", sizes[i][0]);
      GtkWidget *board = GTK_WIDGET (f->board);

      g_object_ref (board);
      adw_window_set_content (ADW_WINDOW (f->window), NULL);
      gtk_window_destroy (f->window);
      f->window = fw_stage_show (board, sizes[i][0], sizes[i][1]);
      g_object_unref (board);
      g_assert_cmpint (gtk_widget_get_width (board), <=, sizes[i][0]);
      g_assert_true (fw_test_picture (GTK_WIDGET (f->window), name));
    }
  fw_live_board_show_people (f->board, "");
  fw_test_settle (200);
  g_assert_true (fw_test_picture (GTK_WIDGET (f->window), "live-people"));
}

static FwLiveGrid *
get_grid (Fixture *f)
{
  return fw_live_table_get_grid (fw_live_board_get_table (f->board));
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  GtkWidget *board = g_object_ref (GTK_WIDGET (f->board));
  GtkWidget *scrolled;
  GtkAdjustment *rows;
  int least;

  adw_window_set_content (ADW_WINDOW (f->window), NULL);
  gtk_window_destroy (f->window);
  f->window = fw_stage_show (board, 420, 600);
  g_object_unref (board);
  gtk_widget_measure (board, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 420);
  /* the page scrolls, the table in it does not */
  scrolled = fw_test_find (GTK_WIDGET (get_grid (f)), GTK_TYPE_SCROLLED_WINDOW, NULL);
  g_assert_nonnull (scrolled);
  rows = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_upper (rows), <=, gtk_adjustment_get_page_size (rows));
}

/* Whatever the height, no row is cut in two at the lower edge. */
static void
test_whole_rows (Fixture *f, gconstpointer data)
{
  GtkWidget *view = fw_test_find (GTK_WIDGET (get_grid (f)), GTK_TYPE_COLUMN_VIEW, NULL);
  GtkWidget *scrolled = gtk_widget_get_parent (view);
  GtkWidget *list = gtk_widget_get_last_child (view);
  guint n = 0;

  for (int height = 620; height <= 700; height += 13)
    {
      graphene_rect_t bounds;

      gtk_window_set_default_size (f->window, 1240, height);
      fw_test_settle (200);
      for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
           row = gtk_widget_get_next_sibling (row))
        {
          float top, bottom, edge = (float) gtk_widget_get_height (scrolled);

          if (!gtk_widget_get_mapped (row) || !gtk_widget_compute_bounds (row, scrolled, &bounds))
            continue;
          top = bounds.origin.y;
          bottom = top + bounds.size.height;
          g_assert_false (top < edge - 1 && bottom > edge + 1);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 20);
}

/* Returns: how many columns lie wholly beyond the edge; none is cut in two by it. */
static guint
check_columns (GtkWidget *view)
{
  GtkWidget *scrolled = gtk_widget_get_parent (view);
  GtkWidget *header = gtk_widget_get_first_child (view);
  const float edge = (float) gtk_widget_get_width (scrolled);
  guint beyond = 0;

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL;
       title = gtk_widget_get_next_sibling (title))
    {
      graphene_rect_t bounds;
      float left, right;

      if (!gtk_widget_get_visible (title) || !gtk_widget_compute_bounds (title, scrolled, &bounds))
        continue;
      left = bounds.origin.x;
      right = left + bounds.size.width;
      g_assert_false (left < edge - 1 && right > edge + 1);
      g_assert_false (left < -1 && right > 1);
      beyond += left >= edge - 1 ? 1 : 0;
    }
  return beyond;
}

/* Whatever the width, no column is cut in two at an edge, and the cursor brings each into sight. */
static void
test_whole_columns (Fixture *f, gconstpointer data)
{
  GtkWidget *view = fw_test_find (GTK_WIDGET (get_grid (f)), GTK_TYPE_COLUMN_VIEW, NULL);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  const guint n = g_list_model_get_n_items (columns);
  guint at_most = 0;

  for (int width = 430; width <= 800; width += 74)
    {
      guint at_least = n;

      gtk_window_set_default_size (f->window, width, 700);
      fw_test_settle (100);
      for (guint i = 0; i < n; i++)
        {
          guint beyond;

          fw_live_grid_set_cursor_column (get_grid (f), i);
          fw_test_settle (30);
          beyond = check_columns (view);
          at_most = MAX (at_most, beyond);
          at_least = MIN (at_least, beyond);
        }
      g_assert_cmpuint (at_least, ==, 0);
    }
  g_assert_cmpuint (at_most, >, 2);
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  GtkWidget *search;

  g_assert_cmpuint (fw_live_grid_count (get_grid (f)), ==, 12);
  fw_live_board_start_search (f->board);
  search = fw_test_find (GTK_WIDGET (f->board), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_nonnull (search);
  gtk_editable_set_text (GTK_EDITABLE (search), "NIGHT");
  fw_test_settle (400);
  g_assert_cmpuint (fw_live_grid_count (get_grid (f)), ==, 2);
  /* the total stands below, whatever is filtered */
  g_assert_cmpuint (g_list_model_get_n_items (fw_live_grid_get_shown (get_grid (f))), ==, 3);
  gtk_editable_set_text (GTK_EDITABLE (search), "no such team");
  fw_test_settle (400);
  g_assert_cmpuint (fw_live_grid_count (get_grid (f)), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  fw_test_settle (400);
  g_assert_cmpuint (fw_live_grid_count (get_grid (f)), ==, 12);
}

static char *
get_title_at (Fixture *f, guint position)
{
  g_autoptr (FwGroupRow) row =
      g_list_model_get_item (fw_live_grid_get_shown (get_grid (f)), position);

  return g_strdup (fw_group_row_get_title (row));
}

static void
test_sort (Fixture *f, gconstpointer data)
{
  g_autofree char *first = get_title_at (f, 0);
  g_autofree char *worst = NULL;
  g_autoptr (FwGroupRow) last = NULL;

  g_assert_cmpstr (first, ==, "Billing");
  fw_live_grid_sort_by (get_grid (f), 3, GTK_SORT_DESCENDING); /* service level */
  fw_test_settle (100);
  worst = get_title_at (f, 0);
  g_assert_cmpstr (worst, ==, "VIP");
  last = g_list_model_get_item (fw_live_grid_get_shown (get_grid (f)), 12);
  g_assert_true (fw_group_row_is_total (last));
}

static void
test_open (Fixture *f, gconstpointer data)
{
  FwLiveGrid *grid = get_grid (f);
  GtkWidget *view = fw_test_find (GTK_WIDGET (grid), GTK_TYPE_COLUMN_VIEW, NULL);

  fw_live_grid_set_cursor_column (grid, 1);
  g_signal_emit_by_name (view, "activate", 0);
  g_assert_cmpstr (f->opened, ==, "team|billing|Billing|offered");
  fw_live_grid_set_cursor_column (grid, 3);
  g_signal_emit_by_name (view, "activate", 12);
  g_assert_cmpstr (f->opened, ==, "|||service_level");
}

static void
ask_why_cb (FwLiveBoard *board, GVariant *question, gpointer data)
{
  *(GVariant **) data = g_variant_ref (question);
}

/* Whatever the scope bar has chosen, why is asked of the alert's own day and group. */
static void
check_question (GVariant *question)
{
  g_autoptr (FwView) view = fw_view_new ();
  g_autoptr (GArray) parts = fw_why_parts_new ();
  g_autofree char *path = NULL;

  fw_view_set (view, "range", "7d");
  fw_view_set (view, "team", "sales-a");
  fw_view_set (view, "queue", "orders");
  fw_why_question_apply (question, view, parts);
  path = fw_why_question_to_path (view, parts, G_GINT64_CONSTANT (1795219200) * G_USEC_PER_SEC);
  g_assert_cmpstr (path, ==, "why?metric=service_level&baseline=target&team=night-b");
}

static void
test_alerts (Fixture *f, gconstpointer data)
{
  g_autoptr (FwAlertRow) service = g_list_model_get_item (fw_live_get_alerts (f->live), 0);
  g_autoptr (FwAlertRow) person = g_list_model_get_item (fw_live_get_alerts (f->live), 1);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *text = fw_live_words_alert (fw_alert_row_get (service), utc);
  g_autofree char *other = fw_live_words_alert (fw_alert_row_get (person), utc);
  g_autofree char *window = fw_live_words_alert_window (fw_alert_row_get (service), utc);
  g_autofree char *moment = fw_live_words_alert_window (fw_alert_row_get (person), utc);
  g_autoptr (GVariant) question = NULL;
  const char *metric, *team, *range, *against;

  g_assert_cmpstr (text, ==, "Night B: Service level 74.2 %, n 233, limit 80 %, since 14:05");
  g_assert_cmpstr (other, ==, "Zhou Wei: coaching 27m 00s, limit 15m, since 14:18");
  g_assert_cmpstr (window, ==, "00:00 to 14:31, between 68.2 % and 79.4 %");
  g_assert_cmpstr (moment, ==, "");
  g_signal_connect (f->board, "ask-why", G_CALLBACK (ask_why_cb), &question);
  fw_live_board_act (f->board, service);
  g_assert_true (g_variant_lookup (question, "metric", "&s", &metric));
  g_assert_true (g_variant_lookup (question, "value", "&s", &team));
  g_assert_cmpstr (metric, ==, "service_level");
  g_assert_cmpstr (team, ==, "night-b");
  check_question (question);
  g_assert_true (g_variant_lookup (question, "range", "&s", &range));
  g_assert_true (g_variant_lookup (question, "against", "&s", &against));
  g_assert_cmpstr (range, ==, "today");
  g_assert_cmpstr (against, ==, "target");
  fw_live_board_act (f->board, person);
  fw_test_settle (400);
  g_assert_cmpuint (
      fw_live_grid_count (fw_live_people_get_grid (fw_live_board_get_people (f->board))), >=, 1);
  g_assert_true (fw_live_board_go_back (f->board));
  g_assert_false (fw_live_board_go_back (f->board));
}

/* A part of the bar has as many people as a click on it shows. */
static void
test_people (Fixture *f, gconstpointer data)
{
  GtkWidget *bar = fw_test_find (GTK_WIDGET (f->board), FW_TYPE_STATE_BAR, NULL);
  FwLiveGrid *grid = fw_live_people_get_grid (fw_live_board_get_people (f->board));
  static const char *const states[] = { "talking",      "wrap-up", "ready", "paused/break",
                                        "paused/lunch", "paused",  "late" };
  g_autofree char *table = fw_chart_to_table (FW_CHART (bar));
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (states) + 1);
      /* all pauses is what the button shows; the bar has those of which no reason is known */
      if (g_str_equal (states[i], "paused"))
        continue;
      g_signal_emit_by_name (bar, "activated", states[i]);
      fw_test_settle (50);
      g_assert_cmpuint (fw_live_grid_count (grid), ==,
                        g_ascii_strtoull (strchr (lines[i], '\t') + 1, NULL, 10));
      sum += fw_live_grid_count (grid);
    }
  g_assert_cmpuint (sum, ==, 240);
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autofree char *plain = fw_live_board_copy (f->board, FALSE, FALSE);
  g_autofree char *with_headers = fw_live_board_copy (f->board, TRUE, FALSE);
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);
  g_autofree char *one = NULL;

  g_assert_cmpuint (g_strv_length (lines), ==, 13 + 1);
  g_assert_cmpstr (lines[0], ==, "Billing\t301\t98.0\t94.3\t94.0\t3m 21s\t89.0\t76.0");
  g_assert_true (g_str_has_prefix (with_headers, "Team\tOffered\tConnected\tService"));
  fw_live_grid_select (get_grid (f), 0);
  one = fw_live_board_copy (f->board, FALSE, FALSE);
  g_assert_cmpstr (one, ==, "Billing\t301\t98.0\t94.3\t94.0\t3m 21s\t89.0\t76.0\n");
}

/* What one tile says is what the wire said, in words. */
static void
test_tiles (Fixture *f, gconstpointer data)
{
  GtkWidget *tile = fw_test_find (GTK_WIDGET (f->board), FW_TYPE_LIVE_TILE, NULL);
  const char *expected = "Connection rate 96.2 %, in order, ≥ 95 % · n 4120 · ±0.6";

  g_assert_nonnull (tile);
  fw_test_settle (1200); /* names change at most once a second */
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, expected);
}

static void
test_names (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f->board)), ==, 0);
  fw_live_board_show_people (f->board, "");
  fw_test_settle (50);
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (f->board)), ==, 0);
}

static void
test_curve (Fixture *f, gconstpointer data)
{
  FwLiveCurve *curve = fw_live_board_get_curve (f->board);
  GtkWidget *chart = fw_test_find (GTK_WIDGET (curve), FW_TYPE_LINE_CHART, NULL);
  g_autofree char *service = fw_chart_to_table (FW_CHART (chart));
  g_autofree char *contacts = NULL;
  g_auto (GStrv) lines = NULL;

  /* hours in which nobody called are left out */
  g_assert_nonnull (strstr (service, "\n07:00–07:30\t"));
  g_assert_null (strstr (service, "\n03:00–03:30\t"));
  fw_live_curve_set_measure (curve, FW_LIVE_OFFERED);
  contacts = fw_chart_to_table (FW_CHART (chart));
  lines = g_strsplit (contacts, "\n", -1);
  g_assert_true (g_str_has_prefix (lines[1], "07:00–07:30\t"));
  g_assert_cmpstr (fw_chart_get_title (FW_CHART (chart)), ==, "Contacts offered per half hour");
}

static gboolean
has_text (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

/* What is late says which queue makes it so, by which limit; occupancy says what its n is. */
static void
test_tile_words (Fixture *f, gconstpointer data)
{
  GtkWidget *board = GTK_WIDGET (f->board);

  g_assert_true (has_text (board, "Billing: 6, limit 5"));
  g_assert_true (has_text (board, "longest 48s"));
  g_assert_true (has_text (board, "≤ 88 % · of 1h 56m at work · ±6.8"));
  g_assert_true (has_text (board, "4m 12s"));
}

/* A wall that is called teams shows teams. */
static void
test_wall_title (Fixture *f, gconstpointer data)
{
  FwWallboard *wall = fw_wallboard_new (NULL, f->live);
  g_autofree char *alerts =
      g_strdup_printf ("Alerts: %u", g_list_model_get_n_items (fw_live_get_alerts (f->live)));

  g_assert_true (has_text (GTK_WIDGET (wall), alerts)); /* whichever view is on */
  while (!g_str_equal (fw_wallboard_get_view (wall), "teams"))
    fw_wallboard_turn (wall, 1);
  g_assert_true (has_text (GTK_WIDGET (wall), "Teams"));
  f->fixture.by = "queue";
  fw_stage_feed (f->live, fw_live_fixture_whole (&f->fixture));
  g_assert_false (has_text (GTK_WIDGET (wall), "Teams"));
  g_assert_true (has_text (GTK_WIDGET (wall), "Queues"));
  gtk_window_destroy (GTK_WINDOW (wall));
}

/* By queue the table tells who waits and who is ready; the wall does whatever the desk is by. */
static void
test_queues (Fixture *f, gconstpointer data)
{
  FwLiveTable *table = fw_live_board_get_table (f->board);
  g_autofree char *by_team = fw_live_grid_to_table (get_grid (f), TRUE, TRUE);
  g_autofree char *by_queue = NULL;
  FwWallboard *wall;

  g_assert_null (strstr (by_team, "Longest"));
  g_assert_nonnull (strstr (by_team, "Occup."));
  fw_live_table_set_by (table, "queue");
  f->fixture.by = "queue";
  fw_stage_feed (f->live, fw_live_fixture_whole (&f->fixture));
  by_queue = fw_live_grid_to_table (get_grid (f), TRUE, TRUE);
  g_assert_nonnull (strstr (by_queue, "Waiting\tLongest\tReady\n"));
  g_assert_null (strstr (by_queue, "Occup."));
  g_assert_nonnull (strstr (by_queue, "\t2\t1m 35s\t0\n"));
  fw_test_settle (100);
  fw_test_picture (GTK_WIDGET (f->board), "live-queues");

  wall = fw_wallboard_new (NULL, f->live);
  while (!g_str_equal (fw_wallboard_get_view (wall), "queues"))
    fw_wallboard_turn (wall, 1);
  g_assert_true (has_text (GTK_WIDGET (wall), "Who waits"));
  gtk_window_present (GTK_WINDOW (wall));
  fw_test_settle (300);
  fw_test_picture (GTK_WIDGET (wall), "wall-queues");
  gtk_window_destroy (GTK_WINDOW (wall));
}

/* A frame of the floor as GET floor tells it: @days of them, held against a week before. */
static void
feed_days (FwLive *live, FwLiveFixture *fixture, guint days)
{
  g_autofree char *whole = fw_live_fixture_whole (fixture);
  GString *json = g_string_new (NULL);

  g_string_append_printf (
      json,
      "{\"days\":%u,\"runs\":false,\"before\":{\"from\":\"2026-11-14T00:00:00Z\","
      "\"to\":\"2026-11-15T00:00:00Z\"},%s",
      days, whole + 1);
  if (days > 1)
    g_string_replace (json, "\"step_s\":1800", "\"step_s\":86400", 1);
  fw_stage_feed (live, g_string_free (json, FALSE));
}

/* Returns: (transfer full): a day of UTC, which is the fixture's zone, as this locale writes it. */
static char *
write_day (gint year, gint month, gint day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) noon = g_date_time_new (utc, year, month, day, 12, 0, 0);

  return fw_format_day (g_date_time_to_unix (noon) * G_USEC_PER_SEC, utc);
}

/* Days that are over have tiles, table and curve as the moment has, and nothing of a moment. */
static void
test_days (void)
{
  FwLiveFixture fixture;
  g_autoptr (FwLive) live = fw_live_new (NULL);
  FwLiveBoard *board = FW_LIVE_BOARD (fw_live_board_new_for_days ());
  GtkWidget *chart;
  GtkWindow *window;
  g_autofree char *table = NULL, *days = NULL, *before = NULL;
  g_autofree char *week_before = write_day (2026, 11, 14), *last = write_day (2026, 12, 24);

  g_settings_reset (fw_settings (), "tables");
  fw_live_fixture_init (&fixture);
  fw_live_board_set_live (board, live);
  feed_days (live, &fixture, 1);
  window = fw_stage_show (GTK_WIDGET (board), 1240, 800);
  g_assert_true (has_text (GTK_WIDGET (board), "Connection rate"));
  g_assert_false (has_text (GTK_WIDGET (board), "Waiting now"));
  before = fw_live_words_before (live);
  g_assert_cmpstr (before, ==, week_before);
  chart = fw_test_find (GTK_WIDGET (board), FW_TYPE_LINE_CHART, NULL);
  table = fw_chart_to_table (FW_CHART (chart));
  g_assert_nonnull (strstr (table, "\n07:00–07:30\t"));
  g_assert_true (fw_test_picture (GTK_WIDGET (window), "live-day"));

  feed_days (live, &fixture, 28);
  fw_test_settle (100);
  days = fw_chart_to_table (FW_CHART (chart));
  g_assert_nonnull (strstr (days, last));
  g_assert_cmpstr (fw_chart_get_title (FW_CHART (chart)), ==, "Service level per day");
  g_assert_cmpuint (fw_test_audit (GTK_WIDGET (board)), ==, 0);
  gtk_window_destroy (window);
  fw_test_settle (50);
}

/* A tile opens what it counts; who waits has not been counted yet. */
static void
test_tile_opens (Fixture *f, gconstpointer data)
{
  GtkWidget *tile = fw_test_find (GTK_WIDGET (f->board), FW_TYPE_LIVE_TILE, NULL);

  g_signal_emit_by_name (tile, "open");
  g_assert_cmpstr (f->opened, ==, "|||connection_rate");
  while (gtk_widget_get_next_sibling (tile) != NULL)
    tile = gtk_widget_get_next_sibling (tile);
  g_signal_emit_by_name (tile, "open");
  g_assert_cmpstr (f->opened, ==, "|||connection_rate");
  g_assert_cmpstr (fw_live_table_get_by (fw_live_board_get_table (f->board)), ==, "queue");
}

static void
test_misses (Fixture *f, gconstpointer data)
{
  FwLiveTable *table = fw_live_board_get_table (f->board);
  guint n;

  fw_live_table_show_misses (table, TRUE);
  fw_test_settle (100);
  n = fw_live_grid_count (get_grid (f));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 12);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwGroupRow) row = g_list_model_get_item (fw_live_grid_get_shown (get_grid (f)), i);
      gboolean missed = FALSE;

      for (FwLiveMeasure j = 0; j < FW_LIVE_N_MEASURES; j++)
        missed |= fw_group_row_get_value (row, j)->verdict == FW_VERDICT_LATE ||
                  fw_group_row_get_value (row, j)->verdict == FW_VERDICT_WATCH;
      g_assert_true (missed);
    }
  fw_live_table_show_misses (table, FALSE);
  fw_test_settle (100);
  g_assert_cmpuint (fw_live_grid_count (get_grid (f)), ==, 12);
}

/* What stands behind the cell with the cursor is said of it. */
static void
test_cell_words (Fixture *f, gconstpointer data)
{
  g_autoptr (FwGroupRow) row = g_list_model_get_item (fw_live_grid_get_shown (get_grid (f)), 0);
  g_autofree char *text =
      fw_live_words_figure (FW_LIVE_SERVICE, fw_group_row_get_value (row, FW_LIVE_SERVICE));

  g_assert_true (g_str_has_prefix (text, "Service level: 94.3 % · n "));
  g_assert_nonnull (strstr (text, "between "));
  g_assert_nonnull (strstr (text, " · ≥ "));
}

static void
test_empty (void)
{
  FwLiveFixture fixture;
  g_autoptr (FwLive) live = fw_live_new (NULL);
  FwLiveBoard *board = FW_LIVE_BOARD (fw_live_board_new ());
  GtkStack *outer;
  GtkWindow *window;

  fw_live_fixture_init (&fixture);
  fw_live_board_set_live (board, live);
  window = fw_stage_show (GTK_WIDGET (board), 1000, 700);
  outer = GTK_STACK (gtk_widget_get_first_child (GTK_WIDGET (board)));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (outer), ==, "loading");
  fw_stage_feed (live, fw_live_fixture_empty (&fixture));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (outer), ==, "empty");
  fw_test_settle (100);
  g_assert_true (fw_test_picture (GTK_WIDGET (window), "live-empty"));
  fw_stage_feed (live, fw_live_fixture_whole (&fixture));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (outer), ==, "board");
  gtk_window_destroy (window);
  fw_test_settle (50);
}

/* Figures kept from last time are shown at once and marked; the first live frame clears the mark.
 */
static void
test_cached (void)
{
  FwLiveFixture fixture;
  g_autoptr (FwLive) live = fw_live_new (NULL);
  FwLiveBoard *board = FW_LIVE_BOARD (fw_live_board_new ());
  g_autoptr (GBytes) bytes = NULL;
  char *json;
  GtkWindow *window;

  fw_live_fixture_init (&fixture);
  json = fw_live_fixture_whole (&fixture);
  bytes = g_bytes_new_take (json, strlen (json));
  fw_live_board_set_live (board, live);
  fw_live_show_cached (live, bytes, g_get_real_time () - 130 * G_USEC_PER_SEC);
  window = fw_stage_show (GTK_WIDGET (board), 1240, 800);
  g_assert_cmpint (fw_live_get_state (live), ==, FW_LIVE_STALE);
  g_assert_cmpint (fw_live_get_age (live) / G_USEC_PER_SEC, >=, 130);
  /* what was late then may be over */
  g_assert_cmpuint (g_list_model_get_n_items (fw_live_get_alerts (live)), ==, 0);
  g_assert_true (fw_test_picture (GTK_WIDGET (window), "live-stale"));
  fw_stage_feed (live, fw_live_fixture_whole (&fixture));
  g_assert_cmpint (fw_live_get_state (live), ==, FW_LIVE_CURRENT);
  gtk_window_destroy (window);
  fw_test_settle (50);
}

static void
test_quiet_hours (void)
{
  g_assert_true (fw_live_notifier_is_quiet (60, 1320, 420));
  g_assert_true (fw_live_notifier_is_quiet (1320, 1320, 420));
  g_assert_false (fw_live_notifier_is_quiet (420, 1320, 420));
  g_assert_false (fw_live_notifier_is_quiet (800, 1320, 420));
  g_assert_true (fw_live_notifier_is_quiet (800, 780, 840));
  g_assert_false (fw_live_notifier_is_quiet (800, 600, 600));
}

/* Order is left alone while figures move, and made anew when told. */
static void
test_order (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL, *during = NULL, *after = NULL;
  FwLiveFrameGroup group = { (char *) "billing", (char *) "Billing", { { 0 } } };
  FwGroupRow *row;

  fw_live_grid_sort_by (get_grid (f), 1, GTK_SORT_DESCENDING);
  fw_test_settle (50);
  before = get_title_at (f, 0);
  row = g_list_model_get_item (fw_live_grid_get_shown (get_grid (f)), 8);
  group.values[FW_LIVE_OFFERED].value = 99999;
  group.key = (char *) fw_group_row_get_key (row);
  group.title = (char *) fw_group_row_get_title (row);
  fw_group_row_apply (row, &group);
  during = get_title_at (f, 0);
  g_assert_cmpstr (during, ==, before);
  fw_live_grid_sort_now (get_grid (f));
  fw_test_settle (50);
  after = get_title_at (f, 0);
  g_assert_cmpstr (after, ==, fw_group_row_get_title (row));
  g_object_unref (row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fw_stage_init ();
  g_test_add ("/live/pictures", Fixture, NULL, set_up, test_pictures, tear_down);
#define ADD(name, func) g_test_add ("/live/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("whole-rows", test_whole_rows);
  ADD ("whole-columns", test_whole_columns);
  ADD ("filter", test_filter);
  ADD ("sort", test_sort);
  ADD ("order", test_order);
  ADD ("open", test_open);
  ADD ("alerts", test_alerts);
  ADD ("people", test_people);
  ADD ("copy", test_copy);
  ADD ("tiles", test_tiles);
  ADD ("names", test_names);
  ADD ("curve", test_curve);
  ADD ("tile-words", test_tile_words);
  ADD ("wall-title", test_wall_title);
  ADD ("queues", test_queues);
  ADD ("tile-opens", test_tile_opens);
  ADD ("misses", test_misses);
  ADD ("cell-words", test_cell_words);
  g_test_add_func ("/live/days", test_days);
  g_test_add ("/live/narrow", Fixture, NULL, set_up, test_narrow, tear_down);
  g_test_add_func ("/live/empty", test_empty);
  g_test_add_func ("/live/cached", test_cached);
  g_test_add_func ("/live/quiet-hours", test_quiet_hours);
  return g_test_run ();
}
