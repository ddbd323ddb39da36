/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-waterfall-chart.h"
#include "fw-chart-probe.h"
#include "fw-picture.h"

#include <math.h>
#include <string.h>

static const FwWaterfallStep csat[] = {
  { "before", "7 – 13 November, n 7,120", 0.914, FW_WATERFALL_TOTAL },
  { "mix", "fewer e-mails: 11 % → 8 % of contacts", 0.003, FW_WATERFALL_BETTER },
  { "Night B 4th+", "89 → 71, n 412", -0.019, FW_WATERFALL_WORSE },
  { "order system", "90 → 78, n 388", -0.011, FW_WATERFALL_WORSE },
  { "Router X2", "88 → 74, n 301", -0.009, FW_WATERFALL_WORSE },
  { "rest", "within chance", -0.006, FW_WATERFALL_REST },
  { "now", "14 – 20 November, n 6,912", 0.872, FW_WATERFALL_TOTAL },
};

static FwChart *
make_chart (const FwWaterfallStep *steps, guint n)
{
  FwWaterfallChart *chart = FW_WATERFALL_CHART (fw_waterfall_chart_new ());

  fw_chart_set_title (FW_CHART (chart), "From 91.4 to 87.2");
  fw_waterfall_chart_set (chart, FW_FORMAT_RATIO, steps, n);
  return FW_CHART (chart);
}

static void
activated_cb (FwWaterfallChart *chart, guint index, gpointer data)
{
  *(int *) data = (int) index;
}

static void
moved_cb (FwChart *chart, int item, gpointer data)
{
  *(int *) data = item;
}

static void
test_words (void)
{
  FwChart *chart = g_object_ref_sink (make_chart (csat, G_N_ELEMENTS (csat)));
  g_autofree char *text = fw_chart_describe (chart), *table = fw_chart_to_table (chart),
                  *item = fw_chart_describe_item (chart, 2);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  g_assert_cmpstr (text, ==,
                   "before 91.4, mix +0.3, Night B 4th+ −1.9, order system −1.1, Router X2 −0.9, "
                   "rest −0.6, now 87.2");
  g_assert_cmpstr (item, ==, "Night B 4th+: −1.9, worse\n89 → 71, n 412");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 7 + 1);
  g_assert_cmpstr (lines[1], ==, "before\t\t91.4\tlevel\t7 – 13 November, n 7,120");
  g_assert_cmpstr (lines[3], ==, "Night B 4th+\t−1.9\t89.8\tworse\t89 → 71, n 412");
  g_assert_cmpstr (lines[7], ==, "now\t\t87.2\tlevel\t14 – 20 November, n 6,912");
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "From 91.4 to 87.2");
  g_object_unref (chart);
}

static void
test_picture (void)
{
  FwChart *chart = make_chart (csat, G_N_ELEMENTS (csat));
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 524, 330);

  fw_probe_picture (chart, "waterfall");
  g_assert_true (fw_test_same_picture (GTK_WIDGET (chart), "chart-waterfall"));
  /* three columns of the worse, hatched green, totals from the foot */
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_LATE), >, 3000);
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_IN_ORDER), >, 100);
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_TOTAL), >, 5000);
  fw_chart_set_selected (chart, 3);
  fw_chart_set_cursor (chart, 2);
  fw_test_settle (50);
  fw_probe_picture (chart, "waterfall-cursor");
  gtk_window_destroy (window);
}

static void
test_keys (void)
{
  FwChart *chart = make_chart (csat, G_N_ELEMENTS (csat));
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 524, 330);
  int activated = -1, moved = -2;

  g_signal_connect (chart, "activated", G_CALLBACK (activated_cb), &activated);
  g_signal_connect (chart, "cursor-moved", G_CALLBACK (moved_cb), &moved);
  g_assert_false (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Right));
  g_assert_cmpint (moved, ==, 0);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Right));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpint (activated, ==, 1);
  g_assert_true (fw_probe_press (chart, GDK_KEY_End));
  g_assert_cmpint (moved, ==, 6);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Left));
  g_assert_true (fw_probe_press (chart, GDK_KEY_KP_Enter));
  g_assert_cmpint (activated, ==, 5);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Home));
  g_assert_cmpint (moved, ==, 0);
  /* standing upright, up and down are the page's */
  g_assert_false (fw_probe_press (chart, GDK_KEY_Down));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Escape));
  g_assert_cmpint (moved, ==, -1);
  /* a click right of the middle column, on its words */
  fw_probe_click (chart, 500, 320);
  g_assert_cmpint (activated, ==, 6);
  fw_probe_click (chart, 10, 100);
  g_assert_cmpint (activated, ==, 6);
  /* fewer steps than the cursor knows */
  fw_chart_set_cursor (chart, 6);
  fw_chart_set_selected (chart, 5);
  fw_waterfall_chart_set (FW_WATERFALL_CHART (chart), FW_FORMAT_RATIO, csat, 3);
  g_assert_cmpint (moved, ==, -1);
  g_assert_cmpint (fw_chart_get_selected (chart), ==, -1);
  gtk_window_destroy (window);
}

