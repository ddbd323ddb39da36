/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker"

#include "console/records/fw-record-list.h"

#include "core/fw-error.h"
#include "protocol/fw-record-json.h"

#define REFRESH_DELAY_MS 250 /* an import of records says so for each of them */

/* Invariant: `by_id` holds exactly the items of `items`. The client owns its lists, so `client` is
 * not owned. */
struct _FwRecordList
{
  GObject parent_instance;

  FwClient *client; /* weak */
  const FwKind *kind;
  GListStore *items;
  GHashTable *by_id;
  GCancellable *cancellable;
  gint64 as_of;
  gboolean loading;
  gboolean heard; /* the server's word, not only the kept one */
  guint refresh_source;
};

enum
{
  PROP_0,
  PROP_AS_OF,
  PROP_LOADING,
  N_PROPS
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwRecordList, fw_record_list, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* An answer on its way through the thread that reads it. */
typedef struct
{
  GBytes *answer;
  const FwKind *kind;
  gint64 at;
  gboolean kept;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_bytes_unref (reading->answer);
  g_free (reading);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (JsonObject) object = NULL;
  JsonArray *array;
  GError *error = NULL;

  object = fw_json_parse_object (g_bytes_get_data (reading->answer, NULL),
                                 g_bytes_get_size (reading->answer), &error);
  if (object == NULL || !fw_json_get_array (object, "records", &array, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      FwRecord *record = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        record = fw_record_json_read (reading->kind, json_node_get_object (node), &error);
      else
        error = g_error_new (FW_ERROR, FW_ERROR_INVALID, "records: expected objects");
      if (record == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (records, record);
    }
  g_task_return_pointer (task, g_steal_pointer (&records), (GDestroyNotify) g_ptr_array_unref);
}

static void
set_loading (FwRecordList *self, gboolean loading)
{
  if (loading == self->loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
remove_missing (FwRecordList *self, GHashTable *seen)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->items)); i > 0; i--)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i - 1);

      if (g_hash_table_contains (seen, fw_record_item_get_id (item)))
        continue;
      g_hash_table_remove (self->by_id, fw_record_item_get_id (item));
      g_list_store_remove (self->items, i - 1);
    }
}

/* Rows that are there change in place, so that selection and scroll position stay; new ones come in
 * one go. */
static void
take_over (FwRecordList *self, GPtrArray *records)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = g_ptr_array_index (records, i);
      const char *id = fw_record_get_id (record);
      FwRecordItem *item = g_hash_table_lookup (self->by_id, id);

      g_hash_table_add (seen, (gpointer) id);
      if (item != NULL)
        fw_record_item_set_record (item, record);
      else
        {
          item = fw_record_item_new (record);
          g_hash_table_insert (self->by_id, g_strdup (id), item);
          g_ptr_array_add (added, item);
        }
    }
  remove_missing (self, seen);
  if (added->len > 0)
    g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0,
                         added->pdata, added->len);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordList) self = FW_RECORD_LIST (user_data);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  records = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || (reading->kept && self->heard))
    return;
  if (!reading->kept)
    set_loading (self, FALSE);
  if (records == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  self->heard = self->heard || !reading->kept;
  self->as_of = reading->at;
  take_over (self, records);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_answer (FwRecordList *self, GBytes *answer, gint64 at, gboolean kept)
{
  /* No source object: the thread must not drop the last reference of what lives on the main
   * context. */
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, read_cb, g_object_ref (self));
  Reading *reading = g_new0 (Reading, 1);

  reading->answer = g_bytes_ref (answer);
  reading->kind = self->kind;
  reading->at = at;
  reading->kept = kept;
  g_task_set_task_data (task, reading, free_reading);
  g_task_run_in_thread (task, read_in_thread);
}

static void
recalled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordList) self = FW_RECORD_LIST (user_data);
  gint64 at;
  g_autoptr (GBytes) answer = fw_client_recall_finish (FW_CLIENT (source), result, &at, NULL);

  if (answer != NULL && !self->heard)
    read_answer (self, answer, at, TRUE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordList) self = FW_RECORD_LIST (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (answer != NULL)
    read_answer (self, answer, g_get_real_time (), FALSE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      set_loading (self, FALSE);
      g_signal_emit (self, signals[FAILED], 0, error);
    }
}

static gboolean
refresh_cb (gpointer user_data)
{
  FwRecordList *self = FW_RECORD_LIST (user_data);

  self->refresh_source = 0;
  fw_record_list_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
record_changed_cb (FwRecordList *self, const char *kind)
{
  if (g_str_equal (kind, self->kind->name) && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_DELAY_MS, refresh_cb, self);
}

static void
state_changed_cb (FwRecordList *self)
{
  if (fw_client_get_state (self->client) == FW_CLIENT_ONLINE)
    fw_record_list_refresh (self);
  else if (fw_client_get_state (self->client) == FW_CLIENT_SIGNED_OUT)
    {
      /* The next eyes may see less. */
      self->heard = FALSE;
      self->as_of = 0;
      g_hash_table_remove_all (self->by_id);
      g_list_store_remove_all (self->items);
    }
}

static void
fw_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwRecordList *self = FW_RECORD_LIST (object);

  if (id == PROP_AS_OF)
    g_value_set_int64 (value, self->as_of);
  else
    g_value_set_boolean (value, self->loading);
}

