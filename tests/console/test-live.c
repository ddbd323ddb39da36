/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-settings.h"
#include "console/live/fw-live-board.h"

#include "charts/fw-line-chart.h"
#include "charts/fw-state-bar.h"
#include "console/live/fw-live-notifier.h"
#include "console/live/fw-live-tile.h"
#include "console/live/fw-live-words.h"
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
  f->fixture.chinese =
      g_str_has_prefix (g_getenv ("LC_ALL") != NULL ? g_getenv ("LC_ALL") : "", "zh");
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

static void
test_alerts (Fixture *f, gconstpointer data)
{
  g_autoptr (FwAlertRow) service = g_list_model_get_item (fw_live_get_alerts (f->live), 0);
  g_autoptr (FwAlertRow) person = g_list_model_get_item (fw_live_get_alerts (f->live), 1);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *text = fw_live_words_alert (fw_alert_row_get (service), utc);
  g_autofree char *other = fw_live_words_alert (fw_alert_row_get (person), utc);
  g_autoptr (GVariant) question = NULL;
  const char *metric, *team;

  g_assert_cmpstr (text, ==, "Night B: Service level 74.2 %, limit 80 %, since 14:05");
  g_assert_cmpstr (other, ==, "Zhou Wei: break 27:00, limit 15:00, since 14:18");
  g_signal_connect (f->board, "ask-why", G_CALLBACK (ask_why_cb), &question);
  fw_live_board_act (f->board, service);
  g_assert_true (g_variant_lookup (question, "metric", "&s", &metric));
  g_assert_true (g_variant_lookup (question, "value", "&s", &team));
  g_assert_cmpstr (metric, ==, "service_level");
  g_assert_cmpstr (team, ==, "night-b");
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
  static const char *const states[] = { "talking", "wrap-up", "ready", "paused", "late" };
  g_autofree char *table = fw_chart_to_table (FW_CHART (bar));
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
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
  g_autofree char *plain = fw_live_board_copy (f->board, FALSE);
  g_autofree char *with_headers = fw_live_board_copy (f->board, TRUE);
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);
  g_autofree char *one = NULL;

  g_assert_cmpuint (g_strv_length (lines), ==, 13 + 1);
  g_assert_cmpstr (lines[0], ==, "Billing\t301\t98.0\t94.3\t94.0\t3:21\t89.0\t76.0");
  g_assert_true (g_str_has_prefix (with_headers, "Team\tOffered\tConnected\tService"));
  fw_live_grid_select (get_grid (f), 0);
  one = fw_live_board_copy (f->board, FALSE);
  g_assert_cmpstr (one, ==, "Billing\t301\t98.0\t94.3\t94.0\t3:21\t89.0\t76.0\n");
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
  g_test_add ("/live/narrow", Fixture, NULL, set_up, test_narrow, tear_down);
  g_test_add_func ("/live/empty", test_empty);
  g_test_add_func ("/live/cached", test_cached);
  g_test_add_func ("/live/quiet-hours", test_quiet_hours);
  return g_test_run ();
}
