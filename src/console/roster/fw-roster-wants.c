/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-wants.h"

#include "core/roster/fw-roster-fill.h"

#include <math.h>

/* Half a roster says nothing of what a site lacks. */
static const FwRecord *
find_site (const FwRosterHouse *house, const char *site, const char *team, const char *limits)
{
  if ((team != NULL && *team != '\0') || *limits != '\0')
    return NULL;
  if (site == NULL || *site == '\0')
    return house->sites->len == 1 ? house->sites->pdata[0] : NULL;
  for (guint i = 0; i < house->sites->len; i++)
    if (g_str_equal (fw_record_get_id (house->sites->pdata[i]), site))
      return house->sites->pdata[i];
  return NULL;
}

FwRosterWants *
fw_roster_wants_new (const FwRosterHouse *house,
                     const char *site,
                     const char *team,
                     const char *limits,
                     gint32 first,
                     guint n_days)
{
  FwRosterWants *self;
  const FwRecord *record;

  g_return_val_if_fail (house != NULL && limits != NULL, NULL);

  self = g_new0 (FwRosterWants, 1);
  self->first = first;
  self->n_days = n_days;
  self->days = g_new0 (FwRosterWantsDay, n_days);
  self->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_need_free);
  record = find_site (house, site, team, limits);
  if (record != NULL)
    self->zone = fw_zone_new (fw_record_text (record, "time_zone"),
                              (guint) fw_record_integer (record, "day_start"), NULL);
  if (self->zone != NULL)
    {
      self->site = g_strdup (fw_record_get_id (record));
      self->clock = g_time_zone_new_identifier (fw_zone_get_identifier (self->zone));
    }
  return self;
}

void
fw_roster_wants_free (FwRosterWants *self)
{
  if (self == NULL)
    return;
  g_free (self->site);
  g_clear_pointer (&self->zone, fw_zone_unref);
  g_clear_pointer (&self->clock, g_time_zone_unref);
  g_free (self->days);
  g_ptr_array_unref (self->needs);
  g_free (self);
}

void
fw_roster_wants_take (FwRosterWants *self, GPtrArray *records)
{
  g_return_if_fail (self != NULL && records != NULL);

  g_ptr_array_set_size (self->needs, 0);
  for (guint i = 0; i < records->len; i++)
    {
      FwNeed *need = fw_need_read (records->pdata[i], NULL);

      if (need != NULL)
        g_ptr_array_add (self->needs, need);
    }
}

void
fw_roster_wants_carry (FwRosterWants *self, FwRosterWants *old)
{
  g_return_if_fail (self != NULL && old != NULL);

  if (g_strcmp0 (self->site, old->site) == 0 && self->first == old->first)
    {
      g_ptr_array_unref (self->needs);
      self->needs = g_ptr_array_ref (old->needs);
    }
}

/* ---- counting ---- */

static void
add_break (
    FwRosterWants *self, FwRosterWantsDay *day, gint32 date, guint from, guint to, int weight)
{
  fw_cover_add_shift (day->planned, day->n, day->from, self->zone, date, from, to, NULL, 0, weight);
}

/* Whoever has breaks of her own is there in those of the shift, and not in hers. */
static void
add_own_breaks (FwRosterWants *self, FwRosterWantsDay *day, gint32 date, FwRosterPlan *plan)
{
  for (guint i = 0; i < plan->rows->len && fw_roster_plan_knows (plan, date); i++)
    {
      const FwRecord *shift = fw_roster_plan_get (plan, plan->rows->pdata[i], date);
      const FwRosterTemplate *template =
          shift != NULL && !fw_record_lacks (shift, "breaks") && fw_roster_shift_is (shift, "work")
              ? fw_roster_plan_find_template (plan, fw_record_text (shift, "template"))
              : NULL;
      FwBreak breaks[FW_BREAKS_MOST];
      guint n = 0;

      if (template == NULL || !fw_breaks_parse (fw_record_text (shift, "breaks"), template->start,
                                                template->length, breaks, &n))
        continue;
      for (guint k = 0; k < template->n_breaks; k++)
        add_break (self, day, date, template->start + template->breaks[k].start,
                   template->breaks[k].length, 1);
      for (guint k = 0; k < n; k++)
        add_break (self, day, date, template->start + breaks[k].start, breaks[k].length, -1);
    }
}

