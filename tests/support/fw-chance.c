/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fw-chance.h"

#include <math.h>

#define PRESENT 0.7    /* share of days on which a person is at work */
#define HALF_HOURS 20  /* in which a queue is open */
#define HISTORY 28     /* days before a short window */
#define ENOUGH_DAYS 40 /* of both sides, without them */
#define SPREAD 0.6     /* of the logarithm of one duration */
#define Z_95 1.9599639845400545

static double
draw_normal (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

static guint
draw_poisson (GRand *rand, double mean)
{
  double left = exp (-MIN (mean, 500)), product = 1;
  guint n = 0;

  if (mean > 500)
    return (guint) MAX (0, lround (mean + sqrt (mean) * draw_normal (rand)));
  while ((product *= g_rand_double (rand)) > left)
    n++;
  return n;
}

static gboolean
is_mean (const FwChance *self)
{
  return fw_tally_find (fw_metric_find (self->metric), FW_SERVICE_LEVEL_OFFERED)->form ==
         FW_TALLY_MEAN;
}

static gboolean
is_of_people (const FwChance *self)
{
  return (fw_metric_find (self->metric)->known & FW_METRIC_KNOWN_PERSON) != 0;
}

static guint
count_history (const FwChance *self)
{
  return 2 * self->days >= ENOUGH_DAYS ? 0 : (HISTORY + self->days - 1) / self->days * self->days;
}

double
fw_chance_get_scale (const FwChance *self)
{
  return is_mean (self) ? self->base * sqrt (exp (SPREAD * SPREAD) - 1) : 1;
}

/* The variance of one contact. */
static double
get_own_variance (const FwChance *self, double figure)
{
  double scale = fw_chance_get_scale (self);

  return is_mean (self) ? scale * scale : figure * (1 - figure);
}

/* @figure: of a rate its chance, of a mean what is expected. */
static FwTally
draw_contacts (const FwChance *self, GRand *rand, guint n, double figure)
{
  FwTally tally = { .n = n };

  if (!is_mean (self))
    {
      for (guint i = 0; i < n; i++)
        tally.sum += g_rand_double (rand) < figure;
      return tally;
    }
  for (guint i = 0; i < n; i++)
    {
      double log_value = SPREAD * draw_normal (rand) - SPREAD * SPREAD / 2;
      double seconds = MAX (0.001, self->base * exp (log_value) + figure - self->base);
      guint32 ms = (guint32) (seconds * 1000);

      tally.sum += ms;
      tally.squares += fw_sums_square (ms);
    }
  return tally;
}

/* ---- a side ---- */

typedef struct
{
  const FwChance *chance;
  GRand *rand;
  double scale, change;
  double *units;  /* what each person or queue is */
  double *drifts; /* what each person is of this side */
  double *shares; /* of each unit's contacts among all of a full day */
  guint first_day;
  guint side;
  FwTabulation *table; /* being filled */
  guint room;
  double *n_of_units; /* of this side */
  double *n_of_days;
  double bursts; /* Σ of the squared numbers of contacts that came together */
} Side;

static void
add_leaf (Side *self, const guint16 *codes, const FwTally *tally)
{
  FwTabulation *table = self->table;

  if (table->n_leaves == self->room)
    {
      self->room = MAX (1024, 2 * self->room);
      table->codes = g_renew (guint16, table->codes, (gsize) self->room * table->n_axes);
      for (guint side = 0; side < FW_TABULATE_SIDES; side++)
        table->sides[side] = g_renew (FwTally, table->sides[side], self->room);
    }
  for (guint i = 0; i < table->n_axes; i++)
    table->codes[table->n_leaves * table->n_axes + i] = codes[i];
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    table->sides[side][table->n_leaves] = side == self->side ? *tally : (FwTally){ 0 };
  fw_tally_add (&table->totals[self->side], tally);
  table->n_leaves++;
}

static void
draw_cell (Side *self, guint day, guint unit, guint half_hour, double day_effect, double mean)
{
  const FwChance *chance = self->chance;
  guint n = draw_poisson (self->rand, mean);
  double burst = chance->burst * self->scale * draw_normal (self->rand);
  double figure =
      chance->base + self->change + day_effect + self->units[unit] + self->drifts[unit] + burst;
  guint16 codes[] = { (guint16) (1 + self->first_day + day), (guint16) (1 + unit),
                      (guint16) half_hour };
  FwTally tally;

  if (n == 0)
    return;
  if (!is_mean (chance))
    figure = CLAMP (figure, 0, 1);
  tally = draw_contacts (chance, self->rand, n, figure);
  add_leaf (self, codes, &tally);
  self->n_of_units[unit] += n;
  self->n_of_days[day] += n;
  self->bursts += (double) n * n;
}

static void
draw_side (Side *self, guint days)
{
  const FwChance *chance = self->chance;
  gboolean people = is_of_people (chance);
  double a_day = (double) chance->n / chance->days;

  for (guint day = 0; day < days; day++)
    {
      double effect = chance->day * self->scale * draw_normal (self->rand);

      for (guint unit = 0; unit < chance->n_units; unit++)
        {
          double mean = a_day * self->shares[unit];

          if (people && g_rand_double (self->rand) < PRESENT)
            draw_cell (self, day, unit, 0, effect, mean / PRESENT);
          for (guint half_hour = 0; half_hour < HALF_HOURS && !people; half_hour++)
            draw_cell (self, day, unit, half_hour, effect, mean / HALF_HOURS);
        }
    }
}

/* ---- a centre ---- */

static FwTabulation *
make_table (guint n_axes)
{
  FwTabulation *table = g_new0 (FwTabulation, 1);

  table->n_axes = n_axes;
  return table;
}

/* Days alone, as they are counted further back. */
static FwTabulation *
take_days (FwTabulation *table)
{
  while (table->n_axes > 1)
    fw_tabulation_drop_axis (table, table->n_axes - 1);
  return table;
}

static void
draw_effects (const FwChance *chance, GRand *rand, double scale, double *units, double *shares)
{
  double sum = 0;

  for (guint i = 0; i < chance->n_units; i++)
    {
      units[i] = chance->unit * scale * draw_normal (rand);
      shares[i] = exp (0.4 * draw_normal (rand));
      sum += shares[i];
    }
  for (guint i = 0; i < chance->n_units; i++)
    shares[i] /= sum;
}

static double
sum_squares (const double *values, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i] * values[i];
  return sum;
}

