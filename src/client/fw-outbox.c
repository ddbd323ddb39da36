/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker-client"

#include "client/fw-outbox-private.h"

enum
{
  PROP_0,
  PROP_FAILURE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwOutbox, fw_outbox, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

FwOutboxItem *
fw_outbox_get_item (FwOutbox *self, guint position)
{
  g_autoptr (FwOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return item; /* the store holds it */
}

guint
fw_outbox_count (FwOutbox *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

void
fw_outbox_set_failure (FwOutbox *self, GError *error)
{
  if (error != NULL)
    g_message ("the desk's disk: %s", error->message);
  if (self->failure == NULL && error == NULL)
    return;
  g_clear_error (&self->failure);
  self->failure = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
}

void
fw_outbox_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwOutbox) self = FW_OUTBOX (user_data);
  GError *error = NULL;

  fw_outbox_store_write_finish (result, &error);
  fw_outbox_set_failure (self, error);
}

/* In runs, since whoever shows the list works through it at each change. */
void
fw_outbox_forget (FwOutbox *self, GPtrArray *items)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  guint end = fw_outbox_count (self);

  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (gone, items->pdata[i]);
  while (end > 0)
    {
      guint start = end;

      while (start > 0 && g_hash_table_contains (gone, fw_outbox_get_item (self, start - 1)))
        start--;
      if (start < end)
        g_list_store_splice (self->items, start, end - start, NULL, 0);
      end = MIN (start, end - 1);
    }
}

char *
fw_outbox_make_key (const char *kind, const char *id)
{
  return g_strconcat (kind, "\n", id, NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwOutbox) self = FW_OUTBOX (user_data);
  GError *error = NULL;
  g_autofree char *realm = NULL;
  g_autoptr (GPtrArray) items = fw_outbox_store_load_finish (result, &realm, &error);

  if (items == NULL)
    {
      fw_outbox_set_failure (self, error);
      return;
    }
  if (g_strcmp0 (realm, self->realm) != 0)
    return;
  for (guint i = 0; i < items->len; i++)
    g_list_store_insert (self->items, i, g_ptr_array_index (items, i));
  fw_outbox_send_next (self);
}

static void
fw_outbox_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boxed (value, FW_OUTBOX (object)->failure);
}

static void
fw_outbox_dispose (GObject *object)
{
  FwOutbox *self = FW_OUTBOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->later_source, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_pointer (&self->in_flight, g_ptr_array_unref);
  g_clear_object (&self->client);
  g_clear_object (&self->shelf);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (fw_outbox_parent_class)->dispose (object);
}

static void
fw_outbox_finalize (GObject *object)
{
  FwOutbox *self = FW_OUTBOX (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->failure);
  g_ptr_array_unref (self->coming);
  g_free (self->realm);

  G_OBJECT_CLASS (fw_outbox_parent_class)->finalize (object);
}

