/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How alike contacts are: those of one unit of chance (a person's day; a queue's half hour), those
 * of one person, and those of one day. docs/why-questions.md. */
#include "core/why/fw-why-doubt.h"

#include <math.h>
#include <stdlib.h>

#include "core/why/fw-factor-fit.h"
#include "core/why/fw-why-figures.h"

#define LEVEL 0.05
#define DOUBTFUL 0.2 /* squared standard errors at which one half of an excess counts */
#define FEW 4        /* over the degrees of freedom: what few tell is doubted more */
/* Over how many people there are: what a handful of people shows of people and their days is
 * mostly chance, and so, less, what their days show together. */
#define HANDFUL 13
#define HANDFUL_DAYS 3.3
#define SURE 1e9     /* degrees of freedom of what is known */
#define LEAST_DAY 4  /* contacts for a day to have a figure */
#define LEAST_DAYS 5 /* for days to say what an unusual one is */
#define UNUSUAL 3    /* standard deviations beyond which a day counts as so far off */
#define MAD_TO_SD 1.4826022185056018

void
fw_why_clusters_clear (FwWhyClusters *self)
{
  g_clear_pointer (&self->units, fw_tabulation_free);
  g_clear_pointer (&self->people, fw_tabulation_free);
  g_clear_pointer (&self->days, fw_tabulation_free);
  g_clear_pointer (&self->history, fw_tabulation_free);
}

void
fw_why_doubt_init (FwWhyDoubt *self)
{
  *self = (FwWhyDoubt){ .alike = { 1, 1 }, .units = { 1, 1 }, .freedom = SURE };
  fw_why_doubt_set_level (self, LEVEL);
}

void
fw_why_doubt_set_level (FwWhyDoubt *self, double level)
{
  self->t = fw_factor_quantile (level, self->freedom);
}

/* ---- what is known of a question while its doubt is measured ---- */

typedef struct
{
  const FwWhyFrame *frame;
  FwTally whole[FW_TABULATE_SIDES];
  guint n_sides; /* 1 against a target */
  double n[FW_TABULATE_SIDES];
  double mean[FW_TABULATE_SIDES];
  double plain[FW_TABULATE_SIDES]; /* variance of independent contacts */
  double units[FW_TABULATE_SIDES]; /* variance with what a unit's contacts share */
  double noise;                    /* of the variance itself: Σ of its parts' variances, halved */
  double n_people; /* as many as they effectively are; INFINITY where units have none */
} Measure;

static void
start (Measure *self, const FwWhyFrame *frame, const FwTally *now, const FwTally *before)
{
  *self = (Measure){ .frame = frame,
                     .whole = { *now, *before },
                     .n_sides = frame->fixed ? 1 : 2,
                     .n_people = INFINITY };
  for (guint side = 0; side < self->n_sides; side++)
    {
      self->n[side] = (double) self->whole[side].n;
      self->mean[side] = (double) self->whole[side].sum * frame->rule->unit / self->n[side];
      self->plain[side] = fw_why_frame_get_variance (frame, &self->whole[side], side == 1);
      self->units[side] = self->plain[side];
    }
}

/* The deviation of a part of a side, as it moves the side's figure. */
static double
get_off (const Measure *self, const FwTally *tally, guint side)
{
  return ((double) tally->sum * self->frame->rule->unit - self->mean[side] * (double) tally->n) /
         self->n[side];
}

/* How much more an excess is doubted where there are few people; of one alone, who differs from
 * nobody, her days are all there is to see. */
static double
doubt_few (const Measure *self, double handful)
{
  double few = handful * (1 - 1 / self->n_people) / self->n_people;

  return few * few;
}

/* An excess over a variance that is known counts as far as it can be told from nothing: were every
 * one above 0 believed and none below, three of them would make each interval too wide. */
typedef struct
{
  double excess; /* as it counts */
  double noise;  /* its square over the degrees of freedom: how uncertain it is */
} Excess;

/* @known: what would be seen without it; @freedom: of what was seen; @few: how much more it is
 * doubted since there are few people */
static Excess
tell (double excess, double known, double freedom, double few)
{
  double seen = excess + known, error, odds, told;

  if (!(excess > 0) || !(freedom > 0))
    return (Excess){ 0, 0 };

  error = 2 * seen * seen / freedom;
  odds = excess * excess / (error * (DOUBTFUL + FEW / freedom + few));
  told = odds * odds / (1 + odds * odds);
  return (Excess){ told * excess, told * told * seen * seen / freedom };
}

static void
note_noise (Measure *self, const Excess *excess, double scale)
{
  self->noise += excess->noise * scale * scale;
}

/* ---- units ---- */

