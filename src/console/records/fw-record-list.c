/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker"

#include "console/records/fw-record-list.h"

#include "console/records/fw-account-names.h"
#include "console/records/fw-record-reading.h"

#define REFRESH_DELAY_MS 250 /* an import of records says so for each of them */
#define FIRST 1000           /* records; nearly every kind has fewer */
#define MOST 20000           /* a longer list is shown by pages, and not held whole */

typedef enum
{
  ASKED_FIRST,  /* whether all come at once, and how many there are */
  ASKED_ALL,    /* all of them */
  ASKED_CHANGES /* what was written since `change` */
} FwRecordListAsked;

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
  gboolean large; /* too many to be held */
  gint64 change;  /* the last that the items have in them; -1: not known */
  gboolean whole; /* what changed cannot be asked for: the notice did not say */
  guint refresh_source;
};

enum
{
  PROP_0,
  PROP_AS_OF,
  PROP_LOADING,
  PROP_LARGE,
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
  FwRecordList *list;
  gint64 at;
  gboolean kept;
  FwRecordListAsked asked;
} Reading;

static void ask (FwRecordList *self, FwRecordListAsked asked);
static void recall (FwRecordList *self, FwRecordListAsked asked);

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
put_item (FwRecordList *self, FwRecord *record)
{
  FwRecordItem *item = g_hash_table_lookup (self->by_id, fw_record_get_id (record));

  if (item != NULL)
    {
      fw_record_item_set_record (item, record);
      return;
    }
  item = fw_record_item_new (record);
  g_hash_table_insert (self->by_id, g_strdup (fw_record_get_id (record)), item);
  g_list_store_append (self->items, item);
  g_object_unref (item);
}

static gboolean
remove_item (FwRecordList *self, const char *id)
{
  FwRecordItem *item = g_hash_table_lookup (self->by_id, id);
  guint position;

  if (item == NULL || !g_list_store_find (self->items, item, &position))
    return FALSE;
  g_hash_table_remove (self->by_id, id);
  g_list_store_remove (self->items, position);
  return TRUE;
}

static void
take_changes (FwRecordList *self, FwRecordReading *reading)
{
  for (guint i = 0; i < reading->records->len; i++)
    put_item (self, reading->records->pdata[i]);
  for (guint i = 0; i < reading->deleted->len; i++)
    remove_item (self, reading->deleted->pdata[i]);
}

static void
set_large (FwRecordList *self, gboolean large)
{
  if (large == self->large)
    return;
  self->large = large;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LARGE]);
}

/* Returns: FALSE: these are not all, and the rest is on its way. */
static gboolean
take_answer (FwRecordList *self, const Reading *answer, FwRecordReading *reading)
{
  if (answer->asked == ASKED_FIRST && reading->next != NULL && reading->count <= MOST &&
      !reading->more)
    {
      if (answer->kept)
        recall (self, ASKED_ALL);
      else
        ask (self, ASKED_ALL);
      return FALSE;
    }
  if (answer->asked == ASKED_CHANGES && reading->next != NULL)
    {
      ask (self, ASKED_FIRST); /* so many that all is less */
      return FALSE;
    }
  self->change = answer->kept ? -1 : reading->change;
  if (answer->asked == ASKED_CHANGES)
    {
      take_changes (self, reading);
      return TRUE;
    }
  if (reading->next != NULL)
    g_ptr_array_set_size (reading->records, 0);
  take_over (self, reading->records);
  set_large (self, reading->next != NULL);
  return TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *answer = user_data;
  g_autoptr (FwRecordList) self = answer->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecordReading) reading = fw_record_reading_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || (answer->kept && self->heard))
    return;
  if (reading != NULL && !take_answer (self, answer, reading))
    return;
  if (!answer->kept)
    set_loading (self, FALSE);
  if (reading == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  self->heard = self->heard || !answer->kept;
  self->as_of = answer->at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_answer (FwRecordList *self, GBytes *bytes, gint64 at, gboolean kept, FwRecordListAsked asked)
{
  Reading *answer = g_new0 (Reading, 1);

  *answer = (Reading){ g_object_ref (self), at, kept, asked };
  fw_record_reading_read_async (bytes, self->kind, self->cancellable, read_cb, answer);
}

static char *
make_path (FwRecordList *self, FwRecordListAsked asked)
{
  if (asked == ASKED_FIRST)
    return g_strdup_printf ("records/%s?limit=%d&count=1", self->kind->name, FIRST);
  if (asked == ASKED_CHANGES)
    return g_strdup_printf ("records/%s?changed_since=%" G_GINT64_FORMAT, self->kind->name,
                            self->change);
  return g_strconcat ("records/", self->kind->name, NULL);
}

static void
take_recalled (FwRecordList *self, GObject *client, GAsyncResult *result, FwRecordListAsked asked)
{
  gint64 at;
  g_autoptr (GBytes) answer = fw_client_recall_finish (FW_CLIENT (client), result, &at, NULL);

  if (answer != NULL && !self->heard)
    read_answer (self, answer, at, TRUE, asked);
}

static void
recalled_first_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordList) self = FW_RECORD_LIST (user_data);

  take_recalled (self, source, result, ASKED_FIRST);
}

