/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The board is made: steps, and what people did. What is asked of it stands in
 * fw-career-board-ask.c. */
#include "core/people/fw-career-board-private.h"

#include <string.h>

static void
free_deeds (gpointer data)
{
  FwCareerDeeds *deeds = data;

  g_array_unref (deeds->courses);
  g_array_unref (deeds->cases);
  g_array_unref (deeds->priorities);
  g_hash_table_unref (deeds->completed);
  g_free (deeds);
}

static void
clear_step (gpointer data)
{
  fw_record_unref (((FwCareerStep *) data)->record);
}

/* ---- steps ---- */

static gint
compare_steps (gconstpointer a, gconstpointer b, gpointer grid)
{
  const FwCareerStep *x = a, *y = b;
  gint64 order = (gint64) y->vertical - x->vertical;

  if (order == 0)
    order = fw_record_integer (fw_career_get_position (grid, x->from), "rank") -
            fw_record_integer (fw_career_get_position (grid, y->from), "rank");
  if (order == 0)
    order = g_utf8_collate (fw_record_text (fw_career_get_position (grid, x->to), "name"),
                            fw_record_text (fw_career_get_position (grid, y->to), "name"));
  if (order == 0)
    order = strcmp (fw_record_get_id (x->record), fw_record_get_id (y->record));
  return (order > 0) - (order < 0);
}

static const char *const *
get_ids (const FwRecord *record, const char *field)
{
  return fw_record_get_list (record,
                             (guint) fw_kind_find_field (fw_record_get_kind (record), field));
}

static void
add_step (FwCareerBoard *self, FwRecord *record)
{
  FwCareerStep step = {
    .record = record,
    .from = fw_competency_grid_find_position (self->grid, fw_record_text (record, "from")),
    .to = fw_competency_grid_find_position (self->grid, fw_record_text (record, "to")),
    .vertical = g_strcmp0 (fw_record_text (record, "ladder"), "horizontal") != 0,
    .months = (guint) fw_record_integer (record, "months"),
    .courses = (guint) fw_record_integer (record, "courses"),
    .cases = (guint) fw_record_integer (record, "cases"),
    .readiness = (double) fw_record_integer (record, "readiness") / 100,
    .certificates = get_ids (record, "certificates"),
    .completed = get_ids (record, "completed"),
  };

  if (step.from == FW_READINESS_NOTHING || step.to == FW_READINESS_NOTHING)
    return;
  fw_record_ref (record);
  g_array_append_val (self->steps, step);
}

/* ---- deeds ---- */

static FwCareerDeeds *
get_deeds (FwCareerBoard *self, const FwRecord *record)
{
  const char *id = fw_record_text (record, "person");
  FwRecord *person = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
  FwCareerDeeds *deeds;

  if (person == NULL)
    return NULL;
  deeds = g_hash_table_lookup (self->deeds, id);
  if (deeds == NULL)
    {
      deeds = g_new0 (FwCareerDeeds, 1);
      deeds->courses = g_array_new (FALSE, FALSE, sizeof (gint32));
      deeds->cases = g_array_new (FALSE, FALSE, sizeof (gint32));
      deeds->priorities = g_array_new (FALSE, FALSE, sizeof (gint32));
      deeds->completed = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (self->deeds, (gpointer) fw_record_get_id (person), deeds);
    }
  return deeds;
}

static void
add_works (FwCareerBoard *self, GPtrArray *works)
{
  for (guint i = 0; i < works->len; i++)
    {
      const FwRecord *work = works->pdata[i];
      const gint32 day = (gint32) fw_record_integer (work, "day");
      FwCareerDeeds *deeds =
          fw_record_integer (work, "withdrawn") == 0 ? get_deeds (self, work) : NULL;

      if (deeds != NULL && g_strcmp0 (fw_record_text (work, "what"), "course") == 0)
        g_array_append_val (deeds->courses, day);
      else if (deeds != NULL)
        g_array_append_val (deeds->cases, day);
    }
}

static void
add_awards (FwCareerBoard *self, GPtrArray *awards)
{
  for (guint i = 0; i < awards->len; i++)
    {
      const FwRecord *award = awards->pdata[i];
      const gint32 day = (gint32) fw_record_integer (award, "day");
      FwCareerDeeds *deeds =
          fw_record_integer (award, "withdrawn") == 0 && fw_record_integer (award, "priority") != 0
              ? get_deeds (self, award)
              : NULL;

      if (deeds != NULL)
        g_array_append_val (deeds->priorities, day);
    }
}

