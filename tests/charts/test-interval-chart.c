/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-interval-chart.h"
#include "fw-chart-probe.h"
#include "fw-picture.h"

#include <math.h>
#include <string.h>

static const FwIntervalPoint nights[] = {
  { "1st", 0.904, 0.85, 0.941, 188, FW_INTERVAL_PLAIN },
  { "2nd", 0.889, 0.84, 0.93, 170, FW_INTERVAL_BETTER },
  { "3rd", 0.862, 0.8, 0.9, 171, FW_INTERVAL_PLAIN },
  { "4th", 0.76, 0.68, 0.83, 160, FW_INTERVAL_WORSE },
  { "5th", 0.7, 0.58, 0.8, 92, FW_INTERVAL_WORSE },
  { "6th or later", 0.66, 0.2, 0.98, 5, FW_INTERVAL_THIN },
};

static FwIntervalChart *
make_chart (void)
{
  FwIntervalChart *chart = FW_INTERVAL_CHART (fw_interval_chart_new ());

  fw_chart_set_title (FW_CHART (chart), "Night B by consecutive night");
  fw_interval_chart_set (chart, FW_FORMAT_RATIO, nights, G_N_ELEMENTS (nights));
  fw_interval_chart_set_reference (chart, 0.9, "other nights");
  return chart;
}

static void
test_words (void)
{
  FwChart *chart = g_object_ref_sink (FW_CHART (make_chart ()));
  g_autofree char *text = fw_chart_describe (chart), *table = fw_chart_to_table (chart),
                  *item = fw_chart_describe_item (chart, 3);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  g_assert_cmpstr (text, ==,
                   "1st 90.4, 2nd 88.9, 3rd 86.2, 4th 76.0, 5th 70.0, 6th or later 66.0; "
                   "other nights 90.0");
  g_assert_cmpstr (item, ==, "4th: 76.0 %\n68.0 to 83.0, n 160\nworse");
  g_assert_cmpstr (lines[4], ==, "4th\t76.0\t68.0\t83.0\t160\tworse");
  g_object_unref (chart);
}

static void
activated_cb (FwIntervalChart *chart, guint index, gpointer data)
{
  *(int *) data = (int) index;
}

static void
test_picture (void)
{
  FwChart *chart = FW_CHART (make_chart ());
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 380, 230);
  int activated = -1;

  g_signal_connect (chart, "activated", G_CALLBACK (activated_cb), &activated);
  fw_probe_picture (chart, "interval");
  g_assert_true (fw_test_same_picture (GTK_WIDGET (chart), "chart-interval"));
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_LATE), >, 150);
  g_assert_true (fw_probe_press (chart, GDK_KEY_End));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Left));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpint (activated, ==, 4);
  fw_probe_picture (chart, "interval-cursor");
  fw_chart_set_cursor (chart, -1);
  fw_probe_resize (window, 700, 260);
  fw_probe_picture (chart, "interval-wide");
  gtk_window_destroy (window);
}

static void
test_odd (void)
{
  const FwIntervalPoint odd[] = {
    { "none", NAN, NAN, NAN, 0, FW_INTERVAL_THIN },
    { "bare", 240, NAN, INFINITY, G_MAXUINT64, FW_INTERVAL_PLAIN },
  };
  FwIntervalChart *chart = FW_INTERVAL_CHART (fw_interval_chart_new ());
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 300, 160);
  g_autofree char *empty = fw_chart_describe (FW_CHART (chart)), *none = NULL, *bare = NULL;

  g_assert_cmpstr (empty, ==, "No data");
  g_assert_false (fw_probe_press (FW_CHART (chart), GDK_KEY_Home));
  fw_interval_chart_set (chart, FW_FORMAT_DURATION, odd, 1);
  fw_test_settle (50);
  fw_interval_chart_set (chart, FW_FORMAT_DURATION, odd, 2);
  fw_test_settle (50);
  fw_probe_picture (FW_CHART (chart), "interval-odd");
  none = fw_chart_describe_item (FW_CHART (chart), 0);
  g_assert_cmpstr (none, ==, "none: no data");
  bare = fw_chart_describe_item (FW_CHART (chart), 1);
  g_assert_true (g_str_has_prefix (bare, "bare: 4m 00s, n "));
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  fw_test_init (&argc, &argv);
  g_test_add_func ("/interval-chart/words", test_words);
  g_test_add_func ("/interval-chart/picture", test_picture);
  g_test_add_func ("/interval-chart/odd", test_odd);
  return g_test_run ();
}