static void
recalled_all_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordList) self = FW_RECORD_LIST (user_data);

  take_recalled (self, source, result, ASKED_ALL);
}

static void
recall (FwRecordList *self, FwRecordListAsked asked)
{
  g_autofree char *path = make_path (self, asked);

  if (self->client != NULL)
    fw_client_recall_async (self->client, path, self->cancellable,
                            asked == ASKED_FIRST ? recalled_first_cb : recalled_all_cb,
                            g_object_ref (self));
}

static void
take_asked (FwRecordList *self, GObject *client, GAsyncResult *result, FwRecordListAsked asked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (client), result, &error);

  if (answer != NULL)
    read_answer (self, answer, g_get_real_time (), FALSE, asked);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      set_loading (self, FALSE);
      g_signal_emit (self, signals[FAILED], 0, error);
    }
}

static void
answered_first_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordList) self = FW_RECORD_LIST (user_data);

  take_asked (self, source, result, ASKED_FIRST);
}

static void
answered_all_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordList) self = FW_RECORD_LIST (user_data);

  take_asked (self, source, result, ASKED_ALL);
}

static void
answered_changes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordList) self = FW_RECORD_LIST (user_data);

  take_asked (self, source, result, ASKED_CHANGES);
}

static void
ask (FwRecordList *self, FwRecordListAsked asked)
{
  static const GAsyncReadyCallback callbacks[] = { answered_first_cb, answered_all_cb,
                                                   answered_changes_cb };
  g_autofree char *path = make_path (self, asked);

  if (self->client == NULL)
    return;
  set_loading (self, TRUE);
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable,
                           callbacks[asked], g_object_ref (self));
}

static gboolean
refresh_cb (gpointer user_data)
{
  FwRecordList *self = FW_RECORD_LIST (user_data);

  self->refresh_source = 0;
  /* A short list is asked for whole: so what is kept for the next start is what it holds now. */
  ask (self, self->whole || self->change < 0 || self->large ||
                     g_list_model_get_n_items (G_LIST_MODEL (self->items)) <= FIRST
                 ? ASKED_FIRST
                 : ASKED_CHANGES);
  self->whole = FALSE;
  return G_SOURCE_REMOVE;
}

static void
record_changed_cb (FwRecordList *self, const char *kind, const char *id)
{
  if (!g_str_equal (kind, self->kind->name))
    return;
  /* Who has limits is not told of which; of what has left them no answer tells. */
  self->whole = self->whole || *id == '\0';
  if (self->refresh_source == 0)
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
      self->change = -1;
      set_large (self, FALSE);
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
    g_value_set_boolean (value, id == PROP_LARGE ? self->large : self->loading);
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
  properties[PROP_LARGE] = g_param_spec_boolean ("large", NULL, NULL, FALSE, flags);
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
  self->change = -1;
}

/* The rows take the field more at once; what is in it comes. */
static void
kinds_changed_cb (FwRecordList *self)
{
  const FwKind *kind = fw_client_find_kind (self->client, self->kind->name);

  if (kind == NULL || kind == self->kind)
    return;
  self->kind = kind;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      g_autoptr (FwRecord) record = fw_record_as (fw_record_item_get_record (item), kind);

      fw_record_item_set_record (item, record);
    }
  fw_record_list_refresh (self);
}

static FwRecordList *
create_list (FwClient *client, const FwKind *kind)
{
  FwRecordList *self = g_object_new (FW_TYPE_RECORD_LIST, NULL);

  g_set_weak_pointer (&self->client, client);
  self->kind = kind;
  g_signal_connect_object (client, "record-changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "kinds-changed", G_CALLBACK (kinds_changed_cb), self,
                           G_CONNECT_SWAPPED);
  recall (self, ASKED_FIRST);
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

gboolean
fw_record_list_is_large (FwRecordList *self)
{
  g_return_val_if_fail (FW_IS_RECORD_LIST (self), FALSE);

  return self->large;
}

void
fw_record_list_refresh (FwRecordList *self)
{
  g_return_if_fail (FW_IS_RECORD_LIST (self));

  ask (self, ASKED_FIRST);
}

void
fw_record_list_put (FwRecordList *self, FwRecord *record)
{
  g_return_if_fail (FW_IS_RECORD_LIST (self));

  if (self->large)
    return;
  put_item (self, record);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
fw_record_list_remove (FwRecordList *self, const char *id)
{
  g_return_if_fail (FW_IS_RECORD_LIST (self));

  if (remove_item (self, id))
    g_signal_emit (self, signals[CHANGED], 0);
}

const char *
fw_record_list_title (const char *kind, const char *id, gpointer client)
{
  const FwKind *described;
  FwRecordItem *item;

  /* Whoever may not read accounts is told what they are called. */
  if (g_str_equal (kind, "account"))
    return fw_account_names_find (client, id);
  described = fw_client_find_kind (client, kind);
  if (described == NULL)
    return NULL;
  item = fw_record_list_find (fw_record_list_get (client, described), id);
  return item != NULL ? fw_record_item_get_title (item) : NULL;
}