/* What who knows every spread, and who came, makes of it. */
static double
get_known_variance (const FwChance *chance, const Side sides[2], const FwWhyFrame *frame)
{
  double scale = sides[0].scale, variance = 0;

  for (guint i = 0; i < 2; i++)
    {
      double n = (double) (i == 0 ? frame->now.n : frame->before.n);
      double figure = chance->base + sides[i].change;
      double day = chance->day * scale, burst = chance->burst * scale,
             drift = is_of_people (chance) ? chance->drift * scale : 0;

      variance += get_own_variance (chance, figure) / n;
      variance += day * day * sum_squares (sides[i].n_of_days, chance->days) / (n * n);
      variance += burst * burst * sides[i].bursts / (n * n);
      variance += drift * drift * sum_squares (sides[i].n_of_units, chance->n_units) / (n * n);
    }
  for (guint unit = 0; unit < chance->n_units; unit++)
    {
      double off = sides[0].n_of_units[unit] / (double) frame->now.n -
                   sides[1].n_of_units[unit] / (double) frame->before.n;

      variance += chance->unit * chance->unit * scale * scale * off * off;
    }
  return variance;
}

static void
draw_drifts (const FwChance *chance, GRand *rand, double scale, double *drifts)
{
  for (guint i = 0; i < chance->n_units; i++)
    drifts[i] = is_of_people (chance) ? chance->drift * scale * draw_normal (rand) : 0;
}

