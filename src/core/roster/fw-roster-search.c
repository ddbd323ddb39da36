/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster-search.h"

#include <math.h>
#include <string.h>

#include "core/fw-error.h"
#include "core/roster/fw-roster-row.h"

#define MOST_TAKEN 4
#define BLOCK 28
#define LONGEST 84
#define LONG_SHARE 20 /* in 100 */
/* Costs are told to the rows in parts of 1, so that luck can choose among equal ones. */
#define FINE 16
#define WARM 20.0
#define COLD 0.4

struct _FwRosterSearch
{
  const FwRosterProblem *problem;
  guint32 luck; /* never 0 */
  FwRosterRow *row;
  guint8 *plan, *best;
  guint *n;      /* people of each day and shift */
  gint32 *costs; /* n_days times n_shifts: for the person at hand */
  gint64 cost, best_cost;
};

/* ---- what the plan costs, as it changes ---- */

static void
change (FwRosterSearch *self, guint person, guint day, guint8 shift, gboolean add)
{
  const FwRosterProblem *problem = self->problem;
  const FwRosterCover *cover;
  gint32 wish;
  guint at;

  if (shift == FW_ROSTER_OFF)
    return;
  at = day * problem->n_shifts + shift - 1;
  cover = &problem->cover[at];
  wish = problem->wishes[(gsize) person * problem->n_days * problem->n_shifts + at];
  if (add)
    {
      self->cost += (self->n[at] < cover->wanted ? -cover->under : cover->over) + wish;
      self->n[at]++;
    }
  else
    {
      self->n[at]--;
      self->cost -= (self->n[at] < cover->wanted ? -cover->under : cover->over) + wish;
    }
}

static guint8 *
get_row (FwRosterSearch *self, guint person)
{
  return self->plan + person * self->problem->n_days;
}

static void
change_row (FwRosterSearch *self, guint person, guint first, guint end, gboolean add)
{
  const guint8 *row = get_row (self, person);

  for (guint day = first; day < end; day++)
    change (self, person, day, row[day], add);
}

/* Small, fast, and good enough for what is tried. */
static inline guint32
draw (FwRosterSearch *self)
{
  self->luck ^= self->luck << 13;
  self->luck ^= self->luck >> 17;
  self->luck ^= self->luck << 5;
  return self->luck;
}

static inline guint
draw_below (FwRosterSearch *self, guint end)
{
  return (guint) (((guint64) draw (self) * end) >> 32);
}

static inline double
draw_part (FwRosterSearch *self)
{
  return draw (self) / 4294967296.0;
}

/* What each shift would cost the plan beside all others, in the finer unit FINE; @noise (in it)
 * makes the choice a matter of luck, and that among equal rows always. */
static void
price_days (FwRosterSearch *self, guint person, guint first, guint end, gint32 noise)
{
  const FwRosterProblem *problem = self->problem;
  const gint32 *wishes = problem->wishes + (gsize) person * problem->n_days * problem->n_shifts;

  for (guint at = first * problem->n_shifts; at < end * problem->n_shifts; at++)
    {
      const FwRosterCover *cover = &problem->cover[at];

      self->costs[at] =
          ((self->n[at] < cover->wanted ? -cover->under : cover->over) + wishes[at]) * FINE;
      if (noise > 0)
        self->costs[at] += (gint32) draw_below (self, 2 * (guint) noise + 1) - noise;
    }
}

/* ---- the first plan ---- */

/* The part of the days on which a person can work that lies before @end. */
static double
get_part (const FwRosterSearch *self, guint person, guint end)
{
  const guint8 *off = self->problem->people[person].off;
  guint before = 0, all = 0;

  for (guint day = 0; day < self->problem->n_days; day++)
    if (!off[day])
      {
        all++;
        before += day < end;
      }
  return all > 0 ? (double) before / all : 1;
}

