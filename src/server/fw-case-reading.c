/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-case-reading.h"

#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/quality/fw-checklist.h"
#include "store/fw-record-course.h"
#include "store/fw-record-query.h"

typedef struct
{
  FwRecords *records;
  FwScope *scope;
  const FwCaseWindow *window;
  GPtrArray *cases; /* FwCaseSeen */
  GHashTable *ids;  /* id (borrowed of the record) -> FwCaseSeen (borrowed) */
} Reader;

static void
clear_reader (Reader *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, clear_reader)

static void
seen_free (gpointer data)
{
  FwCaseSeen *seen = data;

  fw_record_unref (seen->record);
  g_free (seen);
}

void
fw_case_reading_free (FwCaseReading *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->cases);
  g_free (self);
}

/* ---- records ---- */

static gboolean
is_class (const FwRecord *record, const char *class)
{
  return g_strcmp0 (fw_record_text (record, "class"), class) == 0;
}

static void
take_cases_cb (GPtrArray *records, gpointer user_data)
{
  Reader *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      FwCaseSeen *seen = g_new0 (FwCaseSeen, 1);

      seen->record = fw_record_ref (records->pdata[i]);
      seen->fact.complaint = is_class (seen->record, "complaint");
      if (!fw_record_lacks (seen->record, "department"))
        seen->fact.departments = 1 + (guint) fw_record_integer (seen->record, "handoffs");
      g_ptr_array_add (self->cases, seen);
      g_hash_table_insert (self->ids, (gpointer) fw_record_get_id (seen->record), seen);
    }
}

static gboolean
read_records (Reader *self, GError **error)
{
  FwRecordCondition conditions[2];
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  if (self->window->teams != NULL)
    conditions[query.n_conditions++] =
        (FwRecordCondition){ "team", FW_RECORD_IS, self->window->teams };
  if (self->window->sites != NULL)
    conditions[query.n_conditions++] =
        (FwRecordCondition){ "site", FW_RECORD_IS, self->window->sites };
  return fw_records_ask_pages (self->records, self->scope, fw_kind_find ("case"), &query,
                               take_cases_cb, self, error);
}

/* ---- what they went through ---- */

/* A case is closed as long as it stays so: whatever it comes into later opens it, but for its
 * evaluation. */
static void
step_cb (const char *id, gint64 at, const char *from, const char *to, gpointer user_data)
{
  Reader *self = user_data;
  FwCaseSeen *seen = g_hash_table_lookup (self->ids, id);

  if (seen == NULL)
    return;
  if (seen->fact.came == 0)
    seen->fact.came = at;
  /* A rule that hands it on is no answer to the customer. */
  if (seen->fact.answered == 0 && !g_str_equal (to, "dispatched") &&
      (g_strcmp0 (from, "new") == 0 || g_strcmp0 (from, "dispatched") == 0))
    seen->fact.answered = at;
  if (!g_str_equal (to, "evaluated"))
    seen->fact.closed = g_str_equal (to, "closed") ? at : 0;
}

/* How long the customer takes is nothing that the centre owes. */
static void
breach_cb (const char *id, const char *clock, gpointer user_data)
{
  Reader *self = user_data;
  FwCaseSeen *seen = g_hash_table_lookup (self->ids, id);

  if (seen != NULL && !g_str_equal (clock, "customer"))
    seen->fact.late = TRUE;
}

static void
take_promises_cb (GPtrArray *records, gpointer user_data)
{
  Reader *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      const char *id = fw_record_text (records->pdata[i], "case"),
                 *state = fw_record_text (records->pdata[i], FW_KIND_STATE);
      FwCaseSeen *seen = id != NULL ? g_hash_table_lookup (self->ids, id) : NULL;
      const gboolean kept = g_strcmp0 (state, "kept") == 0;

      if (seen == NULL || !(kept || g_strcmp0 (state, "broken") == 0))
        continue;
      seen->fact.promises++;
      seen->fact.promises_kept += kept;
    }
}

static gboolean
read_promises (Reader *self, GError **error)
{
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;

  return fw_records_ask_pages (self->records, self->scope, fw_kind_find ("promise"), &query,
                               take_promises_cb, self, error);
}

/* ---- checklists ---- */

static void
take_all_cb (GPtrArray *records, gpointer user_data)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (user_data, fw_record_ref (records->pdata[i]));
}

/* Returns: (transfer full) (nullable) (element-type FwRecord): all of a kind that the reader sees.
 */
static GPtrArray *
read_all (Reader *self, const char *kind, GError **error)
{
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  if (!fw_records_ask_pages (self->records, self->scope, fw_kind_find (kind), &query, take_all_cb,
                             all, error))
    return NULL;
  return g_steal_pointer (&all);
}

typedef struct
{
  GPtrArray *lists, *steps, *checks; /* FwRecord */
  GHashTable *by_case;               /* id of a case -> GArray of FwChecklistCheck */
} Lists;

static gboolean
is_of (const FwRecord *record, const char *field, const char *id)
{
  return g_strcmp0 (fw_record_text (record, field), id) == 0;
}

static void
group_checks (Lists *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    {
      const char *id = fw_record_text (self->checks->pdata[i], "case");
      const FwChecklistCheck check = fw_checklist_check_read (self->checks->pdata[i]);
      GArray *checks = g_hash_table_lookup (self->by_case, id);

      if (checks == NULL)
        {
          checks = g_array_new (FALSE, FALSE, sizeof check);
          g_hash_table_insert (self->by_case, (gpointer) id, checks);
        }
      g_array_append_val (checks, check);
    }
}

