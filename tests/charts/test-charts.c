/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-line-chart.h"
#include "charts/fw-mark.h"
#include "charts/fw-sparkline.h"
#include "charts/fw-state-bar.h"
#include "fw-chart-probe.h"
#include "fw-picture.h"

#include <math.h>
#include <string.h>
#include <time.h>

#define HALF_HOUR (G_GINT64_CONSTANT (1800) * G_USEC_PER_SEC)
#define DAY_FROM (G_GINT64_CONSTANT (1795219200) * G_USEC_PER_SEC)

static FwChartSeries *
make_series (const char *label, guint n, double base, gboolean gap)
{
  FwChartSeries *series = fw_chart_series_new (label, n);

  for (guint i = 0; i < n; i++)
    if (!gap || (i != 5 && i != 7))
      fw_chart_series_set (series, i, base + 0.03 * sin (i), base - 0.05, base + 0.05, 100 + i);
  return series;
}

static void
test_line (void)
{
  FwLineChart *chart = FW_LINE_CHART (fw_line_chart_new ());
  g_autoptr (FwChartSeries) main_series = make_series ("today", 20, 0.88, TRUE);
  g_autoptr (FwChartSeries) compare = make_series ("last Tue", 34, 0.92, FALSE);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GtkWindow *window;
  g_autofree char *text = NULL, *table = NULL;
  g_auto (GStrv) lines = NULL;
  guint with_line;

  main_series->open_from = 19;
  fw_chart_set_title (FW_CHART (chart), "Service level per half hour");
  fw_line_chart_set_format (chart, FW_FORMAT_RATIO);
  fw_line_chart_set_time (chart, DAY_FROM + 14 * HALF_HOUR, HALF_HOUR, 34, utc);
  fw_line_chart_set_target (chart, 0.9);
  fw_line_chart_set_now (chart, DAY_FROM + 33 * HALF_HOUR + HALF_HOUR / 3);
  window = fw_probe_show (GTK_WIDGET (chart), 640, 360);
  with_line = fw_probe_count_pixels (FW_CHART (chart), FW_CHART_COLOR_MAIN);
  fw_line_chart_set_series (chart, main_series, compare);
  fw_test_settle (100);
  g_assert_cmpuint (fw_probe_count_pixels (FW_CHART (chart), FW_CHART_COLOR_MAIN), >,
                    with_line + 300);
  g_assert_cmpuint (fw_probe_count_pixels (FW_CHART (chart), FW_CHART_COLOR_COMPARE), >, 100);
  g_assert_true (fw_test_same_picture (GTK_WIDGET (chart), "chart-line"));

  text = fw_chart_describe (FW_CHART (chart));
  g_assert_nonnull (strstr (text, "lowest"));
  g_assert_nonnull (strstr (text, "target 90 %"));
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Service level per half hour");

  /* every slot has a line; one without data has no figure, not a 0 */
  table = fw_chart_to_table (FW_CHART (chart));
  lines = g_strsplit (table, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 34 + 1);
  g_assert_true (g_str_has_prefix (lines[6], "09:30–10:00\t\t"));
  g_assert_true (g_str_has_prefix (lines[1], "07:00–07:30\t88.0\t83.0\t93.0\t92.0"));
  gtk_window_destroy (window);
}

/* A line of ten slots whose last one has not run out. */
static FwLineChart *
make_open (double value, double so_far, gboolean open)
{
  FwLineChart *chart = FW_LINE_CHART (fw_line_chart_new ());
  g_autoptr (FwChartSeries) series = fw_chart_series_new ("today", 10);

  for (guint i = 0; i < 9; i++)
    fw_chart_series_set (series, i, 100 + i, NAN, NAN, 100);
  fw_chart_series_set (series, 9, value, NAN, NAN, 100);
  if (open)
    series->open_from = 9;
  series->so_far = so_far;
  fw_chart_set_title (FW_CHART (chart), "Contacts");
  fw_line_chart_set_format (chart, FW_FORMAT_COUNT);
  fw_line_chart_set_time (chart, DAY_FROM, HALF_HOUR, 10, NULL);
  fw_line_chart_set_now (chart, DAY_FROM + 9 * HALF_HOUR + 3 * HALF_HOUR / 4);
  fw_line_chart_set_series (chart, series, NULL);
  return chart;
}

