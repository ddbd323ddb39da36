/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster-row.h"

#include <string.h>

#define NEVER (G_MAXINT32 / 2)
#define MOST_STATES (1u << 18)
#define MOST_ROOM (1u << 25)
#define PRICES 16

/* Shifts that bar the same ones and last as long are one to the days behind them. */
typedef struct
{
  guint32 bars;
  guint minutes;
  guint units;
} Class;

struct _FwRosterRow
{
  const FwRosterProblem *problem;
  guint unit; /* minutes: the greatest that divides all shifts */
  guint n_classes;
  Class classes[FW_ROSTER_MOST_SHIFTS];
  guint class_of[FW_ROSTER_MOST_SHIFTS];
  gint32 *costs, *next; /* of states */
  guint8 *from, *shift; /* how each state of each day was reached */
  gsize room;
  /* Of the run at hand: */
  const FwRosterPerson *person;
  guint n_status, n_rest, n_run; /* statuses: n_rest of rest, then n_run for each class */
  guint n_weekends, n_units;
  guint longest; /* units of a shift */
  gint32 best[FW_ROSTER_MOST_SHIFTS + 1][FW_ROSTER_MOST_SHIFTS];
  guint8 best_shift[FW_ROSTER_MOST_SHIFTS + 1][FW_ROSTER_MOST_SHIFTS];
  gint32 prices[FW_ROSTER_MOST_SHIFTS];
  guint left[FW_ROSTER_MOST_SHIFTS]; /* of each shift, beside those outside */
};

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

FwRosterRow *
fw_roster_row_new (const FwRosterProblem *problem)
{
  FwRosterRow *self;

  g_return_val_if_fail (problem != NULL, NULL);

  self = g_new0 (FwRosterRow, 1);
  self->problem = problem;
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
            (Class){ shift->bars, shift->minutes, shift->minutes / self->unit };
      self->class_of[i] = k;
    }
  return self;
}

void
fw_roster_row_free (FwRosterRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->costs);
  g_free (self->next);
  g_free (self->from);
  g_free (self->shift);
  g_free (self);
}

/* ---- statuses ---- */

static inline guint
get_work (const FwRosterRow *self, guint class, guint run)
{
  return self->n_rest + class * self->n_run + MIN (run, self->n_run) - 1;
}

static inline gboolean
is_rest (const FwRosterRow *self, guint status)
{
  return status < self->n_rest;
}

static inline gsize
get_state (const FwRosterRow *self, guint units, guint weekends, guint status)
{
  return ((gsize) units * (self->n_weekends + 1) + weekends) * self->n_status + status;
}

/* The status at the end of the day before @first; rest of enough length where there is none. */
static guint
find_status (const FwRosterRow *self, const guint8 *row, guint first)
{
  guint length = 0;

  if (first == 0)
    return self->n_rest - 1;
  while (length < first &&
         (row[first - 1 - length] == FW_ROSTER_OFF) == (row[first - 1] == FW_ROSTER_OFF))
    length++;
  if (row[first - 1] == FW_ROSTER_OFF)
    return length == first ? self->n_rest - 1 : MIN (length, self->n_rest) - 1;
  return get_work (self, self->class_of[row[first - 1] - 1], length);
}

/* Whether a run of work of this length that ends with @day may end there. */
static inline gboolean
may_stop (const FwRosterRow *self, guint run, guint day)
{
  return run >= self->person->least_run || run == day + 1;
}

/* ---- the days behind ---- */

typedef struct
{
  gboolean none; /* the horizon ends, or nothing is planned yet */
  gboolean works;
  guint shift;
  guint run;
  gboolean to_the_end; /* the run touches the last day */
} Behind;

static Behind
look_behind (const FwRosterRow *self, const guint8 *row, guint end, gboolean open)
{
  guint n_days = self->problem->n_days;
  Behind behind = { .none = end == n_days || open };

  if (behind.none)
    return behind;
  behind.works = row[end] != FW_ROSTER_OFF;
  behind.shift = behind.works ? row[end] - 1u : 0;
  while (end + behind.run < n_days && (row[end + behind.run] != FW_ROSTER_OFF) == behind.works)
    behind.run++;
  behind.to_the_end = end + behind.run == n_days;
  return behind;
}

/* Whether what is planned behind goes with a status on the day before @end. */
static gboolean
may_meet (const FwRosterRow *self, guint status, guint end, const Behind *behind)
{
  const FwRosterPerson *person = self->person;
  guint run;

  if (behind->none)
    return TRUE;
  if (is_rest (self, status))
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
           (run + behind->run >= person->least_run || behind->to_the_end || run == end);
  return may_stop (self, run, end - 1) && (behind->run >= person->least_rest || behind->to_the_end);
}

/* ---- one day ---- */

