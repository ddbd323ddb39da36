/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET own/learning: what an agent has to learn next, with the material, and what she was told of
 * her exams. POST own/lessons/{lesson}: that she has done one by herself. */
#include <math.h>

#include "protocol/fw-json.h"
#include "server/fw-own.h"
#include "server/fw-server-private.h"

/* What somebody says of herself: drills, practicals and quizzes others judge. */
static gboolean
is_by_herself (const FwRecord *lesson)
{
  const char *form = fw_record_text (lesson, "form");

  return g_strcmp0 (form, "reading") == 0 || g_strcmp0 (form, "video") == 0;
}

static void
append_date (FwJsonWriter *writer, const char *member, gint32 day)
{
  if (day != FW_PROGRAMME_NO_DAY)
    fw_own_append_date (writer, member, day);
  else
    fw_json_member_text (writer, member, NULL);
}

static void
append_lesson (FwJsonWriter *writer, const FwRecord *lesson)
{
  fw_json_member_text (writer, "lesson", lesson != NULL ? fw_record_get_id (lesson) : NULL);
  fw_json_member_text (writer, "form", lesson != NULL ? fw_record_text (lesson, "form") : NULL);
  fw_json_member_text (writer, "link", lesson != NULL ? fw_record_text (lesson, "link") : NULL);
  fw_json_member_text (writer, "note", lesson != NULL ? fw_record_text (lesson, "note") : NULL);
  fw_json_member_number (
      writer, "minutes",
      lesson != NULL ? fw_record_get_number (lesson, fw_record_find (lesson, "minutes")) : NAN);
  fw_json_member_boolean (writer, "by_herself", lesson != NULL && is_by_herself (lesson));
}

static void
append_steps (FwJsonWriter *writer,
              FwProgrammeBoard *board,
              const FwRecord *programme,
              const FwProgrammeAnswer *answer,
              const FwProgrammeRow *row)
{
  const GPtrArray *steps = fw_programme_board_get_steps (board, fw_record_get_id (programme));

  for (guint i = 0; i < steps->len; i++)
    {
      const FwProgrammeCell *cell = &g_array_index (answer->cells, FwProgrammeCell, row->cells + i);
      g_autofree char *id = g_strdup_printf ("%s/%s", fw_record_get_id (row->trainee),
                                             fw_record_get_id (steps->pdata[i]));

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", id);
      fw_json_member_text (writer, "programme", fw_record_text (programme, "name"));
      fw_json_member_text (writer, "step", fw_record_text (steps->pdata[i], "name"));
      fw_json_member_text (writer, "what", fw_record_text (steps->pdata[i], "what"));
      fw_json_member_text (writer, "state", fw_step_state_to_name (cell->state));
      fw_json_member_boolean (writer, "next", cell->next);
      append_date (writer, "due", cell->due);
      append_date (writer, "day", cell->day);
      append_date (writer, "planned", cell->planned);
      append_lesson (writer, fw_programme_board_find_lesson (
                                 board, fw_record_text (steps->pdata[i], "lesson")));
      fw_json_writer_end_object (writer);
    }
}

static void
append_programmes (FwJsonWriter *writer, FwOwn *own, FwProgrammeBoard *board)
{
  const char *const person[] = { fw_record_get_id (own->person), NULL };
  const GPtrArray *programmes = fw_programme_board_get_programmes (board);

  fw_json_writer_key (writer, "steps");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < programmes->len; i++)
    {
      const FwProgrammeQuestion question = { .day = own->today,
                                             .scope = own->whole,
                                             .people = person,
                                             .programme = fw_record_get_id (programmes->pdata[i]) };
      g_autoptr (FwProgrammeAnswer) answer = fw_programme_board_ask (board, &question);

      for (guint k = 0; k < answer->rows->len; k++)
        {
          const FwProgrammeRow *row = &g_array_index (answer->rows, FwProgrammeRow, k);

          if (row->state != FW_TRAINEE_STOPPED)
            append_steps (writer, board, programmes->pdata[i], answer, row);
        }
    }
  fw_json_writer_end_array (writer);
}

