/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-names.h"

#include "console/fw-channel-word.h"
#include "protocol/fw-json.h"

#include <string.h>

struct _FwNames
{
  GObject parent_instance;

  GHashTable *titles; /* "team/night-b" -> title */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwNames, fw_names, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
add_title (FwNames *self, const char *dimension, const char *id, const char *title)
{
  g_hash_table_insert (self->titles, g_strdup_printf ("%s/%s", dimension, id), g_strdup (title));
}

static void
take_list (FwNames *self,
           const char *dimension,
           JsonNode *node,
           const char *id_member,
           const char *title_member)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *id, *title;

      if (object != NULL && fw_json_get_text (object, id_member, &id, NULL) &&
          fw_json_get_text (object, title_member, &title, NULL))
        add_title (self, dimension, id, title);
    }
}

static JsonObject *
read_answer (GObject *source, GAsyncResult *result)
{
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, NULL);
  gsize length;
  const char *data;

  /* without names ids stand in their place: nothing that a person would have to be told */
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return fw_json_parse_object (data != NULL ? data : "", length, NULL);
}

static void
names_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwNames) self = data;
  g_autoptr (JsonObject) answer = read_answer (source, result);
  JsonObjectIter iter;
  const char *dimension;
  JsonNode *node;

  if (answer == NULL)
    return;
  json_object_iter_init (&iter, answer);
  while (json_object_iter_next (&iter, &dimension, &node))
    take_list (self, dimension, node, "id", "title");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
people_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwNames) self = data;
  g_autoptr (JsonObject) answer = read_answer (source, result);

  if (answer == NULL || !fw_json_has (answer, "records"))
    return;
  take_list (self, "agent", json_object_get_member (answer, "records"), "login", "name");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fw_names_finalize (GObject *object)
{
  g_clear_pointer (&FW_NAMES (object)->titles, g_hash_table_unref);
  G_OBJECT_CLASS (fw_names_parent_class)->finalize (object);
}

static void
fw_names_class_init (FwNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_names_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_NAMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
fw_names_init (FwNames *self)
{
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

FwNames *
fw_names_new (FwClient *client, GCancellable *cancellable)
{
  FwNames *self = g_object_new (FW_TYPE_NAMES, NULL);

  fw_client_request_async (client, "GET", "names", NULL, NULL, cancellable, names_cb,
                           g_object_ref (self));
  fw_client_request_async (client, "GET", "records/person", NULL, NULL, cancellable, people_cb,
                           g_object_ref (self));
  return self;
}

const char *
fw_names_find (FwNames *self, const char *dimension, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", dimension, id);
  const char *title;

  g_return_val_if_fail (FW_IS_NAMES (self), id);

  title = g_hash_table_lookup (self->titles, key);
  if (g_str_equal (dimension, "channel"))
    return fw_channel_word (id);
  return title != NULL && *title != '\0' ? title : id;
}

typedef struct
{
  char *key; /* of g_utf8_collate_key() */
  char *id;
} Named;

static int
compare_named (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Named *) a)->key, ((const Named *) b)->key);
}

GPtrArray *
fw_names_list (FwNames *self, const char *dimension)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *prefix = g_strconcat (dimension, "/", NULL);
  g_autoptr (GArray) named = g_array_new (FALSE, FALSE, sizeof (Named));
  GHashTableIter iter;
  gpointer key, title;

  g_return_val_if_fail (FW_IS_NAMES (self), ids);

  g_hash_table_iter_init (&iter, self->titles);
  while (g_hash_table_iter_next (&iter, &key, &title))
    if (g_str_has_prefix (key, prefix))
      {
        Named one = { g_utf8_collate_key (title, -1), g_strdup ((char *) key + strlen (prefix)) };

        g_array_append_val (named, one);
      }
  g_array_sort (named, compare_named);
  for (guint i = 0; i < named->len; i++)
    {
      g_free (g_array_index (named, Named, i).key);
      g_ptr_array_add (ids, g_array_index (named, Named, i).id);
    }
  return ids;
}
