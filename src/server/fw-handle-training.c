/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET training: sessions with seats taken and waiting; of one session or person who is in it. */
#include <string.h>

#include "core/people/fw-training-rules.h"
#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"
#include "store/fw-record-query.h"

#define MOST_SESSIONS 500
/* Without a first or a last day: two weeks back, whose attendance may be open, and eight on. */
#define BEFORE 14
#define DAYS 56

typedef struct
{
  FwExchange *exchange;
  FwRecords *records;
  FwScope *scope; /* of who asks */
  FwScope *whole; /* seats are counted of everybody */
  FwDirectory *directory;
  gint32 today, from, to;
  const char *session, *person; /* (nullable) */
  char **sites;                 /* (nullable) */
  GPtrArray *sessions;          /* FwRecord */
  GPtrArray *enrolments;        /* FwRecord: of the sessions */
  gboolean more;
} Answer;

static void
clear_answer (Answer *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_strfreev (self->sites);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_pointer (&self->enrolments, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

/* ---- the question ---- */

static gboolean
read_date (FwExchange *exchange, const char *name, gint32 *day)
{
  const char *text = fw_exchange_get_query (exchange, name);

  if (text == NULL || fw_date_parse (fw_text (text), day))
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, name, "%s: expected a date such as 2026-11-21",
                    name);
  return FALSE;
}

static gboolean
read_question (FwExchange *exchange, Answer *self)
{
  static const char *const sites[] = { "site" };

  if (!fw_asked_read_day (exchange, self->directory, &self->today))
    return FALSE;
  self->from = self->today - BEFORE;
  if (!read_date (exchange, "from", &self->from))
    return FALSE;
  self->to = MAX (self->from, self->today) + DAYS;
  self->session = fw_exchange_get_query (exchange, "session");
  self->person = fw_exchange_get_query (exchange, "person");
  fw_asked_read_lists (exchange, sites, 1, &self->sites);
  return read_date (exchange, "to", &self->to);
}

/* ---- reading ---- */

static FwRecordAnswer *
ask (Answer *self,
     FwScope *scope,
     const char *kind,
     const FwRecordCondition *conditions,
     guint n,
     const char *order,
     GError **error)
{
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = n;
  query.order = order;
  query.limit = order != NULL ? MOST_SESSIONS : 0;
  return fw_records_ask (self->records, scope, fw_kind_find (kind), &query, error);
}

static void
take_session (Answer *self, FwRecord *session)
{
  if (self->sites == NULL ||
      g_strv_contains ((const char *const *) self->sites, fw_record_text (session, "site")))
    g_ptr_array_add (self->sessions, fw_record_ref (session));
}

static gboolean
read_days (Answer *self, GError **error)
{
  g_autofree char *from = fw_date_format (self->from), *to = fw_date_format (self->to);
  const char *const least[] = { from, NULL }, *const most[] = { to, NULL };
  const FwRecordCondition conditions[] = { { "last_day", FW_RECORD_AT_LEAST, least },
                                           { "day", FW_RECORD_AT_MOST, most } };
  g_autoptr (FwRecordAnswer) answer =
      ask (self, self->scope, "training-session", conditions, 2, "day", error);

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->records->len; i++)
    take_session (self, answer->records->pdata[i]);
  self->more = answer->next != NULL;
  return TRUE;
}

static gboolean
read_session (Answer *self, const char *id, GError **error)
{
  g_autoptr (FwRecord) session =
      fw_records_get (self->records, self->scope, fw_kind_find ("training-session"), id, error);

  if (session == NULL)
    return FALSE;
  take_session (self, session);
  return TRUE;
}

/* Those that somebody was ever enrolled in, as far as the reader sees her and them. */
static gboolean
read_of_person (Answer *self, GError **error)
{
  const char *const person[] = { self->person, NULL };
  const FwRecordCondition condition = { "person", FW_RECORD_IS, person };
  g_autoptr (FwRecordAnswer) answer =
      ask (self, self->scope, "enrolment", &condition, 1, NULL, error);

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->records->len; i++)
    read_session (self, fw_record_text (answer->records->pdata[i], "session"), NULL);
  return TRUE;
}

static gboolean
read_enrolments (Answer *self, GError **error)
{
  for (guint from = 0; from < self->sessions->len; from += FW_RECORD_QUERY_MAX_VALUES)
    {
      const guint n = MIN (self->sessions->len - from, FW_RECORD_QUERY_MAX_VALUES);
      g_autofree const char **ids = g_new0 (const char *, n + 1);
      const FwRecordCondition condition = { "session", FW_RECORD_IS, ids };
      g_autoptr (FwRecordAnswer) answer = NULL;

      for (guint i = 0; i < n; i++)
        ids[i] = fw_record_get_id (self->sessions->pdata[from + i]);
      answer = ask (self, self->whole, "enrolment", &condition, 1, NULL, error);
      if (answer == NULL)
        return FALSE;
      for (guint i = 0; i < answer->records->len; i++)
        g_ptr_array_add (self->enrolments, fw_record_ref (answer->records->pdata[i]));
    }
  return TRUE;
}