void
fw_chance_draw (const FwChance *self, GRand *rand, double change, FwChanceWorld *world)
{
  const FwMetric *metric = fw_metric_find (self->metric);
  guint n_history = count_history (self), n_axes = is_of_people (self) ? 2 : 3;
  double scale = fw_chance_get_scale (self);
  g_autofree double *units = g_new (double, self->n_units);
  g_autofree double *shares = g_new (double, self->n_units);
  g_autofree double *drifts = g_new (double, self->n_units);
  g_autofree double *of_units = g_new0 (double, 3 * (gsize) self->n_units);
  g_autofree double *of_days = g_new0 (double, 2 * self->days + n_history + 1);
  Side sides[3] = { 0 };

  *world = (FwChanceWorld){ .frame = { .metric = metric,
                                       .rule = fw_tally_find (metric, FW_SERVICE_LEVEL_OFFERED),
                                       .periods = 1 } };
  draw_effects (self, rand, scale, units, shares);
  world->clusters.units = make_table (n_axes);
  world->clusters.units_are_people = is_of_people (self);
  for (guint i = 0; i < 3; i++)
    {
      sides[i] = (Side){ .chance = self,
                         .rand = rand,
                         .scale = scale,
                         .change = i == 0 ? change : 0,
                         .units = units,
                         .drifts = drifts,
                         .shares = shares,
                         .first_day = i * self->days,
                         .side = MIN (i, 1),
                         .table = i < 2 ? world->clusters.units : make_table (n_axes),
                         .room = i == 1 ? sides[0].room : 0,
                         .n_of_units = of_units + i * self->n_units,
                         .n_of_days = of_days + i * self->days };
      draw_drifts (self, rand, scale, drifts);
      draw_side (&sides[i], i < 2 ? self->days : n_history);
    }
  world->clusters.history = take_days (sides[2].table);
  fw_why_frame_init (&world->frame, &world->clusters.units->totals[0],
                     &world->clusters.units->totals[1]);
  world->known = get_known_variance (self, sides, &world->frame);
}

void
fw_chance_world_clear (FwChanceWorld *self)
{
  fw_why_clusters_clear (&self->clusters);
}

double
fw_chance_get_known_sd (const FwChance *self)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);
  double sum = 0;

  for (guint i = 0; i < 20; i++)
    {
      FwChanceWorld world;

      fw_chance_draw (self, rand, 0, &world);
      sum += sqrt (world.known) / 20;
      fw_chance_world_clear (&world);
    }
  return sum;
}

void
fw_chance_ask (const FwChanceWorld *self, FwWhyCell *cell)
{
  FwWhyFrame frame = self->frame;

  fw_why_frame_measure_doubt (&frame, &frame.now, &frame.before, &self->clusters, FALSE,
                              &frame.doubt);
  fw_why_frame_fill_cell (&frame, &frame.now, &frame.before, &frame.doubt, cell);
}

FwChanceTally
fw_chance_measure (const FwChance *self, double change, guint n, guint32 seed)
{
  FwChanceTally tally = { .n = n };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + i);
      g_autoptr (FwWhyCell) cell = fw_why_cell_new ();
      FwChanceWorld world;
      double off;

      fw_chance_draw (self, rand, change, &world);
      fw_chance_ask (&world, cell);
      off = cell->now.value - cell->before.value;
      tally.covered += cell->interval.low <= change && change <= cell->interval.high;
      tally.found += cell->p <= 0.05 && (change == 0 || off * change > 0);
      tally.known += fabs (off) > Z_95 * sqrt (world.known) && (change == 0 || off * change > 0);
      fw_chance_world_clear (&world);
    }
  tally.covered /= n;
  tally.found /= n;
  tally.known /= n;
  return tally;
}
