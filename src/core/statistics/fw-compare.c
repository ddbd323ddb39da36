/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/statistics/fw-compare.h"

#include <math.h>

#include "core/why/fw-factor-fit.h"

#define Z_95 1.9599639845400545

/* ---- two shares ---- */

static double
get_rate (FwShare share)
{
  return share.n > 0 ? (double) share.k / (double) share.n : NAN;
}

FwInterval
fw_share_differ (FwShare a, FwShare b, double *difference)
{
  FwInterval x = fw_interval_wilson (a.k, a.n), y = fw_interval_wilson (b.k, b.n);
  double p = get_rate (a), q = get_rate (b);

  if (difference != NULL)
    *difference = p - q;
  if (a.n == 0 || b.n == 0)
    return (FwInterval){ -1, 1 };
  return (FwInterval){ p - q - hypot (p - x.low, y.high - q),
                       p - q + hypot (x.high - p, q - y.low) };
}

/* Where a share of @n whose least is @k, by the binomial distribution, comes up with @tail. */
static double
find_share (guint64 k, guint64 n, double tail)
{
  double low = 0, high = 1;

  while (high - low > 1e-10)
    {
      const double middle = (low + high) / 2;

      if (fw_factor_beta (middle, (double) k, (double) (n - k + 1)) < tail)
        low = middle;
      else
        high = middle;
    }
  return (low + high) / 2;
}

FwInterval
fw_share_exact (FwShare share, double level)
{
  const double tail = (1 - level) / 2;

  g_return_val_if_fail (level > 0 && level < 1 && share.k <= share.n, ((FwInterval){ 0, 1 }));

  return (FwInterval){ share.k > 0 ? find_share (share.k, share.n, tail) : 0,
                       share.k < share.n ? find_share (share.k + 1, share.n, 1 - tail) : 1 };
}

/* The hypergeometric distribution of the first cell, all margins given: logarithms of its densities
 * up to a constant. */
typedef struct
{
  double least, most;
  guint n;
  double *logs;
} Cells;

static void
fill_cells (Cells *self, FwShare a, FwShare b)
{
  double m = (double) a.n, n = (double) b.n, k = (double) (a.k + b.k);

  self->least = MAX (0, k - n);
  self->most = MIN (k, m);
  self->n = (guint) (self->most - self->least) + 1;
  self->logs = g_new (double, self->n);
  self->logs[0] = 0;
  /* Each from the one before: a room compares thousands of people, and lgamma() is slow. */
  for (guint i = 1; i < self->n; i++)
    {
      const double x = self->least + i;

      self->logs[i] = self->logs[i - 1] + log ((m - x + 1) * (k - x + 1) / (x * (n - k + x)));
    }
}

/* Of the distribution with odds of exp(@odds): what lies at or above @from, or with a negative
 * @from the mean. */
static double
sum_cells (const Cells *self, double odds, double from, gboolean mean)
{
  double top = -INFINITY, sum = 0, all = 0;

  for (guint i = 0; i < self->n; i++)
    top = MAX (top, self->logs[i] + odds * (self->least + i));
  for (guint i = 0; i < self->n; i++)
    {
      double at = self->least + i, density = exp (self->logs[i] + odds * at - top);

      all += density;
      if (mean)
        sum += at * density;
      else if (at >= from)
        sum += density;
    }
  return sum / all;
}

/* Both the mean and what lies at or above a cell grow with the odds. */
static double
solve_cells (const Cells *self, double from, gboolean mean, double wanted)
{
  double low = -50, high = 50;

  for (guint i = 0; i < 100; i++)
    {
      double middle = (low + high) / 2;

      if (sum_cells (self, middle, from, mean) < wanted)
        low = middle;
      else
        high = middle;
    }
  return exp ((low + high) / 2);
}

double
fw_fisher_p (FwShare a, FwShare b)
{
  Cells cells;
  double at, top = -INFINITY, sum = 0, all = 0;

  g_return_val_if_fail (a.k <= a.n && b.k <= b.n, 1);

  if (a.n == 0 || b.n == 0)
    return 1;
  fill_cells (&cells, a, b);
  at = cells.logs[(guint) ((double) a.k - cells.least)];
  for (guint i = 0; i < cells.n; i++)
    top = MAX (top, cells.logs[i]);
  for (guint i = 0; i < cells.n; i++)
    {
      double density = exp (cells.logs[i] - top);

      all += density;
      /* Equal densities come out a little apart. */
      if (cells.logs[i] <= at + 1e-7)
        sum += density;
    }
  g_free (cells.logs);
  return MIN (1, sum / all);
}

FwOdds
fw_odds_find (FwShare a, FwShare b)
{
  FwOdds odds = { NAN, NAN, { 0, INFINITY } };
  Cells cells;
  double at = (double) a.k;

  g_return_val_if_fail (a.k <= a.n && b.k <= b.n, odds);

  odds.sample = (double) a.k * (double) (b.n - b.k) / ((double) b.k * (double) (a.n - a.k));
  if (a.n == 0 || b.n == 0)
    return odds;
  fill_cells (&cells, a, b);
  if (cells.n > 1)
    {
      odds.conditional = at <= cells.least  ? 0
                         : at >= cells.most ? INFINITY
                                            : solve_cells (&cells, 0, TRUE, at);
      if (at > cells.least)
        odds.interval.low = solve_cells (&cells, at, FALSE, 0.025);
      if (at < cells.most)
        odds.interval.high = solve_cells (&cells, at + 1, FALSE, 0.975);
    }
  g_free (cells.logs);
  return odds;
}