/* ---- the answer ---- */

static void
write_date (FwJsonWriter *writer, const char *key, gint64 day)
{
  g_autofree char *text = fw_date_format ((gint32) day);

  fw_json_member_text (writer, key, text);
}

static void
write_time (FwJsonWriter *writer, const char *key, gint64 minutes)
{
  g_autofree char *text = g_strdup_printf ("%02d:%02d", (int) (minutes / 60), (int) (minutes % 60));

  fw_json_member_text (writer, key, text);
}

static FwRecord *
get_course (Answer *self, const FwRecord *session)
{
  return fw_records_get (self->records, self->whole, fw_kind_find ("course"),
                         fw_record_text (session, "course"), NULL);
}

static void
write_counts (FwJsonWriter *writer, Answer *self, const FwRecord *session)
{
  guint taken = 0, waiting = 0, attended = 0, absent = 0, completed = 0;

  for (guint i = 0; i < self->enrolments->len; i++)
    {
      const FwRecord *enrolment = self->enrolments->pdata[i];
      const char *state = fw_record_text (enrolment, FW_KIND_STATE);

      if (strcmp (fw_record_text (enrolment, "session"), fw_record_get_id (session)) != 0)
        continue;
      taken += fw_training_has_seat (enrolment);
      waiting += g_strcmp0 (state, "waiting") == 0 && !fw_training_has_seat (enrolment);
      attended += g_strcmp0 (state, "attended") == 0;
      absent += g_strcmp0 (state, "absent") == 0;
      completed += g_strcmp0 (fw_record_text (enrolment, "result"), "completed") == 0;
    }
  fw_json_member_integer (writer, "taken", taken);
  fw_json_member_integer (writer, "waiting", waiting);
  fw_json_member_integer (writer, "attended", attended);
  fw_json_member_integer (writer, "absent", absent);
  fw_json_member_integer (writer, "completed", completed);
}

static void
write_course (FwJsonWriter *writer, const FwRecord *session, const FwRecord *course)
{
  fw_json_member_text (writer, "course", fw_record_text (session, "course"));
  fw_json_member_text (writer, "course_title",
                       fw_record_text (course != NULL ? course : session, "name"));
  fw_json_member_text (writer, "programme",
                       course != NULL ? fw_record_text (course, "programme") : NULL);
  fw_json_member_text (writer, "competency",
                       course != NULL ? fw_record_text (course, "competency") : NULL);
  fw_json_member_text (writer, "scheme", course != NULL ? fw_record_text (course, "scheme") : NULL);
}

static void
write_session (FwJsonWriter *writer, Answer *self, const FwRecord *session)
{
  g_autoptr (FwRecord) course = get_course (self, session);
  const char *trainer = fw_record_text (session, "trainer");

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (session));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (session));
  fw_json_member_text (writer, "name", fw_record_text (session, "name"));
  fw_json_member_text (writer, "state", fw_record_text (session, FW_KIND_STATE));
  write_course (writer, session, course);
  fw_json_member_text (writer, "site", fw_record_text (session, "site"));
  write_date (writer, "day", fw_record_integer (session, "day"));
  write_date (writer, "last_day", fw_record_integer (session, "last_day"));
  write_time (writer, "begins", fw_record_integer (session, "begins"));
  write_time (writer, "ends", fw_record_integer (session, "ends"));
  fw_json_member_text (writer, "trainer", trainer);
  fw_json_member_text (writer, "trainer_name",
                       trainer != NULL ? fw_directory_get_title (self->directory, "person", trainer)
                                       : NULL);
  fw_json_member_text (writer, "place", fw_record_text (session, "place"));
  fw_json_member_integer (writer, "seats", fw_training_get_seats (session, course));
  write_counts (writer, self, session);
  fw_json_writer_end_object (writer);
}

