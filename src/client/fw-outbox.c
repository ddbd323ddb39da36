/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker-client"

#include "client/fw-outbox.h"

#include "client/fw-outbox-store.h"
#include "core/fw-error.h"
#include "protocol/fw-record-json.h"

#define LATER_S 10

/*
 * Invariants: `items` is in the order of the edits; at most one is in flight; an item leaves only
 * when the server has it or a person discards it; a later edit of a record is never sent before an
 * earlier one.
 */
struct _FwOutbox
{
  GObject parent_instance;

  FwClient *client;
  FwShelf *shelf;
  char *realm;
  GListStore *items;
  FwOutboxItem *in_flight;
  GCancellable *cancellable;
  guint later_source;
};

enum
{
  SENT,
  CONFLICT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwOutbox, fw_outbox, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void send_next (FwOutbox *self);

static FwOutboxItem *
get_item (FwOutbox *self, guint position)
{
  g_autoptr (FwOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return item; /* the store holds it */
}

static guint
count_items (FwOutbox *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static void
remove_item (FwOutbox *self, FwOutboxItem *item)
{
  guint position;

  fw_outbox_store_remove (self->shelf, item);
  if (g_list_store_find (self->items, item, &position))
    g_list_store_remove (self->items, position);
}

/* A conflict holds back the later edits of the same record, and no others. */
static gboolean
is_blocked (FwOutbox *self, guint position)
{
  FwOutboxItem *item = get_item (self, position);

  for (guint i = 0; i < position; i++)
    {
      FwOutboxItem *before = get_item (self, i);

      if (g_str_equal (before->kind, item->kind) && g_str_equal (before->id, item->id))
        return TRUE;
    }
  return FALSE;
}

static FwOutboxItem *
find_next (FwOutbox *self)
{
  for (guint i = 0; i < count_items (self); i++)
    if (get_item (self, i)->state == FW_OUTBOX_WAITING && !is_blocked (self, i))
      return get_item (self, i);
  return NULL;
}

/* Does the server already hold what the item says? Then the answer to an earlier sending was lost.
 */
static gboolean
is_already_there (FwOutboxItem *item, JsonObject *stored)
{
  const FwKind *kind = fw_kind_find (item->kind);
  g_autoptr (JsonObject) mine = fw_json_parse_object (item->body, strlen (item->body), NULL);
  g_autoptr (FwRecord) ours = NULL;
  g_autoptr (FwRecord) theirs = NULL;

  if (kind == NULL || mine == NULL)
    return FALSE;
  ours = fw_record_json_read (kind, mine, NULL);
  theirs = fw_record_json_read (kind, stored, NULL);
  if (ours == NULL || theirs == NULL)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (kind->fields[i].type == FW_FIELD_SECRET && !fw_record_is_empty (ours, i))
        return FALSE; /* never comes back, so it cannot be compared */
      if (kind->fields[i].type != FW_FIELD_SECRET && !fw_record_equal_field (ours, theirs, i))
        return FALSE;
    }
  return TRUE;
}

/* What was edited twice while away: the second edit stands on what the first one became. */
static void
rebase_later (FwOutbox *self, FwOutboxItem *done, GBytes *answer)
{
  g_autoptr (JsonObject) record = NULL;
  gint64 revision;

  record = fw_json_parse_object (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL);
  if (record == NULL || !fw_json_get_integer (record, "revision", &revision, NULL))
    return;
  for (guint i = 0; i < count_items (self); i++)
    {
      FwOutboxItem *item = get_item (self, i);

      if (item == done || !g_str_equal (item->kind, done->kind) ||
          !g_str_equal (item->id, done->id))
        continue;
      item->revision = (guint) revision;
      fw_outbox_store_update (self->shelf, item);
    }
}

static void
settle (FwOutbox *self, FwOutboxItem *item)
{
  g_autoptr (FwOutboxItem) held = g_object_ref (item);

  remove_item (self, item);
  g_signal_emit (self, signals[SENT], 0, item);
}

static void
mark (FwOutbox *self,
      FwOutboxItem *item,
      FwOutboxState state,
      JsonObject *stored,
      const char *message)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (stored != NULL)
    {
      node = json_node_init_object (json_node_alloc (), stored);
      text = json_to_string (node, FALSE);
    }
  fw_outbox_item_set_state (item, state, text, message);
  fw_outbox_store_update (self->shelf, item);
  if (state == FW_OUTBOX_CONFLICT)
    g_signal_emit (self, signals[CONFLICT], 0, item);
}

static gboolean
later_cb (gpointer user_data)
{
  FwOutbox *self = FW_OUTBOX (user_data);

  self->later_source = 0;
  send_next (self);
  return G_SOURCE_REMOVE;
}

/* What became of a refused item. Returns: TRUE when the next one may go. */
static gboolean
handle_refusal (FwOutbox *self, FwOutboxItem *item, const GError *error, JsonObject *refusal)
{
  JsonObject *stored = NULL;

  if (refusal != NULL && fw_json_has (refusal, "stored"))
    fw_json_get_object (refusal, "stored", &stored, NULL);

  switch ((FwError) error->code)
    {
    case FW_ERROR_UNAVAILABLE:
    case FW_ERROR_UNAUTHORISED:
      return FALSE;
    case FW_ERROR_BUSY:
    case FW_ERROR_FULL:
      if (self->later_source == 0)
        self->later_source = g_timeout_add_seconds (LATER_S, later_cb, self);
      return FALSE;
    case FW_ERROR_NOT_FOUND:
      if (g_str_equal (item->method, "DELETE"))
        settle (self, item);
      else
        mark (self, item, FW_OUTBOX_REFUSED, NULL, error->message);
      return TRUE;
    case FW_ERROR_CONFLICT:
      if (stored != NULL && !g_str_equal (item->method, "DELETE") &&
          is_already_there (item, stored))
        settle (self, item);
      else
        mark (self, item, FW_OUTBOX_CONFLICT, stored, error->message);
      return TRUE;
    case FW_ERROR_INVALID:
    case FW_ERROR_TOO_LARGE:
    case FW_ERROR_FORBIDDEN:
    case FW_ERROR_CORRUPT:
    case FW_ERROR_FAILED:
    default:
      mark (self, item, FW_OUTBOX_REFUSED, NULL, error->message);
      return TRUE;
    }
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwOutbox) self = FW_OUTBOX (user_data);
  g_autoptr (FwOutboxItem) item = g_steal_pointer (&self->in_flight);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  if (item == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    {
      rebase_later (self, item, answer);
      settle (self, item);
    }
  else if (!handle_refusal (self, item, error, fw_client_get_refusal (result)))
    return;
  send_next (self);
}

static void
send_next (FwOutbox *self)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = NULL;
  FwOutboxItem *item;

