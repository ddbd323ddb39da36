/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster-feasible.h"

#include <string.h>

/* Day by day, which sums of minutes can be reached with so many weekends and such a run at the end:
 * one bit a sum. */

typedef struct
{
  const FwRosterProblem *problem;
  const FwRosterPerson *person;
  guint unit, n_words; /* minutes of a bit, words of a set */
  guint n_rest, n_run; /* longer ones are all the same to the rules */
  guint n_shifts;      /* of those that the person may work */
  guint shifts[FW_ROSTER_MOST_SHIFTS];
  guint n_weekends;
  gsize n_sets;
  guint64 *now, *next; /* of each status and number of weekends: a set */
} Reach;

static guint64 *
get_set (const Reach *self, guint64 *sets, guint status, guint weekends)
{
  return sets + ((gsize) status * (self->n_weekends + 1) + weekends) * self->n_words;
}

static void
add_set (const Reach *self, guint64 *to, const guint64 *from, guint units)
{
  guint words = units / 64, bits = units % 64;

  for (guint i = self->n_words; i-- > words;)
    {
      guint64 word = from[i - words] << bits;

      if (bits > 0 && i > words)
        word |= from[i - words - 1] >> (64 - bits);
      to[i] |= word;
    }
}

static gboolean
is_empty (const Reach *self, const guint64 *set)
{
  for (guint i = 0; i < self->n_words; i++)
    if (set[i] != 0)
      return FALSE;
  return TRUE;
}

/* A status is a length of rest, or the last shift and the length of the run. */
static guint
get_work (const Reach *self, guint shift, guint run)
{
  return self->n_rest + shift * self->n_run + MIN (run, self->n_run) - 1;
}

static void
work_on (Reach *self, const guint64 *from, guint last, guint run, guint weekends)
{
  guint32 bars = last < self->n_shifts ? self->problem->shifts[self->shifts[last]].bars : 0;

  for (guint i = 0; i < self->n_shifts; i++)
    if ((bars >> self->shifts[i] & 1) == 0)
      add_set (self, get_set (self, self->next, get_work (self, i, run), weekends), from,
               self->problem->shifts[self->shifts[i]].minutes / self->unit);
}

static void
leave (Reach *self, guint status, guint weekends, guint day)
{
  const FwRosterPerson *person = self->person;
  const guint64 *from = get_set (self, self->now, status, weekends);
  gboolean rests = status < self->n_rest;
  guint last = rests ? self->n_shifts : (status - self->n_rest) / self->n_run;
  guint run = rests ? 0 : (status - self->n_rest) % self->n_run + 1;
  guint rest = rests ? MIN (status + 1, self->n_rest - 1) : 0;
  gboolean counts = day % 7 == 5 || (day % 7 == 6 && (rests || day == 0));

  if (is_empty (self, from))
    return;
  /* The run that touches the first day may be short. */
  if (rests || run >= person->least_run || run == day)
    add_set (self, get_set (self, self->next, rest, weekends), from, 0);
  if (person->off[day] || (rests && status + 1 < self->n_rest) ||
      (run >= person->most_run && !rests) || person->most_run == 0 ||
      weekends + counts > self->n_weekends)
    return;
  work_on (self, from, last, run + 1, weekends + counts);
}

static void
run_days (Reach *self, guint n_status)
{
  get_set (self, self->now, self->n_rest - 1, 0)[0] = 1;
  for (guint day = 0; day < self->problem->n_days; day++)
    {
      guint64 *swap = self->now;

      memset (self->next, 0, self->n_sets * self->n_words * sizeof *self->next);
      for (guint status = 0; status < n_status; status++)
        for (guint weekends = 0; weekends <= self->n_weekends; weekends++)
          leave (self, status, weekends, day);
      self->now = self->next;
      self->next = swap;
    }
}

static gboolean
holds (const Reach *self, guint least, guint most)
{
  for (gsize set = 0; set < self->n_sets; set++)
    for (guint units = least; units <= most; units++)
      if ((self->now[set * self->n_words + units / 64] >> units % 64 & 1) != 0)
        return TRUE;
  return FALSE;
}

static guint
find_divisor (guint a, guint b)
{
  return b == 0 ? a : find_divisor (b, a % b);
}

gboolean
fw_roster_has_row (const FwRosterProblem *problem, const FwRosterPerson *person)
{
  Reach self = { .problem = problem, .person = person };
  guint longest = 0, n_status, most, least;
  gboolean found;

  g_return_val_if_fail (problem != NULL && person != NULL, FALSE);

  for (guint shift = 0; shift < problem->n_shifts; shift++)
    if (person->most_of[shift] > 0)
      {
        self.shifts[self.n_shifts++] = shift;
        self.unit = find_divisor (problem->shifts[shift].minutes, self.unit);
        longest = MAX (longest, problem->shifts[shift].minutes);
      }
  self.unit = MAX (self.unit, 1);
  most = MIN (person->most_minutes, problem->n_days * longest) / self.unit;
  least = (person->least_minutes + self.unit - 1) / self.unit;
  if (least > most)
    return FALSE;
  self.n_words = most / 64 + 1;
  self.n_rest = MAX (person->least_rest, 1);
  /* Where no run is too long, those of enough length are one; but the first run is told by its
   * length from one that began later. */
  self.n_run =
      person->most_run < problem->n_days ? MAX (person->most_run, 1) : MAX (person->least_run, 1);
  self.n_weekends = MIN (person->most_weekends, problem->n_days / 7 + 1);
  n_status = self.n_rest + self.n_shifts * self.n_run;
  self.n_sets = (gsize) n_status * (self.n_weekends + 1);
  self.now = g_new0 (guint64, self.n_sets * self.n_words);
  self.next = g_new0 (guint64, self.n_sets * self.n_words);
  run_days (&self, n_status);
  found = holds (&self, least, most);
  g_free (self.now);
  g_free (self.next);
  return found;
}