/* Block by block; what a block may use is its part of the whole, wider where that does not do. */
static gboolean
fill_block (FwRosterSearch *self, guint person, guint first, guint end, gboolean flat)
{
  const FwRosterPerson *limits = &self->problem->people[person];
  guint n_days = self->problem->n_days;
  double part = get_part (self, person, end);
  gboolean last = end == n_days;

  price_days (self, person, first, end, 0);
  for (guint at = first * self->problem->n_shifts; flat && at < end * self->problem->n_shifts; at++)
    self->costs[at] = (gint32) draw_below (self, 20 * FINE);
  for (guint slack = 0; slack <= 12; slack++)
    {
      double least = limits->least_minutes * part - 480.0 * slack;
      double most = limits->most_minutes * part + 480.0 * (slack + 3);
      guint weekends = (guint) ceil (limits->most_weekends * part - 1e-9) + slack / 4;

      FwRosterSpan span = { .first = first,
                            .end = end,
                            .least_minutes = last ? limits->least_minutes : (guint) MAX (0, least),
                            .most_minutes = last ? limits->most_minutes
                                                 : (guint) MIN (most, limits->most_minutes),
                            .most_weekends = MIN (weekends, limits->most_weekends),
                            .open = !last };

      if (fw_roster_row_solve (self->row, person, get_row (self, person), self->costs, &span))
        return TRUE;
      if (last)
        break;
    }
  return FALSE;
}

static gboolean
fill_blocks (FwRosterSearch *self, guint person, guint block, gboolean flat)
{
  guint n_days = self->problem->n_days;
  gboolean done = TRUE;

  memset (get_row (self, person), FW_ROSTER_OFF, n_days);
  for (guint first = 0, end = 0; done && end < n_days; first = end)
    {
      end = first + block + block / 2 > n_days ? n_days : first + block;
      done = fill_block (self, person, first, end, flat);
      /* Where the end does not come out, more of what is before it is opened again. */
      for (guint back = BLOCK; !done && end == n_days && back <= 5 * BLOCK && back <= first;
           back += BLOCK)
        done = fill_block (self, person, first - back, end, flat);
    }
  return done;
}

/* First as the cover wants it; where that uses up shifts which the end of the row then lacks, at
 * random. */
static gboolean
fill_person (FwRosterSearch *self, guint person)
{
  for (guint flat = 0; flat < 4; flat++)
    for (guint block = BLOCK; block <= 3 * BLOCK; block += BLOCK / 2)
      if (fill_blocks (self, person, block, flat > 0))
        return TRUE;
  return FALSE;
}

static void
shuffle (FwRosterSearch *self, guint *order, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint k = draw_below (self, i), swap = order[k];

      order[k] = order[i - 1];
      order[i - 1] = swap;
    }
}

static gboolean
fill_all (FwRosterSearch *self, GError **error)
{
  guint n_people = self->problem->n_people;
  g_autofree guint *order = g_new (guint, n_people);

  for (guint i = 0; i < n_people; i++)
    order[i] = i;
  shuffle (self, order, n_people);
  for (guint i = 0; i < n_people; i++)
    {
      if (!fill_person (self, order[i]))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "%s: no row that keeps all rules was found: minutes, runs, days off, "
                       "weekends and fixed "
                       "days off collide",
                       self->problem->people[order[i]].id);
          return FALSE;
        }
      change_row (self, order[i], 0, self->problem->n_days, TRUE);
    }
  return TRUE;
}

static void
keep_best (FwRosterSearch *self)
{
  if (self->cost >= self->best_cost)
    return;
  self->best_cost = self->cost;
  memcpy (self->best, self->plan, (gsize) self->problem->n_people * self->problem->n_days);
}

