/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET competitions, and one of them: the calls for posts that somebody runs, or is of the panel
 * of; who applied, how each stands before the step to the post, and what the panel gave, told to
 * nobody as long as one of it has a mark to give. */
#include <math.h>

#include "core/people/fw-competition.h"
#include "server/fw-careers.h"
#include "server/fw-competitions.h"
#include "server/fw-own.h"
#include "server/fw-server-private.h"

#define RUNS (FW_ROLE_HR | FW_ROLE_ADMINISTRATOR)

/* Who asks. */
typedef struct
{
  FwRecords *records;
  FwScope *scope, *whole;
  FwDirectory *directory;
  char *person; /* (nullable) */
  gboolean runs;
  gint64 now;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->person, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
reader_begin (Reader *self, FwExchange *exchange, GError **error)
{
  self->records = fw_server_of (exchange)->records;
  self->scope = fw_exchange_get_scope (exchange);
  self->whole = fw_scope_new_administrator ();
  self->now = g_get_real_time ();
  self->runs = (fw_scope_get_role (self->scope) & RUNS) != 0;
  self->person =
      fw_competition_find_person (self->records, self->whole, fw_scope_get_account (self->scope));
  self->directory = fw_records_get_directory (self->records, error);
  return self->directory != NULL;
}

/* Whoever runs it within her sites sees all of it; of the panel it is seen when it is called. */
static gboolean
runs_call (const Reader *self, const FwRecord *call)
{
  return self->runs && fw_record_is_allowed (call, self->scope);
}

static gboolean
sees (const Reader *self, const FwRecord *call)
{
  return runs_call (self, call) ||
         (self->person != NULL && !fw_competition_is_in (call, "draft") &&
          g_strv_contains (fw_competition_get_panel (call), self->person));
}

static void
append_name (
    FwJsonWriter *writer, const Reader *self, const char *member, const char *kind, const char *id)
{
  fw_competition_append_name (writer, self->records, self->whole, member, kind, id);
}

/* ---- a call ---- */

static void
append_counts (FwJsonWriter *writer, const FwCompetition *call, const Reader *self)
{
  fw_json_member_integer (writer, "applied",
                          call->applications->len - fw_competition_count (call->applications,
                                                                          "withdrawn closed", NULL,
                                                                          NULL));
  fw_json_member_integer (
      writer, "chosen",
      fw_competition_count (call->applications, "chosen chosen-told", NULL, NULL));
  fw_json_member_integer (writer, "asked",
                          fw_competition_count (call->scores, "asked", NULL, NULL));
  fw_json_member_integer (writer, "handed_in",
                          fw_competition_count (call->scores, "handed-in", NULL, NULL));
  fw_json_member_integer (
      writer, "yours",
      fw_competition_count (call->scores, "asked", "account", fw_scope_get_account (self->scope)));
}

static void
append_call (FwJsonWriter *writer, const FwCompetition *call, const Reader *self)
{
  const FwRecord *record = call->call;
  const gboolean runs = runs_call (self, record);

  fw_json_member_text (writer, "id", fw_record_get_id (record));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (record));
  fw_json_member_text (writer, "name", fw_record_text (record, "name"));
  fw_json_member_text (writer, "state", fw_record_text (record, FW_KIND_STATE));
  fw_json_member_text (writer, "post", fw_record_text (record, "post"));
  append_name (writer, self, "post_name", "position", fw_record_text (record, "post"));
  append_name (writer, self, "site_name", "site", fw_record_text (record, "site"));
  fw_json_member_text (writer, "quarter", fw_record_text (record, "quarter"));
  fw_json_member_integer (writer, "places", fw_record_integer (record, "places"));
  fw_own_append_date (writer, "until", (gint32) fw_record_integer (record, "until"));
  fw_json_member_text (writer, "reason", fw_record_text (record, "reason"));
  fw_json_member_text (writer, "note", fw_record_text (record, "note"));
  fw_json_member_boolean (writer, "runs", runs);
  fw_json_member_text (writer, "obstacle",
                       runs ? fw_competition_find_obstacle (call, self->now) : NULL);
  append_counts (writer, call, self);
}

static gboolean
append_calls (FwJsonWriter *writer, const Reader *self, GError **error)
{
  g_autoptr (GPtrArray) calls =
      fw_records_list (self->records, self->whole, fw_kind_find (FW_COMPETITIONS), error);

  if (calls == NULL)
    return FALSE;
  g_ptr_array_sort (calls, fw_competition_compare);
  fw_json_writer_key (writer, "calls");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < calls->len; i++)
    {
      g_auto (FwCompetition) call = { NULL };

      if (!sees (self, calls->pdata[i]))
        continue;
      if (!fw_competition_load (&call, self->records, self->whole,
                                fw_record_get_id (calls->pdata[i]), error))
        return FALSE;
      fw_json_writer_begin_object (writer);
      append_call (writer, &call, self);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}

