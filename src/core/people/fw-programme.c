/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The board is made. What is asked of it stands in fw-programme-ask.c. */
#include <string.h>

#include "core/people/fw-programme-private.h"
#include "core/people/fw-training-rules.h"

static gpointer
ref_record (gconstpointer record, gpointer data)
{
  return fw_record_ref ((FwRecord *) record);
}

static void
unref_record (gpointer record)
{
  fw_record_unref (record);
}

static GPtrArray *
copy_records (GPtrArray *records)
{
  GPtrArray *copy = g_ptr_array_copy (records, ref_record, NULL);

  g_ptr_array_set_free_func (copy, unref_record);
  return copy;
}

/* Returns: (transfer full): id to FwRecord, which the board keeps. */
static GHashTable *
index_records (FwProgrammeBoard *self, GPtrArray *records)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = fw_record_ref (records->pdata[i]);

      g_ptr_array_add (self->kept, record);
      g_hash_table_insert (table, (gpointer) fw_record_get_id (record), record);
    }
  return table;
}

/* ---- programmes and steps ---- */

static guint
rank_audience (const FwRecord *programme)
{
  const char *audience = fw_record_text (programme, "audience");

  return g_strcmp0 (audience, "newcomer") == 0 ? 0 : g_strcmp0 (audience, "staff") == 0 ? 1 : 2;
}

static gint
compare_programmes (gconstpointer a, gconstpointer b)
{
  const FwRecord *x = *(FwRecord *const *) a, *y = *(FwRecord *const *) b;
  gint64 order = (gint64) rank_audience (x) - rank_audience (y);

  if (order == 0)
    order = fw_record_integer (y, "days") - fw_record_integer (x, "days");
  if (order == 0)
    order = g_utf8_collate (fw_record_text (x, "name"), fw_record_text (y, "name"));
  if (order == 0)
    order = strcmp (fw_record_get_id (x), fw_record_get_id (y));
  return (order > 0) - (order < 0);
}

static gint
compare_steps (gconstpointer a, gconstpointer b)
{
  const FwRecord *x = *(FwRecord *const *) a, *y = *(FwRecord *const *) b;
  const gint64 order = fw_record_integer (x, "place") - fw_record_integer (y, "place");

  return order != 0 ? (order > 0) - (order < 0)
                    : strcmp (fw_record_get_id (x), fw_record_get_id (y));
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static void
add_steps (FwProgrammeBoard *self, GPtrArray *steps)
{
  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, unref_array);
  for (guint i = 0; i < self->programmes->len; i++)
    g_hash_table_insert (self->steps, (gpointer) fw_record_get_id (self->programmes->pdata[i]),
                         g_ptr_array_new_with_free_func (unref_record));
  for (guint i = 0; i < steps->len; i++)
    {
      const char *programme = fw_record_text (steps->pdata[i], "programme");
      GPtrArray *list = programme != NULL ? g_hash_table_lookup (self->steps, programme) : NULL;

      if (list != NULL)
        g_ptr_array_add (list, fw_record_ref (steps->pdata[i]));
    }
  for (guint i = 0; i < self->programmes->len; i++)
    g_ptr_array_sort (
        g_hash_table_lookup (self->steps, fw_record_get_id (self->programmes->pdata[i])),
        compare_steps);
}

/* ---- deeds ---- */

static char *
make_key (const char *what, const char *id, const char *person)
{
  return g_strdup_printf ("%s\n%s\n%s", what, id, person);
}

static void
add_deed (FwProgrammeBoard *self,
          const char *what,
          const char *id,
          const char *person,
          FwProgrammeDeed deed)
{
  g_autofree char *key = NULL;
  GArray *list;

  if (id == NULL || person == NULL)
    return;
  key = make_key (what, id, person);
  list = g_hash_table_lookup (self->deeds, key);
  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (FwProgrammeDeed));
      g_hash_table_insert (self->deeds, g_steal_pointer (&key), list);
    }
  g_array_append_val (list, deed);
}

/* A practical that took longer than it may is not passed, whatever was ticked. */
static gboolean
is_passed (FwProgrammeBoard *self, const FwRecord *result)
{
  const char *id = fw_record_text (result, "lesson");
  const FwRecord *lesson = id != NULL ? g_hash_table_lookup (self->lessons, id) : NULL;

  if (fw_record_integer (result, "passed") == 0)
    return FALSE;
  return lesson == NULL || g_strcmp0 (fw_record_text (lesson, "form"), "practical") != 0 ||
         fw_record_lacks (result, "minutes") ||
         fw_record_get_number (result, fw_record_find (result, "minutes")) <=
             fw_record_get_number (lesson, fw_record_find (lesson, "minutes"));
}

static void
add_lessons (FwProgrammeBoard *self, GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++)
    {
      const FwRecord *result = results->pdata[i];
      const FwProgrammeDeed deed = { .day = (gint32) fw_record_integer (result, "day"),
                                     .passed = is_passed (self, result) };

      if (fw_record_integer (result, "withdrawn") == 0)
        add_deed (self, "lesson", fw_record_text (result, "lesson"),
                  fw_record_text (result, "person"), deed);
    }
}

static gint32
get_last_day (const FwRecord *session)
{
  return (gint32) fw_record_integer (session,
                                     fw_record_lacks (session, "last_day") ? "day" : "last_day");
}