/* Σ of the squared deviations of units, over what it would be of independent contacts. */
static gboolean
compare_units (
    const Measure *self, const FwTabulation *units, guint side, double *ratio, double *freedom)
{
  double sum = 0, weights = 0;

  for (guint leaf = 0; leaf < units->n_leaves; leaf++)
    {
      const FwTally *tally = &units->sides[side][leaf];
      double off = get_off (self, tally, side), weight = (double) tally->n / self->n[side];

      sum += off * off;
      weights += weight * weight;
    }
  /* Next to all contacts are of one unit: it cannot be held against others. */
  if (weights >= 0.5)
    return FALSE;
  *ratio = sum / (1 - weights) / self->plain[side];
  *freedom = 1 / weights - 1;
  return TRUE;
}

/* How alike the contacts of a unit are is taken to be the same on both sides. */
static void
measure_units (Measure *self, const FwTabulation *units)
{
  double sum = 0, freedom = 0;
  Excess excess;

  for (guint side = 0; side < self->n_sides; side++)
    {
      double ratio, own;

      if (!compare_units (self, units, side, &ratio, &own))
        continue;
      sum += ratio * own;
      freedom += own;
    }
  if (!(freedom > 0))
    return;

  excess = tell (sum / freedom - 1, 1, freedom, doubt_few (self, HANDFUL));
  for (guint side = 0; side < self->n_sides; side++)
    self->units[side] = self->plain[side] * (1 + excess.excess);
  note_noise (self, &excess, self->plain[0] + self->plain[1]);
}

/* ---- how much days, or people, differ ---- */

/* The figure of a day or a person, how far chance within it carries it, and what it is compared
 * with. */
typedef struct
{
  double value, variance;
  guint group;
} Day;

#define N_GROUPS 3 /* now, before, further back */

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
find_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return n == 0 ? 0 : n % 2 != 0 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* @unit_variance: of one contact, with what its unit shares. Counts are taken relative to the mean
 * of their group. */
static void
add_days (const Measure *self,
          const FwTabulation *table,
          guint side,
          guint group,
          double unit_variance,
          GArray *days)
{
  gboolean counts = self->frame->rule->form == FW_TALLY_COUNT;
  double mean = 0;
  guint n = 0;

  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    if (table->sides[side][leaf].n >= LEAST_DAY)
      {
        mean += (double) table->sides[side][leaf].sum;
        n++;
      }
  mean /= MAX (n, 1);
  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    {
      const FwTally *tally = &table->sides[side][leaf];
      Day day = { .group = group };

      if (tally->n < LEAST_DAY)
        continue;
      if (counts)
        {
          day.value = (double) tally->sum / mean;
          day.variance = 1 / mean;
        }
      else
        {
          day.value = (double) tally->sum * self->frame->rule->unit / (double) tally->n;
          day.variance = unit_variance / (double) tally->n;
        }
      if (day.variance > 0)
        g_array_append_val (days, day);
    }
}

/* What both sides of a day have in common is no doubt of how they differ. */
static void
add_differences (const Measure *self, const FwTabulation *table, GArray *days)
{
  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    {
      Day day = { 0 };
      gboolean both = TRUE;

      for (guint side = 0; side < FW_TABULATE_SIDES && both; side++)
        {
          const FwTally *tally = &table->sides[side][leaf];

          both = tally->n >= LEAST_DAY;
          if (!both)
            break;
          day.value += (side == 0 ? 1 : -1) * (double) tally->sum * self->frame->rule->unit /
                       (double) tally->n;
          day.variance += self->units[side] * self->n[side] / (double) tally->n;
        }
      if (both && day.variance > 0)
        g_array_append_val (days, day);
    }
}

/* Each day less the mean of its group. Returns: how many days there are to spare. */
static double
centre (GArray *days, double left[N_GROUPS])
{
  double sum[N_GROUPS] = { 0 }, weight[N_GROUPS] = { 0 }, squares[N_GROUPS] = { 0 }, spare = 0;

  for (guint i = 0; i < days->len; i++)
    {
      const Day *day = &g_array_index (days, Day, i);

      sum[day->group] += day->value / day->variance;
      weight[day->group] += 1 / day->variance;
      squares[day->group] += 1 / (day->variance * day->variance);
    }
  for (guint i = 0; i < days->len; i++)
    {
      Day *day = &g_array_index (days, Day, i);

      day->value -= sum[day->group] / weight[day->group];
    }
  for (guint group = 0; group < N_GROUPS; group++)
    {
      left[group] = weight[group] > 0 ? weight[group] - squares[group] / weight[group] : 0;
      if (squares[group] > 0)
        spare += weight[group] * weight[group] / squares[group] - 1;
    }
  return spare;
}

