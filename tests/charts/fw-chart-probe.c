/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-chart-probe.h"

#include "fw-picture.h"

#include <math.h>

GtkWindow *
fw_probe_show (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  fw_test_settle (200);
  return GTK_WINDOW (window);
}

void
fw_probe_resize (GtkWindow *window, int width, int height)
{
  gtk_window_set_default_size (window, width, height);
  fw_test_settle (100);
}

guint
fw_probe_count_pixels_within (FwChart *chart, FwChartColor color, const GdkRectangle *area)
{
  g_autoptr (GdkTexture) texture = fw_chart_to_texture (chart);
  g_autofree guchar *pixels = NULL;
  int width, height;
  GdkRGBA rgba;
  guint n = 0;

  g_assert_nonnull (texture);
  width = gdk_texture_get_width (texture);
  height = gdk_texture_get_height (texture);
  pixels = g_malloc ((gsize) width * (gsize) height * 4);
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  fw_chart_lookup_color (GTK_WIDGET (chart), color, &rgba);
  for (int y = MAX (area->y, 0); y < MIN (area->y + area->height, height); y++)
    for (int x = MAX (area->x, 0); x < MIN (area->x + area->width, width); x++)
      {
        const guchar *p = pixels + ((gsize) y * (gsize) width + (gsize) x) * 4; /* BGRA */

        n += abs (p[2] - (int) (rgba.red * 255)) + abs (p[1] - (int) (rgba.green * 255)) +
                 abs (p[0] - (int) (rgba.blue * 255)) <
             40;
      }
  return n;
}

guint
fw_probe_count_pixels (FwChart *chart, FwChartColor color)
{
  return fw_probe_count_pixels_within (chart, color, &(GdkRectangle){ 0, 0, 10000, 10000 });
}

static GtkEventController *
find_controller (FwChart *chart, GType type, guint button)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!g_type_is_a (G_OBJECT_TYPE (controller), type))
        continue;
      if (button != 0 && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) != button)
        continue;
      return controller; /* the widget keeps it */
    }
  g_assert_not_reached ();
}

gboolean
fw_probe_press (FwChart *chart, guint keyval)
{
  GtkEventController *keys = find_controller (chart, GTK_TYPE_EVENT_CONTROLLER_KEY, 0);
  gboolean taken = FALSE;

  g_signal_emit_by_name (keys, "key-pressed", keyval, 0, 0, &taken);
  fw_test_settle (0);
  return taken;
}

void
fw_probe_move (FwChart *chart, double x, double y)
{
  g_signal_emit_by_name (find_controller (chart, GTK_TYPE_EVENT_CONTROLLER_MOTION, 0), "motion", x,
                         y);
}

void
fw_probe_click (FwChart *chart, double x, double y)
{
  g_signal_emit_by_name (find_controller (chart, GTK_TYPE_GESTURE_CLICK, GDK_BUTTON_PRIMARY),
                         "released", 1, x, y);
}

static void
save (FwChart *chart, const char *name, const char *variant)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strconcat (name, variant, ".png", NULL);
  g_autofree char *path = NULL;
  const char *folder = g_getenv ("FW_SHOTS");

  fw_test_settle (50);
  texture = fw_chart_to_texture (chart);
  path = folder != NULL ? g_build_filename (folder, file, NULL)
                        : g_test_build_filename (G_TEST_BUILT, file, NULL);
  g_assert_nonnull (texture);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

void
fw_probe_picture (FwChart *chart, const char *name)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *theme = NULL;

  save (chart, name, "");
  g_object_set (settings, "gtk-application-prefer-dark-theme", TRUE, NULL);
  save (chart, name, "-dark");
  g_object_set (settings, "gtk-application-prefer-dark-theme", FALSE, NULL);
  g_object_get (settings, "gtk-theme-name", &theme, NULL);
  g_object_set (settings, "gtk-theme-name", "Default-hc", NULL);
  save (chart, name, "-hc");
  g_object_set (settings, "gtk-theme-name", theme, NULL);
  fw_test_settle (50);
}