/* The cheapest shift of each class, after each class; the last line: after rest. */
static void
find_cheapest (FwRosterRow *self, const gint32 *costs)
{
  for (guint before = 0; before <= self->n_classes; before++)
    {
      guint32 bars = before < self->n_classes ? self->classes[before].bars : 0;

      for (guint class = 0; class < self->n_classes; class ++)
        self->best[before][class] = NEVER;
      for (guint shift = 0; shift < self->problem->n_shifts; shift++)
        {
          guint class = self->class_of[shift];
          gint32 cost = costs[shift] + self->prices[shift];

          if ((bars >> shift & 1) != 0 || self->left[shift] == 0 ||
              cost >= self->best[before][class])
            continue;
          self->best[before][class] = cost;
          self->best_shift[before][class] = (guint8) (shift + 1);
        }
    }
}

static inline void
reach (FwRosterRow *self, gsize state, gint32 cost, gsize step, guint from, guint8 shift)
{
  if (cost >= self->next[state])
    return;
  self->next[state] = cost;
  self->from[step + state] = (guint8) from;
  self->shift[step + state] = shift;
}

/* From one status, for all weekends and minutes. @counts: work on this day makes the weekend one
 * with work unless its Saturday did. */
static void
leave_status (FwRosterRow *self,
              guint status,
              guint day,
              gboolean counts,
              gsize step,
              guint fewest,
              guint most)
{
  gboolean rests = is_rest (self, status);
  guint run = rests ? 0 : (status - self->n_rest) % self->n_run + 1;
  guint class = rests ? self->n_classes : (status - self->n_rest) / self->n_run;
  gboolean may_work = !self->person->off[day] &&
                      (rests ? status + 1 == self->n_rest : run < self->person->most_run);
  gboolean may_rest = rests || may_stop (self, run, day - 1);
  guint rest = rests ? MIN (status + 1, self->n_rest - 1) : 0;

  for (guint units = fewest; units <= most; units++)
    for (guint weekends = 0; weekends <= self->n_weekends; weekends++)
      {
        gint32 cost = self->costs[get_state (self, units, weekends, status)];

        if (cost >= NEVER)
          continue;
        if (may_rest)
          reach (self, get_state (self, units, weekends, rest), cost, step, status, FW_ROSTER_OFF);
        if (!may_work || weekends + counts > self->n_weekends)
          continue;
        for (guint to = 0; to < self->n_classes; to++)
          if (self->best[class][to] < NEVER && units + self->classes[to].units <= self->n_units)
            reach (self,
                   get_state (self, units + self->classes[to].units, weekends + counts,
                              get_work (self, to, run + 1)),
                   cost + self->best[class][to], step, status, self->best_shift[class][to]);
      }
}

/* Whether work on @day begins a weekend with work, given what its other day outside does. */
static gboolean
is_weekend (const FwRosterRow *self, const guint8 *row, guint day, guint first, guint end)
{
  guint n_days = self->problem->n_days;

  if (day % 7 == 5)
    return day + 1 < end || day + 1 >= n_days || row[day + 1] == FW_ROSTER_OFF;
  return day % 7 == 6 && (day > first || row[day - 1] == FW_ROSTER_OFF);
}

/* The most of so many days that can be worked, when a run goes on that may have begun before. */
static guint
count_worked (const FwRosterPerson *person, guint days)
{
  guint cycle = person->most_run + MAX (person->least_rest, 1);

  return days - days / cycle * MAX (person->least_rest, 1);
}

static void
run_day (FwRosterRow *self,
         const guint8 *row,
         guint day,
         guint first,
         guint end,
         const gint32 *costs,
         guint least_units,
         gsize n_states,
         gsize step)
{
  guint longest = self->longest, can = count_worked (self->person, end - day) * longest;
  guint fewest = least_units > can ? least_units - can : 0;
  gboolean counts = is_weekend (self, row, day, first, end);
  gint32 *swap;

  find_cheapest (self, costs + day * self->problem->n_shifts);
  for (gsize i = 0; i < n_states; i++)
    self->next[i] = NEVER;
  for (guint status = 0; status < self->n_status; status++)
    leave_status (self, status, day,
                  counts && !(day % 7 == 6 && day > first && !is_rest (self, status)), step, fewest,
                  MIN (self->n_units, (day - first) * longest));
  swap = self->costs;
  self->costs = self->next;
  self->next = swap;
}

/* ---- the path ---- */

static gboolean
find_last (const FwRosterRow *self,
           guint end,
           const Behind *behind,
           guint least_units,
           guint *units,
           guint *weekends,
           guint *status)
{
  gint32 best = NEVER;

  for (guint s = 0; s < self->n_status; s++)
    {
      if (!may_meet (self, s, end, behind))
        continue;
      for (guint u = least_units; u <= self->n_units; u++)
        for (guint w = 0; w <= self->n_weekends; w++)
          {
            gint32 cost = self->costs[get_state (self, u, w, s)];

            if (cost >= best)
              continue;
            best = cost;
            *units = u;
            *weekends = w;
            *status = s;
          }
    }
  return best < NEVER;
}