/* Pixels of the line in the last tenth of the plot, left of the label and the mark. */
static guint
count_end (FwLineChart *chart, FwChartColor color, const char *name)
{
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 640, 360);
  guint n =
      fw_probe_count_pixels_within (FW_CHART (chart), color, &(GdkRectangle){ 540, 20, 50, 320 });

  g_assert_true (fw_test_picture (GTK_WIDGET (chart), name));
  gtk_window_destroy (window);
  return n;
}

/* The line does not go on to what is not over: dashes do, or only hatching; and a table holds what
 * has been and not what is expected. */
static void
test_open_end (void)
{
  FwLineChart *projected = make_open (112, 84, TRUE), *unknown = make_open (NAN, 3, TRUE);
  g_autofree char *table = fw_chart_to_table (FW_CHART (projected));
  g_autofree char *words = fw_chart_describe (FW_CHART (projected));
  guint closed, dashed, nothing, hatched, plain;

  g_assert_nonnull (strstr (table, "\t84\t\t\n"));
  g_assert_null (strstr (table, "112"));
  g_assert_nonnull (strstr (words, ": 108;"));

  closed = count_end (make_open (20, NAN, FALSE), FW_CHART_COLOR_MAIN, "chart-closed-end");
  dashed = count_end (make_open (20, NAN, TRUE), FW_CHART_COLOR_MAIN, "chart-open-cliff");
  nothing = count_end (unknown, FW_CHART_COLOR_MAIN, "chart-open-unknown");
  g_assert_cmpuint (dashed, >, 0);
  g_assert_cmpuint (dashed, <, closed * 3 / 4);
  g_assert_cmpuint (nothing, <, dashed);
  count_end (projected, FW_CHART_COLOR_MAIN, "chart-open-projected");
  hatched = count_end (make_open (NAN, NAN, TRUE), FW_CHART_COLOR_GRID, "chart-open-hatched");
  plain = count_end (make_open (NAN, NAN, FALSE), FW_CHART_COLOR_GRID, "chart-open-none");
  g_assert_cmpuint (hatched, >, plain + 200);
}

static guint
count_spark (const double *values, guint n, guint open_from, FwChartColor color)
{
  GtkWidget *spark = fw_sparkline_new ();
  GtkWindow *window;
  guint pixels;

  fw_sparkline_set (FW_SPARKLINE (spark), FW_FORMAT_RATIO, values, n, open_from, NAN,
                    FW_CHART_COLOR_MAIN);
  window = fw_probe_show (spark, 240, 60);
  pixels = fw_probe_count_pixels (FW_CHART (spark), color);
  gtk_window_destroy (window);
  return pixels;
}

static void
test_open_sparkline (void)
{
  const double fall[] = { .9, .91, .9, .92, .2 }, none[] = { .9, .91, .9, .92, NAN };

  g_assert_cmpuint (count_spark (fall, 5, 4, FW_CHART_COLOR_MAIN), <,
                    count_spark (fall, 5, 5, FW_CHART_COLOR_MAIN));
  g_assert_cmpuint (count_spark (none, 5, 4, FW_CHART_COLOR_GRID), >,
                    count_spark (none, 5, 5, FW_CHART_COLOR_GRID) + 50);
}

