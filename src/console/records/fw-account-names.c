/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-account-names.h"

#include "protocol/fw-json.h"

#include <string.h>

#define KEY "fw-account-names"

struct _FwAccountNames
{
  GObject parent_instance;

  FwClient *client;    /* not owned: this is its data */
  GHashTable *names;   /* id -> name */
  GCancellable *asked; /* (nullable): of the question that is on its way */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwAccountNames, fw_account_names, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
take_names (FwAccountNames *self, JsonArray *array)
{
  g_hash_table_remove_all (self->names);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *account = fw_json_find_element (array, i);
      const char *id = account != NULL ? fw_json_find_text (account, "id") : NULL;
      const char *title = account != NULL ? fw_json_find_text (account, "title") : NULL;

      if (id != NULL && title != NULL)
        g_hash_table_insert (self->names, g_strdup (id), g_strdup (title));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Without an answer user names stand in their place: nothing that a person would have to be told.
 */
static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwAccountNames) self = user_data;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, NULL);
  g_autoptr (JsonObject) object = NULL;
  JsonArray *array;

  if (answer != NULL)
    object = fw_json_parse_bytes (answer, NULL);
  if (object != NULL && fw_json_has (object, "account") &&
      fw_json_get_array (object, "account", &array, NULL))
    take_names (self, array);
}

static void
ask (FwAccountNames *self)
{
  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  if (fw_client_get_state (self->client) != FW_CLIENT_ONLINE)
    return;
  self->asked = g_cancellable_new ();
  fw_client_request_async (self->client, "GET", "names", NULL, NULL, self->asked, answered_cb,
                           g_object_ref (self));
}

static void
record_changed_cb (FwAccountNames *self, const char *kind)
{
  if (g_strcmp0 (kind, "account") == 0)
    ask (self);
}

static void
fw_account_names_finalize (GObject *object)
{
  FwAccountNames *self = FW_ACCOUNT_NAMES (object);

  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  g_hash_table_unref (self->names);
  G_OBJECT_CLASS (fw_account_names_parent_class)->finalize (object);
}

static void
fw_account_names_class_init (FwAccountNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_account_names_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_ACCOUNT_NAMES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_account_names_init (FwAccountNames *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

FwAccountNames *
fw_account_names_get (FwClient *client)
{
  FwAccountNames *self;

  g_return_val_if_fail (FW_IS_CLIENT (client), NULL);

  self = g_object_get_data (G_OBJECT (client), KEY);
  if (self != NULL)
    return self;
  self = g_object_new (FW_TYPE_ACCOUNT_NAMES, NULL);
  self->client = client;
  g_object_set_data_full (G_OBJECT (client), KEY, self, g_object_unref);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::account-name", G_CALLBACK (ask), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "record-changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  ask (self);
  return self;
}

const char *
fw_account_names_find (FwClient *client, const char *id)
{
  FwAccountNames *self = fw_account_names_get (client);
  const char *name = id != NULL ? g_hash_table_lookup (self->names, id) : NULL;

  return name != NULL ? name : id;
}

/* ---- all of them ---- */

typedef struct
{
  char *key; /* of g_utf8_collate_key() */
  const char *id;
} Named;

static int
compare_named (gconstpointer a, gconstpointer b)
{
  const int order = strcmp (((const Named *) a)->key, ((const Named *) b)->key);

  return order != 0 ? order : strcmp (((const Named *) a)->id, ((const Named *) b)->id);
}

GPtrArray *
fw_account_names_list (FwAccountNames *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) named = g_array_new (FALSE, FALSE, sizeof (Named));
  GHashTableIter iter;
  gpointer id, name;

  g_return_val_if_fail (FW_IS_ACCOUNT_NAMES (self), ids);

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &id, &name))
    {
      Named one = { g_utf8_collate_key (name, -1), id };

      g_array_append_val (named, one);
    }
  g_array_sort (named, compare_named);
  for (guint i = 0; i < named->len; i++)
    {
      g_free (g_array_index (named, Named, i).key);
      g_ptr_array_add (ids, g_strdup (g_array_index (named, Named, i).id));
    }
  return ids;
}
