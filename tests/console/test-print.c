/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include "console/fw-pages.h"
#include "console/print/fw-print.h"
#include "console/print/fw-save.h"
#include "console/print/fw-sheet-table.h"
#include "console/print/fw-sheet.h"

#include <glib/gstdio.h>

#define WIDTH 770.0
#define HEIGHT 523.0

/* A sheet of paper drawn on screen, to count what is on it and to look at. */
static cairo_surface_t *
draw_sheet (FwSheet *sheet, guint page, const char *name)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) WIDTH, (int) HEIGHT);
  cairo_t *cr = cairo_create (surface);
  const char *folder = g_getenv ("FW_SHOTS");
  g_autofree char *path = NULL;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  fw_sheet_draw (sheet, cr, page);
  cairo_destroy (cr);
  path = g_strdup_printf ("%s/%s.png", folder != NULL ? folder : ".", name);
  cairo_surface_write_to_png (surface, path);
  return surface;
}

/* Pixels that are not white between two heights. */
static guint
count_ink (cairo_surface_t *surface, guint top, guint bottom)
{
  const guchar *data;
  int stride = cairo_image_surface_get_stride (surface);
  guint n = 0;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (guint y = top; y < bottom; y++)
    for (guint x = 0; x < WIDTH; x++)
      n += (((const guint32 *) (const void *) (data + (int) y * stride))[x] & 0xffffff) != 0xffffff;
  return n;
}

static PangoContext *
create_context (void)
{
  PangoFontMap *map = pango_cairo_font_map_new ();
  PangoContext *context;

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
  context = pango_font_map_create_context (map);
  g_object_unref (map);
  return context;
}

static void
test_figures (void)
{
  const char *const figures[] = { "345 s",  "96.2", "−1.6 … +0.6", "4m 12s",
                                  "1h 05m", "90 %", "±0.6",        "4,120" };
  const char *const texts[] = { "", "—", "Night B", "25 Oct 2025", "cost-per-hour", "A 1 queue" };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (!fw_sheet_table_is_figure (figures[i]))
      g_error ("%s is a figure", figures[i]);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (fw_sheet_table_is_figure (texts[i]))
      g_error ("%s is no figure", texts[i]);
}

/* A long table goes over as many sheets as it needs, and every one has title and heads. */
static void
test_long_table (void)
{
  g_autoptr (FwSheet) sheet = fw_sheet_new ("Contacts", "Harbour centre", "All sites · Today", "");
  g_autoptr (GString) text = g_string_new ("Arrived\tQueue\tWaited\n");
  PangoContext *context = create_context ();
  guint n;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (text, "Tue 17 Nov %02u:%02u\tHandsets, phone\t%us\n", i / 60, i % 60,
                            i);
  g_string_append (text, "The first 120 of 3,120 contacts.\n");
  fw_sheet_set_table (sheet, text->str);
  n = fw_sheet_lay_out (sheet, context, WIDTH, HEIGHT);
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (n, <=, 6);
  for (guint page = 0; page < n; page++)
    {
      g_autofree char *name = g_strdup_printf ("print-long-%u", page + 1);
      cairo_surface_t *surface = draw_sheet (sheet, page, name);

      g_assert_cmpuint (count_ink (surface, 0, 20), >, 0);  /* title */
      g_assert_cmpuint (count_ink (surface, 44, 58), >, 0); /* heads */
      g_assert_cmpuint (count_ink (surface, (guint) HEIGHT - 12, (guint) HEIGHT), >,
                        0); /* number */
      g_assert_cmpuint (count_ink (surface, (guint) HEIGHT - 18, (guint) HEIGHT - 13), ==, 0);
      cairo_surface_destroy (surface);
    }
  g_object_unref (context);
}

/* Nothing at all is one sheet that says of what. */
static void
test_nothing (void)
{
  g_autoptr (FwSheet) sheet = fw_sheet_new ("Findings", NULL, NULL, NULL);
  PangoContext *context = create_context ();

  fw_sheet_set_table (sheet, "");
  g_assert_cmpuint (fw_sheet_lay_out (sheet, context, WIDTH, HEIGHT), ==, 1);
  cairo_surface_destroy (draw_sheet (sheet, 0, "print-nothing"));
  g_object_unref (context);
}

/* More columns than paper is wide: drawn smaller, not cut. */
static void
test_wide_table (void)
{
  g_autoptr (FwSheet) sheet = fw_sheet_new ("Wide", NULL, NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  PangoContext *context = create_context ();
  cairo_surface_t *surface;

  for (guint row = 0; row < 3; row++)
    for (guint i = 0; i < 40; i++)
      g_string_append_printf (text, "%u%s", 1000000 + i, i < 39 ? "\t" : "\n");
  fw_sheet_set_table (sheet, text->str);
  g_assert_cmpuint (fw_sheet_lay_out (sheet, context, WIDTH, HEIGHT), ==, 1);
  surface = draw_sheet (sheet, 0, "print-wide");
  g_assert_cmpuint (count_ink (surface, 44, 80), >, 0);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

static void
done_cb (guint n_pages, gpointer data)
{
  *(gint *) data = (gint) n_pages;
}

static void
assert_is_pdf (const char *path)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_cmpuint (length, >, 2000);
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Every page of the desk goes on paper; the colours of the desk are what they were before. */
static void
test_every_page (void)
{
  FwFixture f = { 0 };
  AdwStyleManager *style = adw_style_manager_get_default ();

  fw_fixture_open (&f, "administrator", 1440, 900);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  for (const FwPageEntry *entry = fw_pages (); entry->name != NULL; entry++)
    {
      g_autofree char *path = g_strdup_printf ("%s/fw-print-%s.pdf", g_get_tmp_dir (), entry->name);

      if ((entry->roles & FW_ROLE_ADMINISTRATOR) == 0)
        continue; /* an agent's own */
      gint n_pages = -1;

      fw_window_go (f.window, entry->name, NULL);
      fw_test_settle (200);
      fw_print_to_file (f.window, path, done_cb, &n_pages);
      fw_fixture_wait (n_pages >= 0);
      g_assert_cmpint (n_pages, >=, 1);
      assert_is_pdf (path);
      g_assert_cmpint (adw_style_manager_get_color_scheme (style), ==, ADW_COLOR_SCHEME_FORCE_DARK);
    }
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  fw_fixture_close (&f);
}

/* What a spreadsheet gets: quoted, and never a formula. */
static void
test_csv (void)
{
  g_autoptr (GBytes) csv = fw_save_table_to_csv ("Team\tAHT\nNight, B\t=1+1\n\nRest\t−3\n");
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));

  g_assert_cmpstr (text, ==, "\xef\xbb\xbfTeam,AHT\n\"Night, B\",'=1+1\n\nRest,−3\n");
}

int
main (int argc, char *argv[])
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/print/figures", test_figures);
  g_test_add_func ("/print/long-table", test_long_table);
  g_test_add_func ("/print/nothing", test_nothing);
  g_test_add_func ("/print/wide-table", test_wide_table);
  g_test_add_func ("/print/every-page", test_every_page);
  g_test_add_func ("/print/csv", test_csv);
  return g_test_run ();
}
