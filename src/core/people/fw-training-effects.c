/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows from exams and courses. Ids are made of what a record comes from, so that whoever
 * asks again finds the same ones. */
#include "core/people/fw-exact.h"
#include "core/people/fw-training-rules.h"

static void
clear_effect (gpointer data)
{
  fw_record_unref (((FwTrainingEffect *) data)->record);
}

/* Returns: (transfer full) (nullable): NULL: the scheme or course has gone. */
static FwRecord *
lookup (GHashTable *table, const FwRecord *record, const char *field)
{
  const char *id = fw_record_text (record, field);

  return id != NULL ? g_hash_table_lookup (table, id) : NULL;
}

static char *
make_id (const char *word, const char *from, const char *more)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, from, -1);
  g_autofree char *further =
      more != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, more, -1) : g_strdup ("");

  return g_strdup_printf ("%s-%.24s%s%.12s", word, sum, more != NULL ? "-" : "", further);
}

char *
fw_training_make_event_id (const char *result)
{
  g_return_val_if_fail (result != NULL, NULL);

  return make_id ("exam", result, NULL);
}

static FwRecord *
make_record (const char *kind, char *id, const FwRecord *from, gint64 day)
{
  FwRecord *record = fw_record_new (fw_kind_find (kind), id);

  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "person", fw_record_text (from, "person"));
  fw_record_set_integer (record, fw_record_find (record, "day"), day);
  g_free (id);
  return record;
}

static void
add (GArray *effects, FwRecord *record, gboolean wanted)
{
  const FwTrainingEffect effect = { record, wanted };

  g_array_append_val (effects, effect);
}

static FwRecord *
make_evidence (char *id, const FwRecord *from, const FwRecord *course, gint64 day)
{
  FwRecord *evidence = make_record ("evidence", id, from, day);

  fw_record_put_text (evidence, "competency", fw_record_text (course, "competency"));
  fw_record_set_number (evidence, fw_record_find (evidence, "level"),
                        fw_record_get_number (course, fw_record_find (course, "level")));
  return evidence;
}

/* ---- an exam ---- */

static void
add_event (
    GArray *effects, const FwRecord *result, const char *reason, gboolean passed, gboolean wanted)
{
  FwRecord *event =
      make_record ("certificate-event", fw_training_make_event_id (fw_record_get_id (result)),
                   result, fw_record_integer (result, "day"));

  fw_record_put_text (event, "scheme", fw_record_text (result, "scheme"));
  fw_record_put_text (event, "event", passed ? "pass" : "fail");
  fw_record_put_text (event, "note", reason);
  add (effects, event, wanted);
}

/* Of several courses that teach the same the highest level counts. */
static void
add_exam_evidence (const FwTrainingBasis *basis,
                   GArray *effects,
                   const FwRecord *result,
                   const char *reason,
                   gboolean passed)
{
  g_autoptr (GHashTable) best = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer competency, value;

  g_hash_table_iter_init (&iter, basis->courses);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      FwRecord *course = value, *other;
      const char *taught = fw_record_text (course, "competency");

      if (taught == NULL ||
          g_strcmp0 (fw_record_text (course, "scheme"), fw_record_text (result, "scheme")) != 0)
        continue;
      other = g_hash_table_lookup (best, taught);
      if (other == NULL || fw_record_get_number (course, fw_record_find (course, "level")) >
                               fw_record_get_number (other, fw_record_find (other, "level")))
        g_hash_table_replace (best, (gpointer) taught, course);
    }
  g_hash_table_iter_init (&iter, best);
  while (g_hash_table_iter_next (&iter, &competency, &value))
    {
      FwRecord *evidence = make_evidence (make_id ("exam", fw_record_get_id (result), competency),
                                          result, value, fw_record_integer (result, "day"));

      fw_record_put_text (evidence, "source", "exam");
      fw_record_put_text (evidence, "reason", reason);
      add (effects, evidence, passed);
    }
}

/* In no language: whose the data is, reads it. */
static char *
make_reason (const FwTrainingBasis *basis, const FwRecord *result)
{
  const FwRecord *scheme = lookup (basis->schemes, result, "scheme");
  const char *name = scheme != NULL ? fw_record_text (scheme, "name") : "";
  g_autofree char *mark = fw_record_format (result, fw_record_find (result, "mark"));

  return *mark != '\0' ? g_strdup_printf ("%s · %s", name, mark) : g_strdup (name);
}

static void
add_result (const FwTrainingBasis *basis, GArray *effects, const FwRecord *result)
{
  const gboolean counts = fw_record_integer (result, "withdrawn") == 0;
  const char *outcome = fw_record_text (result, "outcome");
  const gboolean passed = counts && g_strcmp0 (outcome, "pass") == 0;
  const gboolean failed = counts && g_strcmp0 (outcome, "fail") == 0;
  g_autofree char *reason = make_reason (basis, result);

  add_event (effects, result, reason, passed, passed || failed);
  add_exam_evidence (basis, effects, result, reason, passed);
}

/* ---- a course ---- */

static void
add_enrolment (const FwTrainingBasis *basis, GArray *effects, const FwRecord *enrolment)
{
  const FwRecord *session = lookup (basis->sessions, enrolment, "session");
  const FwRecord *course = session != NULL ? lookup (basis->courses, session, "course") : NULL;
  FwRecord *evidence;

  if (course == NULL || fw_record_text (course, "competency") == NULL)
    return;
  evidence = make_evidence (make_id ("course", fw_record_get_id (enrolment), NULL), enrolment,
                            course, fw_record_integer (session, "last_day"));
  fw_record_put_text (evidence, "source", "course");
  fw_record_put_text (evidence, "reason", fw_record_text (session, "name"));
  add (effects, evidence,
       g_strcmp0 (fw_record_text (enrolment, FW_KIND_STATE), "attended") == 0 &&
           g_strcmp0 (fw_record_text (enrolment, "result"), "completed") == 0);
}

GArray *
fw_training_find_effects (const FwTrainingBasis *basis, GPtrArray *results, GPtrArray *enrolments)
{
  GArray *effects;

  g_return_val_if_fail (basis != NULL && results != NULL && enrolments != NULL, NULL);

  effects = g_array_new (FALSE, FALSE, sizeof (FwTrainingEffect));
  g_array_set_clear_func (effects, clear_effect);
  for (guint i = 0; i < results->len; i++)
    add_result (basis, effects, results->pdata[i]);
  for (guint i = 0; i < enrolments->len; i++)
    add_enrolment (basis, effects, enrolments->pdata[i]);
  return effects;
}