static void
fw_outbox_class_init (FwOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_outbox_get_property;
  object_class->dispose = fw_outbox_dispose;
  object_class->finalize = fw_outbox_finalize;
  properties[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_signal_new ("settled", FW_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_outbox_init (FwOutbox *self)
{
  self->items = g_list_store_new (FW_TYPE_OUTBOX_ITEM);
  self->coming = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

FwOutbox *
fw_outbox_new (FwClient *client, FwShelf *shelf)
{
  FwOutbox *self = g_object_new (FW_TYPE_OUTBOX, NULL);

  self->client = g_object_ref (client);
  self->shelf = g_object_ref (shelf);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (fw_outbox_send_next), self);
  return self;
}

GListModel *
fw_outbox_get_items (FwOutbox *self)
{
  g_return_val_if_fail (FW_IS_OUTBOX (self), NULL);

  return G_LIST_MODEL (self->items);
}

void
fw_outbox_set_realm (FwOutbox *self, const char *realm)
{
  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (realm != NULL);

  if (g_strcmp0 (realm, self->realm) == 0)
    return;
  g_free (self->realm);
  self->realm = g_strdup (realm);
  self->loads++;
  g_clear_pointer (&self->in_flight, g_ptr_array_unref);
  g_list_store_remove_all (self->items);
  fw_outbox_store_load_async (self->shelf, realm, loaded_cb, g_object_ref (self));
}

const GError *
fw_outbox_get_failure (FwOutbox *self)
{
  g_return_val_if_fail (FW_IS_OUTBOX (self), NULL);

  return self->failure;
}

/* ---- edits come in ---- */

/* What is being written for a task: items that come, and some that change. */
typedef struct
{
  GPtrArray *added;   /* FwOutboxItem */
  GPtrArray *waiting; /* FwOutboxItem, and what each becomes at the same place in changed */
  GPtrArray *changed;
  guint loads; /* of the outbox when it began */
} Writing;

static Writing *
create_writing (FwOutbox *self)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->added = g_ptr_array_new_with_free_func (g_object_unref);
  writing->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  writing->changed = g_ptr_array_new_with_free_func (g_object_unref);
  writing->loads = self->loads;
  return writing;
}

static void
free_writing (gpointer data)
{
  Writing *writing = data;

  g_ptr_array_unref (writing->added);
  g_ptr_array_unref (writing->waiting);
  g_ptr_array_unref (writing->changed);
  g_free (writing);
}

static void
take_changed (Writing *writing, gboolean written)
{
  for (guint i = 0; i < writing->waiting->len; i++)
    {
      FwOutboxItem *item = writing->waiting->pdata[i];

      /* Otherwise a later change of the same item is under way, which has its own end. */
      if (item->changed != writing->changed->pdata[i])
        continue;
      if (written)
        fw_outbox_item_take (item, item->changed);
      g_clear_object (&item->changed);
    }
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  FwOutbox *self = FW_OUTBOX (g_task_get_source_object (task));
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  const gboolean written = fw_outbox_store_write_finish (result, &error);

  if (written)
    fw_outbox_set_failure (self, NULL);
  take_changed (writing, written);
  /* A realm that was loaded since brings the items along by itself. */
  if (written && writing->loads == self->loads)
    g_list_store_splice (self->items, fw_outbox_count (self), 0, writing->added->pdata,
                         writing->added->len);
  for (guint i = 0; i < writing->added->len; i++)
    g_ptr_array_remove (self->coming, writing->added->pdata[i]);
  /* Last of all: who waits for the task looks at the list at once. */
  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  fw_outbox_send_next (self);
}

/* @task: (transfer full) */
static void
write_all (FwOutbox *self, Writing *writing, GTask *task)
{
  g_task_set_task_data (task, writing, free_writing);
  fw_outbox_store_write_async (self->shelf, self->realm, writing->added, writing->changed,
                               stored_cb, task);
}

/* @item becomes @changed (transfer full) when that is on disk. */
static void
add_change (Writing *writing, FwOutboxItem *item, FwOutboxItem *changed)
{
  g_set_object (&item->changed, changed);
  g_ptr_array_add (writing->waiting, g_object_ref (item));
  g_ptr_array_add (writing->changed, changed);
}

static FwOutboxItem *
create_changed (FwOutboxItem *item, guint revision, const char *body)
{
  FwOutboxItem *changed = fw_outbox_item_copy (item->changed != NULL ? item->changed : item);

  if (body != NULL)
    {
      g_free (changed->body);
      changed->body = g_strdup (body);
    }
  /* A new record that turned out to be there is from now on a change of it. */
  if (revision > 0 && g_str_equal (changed->method, "POST"))
    {
      g_free (changed->method);
      changed->method = g_strdup ("PUT");
    }
  changed->revision = revision;
  fw_outbox_item_set_state (changed, FW_OUTBOX_WAITING, NULL, NULL);
  return changed;
}

/* What waits, by key: the last of each, which is what the person sees. */
static GHashTable *
index_waiting (FwOutbox *self)
{
  GHashTable *waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < fw_outbox_count (self); i++)
    {
      FwOutboxItem *item = fw_outbox_get_item (self, i);

      g_hash_table_replace (waiting, fw_outbox_make_key (item->kind, item->id), item);
    }
  return waiting;
}

static gboolean
takes_place (const FwOutboxItem *waiting, const FwOutboxItem *edit)
{
  return waiting != NULL && !waiting->in_flight && !g_str_equal (edit->method, "DELETE") &&
         !g_str_equal (waiting->method, "DELETE");
}

void
fw_outbox_add_all_async (FwOutbox *self,
                         GPtrArray *edits,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GHashTable) waiting = NULL;
  Writing *writing;
  GTask *task;

  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (self->realm != NULL);
  g_return_if_fail (edits != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fw_outbox_add_all_async);
  waiting = index_waiting (self);
  writing = create_writing (self);
  for (guint i = 0; i < edits->len; i++)
    {
      FwOutboxItem *edit = edits->pdata[i];
      g_autofree char *key = fw_outbox_make_key (edit->kind, edit->id);
      FwOutboxItem *before = g_hash_table_lookup (waiting, key);

      if (takes_place (before, edit))
        {
          add_change (writing, before, create_changed (before, before->revision, edit->body));
          continue;
        }
      g_ptr_array_add (writing->added, g_object_ref (edit));
      g_ptr_array_add (self->coming, g_object_ref (edit));
    }
  write_all (self, writing, task);
}