static void
test_cursor (void)
{
  FwLineChart *chart = FW_LINE_CHART (fw_line_chart_new ());
  g_autoptr (FwChartSeries) series = make_series ("today", 10, 0.9, FALSE);
  GtkWindow *window;
  g_autofree char *before = NULL, *after = NULL;

  fw_line_chart_set_time (chart, DAY_FROM, HALF_HOUR, 10, NULL);
  fw_line_chart_set_series (chart, series, NULL);
  window = fw_probe_show (GTK_WIDGET (chart), 480, 240);
  before = fw_chart_describe (FW_CHART (chart));
  fw_chart_set_cursor (FW_CHART (chart), 3);
  after = fw_chart_describe (FW_CHART (chart));
  g_assert_cmpstr (before, !=, after);
  g_assert_true (g_str_has_prefix (after, "01:30–02:00"));
  fw_test_settle (50);
  g_assert_true (fw_test_picture (GTK_WIDGET (chart), "chart-cursor"));
  g_assert_true (fw_probe_press (FW_CHART (chart), GDK_KEY_Right));
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (chart)), ==, 4);
  g_assert_true (fw_probe_press (FW_CHART (chart), GDK_KEY_End));
  g_assert_true (fw_probe_press (FW_CHART (chart), GDK_KEY_Right));
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (chart)), ==, 9);
  /* up and down belong to the page, and Enter opens nothing here */
  g_assert_false (fw_probe_press (FW_CHART (chart), GDK_KEY_Down));
  g_assert_false (fw_probe_press (FW_CHART (chart), GDK_KEY_Return));
  g_assert_true (fw_probe_press (FW_CHART (chart), GDK_KEY_Escape));
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (chart)), ==, -1);
  g_assert_false (fw_probe_press (FW_CHART (chart), GDK_KEY_Escape));
  fw_probe_move (FW_CHART (chart), 240, 100);
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (chart)), >=, 3);
  /* a pointer that rests does not take the cursor from the keys */
  fw_chart_set_cursor (FW_CHART (chart), 8);
  fw_probe_move (FW_CHART (chart), 240, 100);
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (chart)), ==, 8);
  /* a shorter day must not leave the cursor outside */
  fw_line_chart_set_time (chart, DAY_FROM, HALF_HOUR, 2, NULL);
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (chart)), ==, -1);
  gtk_window_destroy (window);
}

static void
test_many (void)
{
  FwLineChart *chart = FW_LINE_CHART (fw_line_chart_new ());
  g_autoptr (FwChartSeries) series = make_series ("today", 100000, 0.9, FALSE);
  GtkWindow *window;
  clock_t start;

  fw_line_chart_set_time (chart, DAY_FROM, G_USEC_PER_SEC, 100000, NULL);
  fw_line_chart_set_series (chart, series, NULL);
  window = fw_probe_show (GTK_WIDGET (chart), 480, 240);
  start = clock (); /* of this process: the machine may be busy */
  g_assert_cmpuint (fw_probe_count_pixels (FW_CHART (chart), FW_CHART_COLOR_MAIN), >, 1000);
  /* folded it is a few hundred strokes; a hundred thousand segments would take seconds */
  g_assert_cmpint (clock () - start, <, 3 * CLOCKS_PER_SEC);
  gtk_window_destroy (window);
}

static void
test_empty (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *charts[] = { fw_line_chart_new (), fw_sparkline_new (), fw_state_bar_new () };
  GtkWindow *window;

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    gtk_box_append (GTK_BOX (box), charts[i]);
  window = fw_probe_show (box, 400, 300);
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autofree char *text = fw_chart_describe (FW_CHART (charts[i]));
      g_autofree char *table = fw_chart_to_table (FW_CHART (charts[i]));

      g_assert_cmpstr (text, ==, "No data");
      g_assert_nonnull (table);
    }
  gtk_window_destroy (window);
}

static void
activated_cb (FwStateBar *bar, const char *name, gpointer data)
{
  *(const char **) data = g_intern_string (name);
}

static void
test_state_bar (void)
{
  FwStateBar *bar = FW_STATE_BAR (fw_state_bar_new ());
  const FwStateBarPart parts[] = {
    { "talking", "talking", 520, FW_CHART_COLOR_FIRST },
    { "ready", "ready", 0, FW_CHART_COLOR_THIRD },
    { "late", "late", 2, FW_CHART_COLOR_LATE },
  };
  const char *activated = NULL;
  graphene_rect_t bounds;
  GtkWindow *window;
  g_autofree char *text = NULL;

  fw_state_bar_set (bar, parts, G_N_ELEMENTS (parts));
  g_signal_connect (bar, "activated", G_CALLBACK (activated_cb), &activated);
  window = fw_probe_show (GTK_WIDGET (bar), 500, 30);
  text = fw_chart_describe (FW_CHART (bar));
  g_assert_cmpstr (text, ==, "talking 520, late 2");
  g_assert_false (fw_state_bar_get_part_bounds (bar, "ready", &bounds));
  /* two of five hundred are still there to be seen and hit */
  g_assert_true (fw_state_bar_get_part_bounds (bar, "late", &bounds));
  g_assert_cmpfloat (bounds.size.width, >=, 16);
  g_assert_cmpuint (fw_probe_count_pixels (FW_CHART (bar), FW_CHART_COLOR_LATE), >, 100);
  /* what is not there is passed over */
  g_assert_false (fw_probe_press (FW_CHART (bar), GDK_KEY_Return));
  g_assert_true (fw_probe_press (FW_CHART (bar), GDK_KEY_Right));
  g_assert_true (fw_probe_press (FW_CHART (bar), GDK_KEY_Right));
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (bar)), ==, 2);
  g_assert_true (fw_probe_press (FW_CHART (bar), GDK_KEY_space));
  g_assert_cmpstr (activated, ==, "late");
  fw_probe_click (FW_CHART (bar), 20, 10);
  g_assert_cmpstr (activated, ==, "talking");
  gtk_window_destroy (window);
}

