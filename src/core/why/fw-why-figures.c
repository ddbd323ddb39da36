/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-why-figures.h"

#include <math.h>
#include <stdlib.h>

#define Z_95 1.9599639845400545

double
fw_why_p (double z)
{
  return erfc (fabs (z) / G_SQRT2);
}

FwFigure
fw_why_frame_get_figure (const FwWhyFrame *self, const FwTally *tally)
{
  FwSums sums = { 0 };

  self->rule->add (tally, &sums);
  return fw_metric_compute (self->metric, &sums, self->form);
}

void
fw_why_frame_init (FwWhyFrame *self, const FwTally *now, const FwTally *before)
{
  FwFigure figure;

  self->now = *now;
  self->before = *before;
  self->spread = 1;
  figure = fw_why_frame_get_figure (self, now);
  self->now_value = figure.has_value ? figure.value : NAN;
  figure = fw_why_frame_get_figure (self, before);
  self->before_value = self->fixed ? self->target : figure.has_value ? figure.value : NAN;
  if (self->rule->form == FW_TALLY_COUNT && !self->fixed)
    self->before_value /= self->periods;
}

/* A handful of equal values would claim to be certain: four more, half of them of either kind. */
static double
get_ratio_variance (const FwTally *tally)
{
  double n = (double) tally->n + 4, share = ((double) tally->sum + 2) / n;

  return share * (1 - share) / n;
}

static double
get_mean_variance (const FwTallyRule *rule, const FwTally *tally)
{
  double n = (double) tally->n, sum = (double) tally->sum * rule->unit;
  double squares = fw_tally_get_squares (rule, tally);

  return tally->n < 2 ? INFINITY : MAX (0, (squares - sum * sum / n) / (n - 1)) / n;
}

double
fw_why_frame_get_variance (const FwWhyFrame *self, const FwTally *tally, gboolean before)
{
  if (before && self->fixed)
    return 0;
  switch (self->rule->form)
    {
    case FW_TALLY_COUNT:
      return before ? (double) tally->sum / (self->periods * self->periods) : (double) tally->sum;
    case FW_TALLY_RATIO:
      return tally->n == 0 ? INFINITY : get_ratio_variance (tally);
    case FW_TALLY_MEAN:
    default:
      return get_mean_variance (self->rule, tally);
    }
}

void
fw_why_frame_fill_side (const FwWhyFrame *self,
                        const FwTally *tally,
                        gboolean before,
                        FwWhySide *side)
{
  FwFigure figure = fw_why_frame_get_figure (self, tally);
  double periods = before ? self->periods : 1;

  if (before && self->fixed)
    {
      *side = (FwWhySide){ TRUE, self->target, 0, { self->target, self->target } };
      return;
    }
  if (self->rule->form == FW_TALLY_COUNT)
    {
      figure.has_value = TRUE;
      figure.value = (double) tally->sum / periods;
      figure.interval = (FwInterval){ figure.value, figure.value };
    }
  *side = (FwWhySide){ .has_value = figure.has_value,
                       .value = figure.has_value ? figure.value : NAN,
                       .n = (double) tally->n / periods,
                       .interval = figure.interval };
}

static double
get_share (const FwTally *part, const FwTally *whole)
{
  return whole->n > 0 ? (double) part->n / (double) whole->n : 0;
}

/* The parts of a ratio's or mean's effect, from what the cell shows. */
static void
fill_parts (const FwWhyFrame *self, FwWhyCell *cell)
{
  double now = cell->now.has_value ? cell->now.value : cell->before.value;
  double before = cell->before.has_value ? cell->before.value : cell->now.value;
  double middle = (self->now_value + self->before_value) / 2;

  if (!cell->now.has_value && !cell->before.has_value)
    return;
  cell->rate = (cell->share_now + cell->share_before) / 2 * (now - before);
  cell->mix = (cell->share_now - cell->share_before) * ((now + before) / 2 - middle);
  cell->effect = cell->rate + cell->mix;
}

static void
fill_doubt (const FwWhyFrame *self,
            const FwTally *now,
            const FwTally *before,
            double spread,
            FwWhyCell *cell)
{
  double variance = (fw_why_frame_get_variance (self, now, FALSE) +
                     fw_why_frame_get_variance (self, before, TRUE)) *
                    spread;
  double weight =
      self->rule->form == FW_TALLY_COUNT ? 1 : (cell->share_now + cell->share_before) / 2;
  double width = Z_95 * weight * sqrt (variance);
  gboolean few = now->n < FW_WHY_SUPPORT || (!self->fixed && before->n < FW_WHY_SUPPORT);

  /* Where one side is empty nothing is known of how its own figure moved. */
  if (!isfinite (variance))
    cell->interval = (FwInterval){ NAN, NAN };
  else
    cell->interval = (FwInterval){ cell->effect - width, cell->effect + width };
  cell->p = isfinite (variance) && variance > 0
                ? fw_why_p ((weight > 0 ? cell->rate / weight : 0) / sqrt (variance))
                : 1;
  cell->q = cell->p;
  cell->verdict = few ? FW_WHY_TOO_FEW : FW_WHY_CHANCE;
}

