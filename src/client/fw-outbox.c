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
  g_autoptr (FwOutboxItem) item = fw_outbox_store_write_finish (result, &error);

  fw_outbox_set_failure (self, error);
}

void
fw_outbox_forget (FwOutbox *self, FwOutboxItem *item)
{
  guint position;

  if (g_list_store_find (self->items, item, &position))
    g_list_store_remove (self->items, position);
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
  g_clear_object (&self->in_flight);
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

  g_signal_new ("sent", FW_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                FW_TYPE_OUTBOX_ITEM);
  g_signal_new ("conflict", FW_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                FW_TYPE_OUTBOX_ITEM);
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
  g_clear_object (&self->in_flight);
  g_list_store_remove_all (self->items);
  fw_outbox_store_load_async (self->shelf, realm, loaded_cb, g_object_ref (self));
}

const GError *
fw_outbox_get_failure (FwOutbox *self)
{
  g_return_val_if_fail (FW_IS_OUTBOX (self), NULL);

  return self->failure;
}

/* ---- an edit comes in ---- */

/* What is being written for a task: an item that comes, or one that changes. */
typedef struct
{
  FwOutboxItem *item;
  FwOutboxItem *changed; /* nullable: what `item` becomes */
  guint loads;           /* of the outbox when it began */
} Writing;

static void
free_writing (gpointer data)
{
  Writing *writing = data;

  g_object_unref (writing->item);
  g_clear_object (&writing->changed);
  g_free (writing);
}

/* @changed: (nullable) (transfer full) */
static void
set_writing (GTask *task, FwOutboxItem *item, FwOutboxItem *changed)
{
  FwOutbox *self = FW_OUTBOX (g_task_get_source_object (task));
  Writing *writing = g_new0 (Writing, 1);

  writing->item = g_object_ref (item);
  writing->changed = changed;
  writing->loads = self->loads;
  g_task_set_task_data (task, writing, free_writing);
}

/* FALSE: the error that @task will end with. */
static gboolean
is_written (GTask *task, GAsyncResult *result, GError **error)
{
  g_autoptr (FwOutboxItem) written = fw_outbox_store_write_finish (result, error);

  if (written != NULL)
    fw_outbox_set_failure (FW_OUTBOX (g_task_get_source_object (task)), NULL);
  return written != NULL;
}

/* Last of all: who waits for @task looks at the list at once. */
static void
end_writing (GTask *task, GError *error)
{
  FwOutbox *self = FW_OUTBOX (g_task_get_source_object (task));

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  fw_outbox_send_next (self);
}

static void
inserted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  FwOutbox *self = FW_OUTBOX (g_task_get_source_object (task));
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  /* A realm that was loaded since brings the item along by itself. */
  if (is_written (task, result, &error) && writing->loads == self->loads)
    g_list_store_append (self->items, writing->item);
  g_ptr_array_remove (self->coming, writing->item);
  end_writing (task, error);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean written = is_written (task, result, &error);

  /* Otherwise a later change of the same item is under way, which has its own end. */
  if (writing->item->changed == writing->changed)
    {
      if (written)
        fw_outbox_item_take (writing->item, writing->changed);
      g_clear_object (&writing->item->changed);
    }
  end_writing (task, error);
}

/* @changed: (transfer full): what @item becomes when that is on disk
 * @task: (transfer full) */
static void
change_item (FwOutbox *self, FwOutboxItem *item, FwOutboxItem *changed, GTask *task)
{
  g_set_object (&item->changed, changed);
  set_writing (task, item, changed);
  fw_outbox_store_update_async (self->shelf, changed, changed_cb, task);
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

void
fw_outbox_add_async (FwOutbox *self,
                     const char *method,
                     const char *kind,
                     const char *id,
                     guint revision,
                     const char *body,
                     const char *title,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  FwOutboxItem *waiting;
  GTask *task;

  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (self->realm != NULL);
  g_return_if_fail (method != NULL && kind != NULL && id != NULL && title != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fw_outbox_add_async);
  waiting = fw_outbox_find (self, kind, id);
  if (waiting != NULL && waiting != self->in_flight && !g_str_equal (method, "DELETE") &&
      !g_str_equal (waiting->method, "DELETE"))
    {
      change_item (self, waiting, create_changed (waiting, waiting->revision, body), task);
    }
  else
    {
      g_autoptr (FwOutboxItem) item =
          fw_outbox_item_new (method, kind, id, revision, body != NULL ? body : "", title);

      set_writing (task, item, NULL);
      g_ptr_array_add (self->coming, g_object_ref (item));
      fw_outbox_store_insert_async (self->shelf, self->realm, item, inserted_cb, task);
    }
}

gboolean
fw_outbox_add_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- what a person decides ---- */

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwOutbox) self = FW_OUTBOX (user_data);
  GError *error = NULL;
  g_autoptr (FwOutboxItem) item = fw_outbox_store_write_finish (result, &error);

  fw_outbox_set_failure (self, error);
  if (item != NULL)
    fw_outbox_forget (self, item);
  fw_outbox_send_next (self);
}

void
fw_outbox_discard (FwOutbox *self, FwOutboxItem *item)
{
  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (FW_IS_OUTBOX_ITEM (item));

  fw_outbox_store_remove_async (self->shelf, item, discarded_cb, g_object_ref (self));
}

static void
resent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  if (!fw_outbox_add_finish (result, &error))
    fw_outbox_set_failure (FW_OUTBOX (source), error);
}

void
fw_outbox_resend (FwOutbox *self, FwOutboxItem *item, guint revision, const char *body)
{
  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (FW_IS_OUTBOX_ITEM (item));
  g_return_if_fail (item != self->in_flight);

  change_item (self, item, create_changed (item, revision, body),
               g_task_new (self, NULL, resent_cb, NULL));
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
