/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-activity-plan.h"

#include "core/fw-error.h"
#include "core/roster/fw-activity.h"
#include "server/fw-activity-plan-private.h"
#include "store/fw-record-batch.h"

#include <string.h>

/* Days before the first in which it is looked who took part last; more than a quarter. */
#define LOOK_BACK 400

static void
clear_occasion (gpointer data)
{
  FwActivityOccasion *self = data;

  g_clear_pointer (&self->team, g_free);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
}

void
fw_activity_plan_clear (FwActivityPlan *self)
{
  g_clear_pointer (&self->occasions, g_array_unref);
  g_clear_pointer (&self->there, g_hash_table_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->record, fw_record_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->scope, fw_scope_unref);
  g_clear_pointer (&self->whole, fw_scope_unref);
}

static gboolean
is (const FwRecord *record, const char *field, const char *value)
{
  return g_strcmp0 (fw_record_text (record, field), value) == 0;
}

/* ---- who is meant ---- */

/* Returns: (transfer full): positions of at least the rank that the template names. */
static GHashTable *
find_positions (const FwActivityPlan *self, GError **error)
{
  const char *const *named =
      fw_record_get_list (self->record, fw_record_find (self->record, "positions"));
  g_autoptr (GPtrArray) positions =
      fw_records_list (self->records, self->whole, fw_kind_find ("position"), error);
  GHashTable *found;

  if (positions == NULL)
    return NULL;
  found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < positions->len; i++)
    {
      const char *id = fw_record_get_id (positions->pdata[i]);

      if (named != NULL && *named != NULL ? g_strv_contains (named, id)
                                          : fw_record_integer (positions->pdata[i], "rank") >=
                                                fw_record_integer (self->record, "rank"))
        g_hash_table_add (found, g_strdup (id));
    }
  return found;
}

/* Whether a list of the template holds @id, or nothing. */
static gboolean
is_named (const FwRecord *template, const char *field, const char *id)
{
  const char *const *list = fw_record_get_list (template, fw_record_find (template, field));

  return list == NULL || *list == NULL || (id != NULL && g_strv_contains (list, id));
}

static gboolean
is_meant (const FwActivityPlan *self, const FwRecord *person, GHashTable *positions)
{
  const char *position = fw_record_text (person, "position");

  if (!is_named (self->record, "sites", fw_record_text (person, "site")) ||
      !is_named (self->record, "teams", fw_record_text (person, "team")))
    return FALSE;
  if (self->template.whom == FW_CALENDAR_POSITIONS &&
      (position == NULL || !g_hash_table_contains (positions, position)))
    return FALSE;
  return fw_record_may_change (person, self->scope);
}