static void
fw_record_list_dispose (GObject *object)
{
  FwRecordList *self = FW_RECORD_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_weak_pointer (&self->client);

  G_OBJECT_CLASS (fw_record_list_parent_class)->dispose (object);
}

static void
fw_record_list_finalize (GObject *object)
{
  FwRecordList *self = FW_RECORD_LIST (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->items);
  g_hash_table_unref (self->by_id);

  G_OBJECT_CLASS (fw_record_list_parent_class)->finalize (object);
}

static void
fw_record_list_class_init (FwRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fw_record_list_get_property;
  object_class->dispose = fw_record_list_dispose;
  object_class->finalize = fw_record_list_finalize;
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", FW_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fw_record_list_init (FwRecordList *self)
{
  self->items = g_list_store_new (FW_TYPE_RECORD_ITEM);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

static FwRecordList *
create_list (FwClient *client, const FwKind *kind)
{
  FwRecordList *self = g_object_new (FW_TYPE_RECORD_LIST, NULL);
  g_autofree char *path = g_strconcat ("records/", kind->name, NULL);

  g_set_weak_pointer (&self->client, client);
  self->kind = kind;
  g_signal_connect_object (client, "record-changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fw_client_recall_async (client, path, self->cancellable, recalled_cb, g_object_ref (self));
  if (fw_client_get_state (client) == FW_CLIENT_ONLINE)
    fw_record_list_refresh (self);
  return self;
}

FwRecordList *
fw_record_list_get (FwClient *client, const FwKind *kind)
{
  g_autofree char *key = g_strconcat ("fw-records-", kind->name, NULL);
  FwRecordList *self;

  g_return_val_if_fail (FW_IS_CLIENT (client), NULL);

  self = g_object_get_data (G_OBJECT (client), key);
  if (self == NULL)
    {
      self = create_list (client, kind);
      g_object_set_data_full (G_OBJECT (client), key, self, g_object_unref);
    }
  return self;
}

const FwKind *
fw_record_list_get_kind (FwRecordList *self)
{
  g_return_val_if_fail (FW_IS_RECORD_LIST (self), NULL);

  return self->kind;
}

GListModel *
fw_record_list_get_items (FwRecordList *self)
{
  g_return_val_if_fail (FW_IS_RECORD_LIST (self), NULL);

  return G_LIST_MODEL (self->items);
}

FwRecordItem *
fw_record_list_find (FwRecordList *self, const char *id)
{
  g_return_val_if_fail (FW_IS_RECORD_LIST (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

gint64
fw_record_list_get_as_of (FwRecordList *self)
{
  g_return_val_if_fail (FW_IS_RECORD_LIST (self), 0);

  return self->as_of;
}

gboolean
fw_record_list_is_loading (FwRecordList *self)
{
  g_return_val_if_fail (FW_IS_RECORD_LIST (self), FALSE);

  return self->loading;
}

void
fw_record_list_refresh (FwRecordList *self)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FW_IS_RECORD_LIST (self));

  if (self->client == NULL)
    return;
  set_loading (self, TRUE);
  path = g_strconcat ("records/", self->kind->name, NULL);
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
}

void
fw_record_list_put (FwRecordList *self, FwRecord *record)
{
  FwRecordItem *item;

  g_return_if_fail (FW_IS_RECORD_LIST (self));

  item = fw_record_list_find (self, fw_record_get_id (record));
  if (item != NULL)
    fw_record_item_set_record (item, record);
  else
    {
      item = fw_record_item_new (record);
      g_hash_table_insert (self->by_id, g_strdup (fw_record_get_id (record)), item);
      g_list_store_append (self->items, item);
      g_object_unref (item);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
fw_record_list_remove (FwRecordList *self, const char *id)
{
  FwRecordItem *item;
  guint position;

  g_return_if_fail (FW_IS_RECORD_LIST (self));

  item = fw_record_list_find (self, id);
  if (item == NULL || !g_list_store_find (self->items, item, &position))
    return;
  g_hash_table_remove (self->by_id, id);
  g_list_store_remove (self->items, position);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
fw_record_list_title (const char *kind, const char *id, gpointer client)
{
  const FwKind *described = fw_kind_find (kind);
  FwRecordItem *item;

  if (described == NULL)
    return NULL;
  item = fw_record_list_find (fw_record_list_get (client, described), id);
  return item != NULL ? fw_record_item_get_title (item) : NULL;
}