void
fw_why_frame_fill_cell (const FwWhyFrame *self,
                        const FwTally *now,
                        const FwTally *before,
                        double spread,
                        FwWhyCell *cell)
{
  double change = self->now_value - self->before_value;

  fw_why_frame_fill_side (self, now, FALSE, &cell->now);
  fw_why_frame_fill_side (self, before, TRUE, &cell->before);
  cell->share_now = get_share (now, &self->now);
  cell->share_before = self->fixed ? cell->share_now : get_share (before, &self->before);
  if (self->rule->form == FW_TALLY_COUNT)
    cell->rate = cell->effect = cell->now.value - (self->fixed ? 0 : cell->before.value);
  else
    fill_parts (self, cell);
  cell->share = change != 0 ? cell->effect / change : NAN;
  fill_doubt (self, now, before, spread, cell);
}

/* ---- how alike contacts of one person or one day are ---- */

/* Σ over agents of their squared share of the deviation: the variance of a ratio of sums whose
 * clusters are independent. */
static double
get_clustered_variance (const FwWhyFrame *self,
                        const FwTabulation *clusters,
                        guint side,
                        const FwTally *whole)
{
  double unit = self->rule->unit, n = (double) whole->n, sum = 0, mean;
  guint count = 0;

  if (whole->n == 0)
    return 0;
  mean = (double) whole->sum * unit / n;
  for (guint i = 0; i < clusters->n_leaves; i++)
    {
      const FwTally *tally = &clusters->sides[side][i];
      double off = (double) tally->sum * unit - mean * (double) tally->n;

      if (tally->n == 0)
        continue;
      count++;
      sum += off * off;
    }
  return count < 2 ? 0 : sum / (n * n) * count / (count - 1);
}

/* The same people on both sides: what they are takes no part in the change, only what changed. */
static double
get_paired_variance (const FwWhyFrame *self, const FwTabulation *agents, const FwTally whole[2])
{
  double unit = self->rule->unit, means[2], sum = 0;
  guint count = 0;

  for (guint side = 0; side < 2; side++)
    means[side] = whole[side].n > 0 ? (double) whole[side].sum * unit / (double) whole[side].n : 0;
  for (guint i = 0; i < agents->n_leaves; i++)
    {
      double off = 0;

      for (guint side = 0; side < 2; side++)
        {
          const FwTally *tally = &agents->sides[side][i];

          if (whole[side].n > 0)
            off += (side == 0 ? 1 : -1) *
                   ((double) tally->sum * unit - means[side] * (double) tally->n) /
                   (double) whole[side].n;
        }
      count++;
      sum += off * off;
    }
  return count < 2 ? 0 : sum * count / (count - 1);
}

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

static double
get_daily_value (const FwWhyFrame *self, const FwTally *tally)
{
  double sum = (double) tally->sum * self->rule->unit;

  return self->rule->form == FW_TALLY_COUNT ? sum : sum / (double) tally->n;
}

/* The variance between days that chance within a day does not explain, by medians: a bad night in
 * the history is not how days are. */
static double
get_day_variance (const FwWhyFrame *self, const FwTabulation *days)
{
  g_autofree double *values = g_new (double, days->n_leaves * 2 + 1);
  g_autofree double *offs = g_new (double, days->n_leaves * 2 + 1);
  g_autofree double *variances = g_new (double, days->n_leaves * 2 + 1);
  guint n = 0;
  double off;

  for (guint side = 0; side < 2; side++)
    {
      guint count = 0;
      double median;

      for (guint i = 0; i < days->n_leaves; i++)
        {
          const FwTally *tally = &days->sides[side][i];

          if (tally->n < 4)
            continue;
          values[count++] = get_daily_value (self, tally);
        }
      if (count < 3)
        continue;
      median = find_median (values, count);
      for (guint i = 0; i < days->n_leaves; i++)
        {
          const FwTally *tally = &days->sides[side][i];

          if (tally->n < 4)
            continue;
          offs[n] = fabs (get_daily_value (self, tally) - median);
          variances[n++] = fw_why_frame_get_variance (self, tally, FALSE);
        }
    }
  if (n < 5)
    return 0;
  off = find_median (offs, n) * 1.4826;
  return MAX (0, off * off - find_median (variances, n));
}

double
fw_why_measure_spread (const FwWhyFrame *self,
                       const FwTally *now,
                       const FwTally *before,
                       const FwTabulation *agents,
                       const FwTabulation *days,
                       guint n_days_now,
                       guint n_days_before,
                       gboolean day_effects)
{
  FwTally whole[2] = { *now, self->fixed ? (FwTally){ 0 } : *before };
  double plain =
      fw_why_frame_get_variance (self, now, FALSE) + fw_why_frame_get_variance (self, before, TRUE);
  double wide = plain;

  if (!isfinite (plain) || !(plain > 0))
    return 1;
  if (self->rule->form == FW_TALLY_COUNT)
    {
      double between = days != NULL && day_effects ? get_day_variance (self, days) : 0;

      return 1 + between * (n_days_now + n_days_before / (self->periods * self->periods)) / plain;
    }
  if (agents != NULL && day_effects)
    wide = MAX (wide, get_paired_variance (self, agents, whole));
  else if (agents != NULL)
    wide = MAX (wide, get_clustered_variance (self, agents, 0, &whole[0]) +
                          get_clustered_variance (self, agents, 1, &whole[1]));
  if (days != NULL && day_effects)
    {
      double between = get_day_variance (self, days);

      wide += between / MAX (n_days_now, 1);
      if (!self->fixed)
        wide += between / MAX (n_days_before, 1);
    }
  return wide / plain;
}