static void
test_narrow (void)
{
  FwWaterfallStep steps[12];
  FwChart *chart;
  GtkWindow *window;
  int moved = -2;

  for (guint i = 0; i < 12; i++)
    steps[i] = (FwWaterfallStep){ i % 2 ? "Auftragssystem p95 über 4 s · Nachtschicht · Chat"
                                        : "夜班 B 组 连续第四个夜班以上",
                                  NULL, i % 5 == 4 ? 0.004 : -0.005,
                                  i % 5 == 4 ? FW_WATERFALL_BETTER : FW_WATERFALL_WORSE };
  steps[0] = csat[0];
  steps[11] = (FwWaterfallStep){ "now", NULL, 0.882, FW_WATERFALL_TOTAL };
  chart = make_chart (steps, 12);
  g_signal_connect (chart, "cursor-moved", G_CALLBACK (moved_cb), &moved);
  window = fw_probe_show (GTK_WIDGET (chart), 420, 300);
  fw_probe_picture (chart, "waterfall-narrow");
  /* on its side, the arrows that walk are those up and down as well */
  g_assert_true (fw_probe_press (chart, GDK_KEY_Down));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Down));
  g_assert_cmpint (moved, ==, 1);
  fw_probe_picture (chart, "waterfall-narrow-cursor");
  fw_probe_resize (window, 420, 160);
  fw_probe_picture (chart, "waterfall-least");
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_LATE), >, 100);
  gtk_window_destroy (window);
}

static void
test_odd (void)
{
  const FwWaterfallStep odd[] = {
    { "before", NULL, 1e12, FW_WATERFALL_TOTAL },
    { "nothing", NULL, NAN, FW_WATERFALL_WORSE },
    { "endless", NULL, INFINITY, FW_WATERFALL_WORSE },
    { "zero", NULL, 0, FW_WATERFALL_REST },
    { "tab\there", "two\nlines", -2e12, FW_WATERFALL_WORSE },
    { "now", NULL, -1e12, FW_WATERFALL_TOTAL },
  };
  FwChart *chart = make_chart (NULL, 0);
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 480, 280);
  g_autofree char *empty = fw_chart_describe (chart), *text = NULL, *table = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpstr (empty, ==, "No data");
  g_assert_false (fw_probe_press (chart, GDK_KEY_Right));
  fw_probe_move (chart, 100, 100);
  g_assert_cmpint (fw_chart_get_cursor (chart), ==, -1);

  fw_waterfall_chart_set (FW_WATERFALL_CHART (chart), FW_FORMAT_POINTS, odd, G_N_ELEMENTS (odd));
  fw_test_settle (50);
  fw_probe_picture (chart, "waterfall-odd");
  text = fw_chart_describe_item (chart, 1);
  g_assert_cmpstr (text, ==, "nothing: no data");
  table = fw_chart_to_table (chart);
  lines = g_strsplit (table, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 6 + 1);
  g_assert_cmpstr (lines[2], ==, "nothing\t\t\tworse\t");
  g_assert_true (g_str_has_prefix (lines[5], "tab here\t"));
  g_assert_true (g_str_has_suffix (lines[5], "\ttwo lines"));

  /* one bar alone, all levels alike */
  fw_waterfall_chart_set (FW_WATERFALL_CHART (chart), FW_FORMAT_DURATION,
                          &(FwWaterfallStep){ "now", NULL, 0, FW_WATERFALL_TOTAL }, 1);
  fw_test_settle (50);
  fw_probe_picture (chart, "waterfall-one");
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  fw_test_init (&argc, &argv);
  g_test_add_func ("/waterfall-chart/words", test_words);
  g_test_add_func ("/waterfall-chart/picture", test_picture);
  g_test_add_func ("/waterfall-chart/keys", test_keys);
  g_test_add_func ("/waterfall-chart/narrow", test_narrow);
  g_test_add_func ("/waterfall-chart/odd", test_odd);
  return g_test_run ();
}
