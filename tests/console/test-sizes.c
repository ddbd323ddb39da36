/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Every page, drawn at the sizes of windows and of text that people use: nothing that is read is
 * cut without a tooltip that says it whole, and no figure is cut at all. The language is that of
 * the locale; in German it is English made longer by a third. FW_SIZES=all draws the whole matrix,
 * else its corners.
 */
#include "fw-fixture.h"

#include "console/fw-cut-text.h"
#include "console/fw-pages.h"
#include "console/live/fw-live-board.h"
#include "console/live/fw-live-cell.h"
#include "console/print/fw-sheet-table.h"
#include "console/why/fw-why-board.h"
#include "fw-live-fixture.h"
#include "fw-stage.h"
#include "fw-why-fixture.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

typedef struct
{
  int width;
  int height;
  double text;
} Size;

static const Size sizes[] = {
  { 1440, 900, 1 },   { 900, 600, 2 },   { 1920, 1080, 1.5 }, /* the corners */
  { 900, 600, 1 },    { 1920, 1080, 1 }, { 900, 600, 1.5 },
  { 1440, 900, 1.5 }, { 1440, 900, 2 },  { 1920, 1080, 2 },
};

#define N_CORNERS 3

static guint n_problems;

static guint
count_sizes (void)
{
  return g_strcmp0 (g_getenv ("FW_SIZES"), "all") == 0 ? G_N_ELEMENTS (sizes) : N_CORNERS;
}

/* A button's label may be told by the button; a tooltip without a text of its own makes it when it
 * is asked for. */
static gboolean
has_tooltip (GtkWidget *widget, const char *text)
{
  for (guint i = 0; i < 8 && widget != NULL; i++, widget = gtk_widget_get_parent (widget))
    {
      const char *tooltip = gtk_widget_get_tooltip_text (widget);

      if (gtk_widget_get_has_tooltip (widget) &&
          (tooltip == NULL || strstr (tooltip, text) != NULL))
        return TRUE;
    }
  return FALSE;
}

static const char *
get_text (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                               : gtk_inscription_get_text (GTK_INSCRIPTION (widget));
}

/* The cells of a table that changes draw their texts themselves, and say a shortened one
 * themselves. */
static void
check_cell (FwLiveCell *cell, const char *where)
{
  if (!fw_live_cell_is_cut (cell) || !fw_live_cell_is_whole (cell))
    return;
  g_test_message ("%s: “%s” is left out (%d)", where, fw_live_cell_get_text (cell),
                  gtk_widget_get_width (GTK_WIDGET (cell)));
  n_problems++;
}

static void
check (GtkWidget *widget, const char *where)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (FW_IS_LIVE_CELL (widget))
    check_cell (FW_LIVE_CELL (widget), where);
  if ((GTK_IS_LABEL (widget) || GTK_IS_INSCRIPTION (widget)) && fw_cut_text_is_cut (widget) &&
      (!has_tooltip (widget, get_text (widget)) || fw_sheet_table_is_figure (get_text (widget))))
    {
      g_test_message ("%s: “%s” is cut (%d of %s)", where, get_text (widget),
                      gtk_widget_get_width (widget),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      n_problems++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check (child, where);
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

/* What turns while an answer is on its way. */
static gboolean
is_waiting (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_SPINNER (widget) && gtk_spinner_get_spinning (GTK_SPINNER (widget)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_waiting (child))
      return TRUE;
  return FALSE;
}

/* A window is never wider than what was asked for: it would hang over the edge of the screen. Pages
 * that wait for an answer are measured with all their parts, also those that are not shown yet. */
static int
measure_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Returns: the innermost one that needs about as much as @widget. */
static GtkWidget *
find_widest (GtkWidget *widget)
{
  GtkWidget *widest = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) &&
        (widest == NULL || measure_width (child) > measure_width (widest)))
      widest = child;
  return widest != NULL && measure_width (widest) * 4 > measure_width (widget) * 3
             ? find_widest (widest)
             : widget;
}

static void
check_width (GtkWidget *window, const char *where, int width)
{
  GtkWidget *widest;

  if (measure_width (window) <= width)
    return;
  widest = find_widest (window);
  g_test_message ("%s: needs %d of %d (%s “%s” of %s)", where, measure_width (window), width,
                  G_OBJECT_TYPE_NAME (widest), gtk_widget_get_name (widest),
                  G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widest)));
  n_problems++;
}

