/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-heat-map.h"
#include "fw-chart-probe.h"
#include "fw-picture.h"

#include <math.h>
#include <string.h>

#define ROWS 7
#define COLUMNS 48
#define LEAST 20

static const char *const days[ROWS] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

/* Two bad nights, a quiet Sunday, nothing on Sunday night. */
static FwChart *
make_chart (void)
{
  FwHeatMap *map = FW_HEAT_MAP (fw_heat_map_new ());
  g_autofree FwHeatCell *cells = g_new (FwHeatCell, ROWS * COLUMNS);
  g_auto (GStrv) columns = g_new0 (char *, COLUMNS + 1);

  for (guint i = 0; i < COLUMNS; i++)
    columns[i] = g_strdup_printf ("%02u:%02u", i / 2, i % 2 * 30);
  for (guint row = 0; row < ROWS; row++)
    for (guint i = 0; i < COLUMNS; i++)
      {
        double noise = 0.03 * sin (row * 7. + i * 1.7);
        gboolean night = (row == 1 || row == 3) && i < 10;

        cells[row * COLUMNS + i] =
            (FwHeatCell){ 0.86, night ? 0.71 : 0.86 + noise, row == 6 && i > 36 ? 7 : 41 };
        if (row == 6 && i < 6)
          cells[row * COLUMNS + i] = (FwHeatCell){ NAN, NAN, 0 };
      }
  fw_chart_set_title (FW_CHART (map), "Half hour × weekday, change of CSAT");
  fw_heat_map_set_meaning (map, FW_FORMAT_RATIO, FALSE, LEAST);
  fw_heat_map_set (map, days, ROWS, (const char *const *) columns, COLUMNS, cells);
  return FW_CHART (map);
}

static void
test_words (void)
{
  FwChart *chart = g_object_ref_sink (make_chart ());
  FwHeatMap *map = FW_HEAT_MAP (chart);
  g_autofree char *full = fw_chart_describe_item (chart, fw_heat_map_get_item (map, 1, 3));
  g_autofree char *thin = fw_chart_describe_item (chart, fw_heat_map_get_item (map, 6, 40));
  g_autofree char *none = fw_chart_describe_item (chart, fw_heat_map_get_item (map, 6, 0));
  g_autofree char *text = fw_chart_describe (chart), *table = fw_chart_to_table (chart);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  g_assert_cmpstr (full, ==, "Tue 01:30: 86.0 → 71.0 (n 41)\n−15.0");
  g_assert_true (g_str_has_suffix (thin, "(n 7)\ntoo few to tell"));
  g_assert_cmpstr (none, ==, "Sun 00:00: no data");
  g_assert_true (
      g_str_has_prefix (text, "319 of 336 cells have enough to tell; strongest fall Tue 00:00"));
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + ROWS * COLUMNS + 1);
  g_assert_cmpstr (lines[1 + COLUMNS + 3], ==, "Tue\t01:30\t86.0\t71.0\t−15.0\t41");
  g_assert_cmpstr (lines[1 + 6 * COLUMNS], ==, "Sun\t00:00\t\t\t\t0");
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  g_object_unref (chart);
}

static void
test_picture (void)
{
  FwChart *chart = make_chart ();
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 400, 220);
  guint worse;

  fw_probe_picture (chart, "heat");
  g_assert_true (fw_test_same_picture (GTK_WIDGET (chart), "chart-heat"));
  worse = fw_probe_count_pixels (chart, FW_CHART_COLOR_WORSE);
  fw_chart_set_cursor (chart, (int) fw_heat_map_get_item (FW_HEAT_MAP (chart), 1, 3));
  fw_test_settle (50);
  fw_probe_picture (chart, "heat-cursor");
  fw_chart_set_cursor (chart, -1);
  fw_probe_resize (window, 1500, 330);
  fw_probe_picture (chart, "heat-wide");
  /* of a metric that ought to be low the same change is for the better */
  fw_heat_map_set_meaning (FW_HEAT_MAP (chart), FW_FORMAT_RATIO, TRUE, LEAST);
  fw_test_settle (50);
  g_assert_cmpuint (worse + fw_probe_count_pixels (chart, FW_CHART_COLOR_BETTER), >, 1000);
  gtk_window_destroy (window);
}

static void
activated_cb (FwHeatMap *map, guint row, guint column, gpointer data)
{
  *(int *) data = (int) (row * 1000 + column);
}

static void
test_keys (void)
{
  FwChart *chart = make_chart ();
  GtkWindow *window = fw_probe_show (GTK_WIDGET (chart), 400, 220);
  int activated = -1;

  g_signal_connect (chart, "activated", G_CALLBACK (activated_cb), &activated);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Down)); /* to the first */
  g_assert_true (fw_probe_press (chart, GDK_KEY_Up));   /* stays at the edge */
  g_assert_true (fw_probe_press (chart, GDK_KEY_Left));
  g_assert_cmpint (fw_chart_get_cursor (chart), ==, 0);
  g_assert_true (fw_probe_press (chart, GDK_KEY_Down));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Right));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpint (activated, ==, 1001);
  g_assert_true (fw_probe_press (chart, GDK_KEY_End));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Return));
  g_assert_cmpint (activated, ==, 1047);
  for (guint i = 0; i < 10; i++)
    g_assert_true (fw_probe_press (chart, GDK_KEY_Down));
  g_assert_true (fw_probe_press (chart, GDK_KEY_Home));
  g_assert_true (fw_probe_press (chart, GDK_KEY_space));
  g_assert_cmpint (activated, ==, 6000);
  fw_probe_move (chart, 2, 2);
  g_assert_cmpint (fw_chart_get_cursor (chart), ==, -1);
  fw_heat_map_set (FW_HEAT_MAP (chart), NULL, 0, NULL, 0, NULL);
  g_assert_false (fw_probe_press (chart, GDK_KEY_Down));
  gtk_window_destroy (window);
}

static void
test_odd (void)
{
  const char *const one[] = { "all of the week" };
  const FwHeatCell cells[] = { { -1e15, 1e15, G_MAXUINT64 } };
  FwHeatMap *map = FW_HEAT_MAP (fw_heat_map_new ());
  GtkWindow *window = fw_probe_show (GTK_WIDGET (map), 300, 160);
  g_autofree char *empty = fw_chart_describe (FW_CHART (map)), *text = NULL, *table = NULL;

  g_assert_cmpstr (empty, ==, "No data");
  fw_heat_map_set_meaning (map, FW_FORMAT_COUNT, FALSE, 5);
  fw_heat_map_set (map, one, 1, one, 1, cells);
  fw_test_settle (50);
  fw_probe_picture (FW_CHART (map), "heat-one");
  text = fw_chart_describe (FW_CHART (map));
  g_assert_nonnull (strstr (text, "strongest rise"));
  g_assert_null (strstr (text, "strongest fall"));
  table = fw_chart_to_table (FW_CHART (map));
  g_assert_nonnull (table);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  fw_test_init (&argc, &argv);
  g_test_add_func ("/heat-map/words", test_words);
  g_test_add_func ("/heat-map/picture", test_picture);
  g_test_add_func ("/heat-map/keys", test_keys);
  g_test_add_func ("/heat-map/odd", test_odd);
  return g_test_run ();
}
