/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-stage.h"

#include "fw-picture.h"

#include <glib/gi18n.h>

static void
add_style (const char *name)
{
  g_autofree char *path = g_strconcat ("/org/floorwalker/Floorwalker/", name, NULL);
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
}

void
fw_stage_init (void)
{
  adw_init ();
  fw_test_set_locale (); /* which GTK has set as well */
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/floorwalker/Floorwalker/icons");
  add_style ("style.css");
  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    add_style ("style-dark.css");
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    add_style ("style-hc.css");
}

GtkWindow *
fw_stage_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  fw_test_settle (400);
  return GTK_WINDOW (window);
}

void
fw_stage_feed (FwLive *live, char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (FwLiveFrame) frame = fw_live_frame_parse (bytes, &error);

  g_assert_no_error (error);
  fw_live_apply (live, frame);
}