/* ---- equal treatment ---- */

static gboolean
is_four_fifths (FwShare group, FwShare reference)
{
  return 5 * (double) group.k * (double) reference.n >= 4 * (double) reference.k * (double) group.n;
}

static FwInterval
find_katz (FwShare a, FwShare b, double ratio)
{
  double spread;

  if (a.k == 0 || b.k == 0)
    return (FwInterval){ NAN, NAN };
  spread = Z_95 * sqrt (1 / (double) a.k - 1 / (double) a.n + 1 / (double) b.k - 1 / (double) b.n);
  return (FwInterval){ ratio * exp (-spread), ratio * exp (spread) };
}

static double
find_pooled_z (FwShare a, FwShare b)
{
  double pooled = (double) (a.k + b.k) / (double) (a.n + b.n);
  double error = sqrt (pooled * (1 - pooled) * (1 / (double) a.n + 1 / (double) b.n));

  return error > 0 ? (get_rate (a) - get_rate (b)) / error : NAN;
}

FwImpact
fw_impact_find (FwShare group, FwShare reference)
{
  FwImpact impact = { .rate = get_rate (group), .reference_rate = get_rate (reference) };
  FwShare more = group, less = group;

  g_return_val_if_fail (group.k <= group.n && reference.k <= reference.n, impact);

  impact.ratio = reference.k > 0 ? impact.rate / impact.reference_rate : NAN;
  impact.katz = find_katz (group, reference, impact.ratio);
  impact.four_fifths_met = group.n > 0 && reference.n > 0 && is_four_fifths (group, reference);
  impact.fisher_p = fw_fisher_p (group, reference);
  impact.z = find_pooled_z (group, reference);
  impact.difference = fw_share_differ (group, reference, NULL);
  impact.odds = fw_odds_find (group, reference);
  more.k += group.k < group.n;
  less.k -= group.k > 0;
  impact.met_if_one_more = is_four_fifths (more, reference);
  impact.one_changes =
      impact.four_fifths_met ? !is_four_fifths (less, reference) : impact.met_if_one_more;
  return impact;
}

/* ---- a row of shares ---- */

FwTrend
fw_trend_find (const FwShare *shares, guint n)
{
  FwTrend trend = { NAN, NAN, NAN };
  double all = 0, positive = 0, mean = 0, spread = 0, together = 0, rate;

  g_return_val_if_fail (n == 0 || shares != NULL, trend);

  for (guint i = 0; i < n; i++)
    {
      all += (double) shares[i].n;
      positive += (double) shares[i].k;
      mean += (double) shares[i].n * i;
    }
  if (all <= 0)
    return trend;
  mean /= all;
  rate = positive / all;
  for (guint i = 0; i < n; i++)
    {
      spread += (double) shares[i].n * (i - mean) * (i - mean);
      together += ((double) shares[i].k - (double) shares[i].n * rate) * (i - mean);
    }
  if (spread > 0)
    trend.slope = together / spread;
  if (spread > 0 && rate > 0 && rate < 1)
    {
      trend.chi_squared = together * together / (spread * rate * (1 - rate));
      trend.p = erfc (sqrt (trend.chi_squared / 2));
    }
  return trend;
}

/* ---- means ---- */

FwMoments
fw_moments_find (const double *values, guint n)
{
  FwMoments sample = { n, n > 0 ? 0 : NAN, NAN };
  double sum = 0;

  g_return_val_if_fail (n == 0 || values != NULL, sample);

  for (guint i = 0; i < n; i++)
    sample.mean += values[i] / n;
  for (guint i = 0; i < n; i++)
    sum += (values[i] - sample.mean) * (values[i] - sample.mean);
  if (n > 1)
    sample.variance = sum / (n - 1);
  return sample;
}

static FwDifference
combine (const FwMoments *const *samples, const double *signs, guint n)
{
  FwDifference found = { 0, 0, NAN, { NAN, NAN }, NAN };
  double variance = 0, below = 0, reach;

  for (guint i = 0; i < n; i++)
    {
      double count = (double) samples[i]->n, part = samples[i]->variance / count;

      if (samples[i]->n < 2)
        return (FwDifference){ NAN, NAN, NAN, { NAN, NAN }, NAN };
      found.estimate += signs[i] * samples[i]->mean;
      variance += part;
      below += part * part / (count - 1);
    }
  found.error = sqrt (variance);
  if (variance <= 0)
    return found;
  found.freedom = variance * variance / below;
  reach = found.error * fw_factor_quantile (0.05, found.freedom);
  found.interval = (FwInterval){ found.estimate - reach, found.estimate + reach };
  found.p = fw_factor_p (found.estimate / found.error, found.freedom);
  return found;
}

FwDifference
fw_difference_find (const FwMoments *a, const FwMoments *b)
{
  const FwMoments *const samples[] = { a, b };

  g_return_val_if_fail (a != NULL && b != NULL, ((FwDifference){ NAN }));

  return combine (samples, (const double[]){ 1, -1 }, 2);
}

FwDifference
fw_difference_of_cells (const FwMoments *treated_before,
                        const FwMoments *treated_after,
                        const FwMoments *other_before,
                        const FwMoments *other_after)
{
  const FwMoments *const samples[] = { treated_after, treated_before, other_after, other_before };

  g_return_val_if_fail (treated_before != NULL && treated_after != NULL, ((FwDifference){ NAN }));
  g_return_val_if_fail (other_before != NULL && other_after != NULL, ((FwDifference){ NAN }));

  return combine (samples, (const double[]){ 1, -1, -1, 1 }, 4);
}
