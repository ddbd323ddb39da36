/* SPDX-License-Identifier: GPL-3.0-or-later */

/* own/debriefs: contacts of hers that are gone over: she writes her view and hands it on, and reads
 * what the others wrote when they have handed it on as well. */
#include "server/fw-handbook.h"
#include "server/fw-own.h"
#include "server/fw-server-private.h"
#include "store/fw-record-moves.h"

#define MOST_DEBRIEFS 200

static const char *const hers[] = { "happened", "differently", NULL };

static gboolean
is_in (const FwRecord *debrief, const char *const *states)
{
  return g_strv_contains (states, fw_record_text (debrief, FW_KIND_STATE));
}

static gboolean
is_hers (const FwRecord *debrief)
{
  return is_in (debrief, (const char *const[]){ "own", "late", NULL });
}

/* ---- what she is told ---- */

static void
append_due (FwJsonWriter *writer, const FwOwn *own, const FwRecord *debrief)
{
  g_autoptr (FwRecordCase) answer =
      fw_records_read_case (own->records, own->whole, fw_record_get_kind (debrief),
                            fw_record_get_id (debrief), g_get_real_time (), NULL);
  const FwFlowRun *run = answer != NULL ? fw_flow_case_find_run (answer->flow_case, "own") : NULL;
  g_autofree char *moment = NULL;
  gint64 due;

  if (run != NULL && fw_clock_find_due (run->clock, &due))
    moment = fw_time_format (due);
  fw_json_member_text (writer, "due", moment);
}

/* What is still being written is nobody's word yet. */
static void
append_others (FwJsonWriter *writer, const FwRecord *debrief)
{
  static const char *const leaders[] = { "leader_view", "leader_step" };

  if (!is_in (debrief, (const char *const[]){ "group", "handbook", "closed", NULL }))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (leaders); i++)
    fw_json_member_text (writer, leaders[i], fw_record_text (debrief, leaders[i]));
  if (is_in (debrief, (const char *const[]){ "handbook", "closed", NULL }))
    fw_json_member_text (writer, "conclusion", fw_record_text (debrief, "conclusion"));
}