static void
walk_back (const FwRosterRow *self,
           guint8 *row,
           const guint8 *old,
           guint first,
           guint end,
           gsize n_states,
           guint units,
           guint weekends,
           guint status)
{
  for (guint day = end; day-- > first;)
    {
      gsize at = (gsize) (day - first) * n_states + get_state (self, units, weekends, status);
      guint8 shift = self->shift[at];
      guint before = self->from[at];

      row[day] = shift;
      if (shift != FW_ROSTER_OFF)
        {
          units -= self->classes[self->class_of[shift - 1]].units;
          weekends -= is_weekend (self, old, day, first, end) &&
                      !(day % 7 == 6 && day > first && !is_rest (self, before));
        }
      status = before;
    }
}

static gboolean
make_room (FwRosterRow *self, gsize n_states, guint days)
{
  if (n_states > MOST_STATES || n_states * days > MOST_ROOM)
    return FALSE;
  if (n_states * days > self->room)
    {
      self->room = n_states * days;
      g_free (self->from);
      g_free (self->shift);
      self->from = g_malloc (self->room);
      self->shift = g_malloc (self->room);
    }
  if (self->costs == NULL)
    {
      self->costs = g_new (gint32, MOST_STATES);
      self->next = g_new (gint32, MOST_STATES);
    }
  return TRUE;
}

/* What the days outside have used already. */
static void
count_outside (
    FwRosterRow *self, const guint8 *row, guint first, guint end, guint *minutes, guint *weekends)
{
  guint n_days = self->problem->n_days;

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

static gboolean
is_over (const FwRosterRow *self, const guint8 *row, gint32 *prices)
{
  guint n[FW_ROSTER_MOST_SHIFTS + 1] = { 0 };
  gboolean over = FALSE;

  for (guint day = 0; day < self->problem->n_days; day++)
    n[row[day]]++;
  for (guint shift = 0; shift < self->problem->n_shifts; shift++)
    if (n[shift + 1] > self->person->most_of[shift])
      {
        over = TRUE;
        prices[shift] = 2 * prices[shift] + 20;
      }
  return over;
}

gboolean
fw_roster_row_solve (FwRosterRow *self,
                     guint person,
                     guint8 *row,
                     guint first,
                     guint end,
                     const gint32 *costs,
                     guint least_minutes,
                     guint most_minutes,
                     guint most_weekends,
                     gboolean open)
{
  guint8 made[FW_ROSTER_MOST_DAYS];
  guint minutes, weekends, least_units, units = 0, used = 0, status = 0;
  Behind behind;
  gsize n_states;

  g_return_val_if_fail (self != NULL && row != NULL && costs != NULL, FALSE);
  g_return_val_if_fail (first < end && end <= self->problem->n_days, FALSE);

  self->person = &self->problem->people[person];
  self->n_rest = MAX (self->person->least_rest, 1);
  self->n_run = MAX (self->person->most_run, 1);
  self->n_status = self->n_rest + self->n_classes * self->n_run;
  count_outside (self, row, first, end, &minutes, &weekends);
  if (minutes > most_minutes || weekends > most_weekends || self->n_status > 255)
    return FALSE;
  self->longest = 0;
  for (guint i = 0; i < self->n_classes; i++)
    self->longest = MAX (self->longest, self->classes[i].units);
  self->n_units = MIN ((most_minutes - minutes) / self->unit, (end - first) * self->longest);
  least_units =
      least_minutes > minutes ? (least_minutes - minutes + self->unit - 1) / self->unit : 0;
  self->n_weekends = MIN (most_weekends - weekends, (end - first) / 7 + 2);
  n_states = (gsize) (self->n_units + 1) * (self->n_weekends + 1) * self->n_status;
  behind = look_behind (self, row, end, open);
  if (least_units > self->n_units || !make_room (self, n_states, end - first))
    return FALSE;

  memset (self->prices, 0, sizeof self->prices);
  /* How often a shift may be is no part of the states: what is too often is made dearer. */
  for (guint round = 0; round < PRICES; round++)
    {
      for (gsize i = 0; i < n_states; i++)
        self->costs[i] = NEVER;
      self->costs[get_state (self, 0, 0, find_status (self, row, first))] = 0;
      for (guint day = first; day < end; day++)
        run_day (self, row, day, first, end, costs, least_units, n_states,
                 (gsize) (day - first) * n_states);
      if (!find_last (self, end, &behind, least_units, &units, &used, &status))
        return FALSE;
      memcpy (made, row, self->problem->n_days);
      walk_back (self, made, row, first, end, n_states, units, used, status);
      if (is_over (self, made, self->prices))
        continue;
      memcpy (row + first, made + first, end - first);
      return TRUE;
    }
  return FALSE;
}