/* A course is completed on the last day of a session of it; a seat in one to come is a plan. */
static void
add_courses (FwProgrammeBoard *self, GPtrArray *sessions, GPtrArray *enrolments)
{
  g_autoptr (GHashTable) by_id = index_records (self, sessions);

  for (guint i = 0; i < enrolments->len; i++)
    {
      const FwRecord *enrolment = enrolments->pdata[i];
      const char *id = fw_record_text (enrolment, "session");
      const char *result = fw_record_text (enrolment, "result");
      const FwRecord *session = id != NULL ? g_hash_table_lookup (by_id, id) : NULL;
      FwProgrammeDeed deed = { .passed = g_strcmp0 (result, "completed") == 0 };

      if (session == NULL || g_strcmp0 (fw_record_text (session, FW_KIND_STATE), "cancelled") == 0)
        continue;
      deed.planned = result == NULL;
      deed.day =
          deed.planned ? (gint32) fw_record_integer (session, "day") : get_last_day (session);
      if (!deed.planned || fw_training_has_seat (enrolment))
        add_deed (self, "course", fw_record_text (session, "course"),
                  fw_record_text (enrolment, "person"), deed);
    }
}

/* Sittings that count alone: those that were refused, void or not complete are none. */
static void
add_exams (FwProgrammeBoard *self, GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++)
    {
      const FwRecord *result = results->pdata[i];
      const char *outcome = fw_record_text (result, "outcome");
      const FwProgrammeDeed deed = { .day = (gint32) fw_record_integer (result, "day"),
                                     .passed = g_strcmp0 (outcome, "pass") == 0 };

      if (fw_record_integer (result, "withdrawn") == 0 &&
          (deed.passed || g_strcmp0 (outcome, "fail") == 0))
        add_deed (self, "exam", fw_record_text (result, "scheme"),
                  fw_record_text (result, "person"), deed);
    }
}

/* Of one day what was passed comes last. */
static gint
compare_deeds (gconstpointer a, gconstpointer b)
{
  const FwProgrammeDeed *x = a, *y = b;

  return x->day != y->day ? (x->day > y->day) - (x->day < y->day) : x->passed - y->passed;
}

static void
free_deeds (gpointer deeds)
{
  g_array_unref (deeds);
}

static void
add_deeds (FwProgrammeBoard *self, const FwProgrammeRecords *records)
{
  GHashTableIter iter;
  gpointer list;

  self->deeds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_deeds);
  add_lessons (self, records->lesson_results);
  add_courses (self, records->sessions, records->enrolments);
  add_exams (self, records->exam_results);
  g_hash_table_iter_init (&iter, self->deeds);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_array_sort (list, compare_deeds);
}

const GArray *
fw_programme_find_deeds (FwProgrammeBoard *self,
                         const char *what,
                         const char *id,
                         const char *person)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && what != NULL && id != NULL && person != NULL, NULL);

  key = make_key (what, id, person);
  return g_hash_table_lookup (self->deeds, key);
}

/* ---- the board ---- */

static void
add_people (FwProgrammeBoard *self, GPtrArray *people)
{
  self->people = index_records (self, people);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < people->len; i++)
    g_hash_table_insert (self->keys, (gpointer) fw_record_get_id (people->pdata[i]),
                         g_utf8_collate_key (fw_record_text (people->pdata[i], "name"), -1));
}

FwProgrammeBoard *
fw_programme_board_new (FwCertificateBoard *certificates, const FwProgrammeRecords *records)
{
  FwProgrammeBoard *self;

  g_return_val_if_fail (certificates != NULL && records != NULL, NULL);
  g_return_val_if_fail (records->people != NULL && records->programmes != NULL, NULL);
  g_return_val_if_fail (records->steps != NULL && records->lessons != NULL, NULL);
  g_return_val_if_fail (records->trainees != NULL && records->lesson_results != NULL, NULL);
  g_return_val_if_fail (records->sessions != NULL && records->enrolments != NULL, NULL);
  g_return_val_if_fail (records->exam_results != NULL, NULL);

  self = g_new0 (FwProgrammeBoard, 1);
  g_atomic_ref_count_init (&self->references);
  self->certificates = fw_certificate_board_ref (certificates);
  self->kept = g_ptr_array_new_with_free_func (unref_record);
  self->programmes = copy_records (records->programmes);
  g_ptr_array_sort (self->programmes, compare_programmes);
  self->trainees = copy_records (records->trainees);
  self->lessons = index_records (self, records->lessons);
  add_people (self, records->people);
  add_steps (self, records->steps);
  add_deeds (self, records);
  return self;
}

FwProgrammeBoard *
fw_programme_board_ref (FwProgrammeBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_programme_board_unref (FwProgrammeBoard *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_hash_table_unref (self->deeds);
  g_hash_table_unref (self->steps);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->lessons);
  g_ptr_array_unref (self->trainees);
  g_ptr_array_unref (self->programmes);
  g_ptr_array_unref (self->kept);
  fw_certificate_board_unref (self->certificates);
  g_free (self);
}

FwDirectory *
fw_programme_board_get_directory (FwProgrammeBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return fw_certificate_board_get_directory (self->certificates);
}

const GPtrArray *
fw_programme_board_get_programmes (FwProgrammeBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->programmes;
}

const GPtrArray *
fw_programme_board_get_steps (FwProgrammeBoard *self, const char *programme)
{
  static GPtrArray none;
  const GPtrArray *steps;

  g_return_val_if_fail (self != NULL && programme != NULL, NULL);

  steps = g_hash_table_lookup (self->steps, programme);
  return steps != NULL ? steps : &none;
}

const FwRecord *
fw_programme_board_find_lesson (FwProgrammeBoard *self, const char *lesson)
{
  g_return_val_if_fail (self != NULL, NULL);

  return lesson != NULL ? g_hash_table_lookup (self->lessons, lesson) : NULL;
}
