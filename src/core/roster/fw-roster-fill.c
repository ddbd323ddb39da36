/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster-fill-private.h"

#include "core/fw-error.h"
#include "core/roster/fw-roster-search.h"

#define DAY_MINUTES (24 * 60)
#define KEPT 1000000 /* what is given costs this to move: more than all cover together */
#define UNDER 100
#define OVER 30
#define UNUSUAL 1
#define ROUNDS 8
#define AT_ONCE 20 /* moves between two looks at the cancellable */
#define SEED 1

FwRosterFill *
fw_roster_fill_new (guint n_days, guint n_shifts, guint n_people)
{
  FwRosterFill *self = g_new0 (FwRosterFill, 1);

  self->n_days = self->end = n_days;
  self->n_shifts = n_shifts;
  self->n_people = n_people;
  self->shifts = g_new0 (FwRosterFillShift, MAX (n_shifts, 1));
  self->limits = g_new0 (FwDutyLimits, MAX (n_people, 1));
  self->given = g_new0 (guint8, MAX (n_people * n_days, 1));
  self->wanted = g_new (guint, MAX (n_shifts * n_days, 1));
  for (guint i = 0; i < n_shifts * n_days; i++)
    self->wanted[i] = FW_ROSTER_FILL_AS_BEFORE;
  return self;
}

void
fw_roster_fill_free (FwRosterFill *self)
{
  if (self == NULL)
    return;
  g_free (self->shifts);
  g_free (self->limits);
  g_free (self->given);
  g_free (self->wanted);
  g_free (self);
}

void
fw_roster_filled_free (FwRosterFilled *self)
{
  if (self == NULL)
    return;
  g_free (self->cells);
  g_free (self);
}

gboolean
fw_roster_fill_is_open (const FwRosterFill *self, guint day)
{
  return day >= self->first && day < self->end;
}

guint8
fw_roster_fill_get_given (const FwRosterFill *self, guint person, guint day)
{
  return self->given[person * self->n_days + day];
}

gboolean
fw_roster_fill_is_shift (guint8 cell)
{
  return cell != FW_ROSTER_FILL_EMPTY && cell < FW_ROSTER_FILL_LEAVE;
}

guint
fw_roster_fill_count_given (const FwRosterFill *self, guint day, guint shift)
{
  guint n = 0;

  for (guint i = 0; i < self->n_people; i++)
    n += fw_roster_fill_get_given (self, i, day) == shift + 1;
  return n;
}

/* ---- what is wanted ---- */

static gboolean
is_planned (const FwRosterFill *self, guint day)
{
  for (guint shift = 0; shift < self->n_shifts; shift++)
    if (fw_roster_fill_count_given (self, day, shift) > 0)
      return TRUE;
  return FALSE;
}

guint
fw_roster_fill_find_wanted (const FwRosterFill *self, guint day, guint shift)
{
  const guint said = self->wanted[day * self->n_shifts + shift];

  if (said != FW_ROSTER_FILL_AS_BEFORE)
    return said;
  for (guint back = 14; back >= 7; back -= 7)
    if (day >= back && day - back < self->first && is_planned (self, day - back))
      return fw_roster_fill_count_given (self, day - back, shift);
  return 0;
}

/* ---- the problem ---- */

static guint32
find_bars (const FwRosterFill *self, guint shift)
{
  gint64 rest = 0;
  guint32 bars = 0;

  for (guint i = 0; i < self->n_people; i++)
    rest = MAX (rest, self->limits[i].rest);
  for (guint next = 0; next < self->n_shifts; next++)
    {
      const gint64 between = (gint64) DAY_MINUTES + self->shifts[next].start -
                             self->shifts[shift].start - self->shifts[shift].length;

      if (between * FW_MINUTE < rest)
        bars |= 1u << next;
    }
  return bars;
}

static guint
sum_minutes (const FwRosterFill *self, guint person, guint from, guint to)
{
  guint minutes = 0;

  for (guint day = from; day < to; day++)
    {
      const guint8 cell = fw_roster_fill_get_given (self, person, day);

      minutes += fw_roster_fill_is_shift (cell) ? self->shifts[cell - 1].length : 0;
    }
  return minutes;
}

