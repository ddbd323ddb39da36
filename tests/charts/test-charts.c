/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-line-chart.h"
#include "charts/fw-mark.h"
#include "charts/fw-sparkline.h"
#include "charts/fw-state-bar.h"
#include "fw-chart-probe.h"
#include "fw-picture.h"

#include <math.h>
#include <string.h>

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

  main_series->immature_from = 19;
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
  g_assert_true (fw_test_picture (GTK_WIDGET (chart), "chart-line"));

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
  gint64 start;

  fw_line_chart_set_time (chart, DAY_FROM, G_USEC_PER_SEC, 100000, NULL);
  fw_line_chart_set_series (chart, series, NULL);
  window = fw_probe_show (GTK_WIDGET (chart), 480, 240);
  start = g_get_monotonic_time ();
  g_assert_cmpuint (fw_probe_count_pixels (FW_CHART (chart), FW_CHART_COLOR_MAIN), >, 1000);
  /* folded it is a few hundred strokes; a hundred thousand segments would take seconds */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
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
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/line", test_line);
  g_test_add_func ("/charts/cursor", test_cursor);
  g_test_add_func ("/charts/many", test_many);
  g_test_add_func ("/charts/empty", test_empty);
  g_test_add_func ("/charts/state-bar", test_state_bar);
  g_test_add_func ("/charts/palette", test_palette);
  return g_test_run ();
}