/* What chance within the day does not explain, by medians: what an unusual day is measured by. */
static double
find_usual (const GArray *days)
{
  g_autofree double *offs = g_new (double, days->len + 1);
  g_autofree double *variances = g_new (double, days->len + 1);
  double off;

  for (guint i = 0; i < days->len; i++)
    {
      offs[i] = fabs (g_array_index (days, Day, i).value);
      variances[i] = g_array_index (days, Day, i).variance;
    }
  off = find_median (offs, days->len) * MAD_TO_SD;
  return MAX (0, off * off - find_median (variances, days->len));
}

/* The variance between days beyond chance within them, by moments (DerSimonian and Laird), over all
 * groups at once. A day that is far off counts as three standard deviations, so that a bad night in
 * the history does not hide the next. */
static Excess
estimate_between (GArray *days, double few)
{
  double left[N_GROUPS], moment = 0, weight = 0, room = 0, usual, freedom;
  gboolean met[N_GROUPS] = { FALSE };

  freedom = centre (days, left);
  if (freedom < 1.5)
    return (Excess){ 0, 0 };

  usual = days->len >= LEAST_DAYS ? find_usual (days) : INFINITY;
  for (guint i = 0; i < days->len; i++)
    {
      const Day *day = &g_array_index (days, Day, i);
      double most = UNUSUAL * sqrt (day->variance + usual), off = MIN (fabs (day->value), most);

      moment += off * off / day->variance - (met[day->group] ? 1 : 0);
      met[day->group] = TRUE;
      weight += 1 / day->variance;
    }
  for (guint group = 0; group < N_GROUPS; group++)
    room += left[group];
  return tell (room > 0 ? moment / room : 0, days->len / weight, freedom, few);
}

/* ---- people ---- */

static FwTabulation *
fold (const FwTabulation *units, guint axis)
{
  FwTabulation *table = fw_tabulation_copy (units);

  for (guint i = table->n_axes; i-- > 0;)
    if (i != axis)
      fw_tabulation_drop_axis (table, i);
  return table;
}

/* How much people differ. */
static Excess
estimate_people (const Measure *self, const FwTabulation *people)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Day));

  for (guint leaf = 0; leaf < people->n_leaves; leaf++)
    for (guint side = 0; side < self->n_sides; side++)
      {
        const FwTally *tally = &people->sides[side][leaf];
        Day person = { .group = side };

        if (tally->n < LEAST_DAY || fw_tabulation_get_codes (people, leaf)[0] == 0)
          continue;
        person.value = (double) tally->sum * self->frame->rule->unit / (double) tally->n;
        person.variance = self->units[side] * self->n[side] / (double) tally->n;
        if (person.variance > 0)
          g_array_append_val (found, person);
      }
  return estimate_between (found, doubt_few (self, HANDFUL));
}

/* As many as they would be if each had as many contacts. */
static double
count_people (const FwTabulation *people)
{
  double sum = 0, squares = 0;

  for (guint leaf = 0; leaf < people->n_leaves; leaf++)
    {
      double n = (double) (people->sides[0][leaf].n + people->sides[1][leaf].n);

      sum += n;
      squares += n * n;
    }
  return squares > 0 ? sum * sum / squares : INFINITY;
}

/* What people do beyond what their days show. What a person always is moves a change only as far as
 * her share of the contacts moved, so that who stands on both sides is held against herself. What
 * she became since is seen in how far the persons' own changes scatter; of a few people that is
 * seen badly, and it counts as far as it can be told from nothing. Returns: the variance that both
 * add to the change. */
static double
measure_people (Measure *self, const FwTabulation *people)
{
  double sum = 0, expected = 0, both = 0, fourth = 0, moved = 0, always;
  Excess between = estimate_people (self, people), became;

  for (guint leaf = 0; leaf < people->n_leaves; leaf++)
    {
      double off = 0, weight = 0, change = 0;

      if (fw_tabulation_get_codes (people, leaf)[0] == 0)
        continue; /* nobody in particular */
      for (guint side = 0; side < self->n_sides; side++)
        {
          double share = (double) people->sides[side][leaf].n / self->n[side];
          int sign = side == 0 ? 1 : -1;

          off += sign * get_off (self, &people->sides[side][leaf], side);
          change += sign * share;
          weight += share * share;
          expected += self->units[side] * share * (1 - share);
        }
      sum += off * off;
      moved += change * change;
      both += weight;
      fourth += weight * weight;
    }
  if (!(fourth > 0) || both * both / fourth < 2)
    return 0;

  note_noise (self, &between, moved);
  always = between.excess * moved;
  became = tell (sum - expected - always, self->units[0] + self->units[1] + always,
                 both * both / fourth - 1, doubt_few (self, HANDFUL));
  note_noise (self, &became, 1);
  return always + became.excess;
}

