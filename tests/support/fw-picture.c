/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-picture.h"

/* A busy machine answers late: after the asked time the main loop must have had nothing to do for a
 * while, but something that never rests (a spinner) does not hold a test for ever. µs. */
#define SETTLE_QUIET (150 * 1000)
#define SETTLE_MOST (3 * G_USEC_PER_SEC)

gboolean
fw_test_picture (GtkWidget *widget, const char *name)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = NULL;
  GtkSnapshot *snapshot;
  const char *folder = g_getenv ("FW_SHOTS");
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  paintable = gtk_widget_paintable_new (widget);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  path = folder != NULL ? g_build_filename (folder, file, NULL)
                        : g_test_build_filename (G_TEST_BUILT, file, NULL);
  return gdk_texture_save_to_png (texture, path);
}

void
fw_test_settle (guint wait_ms)
{
  gint64 start = g_get_monotonic_time ();
  gint64 least = start + (gint64) wait_ms * 1000;
  gint64 most = least + SETTLE_MOST;
  gint64 quiet_since = start;

  for (gint64 now = start; now < least || (now < most && now - quiet_since < SETTLE_QUIET);
       now = g_get_monotonic_time ())
    if (g_main_context_iteration (NULL, FALSE))
      quiet_since = g_get_monotonic_time ();
    else
      g_usleep (1000);
}

GtkWidget *
fw_test_find (GtkWidget *root, GType type, const char *name)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      (name == NULL || g_strcmp0 (gtk_widget_get_name (root), name) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = fw_test_find (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}