/* What a trainer has told her, and no sooner. */
static gboolean
is_told (const FwRecord *result)
{
  return g_strcmp0 (fw_record_text (result, FW_KIND_STATE), "entered") != 0 &&
         fw_record_integer (result, "withdrawn") == 0;
}

static void
append_result (FwJsonWriter *writer, FwOwn *own, const FwRecord *result)
{
  g_autoptr (FwRecord) scheme =
      fw_records_get (own->records, own->whole, fw_kind_find ("certificate-scheme"),
                      fw_record_text (result, "scheme"), NULL);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (result));
  fw_own_append_date (writer, "day", (gint32) fw_record_integer (result, "day"));
  fw_json_member_text (writer, "exam",
                       scheme != NULL ? fw_record_text (scheme, "name")
                                      : fw_record_text (result, "scheme"));
  fw_json_member_text (writer, "outcome", fw_record_text (result, "outcome"));
  fw_json_member_number (writer, "mark",
                         fw_record_lacks (result, "mark")
                             ? NAN
                             : fw_record_get_number (result, fw_record_find (result, "mark")));
  append_date (writer, "resit",
               fw_record_lacks (result, "resit") ? FW_PROGRAMME_NO_DAY
                                                 : (gint32) fw_record_integer (result, "resit"));
  fw_json_member_text (writer, "plan", fw_record_text (result, "plan"));
  fw_json_writer_end_object (writer);
}

static gboolean
append_results (FwJsonWriter *writer, FwOwn *own, GError **error)
{
  const char *const people[] = { fw_record_get_id (own->person), NULL };
  const FwRecordCondition condition = { "person", FW_RECORD_IS, people };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.conditions = &condition;
  query.n_conditions = 1;
  query.order = "day";
  query.descending = TRUE;
  answer = fw_records_ask (own->records, own->whole, fw_kind_find ("exam-result"), &query, error);
  if (answer == NULL)
    return FALSE;
  fw_json_writer_key (writer, "results");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->records->len; i++)
    if (is_told (answer->records->pdata[i]))
      append_result (writer, own, answer->records->pdata[i]);
  fw_json_writer_end_array (writer);
  return TRUE;
}

void
fw_handle_own_learning (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autoptr (FwProgrammeBoard) board = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) json = NULL;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  board = fw_programme_keeper_get (fw_server_of (exchange)->programmes, &error);
  if (board == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = fw_own_begin_answer (&writer, &own);
  append_programmes (&writer, &own, board);
  if (!append_results (&writer, &own, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

/* ---- a lesson is done ---- */

static FwRecord *
make_result (FwOwn *own, const char *lesson, const char *account)
{
  g_autofree char *id = g_uuid_string_random ();
  FwRecord *record = fw_record_new (fw_kind_find ("lesson-result"), id);

  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "person", fw_record_get_id (own->person));
  fw_record_put_text (record, "lesson", lesson);
  fw_record_put_text (record, "signed", account);
  fw_record_set_integer (record, fw_record_find (record, "day"), own->today);
  return record;
}

static gboolean
write_result (FwExchange *exchange, FwOwn *own, GError **error)
{
  FwServer *server = fw_server_of (exchange);
  const char *id = fw_exchange_get_parameter (exchange, 0);
  const char *account = fw_scope_get_account (fw_exchange_get_scope (exchange));
  g_autoptr (FwRecord) lesson =
      fw_records_get (own->records, own->whole, fw_kind_find ("lesson"), id, error);
  g_autoptr (FwScope) scope = fw_scope_new (account, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  if (lesson == NULL)
    return FALSE;
  if (!is_by_herself (lesson))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                           "this lesson is judged by a trainer: only what is read or watched is "
                           "ticked by oneself");
      return FALSE;
    }
  record = make_result (own, id, account);
  if (!fw_records_put (own->records, scope, record, g_get_real_time (), error))
    return FALSE;
  fw_hub_tell_record (server->hub, record);
  fw_training_keeper_wake (server->training);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", fw_record_get_id (record));
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
  return TRUE;
}

void
fw_handle_own_lesson (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autoptr (GError) error = NULL;

  if (fw_exchange_check_query (exchange, (const char *const[]){ NULL }) &&
      fw_own_begin (exchange, &own) && !write_result (exchange, &own, &error))
    fw_exchange_reply_error (exchange, error);
}