static void
check_window (GtkWidget *window, const char *page, const Size *size)
{
  g_autofree char *where =
      g_strdup_printf ("%s at %d×%d, text %g", page, size->width, size->height, size->text);
  guint before = n_problems;

  fw_test_settle (30);
  /* No frames of the floor come here; test_board() feeds its board itself. */
  if (!g_str_equal (page, "live"))
    fw_fixture_wait (!is_waiting (window));
  check (window, where);
  check_width (window, where, size->width);
  if (n_problems > before && g_getenv ("FW_SHOTS") != NULL)
    {
      g_autofree char *name = g_strdup_printf ("sizes-%s-%d-%g", page, size->width, size->text);

      fw_test_picture (window, name);
    }
}

static void
check_pages (const char *role, FwRole sees, const Size *size)
{
  FwFixture f = { 0 };

  set_text_scale (size->text);
  fw_fixture_open (&f, role, size->width, size->height);
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    {
      if ((entry->roles & sees) == 0)
        continue;
      fw_window_go (f.window, entry->name, NULL);
      check_window (GTK_WIDGET (f.window), entry->name, size);
    }
  fw_fixture_close (&f);
}

/* Between an administrator and an agent they see all. */
static void
test_pages (void)
{
  n_problems = 0;
  for (guint i = 0; i < count_sizes (); i++)
    {
      check_pages ("administrator", FW_ROLE_ADMINISTRATOR, &sizes[i]);
      check_pages ("agent", FW_ROLE_AGENT, &sizes[i]);
    }
  set_text_scale (1);
  g_assert_cmpuint (n_problems, ==, 0);
}

/* The form of a record beside its list, with the texts of all its fields. */
static void
test_forms (void)
{
  static const char *const records[][2] = {
    { "people", "102" }, { "queues", "sales" }, { "shifts", "early" }, { "teams", "night-b" }
  };

  n_problems = 0;
  for (guint i = 0; i < count_sizes (); i++)
    {
      FwFixture f = { 0 };

      set_text_scale (sizes[i].text);
      fw_fixture_open (&f, "administrator", sizes[i].width, sizes[i].height);
      for (guint r = 0; r < G_N_ELEMENTS (records); r++)
        {
          fw_window_go (f.window, records[r][0], g_variant_new_string (records[r][1]));
          fw_test_settle (120);
          check_window (GTK_WIDGET (f.window), records[r][0], &sizes[i]);
        }
      fw_fixture_close (&f);
    }
  set_text_scale (1);
  g_assert_cmpuint (n_problems, ==, 0);
}

static void
test_board (void)
{
  n_problems = 0;
  for (guint i = 0; i < count_sizes (); i++)
    {
      FwLiveFixture fixture;
      FwLive *live = fw_live_new (NULL);
      FwLiveBoard *board = FW_LIVE_BOARD (fw_live_board_new ());
      GtkWindow *window;

      set_text_scale (sizes[i].text);
      fw_live_fixture_init (&fixture);
      fw_live_board_set_live (board, live);
      fw_stage_feed (live, fw_live_fixture_whole (&fixture));
      window = fw_stage_show (GTK_WIDGET (board), sizes[i].width - 240, sizes[i].height - 110);
      fw_test_settle (100);
      check_window (GTK_WIDGET (window), "live-board", &sizes[i]);
      gtk_window_destroy (window);
      g_object_unref (live);
    }
  set_text_scale (1);
  g_assert_cmpuint (n_problems, ==, 0);
}

/* Figures of a handling time are the longest: "−1m 24s … −12s". */
static void
test_why (void)
{
  n_problems = 0;
  for (guint i = 0; i < count_sizes (); i++)
    {
      FwWhyBoard *board = FW_WHY_BOARD (fw_why_board_new ());
      g_autoptr (FwWhyResult) result = fw_why_result_new (fw_why_fixture_durations (), 0, FALSE);
      GtkWindow *window;

      set_text_scale (sizes[i].text);
      window = fw_stage_show (GTK_WIDGET (board), sizes[i].width - 240, sizes[i].height - 110);
      fw_why_board_show (board, result);
      for (guint v = 0; v < 2; v++)
        {
          fw_why_board_choose_view (board, v == 0 ? "cells" : "factors");
          fw_test_settle (100);
          check_window (GTK_WIDGET (window), v == 0 ? "why-cells" : "why-factors", &sizes[i]);
        }
      gtk_window_destroy (window);
    }
  set_text_scale (1);
  g_assert_cmpuint (n_problems, ==, 0);
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  fw_stage_init ();
  if (g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "de"))
    {
      bindtextdomain (GETTEXT_PACKAGE, FW_TEST_LONG);
      /* A test of all this would pass in English. */
      g_assert_cmpstr (gettext ("Policies"), !=, "Policies");
    }
  g_test_add_func ("/sizes/pages", test_pages);
  g_test_add_func ("/sizes/forms", test_forms);
  g_test_add_func ("/sizes/board", test_board);
  g_test_add_func ("/sizes/why", test_why);
  return g_test_run ();
}
