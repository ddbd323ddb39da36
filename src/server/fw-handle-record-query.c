/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET records/{kind}: a question in the query of the request, answered as JSON, CSV or XLSX. */
#include <string.h>

#include "protocol/fw-record-json.h"
#include "server/fw-server-private.h"
#include "store/fw-record-conditions.h"
#include "store/fw-record-exchange.h"

#define FEW_RECORDS 1000 /* a page of a desk */

/* A question while it is read. */
typedef struct
{
  FwRecordQuery query;
  FwRecordConditions conditions;
} Question;

static void
question_clear (Question *self)
{
  fw_record_conditions_clear (&self->conditions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gboolean
read_conditions (FwExchange *exchange, Question *self)
{
  static const char *const known[] = { "format", "limit",         "after", "skip",
                                       "order",  "changed_since", "count", NULL };
  GHashTableIter iter;
  gpointer name, text;

  fw_record_conditions_init (&self->conditions);
  g_hash_table_iter_init (&iter, fw_exchange_get_query_table (exchange));
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (!g_strv_contains (known, name) && !fw_record_conditions_add (&self->conditions, name, text))
      {
        fw_exchange_fail (exchange, FW_ERROR_INVALID, name, "%s: no such parameter", (char *) name);
        return FALSE;
      }
  fw_record_conditions_set (&self->conditions, &self->query);
  return TRUE;
}

static gboolean
read_question (FwExchange *exchange, Question *self)
{
  const char *order = fw_exchange_get_query (exchange, "order");
  const char *count = fw_exchange_get_query (exchange, "count");
  guint64 limit = 0, since = 0, skip = 0;

  self->query = FW_RECORD_QUERY_ALL;
  if (!read_conditions (exchange, self) ||
      !fw_exchange_read_number (exchange, "limit", FW_RECORD_QUERY_MAX_LIMIT, &limit) ||
      !fw_exchange_read_number (exchange, "changed_since", G_MAXINT64, &since) ||
      !fw_exchange_read_number (exchange, "skip", FW_RECORD_QUERY_MAX_SKIP, &skip))
    return FALSE;
  self->query.count_rest = g_strcmp0 (count, "rest") == 0;
  if (!self->query.count_rest && !fw_exchange_read_flag (exchange, "count", &self->query.count))
    return FALSE;

  self->query.descending = order != NULL && *order == '-';
  self->query.order = order != NULL && *order == '-' ? order + 1 : order;
  self->query.after = fw_exchange_get_query (exchange, "after");
  if (fw_exchange_get_query (exchange, "changed_since") != NULL)
    self->query.changed_since = (gint64) since;
  self->query.limit = (guint) limit;
  self->query.skip = (guint) skip;
  if (limit == 0 && (self->query.after != NULL || skip > 0 || self->query.changed_since >= 0))
    self->query.limit = FW_RECORD_QUERY_MAX_LIMIT;
  return TRUE;
}

static void
reply_sheet (FwExchange *exchange, const FwKind *kind, GPtrArray *records, FwTableForm sheet)
{
  g_autofree char *disposition = g_strdup_printf ("attachment; filename=\"%s.%s\"", kind->name,
                                                  sheet == FW_TABLE_XLSX ? "xlsx" : "csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_records_export_list (kind, records, sheet, &error);

  if (bytes == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  fw_exchange_add_header (exchange, MHD_HTTP_HEADER_CONTENT_DISPOSITION, disposition);
  fw_exchange_reply_bytes (exchange, 200, bytes,
                           sheet == FW_TABLE_XLSX
                               ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                               : "text/csv; charset=utf-8");
}

/* Of what was deleted nothing is told but that. */
static void
append_deleted (FwJsonWriter *writer, const FwRecord *record)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (record));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (record));
  fw_json_member_boolean (writer, "deleted", TRUE);
  fw_json_writer_end_object (writer);
}

static void
reply_list (FwExchange *exchange, const FwRecordAnswer *answer)
{
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "records");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < answer->records->len; i++)
    {
      const FwRecord *record = answer->records->pdata[i];

      if (fw_record_is_deleted (record))
        append_deleted (&writer, record);
      else
        fw_record_json_append (&writer, record, FALSE);
      if (!fw_exchange_check_size (exchange, json, "ask for pages with limit and after"))
        return;
    }
  fw_json_writer_end_array (&writer);
  if (answer->next != NULL)
    fw_json_member_text (&writer, "next", answer->next);
  if (answer->count >= 0)
    {
      fw_json_member_integer (&writer, "count", answer->count);
      fw_json_member_boolean (&writer, "more_than", answer->more);
    }
  fw_json_member_integer (&writer, "change", answer->change);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_list_records (FwExchange *exchange)
{
  const FwKind *kind = fw_handle_find_kind (exchange);
  const char *format;
  g_auto (Question) question = { .conditions = { NULL } };
  g_autoptr (GMutexLocker) turn = NULL;
  g_autoptr (FwRecordAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (kind == NULL || !read_question (exchange, &question))
    return;

  format = fw_exchange_get_query (exchange, "format");
  if (format != NULL && strcmp (format, "json") != 0 && strcmp (format, "csv") != 0 &&
      strcmp (format, "xlsx") != 0)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "format", "format: json, csv or xlsx");
      return;
    }
  if (format != NULL && strcmp (format, "json") != 0 && question.query.changed_since >= 0)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "format",
                        "format: what was changed is told as json alone");
      return;
    }

  /* As with answers of many groups. */
  if (question.query.limit == 0 || question.query.limit > FEW_RECORDS)
    turn = g_mutex_locker_new (&fw_server_of (exchange)->large);
  answer = fw_records_ask (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange), kind,
                           &question.query, &error);
  if (answer == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (format == NULL || strcmp (format, "json") == 0)
    reply_list (exchange, answer);
  else
    reply_sheet (exchange, kind, answer->records,
                 strcmp (format, "xlsx") == 0 ? FW_TABLE_XLSX : FW_TABLE_CSV);
}
