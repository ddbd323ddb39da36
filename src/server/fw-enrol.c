/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-enrol.h"

#include "core/people/fw-training-rules.h"
#include "store/fw-record-batch.h"
#include "store/fw-record-moves.h"
#include "store/fw-record-query.h"

const char *
fw_enrol_outcome_to_name (FwEnrolOutcome outcome)
{
  static const char *const names[FW_N_ENROL_OUTCOMES] = {
    [FW_ENROL_ENROLLED] = "enrolled",
    [FW_ENROL_WAITING] = "waiting",
    [FW_ENROL_ALREADY] = "already",
    [FW_ENROL_OVERLAP] = "overlap",
  };

  g_return_val_if_fail (outcome < FW_N_ENROL_OUTCOMES, NULL);

  return names[outcome];
}

static void
clear_person (gpointer data)
{
  g_free (((FwEnrolPerson *) data)->with);
}

GArray *
fw_enrol_people_new (void)
{
  GArray *people = g_array_new (FALSE, TRUE, sizeof (FwEnrolPerson));

  g_array_set_clear_func (people, clear_person);
  return people;
}

/* What stands there, of everybody: seats do not depend on who looks. */
typedef struct
{
  FwEnrol *enrol;
  FwScope *whole;        /* all is seen; written in the name of who enrols, who gives no seats */
  GHashTable *here;      /* person to FwRecord: enrolments of the session */
  GHashTable *elsewhere; /* person to GPtrArray of FwRecord: other sessions with a seat */
  GHashTable *sessions;  /* id to FwRecord; NULL where it takes no time any more */
  GArray *writes;        /* FwRecordWrite: new ones */
  gint64 turn;           /* the last one in line */
} Run;

static void
unref_records (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
clear_write (gpointer data)
{
  fw_record_unref (((FwRecordWrite *) data)->record);
}

static void
run_init (Run *self, FwEnrol *enrol)
{
  self->enrol = enrol;
  self->whole =
      fw_scope_new (fw_scope_get_account (enrol->scope), FW_ROLE_ADMINISTRATOR, NULL, NULL);
  self->here =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_record_unref);
  self->elsewhere = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_records);
  self->sessions =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_record_unref);
  self->writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));
  g_array_set_clear_func (self->writes, clear_write);
}

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->here, g_hash_table_unref);
  g_clear_pointer (&self->elsewhere, g_hash_table_unref);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->writes, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static const FwKind *
get_kind (void)
{
  return fw_kind_find ("enrolment");
}

/* ---- what stands there ---- */

static gboolean
is_waiting (const FwRecord *enrolment)
{
  return g_strcmp0 (fw_record_text (enrolment, FW_KIND_STATE), "waiting") == 0 &&
         !fw_training_has_seat (enrolment);
}

static FwRecordAnswer *
ask (Run *self, const char *field, const char *const *values, GError **error)
{
  const FwRecordCondition condition = { field, FW_RECORD_IS, values };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = &condition;
  query.n_conditions = 1;
  return fw_records_ask (self->enrol->records, self->whole, get_kind (), &query, error);
}

static gboolean
read_here (Run *self, GError **error)
{
  const char *const session[] = { fw_record_get_id (self->enrol->session), NULL };
  g_autoptr (FwRecordAnswer) answer = ask (self, "session", session, error);

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->records->len; i++)
    {
      FwRecord *enrolment = answer->records->pdata[i];

      self->turn = MAX (self->turn, fw_record_integer (enrolment, "turn"));
      self->enrol->taken += fw_training_has_seat (enrolment);
      self->enrol->waiting += is_waiting (enrolment);
      g_hash_table_insert (self->here, (gpointer) fw_record_text (enrolment, "person"),
                           fw_record_ref (enrolment));
    }
  return TRUE;
}

/* Returns: (nullable): NULL: it is not there, or was cancelled. */
static FwRecord *
find_session (Run *self, const char *id)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (self->sessions, id, NULL, &found))
    {
      FwRecord *session = fw_records_get (self->enrol->records, self->whole,
                                          fw_kind_find ("training-session"), id, NULL);

      if (session != NULL && g_strcmp0 (fw_record_text (session, FW_KIND_STATE), "cancelled") == 0)
        g_clear_pointer (&session, fw_record_unref);
      g_hash_table_insert (self->sessions, g_strdup (id), session);
      found = session;
    }
  return found;
}

static void
note_elsewhere (Run *self, const FwRecord *enrolment)
{
  const char *person = fw_record_text (enrolment, "person");
  const char *id = fw_record_text (enrolment, "session");
  FwRecord *session;
  GPtrArray *list;

  if (!fw_training_has_seat (enrolment) ||
      g_str_equal (id, fw_record_get_id (self->enrol->session)))
    return;
  session = find_session (self, id);
  if (session == NULL)
    return;
  list = g_hash_table_lookup (self->elsewhere, person);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->elsewhere, g_strdup (person), list);
    }
  g_ptr_array_add (list, session);
}

static gboolean
read_elsewhere (Run *self, GError **error)
{
  const GArray *people = self->enrol->people;

  for (guint from = 0; from < people->len; from += FW_RECORD_QUERY_MAX_VALUES)
    {
      const guint n = MIN (people->len - from, FW_RECORD_QUERY_MAX_VALUES);
      g_autofree const char **names = g_new0 (const char *, n + 1);
      g_autoptr (FwRecordAnswer) answer = NULL;

      for (guint i = 0; i < n; i++)
        names[i] = g_array_index (people, FwEnrolPerson, from + i).person;
      answer = ask (self, "person", names, error);
      if (answer == NULL)
        return FALSE;
      for (guint i = 0; i < answer->records->len; i++)
        note_elsewhere (self, answer->records->pdata[i]);
    }
  return TRUE;
}

