/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET programmes: all there are with how many are in them; of one of them who stands where. */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"

typedef struct
{
  FwProgrammeBoard *board;
  FwProgrammeQuestion question;
  char **lists[3]; /* (nullable): site, team, person */
} Answer;

static void
clear_answer (Answer *self)
{
  g_clear_pointer (&self->board, fw_programme_board_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_clear_pointer (&self->lists[i], g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static void
append_day (FwJsonWriter *writer, const char *member, gint32 day)
{
  g_autofree char *text = day != FW_PROGRAMME_NO_DAY ? fw_date_format (day) : NULL;

  fw_json_member_text (writer, member, text);
}

/* ---- pass rates ---- */

static void
append_share (FwJsonWriter *writer, const char *member, FwShare share)
{
  const FwInterval interval = fw_interval_wilson (share.k, share.n);

  fw_json_writer_key (writer, member);
  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "k", (gint64) share.k);
  fw_json_member_integer (writer, "n", (gint64) share.n);
  fw_json_member_number (writer, "low", share.n > 0 ? interval.low : NAN);
  fw_json_member_number (writer, "high", share.n > 0 ? interval.high : NAN);
  fw_json_writer_end_object (writer);
}

static void
append_rates (FwJsonWriter *writer, const FwCohort *cohort, double target)
{
  static const char *const verdicts[] = { [FW_SHARE_REACHED] = "reached",
                                          [FW_SHARE_MISSED] = "missed",
                                          [FW_SHARE_CANNOT_TELL] = "cannot-tell" };
  const FwPassRates rates = fw_cohort_count (cohort);

  fw_json_member_integer (writer, "enrolled", cohort->enrolled);
  fw_json_member_integer (writer, "withdrawn", cohort->withdrawn);
  append_share (writer, "first_time", rates.first_time);
  append_share (writer, "final", rates.final);
  append_share (writer, "of_enrolled", rates.of_enrolled);
  fw_json_member_text (writer, "verdict",
                       isnan (target) ? NULL : verdicts[fw_share_judge (rates.final, target)]);
}

/* ---- programmes ---- */

static double
get_target (const FwRecord *programme)
{
  return fw_record_lacks (programme, "pass_target")
             ? NAN
             : fw_record_get_number (programme, fw_record_find (programme, "pass_target")) / 100;
}

static void
append_steps (FwJsonWriter *writer, FwProgrammeBoard *board, const char *programme)
{
  const GPtrArray *steps = fw_programme_board_get_steps (board, programme);

  fw_json_writer_key (writer, "steps");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < steps->len; i++)
    {
      const FwRecord *step = steps->pdata[i];
      const FwRecord *lesson =
          fw_programme_board_find_lesson (board, fw_record_text (step, "lesson"));

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (step));
      fw_json_member_text (writer, "name", fw_record_text (step, "name"));
      fw_json_member_text (writer, "what", fw_record_text (step, "what"));
      fw_json_member_text (writer, "form", lesson != NULL ? fw_record_text (lesson, "form") : NULL);
      fw_json_member_text (writer, "lesson", fw_record_text (step, "lesson"));
      fw_json_member_text (writer, "course", fw_record_text (step, "course"));
      fw_json_member_text (writer, "scheme", fw_record_text (step, "scheme"));
      fw_json_member_integer (writer, "by_day", fw_record_integer (step, "by_day"));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_counts (FwJsonWriter *writer, const FwProgrammeAnswer *answer)
{
  guint counts[FW_N_TRAINEE_STATES] = { 0 };

  for (guint i = 0; i < answer->rows->len; i++)
    counts[g_array_index (answer->rows, FwProgrammeRow, i).state]++;
  fw_json_writer_key (writer, "counts");
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < FW_N_TRAINEE_STATES; i++)
    fw_json_member_integer (writer, fw_trainee_state_to_name ((FwTraineeState) i), counts[i]);
  fw_json_writer_end_object (writer);
}

static void
append_programme (FwJsonWriter *writer, Answer *self, const FwRecord *programme)
{
  FwProgrammeQuestion question = self->question;
  g_autoptr (FwProgrammeAnswer) answer = NULL;

  question.programme = fw_record_get_id (programme);
  answer = fw_programme_board_ask (self->board, &question);
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (programme));
  fw_json_member_text (writer, "name", fw_record_text (programme, "name"));
  fw_json_member_text (writer, "audience", fw_record_text (programme, "audience"));
  fw_json_member_integer (writer, "days", fw_record_integer (programme, "days"));
  fw_json_member_boolean (writer, "gates", fw_record_integer (programme, "gates") != 0);
  fw_json_member_number (writer, "target", get_target (programme));
  fw_json_member_text (writer, "repeats", fw_record_text (programme, "repeats"));
  append_counts (writer, answer);
  append_steps (writer, self->board, fw_record_get_id (programme));
  fw_json_writer_end_object (writer);
}

/* ---- one of them ---- */

