/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster.h"

/* A judge of plans: written from the rules, sharing nothing with what makes them. */

static char *
check_shifts (const FwRosterProblem *self, const FwRosterPerson *person, const guint8 *row)
{
  guint n[FW_ROSTER_MOST_SHIFTS + 1] = { 0 }, minutes = 0;

  for (guint day = 0; day < self->n_days; day++)
    {
      if (row[day] == FW_ROSTER_OFF)
        continue;
      if (row[day] > self->n_shifts)
        return g_strdup_printf ("%s, day %u: there is no such shift", person->id, day);
      if (person->off[day])
        return g_strdup_printf ("%s, day %u: a fixed day off", person->id, day);
      n[row[day]]++;
      minutes += self->shifts[row[day] - 1].minutes;
      if (day + 1 < self->n_days && row[day + 1] != FW_ROSTER_OFF &&
          row[day + 1] <= self->n_shifts &&
          (self->shifts[row[day] - 1].bars >> (row[day + 1] - 1) & 1) != 0)
        return g_strdup_printf ("%s, day %u: %s may not follow %s", person->id, day + 1,
                                self->shifts[row[day + 1] - 1].id, self->shifts[row[day] - 1].id);
    }
  for (guint shift = 0; shift < self->n_shifts; shift++)
    if (n[shift + 1] > person->most_of[shift])
      return g_strdup_printf ("%s: %u times %s, at most %u", person->id, n[shift + 1],
                              self->shifts[shift].id, person->most_of[shift]);
  if (minutes < person->least_minutes || minutes > person->most_minutes)
    return g_strdup_printf ("%s: %u minutes, expected %u to %u", person->id, minutes,
                            person->least_minutes, person->most_minutes);
  return NULL;
}

static char *
check_runs (const FwRosterProblem *self, const FwRosterPerson *person, const guint8 *row)
{
  guint start = 0;

  for (guint day = 1; day <= self->n_days; day++)
    {
      gboolean works = row[start] != FW_ROSTER_OFF;
      gboolean inside = start > 0 && day < self->n_days;

      if (day < self->n_days && (row[day] != FW_ROSTER_OFF) == works)
        continue;
      if (works && day - start > person->most_run)
        return g_strdup_printf ("%s, day %u: %u days of work in a row, at most %u", person->id,
                                start, day - start, person->most_run);
      if (works && inside && day - start < person->least_run)
        return g_strdup_printf ("%s, day %u: %u days of work in a row, at least %u", person->id,
                                start, day - start, person->least_run);
      if (!works && inside && day - start < person->least_rest)
        return g_strdup_printf ("%s, day %u: %u days off in a row, at least %u", person->id, start,
                                day - start, person->least_rest);
      start = day;
    }
  return NULL;
}

static char *
check_weekends (const FwRosterProblem *self, const FwRosterPerson *person, const guint8 *row)
{
  guint weekends = 0;

  for (guint saturday = 5; saturday < self->n_days; saturday += 7)
    weekends += row[saturday] != FW_ROSTER_OFF ||
                (saturday + 1 < self->n_days && row[saturday + 1] != FW_ROSTER_OFF);
  if (weekends > person->most_weekends)
    return g_strdup_printf ("%s: %u weekends, at most %u", person->id, weekends,
                            person->most_weekends);
  return NULL;
}

char *
fw_roster_check (const FwRosterProblem *self, const guint8 *plan)
{
  g_return_val_if_fail (self != NULL && plan != NULL, NULL);

  for (guint i = 0; i < self->n_people; i++)
    {
      const FwRosterPerson *person = &self->people[i];
      const guint8 *row = plan + i * self->n_days;
      char *breach = check_shifts (self, person, row);

      if (breach == NULL)
        breach = check_runs (self, person, row);
      if (breach == NULL)
        breach = check_weekends (self, person, row);
      if (breach != NULL)
        return breach;
    }
  return NULL;
}
