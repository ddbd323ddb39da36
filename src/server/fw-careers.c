/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-careers.h"

#include <math.h>
#include <string.h>

#include "server/fw-asked.h"
#include "server/fw-server-private.h"

/* ---- the question ---- */

void
fw_careers_clear (FwCareers *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_clear_pointer (&self->lists[i], g_strfreev);
  g_clear_pointer (&self->answer, fw_career_answer_free);
  g_clear_pointer (&self->board, fw_career_board_unref);
  g_clear_pointer (&self->scope, fw_scope_unref);
}

/* An agent is told of herself; what counts of her lies wherever she was when it was written. */
static void
set_scope (FwExchange *exchange, FwCareers *self)
{
  FwScope *scope = fw_exchange_get_scope (exchange);

  if (fw_scope_get_role (scope) == FW_ROLE_AGENT)
    {
      self->scope = fw_scope_new_administrator ();
      self->person[0] = fw_scope_get_person (scope) != NULL ? fw_scope_get_person (scope) : "";
      self->question.people = self->person;
    }
  else
    self->scope = fw_scope_ref (scope);
  self->question.scope = self->scope;
}

static void
read_lists (FwExchange *exchange, FwCareers *self)
{
  static const char *const names[] = { "site", "team", "person" };

  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), self->lists);
  self->question.sites = (const char *const *) self->lists[0];
  self->question.teams = (const char *const *) self->lists[1];
  if (self->question.people == NULL)
    self->question.people = (const char *const *) self->lists[2];
}

gboolean
fw_careers_begin (FwExchange *exchange, gboolean filtered, FwCareers *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (exchange != NULL && self != NULL, FALSE);

  self->board = fw_career_keeper_get (fw_server_of (exchange)->careers, &error);
  if (self->board == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return FALSE;
    }
  set_scope (exchange, self);
  if (filtered)
    read_lists (exchange, self);
  if (!fw_asked_read_day (exchange,
                          fw_competency_grid_get_directory (fw_career_board_get_grid (self->board)),
                          &self->question.day))
    return FALSE;
  self->answer = fw_career_board_ask (self->board, &self->question);
  return TRUE;
}

guint
fw_careers_find_step (const FwCareers *self, const char *id)
{
  const GArray *steps;

  g_return_val_if_fail (self != NULL && id != NULL, G_MAXUINT);

  steps = fw_career_board_get_steps (self->board);
  for (guint i = 0; i < steps->len; i++)
    if (g_str_equal (fw_record_get_id (g_array_index (steps, FwCareerStep, i).record), id))
      return i;
  return G_MAXUINT;
}

/* ---- the answer ---- */

void
fw_careers_append_day (FwJsonWriter *writer, const char *member, gint32 day)
{
  g_autofree char *text = NULL;

  g_return_if_fail (writer != NULL && member != NULL);

  /* What is further away than a century is no day that anybody plans for. */
  text = day != FW_CAREER_NO_DAY ? fw_date_format (day) : NULL;
  fw_json_member_text (writer, member, text);
}

static const FwRecord *
get_position (const FwCareers *self, guint position)
{
  const GArray *positions =
      fw_competency_grid_get_positions (fw_career_board_get_grid (self->board));

  return g_array_index (positions, FwGridPosition, position).record;
}

static const char *
name_position (const FwCareers *self, guint position)
{
  return fw_record_get_id (get_position (self, position));
}

static void
append_subjects (FwJsonWriter *writer,
                 const FwCareers *self,
                 const char *member,
                 FwCareerAsked asked,
                 const char *const *ids)
{
  fw_json_writer_key (writer, member);
  fw_json_writer_begin_array (writer);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", ids[i]);
      fw_json_member_text (writer, "name", fw_career_board_get_title (self->board, asked, ids[i]));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

void
fw_careers_append_step (FwJsonWriter *writer, const FwCareers *self, guint index)
{
  const FwCareerStep *step;

  g_return_if_fail (writer != NULL && self != NULL);

  step = &g_array_index (fw_career_board_get_steps (self->board), FwCareerStep, index);
  fw_json_member_text (writer, "id", fw_record_get_id (step->record));
  fw_json_member_text (writer, "from", name_position (self, step->from));
  fw_json_member_text (writer, "to", name_position (self, step->to));
  fw_json_member_text (writer, "ladder", step->vertical ? "vertical" : "horizontal");
  fw_json_member_integer (writer, "months", step->months);
  fw_json_member_number (writer, "readiness", step->readiness);
  fw_json_member_integer (writer, "courses", step->courses);
  fw_json_member_integer (writer, "cases", step->cases);
  append_subjects (writer, self, "certificates", FW_CAREER_CERTIFICATE, step->certificates);
  append_subjects (writer, self, "completed", FW_CAREER_COURSE, step->completed);
}

static void
append_demand (FwJsonWriter *writer, const FwCareers *self, const FwCareerDemand *demand)
{
  static const char *const verdicts[] = {
    [FW_CAREER_MET] = "met", [FW_CAREER_LACKING] = "lacking", [FW_CAREER_UNKNOWN] = "unknown"
  };
  const gboolean counted = demand->asked == FW_CAREER_COURSES || demand->asked == FW_CAREER_CASES;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "asked", fw_career_asked_to_name (demand->asked));
  fw_json_member_text (writer, "subject", demand->subject);
  fw_json_member_text (writer, "title",
                       demand->subject != NULL
                           ? fw_career_board_get_title (self->board, demand->asked, demand->subject)
                           : NULL);
  fw_json_member_number (writer, "low", demand->low);
  fw_json_member_number (writer, "high", demand->high);
  fw_json_member_number (writer, "wants", demand->wants);
  fw_json_member_number (writer, "recent", counted ? demand->recent : NAN);
  fw_json_member_text (writer, "verdict", verdicts[fw_career_demand_judge (demand)]);
  fw_careers_append_day (writer, "by", demand->by);
  fw_json_writer_end_object (writer);
}

void
fw_careers_append_row (FwJsonWriter *writer, const FwCareers *self, const FwCareerRow *row)
{
  FwDirectory *directory;
  const FwCareerStep *step;
  g_autofree char *id = NULL;

  g_return_if_fail (writer != NULL && self != NULL && row != NULL);

  directory = fw_competency_grid_get_directory (fw_career_board_get_grid (self->board));
  step = &g_array_index (fw_career_board_get_steps (self->board), FwCareerStep, row->step);
  id = g_strdup_printf ("%s/%s", fw_record_get_id (step->record), row->who.person);
  fw_json_member_text (writer, "id", id);
  fw_json_member_text (writer, "person", row->who.person);
  fw_json_member_text (writer, "name", row->who.name);
  fw_json_member_text (writer, "team", row->who.team);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (directory, "team", row->who.team));
  fw_json_member_text (writer, "step", fw_record_get_id (step->record));
  fw_json_member_text (writer, "to", name_position (self, step->to));
  fw_json_member_text (writer, "to_title", fw_record_text (get_position (self, step->to), "name"));
  fw_json_member_text (writer, "state", fw_career_state_to_name (row->standing.state));
  fw_json_member_boolean (writer, "priority", row->priority);
  fw_json_member_integer (writer, "met", row->standing.n_met);
  fw_json_member_integer (writer, "lacking", row->standing.n_lacking);
  fw_json_member_integer (writer, "unknown", row->standing.n_unknown);
  fw_careers_append_day (writer, "by", row->standing.by);
  fw_json_writer_key (writer, "demands");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < row->n; i++)
    append_demand (writer, self,
                   &g_array_index (self->answer->demands, FwCareerDemand, row->first + i));
  fw_json_writer_end_array (writer);
}
