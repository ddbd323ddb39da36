/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-planned-cover.h"

#include "core/roster/fw-activity.h"
#include "server/fw-server-private.h"

/* ---- reading ---- */

static void
take_shifts (GPtrArray *records, gpointer data)
{
  FwPlannedCover *self = data;

  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *template = NULL;
      const char *id = fw_record_text (records->pdata[i], "template");

      if (id != NULL)
        template = g_hash_table_lookup (self->templates, id);
      /* Leave and days off have no hours; they tell by their team who is away. */
      if (template != NULL || g_strcmp0 (fw_record_text (records->pdata[i], "type"), "leave") == 0)
        g_ptr_array_add (self->shifts, fw_record_ref (records->pdata[i]));
    }
}

static void
unref_list (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
take_needs (GPtrArray *records, gpointer data)
{
  for (guint i = 0; i < records->len; i++)
    {
      FwNeed *need = fw_need_read (records->pdata[i], NULL);

      if (need != NULL)
        g_ptr_array_add (((FwPlannedCover *) data)->needs, need);
    }
}

static void
take_activities (GPtrArray *records, gpointer data)
{
  GHashTable *activities = ((FwPlannedCover *) data)->activities;

  for (guint i = 0; i < records->len; i++)
    {
      const char *person = fw_record_text (records->pdata[i], "person");
      GPtrArray *list = g_hash_table_lookup (activities, person);

      if (list == NULL)
        {
          list = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
          g_hash_table_insert (activities, g_strdup (person), list);
        }
      g_ptr_array_add (list, fw_record_ref (records->pdata[i]));
    }
}

static gboolean
ask_days (FwRecords *records,
          FwScope *whole,
          const char *kind,
          const char *site,
          gint32 from,
          gint32 to,
          FwRecordPageFunc func,
          FwPlannedCover *self,
          GError **error)
{
  g_autofree char *first = fw_date_format (from), *last = fw_date_format (to);
  const char *const least[] = { first, NULL }, *const most[] = { last, NULL };
  const char *const sites[] = { site, NULL };
  const FwRecordCondition conditions[] = { { "day", FW_RECORD_AT_LEAST, least },
                                           { "day", FW_RECORD_AT_MOST, most },
                                           { "site", FW_RECORD_IS, sites } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = site != NULL ? 3 : 2;
  return fw_records_ask_pages (records, whole, fw_kind_find (kind), &query, func, self, error);
}

gboolean
fw_planned_cover_read (FwPlannedCover *self,
                       FwRecords *records,
                       FwScope *whole,
                       FwZone *zone,
                       const char *site,
                       gint32 first,
                       gint32 last,
                       GError **error)
{
  g_autoptr (GPtrArray) templates =
      fw_records_list (records, whole, fw_kind_find ("shift-template"), error);

  g_return_val_if_fail (self != NULL && zone != NULL, FALSE);

  if (templates == NULL)
    return FALSE;
  self->zone = zone;
  self->templates =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_record_unref);
  self->shifts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_need_free);
  self->activities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_list);
  for (guint i = 0; i < templates->len; i++)
    {
      FwRecord *template = fw_record_ref (templates->pdata[i]);

      if (g_strcmp0 (fw_record_text (template, "site"), site) == 0)
        g_hash_table_insert (self->templates, (gpointer) fw_record_get_id (template), template);
      else
        fw_record_unref (template);
    }
  return ask_days (records, whole, "shift", NULL, first - 1, last + 1, take_shifts, self, error) &&
         ask_days (records, whole, "activity", NULL, first - 1, last + 2, take_activities, self,
                   error) &&
         ask_days (records, whole, "published-forecast", site, first, last, take_needs, self,
                   error);
}

void
fw_planned_cover_clear (FwPlannedCover *self)
{
  g_clear_pointer (&self->templates, g_hash_table_unref);
  g_clear_pointer (&self->shifts, g_ptr_array_unref);
  g_clear_pointer (&self->needs, g_ptr_array_unref);
  g_clear_pointer (&self->activities, g_hash_table_unref);
}

/* ---- counting ---- */

/* Those of the person of @shift; on another day they are not within it. */
static void
lay_activities (const FwPlannedCover *self, const FwRecord *shift, GArray *plan)
{
  const GPtrArray *list = g_hash_table_lookup (self->activities, fw_record_text (shift, "person"));

  for (guint i = 0; list != NULL && i < list->len; i++)
    fw_activity_lay (plan, list->pdata[i], self->zone, 0);
}

void
fw_planned_cover_lay (
    const FwPlannedCover *self, gint32 date, const char *id, const FwRecord *shift, GArray *plan)
{
  const FwRecord *template = id != NULL ? g_hash_table_lookup (self->templates, id) : NULL;
  FwBreak breaks[FW_BREAKS_MOST];
  guint start, length, n = 0;

  g_return_if_fail (plan != NULL);

  if (template == NULL)
    return;
  start = (guint) fw_record_integer (template, "start");
  length = (guint) fw_record_integer (template, "length_minutes");
  if ((shift == NULL || fw_record_lacks (shift, "breaks") ||
       !fw_breaks_parse (fw_record_text (shift, "breaks"), start, length, breaks, &n)) &&
      !fw_breaks_parse (fw_record_text (template, "breaks"), start, length, breaks, &n))
    n = 0;
  fw_day_lay_shift (plan, self->zone, date, start, length, breaks, n, FW_DAY_WORK);
  if (shift != NULL)
    lay_activities (self, shift, plan);
}

static void
add_hours (const FwPlannedCover *self,
           FwPlannedDay *day,
           gint32 date,
           const char *id,
           const FwRecord *shift)
{
  g_autoptr (GArray) plan = g_array_new (FALSE, FALSE, sizeof (FwDaySpan));

  fw_planned_cover_lay (self, date, id, shift, plan);
  for (guint i = 0; i < plan->len; i++)
    {
      const FwDaySpan *span = &g_array_index (plan, FwDaySpan, i);

      if (span->kind == FW_DAY_WORK)
        fw_cover_add (day->planned, day->n, day->from, span->from, span->to, 1);
    }
}

static gboolean
is_changed (const FwRecord *shift, const FwPlannedChange *changes, guint n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    if (fw_record_integer (shift, "day") == changes[i].day &&
        g_strcmp0 (fw_record_text (shift, "person"), changes[i].person) == 0)
      return TRUE;
  return FALSE;
}

void
fw_planned_cover_count (const FwPlannedCover *self,
                        gint32 date,
                        const FwPlannedChange *changes,
                        guint n_changes,
                        FwPlannedDay *day)
{
  gint64 end;

  g_return_if_fail (self != NULL && day != NULL && (changes != NULL || n_changes == 0));

  *day = (FwPlannedDay){ 0 };
  fw_zone_get_day_bounds (self->zone, date, &day->from, &end);
  day->n = (guint) MIN ((end - day->from) / FW_COVER_STEP, FW_NEED_MOST_MOMENTS);
  day->known = fw_need_add_up (self->needs, date, day->wanted, day->n);
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FwRecord *shift = self->shifts->pdata[i];
      const gint32 at = (gint32) fw_record_integer (shift, "day");

      if (ABS (at - date) <= 1 && g_strcmp0 (fw_record_text (shift, "type"), "work") == 0 &&
          !is_changed (shift, changes, n_changes))
        add_hours (self, day, at, fw_record_text (shift, "template"), shift);
    }
  for (guint i = 0; i < n_changes; i++)
    if (ABS (changes[i].day - date) <= 1)
      add_hours (self, day, changes[i].day, changes[i].template, NULL);
}
