/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST records: many writes of any kinds, all of them or none. */
#include <string.h>

#include "protocol/fw-record-json.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"
#include "store/fw-record-batch.h"

typedef struct
{
  GArray *writes;   /* FwRecordWrite */
  GArray *refusals; /* FwRecordRefusal */
} Batch;

static void
clear_write (gpointer data)
{
  fw_record_unref (((FwRecordWrite *) data)->record);
}

static void
clear_refusal (gpointer data)
{
  fw_record_refusal_clear (data);
}

static void
batch_init (Batch *self)
{
  self->writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));
  g_array_set_clear_func (self->writes, clear_write);
  self->refusals = g_array_new (FALSE, FALSE, sizeof (FwRecordRefusal));
  g_array_set_clear_func (self->refusals, clear_refusal);
}

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->writes, g_array_unref);
  g_clear_pointer (&self->refusals, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static FwRecord *
read_deletion (const FwKind *kind, JsonObject *object, GError **error)
{
  const char *id;
  gint64 revision;
  FwRecord *record;

  if (!fw_json_get_text (object, "delete", &id, error) ||
      !fw_json_get_integer (object, "revision", &revision, error))
    return NULL;
  if (revision < 1 || revision > G_MAXUINT)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "revision: the one that this change was based on");
      return NULL;
    }
  record = fw_record_new (kind, id);
  fw_record_set_revision (record, (guint) revision);
  return record;
}

/* {"kind","record":RECORD} or {"kind","delete":ID,"revision"}. */
static FwRecord *
read_write (FwRecords *records, JsonNode *node, gboolean *deletes, GError **error)
{
  const char *name;
  const FwKind *kind;
  JsonObject *object, *record;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "writes: expected objects");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!fw_json_get_text (object, "kind", &name, error))
    return NULL;
  kind = fw_records_find_kind (records, name);
  if (kind == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "there are no records of a kind %s", name);
      return NULL;
    }

  *deletes = fw_json_has (object, "delete");
  if (*deletes)
    return read_deletion (kind, object, error);
  return fw_json_get_object (object, "record", &record, error)
             ? fw_record_json_read (kind, record, error)
             : NULL;
}

static gboolean
read_batch (FwExchange *exchange, Batch *self, GError **error)
{
  FwRecords *records = fw_server_of (exchange)->records;
  g_autoptr (JsonObject) object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  JsonArray *array;

  if (object == NULL || !fw_json_get_array (object, "writes", &array, error))
    return FALSE;
  if (json_array_get_length (array) > FW_RECORD_BATCH_MAX)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "expected at most %d writes",
                   FW_RECORD_BATCH_MAX);
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      FwRecordRefusal refusal = { .index = i };
      FwRecordWrite write = { NULL };

      write.record =
          read_write (records, json_array_get_element (array, i), &write.deletes, &refusal.error);
      if (write.record != NULL)
        g_array_append_val (self->writes, write);
      else
        g_array_append_val (self->refusals, refusal);
    }
  return TRUE;
}

/* ---- the answer ---- */

static void
append_refusal (FwJsonWriter *writer, GArray *writes, const FwRecordRefusal *refusal)
{
  const FwRecord *record =
      writes != NULL ? g_array_index (writes, FwRecordWrite, refusal->index).record : NULL;

  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "index", refusal->index);
  if (record != NULL)
    {
      fw_json_member_text (writer, "kind", fw_record_get_kind (record)->name);
      fw_json_member_text (writer, "id", fw_record_get_id (record));
    }
  fw_json_member_text (writer, "code", fw_error_to_name ((FwError) refusal->error->code));
  fw_json_member_text (writer, "message", refusal->error->message);
  fw_json_writer_end_object (writer);
}

/* Each that was refused, and why; nothing of the rest was written either. @unread: they could not
 * even be read, so that there is no record to name. */
static void
reply_refused (FwExchange *exchange, const Batch *self, gboolean unread)
{
  const FwRecordRefusal *first = &g_array_index (self->refusals, FwRecordRefusal, 0);
  GString *refused = g_string_new (NULL);
  g_autoptr (GError) error =
      g_error_new (FW_ERROR, first->error->code, "%u of the changes were refused, so none was made",
                   self->refusals->len);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, refused);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "refused");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < self->refusals->len; i++)
    append_refusal (&writer, unread ? NULL : self->writes,
                    &g_array_index (self->refusals, FwRecordRefusal, i));
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_refuse (exchange, error, refused);
}

static void
reply_written (FwExchange *exchange, const Batch *self)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "written");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < self->writes->len; i++)
    {
      const FwRecordWrite *write = &g_array_index (self->writes, FwRecordWrite, i);

      fw_json_writer_begin_object (&writer);
      fw_json_member_text (&writer, "kind", fw_record_get_kind (write->record)->name);
      fw_json_member_text (&writer, "id", fw_record_get_id (write->record));
      fw_json_member_integer (&writer, "revision", fw_record_get_revision (write->record));
      fw_json_writer_end_object (&writer);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* One notice of the whole batch, whatever it holds. */
static gboolean
tell_batch (FwExchange *exchange, const Batch *self, GError **error)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (GString) kinds = g_string_new (NULL);
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  gboolean accounts = FALSE, followed = FALSE;

  for (guint i = 0; i < self->writes->len; i++)
    {
      const FwKind *kind =
          fw_record_get_kind (g_array_index (self->writes, FwRecordWrite, i).record);

      if (g_hash_table_add (told, (gpointer) kind))
        g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? ";" : "", kind->name);
      accounts = accounts || kind->accounts;
      followed = followed || fw_sessions_follow (kind);
    }
  if (followed)
    {
      fw_sessions_forget (server->sessions);
      fw_hub_check_sessions (server->hub);
    }
  if (accounts)
    fw_seen_describe_accounts (exchange, NULL);
  else
    {
      g_autofree char *detail = g_strdup_printf ("%u: %s", self->writes->len, kinds->str);

      fw_seen_describe (exchange, detail);
    }
  if (kinds->len > 0)
    fw_hub_tell_records (server->hub, kinds->str, "", 0);
  fw_training_keeper_wake (server->training);
  fw_review_keeper_wake (server->reviews);
  fw_customer_keeper_wake (server->customers);
  fw_rule_keeper_wake (server->rules, NULL);
  fw_alike_keeper_wake (server->alike, NULL);
  return fw_centre_house_changed (server->centre, error);
}

void
fw_handle_write_records (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (Batch) batch = { NULL };
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  batch_init (&batch);
  if (!read_batch (exchange, &batch, &error))
    fw_exchange_reply_error (exchange, error);
  else if (batch.refusals->len > 0)
    reply_refused (exchange, &batch, TRUE);
  else if (fw_records_write_batch (server->records, fw_exchange_get_scope (exchange), batch.writes,
                                   g_get_real_time (), batch.refusals, &error))
    {
      if (tell_batch (exchange, &batch, &error))
        reply_written (exchange, &batch);
      else
        fw_exchange_reply_error (exchange, error);
    }
  else if (batch.refusals->len > 0)
    reply_refused (exchange, &batch, FALSE);
  else
    fw_exchange_reply_error (exchange, error);
}