void
fw_handle_competitions (FwExchange *exchange)
{
  g_auto (Reader) self = { NULL };
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *quarter = NULL;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  if (reader_begin (&self, exchange, &error))
    {
      quarter = fw_quarter_format (
          fw_zone_get_day (fw_directory_get_default_site (self.directory)->zone, self.now));
      fw_json_member_text (&writer, "quarter", quarter);
      if (append_calls (&writer, &self, &error))
        {
          fw_json_writer_end_object (&writer);
          fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
          return;
        }
    }
  fw_exchange_reply_error (exchange, error);
}

/* ---- who applied ---- */

typedef struct
{
  const Reader *reader;
  FwCompetition call;
  FwPanel panel;
  FwCareers careers; /* of those who applied */
  GPtrArray *people;
  gboolean runs, told;
} Whole;

static void
whole_clear (Whole *self)
{
  fw_careers_clear (&self->careers);
  fw_panel_clear (&self->panel);
  fw_competition_clear (&self->call);
  g_clear_pointer (&self->people, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Whole, whole_clear)

/* Everybody is looked at on the same day: the last one to apply, or now. */
static gboolean
load_careers (Whole *self, FwExchange *exchange, GError **error)
{
  FwCareers *careers = &self->careers;
  const FwSiteEntry *site =
      fw_directory_find_site (self->reader->directory, fw_record_text (self->call.call, "site"));

  careers->board = fw_career_keeper_get (fw_server_of (exchange)->careers, error);
  if (careers->board == NULL)
    return FALSE;
  self->people = g_ptr_array_new ();
  for (guint i = 0; i < self->call.applications->len; i++)
    g_ptr_array_add (self->people,
                     (gpointer) fw_record_text (self->call.applications->pdata[i], "person"));
  g_ptr_array_add (self->people, NULL);
  careers->scope = fw_scope_ref (self->reader->whole);
  careers->question = (FwCareerQuestion){ .scope = careers->scope,
                                          .people = (const char *const *) self->people->pdata };
  careers->question.day = fw_zone_get_day (
      (site != NULL ? site : fw_directory_get_default_site (self->reader->directory))->zone,
      self->reader->now);
  careers->question.day =
      MIN (careers->question.day, (gint32) fw_record_integer (self->call.call, "until"));
  careers->answer = fw_career_board_ask (careers->board, &careers->question);
  return TRUE;
}

/* How she stands before the step that leads to the post; nothing where none leads there from hers.
 */
static void
append_standing (FwJsonWriter *writer, const Whole *self, const char *person)
{
  const GArray *steps = fw_career_board_get_steps (self->careers.board);
  const GArray *rows = self->careers.answer->rows;

  fw_json_writer_key (writer, "standing");
  for (guint i = 0; i < rows->len; i++)
    {
      const FwCareerRow *row = &g_array_index (rows, FwCareerRow, i);
      const FwRecord *step = g_array_index (steps, FwCareerStep, row->step).record;

      if (!g_str_equal (row->who.person, person) ||
          g_strcmp0 (fw_record_text (step, "to"), fw_record_text (self->call.call, "post")) != 0)
        continue;
      fw_json_writer_begin_object (writer);
      fw_careers_append_row (writer, &self->careers, row);
      fw_json_writer_end_object (writer);
      return;
    }
  fw_json_writer_null (writer);
}

static void
append_marks (FwJsonWriter *writer, const Whole *self, const FwRecord *application)
{
  fw_json_writer_key (writer, "marks");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; self->told && i < self->call.scores->len; i++)
    {
      const FwRecord *score = self->call.scores->pdata[i];

      if (!fw_competition_is_in (score, "handed-in") ||
          g_strcmp0 (fw_record_text (score, "application"), fw_record_get_id (application)) != 0)
        continue;
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "member", fw_record_text (score, "member"));
      append_name (writer, self->reader, "name", "person", fw_record_text (score, "member"));
      fw_json_member_number (writer, "mark",
                             fw_record_get_number (score, fw_record_find (score, "mark")));
      fw_json_member_text (writer, "note", fw_record_text (score, "note"));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* What is hers to give, or what she gave. */
static void
append_own_score (FwJsonWriter *writer, const Whole *self, const FwRecord *application)
{
  fw_json_writer_key (writer, "score");
  for (guint i = 0; i < self->call.scores->len; i++)
    {
      const FwRecord *score = self->call.scores->pdata[i];

      if (g_strcmp0 (fw_record_text (score, "application"), fw_record_get_id (application)) != 0 ||
          g_strcmp0 (fw_record_text (score, "account"),
                     fw_scope_get_account (self->reader->scope)) != 0)
        continue;
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (score));
      fw_json_member_integer (writer, "revision", fw_record_get_revision (score));
      fw_json_member_text (writer, "state", fw_record_text (score, FW_KIND_STATE));
      fw_json_member_number (writer, "mark",
                             fw_record_get_number (score, fw_record_find (score, "mark")));
      fw_json_member_text (writer, "note", fw_record_text (score, "note"));
      fw_json_writer_end_object (writer);
      return;
    }
  fw_json_writer_null (writer);
}

