/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/statistics/fw-compare.h"

G_BEGIN_DECLS

/* Control charts: whether a process is what it was. Limits come from a baseline, the first points;
 * each point of shares and rates has its own, by its size. */

/** Signs that a point may give, in the form of the NIST handbook. On the line is neither side, and
 * exactly three deviations are none; for the second and third the point itself lies outside. */
typedef enum
{
  FW_CHART_BEYOND = 1 << 0, /* beyond three deviations */
  FW_CHART_TWO = 1 << 1,    /* two of three beyond two, on one side */
  FW_CHART_FOUR = 1 << 2,   /* four of five beyond one, on one side */
  FW_CHART_EIGHT = 1 << 3   /* eight in a row on one side */
} FwChartSign;

typedef struct
{
  double value;
  double centre;
  double sigma; /* of this point; NAN or 0: nothing can be said of it */
  guint signs;  /* FwChartSign bits */
} FwChartPoint;

/** Points of values by themselves: the deviation from moving ranges of neighbours.
 * @n_baseline: at least 2 and at most @n; @points: (out) (array length=n). */
void fw_chart_of_values (const double *values, guint n, guint n_baseline, FwChartPoint *points);

/** The largest groups of fw_chart_of_groups(). */
#define FW_CHART_MOST_GROUP 10

/** Means of groups of @size (2 to FW_CHART_MOST_GROUP): the deviation from the groups' ranges.
 * @values: group by group. */
void fw_chart_of_groups (
    const double *values, guint n, guint size, guint n_baseline, FwChartPoint *points);

/** Shares (a p chart). */
void fw_chart_of_shares (const FwShare *shares, guint n, guint n_baseline, FwChartPoint *points);

/** Events for each unit of size (a u chart; a c chart with every size 1). */
void fw_chart_of_rates (
    const double *events, const double *sizes, guint n, guint n_baseline, FwChartPoint *points);

/** fw_chart_judge: fills the signs. */
void fw_chart_judge (FwChartPoint *points, guint n);

/** fw_chart_get_limit: three deviations from the centre. */
double fw_chart_get_limit (const FwChartPoint *point, gboolean upper);

/** fw_chart_smooth: exponentially weighted means: each is @weight of the value and the rest of the
 * mean before, which is @start at first. */
void fw_chart_smooth (const double *values, guint n, double start, double weight, double *means);
/** fw_chart_get_smooth_reach: three deviations of such a mean once it has settled. */
double fw_chart_get_smooth_reach (double sigma, double weight);

/** fw_chart_add_up: cumulative sums of what lies beyond @slack of the target, on either side. */
void fw_chart_add_up (
    const double *values, guint n, double target, double slack, double *high, double *low);

G_END_DECLS
