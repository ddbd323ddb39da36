/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET risks: contacts in which rules found something that nobody has followed up, by what is due
 * first, and how often people found the rules right. */
#include "core/metric/fw-metric.h"
#include "core/quality/fw-transcript.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"
#include "store/fw-record-due.h"
#include "store/fw-record-query.h"

#define USUAL_LIMIT 200

static gboolean
read_question (FwExchange *exchange, FwRecordDueQuestion *question, char **lists[2])
{
  static const char *const known[] = { "site", "team", "limit", NULL };
  static const char *const names[] = { "site", "team" };
  guint64 limit = USUAL_LIMIT;

  if (!fw_exchange_check_query (exchange, known) ||
      !fw_exchange_read_number (exchange, "limit", FW_RECORD_DUE_MOST, &limit))
    return FALSE;
  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), lists);
  question->sites = (const char *const *) lists[0];
  question->teams = (const char *const *) lists[1];
  question->before = G_MAXINT64;
  question->limit = (guint) MAX (limit, 1);
  return TRUE;
}

/* ---- rows ---- */

/* Each thing that was found, once, the gravest first. */
static void
append_risks (FwJsonWriter *writer, const FwRecord *record)
{
  g_autoptr (GArray) list = fw_transcript_read_found (fw_record_text (record, "found"));
  guint n[FW_N_TEXT_RISKS] = { 0 };

  for (guint i = 0; i < list->len; i++)
    n[g_array_index (list, FwFound, i).risk]++;
  fw_json_writer_key (writer, "risks");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < FW_N_TEXT_RISKS; i++)
    if (n[i] > 0)
      fw_json_writer_text (writer, fw_text_risk_name ((FwTextRisk) i));
  fw_json_writer_end_array (writer);
  fw_json_member_integer (writer, "found", list->len);
}

/* Names are for everybody who may read what they said. */
static void
append_person (FwJsonWriter *writer, FwRecords *records, FwScope *whole, const char *id)
{
  g_autoptr (FwRecord) person =
      id != NULL ? fw_records_get (records, whole, fw_kind_find ("person"), id, NULL) : NULL;

  fw_json_member_text (writer, "person", id);
  fw_json_member_text (writer, "name", person != NULL ? fw_record_text (person, "name") : id);
}

static void
append_row (FwJsonWriter *writer,
            FwRecords *records,
            FwScope *whole,
            FwDirectory *directory,
            const FwRecordDue *due,
            gint64 now)
{
  static const char *const names[] = { "contact", "risk", "site", "team" };
  const char *team = fw_record_text (due->record, "team");
  g_autofree char *moment = fw_time_format (due->due);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (due->record));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (due->record));
  append_person (writer, records, whole, fw_record_text (due->record, "person"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fw_json_member_text (writer, names[i], fw_record_text (due->record, names[i]));
  fw_json_member_text (writer, "team_title",
                       team != NULL ? fw_directory_get_title (directory, "team", team) : NULL);
  append_risks (writer, due->record);
  fw_json_member_text (writer, "due", moment);
  fw_json_member_text (writer, "clock_state",
                       due->due < now                          ? "breached"
                       : (due->told & FW_CLOCK_TOLD_WARN) != 0 ? "warned"
                                                               : "running");
  fw_json_writer_end_object (writer);
}

/* ---- how right the rules were ---- */

static gboolean
count_judged (FwExchange *exchange, const char *risk, const char *state, gint64 *n, GError **error)
{
  const char *const risks[] = { risk, NULL }, *const states[] = { state, NULL };
  const FwRecordCondition conditions[] = { { "risk", FW_RECORD_IS, risks },
                                           { FW_KIND_STATE, FW_RECORD_IS, states } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  query.limit = 1;
  query.count = TRUE;
  answer = fw_records_ask (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange),
                           fw_kind_find ("transcript"), &query, error);
  if (answer != NULL)
    *n = answer->count;
  return answer != NULL;
}

/* Of what was judged, by the gravest that was found in it: the share that was followed up. */
static gboolean
append_judged (FwJsonWriter *writer, FwExchange *exchange, GError **error)
{
  fw_json_writer_key (writer, "judged");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < FW_N_TEXT_RISKS; i++)
    {
      gint64 right, wrong;
      FwInterval interval;

      if (!count_judged (exchange, fw_text_risk_name ((FwTextRisk) i), "followed", &right, error) ||
          !count_judged (exchange, fw_text_risk_name ((FwTextRisk) i), "not-a-hit", &wrong, error))
        return FALSE;
      if (right + wrong == 0)
        continue;
      interval = fw_interval_wilson ((guint64) right, (guint64) (right + wrong));
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "risk", fw_text_risk_name ((FwTextRisk) i));
      fw_json_member_integer (writer, "n", right + wrong);
      fw_json_member_integer (writer, "right", right);
      fw_json_member_number (writer, "low", interval.low);
      fw_json_member_number (writer, "high", interval.high);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}

/* ---- the answer ---- */

static gboolean
append_rows (FwJsonWriter *writer,
             FwExchange *exchange,
             const FwRecordDueQuestion *question,
             GError **error)
{
  FwRecords *records = fw_server_of (exchange)->records;
  g_autoptr (FwDirectory) directory = fw_records_get_directory (records, error);
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) list =
      directory != NULL ? fw_records_list_due (records, fw_exchange_get_scope (exchange),
                                               fw_kind_find ("transcript"), question, error)
                        : NULL;
  const gint64 now = g_get_real_time ();
  guint overdue = 0;

  if (list == NULL)
    return FALSE;
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < list->len; i++)
    {
      const FwRecordDue *due = list->pdata[i];

      overdue += due->due < now;
      append_row (writer, records, whole, directory, due, now);
    }
  fw_json_writer_end_array (writer);
  fw_json_member_integer (writer, "overdue", overdue); /* the late ones come first */
  fw_json_member_boolean (writer, "more", list->len == question->limit);
  return TRUE;
}

void
fw_handle_risks (FwExchange *exchange)
{
  FwRecordDueQuestion question = { 0 };
  char **lists[2] = { NULL, NULL };
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  if (read_question (exchange, &question, lists))
    {
      fw_json_writer_init (&writer, json);
      fw_json_writer_begin_object (&writer);
      if (append_rows (&writer, exchange, &question, &error) &&
          append_judged (&writer, exchange, &error))
        {
          fw_json_writer_end_object (&writer);
          fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
        }
      else
        fw_exchange_reply_error (exchange, error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (lists[i]);
}
