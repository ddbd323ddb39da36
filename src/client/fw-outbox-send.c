/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How what waits is sent, and what becomes of it. */

#include "client/fw-outbox-private.h"

#include "core/fw-error.h"
#include "protocol/fw-batch-json.h"
#include "protocol/fw-record-json.h"

#define LATER_S 10

/* ---- what may go next ---- */

static gboolean
may_go (const FwOutboxItem *item)
{
  return item->state == FW_OUTBOX_WAITING && item->changed == NULL;
}

static gboolean
goes_along (const FwOutboxItem *item, const FwOutboxItem *first)
{
  return item->batch != 0 && item->batch == first->batch && !item->alone && !first->alone;
}

/* A conflict holds back the later edits of the same record, and no others. Returns: (transfer full)
 * (nullable): one, or all of its batch. */
static GPtrArray *
find_next (FwOutbox *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < fw_outbox_count (self); i++)
    {
      FwOutboxItem *item = fw_outbox_get_item (self, i);

      if (!g_hash_table_add (seen, fw_outbox_make_key (item->kind, item->id)) || !may_go (item))
        continue;
      if (found->len == 0 || goes_along (item, found->pdata[0]))
        g_ptr_array_add (found, g_object_ref (item));
      if (found->pdata[0] == item && (item->batch == 0 || item->alone))
        break;
    }
  return found->len > 0 ? g_steal_pointer (&found) : NULL;
}

/* ---- what becomes of it ---- */

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
rebase_item (FwOutboxItem *item, GHashTable *revisions, GPtrArray *rebased)
{
  g_autofree char *key = fw_outbox_make_key (item->kind, item->id);
  gpointer revision;

  if (item->in_flight || !g_hash_table_lookup_extended (revisions, key, NULL, &revision))
    return;
  item->revision = GPOINTER_TO_UINT (revision);
  if (item->changed != NULL)
    item->changed->revision = item->revision;
  g_ptr_array_add (rebased, item);
}

/* What was edited twice while away: the second edit stands on what the first one became.
 * @revisions: by key */
static void
rebase_later (FwOutbox *self, GHashTable *revisions)
{
  g_autoptr (GPtrArray) rebased = g_ptr_array_new ();

  for (guint i = 0; i < fw_outbox_count (self); i++)
    rebase_item (fw_outbox_get_item (self, i), revisions, rebased);
  for (guint i = 0; i < self->coming->len; i++)
    rebase_item (g_ptr_array_index (self->coming, i), revisions, rebased);
  if (rebased->len > 0)
    fw_outbox_store_rebase_async (self->shelf, rebased, fw_outbox_written_cb, g_object_ref (self));
}

static void
add_revision (GHashTable *revisions, const FwOutboxItem *item, guint revision)
{
  g_hash_table_replace (revisions, fw_outbox_make_key (item->kind, item->id),
                        GUINT_TO_POINTER (revision));
}

/* The answer to one is the record; that to a batch has a line for each. */
static GHashTable *
read_revisions (GPtrArray *sent, GBytes *answer)
{
  GHashTable *revisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree guint *written = g_new0 (guint, sent->len);
  g_autoptr (JsonObject) object = NULL;
  gint64 revision;

  if (sent->len > 1)
    {
      if (fw_batch_json_read_written (answer, written, sent->len, NULL))
        for (guint i = 0; i < sent->len; i++)
          add_revision (revisions, sent->pdata[i], written[i]);
      return revisions;
    }
  object = fw_json_parse_bytes (answer, NULL);
  if (object != NULL && fw_json_get_integer (object, "revision", &revision, NULL))
    add_revision (revisions, sent->pdata[0], (guint) CLAMP (revision, 0, G_MAXINT32));
  return revisions;
}

static void
settle (FwOutbox *self, GPtrArray *items)
{
  /* Where they cannot be removed they are sent again after the next start, and told as already
   * there. */
  fw_outbox_store_remove_async (self->shelf, items, fw_outbox_written_cb, g_object_ref (self));
  fw_outbox_forget (self, items);
  g_signal_emit_by_name (self, "settled");
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
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  if (stored != NULL)
    {
      node = json_node_init_object (json_node_alloc (), stored);
      text = json_to_string (node, FALSE);
    }
  fw_outbox_item_set_state (item, state, text, message);
  g_ptr_array_add (changed, item);
  fw_outbox_store_write_async (self->shelf, self->realm, none, changed, fw_outbox_written_cb,
                               g_object_ref (self));
  g_signal_emit_by_name (self, "settled");
}

static gboolean
later_cb (gpointer user_data)
{
  FwOutbox *self = FW_OUTBOX (user_data);

  self->later_source = 0;
  fw_outbox_send_next (self);
  return G_SOURCE_REMOVE;
}

/* Whether it can be sent again, as it is, later. */
static gboolean
waits_on (FwOutbox *self, const GError *error)
{
  if (error->code == FW_ERROR_UNAVAILABLE || error->code == FW_ERROR_UNAUTHORISED)
    return TRUE;
  if (error->code != FW_ERROR_BUSY && error->code != FW_ERROR_FULL)
    return FALSE;
  if (self->later_source == 0)
    self->later_source = g_timeout_add_seconds (LATER_S, later_cb, self);
  return TRUE;
}

