/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/statistics/fw-control-chart.h"

#include <math.h>

/* Expected range of a group of normal values in deviations, by the size of the group. */
static const double expected_range[FW_CHART_MOST_GROUP + 1] = {
  0,
  0,
  1.1283791671,
  1.6925687506,
  2.0587507460,
  2.3259289473,
  2.5344127212,
  2.7043567512,
  2.8472006121,
  2.9700263244,
  3.0775054617,
};

static void
fill (FwChartPoint *points, guint n, double centre, double sigma)
{
  for (guint i = 0; i < n; i++)
    {
      points[i].centre = centre;
      points[i].sigma = sigma;
    }
}

void
fw_chart_of_values (const double *values, guint n, guint n_baseline, FwChartPoint *points)
{
  double centre = 0, ranges = 0;

  g_return_if_fail (values != NULL && points != NULL && n_baseline >= 2 && n_baseline <= n);

  for (guint i = 0; i < n_baseline; i++)
    {
      centre += values[i] / n_baseline;
      ranges += i > 0 ? fabs (values[i] - values[i - 1]) / (n_baseline - 1) : 0;
    }
  for (guint i = 0; i < n; i++)
    points[i].value = values[i];
  fill (points, n, centre, ranges / expected_range[2]);
  fw_chart_judge (points, n);
}

void
fw_chart_of_groups (
    const double *values, guint n, guint size, guint n_baseline, FwChartPoint *points)
{
  double centre = 0, ranges = 0;

  g_return_if_fail (values != NULL && points != NULL && n_baseline >= 1 && n_baseline <= n);
  g_return_if_fail (size >= 2 && size <= FW_CHART_MOST_GROUP);

  for (guint i = 0; i < n; i++)
    {
      const double *group = values + (gsize) i * size;
      double sum = 0, least = group[0], most = group[0];

      for (guint k = 0; k < size; k++)
        {
          sum += group[k];
          least = MIN (least, group[k]);
          most = MAX (most, group[k]);
        }
      points[i].value = sum / size;
      if (i >= n_baseline)
        continue;
      centre += points[i].value / n_baseline;
      ranges += (most - least) / n_baseline;
    }
  fill (points, n, centre, ranges / expected_range[size] / sqrt (size));
  fw_chart_judge (points, n);
}

void
fw_chart_of_shares (const FwShare *shares, guint n, guint n_baseline, FwChartPoint *points)
{
  double k = 0, all = 0, centre;

  g_return_if_fail (shares != NULL && points != NULL && n_baseline >= 1 && n_baseline <= n);

  for (guint i = 0; i < n_baseline; i++)
    {
      k += (double) shares[i].k;
      all += (double) shares[i].n;
    }
  centre = all > 0 ? k / all : NAN;
  for (guint i = 0; i < n; i++)
    {
      double size = (double) shares[i].n;

      points[i].value = size > 0 ? (double) shares[i].k / size : NAN;
      points[i].centre = centre;
      points[i].sigma = size > 0 ? sqrt (centre * (1 - centre) / size) : NAN;
    }
  fw_chart_judge (points, n);
}

void
fw_chart_of_rates (
    const double *events, const double *sizes, guint n, guint n_baseline, FwChartPoint *points)
{
  double sum = 0, all = 0, centre;

  g_return_if_fail (events != NULL && sizes != NULL && points != NULL);
  g_return_if_fail (n_baseline >= 1 && n_baseline <= n);

  for (guint i = 0; i < n_baseline; i++)
    {
      sum += events[i];
      all += sizes[i];
    }
  centre = all > 0 ? sum / all : NAN;
  for (guint i = 0; i < n; i++)
    {
      points[i].value = sizes[i] > 0 ? events[i] / sizes[i] : NAN;
      points[i].centre = centre;
      points[i].sigma = sizes[i] > 0 ? sqrt (centre / sizes[i]) : NAN;
    }
  fw_chart_judge (points, n);
}

double
fw_chart_get_limit (const FwChartPoint *point, gboolean upper)
{
  g_return_val_if_fail (point != NULL, NAN);

  return point->centre + (upper ? 3 : -3) * point->sigma;
}

/* ---- signs ---- */

/* On which side of its centre, and more than @deviations from it, a point lies: -1, 0, 1. */
static int
get_side (const FwChartPoint *point, double deviations)
{
  double apart = point->value - point->centre;

  if (!(point->sigma > 0) || !(fabs (apart) > deviations * point->sigma))
    return 0;
  return apart > 0 ? 1 : -1;
}

/* Of the latest @window points up to @at, how many lie out there on the side of the last. */
static guint
count_with (const FwChartPoint *points, guint at, guint window, double deviations)
{
  int side = get_side (&points[at], deviations);
  guint n = 0;

  for (guint i = 0; side != 0 && i < window && i <= at; i++)
    n += get_side (&points[at - i], deviations) == side;
  return n;
}

void
fw_chart_judge (FwChartPoint *points, guint n)
{
  g_return_if_fail (n == 0 || points != NULL);

  for (guint i = 0; i < n; i++)
    points[i].signs = (get_side (&points[i], 3) != 0 ? FW_CHART_BEYOND : 0) |
                      (count_with (points, i, 3, 2) >= 2 ? FW_CHART_TWO : 0) |
                      (count_with (points, i, 5, 1) >= 4 ? FW_CHART_FOUR : 0) |
                      (count_with (points, i, 8, 0) == 8 ? FW_CHART_EIGHT : 0);
}

/* ---- small shifts ---- */

void
fw_chart_smooth (const double *values, guint n, double start, double weight, double *means)
{
  double mean = start;

  g_return_if_fail (n == 0 || (values != NULL && means != NULL));
  g_return_if_fail (weight > 0 && weight <= 1);

  for (guint i = 0; i < n; i++)
    {
      mean = weight * values[i] + (1 - weight) * mean;
      means[i] = mean;
    }
}

double
fw_chart_get_smooth_reach (double sigma, double weight)
{
  g_return_val_if_fail (weight > 0 && weight <= 1, NAN);

  return 3 * sigma * sqrt (weight / (2 - weight));
}

void
fw_chart_add_up (
    const double *values, guint n, double target, double slack, double *high, double *low)
{
  double above = 0, below = 0;

  g_return_if_fail (n == 0 || (values != NULL && high != NULL && low != NULL));

  for (guint i = 0; i < n; i++)
    {
      high[i] = above = MAX (0, above + values[i] - target - slack);
      low[i] = below = MAX (0, below - (values[i] - target) - slack);
    }
}
