/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "console/grid/fw-grid.h"
#include "fw-picture.h"

/** What a grid is asked for. */
typedef struct
{
  guint cells; /* how many were */
  char text[32], top[8];
} Data;

static void
get_cell (gpointer data, guint row, guint column, FwGridCell *cell)
{
  Data *self = data;

  self->cells++;
  if ((row + column) % 3 == 0)
    return;
  g_snprintf (self->text, sizeof self->text, "%u/%u", row, column);
  cell->text = self->text;
  cell->tone = (FwGridTone) ((row + column) % FW_GRID_N_TONES);
  cell->mark = column == 1;
}

static void
get_head (gpointer data, guint column, FwGridHead *head)
{
  Data *self = data;

  g_snprintf (self->top, sizeof self->top, "d%u", column);
  *head = (FwGridHead){ self->top, "x", column % 7 > 4, column == 0 };
}

static void
get_row (gpointer data, guint row, FwGridRow *name)
{
  Data *self = data;

  g_snprintf (self->text, sizeof self->text, "row %u", row);
  name->name = self->text;
}

static const char *
get_sum (gpointer data, guint row, guint sum)
{
  return "7";
}

static const char *
get_name (gpointer data, guint i)
{
  return "all";
}

static const char *
get_foot (gpointer data, guint foot, guint column, gboolean *is_short)
{
  return "3";
}

static char *
describe (gpointer data, guint row, guint column)
{
  return g_strdup_printf ("row %u, day %u", row, column);
}

static const FwGridSource source = { get_cell, get_head, get_row,  get_sum,
                                     get_name, get_name, get_foot, describe };

static GtkWindow *
show (Data *data, guint rows, guint columns, FwGrid **grid)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  *grid = FW_GRID (fw_grid_new ());
  fw_grid_set_label (*grid, "Roster");
  fw_grid_set_source (*grid, &source, data);
  fw_grid_set_size (*grid, rows, columns, 1, 1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (*grid));
  gtk_window_set_child (window, scrolled);
  gtk_window_set_default_size (window, 900, 500);
  gtk_window_present (window);
  fw_test_settle (200);
  return window;
}

/* However much there is, only what is seen is asked for. */
static void
test_seen (void)
{
  Data data = { 0 };
  FwGrid *grid;
  GtkWindow *window = show (&data, 2000, 400, &grid);
  guint row, column;

  g_assert_cmpuint (data.cells, >, 0);
  data.cells = 0;
  fw_grid_set_cursor (grid, 1999, 399);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (grid));
  g_assert_cmpuint (data.cells, <, 2000);
  g_assert_true (fw_grid_get_cursor (grid, &row, &column));
  g_assert_cmpuint (row, ==, 1999);
  g_assert_cmpuint (column, ==, 399);
  gtk_window_destroy (window);
}

static void
count_cb (FwGrid *grid, guint *n)
{
  (*n)++;
}

static void
test_cursor (void)
{
  Data data = { 0 };
  FwGrid *grid;
  GtkWindow *window = show (&data, 5, 4, &grid);
  FwGridBlock block;
  guint row, column, moved = 0;

  g_signal_connect (grid, "moved", G_CALLBACK (count_cb), &moved);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (grid)));
  gtk_test_accessible_assert_property (gtk_window_get_focus (window), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "row 0, day 0");
  fw_grid_set_block (grid, &(FwGridBlock){ 3, 1, 2, 0 });
  g_assert_cmpuint (moved, ==, 2);
  g_assert_true (fw_grid_get_block (grid, &block));
  g_assert_cmpuint (block.first_row, ==, 1);
  g_assert_cmpuint (block.last_row, ==, 3);
  g_assert_cmpuint (block.first_column, ==, 0);
  g_assert_cmpuint (block.last_column, ==, 2);
  gtk_test_accessible_assert_property (gtk_window_get_focus (window), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "row 1, day 0");
  fw_grid_set_cursor (grid, 90, 90);
  fw_grid_get_cursor (grid, &row, &column);
  g_assert_cmpuint (row, ==, 4);
  g_assert_cmpuint (column, ==, 3);
  /* less is there now */
  fw_grid_set_size (grid, 2, 2, 1, 1);
  fw_grid_get_cursor (grid, &row, &column);
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (column, ==, 1);
  fw_grid_set_size (grid, 0, 0, 0, 0);
  g_assert_false (fw_grid_get_cursor (grid, &row, &column));
  gtk_window_destroy (window);
}

