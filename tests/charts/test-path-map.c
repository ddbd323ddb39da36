/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-path-map.h"
#include "fw-chart-probe.h"
#include "fw-picture.h"

#include <string.h>

enum
{
  OFFERED,
  ANSWERED,
  ABANDONED,
  LEFT,
  ENDED,
  TRANSFERRED,
  RESOLVED,
  UNRESOLVED,
  N_NODES
};

static const FwPathNode nodes[N_NODES] = {
  [OFFERED] = { "Offered", NULL, 6912, 0, 0, FALSE },
  [ANSWERED] = { "Answered", NULL, 6480, 1, 0, FALSE },
  [ABANDONED] = { "Abandoned", NULL, 390, 1, 1, FALSE },
  [LEFT] = { "Went on", NULL, 42, 1, 2, FALSE },
  [ENDED] = { "Ended", NULL, 6100, 2, 0, FALSE },
  [TRANSFERRED] = { "Transferred", NULL, 380, 2, 1, FALSE },
  [RESOLVED] = { "Resolved", NULL, 4712, 3, 0, FALSE },
  [UNRESOLVED] = { "Not resolved", NULL, 866, 3, 1, FALSE },
};

static const FwPathEdge edges[] = {
  { OFFERED, ANSWERED, "12s", "wait: median 12s, 90 % within 48s", 6480, TRUE, FALSE },
  { OFFERED, ABANDONED, "1m 32s", "wait: median 1m 32s, 90 % within 4m 10s", 390, FALSE, TRUE },
  { OFFERED, LEFT, NULL, NULL, 42, FALSE, FALSE },
  { ANSWERED, ENDED, "4m 02s", NULL, 6100, TRUE, FALSE },
  { ANSWERED, TRANSFERRED, "2m 11s", NULL, 380, FALSE, FALSE },
  { ENDED, RESOLVED, NULL, NULL, 4712, TRUE, FALSE },
  { ENDED, UNRESOLVED, NULL, NULL, 866, FALSE, FALSE },
  { TRANSFERRED, OFFERED, NULL, NULL, 322, FALSE, FALSE },
  { ENDED, OFFERED, NULL, "again within 72 hours", 512, FALSE, FALSE },
  { RESOLVED, 99, NULL, NULL, 7, FALSE, FALSE },
};

static FwChart *
make_map (void)
{
  FwPathMap *map = FW_PATH_MAP (fw_path_map_new ());

  fw_chart_set_title (FW_CHART (map), "Paths of contacts");
  fw_path_map_set (map, nodes, N_NODES, edges, G_N_ELEMENTS (edges));
  return FW_CHART (map);
}

static void
test_words (void)
{
  FwChart *chart = g_object_ref_sink (make_map ());
  FwPathMap *map = FW_PATH_MAP (chart);
  g_autofree char *text = fw_chart_describe (chart), *table = fw_chart_to_table (chart),
                  *way = NULL;
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  g_assert_true (g_str_has_prefix (text, "Offered 6912, Answered 6480, "));
  g_assert_nonnull (strstr (text, "; Offered → Abandoned: 390, not the standard path"));
  way = fw_chart_describe_item (chart, (guint) fw_path_map_find_edge (map, 1));
  g_assert_cmpstr (way, ==,
                   "Offered → Abandoned: 390, not the standard path\n"
                   "wait: median 1m 32s, 90 % within 4m 10s\nbottleneck");
  /* the way to nowhere is left out */
  g_assert_cmpint (fw_path_map_find_edge (map, 9), ==, -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + N_NODES + 9 + 1);
  g_assert_cmpstr (lines[1], ==, "Offered\t\t6912\t\t");
  g_assert_cmpstr (lines[2], ==,
                   "Offered\tAnswered\t6480\tstandard\twait: median 12s, 90 % within 48s");
  g_object_unref (chart);
}

static void
node_cb (FwPathMap *map, guint index, gpointer data)
{
  *(int *) data = (int) index;
}

static void
edge_cb (FwPathMap *map, guint index, gpointer data)
{
  *(int *) data = 100 + (int) index;
}

static void
test_picture (void)
{
  FwChart *chart = make_map ();
  FwPathMap *map = FW_PATH_MAP (chart);
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 860, 340);
  int activated = -1;

  g_signal_connect (chart, "node-activated", G_CALLBACK (node_cb), &activated);
  g_signal_connect (chart, "edge-activated", G_CALLBACK (edge_cb), &activated);
  fw_probe_picture (chart, "path");
  g_assert_true (fw_test_same_picture (GTK_WIDGET (chart), "chart-path"));
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_MAIN), >, 300);
  g_assert_cmpuint (fw_probe_count_pixels (chart, FW_CHART_COLOR_LATE), >, 100);
  /* a step, its ways in the order of where they lead, then the next step */
  g_assert_true (fw_probe_press (chart, GDK_KEY_Right));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpint (activated, ==, OFFERED);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Down));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Down));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpint (activated, ==, 101);
  fw_probe_picture (chart, "path-cursor");
  g_assert_true (fw_probe_press (chart, GDK_KEY_End));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpint (activated, ==, UNRESOLVED);
  fw_chart_set_cursor (chart, fw_path_map_find_node (map, ANSWERED));
  fw_probe_press (chart, GDK_KEY_Left);
  fw_probe_press (chart, GDK_KEY_Return);
  g_assert_cmpint (activated, ==, 102);
  fw_chart_set_cursor (chart, -1);
  fw_probe_resize (window, 420, 260);
  fw_probe_picture (chart, "path-narrow");
  /* the first step stands at the left edge */
  fw_probe_click (chart, 10, 70);
  g_assert_cmpint (activated, ==, OFFERED);
  gtk_window_destroy (window);
}

static void
test_odd (void)
{
  const FwPathNode one[] = { { "只有一步的流程，名称很长", NULL, G_MAXUINT64, 1000, 1000, TRUE } };
  const FwPathEdge self_loop[] = { { 0, 0, NULL, NULL, G_MAXUINT64, FALSE, FALSE } };
  FwPathMap *map = FW_PATH_MAP (fw_path_map_new ());
  GtkWindow *window = fw_probe_show (GTK_WIDGET (map), 400, 220);
  g_autofree char *empty = fw_chart_describe (FW_CHART (map));

  g_assert_cmpstr (empty, ==, "No data");
  g_assert_false (fw_probe_press (FW_CHART (map), GDK_KEY_Right));
  fw_probe_click (FW_CHART (map), 100, 100);
  fw_path_map_set (map, one, 1, self_loop, 1);
  fw_test_settle (50);
  g_assert_true (fw_probe_press (FW_CHART (map), GDK_KEY_End));
  fw_probe_picture (FW_CHART (map), "path-odd");
  fw_path_map_set (map, NULL, 0, NULL, 0);
  fw_test_settle (50);
  g_assert_cmpint (fw_chart_get_cursor (FW_CHART (map)), ==, -1);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  fw_test_init (&argc, &argv);
  g_test_add_func ("/path-map/words", test_words);
  g_test_add_func ("/path-map/picture", test_picture);
  g_test_add_func ("/path-map/odd", test_odd);
  return g_test_run ();
}
