/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster-row.h"

#include <string.h>

#include "core/roster/fw-roster-row-private.h"

#define MOST_STATES (1u << 22)
#define PRICES 12

static guint
find_divisor (guint a, guint b)
{
  while (b != 0)
    {
      guint rest = a % b;

      a = b;
      b = rest;
    }
  return a;
}

static void
find_classes (FwRosterRow *self)
{
  const FwRosterProblem *problem = self->problem;

  for (guint i = 0; i < problem->n_shifts; i++)
    self->unit = find_divisor (problem->shifts[i].minutes, self->unit);
  self->unit = MAX (self->unit, 1);
  for (guint i = 0; i < problem->n_shifts; i++)
    {
      const FwRosterShift *shift = &problem->shifts[i];
      guint k = 0;

      while (k < self->n_classes &&
             (self->classes[k].bars != shift->bars || self->classes[k].minutes != shift->minutes))
        k++;
      if (k == self->n_classes)
        self->classes[self->n_classes++] =
            (FwRosterClass){ shift->bars, shift->minutes, shift->minutes / self->unit };
      self->class_of[i] = k;
      self->longest = MAX (self->longest, self->classes[k].units);
    }
}

FwRosterRow *
fw_roster_row_new (const FwRosterProblem *problem)
{
  FwRosterRow *self;
  gsize cells;

  g_return_val_if_fail (problem != NULL, NULL);

  self = g_new0 (FwRosterRow, 1);
  self->problem = problem;
  find_classes (self);
  cells = (gsize) problem->n_days * (self->n_classes + 1) * self->n_classes;
  self->best = g_new (gint64, cells);
  self->best_shift = g_new (guint8, cells);
  cells = (gsize) (problem->n_days + 1) * FW_ROSTER_MOST_STATUSES;
  self->steps = g_new (FwRosterStep, cells);
  self->to_go = g_new (gint64, cells);
  self->choice = g_new (guint8, cells);
  self->can = g_new (guint, problem->n_days + 1);
  self->worth = g_new0 (FwRosterWorth, problem->n_people);
  self->made = g_new0 (guint8, problem->n_days);
  return self;
}

void
fw_roster_row_free (FwRosterRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->best);
  g_free (self->best_shift);
  g_free (self->steps);
  g_free (self->to_go);
  g_free (self->choice);
  g_free (self->can);
  g_free (self->worth);
  g_free (self->made);
  g_free (self->labels);
  g_free (self->table);
  g_free (self);
}

/* ---- the days before and behind ---- */

/* The status at the end of the day before the span; rest of enough length where there is none. */
static guint
find_start (const FwRosterRow *self)
{
  const guint8 *row = self->row;
  guint first = self->first, length = 0;

  if (first == 0)
    return self->n_rest - 1;
  while (length < first &&
         (row[first - 1 - length] == FW_ROSTER_OFF) == (row[first - 1] == FW_ROSTER_OFF))
    length++;
  if (row[first - 1] == FW_ROSTER_OFF)
    return length == first ? self->n_rest - 1 : MIN (length, self->n_rest) - 1;
  return fw_roster_row_get_work (self, self->class_of[row[first - 1] - 1],
                                 MIN (length, self->n_run));
}

/* Whether a run of work of this length that ends with the day before @day may end there. */
static inline gboolean
may_stop (const FwRosterRow *self, guint run, guint day)
{
  return run >= self->person->least_run || run == day;
}

static FwRosterBehind
look_behind (const FwRosterRow *self, gboolean open)
{
  guint n_days = self->problem->n_days, end = self->end;
  FwRosterBehind behind = { .none = end == n_days || open };

  if (behind.none)
    return behind;
  behind.works = self->row[end] != FW_ROSTER_OFF;
  behind.shift = behind.works ? self->row[end] - 1u : 0;
  while (end + behind.run < n_days &&
         (self->row[end + behind.run] != FW_ROSTER_OFF) == behind.works)
    behind.run++;
  behind.to_the_end = end + behind.run == n_days;
  return behind;
}

