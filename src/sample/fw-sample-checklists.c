/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The checklists that every centre may take, and what was ticked in the cases that are closed. */
#include "core/quality/fw-checklist-templates.h"
#include "sample/fw-sample-cases.h"
#include "sample/fw-sample-record.h"
#include "sample/fw-sample-words.h"
#include "sample/fw-sample.h"

#define HOUR (60 * FW_MINUTE)

typedef struct
{
  FwRecords *records;
  FwScope *scope;
  const char *language; /* (nullable) */
  gint64 at;
} Putting;

static gboolean
put_list (const Putting *self, const FwChecklistTemplate *list, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  FwRecord *record = fw_sample_add_record (made, "checklist", list->id,
                                           fw_sample_word (self->language, list->name));

  fw_sample_set (record, "class", list->class != NULL ? list->class : "");
  fw_sample_set (record, "applies", list->applies);
  return fw_records_put (self->records, self->scope, record, self->at, error);
}

static void
set_word (const Putting *self, FwRecord *record, const char *field, const char *word)
{
  fw_sample_set (record, field, word != NULL ? fw_sample_word (self->language, word) : "");
}

static gboolean
put_step (const Putting *self, const FwChecklistTemplate *list, guint i, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  const FwChecklistStepTemplate *step = &list->steps[i];
  g_autofree char *id = g_strdup_printf ("%s-%u", list->id, i + 1);
  g_autofree char *place = g_strdup_printf ("%u", i + 1);
  FwRecord *record = fw_sample_add_record (made, "checklist-step", id,
                                           fw_sample_word (self->language, step->name));

  fw_sample_set (record, "checklist", list->id);
  fw_sample_set (record, "place", place);
  set_word (self, record, "stage", step->stage);
  set_word (self, record, "duty", step->duty);
  fw_sample_set (record, "minutes", step->minutes != NULL ? step->minutes : "");
  fw_sample_set (record, "two", step->two ? "yes" : "no");
  return fw_records_put (self->records, self->scope, record, self->at, error);
}

gboolean
fw_sample_put_checklists (FwRecords *records, const char *language, gint64 at, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  const Putting self = { records, scope, language, at };
  guint n;
  const FwChecklistTemplate *lists = fw_checklist_templates (&n);

  g_return_val_if_fail (records != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    {
      if (!put_list (&self, &lists[i], error))
        return FALSE;
      for (guint k = 0; k < lists[i].n_steps; k++)
        if (!put_step (&self, &lists[i], k, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
put_tick (FwRecords *records, const char *id, const char *step, gint64 at, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (FwScope) scope = fw_scope_new (FW_SAMPLE_HANDLER, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autofree char *name = g_strdup_printf ("%s-%s", id, step);
  FwRecord *record = fw_sample_add_record (made, "case-check", name, NULL);

  fw_sample_set (record, "case", id);
  fw_sample_set (record, "step", step);
  return fw_records_put (records, scope, record, at, error);
}

gboolean
fw_sample_put_ticks (FwRecords *records,
                     const char *id,
                     const char *class,
                     gboolean whole,
                     gint64 came,
                     GError **error)
{
  guint n;
  const FwChecklistTemplate *lists = fw_checklist_templates (&n);

  g_return_val_if_fail (records != NULL && id != NULL && class != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    {
      if (!g_str_equal (lists[i].applies, "every") ||
          (lists[i].class != NULL && !g_str_equal (lists[i].class, class)))
        continue;
      for (guint k = 0; k < lists[i].n_steps - !whole; k++)
        {
          g_autofree char *step = g_strdup_printf ("%s-%u", lists[i].id, k + 1);

          if (!put_tick (records, id, step, came + (k + 1) * HOUR, error))
            return FALSE;
        }
    }
  return TRUE;
}
