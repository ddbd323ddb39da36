/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How what waits is sent, and what becomes of it. */

#include "client/fw-outbox-private.h"

#include "core/fw-error.h"
#include "protocol/fw-record-json.h"

#define LATER_S 10

/* A conflict holds back the later edits of the same record, and no others. */
static gboolean
is_blocked (FwOutbox *self, guint position)
{
  FwOutboxItem *item = fw_outbox_get_item (self, position);

  for (guint i = 0; i < position; i++)
    {
      FwOutboxItem *before = fw_outbox_get_item (self, i);

      if (g_str_equal (before->kind, item->kind) && g_str_equal (before->id, item->id))
        return TRUE;
    }
  return FALSE;
}

static FwOutboxItem *
find_next (FwOutbox *self)
{
  for (guint i = 0; i < fw_outbox_count (self); i++)
    if (fw_outbox_get_item (self, i)->state == FW_OUTBOX_WAITING &&
        fw_outbox_get_item (self, i)->changed == NULL && !is_blocked (self, i))
      return fw_outbox_get_item (self, i);
  return NULL;
}

/* Does the server already hold what the item says? Then the answer to an earlier sending was lost.
 */
static gboolean
is_already_there (FwOutbox *self, FwOutboxItem *item, JsonObject *stored)
{
  const FwKind *kind = fw_client_find_kind (self->client, item->kind);
  g_autoptr (JsonObject) mine = fw_json_parse_object (item->body, strlen (item->body), NULL);
  g_autoptr (FwRecord) ours = NULL;
  g_autoptr (FwRecord) theirs = NULL;

  if (kind == NULL || mine == NULL)
    return FALSE;
  ours = fw_record_json_take (kind, mine, NULL);
  theirs = fw_record_json_take (kind, stored, NULL);
  if (ours == NULL || theirs == NULL)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (fw_record_is_left (ours, i))
        continue; /* nothing was said of it */
      if (kind->fields[i].type == FW_FIELD_SECRET && !fw_record_is_empty (ours, i))
        return FALSE; /* never comes back, so it cannot be compared */
      if (kind->fields[i].type != FW_FIELD_SECRET && !fw_record_equal_field (ours, theirs, i))
        return FALSE;
    }
  return TRUE;
}

static void
rebase_item (FwOutbox *self, FwOutboxItem *item, FwOutboxItem *done, guint revision)
{
  if (item == done || !g_str_equal (item->kind, done->kind) || !g_str_equal (item->id, done->id))
    return;
  item->revision = revision;
  if (item->changed != NULL)
    item->changed->revision = revision;
  fw_outbox_store_rebase_async (self->shelf, item, fw_outbox_written_cb, g_object_ref (self));
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
  for (guint i = 0; i < fw_outbox_count (self); i++)
    rebase_item (self, fw_outbox_get_item (self, i), done, (guint) revision);
  for (guint i = 0; i < self->coming->len; i++)
    rebase_item (self, g_ptr_array_index (self->coming, i), done, (guint) revision);
}

static void
settle (FwOutbox *self, FwOutboxItem *item)
{
  g_autoptr (FwOutboxItem) held = g_object_ref (item);

  /* Where it cannot be removed it is sent again after the next start, and told as already there. */
  fw_outbox_store_remove_async (self->shelf, item, fw_outbox_written_cb, g_object_ref (self));
  fw_outbox_forget (self, item);
  g_signal_emit_by_name (self, "sent", item);
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
  fw_outbox_store_update_async (self->shelf, item, fw_outbox_written_cb, g_object_ref (self));
  if (state == FW_OUTBOX_CONFLICT)
    g_signal_emit_by_name (self, "conflict", item);
}

static gboolean
later_cb (gpointer user_data)
{
  FwOutbox *self = FW_OUTBOX (user_data);

  self->later_source = 0;
  fw_outbox_send_next (self);
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
          is_already_there (self, item, stored))
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
  fw_outbox_send_next (self);
}

void
fw_outbox_send_next (FwOutbox *self)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = NULL;
  FwOutboxItem *item;

  /* What is being written may be of the same record: its place is known in a moment. */
  if (self->in_flight != NULL || self->coming->len > 0 ||
      fw_client_get_state (self->client) != FW_CLIENT_ONLINE)
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