FwRosterSearch *
fw_roster_search_new (const FwRosterProblem *problem, guint32 seed, GError **error)
{
  g_autoptr (FwRosterSearch) self = NULL;
  gsize cells;

  g_return_val_if_fail (problem != NULL, NULL);

  self = g_new0 (FwRosterSearch, 1);
  cells = (gsize) problem->n_people * problem->n_days;
  self->problem = problem;
  self->luck = seed * 2654435761u + 1 != 0 ? seed * 2654435761u + 1 : 1;
  self->row = fw_roster_row_new (problem);
  self->plan = g_new0 (guint8, cells);
  self->best = g_new0 (guint8, cells);
  self->n = g_new0 (guint, problem->n_days * problem->n_shifts);
  self->costs = g_new0 (gint32, problem->n_days * problem->n_shifts);
  self->cost = fw_roster_compute_cost (problem, self->plan);
  self->best_cost = G_MAXINT64;
  if (!fill_all (self, error))
    return NULL;
  keep_best (self);
  return g_steal_pointer (&self);
}

void
fw_roster_search_free (FwRosterSearch *self)
{
  g_return_if_fail (self != NULL);

  fw_roster_row_free (self->row);
  g_free (self->plan);
  g_free (self->best);
  g_free (self->n);
  g_free (self->costs);
  g_free (self);
}

/* ---- moves ---- */

typedef struct
{
  guint n;
  guint people[MOST_TAKEN];
  guint first, end;
  guint day, shift;                             /* the cell it is about */
  guint8 rows[MOST_TAKEN][FW_ROSTER_MOST_DAYS]; /* as they were */
} Move;

static gint64
get_cell_cost (const FwRosterSearch *self, guint at)
{
  const FwRosterCover *cover = &self->problem->cover[at];

  return self->n[at] < cover->wanted ? (gint64) (cover->wanted - self->n[at]) * cover->under
                                     : (gint64) (self->n[at] - cover->wanted) * cover->over;
}

/* Now and then long, so that a day of work moves far at once. */
static guint
choose_length (FwRosterSearch *self)
{
  static const guint lengths[] = { 5, 7, 10, 12, 14, 17, 22 };
  guint length = lengths[draw_below (self, G_N_ELEMENTS (lengths))];

  if (draw_below (self, 100) < LONG_SHARE)
    length = BLOCK + draw_below (self, LONGEST - BLOCK + 1);
  return MIN (length, self->problem->n_days);
}

/* Around what costs most of a few cells that luck picks. */
static void
choose_days (FwRosterSearch *self, Move *move)
{
  guint n_days = self->problem->n_days, length = choose_length (self);
  gint64 worst = -1;

  move->day = move->shift = 0;

  for (guint i = 0; i < 6; i++)
    {
      guint at = draw_below (self, n_days * self->problem->n_shifts);

      if (get_cell_cost (self, at) > worst)
        {
          worst = get_cell_cost (self, at);
          move->day = at / self->problem->n_shifts;
          move->shift = at % self->problem->n_shifts;
        }
    }
  move->first = (guint) MAX (0, (gint32) move->day - (gint32) draw_below (self, length));
  move->first = MIN (move->first, n_days - length);
  move->end = move->first + length;
}

static gboolean
may_work (const FwRosterSearch *self, guint person, guint day, guint shift)
{
  const FwRosterPerson *limits = &self->problem->people[person];

  return !limits->off[day] && limits->most_of[shift] > 0;
}

static void
choose_people (FwRosterSearch *self, Move *move)
{
  guint luck = draw_below (self, 100), tries = 0;

  move->n = luck < 40 ? 1 : luck < 80 ? 2 : luck < 95 ? 3 : 4;
  move->n = MIN (move->n, self->problem->n_people);
  for (guint i = 0; i < move->n;)
    {
      guint person = draw_below (self, self->problem->n_people);
      guint k = 0;

      /* Somebody who may work there: a few tries do. */
      if (i == 0 && tries++ < 8 && !may_work (self, person, move->day, move->shift))
        continue;
      while (k < i && move->people[k] != person)
        k++;
      if (k == i)
        move->people[i++] = person;
    }
}

