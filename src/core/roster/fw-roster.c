/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster.h"

FwRosterProblem *
fw_roster_problem_new (guint n_days, guint n_shifts, guint n_people)
{
  FwRosterProblem *self;

  g_return_val_if_fail (n_days > 0 && n_days <= FW_ROSTER_MOST_DAYS, NULL);
  g_return_val_if_fail (n_shifts > 0 && n_shifts <= FW_ROSTER_MOST_SHIFTS, NULL);
  g_return_val_if_fail (n_people > 0 && n_people <= FW_ROSTER_MOST_PEOPLE, NULL);

  self = g_new0 (FwRosterProblem, 1);
  self->n_days = n_days;
  self->n_shifts = n_shifts;
  self->n_people = n_people;
  self->shifts = g_new0 (FwRosterShift, n_shifts);
  self->people = g_new0 (FwRosterPerson, n_people);
  self->cover = g_new0 (FwRosterCover, n_days * n_shifts);
  self->wishes = g_new0 (gint32, (gsize) n_people * n_days * n_shifts);
  for (guint i = 0; i < n_people; i++)
    self->people[i].off = g_new0 (guint8, n_days);
  return self;
}

void
fw_roster_problem_free (FwRosterProblem *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_shifts; i++)
    g_free (self->shifts[i].id);
  for (guint i = 0; i < self->n_people; i++)
    {
      g_free (self->people[i].id);
      g_free (self->people[i].off);
    }
  g_free (self->shifts);
  g_free (self->people);
  g_free (self->cover);
  g_free (self->wishes);
  g_free (self);
}

/* The most days that can be worked: runs as long as may be, breaks as short, and fixed days off. */
static guint
count_days (const FwRosterProblem *self, const FwRosterPerson *person)
{
  guint most = 0, run = 0, rest = 0;

  for (guint day = 0; day < self->n_days; day++)
    if (!person->off[day] && run < person->most_run &&
        (rest == 0 || rest >= person->least_rest || run > 0 || day == rest))
      {
        most++;
        run++;
        rest = 0;
      }
    else
      {
        run = 0;
        rest++;
      }
  return most;
}

char *
fw_roster_problem_find_conflict (const FwRosterProblem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->n_people; i++)
    {
      const FwRosterPerson *person = &self->people[i];
      guint longest = 0;

      if (person->least_minutes > person->most_minutes)
        return g_strdup_printf ("%s: at least %u minutes and at most %u", person->id,
                                person->least_minutes, person->most_minutes);
      if (person->least_run > person->most_run)
        return g_strdup_printf ("%s: at least %u days in a row and at most %u", person->id,
                                person->least_run, person->most_run);
      for (guint shift = 0; shift < self->n_shifts; shift++)
        if (person->most_of[shift] > 0)
          longest = MAX (longest, self->shifts[shift].minutes);
      if (person->least_minutes > 0 && longest == 0)
        return g_strdup_printf ("%s: at least %u minutes and no shift that may be worked",
                                person->id, person->least_minutes);
      if (person->least_minutes > count_days (self, person) * longest)
        return g_strdup_printf ("%s: at least %u minutes, but days off and runs of at most %u days "
                                "leave %u days of %u minutes",
                                person->id, person->least_minutes, person->most_run,
                                count_days (self, person), longest);
    }
  return NULL;
}

gint64
fw_roster_compute_cost (const FwRosterProblem *self, const guint8 *plan)
{
  gint64 cost;

  g_return_val_if_fail (self != NULL && plan != NULL, 0);

  cost = self->wished;
  for (guint day = 0; day < self->n_days; day++)
    for (guint shift = 0; shift < self->n_shifts; shift++)
      {
        const FwRosterCover *cover = &self->cover[day * self->n_shifts + shift];
        guint n = 0;

        for (guint person = 0; person < self->n_people; person++)
          if (plan[person * self->n_days + day] == shift + 1)
            {
              n++;
              cost += self->wishes[(person * self->n_days + day) * self->n_shifts + shift];
            }
        cost += n < cover->wanted ? (gint64) (cover->wanted - n) * cover->under
                                  : (gint64) (n - cover->wanted) * cover->over;
      }
  return cost;
}
