/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/roster/fw-roster-row-private.h"

/* What a row costs at least: the path back over the days without weekends and minutes, of which
 * each has a price there. The prices are moved so that the bound rises. */

/* A bound that is somewhat too low costs less than a better one where a row is known. */
#define ROUNDS 10
#define ROUNDS_KNOWN 3

/* One status whose next shift makes a run of @run days. */
static inline void
leave (const FwRosterRow *self,
       const FwRosterStep *step,
       const gint64 *best,
       const gint64 *next,
       gint64 *to_go,
       guint8 *choice)
{
  gint64 cost = step->may_rest ? next[step->rest] : FW_ROSTER_NEVER;
  gint64 weekend = step->weekends * self->at.weekends;
  guint taken = 0;

  for (guint i = 0; step->may_work && i < self->n_used; i++)
    {
      gint64 sum = best[i] + next[self->used_work[i] + step->run] + weekend;

      taken = sum < cost ? self->used[i] + 1 : taken;
      cost = MIN (sum, cost);
    }
  *to_go = MIN (cost, FW_ROSTER_NEVER);
  *choice = (guint8) taken;
}

/* What the shifts of a day cost after one of @before, with the price of their minutes. */
static void
price (const FwRosterRow *self, guint day, guint before, gint64 *best)
{
  const gint64 *bare = self->best + fw_roster_row_best_at (self, day, before, 0);

  for (guint i = 0; i < self->n_used; i++)
    best[i] = bare[self->used[i]] + self->classes[self->used[i]].units * self->at.minutes;
}

static void
run_day_back (FwRosterRow *self, guint day)
{
  gsize at = fw_roster_row_at (self, day, 0);
  const FwRosterStep *steps = self->steps + at;
  const gint64 *next = self->to_go + at + self->n_status;
  gint64 best[FW_ROSTER_MOST_SHIFTS], *to_go = self->to_go + at;
  guint8 *choice = self->choice + at;

  price (self, day, self->n_classes, best);
  for (guint status = 0; status < self->n_rest; status++)
    leave (self, &steps[status], best, next, &to_go[status], &choice[status]);
  for (guint class = 0; class < self->n_classes; class ++)
    {
      guint status = self->n_rest + class * self->n_run;

      if (!self->is_used[class] && day > self->first)
        continue;
      price (self, day, class, best);
      for (guint run = 0; run < self->n_run; run++, status++)
        leave (self, &steps[status], best, next, &to_go[status], &choice[status]);
    }
}

static gint64
run_back (FwRosterRow *self)
{
  for (guint day = self->end; day-- > self->first;)
    run_day_back (self, day);
  return self->to_go[self->start];
}

typedef struct
{
  guint8 row[FW_ROSTER_MOST_DAYS];
  guint units, weekends;
} Path;

static void
follow (const FwRosterRow *self, Path *path)
{
  guint status = self->start;

  memcpy (path->row, self->row, self->problem->n_days);
  path->units = path->weekends = 0;
  for (guint day = self->first; day < self->end; day++)
    {
      gsize at = fw_roster_row_at (self, day, status);
      const FwRosterStep *step = &self->steps[at];
      guint class = self->choice[at];

      if (class == 0)
        {
          path->row[day] = FW_ROSTER_OFF;
          status = step->rest;
          continue;
        }
      class -= 1;
      path->row[day] = self->best_shift[fw_roster_row_best_at (self, day, step->class, class)];
      path->units += self->classes[class].units;
      path->weekends += step->weekends;
      status = fw_roster_row_get_work (self, class, step->run + 1);
    }
}

/* Which way a price has to go: up where too much is used, down to nothing where it bars too much.
 */
static gint
find_way (guint used, guint least, guint most, gint64 price)
{
  if (used > most)
    return 1;
  if (used < least)
    return -1;
  if (price > 0 && used < most)
    return -1;
  return price < 0 && used > least ? 1 : 0;
}

/* Steps grow while they go one way and shrink where they turn. */
static void
move_price (gint64 *price, gint64 *step, gint *before, gint way)
{
  if (way != 0 && *before != 0)
    *step = way == *before ? *step * 2 : MAX (*step / 3, 1);
  *price += way * *step;
  *before = way != 0 ? way : *before;
}

static void
keep_path (FwRosterRow *self, const Path *path, gint64 cost)
{
  if (cost >= self->made_cost || path->units < self->least_units ||
      path->units > self->most_units || path->weekends > self->most_weekends ||
      fw_roster_row_exceeds (self, path->row))
    return;
  self->made_cost = cost;
  memcpy (self->made, path->row, self->problem->n_days);
}

gint64
fw_roster_row_bound (FwRosterRow *self)
{
  FwRosterWorth *worth = &self->worth[self->person - self->problem->people], best = *worth,
                made_with;
  gint64 bound = -FW_ROSTER_NEVER, minutes_step = 64, weekends_step = 256;
  gint minutes_way = 0, weekends_way = 0;
  guint rounds =
      self->made_cost < FW_ROSTER_NEVER && self->end - self->first < 28 ? ROUNDS_KNOWN : ROUNDS;
  Path path;

  self->at = made_with = *worth;
  for (guint round = 0; round < rounds; round++)
    {
      gint64 cost = run_back (self), least;
      gint minutes, weekends;

      made_with = self->at;
      if (cost >= FW_ROSTER_REACHED)
        return FW_ROSTER_NEVER;
      least = cost - self->at.weekends * self->most_weekends -
              self->at.minutes * (self->at.minutes > 0 ? self->most_units : self->least_units);
      if (least > bound)
        {
          bound = least;
          best = self->at;
        }
      follow (self, &path);
      keep_path (self, &path,
                 cost - self->at.weekends * path.weekends - self->at.minutes * path.units);
      minutes = find_way (path.units, self->least_units, self->most_units, self->at.minutes);
      weekends = find_way (path.weekends, 0, self->most_weekends, self->at.weekends);
      if ((minutes == 0 && weekends == 0) || bound >= self->made_cost)
        break;
      move_price (&self->at.minutes, &minutes_step, &minutes_way, minutes);
      move_price (&self->at.weekends, &weekends_step, &weekends_way, weekends);
      self->at.weekends = MAX (self->at.weekends, 0);
    }
  *worth = best;
  self->at = best;
  if (bound < self->made_cost &&
      (made_with.minutes != best.minutes || made_with.weekends != best.weekends))
    run_back (self);
  return bound;
}
