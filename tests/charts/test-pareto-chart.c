/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-pareto-chart.h"
#include "fw-chart-probe.h"
#include "fw-picture.h"

#include <math.h>
#include <string.h>

static const FwParetoBar products[] = {
  { "Fibre", NULL, 61 },   { "Router X2", "of 301 contacts", 212 },
  { "Mobile", NULL, 118 }, { "Billing", NULL, 9 },
  { "nothing", NULL, 0 },  { "odd", NULL, NAN },
  { "TV", NULL, 61 },
};

static void
activated_cb (FwParetoChart *chart, guint index, gpointer data)
{
  *(guint *) data = index;
}

static FwChart *
make_chart (void)
{
  FwParetoChart *chart = FW_PARETO_CHART (fw_pareto_chart_new ());

  fw_chart_set_title (FW_CHART (chart), "Unresolved by product");
  fw_pareto_chart_set (chart, FW_FORMAT_COUNT, products, G_N_ELEMENTS (products), 39);
  return FW_CHART (chart);
}

static void
test_words (void)
{
  FwChart *chart = g_object_ref_sink (make_chart ());
  g_autofree char *text = fw_chart_describe (chart), *table = fw_chart_to_table (chart),
                  *item = fw_chart_describe_item (chart, 0);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  /* of the same size in the order given; zero and NaN left out; the rest last */
  g_assert_cmpstr (text, ==,
                   "Router X2 212, Mobile 118, Fibre 61, TV 61, Billing 9, others 39; "
                   "4 make up 80 % of 500");
  g_assert_cmpstr (item, ==, "Router X2: 212, 42.4 %\ntogether 42.4 %\nof 301 contacts");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 6 + 1);
  g_assert_cmpstr (lines[6], ==, "others\t39\t7.8\t100.0\t");
  g_object_unref (chart);
}

static void
test_picture (void)
{
  FwChart *chart = make_chart ();
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 520, 300);
  guint activated = 99;

  g_signal_connect (chart, "activated", G_CALLBACK (activated_cb), &activated);
  fw_probe_picture (chart, "pareto");
  g_assert_true (fw_test_same_picture (GTK_WIDGET (chart), "chart-pareto"));
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_MAIN), >, 5000);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Home));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpuint (activated, ==, 1);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Right));
  fw_probe_picture (chart, "pareto-cursor");
  g_assert_true (fw_probe_press (chart, GDK_KEY_End));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpuint (activated, ==, G_MAXUINT);
  fw_chart_set_cursor (chart, -1);
  fw_probe_resize (window, 320, 220);
  fw_probe_picture (chart, "pareto-narrow");
  g_assert_true (fw_probe_press (chart, GDK_KEY_Down));
  gtk_window_destroy (window);
}

static void
test_odd (void)
{
  FwParetoChart *chart = FW_PARETO_CHART (fw_pareto_chart_new ());
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 420, 300);
  g_autofree char *empty = fw_chart_describe (FW_CHART (chart)), *text = NULL;
  FwParetoBar bars[40];

  g_assert_cmpstr (empty, ==, "No data");
  fw_pareto_chart_set (chart, FW_FORMAT_COUNT, products + 4, 2, -5);
  fw_test_settle (50);
  g_assert_false (fw_probe_press (FW_CHART (chart), GDK_KEY_Home));
  fw_pareto_chart_set (chart, FW_FORMAT_COUNT, products, 1, 0);
  fw_test_settle (50);
  fw_probe_picture (FW_CHART (chart), "pareto-one");
  /* thousands of values are a dozen bars and the rest */
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    bars[i] = (FwParetoBar){ "订单系统响应缓慢导致的重复来电", NULL, 1e9 / (i + 1) };
  fw_pareto_chart_set (chart, FW_FORMAT_COUNT, bars, G_N_ELEMENTS (bars), 0);
  fw_test_settle (50);
  fw_probe_picture (FW_CHART (chart), "pareto-many");
  text = fw_chart_describe (FW_CHART (chart));
  g_assert_nonnull (strstr (text, "others "));
  g_assert_true (fw_probe_press (FW_CHART (chart), GDK_KEY_End));
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (chart)), ==, FW_PARETO_MOST_BARS);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  fw_test_init (&argc, &argv);
  g_test_add_func ("/pareto-chart/words", test_words);
  g_test_add_func ("/pareto-chart/picture", test_picture);
  g_test_add_func ("/pareto-chart/odd", test_odd);
  return g_test_run ();
}
