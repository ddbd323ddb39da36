/* SPDX-License-Identifier: GPL-3.0-or-later */
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
open_cb (FwLiveBoard *board, const char *dimension, const char *key, const char *title, const char *measure, gpointer data)
{
  Fixture *f = data;

  g_free (f->opened);
  f->opened = g_strdup_printf ("%s|%s|%s|%s", dimension, key, title, measure);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  fw_live_fixture_init (&f->fixture);
  f->fixture.chinese = g_str_has_prefix (g_getenv ("LC_ALL") != NULL ? g_getenv ("LC_ALL") : "", "zh");
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
  static const int sizes[][2] = { { 1240, 800 }, { 1040, 660 }, { 840, 500 } };

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fw_stage_init ();
  g_test_add ("/live/pictures", Fixture, NULL, set_up, test_pictures, tear_down);
  return g_test_run ();
}