/* A night of the day before is at work as well. */
static void
add_planned (FwRosterWants *self, FwRosterWantsDay *day, gint32 date, FwRosterPlan *plan)
{
  for (guint i = 0; i < plan->templates->len; i++)
    {
      const FwRosterTemplate *template = plan->templates->pdata[i];

      for (gint32 at = date - 1; at <= date + 1; at++)
        {
          const guint people = fw_roster_plan_count (plan, template, at);

          if (people > 0)
            fw_cover_add_shift (day->planned, day->n, day->from, self->zone, at, template->start,
                                template->length, template->breaks, template->n_breaks, people);
        }
    }
  for (gint32 at = date - 1; at <= date + 1; at++)
    add_own_breaks (self, day, at, plan);
}

void
fw_roster_wants_count (FwRosterWants *self, FwRosterPlan *plan)
{
  g_return_if_fail (self != NULL && plan != NULL);

  for (guint i = 0; self->zone != NULL && i < self->n_days; i++)
    {
      FwRosterWantsDay *day = &self->days[i];
      const gint32 date = self->first + (gint32) i;
      gint64 end;

      *day = (FwRosterWantsDay){ .clock = self->clock };
      fw_zone_get_day_bounds (self->zone, date, &day->from, &end);
      day->n = (guint) MIN ((end - day->from) / FW_COVER_STEP, FW_NEED_MOST_MOMENTS);
      day->known = fw_need_add_up (self->needs, date, day->wanted, day->n);
      add_planned (self, day, date, plan);
      day->gap = fw_cover_find_gap (day->wanted, day->planned, day->n);
      for (guint at = 0; at < day->n; at++)
        {
          day->lacks[at] = fw_cover_count_short (day->wanted[at], day->planned[at]);
          day->hours_planned += day->planned[at] / 2;
          day->hours_wanted += isnan (day->wanted[at]) ? 0 : day->wanted[at] / 2;
        }
    }
}

const FwRosterWantsDay *
fw_roster_wants_get (const FwRosterWants *self, gint32 day)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->site != NULL && day >= self->first && day < self->first + (gint32) self->n_days
             ? &self->days[day - self->first]
             : NULL;
}

gboolean
fw_roster_wants_is_known (const FwRosterWants *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; self->site != NULL && i < self->n_days; i++)
    if (self->days[i].known)
      return TRUE;
  return FALSE;
}

/* ---- as shifts ---- */

/* By the clock on the wall, as shifts go; of an hour that it shows twice the second. */
static double *
list_slots (const FwRosterWants *self)
{
  const gsize n = (gsize) self->n_days * FW_COVER_SLOTS;
  const guint day_start = fw_zone_get_day_start (self->zone);
  double *slots = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    slots[i] = NAN;
  for (guint i = 0; i < self->n_days; i++)
    for (guint at = 0; at < self->days[i].n; at++)
      {
        const guint minute =
            fw_zone_get_minute_of_day (self->zone, self->days[i].from + at * FW_COVER_STEP);
        const gsize slot =
            (gsize) (i + (minute < day_start ? 1 : 0)) * FW_COVER_SLOTS + minute / 30;

        if (slot < n)
          slots[slot] = self->days[i].wanted[at];
      }
  return slots;
}

guint *
fw_roster_wants_find_shifts (const FwRosterWants *self, FwRosterPlan *plan)
{
  g_autofree double *slots = NULL;
  g_autofree FwCoverShift *shifts = NULL;
  g_autofree guint *given = NULL;
  guint *counts;

  g_return_val_if_fail (self != NULL && plan != NULL, NULL);

  if (!fw_roster_wants_is_known (self) || plan->templates->len == 0)
    return NULL;
  slots = list_slots (self);
  shifts = g_new0 (FwCoverShift, plan->templates->len);
  given = g_new0 (guint, (gsize) (self->n_days + 1) * plan->templates->len);
  for (guint i = 0; i < plan->templates->len; i++)
    {
      const FwRosterTemplate *template = plan->templates->pdata[i];

      shifts[i] = (FwCoverShift){ .start = template->start,
                                  .length = template->length,
                                  .n_breaks = template->n_breaks };
      for (guint j = 0; j < template->n_breaks; j++)
        shifts[i].breaks[j] = template->breaks[j];
      for (guint day = 0; day <= self->n_days; day++)
        given[day * plan->templates->len + i] =
            fw_roster_plan_count (plan, template, self->first + (gint32) day - 1);
    }
  counts = g_new0 (guint, (gsize) self->n_days * plan->templates->len);
  fw_cover_find_shifts (slots, self->n_days, shifts, plan->templates->len, given, counts);
  for (guint day = 0; day < self->n_days; day++)
    for (guint i = 0; i < plan->templates->len && !self->days[day].known; i++)
      counts[day * plan->templates->len + i] = FW_ROSTER_FILL_AS_BEFORE;
  return counts;
}