gboolean
fw_outbox_add_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- what a person decides ---- */

typedef struct
{
  FwOutbox *outbox;
  GPtrArray *items;
} Discarding;

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Discarding *discarding = user_data;
  GError *error = NULL;
  const gboolean gone = fw_outbox_store_write_finish (result, &error);

  fw_outbox_set_failure (discarding->outbox, error);
  if (gone)
    {
      fw_outbox_forget (discarding->outbox, discarding->items);
      g_signal_emit_by_name (discarding->outbox, "settled");
    }
  fw_outbox_send_next (discarding->outbox);
  g_object_unref (discarding->outbox);
  g_ptr_array_unref (discarding->items);
  g_free (discarding);
}

void
fw_outbox_discard (FwOutbox *self, GPtrArray *items)
{
  Discarding *discarding;

  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (items != NULL);

  discarding = g_new0 (Discarding, 1);
  discarding->outbox = g_object_ref (self);
  discarding->items = g_ptr_array_ref (items);
  fw_outbox_store_remove_async (self->shelf, items, discarded_cb, discarding);
}

static void
resent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  if (!fw_outbox_add_finish (result, &error))
    fw_outbox_set_failure (FW_OUTBOX (source), error);
  g_signal_emit_by_name (source, "settled");
}

void
fw_outbox_resend (FwOutbox *self, FwOutboxItem *item, guint revision, const char *body)
{
  Writing *writing;

  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (FW_IS_OUTBOX_ITEM (item));
  g_return_if_fail (!item->in_flight);

  item->alone = TRUE;
  writing = create_writing (self);
  add_change (writing, item, create_changed (item, revision, body));
  write_all (self, writing, g_task_new (self, NULL, resent_cb, NULL));
}

FwOutboxItem *
fw_outbox_find (FwOutbox *self, const char *kind, const char *id)
{
  FwOutboxItem *found = NULL;

  g_return_val_if_fail (FW_IS_OUTBOX (self), NULL);

  for (guint i = 0; i < fw_outbox_count (self); i++)
    {
      FwOutboxItem *item = fw_outbox_get_item (self, i);

      if (g_str_equal (item->kind, kind) && g_str_equal (item->id, id))
        found = item; /* the last one is what the person sees */
    }
  return found;
}
