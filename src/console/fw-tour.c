/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "console/fw-tour.h"

#include "charts/fw-format.h"
#include "console/fw-pages.h"
#include "protocol/fw-json.h"

#define PAGE_MS 1200   /* for a page to fill itself */
#define MOST_TRIES 20  /* for a picture; a busy machine lays out late */
#define PATIENCE_S 180 /* the sample centre is made on the first start */

struct _FwTour
{
  GObject parent_instance;

  GApplication *application;
  FwWindow *window;
  FwClient *client;
  char *folder;
  guint seconds;
  const FwPageEntry *entry; /* the page whose picture is next */
  guint source;
  guint waited; /* seconds */
  guint tries;
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (FwTour, fw_tour, G_TYPE_OBJECT)

static gboolean
save_picture (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  return gdk_texture_save_to_png (texture, path);
}

static void
print_tile (JsonObject *tile)
{
  static const struct
  {
    const char *metric;
    const char *label;
    FwFormat format;
  } shown[] = {
    { "connection_rate", N_ ("Connection rate"), FW_FORMAT_RATIO },
    { "csat", N_ ("CSAT"), FW_FORMAT_RATIO },
    { "aht_s", N_ ("Handling time"), FW_FORMAT_DURATION },
    { "resolution_rate", N_ ("Resolution rate"), FW_FORMAT_RATIO },
  };
  const char *metric;
  double value = 0;
  gint64 n = 0;

  if (!fw_json_get_text (tile, "metric", &metric, NULL))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (g_str_equal (shown[i].metric, metric))
      {
        gboolean known =
            fw_json_has (tile, "value") && fw_json_get_number (tile, "value", &value, NULL);
        g_autofree char *figure =
            known ? fw_format_value (shown[i].format, value) : g_strdup (FW_FORMAT_NONE);

        fw_json_get_integer (tile, "n", &n, NULL);
        g_print ("%-18s %8s   n %" G_GINT64_FORMAT "\n", _ (shown[i].label), figure, n);
      }
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwTour) self = FW_TOUR (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) object = NULL;
  JsonArray *tiles;

  if (answer != NULL)
    object = fw_json_parse_bytes (answer, &error);
  if (object == NULL || !fw_json_get_array (object, "tiles", &tiles, &error))
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      fw_tour_give_up (self, sentence);
      return;
    }
  for (guint i = 0; i < json_array_get_length (tiles); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (tiles, i)))
      print_tile (json_array_get_object_element (tiles, i));
  g_application_quit (self->application);
}

static gboolean
picture_cb (gpointer user_data)
{
  FwTour *self = FW_TOUR (user_data);
  g_autofree char *file = g_strdup_printf ("%s.png", self->entry->name);
  g_autofree char *path = g_build_filename (self->folder, file, NULL);

  /* A window that is about to be laid out again draws nothing: once more, a moment later. */
  if (!save_picture (GTK_WIDGET (self->window), path))
    {
      g_autofree char *sentence = NULL;

      if (++self->tries < MOST_TRIES)
        return G_SOURCE_CONTINUE;
      sentence = g_strdup_printf (_ ("The picture %s could not be saved."), path);
      self->source = 0;
      fw_tour_give_up (self, sentence);
      return G_SOURCE_REMOVE;
    }
  g_print ("%s\n", path);
  self->tries = 0;

  do
    self->entry++;
  while (self->entry->name != NULL &&
         (self->entry->roles & fw_client_get_role (self->client)) == 0);
  if (self->entry->name != NULL)
    {
      fw_window_go (self->window, self->entry->name, NULL);
      return G_SOURCE_CONTINUE;
    }
  self->source = 0;
  fw_client_request_async (self->client, "GET", "live?by=team", NULL, NULL, NULL, answered_cb,
                           g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static gboolean
begin_cb (gpointer user_data)
{
  FwTour *self = FW_TOUR (user_data);

  self->entry = fw_pages ();
  fw_window_go (self->window, self->entry->name, NULL);
  self->source = g_timeout_add (PAGE_MS, picture_cb, self);
  return G_SOURCE_REMOVE;
}

static gboolean
wait_cb (gpointer user_data)
{
  FwTour *self = FW_TOUR (user_data);

  if (fw_client_get_state (self->client) == FW_CLIENT_ONLINE)
    {
      self->source = g_timeout_add_seconds (self->seconds, begin_cb, self);
      return G_SOURCE_REMOVE;
    }
  if (++self->waited < PATIENCE_S)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  fw_tour_give_up (self, _ ("The server did not answer."));
  return G_SOURCE_REMOVE;
}

static void
fw_tour_dispose (GObject *object)
{
  FwTour *self = FW_TOUR (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->client);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (fw_tour_parent_class)->dispose (object);
}

static void
fw_tour_class_init (FwTourClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_tour_dispose;
}

static void
fw_tour_init (FwTour *self)
{
}

FwTour *
fw_tour_new (GApplication *application,
             FwWindow *window,
             FwClient *client,
             const char *folder,
             guint seconds)
{
  FwTour *self = g_object_new (FW_TYPE_TOUR, NULL);

  self->application = application;
  self->window = window;
  self->client = g_object_ref (client);
  self->folder = g_strdup (folder);
  self->seconds = seconds;
  if (g_mkdir_with_parents (folder, 0755) != 0)
    g_printerr ("%s: %s\n", folder, g_strerror (errno));
  gtk_window_set_default_size (GTK_WINDOW (window), 1440, 900);
  self->source = g_timeout_add_seconds (1, wait_cb, self);
  return self;
}

void
fw_tour_give_up (FwTour *self, const char *reason)
{
  g_return_if_fail (FW_IS_TOUR (self));
  g_return_if_fail (reason != NULL);

  self->failed = TRUE;
  g_printerr ("%s\n", reason);
  g_clear_handle_id (&self->source, g_source_remove);
  g_application_quit (self->application);
}

gboolean
fw_tour_has_failed (FwTour *self)
{
  g_return_val_if_fail (FW_IS_TOUR (self), FALSE);

  return self->failed;
}