  if (self->in_flight != NULL || fw_client_get_state (self->client) != FW_CLIENT_ONLINE)
    return;
  item = find_next (self);
  if (item == NULL)
    return;

  escaped = g_uri_escape_string (item->id, NULL, FALSE);
  if (g_str_equal (item->method, "POST"))
    path = g_strdup_printf ("records/%s", item->kind);
  else if (g_str_equal (item->method, "DELETE"))
    path = g_strdup_printf ("records/%s/%s?revision=%u", item->kind, escaped, item->revision);
  else
    path = g_strdup_printf ("records/%s/%s", item->kind, escaped);
  if (*item->body != '\0')
    body = g_bytes_new (item->body, strlen (item->body));
  self->in_flight = g_object_ref (item);
  fw_client_request_async (self->client, item->method, path, body,
                           body != NULL ? "application/json" : NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwOutbox) self = FW_OUTBOX (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *realm = NULL;
  g_autoptr (GPtrArray) items = fw_outbox_store_load_finish (result, &realm, &error);

  if (items == NULL)
    {
      g_warning ("what waits to be sent cannot be read: %s", error->message);
      return;
    }
  if (g_strcmp0 (realm, self->realm) != 0)
    return;
  for (guint i = 0; i < items->len; i++)
    g_list_store_insert (self->items, i, g_ptr_array_index (items, i));
  send_next (self);
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
  g_free (self->realm);

  G_OBJECT_CLASS (fw_outbox_parent_class)->finalize (object);
}

static void
fw_outbox_class_init (FwOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fw_outbox_dispose;
  object_class->finalize = fw_outbox_finalize;

  signals[SENT] = g_signal_new ("sent", FW_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, FW_TYPE_OUTBOX_ITEM);
  signals[CONFLICT] = g_signal_new ("conflict", FW_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, FW_TYPE_OUTBOX_ITEM);
}

static void
fw_outbox_init (FwOutbox *self)
{
  self->items = g_list_store_new (FW_TYPE_OUTBOX_ITEM);
  self->cancellable = g_cancellable_new ();
}

FwOutbox *
fw_outbox_new (FwClient *client, FwShelf *shelf)
{
  FwOutbox *self = g_object_new (FW_TYPE_OUTBOX, NULL);

  self->client = g_object_ref (client);
  self->shelf = g_object_ref (shelf);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (send_next), self);
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
  g_clear_object (&self->in_flight);
  g_list_store_remove_all (self->items);
  fw_outbox_store_load_async (self->shelf, realm, loaded_cb, g_object_ref (self));
}

