/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-training-keeper.h"

#include "core/people/fw-training-rules.h"
#include "server/fw-rounds.h"
#include "store/fw-record-query.h"

#define FIRST G_USEC_PER_SEC
#define STEP (60 * G_USEC_PER_SEC)
/* People whose records are asked for by name; of more all are read. */
#define BY_NAME FW_RECORD_QUERY_MAX_VALUES

struct _FwTrainingKeeper
{
  FwCentre *centre;
  FwHub *hub;
  FwScope *scope;
  gint64 change;         /* the last one before the last look; -1: it has not looked yet */
  FwRounds *rounds;      /* (nullable): not started yet */
  FwTrainingAfter after; /* (nullable) */
  gpointer after_data;
};

FwTrainingKeeper *
fw_training_keeper_new (FwCentre *centre, FwHub *hub)
{
  FwTrainingKeeper *self;

  g_return_val_if_fail (centre != NULL, NULL);

  self = g_new0 (FwTrainingKeeper, 1);
  self->centre = centre;
  self->hub = hub;
  self->scope = fw_scope_new (FW_TRAINING_RULE, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  self->change = -1;
  return self;
}

void
fw_training_keeper_free (FwTrainingKeeper *self)
{
  if (self == NULL)
    return;

  fw_rounds_free (self->rounds);
  fw_scope_unref (self->scope);
  g_free (self);
}

/* ---- who is looked at ---- */

static void
add_people (GPtrArray *records, gpointer people)
{
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (people, g_strdup (fw_record_text (records->pdata[i], "person")));
}

/* Adds whose records of the kind were written since the last look. */
static gboolean
find_changed (FwTrainingKeeper *self, const char *kind, GHashTable *people, GError **error)
{
  const FwRecordQuery query = { .changed_since = self->change };

  return fw_records_ask_pages (fw_centre_get_records (self->centre), self->scope,
                               fw_kind_find (kind), &query, add_people, people, error);
}

/* @people: (nullable): everybody. */
static GPtrArray *
list (FwTrainingKeeper *self, const char *kind, GHashTable *people, GError **error)
{
  FwRecords *records = fw_centre_get_records (self->centre);
  g_autofree const char **names = NULL;
  g_autoptr (FwRecordAnswer) answer = NULL;
  FwRecordCondition condition = { "person", FW_RECORD_IS, NULL };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  if (people == NULL || g_hash_table_size (people) > BY_NAME)
    return fw_records_list (records, self->scope, fw_kind_find (kind), error);
  names = (const char **) g_hash_table_get_keys_as_array (people, NULL);
  condition.values = names;
  query.conditions = &condition;
  query.n_conditions = 1;
  answer = fw_records_ask (records, self->scope, fw_kind_find (kind), &query, error);
  return answer != NULL ? g_ptr_array_ref (answer->records) : NULL;
}

static GHashTable *
index_kind (FwTrainingKeeper *self, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) records = list (self, kind, NULL, error);
  GHashTable *table;

  if (records == NULL)
    return NULL;
  table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_record_unref);
  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (table, (gpointer) fw_record_get_id (records->pdata[i]),
                         fw_record_ref (records->pdata[i]));
  return table;
}

/* ---- writing ---- */

/* What is refused for what it says, as of somebody who has gone, would be so at each look. Returns:
 * FALSE: it is tried again. */
static gboolean
store (FwTrainingKeeper *self, FwRecord *record, gint64 now)
{
  g_autoptr (GError) error = NULL;

  if (fw_records_put (fw_centre_get_records (self->centre), self->scope, record, now, &error))
    {
      if (self->hub != NULL)
        fw_hub_tell_record (self->hub, record);
      return TRUE;
    }
  g_message ("a rule of training waits: %s", error->message);
  return g_error_matches (error, FW_ERROR, FW_ERROR_INVALID) ||
         g_error_matches (error, FW_ERROR, FW_ERROR_FORBIDDEN) ||
         g_error_matches (error, FW_ERROR, FW_ERROR_NOT_FOUND);
}

/* Whether nobody has written it since the rule did. */
static gboolean
is_ours (FwTrainingKeeper *self, const FwRecord *record)
{
  g_autoptr (GPtrArray) log =
      fw_records_get_log (fw_centre_get_records (self->centre), self->scope,
                          fw_record_get_kind (record), fw_record_get_id (record), 1, NULL);

  return log != NULL && log->len > 0 &&
         g_strcmp0 (((const FwChange *) log->pdata[0])->account, FW_TRAINING_RULE) == 0;
}

static void
take_field (FwRecord *to, const FwRecord *from, const char *name)
{
  const gint field = fw_kind_find_field (fw_record_get_kind (from), name);

  if (field < 0)
    return;
  if (fw_record_get_kind (from)->fields[field].type == FW_FIELD_DATE)
    fw_record_set_integer (to, (guint) field, fw_record_get_integer (from, (guint) field));
  else
    fw_record_set_text (to, (guint) field, fw_record_get_text (from, (guint) field));
}

