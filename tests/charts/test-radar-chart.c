/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-radar-chart.h"
#include "fw-chart-probe.h"
#include "fw-picture.h"

#include <math.h>
#include <string.h>

static const FwRadarAxis service[] = {
  { "Connection rate", "96.2 %, benchmark 90 %", 94, 92, 80 },
  { "Service level", "74.1 %, benchmark 80 %", 71, 88, 80 },
  { "Speed of answer", NULL, 66, 84, 80 },
  { "Handling time", NULL, 73, 80, 80, TRUE },
  { "Satisfaction", "84.1 %, benchmark 85 %", 78, 91, 80 },
  { "Resolution", NULL, 88, 86, 80 },
  { "First-contact resolution", NULL, NAN, 79, 80 },
  { "Transfers", NULL, 112, 90, 80 },
};

static FwRadarChart *
make_chart (guint n)
{
  FwRadarChart *chart = FW_RADAR_CHART (fw_radar_chart_new ());

  fw_chart_set_title (FW_CHART (chart), "Service of Night B");
  fw_radar_chart_set_names (chart, "Night B", "centre", "benchmark");
  fw_radar_chart_set (chart, service, n);
  return chart;
}

static void
test_words (void)
{
  FwChart *chart = g_object_ref_sink (FW_CHART (make_chart (8)));
  g_autofree char *text = fw_chart_describe (chart), *table = fw_chart_to_table (chart),
                  *item = fw_chart_describe_item (chart, 1),
                  *none = fw_chart_describe_item (chart, 6);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  g_assert_true (g_str_has_prefix (text, "Connection rate 94, Service level 71 below, "));
  g_assert_nonnull (strstr (text, "Handling time 73 cannot tell"));
  g_assert_cmpstr (item, ==,
                   "Service level: 71 below\ncentre 88\nbenchmark 80\n74.1 %, benchmark 80 %");
  g_assert_true (g_str_has_prefix (none, "First-contact resolution: no data\n"));
  g_assert_cmpstr (lines[2], ==, "Service level\t71.0\t88.0\t80.0\tbelow\t74.1 %, benchmark 80 %");
  g_assert_cmpstr (lines[7], ==, "First-contact resolution\t\t79.0\t80.0\t\t");
  g_object_unref (chart);
}

static void
activated_cb (FwRadarChart *chart, guint index, gpointer data)
{
  *(int *) data = (int) index;
}

static void
test_picture (void)
{
  FwChart *chart = FW_CHART (make_chart (8));
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 460, 380);
  int activated = -1;

  g_signal_connect (chart, "activated", G_CALLBACK (activated_cb), &activated);
  fw_probe_picture (chart, "radar");
  g_assert_true (fw_test_same_picture (GTK_WIDGET (chart), "chart-radar"));
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_MAIN), >, 500);
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_LATE), >, 300);
  /* round the clock */
  g_assert_true (fw_probe_press (chart, GDK_KEY_Left));
  g_assert_cmpint (fw_chart_get_cursor (chart), ==, 7);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Right));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Down));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpint (activated, ==, 1);
  fw_probe_picture (chart, "radar-cursor");
  fw_probe_click (chart, 230, 10);
  g_assert_cmpint (activated, ==, 0);
  fw_probe_click (chart, 455, 180);
  g_assert_cmpint (activated, ==, 2);
  fw_chart_set_cursor (chart, -1);
  fw_probe_resize (window, 300, 240);
  fw_probe_picture (chart, "radar-small");
  gtk_window_destroy (window);
}

static void
test_odd (void)
{
  FwRadarChart *chart = make_chart (0);
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 320, 260);
  FwRadarAxis axes[FW_RADAR_MOST_AXES];
  g_autofree char *empty = fw_chart_describe (FW_CHART (chart));

  g_assert_cmpstr (empty, ==, "No data");
  g_assert_false (fw_probe_press (FW_CHART (chart), GDK_KEY_Right));
  fw_probe_click (FW_CHART (chart), 100, 100);
  for (guint n = 1; n <= 3; n++)
    {
      fw_radar_chart_set (chart, service, n);
      fw_test_settle (20);
    }
  for (guint i = 0; i < FW_RADAR_MOST_AXES; i++)
    axes[i] =
        (FwRadarAxis){ "平均处理时长与话后处理", NULL, -50. + 20 * i, NAN, i % 2 ? NAN : 1e9 };
  fw_radar_chart_set_names (chart, "夜班 B 组", NULL, NULL);
  fw_radar_chart_set (chart, axes, FW_RADAR_MOST_AXES);
  fw_test_settle (50);
  fw_probe_picture (FW_CHART (chart), "radar-odd");
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  fw_test_init (&argc, &argv);
  g_test_add_func ("/radar-chart/words", test_words);
  g_test_add_func ("/radar-chart/picture", test_picture);
  g_test_add_func ("/radar-chart/odd", test_odd);
  return g_test_run ();
}