void
fw_outbox_add (FwOutbox *self,
               const char *method,
               const char *kind,
               const char *id,
               guint revision,
               const char *body,
               const char *title)
{
  g_autoptr (FwOutboxItem) item = NULL;
  FwOutboxItem *waiting;

  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (self->realm != NULL);

  waiting = fw_outbox_find (self, kind, id);
  if (waiting != NULL && waiting != self->in_flight && !g_str_equal (method, "DELETE") &&
      !g_str_equal (waiting->method, "DELETE"))
    {
      fw_outbox_resend (self, waiting, waiting->revision, body);
      return;
    }
  item = fw_outbox_item_new (method, kind, id, revision, body != NULL ? body : "", title);
  g_list_store_append (self->items, item);
  fw_outbox_store_insert (self->shelf, self->realm, item);
  send_next (self);
}

void
fw_outbox_discard (FwOutbox *self, FwOutboxItem *item)
{
  g_autoptr (FwOutboxItem) held = g_object_ref (item);

  g_return_if_fail (FW_IS_OUTBOX (self));

  remove_item (self, item);
  send_next (self);
}

void
fw_outbox_resend (FwOutbox *self, FwOutboxItem *item, guint revision, const char *body)
{
  g_return_if_fail (FW_IS_OUTBOX (self));
  g_return_if_fail (FW_IS_OUTBOX_ITEM (item));
  g_return_if_fail (item != self->in_flight);

  if (body != NULL && body != item->body)
    {
      g_free (item->body);
      item->body = g_strdup (body);
    }
  /* A new record that turned out to be there is from now on a change of it. */
  if (revision > 0 && g_str_equal (item->method, "POST"))
    {
      g_free (item->method);
      item->method = g_strdup ("PUT");
    }
  item->revision = revision;
  fw_outbox_item_set_state (item, FW_OUTBOX_WAITING, NULL, NULL);
  fw_outbox_store_update (self->shelf, item);
  send_next (self);
}

FwOutboxItem *
fw_outbox_find (FwOutbox *self, const char *kind, const char *id)
{
  FwOutboxItem *found = NULL;

  g_return_val_if_fail (FW_IS_OUTBOX (self), NULL);

  for (guint i = 0; i < count_items (self); i++)
    {
      FwOutboxItem *item = get_item (self, i);

      if (g_str_equal (item->kind, kind) && g_str_equal (item->id, id))
        found = item; /* the last one is what the person sees */
    }
  return found;
}