static void
append_figures (FwJsonWriter *writer, const Whole *self, guint index)
{
  const FwPanelApplicant *one = &self->panel.applicants[index];
  const gboolean any = self->told && one->n > 0;

  fw_json_member_integer (writer, "n", any ? one->n : 0);
  fw_json_member_number (writer, "raw", any ? one->raw : NAN);
  fw_json_member_number (writer, "fair", any ? one->fair : NAN);
  fw_json_member_number (writer, "error", any ? one->error : NAN);
  fw_json_member_number (writer, "low", any ? one->interval.low : NAN);
  fw_json_member_number (writer, "high", any ? one->interval.high : NAN);
  fw_json_member_integer (writer, "above", any ? one->above : 0);
  fw_json_member_integer (writer, "below", any ? one->below : 0);
}

/* What is between her and HR the panel does not read: what was said back, and an appeal. */
static void
append_applicant (FwJsonWriter *writer, const Whole *self, guint index)
{
  const FwRecord *application = self->call.applications->pdata[index];
  const char *person = fw_record_text (application, "person");

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (application));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (application));
  fw_json_member_text (writer, "person", person);
  append_name (writer, self->reader, "name", "person", person);
  append_name (writer, self->reader, "team_name", "team", fw_record_text (application, "team"));
  fw_json_member_text (writer, "state", fw_record_text (application, FW_KIND_STATE));
  fw_json_member_text (writer, "motivation", fw_record_text (application, "motivation"));
  fw_json_member_text (writer, "feedback",
                       self->runs ? fw_record_text (application, "feedback") : NULL);
  fw_json_member_text (writer, "appeal",
                       self->runs ? fw_record_text (application, "appeal") : NULL);
  append_standing (writer, self, person);
  append_own_score (writer, self, application);
  append_marks (writer, self, application);
  append_figures (writer, self, index);
  fw_json_writer_end_object (writer);
}

static void
append_applicants (FwJsonWriter *writer, const Whole *self)
{
  fw_json_writer_key (writer, "applicants");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->call.applications->len; i++)
    {
      const FwRecord *application = self->call.applications->pdata[i];

      /* Of the panel whoever came before it. */
      if (self->runs || fw_competition_count (self->call.scores, "asked handed-in", "application",
                                              fw_record_get_id (application)) > 0)
        append_applicant (writer, self, i);
    }
  fw_json_writer_end_array (writer);
}

static void
append_panel (FwJsonWriter *writer, const Whole *self)
{
  const char *const *panel = fw_competition_get_panel (self->call.call);

  fw_json_writer_key (writer, "panel");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; panel[i] != NULL; i++)
    {
      const FwPanelMember *one = &self->panel.members[i];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "person", panel[i]);
      append_name (writer, self->reader, "name", "person", panel[i]);
      fw_json_member_integer (
          writer, "asked", fw_competition_count (self->call.scores, "asked", "member", panel[i]));
      fw_json_member_integer (
          writer, "handed_in",
          fw_competition_count (self->call.scores, "handed-in", "member", panel[i]));
      fw_json_member_number (writer, "lenience", self->told ? one->lenience : NAN);
      fw_json_member_number (writer, "error", self->told ? one->error : NAN);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
reply_whole (FwExchange *exchange, const Whole *self)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  append_call (&writer, &self->call, self->reader);
  fw_own_append_date (&writer, "as_of", self->careers.question.day);
  fw_json_member_boolean (&writer, "told", self->told);
  fw_json_member_boolean (&writer, "connected", self->told && self->panel.connected);
  fw_json_member_integer (&writer, "freedom", self->told ? self->panel.freedom : 0);
  append_panel (&writer, self);
  append_applicants (&writer, self);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_competition (FwExchange *exchange)
{
  g_auto (Reader) reader = { NULL };
  g_auto (Whole) self = { NULL };
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  self.reader = &reader;
  if (!reader_begin (&reader, exchange, &error) ||
      !fw_competition_load (&self.call, reader.records, reader.whole,
                            fw_exchange_get_parameter (exchange, 0), &error))
    fw_exchange_reply_error (exchange, error);
  else if (!sees (&reader, self.call.call))
    fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL, "there is no competition of that id");
  else if (!load_careers (&self, exchange, &error))
    fw_exchange_reply_error (exchange, error);
  else
    {
      self.runs = runs_call (&reader, self.call.call);
      self.told = fw_competition_is_told (&self.call);
      fw_competition_judge (&self.call, &self.panel);
      reply_whole (exchange, &self);
    }
}