/* The last exam that was sat in the session. */
static void
write_exam (FwJsonWriter *writer, GPtrArray *results, const FwRecord *enrolment)
{
  const FwRecord *last = NULL;

  for (guint i = 0; i < results->len; i++)
    {
      const FwRecord *result = results->pdata[i];

      if (g_strcmp0 (fw_record_text (result, "person"), fw_record_text (enrolment, "person")) ==
              0 &&
          fw_record_integer (result, "withdrawn") == 0 &&
          (last == NULL || fw_record_integer (result, "day") >= fw_record_integer (last, "day")))
        last = result;
    }
  fw_json_writer_key (writer, "exam");
  if (last == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (last));
  fw_json_member_text (writer, "outcome", fw_record_text (last, "outcome"));
  fw_json_member_number (writer, "mark",
                         fw_record_get_number (last, fw_record_find (last, "mark")));
  fw_json_member_text (writer, "state", fw_record_text (last, FW_KIND_STATE));
  fw_json_writer_end_object (writer);
}

static void
write_enrolment (FwJsonWriter *writer, Answer *self, GPtrArray *results, const FwRecord *enrolment)
{
  const char *person = fw_record_text (enrolment, "person");
  const char *team = fw_record_text (enrolment, "team");
  const gboolean seated = fw_training_has_seat (enrolment);
  const char *state = fw_record_text (enrolment, FW_KIND_STATE);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (enrolment));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (enrolment));
  fw_json_member_text (writer, "session", fw_record_text (enrolment, "session"));
  fw_json_member_text (writer, "person", person);
  fw_json_member_text (writer, "name", fw_directory_get_title (self->directory, "person", person));
  fw_json_member_text (writer, "team", team);
  fw_json_member_text (writer, "team_title",
                       team != NULL ? fw_directory_get_title (self->directory, "team", team) : "");
  fw_json_member_text (writer, "state",
                       seated && g_strcmp0 (state, "waiting") == 0 ? "enrolled" : state);
  fw_json_member_text (writer, "result", fw_record_text (enrolment, "result"));
  fw_json_member_integer (writer, "turn", fw_record_integer (enrolment, "turn"));
  write_exam (writer, results, enrolment);
  fw_json_writer_end_object (writer);
}

static GPtrArray *
list_results (Answer *self, GError **error)
{
  const char *const session[] = { self->session, NULL };
  const FwRecordCondition condition = { "session", FW_RECORD_IS, session };
  g_autoptr (FwRecordAnswer) answer = NULL;

  if (self->session == NULL)
    return g_ptr_array_new ();
  answer = ask (self, self->scope, "exam-result", &condition, 1, NULL, error);
  return answer != NULL ? g_ptr_array_ref (answer->records) : NULL;
}

static gboolean
is_listed (Answer *self, const FwRecord *enrolment)
{
  return fw_record_is_allowed (enrolment, self->scope) &&
         (self->person == NULL ||
          g_strcmp0 (fw_record_text (enrolment, "person"), self->person) == 0);
}

static void
write_people (FwJsonWriter *writer, Answer *self, GPtrArray *results)
{
  fw_json_writer_key (writer, "enrolments");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->enrolments->len; i++)
    if ((self->session != NULL || self->person != NULL) &&
        is_listed (self, self->enrolments->pdata[i]))
      write_enrolment (writer, self, results, self->enrolments->pdata[i]);
  fw_json_writer_end_array (writer);
}

static void
reply (Answer *self, GPtrArray *results)
{
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  write_date (&writer, "day", self->today);
  fw_json_member_boolean (&writer, "more", self->more);
  fw_json_writer_key (&writer, "sessions");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < self->sessions->len; i++)
    write_session (&writer, self, self->sessions->pdata[i]);
  fw_json_writer_end_array (&writer);
  write_people (&writer, self, results);
  fw_json_writer_end_object (&writer);
  if (fw_exchange_check_size (self->exchange, json, "ask for fewer days"))
    fw_exchange_reply_json (self->exchange, 200, g_steal_pointer (&json));
}

static gboolean
answer_question (Answer *self, GError **error)
{
  g_autoptr (GPtrArray) results = NULL;

  self->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->enrolments = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  if (!(self->session != NULL  ? read_session (self, self->session, error)
        : self->person != NULL ? read_of_person (self, error)
                               : read_days (self, error)) ||
      !read_enrolments (self, error))
    return FALSE;
  results = list_results (self, error);
  if (results == NULL)
    return FALSE;
  reply (self, results);
  return TRUE;
}

void
fw_handle_training (FwExchange *exchange)
{
  static const char *const known[] = { "day", "from", "to", "site", "session", "person", NULL };
  g_auto (Answer) answer = { .exchange = exchange };
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, known))
    return;
  answer.records = fw_server_of (exchange)->records;
  answer.scope = fw_exchange_get_scope (exchange);
  answer.whole = fw_scope_new_administrator ();
  answer.directory = fw_records_get_directory (answer.records, &error);
  if (answer.directory == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (read_question (exchange, &answer) && !answer_question (&answer, &error))
    fw_exchange_reply_error (exchange, error);
}