static double
luminance (const GdkRGBA *rgba)
{
  double linear[3] = { rgba->red, rgba->green, rgba->blue };

  for (guint i = 0; i < 3; i++)
    linear[i] = linear[i] <= 0.03928 ? linear[i] / 12.92 : pow ((linear[i] + 0.055) / 1.055, 2.4);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

static double
contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double one = luminance (a), two = luminance (b);

  return (MAX (one, two) + 0.05) / (MIN (one, two) + 0.05);
}

static void
test_palette (void)
{
  static const FwChartColor texts[] = { FW_CHART_COLOR_TEXT,   FW_CHART_COLOR_LABEL,
                                        FW_CHART_COLOR_MAIN,   FW_CHART_COLOR_IN_ORDER,
                                        FW_CHART_COLOR_WATCH,  FW_CHART_COLOR_LATE,
                                        FW_CHART_COLOR_NO_DATA };
  static const FwChartColor marks[] = { FW_CHART_COLOR_COMPARE, FW_CHART_COLOR_TARGET };
  static const FwChartColor grounds[] = { FW_CHART_COLOR_FIRST, FW_CHART_COLOR_SECOND,
                                          FW_CHART_COLOR_THIRD, FW_CHART_COLOR_REST,
                                          FW_CHART_COLOR_LATE };
  GtkWidget *mark = fw_mark_new ();
  GtkWindow *window = fw_probe_show (mark, 40, 40);

  for (guint dark = 0; dark < 2; dark++)
    {
      GtkCssProvider *provider = gtk_css_provider_new ();
      GdkRGBA surface, rgba, ink;

      gtk_css_provider_load_from_data (
          provider, dark ? "mark { color: white; }" : "mark { color: black; }", -1);
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (provider), 900);
      fw_test_settle (50);
      fw_chart_lookup_color (mark, FW_CHART_COLOR_SURFACE, &surface);
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          fw_chart_lookup_color (mark, texts[i], &rgba);
          g_assert_cmpfloat (contrast (&rgba, &surface), >=, 4.5);
        }
      for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
        {
          fw_chart_lookup_color (mark, marks[i], &rgba);
          g_assert_cmpfloat (contrast (&rgba, &surface), >=, 3);
        }
      for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
        {
          fw_chart_lookup_color (mark, grounds[i], &rgba);
          fw_chart_find_ink (&rgba, &ink);
          g_assert_cmpfloat (contrast (&rgba, &ink), >=, 4.5);
        }
      gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                     GTK_STYLE_PROVIDER (provider));
      g_object_unref (provider);
    }
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE); /* of the moments on the axis, and in the pictures */
  fw_test_init (&argc, &argv);
  g_test_add_func ("/charts/line", test_line);
  g_test_add_func ("/charts/open-end", test_open_end);
  g_test_add_func ("/charts/open-sparkline", test_open_sparkline);
  g_test_add_func ("/charts/cursor", test_cursor);
  g_test_add_func ("/charts/many", test_many);
  g_test_add_func ("/charts/empty", test_empty);
  g_test_add_func ("/charts/state-bar", test_state_bar);
  g_test_add_func ("/charts/palette", test_palette);
  return g_test_run ();
}