/* Whether what is planned behind goes with a status on the last day. */
static gboolean
may_meet (const FwRosterRow *self, guint status)
{
  const FwRosterPerson *person = self->person;
  const FwRosterBehind *behind = &self->behind;
  guint run;

  if (behind->none)
    return TRUE;
  if (status < self->n_rest)
    {
      if (behind->works)
        return status + 1 == self->n_rest &&
               (behind->run >= person->least_run || behind->to_the_end);
      return behind->to_the_end || status + 1 + behind->run >= person->least_rest;
    }
  run = (status - self->n_rest) % self->n_run + 1;
  if (behind->works)
    return (self->classes[(status - self->n_rest) / self->n_run].bars >> behind->shift & 1) == 0 &&
           run + behind->run <= person->most_run &&
           (run + behind->run >= person->least_run || behind->to_the_end || run == self->end);
  return may_stop (self, run, self->end) &&
         (behind->run >= person->least_rest || behind->to_the_end);
}

/* What the days outside have used already. */
static void
count_outside (FwRosterRow *self, guint *minutes, guint *weekends)
{
  const guint8 *row = self->row;
  guint n_days = self->problem->n_days, first = self->first, end = self->end;

  *minutes = *weekends = 0;
  memcpy (self->left, self->person->most_of, sizeof self->left);
  for (guint day = 0; day < n_days; day++)
    {
      gboolean outside = day < first || day >= end;

      if (outside && row[day] != FW_ROSTER_OFF)
        {
          *minutes += self->problem->shifts[row[day] - 1].minutes;
          self->left[row[day] - 1] -= self->left[row[day] - 1] > 0;
        }
      if (day % 7 == 5)
        *weekends += (outside && row[day] != FW_ROSTER_OFF) ||
                     (day + 1 < n_days && (day + 1 < first || day + 1 >= end) &&
                      row[day + 1] != FW_ROSTER_OFF);
    }
}

/* ---- the days of the span ---- */

/* The cheapest shift of each class, after each class; the last line: after rest. */
static void
find_cheapest (FwRosterRow *self, guint day, const gint32 *costs)
{
  for (guint before = 0; before <= self->n_classes; before++)
    {
      guint32 bars = before < self->n_classes ? self->classes[before].bars : 0;
      gint64 *best = self->best + fw_roster_row_best_at (self, day, before, 0);
      guint8 *best_shift = self->best_shift + fw_roster_row_best_at (self, day, before, 0);

      for (guint class = 0; class < self->n_classes; class ++)
        best[class] = FW_ROSTER_NEVER;
      for (guint shift = 0; shift < self->problem->n_shifts; shift++)
        {
          guint class = self->class_of[shift];
          gint64 cost = costs[shift] + self->prices[shift];

          if ((bars >> shift & 1) != 0 || self->left[shift] == 0 || cost >= best[class])
            continue;
          best[class] = cost;
          best_shift[class] = (guint8) (shift + 1);
        }
    }
}

/* Whether work on @day begins a weekend with work, given what its other day outside does. */
static gboolean
is_weekend (const FwRosterRow *self, guint day)
{
  guint n_days = self->problem->n_days;

  if (day % 7 == 5)
    return day + 1 < self->end || day + 1 >= n_days || self->row[day + 1] == FW_ROSTER_OFF;
  return day % 7 == 6 && (day > self->first || self->row[day - 1] == FW_ROSTER_OFF);
}