/* A course is completed on the last day of a session of it. */
static void
add_completed (FwCareerBoard *self, GPtrArray *sessions, GPtrArray *enrolments)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < sessions->len; i++)
    g_hash_table_insert (by_id, (gpointer) fw_record_get_id (sessions->pdata[i]),
                         sessions->pdata[i]);
  for (guint i = 0; i < enrolments->len; i++)
    {
      const char *id = fw_record_text (enrolments->pdata[i], "session");
      FwRecord *session = id != NULL ? g_hash_table_lookup (by_id, id) : NULL;
      const char *course = session != NULL ? fw_record_text (session, "course") : NULL;
      FwCareerDeeds *deeds = course != NULL ? get_deeds (self, enrolments->pdata[i]) : NULL;
      gint32 day;
      gpointer before;

      if (deeds == NULL)
        continue;
      day = (gint32) fw_record_integer (session,
                                        fw_record_lacks (session, "last_day") ? "day" : "last_day");
      if (g_hash_table_lookup_extended (deeds->completed, course, NULL, &before))
        day = MIN (day, GPOINTER_TO_INT (before));
      g_hash_table_insert (deeds->completed, (gpointer) course, GINT_TO_POINTER (day));
      g_ptr_array_add (self->kept, fw_record_ref (session));
    }
}

static GHashTable *
keep_titles (FwCareerBoard *self, GPtrArray *records)
{
  GHashTable *titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = fw_record_ref (records->pdata[i]);

      g_ptr_array_add (self->kept, record);
      g_hash_table_insert (titles, (gpointer) fw_record_get_id (record),
                           (gpointer) fw_record_text (record, "name"));
    }
  return titles;
}

/* ---- the board ---- */

FwCareerBoard *
fw_career_board_new (FwCompetencyGrid *grid,
                     FwCertificateBoard *certificates,
                     const FwCareerRecords *records)
{
  FwCareerBoard *self;

  g_return_val_if_fail (grid != NULL && certificates != NULL && records != NULL, NULL);
  g_return_val_if_fail (records->people != NULL && records->steps != NULL, NULL);
  g_return_val_if_fail (records->works != NULL && records->awards != NULL, NULL);
  g_return_val_if_fail (records->sessions != NULL && records->enrolments != NULL, NULL);
  g_return_val_if_fail (records->schemes != NULL && records->courses != NULL, NULL);

  self = g_new0 (FwCareerBoard, 1);
  g_atomic_ref_count_init (&self->references);
  self->grid = fw_competency_grid_ref (grid);
  self->certificates = fw_certificate_board_ref (certificates);
  self->steps = g_array_new (FALSE, FALSE, sizeof (FwCareerStep));
  g_array_set_clear_func (self->steps, clear_step);
  self->people = g_ptr_array_ref (records->people);
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->schemes = keep_titles (self, records->schemes);
  self->courses = keep_titles (self, records->courses);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->deeds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_deeds);
  for (guint i = 0; i < records->people->len; i++)
    g_hash_table_insert (self->by_id, (gpointer) fw_record_get_id (records->people->pdata[i]),
                         records->people->pdata[i]);
  for (guint i = 0; i < records->steps->len; i++)
    add_step (self, records->steps->pdata[i]);
  g_array_sort_with_data (self->steps, compare_steps, self->grid);
  add_works (self, records->works);
  add_awards (self, records->awards);
  add_completed (self, records->sessions, records->enrolments);
  return self;
}

FwCareerBoard *
fw_career_board_ref (FwCareerBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_career_board_unref (FwCareerBoard *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_hash_table_unref (self->deeds);
  g_hash_table_unref (self->by_id);
  g_array_unref (self->steps);
  g_ptr_array_unref (self->people);
  g_hash_table_unref (self->schemes);
  g_hash_table_unref (self->courses);
  g_ptr_array_unref (self->kept);
  fw_certificate_board_unref (self->certificates);
  fw_competency_grid_unref (self->grid);
  g_free (self);
}

FwCompetencyGrid *
fw_career_board_get_grid (FwCareerBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->grid;
}

const GArray *
fw_career_board_get_steps (FwCareerBoard *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->steps;
}

const char *
fw_career_board_get_title (FwCareerBoard *self, FwCareerAsked asked, const char *subject)
{
  const char *title;

  g_return_val_if_fail (self != NULL && subject != NULL, "");

  title = g_hash_table_lookup (asked == FW_CAREER_COURSE ? self->courses : self->schemes, subject);
  return title != NULL ? title : subject;
}