/* What a course taught then stays so, whatever it teaches now. */
static gboolean
apply_to_stored (FwTrainingKeeper *self,
                 const FwTrainingEffect *effect,
                 FwRecord *stored,
                 gint64 now)
{
  static const char *const follows[] = { "day", "event", "note", "reason" };
  g_autoptr (FwRecord) record = fw_record_copy (stored);
  gboolean same = TRUE;

  fw_record_set_integer (record, fw_record_find (record, "withdrawn"), !effect->wanted);
  for (guint i = 0; effect->wanted && i < G_N_ELEMENTS (follows); i++)
    take_field (record, effect->record, follows[i]);
  for (guint i = 0; i < fw_record_get_kind (record)->n_fields; i++)
    same = same && fw_record_equal_field (record, stored, i);
  return same || !is_ours (self, stored) || store (self, record, now);
}

static gboolean
apply (FwTrainingKeeper *self, const FwTrainingEffect *effect, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) stored = fw_records_get (fw_centre_get_records (self->centre), self->scope,
                                                fw_record_get_kind (effect->record),
                                                fw_record_get_id (effect->record), &error);

  if (stored != NULL)
    return apply_to_stored (self, effect, stored, now);
  if (!g_error_matches (error, FW_ERROR, FW_ERROR_NOT_FOUND))
    return FALSE;
  return !effect->wanted || store (self, effect->record, now);
}

/* ---- a look ---- */

/* @done: (out): all of it was stored. */
static gboolean
judge (FwTrainingKeeper *self,
       const FwTrainingBasis *basis,
       GHashTable *people,
       gboolean *done,
       GError **error)
{
  g_autoptr (GPtrArray) results = list (self, "exam-result", people, error);
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GPtrArray) enrolments = NULL, judged = NULL;
  g_autoptr (GArray) effects = NULL;
  gboolean stored = TRUE;

  if (results == NULL)
    return FALSE;
  changed = fw_training_judge (basis, results);
  for (guint i = 0; i < changed->len; i++)
    stored = store (self, changed->pdata[i], basis->now) && stored;
  judged = changed->len > 0 ? list (self, "exam-result", people, error) : g_ptr_array_ref (results);
  enrolments = judged != NULL ? list (self, "enrolment", people, error) : NULL;
  if (enrolments == NULL)
    return FALSE;
  effects = fw_training_find_effects (basis, judged, enrolments);
  for (guint i = 0; i < effects->len; i++)
    stored = apply (self, &g_array_index (effects, FwTrainingEffect, i), basis->now) && stored;
  *done = stored;
  return TRUE;
}

static gboolean
look_at (FwTrainingKeeper *self, GHashTable *people, gint64 now, gboolean *done, GError **error)
{
  g_autoptr (FwDirectory) directory =
      fw_records_get_directory (fw_centre_get_records (self->centre), error);
  g_autoptr (GHashTable) schemes =
      directory != NULL ? index_kind (self, "certificate-scheme", error) : NULL;
  g_autoptr (GHashTable) courses = schemes != NULL ? index_kind (self, "course", error) : NULL;
  g_autoptr (GHashTable) sessions =
      courses != NULL ? index_kind (self, "training-session", error) : NULL;
  const FwTrainingBasis basis = { directory, schemes, courses, sessions, now };

  return sessions != NULL && judge (self, &basis, people, done, error);
}

static gboolean
look (FwTrainingKeeper *self, gint64 now, GError **error)
{
  g_autoptr (GHashTable) people = NULL;
  gboolean done = TRUE;
  gint64 change;

  /* The change is read first: what is written from here on is looked at the next time. */
  if (!fw_records_get_last_change (fw_centre_get_records (self->centre), &change, error))
    return FALSE;
  if (change == self->change)
    return TRUE;
  if (self->change >= 0)
    {
      people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (!find_changed (self, "exam-result", people, error) ||
          !find_changed (self, "enrolment", people, error))
        return FALSE;
    }
  if ((people == NULL || g_hash_table_size (people) > 0) &&
      !look_at (self, people, now, &done, error))
    return FALSE;
  if (done)
    self->change = change;
  return TRUE;
}

void
fw_training_keeper_step (FwTrainingKeeper *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (!look (self, now, &error))
    g_message ("rules of training wait: %s", error->message);
}

void
fw_training_keeper_set_after (FwTrainingKeeper *self, FwTrainingAfter after, gpointer data)
{
  g_return_if_fail (self != NULL && self->rounds == NULL);

  self->after = after;
  self->after_data = data;
}

static void
step_cb (gpointer data)
{
  FwTrainingKeeper *self = data;
  const gint64 now = g_get_real_time ();

  fw_training_keeper_step (self, now);
  if (self->after != NULL)
    self->after (self->after_data, now);
}

void
fw_training_keeper_start (FwTrainingKeeper *self)
{
  g_return_if_fail (self != NULL && self->rounds == NULL);

  self->rounds = fw_rounds_new ("fw-training", FIRST, STEP, step_cb, self);
}

void
fw_training_keeper_wake (FwTrainingKeeper *self)
{
  g_return_if_fail (self != NULL);

  if (self->rounds != NULL)
    fw_rounds_wake (self->rounds);
}