static void
append_cells (FwJsonWriter *writer, const FwProgrammeAnswer *answer, guint first, guint n)
{
  fw_json_writer_key (writer, "cells");
  fw_json_writer_begin_array (writer);
  for (guint i = first; i < first + n; i++)
    {
      const FwProgrammeCell *cell = &g_array_index (answer->cells, FwProgrammeCell, i);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "state", fw_step_state_to_name (cell->state));
      append_day (writer, "day", cell->day);
      append_day (writer, "due", cell->due);
      append_day (writer, "planned", cell->planned);
      fw_json_member_boolean (writer, "next", cell->next);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_row (FwJsonWriter *writer,
            Answer *self,
            const FwProgrammeAnswer *answer,
            const FwProgrammeRow *row,
            guint n_steps)
{
  FwDirectory *directory = fw_programme_board_get_directory (self->board);
  const char *mentor = fw_record_text (row->trainee, "mentor");

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (row->trainee));
  fw_json_member_text (writer, "person", row->who.person);
  fw_json_member_text (writer, "name", row->who.name);
  fw_json_member_text (writer, "team", row->who.team);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (directory, "team", row->who.team));
  fw_json_member_text (writer, "mentor_name",
                       mentor != NULL ? fw_directory_get_title (directory, "person", mentor)
                                      : NULL);
  append_day (writer, "since", row->since);
  fw_json_member_text (writer, "state", fw_trainee_state_to_name (row->state));
  fw_json_member_integer (writer, "done", row->done);
  fw_json_member_integer (writer, "late", row->late);
  append_day (writer, "passed", row->passed);
  fw_json_member_number (writer, "mark",
                         row->mark.state == FW_COMPOSITE_PASS ||
                                 row->mark.state == FW_COMPOSITE_FAIL
                             ? (double) row->mark.mark / FW_EXACT_ONE
                             : NAN);
  append_cells (writer, answer, row->cells, n_steps);
  fw_json_writer_end_object (writer);
}

static void
append_cohorts (FwJsonWriter *writer, const FwProgrammeAnswer *answer, double target)
{
  fw_json_writer_key (writer, "cohorts");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->cohorts->len; i++)
    {
      const FwProgrammeCohort *cohort = &g_array_index (answer->cohorts, FwProgrammeCohort, i);

      fw_json_writer_begin_object (writer);
      append_day (writer, "month", cohort->month);
      append_rates (writer, &cohort->cohort, target);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "trend");
  fw_json_writer_begin_object (writer);
  fw_json_member_number (writer, "slope", answer->trend.slope);
  fw_json_member_number (writer, "p", answer->trend.p);
  fw_json_writer_end_object (writer);
}

static const FwRecord *
find_programme (FwProgrammeBoard *board, const char *id)
{
  const GPtrArray *programmes = fw_programme_board_get_programmes (board);

  for (guint i = 0; i < programmes->len; i++)
    if (g_strcmp0 (fw_record_get_id (programmes->pdata[i]), id) == 0)
      return programmes->pdata[i];
  return NULL;
}

static gboolean
append_one (FwExchange *exchange, GString *json, FwJsonWriter *writer, Answer *self)
{
  const FwRecord *programme = find_programme (self->board, self->question.programme);
  const guint n_steps = fw_programme_board_get_steps (self->board, self->question.programme)->len;
  g_autoptr (FwProgrammeAnswer) answer = fw_programme_board_ask (self->board, &self->question);
  const double target = get_target (programme);

  fw_json_writer_key (writer, "rates");
  fw_json_writer_begin_object (writer);
  append_rates (writer, &answer->cohort, target);
  fw_json_writer_end_object (writer);
  append_cohorts (writer, answer, target);
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      append_row (writer, self, answer, &g_array_index (answer->rows, FwProgrammeRow, i), n_steps);
      if (!fw_exchange_check_size (exchange, json, "ask for one team"))
        return FALSE;
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}

/* ---- the route ---- */

static gboolean
read_question (FwExchange *exchange, Answer *self)
{
  static const char *const names[] = { "site", "team", "person" };

  self->question.scope = fw_exchange_get_scope (exchange);
  self->question.programme = fw_exchange_get_query (exchange, "programme");
  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), self->lists);
  self->question.sites = (const char *const *) self->lists[0];
  self->question.teams = (const char *const *) self->lists[1];
  self->question.people = (const char *const *) self->lists[2];
  if (!fw_asked_read_day (exchange, fw_programme_board_get_directory (self->board),
                          &self->question.day))
    return FALSE;
  if (self->question.programme == NULL ||
      find_programme (self->board, self->question.programme) != NULL)
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "programme",
                    "programme: expected the id of a programme; there is no “%s”",
                    self->question.programme);
  return FALSE;
}

static void
reply (FwExchange *exchange, Answer *self)
{
  const GPtrArray *programmes = fw_programme_board_get_programmes (self->board);
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  append_day (&writer, "day", self->question.day);
  fw_json_writer_key (&writer, "programmes");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < programmes->len; i++)
    append_programme (&writer, self, programmes->pdata[i]);
  fw_json_writer_end_array (&writer);
  if (self->question.programme != NULL && !append_one (exchange, json, &writer, self))
    return;
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_programmes (FwExchange *exchange)
{
  static const char *const known[] = { "day", "site", "team", "person", "programme", NULL };
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, known))
    return;
  answer.board = fw_programme_keeper_get (fw_server_of (exchange)->programmes, &error);
  if (answer.board == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (read_question (exchange, &answer))
    reply (exchange, &answer);
}