static gboolean
solve (FwRosterSearch *self, const Move *move, guint person, gint32 noise)
{
  const FwRosterPerson *limits = &self->problem->people[person];
  FwRosterSpan span = { .first = move->first,
                        .end = move->end,
                        .least_minutes = limits->least_minutes,
                        .most_minutes = limits->most_minutes,
                        .most_weekends = limits->most_weekends,
                        .keeps = TRUE };

  price_days (self, person, move->first, move->end, noise);
  return fw_roster_row_solve (self->row, person, get_row (self, person), self->costs, &span);
}

/* Each once more beside what the others now have, until none gains. */
static void
settle (FwRosterSearch *self, const Move *move)
{
  gint64 before;

  do
    {
      before = self->cost;
      for (guint i = 0; i + 1 < move->n; i++)
        {
          change_row (self, move->people[i], move->first, move->end, FALSE);
          solve (self, move, move->people[i], 0);
          change_row (self, move->people[i], move->first, move->end, TRUE);
        }
    }
  while (self->cost < before);
}

static void
take_out (FwRosterSearch *self, Move *move)
{
  for (guint i = 0; i < move->n; i++)
    {
      memcpy (move->rows[i], get_row (self, move->people[i]), self->problem->n_days);
      change_row (self, move->people[i], move->first, move->end, FALSE);
    }
}

static void
put_back (FwRosterSearch *self, const Move *move)
{
  for (guint i = 0; i < move->n; i++)
    {
      change_row (self, move->people[i], move->first, move->end, FALSE);
      memcpy (get_row (self, move->people[i]), move->rows[i], self->problem->n_days);
      change_row (self, move->people[i], move->first, move->end, TRUE);
    }
}

/* Mostly as large as what is accepted now, so that rows of nearly the same cost come by; now and
 * then larger. */
static gint32
choose_noise (FwRosterSearch *self, double warmth)
{
  static const gint32 others[] = { 4, 15, 50, 120 };

  if (draw_below (self, 100) < 70)
    return 1 + (gint32) (warmth * FINE * 2 * draw_part (self));
  return others[draw_below (self, G_N_ELEMENTS (others))] * FINE;
}

static void
try_move (FwRosterSearch *self, double warmth)
{
  Move move;
  gint64 before = self->cost;

  choose_days (self, &move);
  choose_people (self, &move);
  take_out (self, &move);
  for (guint i = 0; i < move.n; i++)
    {
      gint32 noise = choose_noise (self, warmth);

      solve (self, &move, move.people[i], noise); /* the row as it was does at least */
      change_row (self, move.people[i], move.first, move.end, TRUE);
    }
  settle (self, &move);
  if ((double) (self->cost - before) > -warmth * log (1 - draw_part (self)))
    put_back (self, &move);
  keep_best (self);
}

void
fw_roster_search_run (FwRosterSearch *self, guint moves, double progress)
{
  double warmth;

  g_return_if_fail (self != NULL);

  warmth = WARM * pow (COLD / WARM, CLAMP (progress, 0, 1));
  for (guint i = 0; i < moves; i++)
    try_move (self, warmth);
}

const guint8 *
fw_roster_search_get_best (const FwRosterSearch *self, gint64 *cost)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (cost != NULL)
    *cost = self->best_cost;
  return self->best;
}

const guint8 *
fw_roster_search_get_current (const FwRosterSearch *self, gint64 *cost)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (cost != NULL)
    *cost = self->cost;
  return self->plan;
}

void
fw_roster_search_adopt (FwRosterSearch *self, const guint8 *plan)
{
  guint n_days;

  g_return_if_fail (self != NULL && plan != NULL);

  n_days = self->problem->n_days;
  for (guint i = 0; i < self->problem->n_people; i++)
    {
      change_row (self, i, 0, n_days, FALSE);
      memcpy (get_row (self, i), plan + i * n_days, n_days);
      change_row (self, i, 0, n_days, TRUE);
    }
  keep_best (self);
}
