/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far raters agree beyond chance. Wherever nothing varies the answer is NAN: "no variation",
 * which is not the same as perfect agreement. */

typedef enum
{
  FW_LEVEL_NOMINAL,
  FW_LEVEL_ORDINAL,
  FW_LEVEL_INTERVAL,
  FW_LEVEL_RATIO, /* values not negative */
  FW_N_LEVELS
} FwLevel;

const char *fw_level_to_name (FwLevel level);
gboolean fw_level_from_name (const char *name, FwLevel *level);

typedef struct
{
  double alpha;     /* NAN: no variation, or no pair */
  double agreement; /* share of pairs within units that are equal; NAN without a pair */
  guint n_units;    /* with two ratings or more; the others drop out */
  guint n_values;   /* ratings of those */
} FwAlpha;

/**
 * fw_alpha_find: Krippendorff's alpha (2011).
 * @values: (array): unit by unit, @n_raters each; NAN: not rated. With nominal any numbers that
 *   tell the categories apart.
 */
FwAlpha fw_alpha_find (const double *values, guint n_units, guint n_raters, FwLevel level);

typedef enum
{
  FW_KAPPA_PLAIN,
  FW_KAPPA_LINEAR,   /* a disagreement weighs by its distance */
  FW_KAPPA_QUADRATIC /* by its square */
} FwKappaWeights;

typedef struct
{
  double kappa;     /* NAN where chance alone would agree always */
  double agreement; /* share of the diagonal; NAN without a case */
  double error;     /* standard error for large samples; NAN with weights */
  double ac1;       /* Gwet's, which prevalence does not pull down */
  guint64 n;
} FwKappa;

/** fw_kappa_find: Cohen's, of two raters. @table: (array): cases by what the first and the second
 * said, row by row, @size × @size. */
FwKappa fw_kappa_find (const guint64 *table, guint size, FwKappaWeights weights);

typedef struct
{
  double kappa;
  double agreement; /* mean share of agreeing pairs */
  double chance;    /* what chance alone would give */
  double ac1;
} FwFleiss;

/** fw_fleiss_find: @counts: (array): how many raters put each subject into each category, subject
 * by subject. Returns: FALSE where not every subject has the same number of raters, two or more. */
gboolean
fw_fleiss_find (const guint *counts, guint n_subjects, guint n_categories, FwFleiss *fleiss);

/** FwIcc: intraclass correlations of Shrout and Fleiss (1979): raters drawn for each target (1),
 * drawn once (2), and these ones alone (3); of one rating, and of the mean of all. */
typedef struct
{
  double one[3];
  double mean[3];
  double between, raters, residual, within; /* mean squares */
} FwIcc;

/** fw_icc_find: @values: (array): target by target; every rater rated every target. Returns: FALSE
 * for fewer than two targets or raters. */
gboolean fw_icc_find (const double *values, guint n_targets, guint n_raters, FwIcc *icc);

G_END_DECLS