static void
test_text (void)
{
  Data data = { 0 };
  FwGrid *grid;
  GtkWindow *window = show (&data, 2, 3, &grid);
  g_autofree char *block = NULL, *heads = NULL, *table = NULL;

  fw_grid_set_block (grid, &(FwGridBlock){ 0, 1, 0, 1 });
  block = fw_grid_to_text (grid, FALSE);
  heads = fw_grid_to_text (grid, TRUE);
  table = fw_grid_to_table (grid);
  g_assert_cmpstr (block, ==, "\t0/1\n1/0\t1/1\n");
  g_assert_cmpstr (heads, ==, "\td0 x\td1 x\nrow 0\t\t0/1\nrow 1\t1/0\t1/1\n");
  g_assert_cmpstr (table, ==,
                   "\td0 x\td1 x\td2 x\tall\nrow 0\t\t0/1\t0/2\t7\nrow 1\t1/0\t1/1\t\t7\n"
                   "all\t3\t3\t3\t\n");
  gtk_window_destroy (window);
}

static void
test_split (void)
{
  g_autoptr (GPtrArray) lines = fw_grid_split ("E\t\tL \r\n\n N\n");
  g_autoptr (GPtrArray) none = fw_grid_split ("");

  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpuint (g_strv_length (lines->pdata[0]), ==, 3);
  g_assert_cmpstr (((char **) lines->pdata[0])[2], ==, "L");
  g_assert_cmpstr (((char **) lines->pdata[1])[0], ==, "");
  g_assert_cmpstr (((char **) lines->pdata[2])[0], ==, "N");
  g_assert_cmpuint (none->len, ==, 0);
}

/* ---- colours ---- */

static double
find_luminance (const char *css, const char *name)
{
  g_autofree char *start = g_strdup_printf ("@define-color %s #", name);
  const char *at = strstr (css, start);
  guint64 value;
  double sum = 0;
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };

  g_assert_nonnull (at);
  value = g_ascii_strtoull (at + strlen (start), NULL, 16);
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      const double part = (double) (value >> 8 * i & 0xff) / 255;

      sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }
  return sum;
}

/* What stands in a cell is read on its ground, light and dark. */
static void
test_contrast (void)
{
  static const char *const files[] = { "style.css", "style-dark.css" };
  static const char *const tones[] = { "first", "second", "third",  "fourth", "fifth",
                                       "red",   "orange", "yellow", "green" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", files[i], NULL);
      g_autofree char *css = NULL;

      g_assert_true (g_file_get_contents (path, &css, NULL, NULL));
      for (guint tone = 0; tone < G_N_ELEMENTS (tones); tone++)
        {
          g_autofree char *ground = g_strdup_printf ("fw_tone_%s", tones[tone]);
          g_autofree char *ink = g_strdup_printf ("fw_tone_%s_ink", tones[tone]);
          const double one = find_luminance (css, ground), other = find_luminance (css, ink);
          const double contrast = (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);

          g_test_message ("%s %s: %.1f", files[i], tones[tone], contrast);
          g_assert_cmpfloat (contrast, >=, 4.5);
        }
    }
}

int
main (int argc, char **argv)
{
  fw_test_init (&argc, &argv);
  g_test_add_func ("/grid/seen", test_seen);
  g_test_add_func ("/grid/cursor", test_cursor);
  g_test_add_func ("/grid/text", test_text);
  g_test_add_func ("/grid/split", test_split);
  g_test_add_func ("/grid/contrast", test_contrast);
  return g_test_run ();
}