static gboolean
add_sites (FwActivityPlan *self, const GPtrArray *people, GHashTable *positions, GError **error)
{
  const GArray *sites = fw_directory_get_sites (self->directory);

  for (guint i = 0; i < sites->len; i++)
    {
      const FwSiteEntry *site = &g_array_index (sites, FwSiteEntry, i);
      g_autoptr (GPtrArray) meant = g_ptr_array_new ();

      for (guint k = 0; k < people->len; k++)
        if (is (people->pdata[k], "site", site->id) && is_meant (self, people->pdata[k], positions))
          g_ptr_array_add (meant, people->pdata[k]);
      if (meant->len > 0 && !fw_activity_plan_add_site (self, site, meant, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_occasions (gconstpointer a, gconstpointer b)
{
  const FwActivityOccasion *one = a, *two = b;
  const int by_site = g_strcmp0 (one->site->id, two->site->id);

  if (one->when.first != two->when.first)
    return one->when.first > two->when.first ? 1 : -1;
  return by_site != 0 ? by_site : g_strcmp0 (one->team, two->team);
}

/* ---- what is there ---- */

static gboolean
is_draft (const FwActivityPlan *self, const FwRecord *activity)
{
  const gint64 day = fw_record_integer (activity, "day");

  return is (activity, "state", "draft") && day >= self->first && day <= self->last &&
         fw_record_may_change (activity, self->scope);
}

static void
unref_list (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
take_there (GPtrArray *records, gpointer data)
{
  FwActivityPlan *self = data;
  GHashTable *there = self->there;

  for (guint i = 0; i < records->len; i++)
    {
      const char *person = fw_record_text (records->pdata[i], "person");
      GPtrArray *list = g_hash_table_lookup (there, person);

      if (list == NULL)
        {
          list = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
          g_hash_table_insert (there, g_strdup (person), list);
        }
      g_ptr_array_add (list, fw_record_ref (records->pdata[i]));
      if (is_draft (self, records->pdata[i]))
        g_ptr_array_add (self->drafts, fw_record_ref (records->pdata[i]));
    }
}

static gboolean
read_there (FwActivityPlan *self, GError **error)
{
  g_autofree char *since = fw_date_format (self->first - LOOK_BACK);
  const char *const template[] = { fw_record_get_id (self->record), NULL };
  const char *const least[] = { since, NULL };
  const FwRecordCondition conditions[] = { { "template", FW_RECORD_IS, template },
                                           { "day", FW_RECORD_AT_LEAST, least } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  self->there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_list);
  return fw_records_ask_pages (self->records, self->whole, fw_kind_find ("activity"), &query,
                               take_there, self, error);
}

/* ---- tasks of a peak ---- */

static gboolean
has_task (const GPtrArray *tasks, const char *site, const char *name)
{
  for (guint i = 0; i < tasks->len; i++)
    if (is (tasks->pdata[i], "site", site) && is (tasks->pdata[i], "name", name))
      return TRUE;
  return FALSE;
}

static void
add_task (FwActivityPlan *self,
          const FwSiteEntry *site,
          const FwRecord *peak,
          gint32 begins,
          const FwCalendarTask *task)
{
  const FwKind *kind = fw_kind_find ("preparation-task");
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (FwRecord) record = fw_record_new (kind, id);
  const gint64 by = fw_record_integer (peak, "day") - task->before;

  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "name", task->name);
  fw_record_put_text (record, "peak", fw_record_get_id (peak));
  fw_record_put_text (record, "template", fw_record_get_id (self->record));
  fw_record_put_text (record, "site", site->id);
  fw_record_set_integer (record, fw_record_find (record, "from"), begins);
  fw_record_set_integer (record, fw_record_find (record, "by"), MAX (by, begins));
  if (fw_record_may_change (record, self->scope))
    g_ptr_array_add (self->tasks, g_steal_pointer (&record));
  else
    self->tasks_shared = TRUE;
}

gboolean
fw_activity_plan_add_tasks (FwActivityPlan *self,
                            const FwSiteEntry *site,
                            const FwRecord *peak,
                            gint32 begins,
                            GError **error)
{
  g_autoptr (GArray) tasks = fw_calendar_tasks_parse (fw_record_text (self->record, "tasks"));
  const char *const peaks[] = { fw_record_get_id (peak), NULL };
  const char *const templates[] = { fw_record_get_id (self->record), NULL };
  const FwRecordCondition conditions[] = { { "peak", FW_RECORD_IS, peaks },
                                           { "template", FW_RECORD_IS, templates } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) there = NULL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  there = fw_records_ask_all (self->records, self->whole, fw_kind_find ("preparation-task"), &query,
                              error);
  for (guint i = 0; there != NULL && tasks != NULL && i < tasks->len; i++)
    {
      const FwCalendarTask *task = &g_array_index (tasks, FwCalendarTask, i);

      if (has_task (there, site->id, task->name))
        self->tasks_there++;
      else
        add_task (self, site, peak, begins, task);
    }
  return there != NULL;
}

/* ---- all ---- */

static gboolean
begin (FwActivityPlan *self, const char *template, GError **error)
{
  self->record = fw_records_get (self->records, self->scope, fw_kind_find ("calendar-template"),
                                 template, error);
  if (self->record == NULL)
    return FALSE;
  if (!fw_record_lacks (self->record, "used") && fw_record_integer (self->record, "used") == 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT,
                           "the calendar template is not in use");
      return FALSE;
    }
  fw_calendar_template_read (self->record, &self->template);
  self->directory = fw_records_get_directory (self->records, error);
  return self->directory != NULL && read_there (self, error);
}

gboolean
fw_activity_plan_init (FwActivityPlan *self,
                       FwRecords *records,
                       FwScope *scope,
                       const char *template,
                       gint32 first,
                       gint32 last,
                       GError **error)
{
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GHashTable) positions = NULL;

  g_return_val_if_fail (self != NULL && records != NULL && template != NULL, FALSE);
  g_return_val_if_fail (first <= last && last - first < FW_ACTIVITY_PLAN_MOST_DAYS, FALSE);

  *self = (FwActivityPlan){ .records = records,
                            .scope = fw_scope_ref (scope),
                            .whole = fw_scope_new_administrator (),
                            .first = first,
                            .last = last,
                            .now = g_get_real_time () };
  self->occasions = g_array_new (FALSE, FALSE, sizeof (FwActivityOccasion));
  g_array_set_clear_func (self->occasions, clear_occasion);
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  if (!begin (self, template, error))
    return FALSE;
  positions = find_positions (self, error);
  people =
      positions != NULL ? fw_records_list (records, scope, fw_kind_find ("person"), error) : NULL;
  if (people == NULL || !add_sites (self, people, positions, error))
    return FALSE;
  g_array_sort (self->occasions, compare_occasions);
  return TRUE;
}

/* ---- writing ---- */

static void
set_integer (FwRecord *record, const char *field, gint64 value)
{
  fw_record_set_integer (record, fw_record_find (record, field), value);
}

static FwRecord *
make_activity (const FwActivityPlan *self,
               const FwActivityOccasion *occasion,
               const FwCalendarGroup *group,
               const FwRecord *person)
{
  FwZone *zone = occasion->site->zone;
  g_autofree char *id = g_uuid_string_random ();
  FwRecord *record = fw_record_new (fw_kind_find ("activity"), id);
  const gint64 minute = fw_zone_get_minute_of_day (zone, group->time.from);

  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "name", fw_record_text (self->record, "name"));
  fw_record_put_text (record, "person", fw_record_get_id (person));
  fw_record_put_text (record, "template", fw_record_get_id (self->record));
  set_integer (record, "due", occasion->when.due);
  set_integer (record, "day", fw_zone_get_date (zone, group->time.from));
  set_integer (record, "begins", minute);
  set_integer (record, "ends", fw_zone_get_minute_of_day (zone, group->time.to));
  set_integer (record, "phones", self->template.adds);
  return record;
}

static void
add_write (GArray *writes, FwRecord *record)
{
  const FwRecordWrite write = { record, FALSE };

  g_array_append_val (writes, write);
}

static void
clear_write (gpointer data)
{
  fw_record_unref (((FwRecordWrite *) data)->record);
}

static void
add_groups (const FwActivityPlan *self, const FwActivityOccasion *occasion, GArray *writes)
{
  for (guint i = 0; i < occasion->groups->len; i++)
    {
      const FwCalendarGroup *group = &g_array_index (occasion->groups, FwCalendarGroup, i);

      for (guint k = 0; k < group->people->len; k++)
        add_write (writes, make_activity (
                               self, occasion, group,
                               occasion->people->pdata[g_array_index (group->people, guint, k)]));
    }
}

static void
add_drafts (const FwActivityPlan *self, GArray *writes)
{
  for (guint i = 0; i < self->drafts->len; i++)
    add_write (writes, fw_record_copy (self->drafts->pdata[i]));
}

void
fw_activity_written_clear (FwActivityWritten *self)
{
  g_clear_pointer (&self->made, g_ptr_array_unref);
}

static void
note_written (FwActivityWritten *written, const GArray *writes, guint n)
{
  written->made = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (written->made,
                     g_strdup (fw_record_get_id (g_array_index (writes, FwRecordWrite, i).record)));
}

gboolean
fw_activity_plan_write (FwActivityPlan *self,
                        gboolean publish,
                        FwActivityWritten *written,
                        GError **error)
{
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));
  g_autoptr (GArray) refusals = g_array_new (FALSE, FALSE, sizeof (FwRecordRefusal));
  guint n;

  g_return_val_if_fail (self != NULL && written != NULL, FALSE);

  g_array_set_clear_func (writes, clear_write);
  g_array_set_clear_func (refusals, (GDestroyNotify) fw_record_refusal_clear);
  for (guint i = 0; i < self->occasions->len; i++)
    add_groups (self, &g_array_index (self->occasions, FwActivityOccasion, i), writes);
  n = writes->len;
  if (publish)
    add_drafts (self, writes);
  for (guint i = 0; publish && i < writes->len; i++)
    fw_record_put_text (g_array_index (writes, FwRecordWrite, i).record, "state", "published");
  for (guint i = 0; i < self->tasks->len; i++)
    add_write (writes, fw_record_ref (self->tasks->pdata[i]));
  if (writes->len > FW_RECORD_BATCH_MAX)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                   "%u activities are more than are written at once: choose fewer days",
                   writes->len);
      return FALSE;
    }
  *written = (FwActivityWritten){ .published = publish ? self->drafts->len : 0,
                                  .tasks = self->tasks->len };
  note_written (written, writes, n);
  return writes->len == 0 ||
         fw_records_write_batch (self->records, self->scope, writes, self->now, refusals, error);
}
