/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET careers/{step}/{person}: the file of a candidate: what the step asks for, and every record
 * that says something about it. Records are read as whoever asks may read them. */
#include <math.h>
#include <string.h>

#include "server/fw-careers.h"
#include "server/fw-server-private.h"
#include "store/fw-record-query.h"

typedef struct
{
  FwExchange *exchange;
  FwCareers careers;
  const FwCareerRow *row;
  FwRecords *records;
} File;

static const FwCareerStep *
get_step (const File *self)
{
  return &g_array_index (fw_career_board_get_steps (self->careers.board), FwCareerStep,
                         self->row->step);
}

/* ---- what the post asks of competencies ---- */

static void
append_competencies (FwJsonWriter *writer, const File *self)
{
  const char *const people[] = { self->row->who.person, NULL };
  FwCompetencyGrid *grid = fw_career_board_get_grid (self->careers.board);
  const guint to = get_step (self)->to;
  const FwCompetencyQuestion question = { .day = self->careers.question.day,
                                          .scope = self->careers.scope,
                                          .people = people,
                                          .position = to };
  g_autoptr (FwCompetencyAnswer) answer = fw_competency_grid_ask (grid, &question);
  const GArray *requirements =
      g_array_index (fw_competency_grid_get_positions (grid), FwGridPosition, to).requirements;

  fw_json_writer_key (writer, "competencies");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; answer->rows->len == 1 && i < requirements->len; i++)
    {
      const FwRequirement *requirement = &g_array_index (requirements, FwRequirement, i);
      const FwCompetencyCell *cell =
          &g_array_index (answer->cells, FwCompetencyCell, requirement->competency);
      const FwRecord *record = g_array_index (fw_competency_grid_get_competencies (grid),
                                              FwGridCompetency, requirement->competency)
                                   .record;

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (record));
      fw_json_member_text (writer, "name", fw_record_text (record, "name"));
      fw_json_member_number (writer, "wants", requirement->level);
      fw_json_member_number (writer, "weight", requirement->weight);
      fw_json_member_number (writer, "level", cell->level);
      fw_json_member_number (writer, "shown", cell->shown);
      fw_careers_append_day (writer, "day", isnan (cell->shown) ? FW_CAREER_NO_DAY : cell->day);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* ---- the records ---- */

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  const FwRecord *x = *(FwRecord *const *) a, *y = *(FwRecord *const *) b;
  const gint64 order = fw_record_integer (y, "day") - fw_record_integer (x, "day");

  return order != 0 ? (order > 0 ? 1 : -1) : strcmp (fw_record_get_id (x), fw_record_get_id (y));
}

/* Returns: (transfer full): of the person, the latest first. */
static FwRecordAnswer *
ask (const File *self, const char *kind, GError **error)
{
  const char *const people[] = { self->row->who.person, NULL };
  const FwRecordCondition condition = { "person", FW_RECORD_IS, people };
  const FwRecordQuery query = { .conditions = &condition,
                                .n_conditions = 1,
                                .changed_since = -1,
                                .limit = FW_RECORD_QUERY_MAX_LIMIT };
  FwRecordAnswer *answer = fw_records_ask (self->records, fw_exchange_get_scope (self->exchange),
                                           fw_kind_find (kind), &query, error);

  if (answer != NULL && fw_kind_find_field (fw_kind_find (kind), "day") >= 0)
    g_ptr_array_sort (answer->records, compare_days);
  return answer;
}

static gboolean
is_listed (const char *const *ids, const char *id)
{
  return ids != NULL && id != NULL && g_strv_contains (ids, id);
}

/* Text of a field of which kinds have different ones. */
static const char *
find_text (const FwRecord *record, const char *field)
{
  return fw_kind_find_field (fw_record_get_kind (record), field) >= 0
             ? fw_record_text (record, field)
             : NULL;
}

static gboolean
is_asked_for (const File *self, const FwRecord *record)
{
  const char *competency = fw_record_text (record, "competency");
  FwCompetencyGrid *grid = fw_career_board_get_grid (self->careers.board);
  const GArray *competencies = fw_competency_grid_get_competencies (grid);

  for (guint i = 0; competency != NULL && i < competencies->len; i++)
    if (g_str_equal (fw_record_get_id (g_array_index (competencies, FwGridCompetency, i).record),
                     competency))
      return fw_competency_grid_find_requirement (grid, get_step (self)->to, i) != NULL;
  return FALSE;
}

/* Returns: (nullable): which demand a record says something about; NULL: none. */
static const char *
find_asked (const File *self, const FwRecord *record)
{
  const char *kind = fw_record_get_kind (record)->name;

  if (g_str_equal (kind, "evidence"))
    return is_asked_for (self, record) ? "readiness" : NULL;
  if (g_str_equal (kind, "work"))
    return g_strcmp0 (fw_record_text (record, "what"), "course") == 0 ? "courses" : "cases";
  if (g_str_equal (kind, "certificate-event"))
    return is_listed (get_step (self)->certificates, fw_record_text (record, "scheme"))
               ? "certificate"
               : NULL;
  return "award";
}

static const char *
find_title (const File *self, const FwRecord *record)
{
  const char *kind = fw_record_get_kind (record)->name;
  const char *competency = find_text (record, "competency");
  const GArray *competencies =
      fw_competency_grid_get_competencies (fw_career_board_get_grid (self->careers.board));

  if (g_str_equal (kind, "work"))
    return fw_record_text (record, "title");
  if (g_str_equal (kind, "certificate-event"))
    return fw_career_board_get_title (self->careers.board, FW_CAREER_CERTIFICATE,
                                      fw_record_text (record, "scheme"));
  if (g_str_equal (kind, "award"))
    return fw_record_text (record, "award");
  for (guint i = 0; i < competencies->len; i++)
    {
      const FwRecord *each = g_array_index (competencies, FwGridCompetency, i).record;

      if (g_strcmp0 (fw_record_get_id (each), competency) == 0)
        return fw_record_text (each, "name");
    }
  return competency;
}