static void
handle_refusal (FwOutbox *self, GPtrArray *sent, const GError *error, JsonObject *refusal)
{
  FwOutboxItem *item = sent->pdata[0];
  const gboolean deletes = g_str_equal (item->method, "DELETE");
  JsonObject *stored = NULL;

  if (refusal != NULL && fw_json_has (refusal, "stored"))
    fw_json_get_object (refusal, "stored", &stored, NULL);
  if ((deletes && error->code == FW_ERROR_NOT_FOUND) ||
      (!deletes && error->code == FW_ERROR_CONFLICT && stored != NULL &&
       is_already_there (self, item, stored)))
    settle (self, sent);
  else if (error->code == FW_ERROR_CONFLICT)
    mark (self, item, FW_OUTBOX_CONFLICT, stored, error->message);
  else
    mark (self, item, FW_OUTBOX_REFUSED, NULL, error->message);
}

/* Nothing of a refused batch was written. What was refused of it goes by itself from now on, and
 * has its own answer; the rest goes once more. */
static void
part_batch (GPtrArray *sent, JsonObject *refusal)
{
  JsonArray *refused = NULL;
  guint n = 0;

  if (refusal != NULL && fw_json_has (refusal, "refused"))
    fw_json_get_array (refusal, "refused", &refused, NULL);
  for (guint i = 0; refused != NULL && i < json_array_get_length (refused); i++)
    {
      JsonObject *line = fw_json_find_element (refused, i);
      gint64 index;

      if (line == NULL || !fw_json_get_integer (line, "index", &index, NULL) || index < 0 ||
          index >= sent->len)
        continue;
      ((FwOutboxItem *) sent->pdata[index])->alone = TRUE;
      n++;
    }
  for (guint i = 0; n == 0 && i < sent->len; i++)
    ((FwOutboxItem *) sent->pdata[i])->alone = TRUE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwOutbox) self = FW_OUTBOX (user_data);
  g_autoptr (GPtrArray) sent = g_steal_pointer (&self->in_flight);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  if (sent == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    {
      g_autoptr (GHashTable) revisions = read_revisions (sent, answer);

      rebase_later (self, revisions);
      settle (self, sent);
    }
  for (guint i = 0; i < sent->len; i++)
    ((FwOutboxItem *) sent->pdata[i])->in_flight = FALSE;
  if (error != NULL && waits_on (self, error))
    return;
  if (error != NULL && sent->len > 1)
    part_batch (sent, fw_client_get_refusal (result));
  else if (error != NULL)
    handle_refusal (self, sent, error, fw_client_get_refusal (result));
  fw_outbox_send_next (self);
}

/* ---- sending ---- */

/* The revision may have become another since the edit was written down. Returns: (transfer full)
 * (nullable): the record as JSON. */
static char *
make_record (const FwOutboxItem *item)
{
  g_autoptr (JsonObject) record = fw_json_parse_object (item->body, strlen (item->body), NULL);
  g_autoptr (JsonNode) node = NULL;

  if (record == NULL)
    return NULL;
  if (item->revision > 0)
    json_object_set_int_member (record, "revision", item->revision);
  node = json_node_init_object (json_node_alloc (), record);
  return json_to_string (node, FALSE);
}

static GBytes *
make_batch (GPtrArray *items)
{
  FwBatchJson batch;

  fw_batch_json_init (&batch);
  for (guint i = 0; i < items->len; i++)
    {
      const FwOutboxItem *item = items->pdata[i];
      g_autofree char *record = NULL;

      if (g_str_equal (item->method, "DELETE"))
        {
          fw_batch_json_add_deletion (&batch, item->kind, item->id, item->revision);
          continue;
        }
      record = make_record (item);
      fw_batch_json_add_text (&batch, item->kind, record != NULL ? record : "null");
    }
  return fw_batch_json_finish (&batch);
}

/* @path: (out)
 * @body: (out) (nullable) */
static const char *
make_one (const FwOutboxItem *item, char **path, GBytes **body)
{
  g_autofree char *escaped = g_uri_escape_string (item->id, NULL, FALSE);
  char *record;

  *body = NULL;
  if (g_str_equal (item->method, "DELETE"))
    {
      *path = g_strdup_printf ("records/%s/%s?revision=%u", item->kind, escaped, item->revision);
      return "DELETE";
    }
  record = make_record (item);
  if (record != NULL)
    *body = g_bytes_new_take (record, strlen (record));
  /* A new one that was changed while it was on its way is there by now. */
  if (item->revision == 0)
    *path = g_strdup_printf ("records/%s", item->kind);
  else
    *path = g_strdup_printf ("records/%s/%s", item->kind, escaped);
  return item->revision == 0 ? "POST" : "PUT";
}

void
fw_outbox_send_next (FwOutbox *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = NULL;
  const char *method = "POST";
  GPtrArray *items;

  /* What is being written may be of the same record: its place is known in a moment. */
  if (self->in_flight != NULL || self->coming->len > 0 ||
      fw_client_get_state (self->client) != FW_CLIENT_ONLINE)
    return;
  items = find_next (self);
  if (items == NULL)
    return;

  if (items->len == 1)
    method = make_one (items->pdata[0], &path, &body);
  else
    {
      path = g_strdup ("records");
      body = make_batch (items);
    }
  for (guint i = 0; i < items->len; i++)
    ((FwOutboxItem *) items->pdata[i])->in_flight = TRUE;
  self->in_flight = items;
  fw_client_request_async (self->client, method, path, body,
                           body != NULL ? "application/json" : NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
}
