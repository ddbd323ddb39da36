/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/* Two groups, or the same people twice. All intervals are of 95 %. */

/** FwShare: @k of @n. */
typedef struct
{
  guint64 k;
  guint64 n;
} FwShare;

/** fw_share_differ: Newcombe's interval (1998, method 10) of a - b; from -1 to 1 where one of them
 * is empty. @difference: (out) (optional): NAN where one is empty. */
FwInterval fw_share_differ (FwShare a, FwShare b, double *difference);

/** fw_share_exact: Clopper and Pearson's interval (1934): it holds what @share stands for at least
 * as often as @level says, however few and however near to all or none; from 0 to 1 where it is
 * empty.
 * @level: between 0 and 1 */
FwInterval fw_share_exact (FwShare share, double level);

/** fw_fisher_p: Fisher's exact test of two shares, two-sided; 1 where one is empty. */
double fw_fisher_p (FwShare a, FwShare b);

/** FwOdds: how the odds of one share stand to those of another. */
typedef struct
{
  double sample;       /* NAN or infinite where a cell is empty */
  double conditional;  /* conditional maximum likelihood, as Fisher's test has it */
  FwInterval interval; /* exact */
} FwOdds;

FwOdds fw_odds_find (FwShare a, FwShare b);

/** FwImpact: equal treatment of a group beside another: the ratio of what was selected, and chance.
 * Both are shown; neither decides. */
typedef struct
{
  double rate, reference_rate; /* NAN for an empty group */
  double ratio;                /* NAN where the reference's rate is 0 */
  FwInterval katz;             /* of the ratio; NAN where either selected nobody */
  gboolean four_fifths_met;    /* compared exactly */
  double fisher_p;
  double z;              /* of the pooled rate */
  FwInterval difference; /* Newcombe */
  FwOdds odds;
  gboolean met_if_one_more; /* with one more person of the group selected */
  gboolean one_changes;     /* one person of the group more or less changes whether it is met */
} FwImpact;

FwImpact fw_impact_find (FwShare group, FwShare reference);

/** FwTrend: whether shares in a row rise or fall (Cochran and Armitage). */
typedef struct
{
  double chi_squared; /* NAN without variation */
  double p;
  double slope; /* a step, weighted by n */
} FwTrend;

FwTrend fw_trend_find (const FwShare *shares, guint n);

/** FwMoments: what is needed of a sample of values: number, mean and variance. */
typedef struct
{
  guint64 n;
  double mean;
  double variance; /* with n - 1; NAN for n < 2 */
} FwMoments;

FwMoments fw_moments_find (const double *values, guint n);

/** FwDifference: an effect with its uncertainty. An interval over 0 cannot tell. */
typedef struct
{
  double estimate;
  double error;
  double freedom; /* Welch and Satterthwaite */
  FwInterval interval;
  double p; /* of no difference */
} FwDifference;

/** fw_difference_find: mean of @a less that of @b by Welch; all NAN where either has n < 2. For
 * people seen twice hand in the change of each: that is the difference in differences. */
FwDifference fw_difference_find (const FwMoments *a, const FwMoments *b);

/** fw_difference_of_cells: the difference in differences where people cannot be matched: the change
 * of the treated less that of the others. Wider than by people: prefer the other one. */
FwDifference fw_difference_of_cells (const FwMoments *treated_before,
                                     const FwMoments *treated_after,
                                     const FwMoments *other_before,
                                     const FwMoments *other_after);

G_END_DECLS