/* ---- days ---- */

/* Σ of the squared shares that days have of a side: how much of a day's variance the side keeps. */
static double
sum_squared_shares (const FwTabulation *days, guint side, gboolean counts)
{
  double sum = 0, squares = 0;
  guint n = 0;

  for (guint leaf = 0; leaf < days->n_leaves; leaf++)
    {
      double weight = (double) days->sides[side][leaf].n;

      n += weight > 0;
      sum += weight;
      squares += weight * weight;
    }
  if (counts)
    return n > 0 ? 1.0 / n : 0;
  return sum > 0 ? squares / (sum * sum) : 0;
}

static double
get_count (const Measure *self, guint side)
{
  return (double) self->whole[side].sum / (side == 1 ? self->frame->periods : 1);
}

static double
get_unit_variance (const Measure *self, guint side)
{
  return self->units[side] * self->n[side];
}

/* Of days further back only their own spread is known; how alike a unit's contacts are is that of
 * the sides. */
static double
get_further_variance (const Measure *self, const FwTabulation *history)
{
  const FwTally *whole = &history->totals[1];
  double alike = 0;

  for (guint side = 0; side < self->n_sides; side++)
    alike += self->units[side] / self->plain[side] / self->n_sides;
  return fw_why_frame_get_variance (self->frame, whole, FALSE) * (double) whole->n * alike;
}

static void
measure_days (Measure *self,
              const FwTabulation *table,
              const FwTabulation *history,
              gboolean same_days,
              FwWhyDoubt *doubt)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (Day));
  gboolean counts = self->frame->rule->form == FW_TALLY_COUNT;
  double kept = 0;
  Excess between;

  if (same_days && counts)
    return;
  if (same_days)
    add_differences (self, table, days);
  for (guint side = 0; side < self->n_sides && !same_days; side++)
    add_days (self, table, side, side, get_unit_variance (self, side), days);
  if (history != NULL && history->totals[1].n > 1 && !same_days)
    add_days (self, history, 1, 2, get_further_variance (self, history), days);
  between = estimate_between (days, doubt_few (self, HANDFUL_DAYS));
  if (!(between.excess > 0))
    return;

  for (guint side = 0; side < self->n_sides; side++)
    {
      double share = sum_squared_shares (table, side, counts) * (same_days ? 0.5 : 1);

      doubt->days[side] = between.excess * share;
      kept += share * (counts ? get_count (self, side) * get_count (self, side) : 1);
    }
  note_noise (self, &between, kept);
}

/* ---- together ---- */

static double
sum_variances (const Measure *self, const FwWhyDoubt *doubt)
{
  double sum = 0;

  for (guint side = 0; side < self->n_sides; side++)
    sum += fw_why_frame_get_doubtful_variance (self->frame, &self->whole[side], side == 1, doubt);
  return sum;
}

void
fw_why_frame_measure_doubt (const FwWhyFrame *self,
                            const FwTally *now,
                            const FwTally *before,
                            const FwWhyClusters *clusters,
                            gboolean same_days,
                            FwWhyDoubt *doubt)
{
  g_autoptr (FwTabulation) people = NULL, days = NULL;
  Measure measure;
  double together;

  g_return_if_fail (self != NULL && now != NULL && before != NULL && clusters != NULL);

  fw_why_doubt_init (doubt);
  start (&measure, self, now, before);
  together = measure.plain[0] + measure.plain[1];
  if (!isfinite (together) || !(together > 0))
    return;
  if (clusters->units != NULL && clusters->units_are_people)
    {
      people = fold (clusters->units, 1);
      measure.n_people = count_people (people);
    }
  if (clusters->units != NULL)
    days = fold (clusters->units, 0);

  if (self->rule->form != FW_TALLY_COUNT)
    {
      const FwTabulation *of_people = people != NULL ? people : clusters->people;
      double wider = 0;

      if (clusters->units != NULL)
        measure_units (&measure, clusters->units);
      if (of_people != NULL)
        wider = measure_people (&measure, of_people);
      wider = 1 + wider / (measure.units[0] + measure.units[1]);
      for (guint side = 0; side < measure.n_sides; side++)
        {
          doubt->units[side] = measure.units[side] / measure.plain[side];
          doubt->alike[side] = wider * doubt->units[side];
        }
    }
  if (days != NULL || clusters->days != NULL)
    measure_days (&measure, days != NULL ? days : clusters->days, clusters->history, same_days,
                  doubt);
  together = sum_variances (&measure, doubt);
  if (measure.noise > 0)
    doubt->freedom = CLAMP (together * together / measure.noise, 1, SURE);
  fw_why_doubt_set_level (doubt, LEVEL);
}
