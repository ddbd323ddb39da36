/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-why-figures.h"

#include <math.h>

#include "core/why/fw-factor-fit.h"

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
  fw_why_doubt_init (&self->doubt);
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

/* ---- doubt ---- */

/* How far a side's figure may lie below and above what it is. */
typedef struct
{
  double down, up;
} Reach;

double
fw_why_frame_get_doubtful_variance (const FwWhyFrame *self,
                                    const FwTally *tally,
                                    gboolean before,
                                    const FwWhyDoubt *doubt)
{
  double variance = fw_why_frame_get_variance (self, tally, before), value;

  if (before && self->fixed)
    return 0;
  if (self->rule->form != FW_TALLY_COUNT)
    return variance * doubt->alike[before] + doubt->days[before];

  value = (double) tally->sum / (before ? self->periods : 1);
  return variance + doubt->days[before] * value * value;
}

/* Wilson's interval (1927) of as many independent contacts as these are worth. */
static Reach
reach_ratio (
    const FwWhyFrame *self, const FwTally *tally, gboolean before, double variance, double t)
{
  double value = CLAMP ((double) tally->sum / (double) tally->n, 0, 1);
  double n = (double) tally->n * fw_why_frame_get_variance (self, tally, before) / variance;
  double part = t * t / n, middle = (value + part / 2) / (1 + part);
  double half = t * sqrt (value * (1 - value) / n + part / (4 * n)) / (1 + part);

  return (Reach){ MAX (0, value - (middle - half)), MAX (0, middle + half - value) };
}

static Reach
reach_side (
    const FwWhyFrame *self, const FwTally *tally, gboolean before, double variance, double t)
{
  FwInterval range = self->metric->range;
  double value, half = t * sqrt (variance);

  if (before && self->fixed)
    return (Reach){ 0, 0 };
  if (self->rule->form == FW_TALLY_RATIO)
    return reach_ratio (self, tally, before, variance, t);

  value = (double) tally->sum * self->rule->unit;
  value /= self->rule->form == FW_TALLY_MEAN ? (double) tally->n : before ? self->periods : 1;
  return (Reach){ MIN (half, value - range.low), MIN (half, range.high - value) };
}

/* Both sides' intervals put together (Zou and Donner's method of variance estimates recovery; of
 * two rates Newcombe's): the change cannot leave what the figures can be. */
static Reach
reach_change (const FwWhyFrame *self,
              const FwTally *now,
              const FwTally *before,
              const double variances[FW_TABULATE_SIDES],
              double t)
{
  Reach a = reach_side (self, now, FALSE, variances[0], t);
  Reach b = reach_side (self, before, TRUE, variances[1], t);

  return (Reach){ hypot (a.down, b.up), hypot (a.up, b.down) };
}

static gboolean
find_variances (const FwWhyFrame *self,
                const FwTally *now,
                const FwTally *before,
                const FwWhyDoubt *doubt,
                double variances[FW_TABULATE_SIDES])
{
  variances[0] = fw_why_frame_get_doubtful_variance (self, now, FALSE, doubt);
  variances[1] = fw_why_frame_get_doubtful_variance (self, before, TRUE, doubt);
  return isfinite (variances[0] + variances[1]) && variances[0] + variances[1] > 0;
}

#define FARTHEST 1e4 /* standard errors: as good as impossible */

double
fw_why_frame_find_p (const FwWhyFrame *self,
                     const FwTally *now,
                     const FwTally *before,
                     const FwWhyDoubt *doubt,
                     double change)
{
  double variances[FW_TABULATE_SIDES], low = 0, high = FARTHEST;

  if (!find_variances (self, now, before, doubt, variances) || isnan (change))
    return 1;
  if (change == 0)
    return 1;
  if (self->rule->form != FW_TALLY_RATIO)
    low = high = fabs (change) / sqrt (variances[0] + variances[1]);
  for (guint i = 0; i < 60 && high - low > 1e-9 * high; i++)
    {
      double t = (low + high) / 2;
      Reach reach = reach_change (self, now, before, variances, t);

      if ((change > 0 ? reach.down : reach.up) < fabs (change))
        low = t;
      else
        high = t;
    }
  return fw_factor_p (low, doubt->freedom);
}

/* What chance does to a cell's share of the contacts moves its effect too. */
static double
get_mix_variance (const FwWhyFrame *self, const FwWhyDoubt *doubt, const FwWhyCell *cell)
{
  double off = (cell->now.value + cell->before.value - self->now_value - self->before_value) / 2;
  double now = cell->share_now * (1 - cell->share_now) / (double) self->now.n;
  double before = cell->share_before * (1 - cell->share_before) / (double) self->before.n;

  if (self->fixed || self->rule->form == FW_TALLY_COUNT || !isfinite (off))
    return 0;
  return off * off * (now * doubt->alike[0] + before * doubt->alike[1]);
}

static double
get_weight (const FwWhyFrame *self, const FwWhyCell *cell)
{
  return self->rule->form == FW_TALLY_COUNT ? 1 : (cell->share_now + cell->share_before) / 2;
}

void
fw_why_frame_fill_interval (const FwWhyFrame *self,
                            const FwTally *now,
                            const FwTally *before,
                            const FwWhyDoubt *doubt,
                            FwWhyCell *cell)
{
  double weight = get_weight (self, cell), variances[FW_TABULATE_SIDES], mix;
  Reach reach;

  cell->interval = (FwInterval){ NAN, NAN };
  /* Where one side is empty nothing is known of how its own figure moved. */
  if (!find_variances (self, now, before, doubt, variances))
    return;
  mix = doubt->t * sqrt (get_mix_variance (self, doubt, cell));
  reach = reach_change (self, now, before, variances, doubt->t);
  cell->interval = (FwInterval){ cell->effect - hypot (weight * reach.down, mix),
                                 cell->effect + hypot (weight * reach.up, mix) };
}

static void
judge_alone (const FwWhyFrame *self,
             const FwTally *now,
             const FwTally *before,
             const FwWhyDoubt *doubt,
             FwWhyCell *cell)
{
  double weight = get_weight (self, cell);
  gboolean few = now->n < FW_WHY_SUPPORT || (!self->fixed && before->n < FW_WHY_SUPPORT);

  cell->verdict = few ? FW_WHY_TOO_FEW : FW_WHY_CHANCE;
  cell->p = cell->q =
      weight > 0 ? fw_why_frame_find_p (self, now, before, doubt, cell->rate / weight) : 1;
}

/* Where others pulled the other way, a part of the change is no share of it. */
static double
get_share_of_change (double effect, double change)
{
  double share = change != 0 ? effect / change : NAN;

  return share >= 0 && share <= 1 + 1e-9 ? MIN (share, 1) : NAN;
}

void
fw_why_frame_fill_cell (const FwWhyFrame *self,
                        const FwTally *now,
                        const FwTally *before,
                        const FwWhyDoubt *doubt,
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
  cell->share = get_share_of_change (cell->effect, change);
  fw_why_frame_fill_interval (self, now, before, doubt, cell);
  judge_alone (self, now, before, doubt, cell);
}