static void
find_steps (FwRosterRow *self, guint day)
{
  FwRosterStep *steps = &self->steps[fw_roster_row_at (self, day, 0)];
  gboolean off = self->person->off[day] || self->n_used == 0;
  guint8 counts = (guint8) is_weekend (self, day);
  guint8 after = day % 7 == 6 && day > self->first ? 0 : counts;

  for (guint status = 0; status < self->n_rest; status++)
    steps[status] = (FwRosterStep){ .may_rest = TRUE,
                                    .may_work = !off && status + 1 == self->n_rest,
                                    .rest = (guint8) MIN (status + 1, self->n_rest - 1),
                                    .class = (guint8) self->n_classes,
                                    .weekends = counts };
  steps += self->n_rest;
  for (guint class = 0; class < self->n_classes; class ++)
    for (guint run = 1; run <= self->n_run; run++)
      *steps++ = (FwRosterStep){ .may_rest = (guint8) may_stop (self, run, day),
                                 .may_work = !off && run < self->person->most_run,
                                 .class = (guint8) class,
                                 .run = (guint8) run,
                                 .weekends = after };
}

/* The most of so many days that can be worked, when a run goes on that may have begun before. */
static guint
count_worked (const FwRosterPerson *person, guint days)
{
  guint cycle = person->most_run + MAX (person->least_rest, 1);

  return days - days / cycle * MAX (person->least_rest, 1);
}

static void
find_last (FwRosterRow *self)
{
  gint64 *last = &self->to_go[fw_roster_row_at (self, self->end, 0)];

  for (guint status = 0; status < self->n_status; status++)
    last[status] = may_meet (self, status) ? 0 : FW_ROSTER_NEVER;
}

static gboolean
begin (FwRosterRow *self, guint person, const guint8 *row, const FwRosterSpan *span)
{
  guint minutes, weekends, days = span->end - span->first;

  self->person = &self->problem->people[person];
  self->row = row;
  self->first = span->first;
  self->end = span->end;
  self->n_rest = MAX (self->person->least_rest, 1);
  self->n_run = MAX (self->person->most_run, 1);
  self->n_status = self->n_rest + self->n_classes * self->n_run;
  count_outside (self, &minutes, &weekends);
  if (minutes > span->most_minutes || weekends > span->most_weekends ||
      self->n_status > FW_ROSTER_MOST_STATUSES)
    return FALSE;
  self->most_units = MIN ((span->most_minutes - minutes) / self->unit, days * self->longest);
  self->least_units = span->least_minutes > minutes
                          ? (span->least_minutes - minutes + self->unit - 1) / self->unit
                          : 0;
  self->most_weekends = MIN (span->most_weekends - weekends, days / 7 + 2);
  self->start = find_start (self);
  self->behind = look_behind (self, span->open);
  return self->least_units <= self->most_units && self->most_units <= G_MAXUINT16;
}

static void
find_used (FwRosterRow *self)
{
  self->n_used = 0;
  memset (self->is_used, 0, sizeof self->is_used);
  for (guint shift = 0; shift < self->problem->n_shifts; shift++)
    if (self->left[shift] > 0)
      self->is_used[self->class_of[shift]] = TRUE;
  for (guint class = 0; class < self->n_classes; class ++)
    if (self->is_used[class])
      {
        self->used_work[self->n_used] = fw_roster_row_get_work (self, class, 1);
        self->used[self->n_used++] = class;
      }
}

/* All that does not hang on prices. */
static gboolean
prepare (FwRosterRow *self)
{
  gsize n_states = (gsize) (self->most_units + 1) * (self->most_weekends + 1) * self->n_status;

  if (n_states > MOST_STATES)
    return FALSE;
  if (n_states > self->n_states)
    {
      g_free (self->table);
      self->table = g_new0 (guint32, n_states);
      self->n_states = n_states;
    }
  find_used (self);
  for (guint day = self->first; day < self->end; day++)
    {
      find_steps (self, day);
      self->can[day - self->first] = count_worked (self->person, self->end - day) * self->longest;
    }
  self->can[self->end - self->first] = 0;
  find_last (self);
  return TRUE;
}

/* ---- the cheapest row ---- */