/* ---- what becomes of each ---- */

static const char *
find_overlap (Run *self, const char *person)
{
  const GPtrArray *list = g_hash_table_lookup (self->elsewhere, person);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (fw_training_sessions_overlap (self->enrol->session, list->pdata[i]))
      return fw_record_text (list->pdata[i], "name");
  return NULL;
}

static void
decide (Run *self, FwEnrolPerson *person)
{
  const FwRecord *here = g_hash_table_lookup (self->here, person->person);
  const gboolean waits = here != NULL && is_waiting (here);
  const char *with;

  if (here != NULL && fw_training_has_seat (here))
    {
      person->outcome = FW_ENROL_ALREADY;
      return;
    }
  with = find_overlap (self, person->person);
  if (with != NULL)
    {
      person->outcome = FW_ENROL_OVERLAP;
      person->with = g_strdup (with);
      return;
    }
  if (self->enrol->taken < self->enrol->seats && (waits || self->enrol->waiting == 0))
    {
      person->outcome = FW_ENROL_ENROLLED;
      self->enrol->taken++;
      self->enrol->waiting -= waits;
    }
  else
    {
      person->outcome = FW_ENROL_WAITING;
      self->enrol->waiting += !waits;
    }
}

static void
set_integer (FwRecord *record, const char *field, gint64 value)
{
  fw_record_set_integer (record, (guint) fw_kind_find_field (get_kind (), field), value);
}

static void
add_new (Run *self, const FwEnrolPerson *person)
{
  g_autofree char *id = g_uuid_string_random ();
  const FwRecordWrite write = { fw_record_new (get_kind (), id), FALSE };

  fw_record_put_text (write.record, "person", person->person);
  fw_record_put_text (write.record, "session", fw_record_get_id (self->enrol->session));
  set_integer (write.record, "turn", ++self->turn);
  if (person->outcome == FW_ENROL_ENROLLED)
    set_integer (write.record, "seat", self->enrol->today);
  g_array_append_val (self->writes, write);
}

/* Who had withdrawn waits again, at the end of the line. */
static gboolean
ask_again (Run *self, FwRecord **record, GError **error)
{
  const FwRecordMove move = { .to = "waiting" };
  const char *id = fw_record_get_id (*record);
  FwFlowRefusal refusal;
  FwRecord *moved;
  guint revision;

  fw_record_clear (*record, (guint) fw_kind_find_field (get_kind (), "seat"));
  fw_record_clear (*record, (guint) fw_kind_find_field (get_kind (), "result"));
  set_integer (*record, "turn", ++self->turn);
  if (!fw_records_put (self->enrol->records, self->whole, *record, self->enrol->now, error) ||
      !fw_records_move (self->enrol->records, self->whole, get_kind (), id, &move, self->enrol->now,
                        &refusal, &revision, error))
    return FALSE;
  moved = fw_records_get (self->enrol->records, self->whole, get_kind (), id, error);
  if (moved == NULL)
    return FALSE;
  fw_record_unref (*record);
  *record = moved;
  return TRUE;
}

static gboolean
change (Run *self, const FwEnrolPerson *person, FwRecord *stored, GError **error)
{
  g_autoptr (FwRecord) record = fw_record_copy (stored);

  if (g_strcmp0 (fw_record_text (record, FW_KIND_STATE), "withdrawn") == 0 &&
      !ask_again (self, &record, error))
    return FALSE;
  if (person->outcome != FW_ENROL_ENROLLED)
    return TRUE;
  set_integer (record, "seat", self->enrol->today);
  return fw_records_put (self->enrol->records, self->whole, record, self->enrol->now, error);
}

static gboolean
write_people (Run *self, GError **error)
{
  for (guint i = 0; i < self->enrol->people->len; i++)
    {
      const FwEnrolPerson *person = &g_array_index (self->enrol->people, FwEnrolPerson, i);
      FwRecord *here = g_hash_table_lookup (self->here, person->person);

      if (person->outcome == FW_ENROL_ALREADY || person->outcome == FW_ENROL_OVERLAP)
        continue;
      if (here == NULL)
        add_new (self, person);
      else if (!change (self, person, here, error))
        return FALSE;
    }
  if (self->writes->len > 0)
    {
      g_autoptr (GArray) refusals = g_array_new (FALSE, FALSE, sizeof (FwRecordRefusal));

      g_array_set_clear_func (refusals, (GDestroyNotify) fw_record_refusal_clear);
      return fw_records_write_batch (self->enrol->records, self->whole, self->writes,
                                     self->enrol->now, refusals, error);
    }
  return TRUE;
}

gboolean
fw_enrol_run (FwEnrol *self, gboolean dry, GError **error)
{
  g_auto (Run) run = { NULL };

  g_return_val_if_fail (self != NULL && self->people != NULL, FALSE);

  run_init (&run, self);
  self->seats = fw_training_get_seats (self->session, self->course);
  self->taken = self->waiting = 0;
  if (!read_here (&run, error) || !read_elsewhere (&run, error))
    return FALSE;
  for (guint i = 0; i < self->people->len; i++)
    decide (&run, &g_array_index (self->people, FwEnrolPerson, i));
  return dry || write_people (&run, error);
}