static guint
count_planned (const FwRosterFill *self)
{
  guint n = 0;

  for (guint day = 0; day < self->first; day++)
    n += is_planned (self, day);
  return n;
}

/* As many hours in the days to fill as in as many planned days before, and a shift more; who has
 * none before has the week's most. */
static guint
find_most_minutes (const FwRosterFill *self, guint person)
{
  const guint before = sum_minutes (self, person, 0, self->first);
  const guint given = sum_minutes (self, person, self->first, self->end);
  const guint after = sum_minutes (self, person, self->end, self->n_days);
  const guint n_fill = self->end - self->first;
  const gint64 week_most = self->limits[person].week_most / FW_MINUTE;
  guint longest = 0, usual;

  for (guint shift = 0; shift < self->n_shifts; shift++)
    longest = MAX (longest, self->shifts[shift].length);
  if (before > 0)
    usual = before * n_fill / MAX (count_planned (self), 1);
  else
    usual = (guint) (week_most > 0 ? week_most : 40 * 60) * n_fill / 7;
  return before + MAX (usual, given) + longest + after;
}

gboolean
fw_roster_fill_may_work (const FwRosterFill *self, guint person, guint shift)
{
  gboolean any = FALSE;

  for (guint day = 0; day < self->n_days; day++)
    {
      const guint8 cell = fw_roster_fill_get_given (self, person, day);

      if (cell == shift + 1)
        return TRUE;
      any = any || fw_roster_fill_is_shift (cell);
    }
  return !any;
}

static guint
find_usual (const FwRosterFill *self, guint person)
{
  guint best = 0, most = 0;

  for (guint shift = 0; shift < self->n_shifts; shift++)
    {
      guint n = 0;

      for (guint day = 0; day < self->n_days; day++)
        n += fw_roster_fill_get_given (self, person, day) == shift + 1;
      if (n > most)
        {
          most = n;
          best = shift;
        }
    }
  return best;
}

/* Of those who work at night alone a run is one of nights. */
static guint
find_most_run (const FwRosterFill *self, guint person)
{
  const FwDutyLimits *limits = &self->limits[person];
  guint most = limits->days_in_row > 0 ? limits->days_in_row : self->n_days;

  for (guint shift = 0; shift < self->n_shifts; shift++)
    if (fw_roster_fill_may_work (self, person, shift) &&
        !fw_duty_is_night (self->shifts[shift].start, self->shifts[shift].length))
      return most;
  return limits->nights_in_row > 0 ? MIN (most, limits->nights_in_row) : most;
}

static void
add_person (FwRosterProblem *problem, const FwRosterFill *self, guint i)
{
  FwRosterPerson *person = &problem->people[i];
  const guint usual = find_usual (self, i);

  person->id = g_strdup_printf ("%u", i);
  person->most_minutes = find_most_minutes (self, i);
  person->most_run = find_most_run (self, i);
  person->least_run = person->least_rest = 1;
  person->most_weekends = self->n_days;
  for (guint shift = 0; shift < self->n_shifts; shift++)
    person->most_of[shift] = fw_roster_fill_may_work (self, i, shift) ? self->n_days : 0;
  for (guint day = 0; day < self->n_days; day++)
    {
      const guint8 cell = fw_roster_fill_get_given (self, i, day);
      gint32 *wishes = problem->wishes + (i * self->n_days + day) * self->n_shifts;

      person->off[day] = !fw_roster_fill_is_shift (cell) &&
                         (cell != FW_ROSTER_FILL_EMPTY || !fw_roster_fill_is_open (self, day));
      for (guint shift = 0; shift < self->n_shifts; shift++)
        if (fw_roster_fill_is_shift (cell))
          wishes[shift] = cell == shift + 1 ? -KEPT : KEPT;
        else
          wishes[shift] = shift == usual ? 0 : UNUSUAL;
      problem->wished += fw_roster_fill_is_shift (cell) ? KEPT : 0;
    }
}

