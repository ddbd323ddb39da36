/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-stopwatch.h"

#include <stdlib.h>

/* Kept figures are there within a second or not at all: live ones do not end the watch alone. */
#define LIMIT_S 20

typedef struct
{
  GApplication *application;
  FwWindow *window;
  gboolean framed;
  gboolean had_figures; /* when the frame before this one began */
  guint limit_source;
} Stopwatch;

static void
free_stopwatch (gpointer data)
{
  Stopwatch *watch = data;

  g_clear_handle_id (&watch->limit_source, g_source_remove);
  g_free (watch);
}

/* Nothing is lost by an end like this: nobody works at a desk that is being timed. */
static gboolean
limit_cb (gpointer user_data)
{
  g_printerr ("floorwalker: %d s and no kept figures yet; open this centre once without "
              "--time-start until figures are shown, then time it\n",
              LIMIT_S);
  exit (EXIT_FAILURE);
}

static gboolean
has_figures (Stopwatch *watch)
{
  FwPage *page = fw_window_get_page (watch->window);

  return page != NULL && gtk_widget_get_mapped (GTK_WIDGET (page)) && fw_page_get_as_of (page) > 0;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Stopwatch *watch = user_data;

  watch->had_figures = has_figures (watch);
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Stopwatch *watch = user_data;

  if (!watch->framed)
    g_print ("frame %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  watch->framed = TRUE;
  if (!watch->had_figures)
    return;
  g_print ("figures %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  g_signal_handlers_disconnect_by_data (clock, watch);
  g_application_quit (watch->application);
}

void
fw_stopwatch_start (GApplication *application, FwWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  Stopwatch *watch = g_new0 (Stopwatch, 1);

  watch->application = application;
  watch->window = window;
  g_object_set_data_full (G_OBJECT (window), "fw-stopwatch", watch, free_stopwatch);
  watch->limit_source = g_timeout_add_seconds (LIMIT_S, limit_cb, watch);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), watch);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), watch);
}