static const char *
find_subject (const FwRecord *record)
{
  const char *kind = fw_record_get_kind (record)->name;

  return g_str_equal (kind, "evidence")            ? fw_record_text (record, "competency")
         : g_str_equal (kind, "certificate-event") ? fw_record_text (record, "scheme")
                                                   : NULL;
}

static void
append_piece (FwJsonWriter *writer, const File *self, const FwRecord *record)
{
  const char *asked = find_asked (self, record);
  const gboolean levels = fw_kind_find_field (fw_record_get_kind (record), "level") >= 0;

  if (asked == NULL)
    return;
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "asked", asked);
  fw_json_member_text (writer, "kind", fw_record_get_kind (record)->name);
  fw_json_member_text (writer, "id", fw_record_get_id (record));
  fw_json_member_text (writer, "subject", find_subject (record));
  fw_json_member_text (writer, "title", find_title (self, record));
  fw_careers_append_day (writer, "day", (gint32) fw_record_integer (record, "day"));
  fw_json_member_number (
      writer, "level",
      levels ? fw_record_get_number (
                   record, (guint) fw_kind_find_field (fw_record_get_kind (record), "level"))
             : NAN);
  fw_json_member_text (writer, "source", find_text (record, "source"));
  fw_json_member_text (writer, "event", find_text (record, "event"));
  fw_json_member_text (writer, "reason", find_text (record, "reason"));
  fw_json_member_text (writer, "where", find_text (record, "where"));
  fw_json_member_text (writer, "signed", find_text (record, "signed"));
  fw_json_member_boolean (writer, "withdrawn", fw_record_integer (record, "withdrawn") != 0);
  fw_json_writer_end_object (writer);
}

/* A course that was completed has no day of its own: the page opens the enrolment. */
static void
append_enrolment (FwJsonWriter *writer, const File *self, const FwRecord *record)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  const char *id = fw_record_text (record, "session");
  g_autoptr (FwRecord) session =
      id != NULL
          ? fw_records_get (self->records, whole, fw_kind_find ("training-session"), id, NULL)
          : NULL;
  const char *course = session != NULL ? fw_record_text (session, "course") : NULL;

  if (course == NULL || !is_listed (get_step (self)->completed, course) ||
      g_strcmp0 (fw_record_text (record, "result"), "completed") != 0)
    return;
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "asked", "course");
  fw_json_member_text (writer, "kind", "enrolment");
  fw_json_member_text (writer, "id", fw_record_get_id (record));
  fw_json_member_text (writer, "subject", course);
  fw_json_member_text (writer, "title",
                       fw_career_board_get_title (self->careers.board, FW_CAREER_COURSE, course));
  fw_careers_append_day (writer, "day",
                         (gint32) fw_record_integer (
                             session, fw_record_lacks (session, "last_day") ? "day" : "last_day"));
  fw_json_member_text (writer, "where", fw_record_text (session, "name"));
  fw_json_member_boolean (writer, "withdrawn", FALSE);
  fw_json_writer_end_object (writer);
}

static gboolean
append_pieces (FwJsonWriter *writer, const File *self, GError **error)
{
  static const char *const kinds[] = { "work", "certificate-event", "evidence", "award",
                                       "enrolment" };

  fw_json_writer_key (writer, "pieces");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (FwRecordAnswer) answer = ask (self, kinds[i], error);

      if (answer == NULL)
        return FALSE;
      for (guint j = 0; j < answer->records->len; j++)
        if (g_str_equal (kinds[i], "enrolment"))
          append_enrolment (writer, self, answer->records->pdata[j]);
        else
          append_piece (writer, self, answer->records->pdata[j]);
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}

/* ---- the answer ---- */

static void
reply (File *self)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *day = fw_date_format (self->careers.question.day);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "day", day);
  fw_json_member_integer (&writer, "pace_days", self->careers.answer->pace_days);
  fw_careers_append_row (&writer, &self->careers, self->row);
  append_competencies (&writer, self);
  if (!append_pieces (&writer, self, &error))
    {
      fw_exchange_reply_error (self->exchange, error);
      return;
    }
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (self->exchange, 200, g_steal_pointer (&json));
}

static const FwCareerRow *
find_row (const FwCareers *careers, guint step, const char *person)
{
  for (guint i = 0; i < careers->answer->rows->len; i++)
    {
      const FwCareerRow *row = &g_array_index (careers->answer->rows, FwCareerRow, i);

      if (row->step == step && g_str_equal (row->who.person, person))
        return row;
    }
  return NULL;
}

void
fw_handle_career_file (FwExchange *exchange)
{
  g_auto (FwCareers) careers = { NULL };
  File file = { .exchange = exchange,
                .records = fw_centre_get_records (fw_server_of (exchange)->centre) };

  if (!fw_exchange_check_query (exchange, (const char *const[]){ "day", NULL }) ||
      !fw_careers_begin (exchange, FALSE, &careers))
    return;
  file.row =
      find_row (&careers, fw_careers_find_step (&careers, fw_exchange_get_parameter (exchange, 0)),
                fw_exchange_get_parameter (exchange, 1));
  if (file.row == NULL)
    {
      fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL,
                        "there is no such step, or nobody of that id is before it");
      return;
    }
  file.careers = careers;
  reply (&file);
}
