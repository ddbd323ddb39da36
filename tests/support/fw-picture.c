/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-picture.h"

#include <locale.h>

/* A busy machine answers late: after the asked time the main loop must have had nothing to do for a
 * while, but something that never rests (a spinner) does not hold a test for ever. µs. */
#define SETTLE_QUIET (150 * 1000)
#define SETTLE_MOST (3 * G_USEC_PER_SEC)

void
fw_test_set_locale (void)
{
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C.UTF-8");
}

void
fw_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  fw_test_set_locale ();
}

static GdkTexture *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                      node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

/* Returns: (transfer full): where a picture of this run goes. */
static char *
get_path (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  const char *folder = g_getenv ("FW_SHOTS");

  return folder != NULL ? g_build_filename (folder, file, NULL)
                        : g_test_build_filename (G_TEST_BUILT, file, NULL);
}

gboolean
fw_test_picture (GtkWidget *widget, const char *name)
{
  g_autoptr (GdkTexture) texture = draw (widget);
  g_autofree char *path = get_path (name);

  return texture != NULL && gdk_texture_save_to_png (texture, path);
}

/* ---- pictures compared ---- */

#define TILE 8        /* pixels a side that are compared as one mean */
#define FAINT 6       /* of 255: what a mean may differ by unseen */
#define MOST_FAULTS 8 /* tiles in a thousand that may differ by more: letters move by a pixel */

/* Sums of the four channels of a tile. */
static void
sum_tile (const guchar *pixels, int width, int height, int x, int y, guint sums[4])
{
  memset (sums, 0, 4 * sizeof sums[0]);
  for (int row = y; row < MIN (y + TILE, height); row++)
    for (int column = x; column < MIN (x + TILE, width); column++)
      for (guint channel = 0; channel < 4; channel++)
        sums[channel] += pixels[((gsize) row * (gsize) width + (gsize) column) * 4 + channel];
}

static gboolean
is_like (GdkTexture *texture, GdkTexture *wanted)
{
  const int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  const gsize stride = (gsize) width * 4;
  g_autofree guchar *have = g_malloc (stride * (gsize) height);
  g_autofree guchar *want = g_malloc (stride * (gsize) height);
  guint tiles = 0, faults = 0;

  if (gdk_texture_get_width (wanted) != width || gdk_texture_get_height (wanted) != height)
    {
      g_test_message ("%d × %d pixels, was %d × %d", width, height, gdk_texture_get_width (wanted),
                      gdk_texture_get_height (wanted));
      return FALSE;
    }
  gdk_texture_download (texture, have, stride);
  gdk_texture_download (wanted, want, stride);
  for (int y = 0; y < height; y += TILE)
    for (int x = 0; x < width; x += TILE, tiles++)
      {
        guint one[4], two[4], most = 0;

        sum_tile (have, width, height, x, y, one);
        sum_tile (want, width, height, x, y, two);
        for (guint channel = 0; channel < 4; channel++)
          most = MAX (most, (guint) ABS ((int) one[channel] - (int) two[channel]));
        faults += most > FAINT * TILE * TILE;
      }
  g_test_message ("%u of %u tiles differ", faults, tiles);
  return faults * 1000 <= tiles * MOST_FAULTS;
}

gboolean
fw_test_same_picture (GtkWidget *widget, const char *name)
{
  g_autoptr (GdkTexture) texture = draw (widget);
  g_autoptr (GdkTexture) wanted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  /* Each series of GTK comes with other fonts and another hand. */
  g_autofree char *series =
      g_strdup_printf ("gtk-%u.%u", gtk_get_major_version (), gtk_get_minor_version ());
  g_autofree char *kept = g_test_build_filename (G_TEST_DIST, "pictures", series, file, NULL);
  g_autofree char *path = get_path (name);

  if (texture == NULL || !gdk_texture_save_to_png (texture, path))
    return FALSE;
  if (g_getenv ("FW_UPDATE_SHOTS") != NULL)
    return gdk_texture_save_to_png (texture, kept);
  if (!g_file_test (kept, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no picture was kept of this series of GTK");
      return TRUE;
    }
  wanted = gdk_texture_new_from_filename (kept, &error);
  g_assert_no_error (error);
  if (is_like (texture, wanted))
    return TRUE;
  g_test_message ("%s does not look like %s", path, kept);
  return FALSE;
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