static void
count_shifts (const FwRosterRow *self, const guint8 *row, guint *n)
{
  memset (n, 0, (FW_ROSTER_MOST_SHIFTS + 1) * sizeof *n);
  for (guint day = self->first; day < self->end; day++)
    n[row[day]]++;
}

gboolean
fw_roster_row_exceeds (const FwRosterRow *self, const guint8 *row)
{
  guint n[FW_ROSTER_MOST_SHIFTS + 1];

  count_shifts (self, row, n);
  for (guint shift = 0; shift < self->problem->n_shifts; shift++)
    if (n[shift + 1] > self->left[shift])
      return TRUE;
  return FALSE;
}

static void
raise_prices (FwRosterRow *self, const gint32 *costs)
{
  guint n[FW_ROSTER_MOST_SHIFTS + 1], n_shifts = self->problem->n_shifts;
  gint64 step = 1;

  for (guint at = self->first * n_shifts; at < self->end * n_shifts; at++)
    step = MAX (step, ABS ((gint64) costs[at]) / 8);
  count_shifts (self, self->made, n);
  for (guint shift = 0; shift < n_shifts; shift++)
    if (n[shift + 1] > self->left[shift])
      self->prices[shift] = 2 * self->prices[shift] + step;
}

static gint64
add_costs (const FwRosterRow *self, const guint8 *row, const gint32 *costs, gboolean priced)
{
  gint64 sum = 0;

  for (guint day = self->first; day < self->end; day++)
    if (row[day] != FW_ROSTER_OFF)
      sum += costs[day * self->problem->n_shifts + row[day] - 1] +
             (priced ? self->prices[row[day] - 1] : 0);
  return sum;
}

/* At the prices as they are. What is allowed above the bound grows until a row is found: most are
 * found at once. Returns: FALSE: there is none. */
static gboolean
find_made (FwRosterRow *self)
{
  gint64 bound = fw_roster_row_bound (self), known = self->made_cost;
  gint64 above = known < FW_ROSTER_NEVER ? (known - bound) / 64 + 1 : 256;
  gboolean cut = TRUE;

  if (bound >= FW_ROSTER_REACHED)
    return known < FW_ROSTER_NEVER;
  while (cut && bound < known)
    {
      gint64 limit = MIN (bound + above, known - 1);

      if (fw_roster_row_search (self, limit, &cut))
        return TRUE;
      if (limit == known - 1)
        break;
      above *= 4;
    }
  return known < FW_ROSTER_NEVER;
}

gboolean
fw_roster_row_solve (
    FwRosterRow *self, guint person, guint8 *row, const gint32 *costs, const FwRosterSpan *span)
{
  guint n_shifts;

  g_return_val_if_fail (self != NULL && row != NULL && costs != NULL && span != NULL, FALSE);
  g_return_val_if_fail (span->first < span->end && span->end <= self->problem->n_days, FALSE);

  n_shifts = self->problem->n_shifts;
  if (!begin (self, person, row, span) || !prepare (self))
    return FALSE;
  memset (self->prices, 0, sizeof self->prices);
  /* How often a shift may be is no part of the states: what is too often is made dearer. */
  for (guint round = 0; round < PRICES; round++)
    {
      for (guint day = span->first; day < span->end; day++)
        find_cheapest (self, day, costs + day * n_shifts);
      self->made_cost = FW_ROSTER_NEVER;
      if (span->keeps)
        {
          memcpy (self->made, row, self->problem->n_days);
          self->made_cost = add_costs (self, row, costs, TRUE);
        }
      if (!find_made (self))
        return FALSE;
      if (!fw_roster_row_exceeds (self, self->made))
        {
          if (!span->keeps ||
              add_costs (self, self->made, costs, FALSE) < add_costs (self, row, costs, FALSE))
            memcpy (row + span->first, self->made + span->first, span->end - span->first);
          return TRUE;
        }
      raise_prices (self, costs);
    }
  return FALSE;
}