static FwRosterProblem *
make_problem (const FwRosterFill *self)
{
  FwRosterProblem *problem = fw_roster_problem_new (self->n_days, self->n_shifts, self->n_people);

  for (guint shift = 0; shift < self->n_shifts; shift++)
    {
      problem->shifts[shift].id = g_strdup_printf ("%u", shift);
      problem->shifts[shift].minutes = self->shifts[shift].length;
      problem->shifts[shift].bars = find_bars (self, shift);
    }
  for (guint i = 0; i < self->n_people; i++)
    add_person (problem, self, i);
  for (guint day = self->first; day < self->end; day++)
    for (guint shift = 0; shift < self->n_shifts; shift++)
      problem->cover[day * self->n_shifts + shift] =
          (FwRosterCover){ fw_roster_fill_find_wanted (self, day, shift), UNDER, OVER };
  return problem;
}

static FwRosterFilled *
search (const FwRosterFill *self,
        const FwRosterProblem *problem,
        guint moves,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (FwRosterSearch) found = fw_roster_search_new (problem, SEED, error);
  FwRosterFilled *filled;
  const guint8 *plan;
  gint64 cost;

  if (found == NULL)
    return NULL;
  for (guint done = 0; done < moves && !g_cancellable_is_cancelled (cancellable); done += AT_ONCE)
    fw_roster_search_run (found, AT_ONCE, (double) done / moves);
  plan = fw_roster_search_get_best (found, &cost);
  filled = g_new0 (FwRosterFilled, 1);
  filled->cells = g_new0 (guint8, self->n_people * self->n_days);
  for (guint i = 0; i < self->n_people; i++)
    for (guint day = self->first; day < self->end; day++)
      if (fw_roster_fill_get_given (self, i, day) == FW_ROSTER_FILL_EMPTY)
        filled->cells[i * self->n_days + day] = plan[i * self->n_days + day];
  return filled;
}

/* ---- limits that the search does not know ---- */

guint
fw_roster_fill_list_duties (const FwRosterFill *self,
                            const guint8 *cells,
                            guint person,
                            FwDuty *duties)
{
  guint n = 0;

  for (guint day = 0; day < self->n_days; day++)
    {
      const guint8 filled = cells[person * self->n_days + day];
      const guint8 cell = filled != 0 ? filled : fw_roster_fill_get_given (self, person, day);
      FwDuty *duty = &duties[n];

      if (cell == FW_ROSTER_FILL_EMPTY || cell == FW_ROSTER_FILL_FREE)
        continue;
      *duty = (FwDuty){ .day = self->monday + (gint32) day, .leave = cell == FW_ROSTER_FILL_LEAVE };
      if (fw_roster_fill_is_shift (cell))
        {
          const FwRosterFillShift *shift = &self->shifts[cell - 1];

          fw_duty_set_hours (duty, self->zone, shift->start, shift->length);
          duty->night = fw_duty_is_night (shift->start, shift->length);
        }
      n++;
    }
  return n;
}

/* The filled cell that breaks it, or with which what was given is broken: of that day, or the last
 * one before it. Returns: n_days where all of it was given. */
static guint
find_culprit (const FwRosterFill *self,
              const guint8 *cells,
              guint person,
              const FwDutyBreach *breach)
{
  const guint day = (guint) (breach->day - self->monday);
  const guint earliest = breach->rule == FW_DUTY_WEEK_MOST ? day - day % 7 : 0;

  for (guint each = day + 1; each-- > earliest;)
    {
      if (cells[person * self->n_days + each] != 0)
        return each;
      /* a run or a rest ends at a day without work */
      if (each < day && breach->rule != FW_DUTY_WEEK_MOST &&
          !fw_roster_fill_is_shift (fw_roster_fill_get_given (self, person, each)))
        return self->n_days;
    }
  return self->n_days;
}