static void
append_debrief (FwJsonWriter *writer, const FwOwn *own, const FwRecord *debrief)
{
  static const char *const names[] = { "matter", "contact" };

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (debrief));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (debrief));
  fw_json_member_text (writer, "state", fw_record_text (debrief, FW_KIND_STATE));
  fw_own_append_date (writer, "day", (gint32) fw_record_integer (debrief, "day"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fw_json_member_text (writer, names[i], fw_record_text (debrief, names[i]));
  for (guint i = 0; hers[i] != NULL; i++)
    fw_json_member_text (writer, hers[i], fw_record_text (debrief, hers[i]));
  if (is_hers (debrief))
    append_due (writer, own, debrief);
  append_others (writer, debrief);
  fw_json_writer_key (writer, "moves");
  fw_json_writer_begin_array (writer);
  if (is_hers (debrief))
    fw_json_writer_text (writer, "leader");
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

static FwRecordAnswer *
ask_debriefs (const FwOwn *own, GError **error)
{
  const char *const people[] = { fw_record_get_id (own->person), NULL };
  const FwRecordCondition conditions[] = { { "person", FW_RECORD_IS, people } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  query.order = "day";
  query.descending = TRUE;
  query.limit = MOST_DEBRIEFS;
  return fw_records_ask (own->records, own->whole, fw_kind_find (FW_DEBRIEFS), &query, error);
}

void
fw_handle_own_debriefs (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autoptr (FwRecordAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  answer = ask_debriefs (&own, &error);
  if (answer == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = fw_own_begin_answer (&writer, &own);
  fw_json_writer_key (&writer, "debriefs");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < answer->records->len; i++)
    append_debrief (&writer, &own, answer->records->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* ---- what she writes ---- */

typedef struct
{
  JsonObject *object;
  const char *texts[G_N_ELEMENTS (hers) - 1]; /* (nullable): of hers */
  const char *move;                           /* (nullable): it is only kept */
  gint64 revision;
} Asked;

static void
clear_asked (Asked *self)
{
  g_clear_pointer (&self->object, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

static gboolean
refuse (GError **error, FwError code, const char *message)
{
  g_set_error_literal (error, FW_ERROR, code, message);
  return FALSE;
}

static gboolean
read_asked (FwExchange *exchange, Asked *asked, GError **error)
{
  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (asked->object == NULL ||
      !fw_json_get_integer (asked->object, "revision", &asked->revision, error) ||
      !fw_own_read_text (asked->object, "move", &asked->move, error))
    return FALSE;
  for (guint i = 0; hers[i] != NULL; i++)
    if (!fw_own_read_text (asked->object, hers[i], &asked->texts[i], error))
      return FALSE;
  if (asked->move != NULL && !g_str_equal (asked->move, "leader"))
    return refuse (error, FW_ERROR_INVALID, "move: expected leader");
  return (asked->revision >= 1 && asked->revision <= G_MAXINT32) ||
         refuse (error, FW_ERROR_INVALID, "revision: the one that this change was based on");
}

static FwRecord *
find_own (FwExchange *exchange, const FwOwn *own, GError **error)
{
  g_autoptr (FwRecord) debrief =
      fw_records_get (own->records, own->whole, fw_kind_find (FW_DEBRIEFS),
                      fw_exchange_get_parameter (exchange, 0), NULL);

  if (debrief != NULL &&
      g_strcmp0 (fw_record_text (debrief, "person"), fw_record_get_id (own->person)) == 0)
    return g_steal_pointer (&debrief);
  refuse (error, FW_ERROR_NOT_FOUND, "there is no debrief of that id");
  return NULL;
}

/* Its texts are refused as those of any record, and with the move both are done or neither. */
static gboolean
write_down (FwExchange *exchange,
            const FwOwn *own,
            FwRecord *debrief,
            const Asked *asked,
            guint *revision,
            GError **error)
{
  g_autoptr (FwScope) writer = fw_own_make_writer (exchange);
  g_autoptr (FwRecord) written = fw_record_copy (debrief);
  const FwRecordMove move = {
    .to = asked->move, .revision = (guint) asked->revision, .fields = written, .names = hers
  };
  const gint64 now = g_get_real_time ();
  FwFlowRefusal refusal;

  if (!is_hers (debrief))
    return refuse (error, FW_ERROR_CONFLICT, "it was handed on, and stays as it was written");
  for (guint i = 0; hers[i] != NULL; i++)
    fw_record_put_text (written, hers[i], asked->texts[i]);
  if (asked->move != NULL)
    return fw_records_move (own->records, writer, fw_record_get_kind (debrief),
                            fw_record_get_id (debrief), &move, now, &refusal, revision, error);
  fw_record_set_revision (written, (guint) asked->revision);
  if (!fw_records_put (own->records, writer, written, now, error))
    return FALSE;
  *revision = fw_record_get_revision (written);
  return TRUE;
}

static void
reply_debrief (FwExchange *exchange, const FwOwn *own, const FwRecord *debrief, guint revision)
{
  const FwKind *kind = fw_record_get_kind (debrief);
  const char *id = fw_record_get_id (debrief);
  g_autoptr (FwRecord) stored = fw_records_get (own->records, own->whole, kind, id, NULL);
  GString *json;
  FwJsonWriter writer;

  if (!fw_handle_tell_change (exchange, kind, id, revision) || stored == NULL)
    return;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  append_debrief (&writer, own, stored);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_write_debrief (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_auto (Asked) asked = { NULL };
  g_autoptr (FwRecord) debrief = NULL;
  g_autoptr (GError) error = NULL;
  guint revision;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  debrief = find_own (exchange, &own, &error);
  if (debrief != NULL && read_asked (exchange, &asked, &error) &&
      write_down (exchange, &own, debrief, &asked, &revision, &error))
    reply_debrief (exchange, &own, debrief, revision);
  else
    fw_exchange_reply_error (exchange, error);
}