static gboolean
was_begun (const Lists *self, const char *list, const GArray *checks)
{
  for (guint i = 0; checks != NULL && i < checks->len; i++)
    for (guint k = 0; k < self->steps->len; k++)
      if (is_of (self->steps->pdata[k], "checklist", list) &&
          g_str_equal (fw_record_get_id (self->steps->pdata[k]),
                       g_array_index (checks, FwChecklistCheck, i).step))
        return TRUE;
  return FALSE;
}

static void
add_steps (const Lists *self,
           const char *list,
           const GArray *checks,
           const FwCaseFact *fact,
           FwChecklistSum *sum)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const FwRecord *record = self->steps->pdata[i];
      const char *entered = fw_record_text (record, "entered");
      const FwChecklistStep step = fw_checklist_step_read (record);
      FwChecklistJudged judged;
      gint64 at;

      if (!is_of (record, "checklist", list) || !fw_checklist_is_used (record))
        continue;
      if (entered == NULL || !fw_time_parse (fw_text (entered), &at) ||
          !fw_checklist_owes (at, fact->closed))
        continue;
      judged = fw_checklist_judge (
          &step, checks != NULL ? (const FwChecklistCheck *) (gpointer) checks->data : NULL,
          checks != NULL ? checks->len : 0, fact->came, g_get_real_time ());
      fw_checklist_add (sum, &judged);
    }
}

static void
count_steps (const Lists *self, FwCaseSeen *seen)
{
  const GArray *checks = g_hash_table_lookup (self->by_case, fw_record_get_id (seen->record));
  const char *class = fw_record_text (seen->record, "class");
  FwChecklistSum sum = { 0 };

  for (guint i = 0; i < self->lists->len; i++)
    {
      const char *list = fw_record_get_id (self->lists->pdata[i]);

      if (fw_checklist_fits (self->lists->pdata[i], class, was_begun (self, list, checks)))
        add_steps (self, list, checks, &seen->fact, &sum);
    }
  seen->fact.steps = sum.owed;
  seen->fact.steps_done = sum.done;
}

static gboolean
read_checklists (Reader *self, GError **error)
{
  g_autoptr (GPtrArray) lists = read_all (self, "checklist", error);
  g_autoptr (GPtrArray) steps = lists != NULL ? read_all (self, "checklist-step", error) : NULL;
  g_autoptr (GPtrArray) checks = steps != NULL ? read_all (self, "case-check", error) : NULL;
  g_autoptr (GHashTable) by_case =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  Lists known = { lists, steps, checks, by_case };

  if (checks == NULL)
    return FALSE;
  group_checks (&known);
  for (guint i = 0; i < self->cases->len; i++)
    count_steps (&known, self->cases->pdata[i]);
  return TRUE;
}

/* ---- the same again ---- */

static void
find_repeats (Reader *self)
{
  g_autofree FwCaseRaised *raised = g_new0 (FwCaseRaised, self->cases->len + 1);
  guint n = 0;

  for (guint i = 0; i < self->cases->len; i++)
    {
      const FwCaseSeen *seen = self->cases->pdata[i];

      if (seen->fact.complaint)
        raised[n++] = (FwCaseRaised){ fw_record_text (seen->record, "customer"),
                                      fw_record_text (seen->record, "cause"), seen->fact.came,
                                      fw_record_integer (seen->record, "repeated") != 0 };
    }
  fw_case_find_repeats (raised, n, self->window->repeat_days);
  n = 0;
  for (guint i = 0; i < self->cases->len; i++)
    {
      FwCaseSeen *seen = self->cases->pdata[i];

      if (seen->fact.complaint)
        seen->fact.repeated = raised[n++].repeated;
    }
}

static gint
compare_seen (gconstpointer a, gconstpointer b)
{
  const FwCaseSeen *x = *(FwCaseSeen *const *) a, *y = *(FwCaseSeen *const *) b;

  if (x->fact.came != y->fact.came)
    return x->fact.came < y->fact.came ? -1 : 1;
  return strcmp (fw_record_get_id (x->record), fw_record_get_id (y->record));
}

/* Of one that has no history nobody knows when it came. */
static FwCaseReading *
choose (Reader *self)
{
  FwCaseReading *reading = g_new0 (FwCaseReading, 1);

  reading->cases = g_ptr_array_new_with_free_func (seen_free);
  g_hash_table_remove_all (self->ids);
  for (guint i = 0; i < self->cases->len; i++)
    {
      FwCaseSeen *seen = self->cases->pdata[i];

      if (seen->fact.came == 0 || seen->fact.came < self->window->from ||
          seen->fact.came >= self->window->to)
        continue;
      g_ptr_array_add (reading->cases, seen);
      self->cases->pdata[i] = NULL;
    }
  g_ptr_array_sort (reading->cases, compare_seen);
  return reading;
}

static void
seen_clear (gpointer data)
{
  if (data != NULL)
    seen_free (data);
}

FwCaseReading *
fw_case_read (FwRecords *records, FwScope *scope, const FwCaseWindow *window, GError **error)
{
  g_auto (Reader) self = { .records = records, .scope = scope, .window = window };
  const FwKind *kind = fw_kind_find ("case");

  g_return_val_if_fail (records != NULL && scope != NULL && window != NULL, NULL);

  self.cases = g_ptr_array_new_with_free_func (seen_clear);
  self.ids = g_hash_table_new (g_str_hash, g_str_equal);
  if (!read_records (&self, error) ||
      !fw_records_walk_steps (records, kind, step_cb, &self, error) ||
      !fw_records_walk_breaches (records, kind, breach_cb, &self, error) ||
      !read_promises (&self, error) || !read_checklists (&self, error))
    return NULL;
  find_repeats (&self);
  return choose (&self);
}