/* Returns: whether a cell was emptied. */
static gboolean
mend (const FwRosterFill *self, guint8 *cells, guint person, FwDuty *duties)
{
  const guint n = fw_roster_fill_list_duties (self, cells, person, duties);
  g_autoptr (GArray) breaches = fw_duty_find_breaches (
      duties, n, &self->limits[person], self->monday, self->monday + (gint32) self->n_days - 1);

  for (guint i = 0; i < breaches->len; i++)
    {
      const FwDutyBreach *breach = &g_array_index (breaches, FwDutyBreach, i);
      const guint culprit = breach->rule == FW_DUTY_WEEK_LEAST
                                ? self->n_days
                                : find_culprit (self, cells, person, breach);

      if (culprit < self->n_days)
        {
          cells[person * self->n_days + culprit] = 0;
          return TRUE;
        }
    }
  return FALSE;
}

/* What had to be emptied is nobody's of that person in the next round. */
static gboolean
mend_all (const FwRosterFill *self, FwRosterProblem *problem, guint8 *cells)
{
  g_autofree FwDuty *duties = g_new0 (FwDuty, self->n_days);
  g_autofree guint8 *before = g_memdup2 (cells, self->n_people * self->n_days);
  gboolean any = FALSE;

  for (guint i = 0; i < self->n_people; i++)
    {
      while (mend (self, cells, i, duties))
        continue;
      for (guint day = self->first; day < self->end; day++)
        if (cells[i * self->n_days + day] != before[i * self->n_days + day])
          {
            problem->people[i].off[day] = TRUE;
            any = TRUE;
          }
    }
  return any;
}

static void
count (const FwRosterFill *self, FwRosterFilled *filled)
{
  for (guint day = self->first; day < self->end; day++)
    for (guint shift = 0; shift < self->n_shifts; shift++)
      {
        const guint wanted = fw_roster_fill_find_wanted (self, day, shift);
        guint n = fw_roster_fill_count_given (self, day, shift);

        for (guint i = 0; i < self->n_people; i++)
          n += filled->cells[i * self->n_days + day] == shift + 1;
        filled->n_wanted += wanted;
        filled->n_short += wanted - MIN (wanted, n);
      }
  for (guint i = 0; i < self->n_people * self->n_days; i++)
    filled->n_filled += filled->cells[i] != 0;
}

FwRosterFilled *
fw_roster_fill_run (const FwRosterFill *self,
                    guint moves,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (FwRosterProblem) problem = NULL;
  g_autoptr (FwRosterFilled) best = NULL;
  gboolean any = FALSE;

  g_return_val_if_fail (self != NULL && self->zone != NULL, NULL);
  g_return_val_if_fail (self->end <= self->n_days, NULL);

  if (self->n_people > FW_ROSTER_MOST_PEOPLE || self->n_shifts > FW_ROSTER_MOST_SHIFTS ||
      self->n_days > FW_ROSTER_MOST_DAYS)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "too many people or shifts");
      return NULL;
    }
  any = count_planned (self) > 0;
  for (guint i = self->first * self->n_shifts; i < self->end * self->n_shifts; i++)
    any = any || self->wanted[i] != FW_ROSTER_FILL_AS_BEFORE;
  if (!any || self->n_people == 0 || self->first >= self->end)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "the two weeks before have no roster to go by");
      return NULL;
    }
  problem = make_problem (self);
  for (guint round = 0; round < ROUNDS; round++)
    {
      FwRosterFilled *filled = search (self, problem, moves / ROUNDS, cancellable, error);
      gboolean mended;

      if (filled == NULL)
        return NULL;
      mended = mend_all (self, problem, filled->cells);
      fw_roster_fill_level (self, filled->cells);
      count (self, filled);
      if (best == NULL || filled->n_short < best->n_short)
        {
          g_clear_pointer (&best, fw_roster_filled_free);
          best = filled;
        }
      else
        fw_roster_filled_free (filled);
      if (!mended || g_cancellable_is_cancelled (cancellable))
        break;
    }
  return g_steal_pointer (&best);
}
