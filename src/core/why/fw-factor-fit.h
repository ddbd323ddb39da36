/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FW_FACTOR_FIT_MOST 16

/** FwFactorRow: contacts of one unit (a person; a team's day where nobody answered), one stratum
 * and the same marks. */
typedef struct
{
  guint32 unit;
  guint32 stratum;
  guint32 marked;  /* bit f: of the marked levels of factor f */
  guint32 unknown; /* bit f: its level is not known; never both */
  double n;
  double sum;
  double squares;
} FwFactorRow;

/** FwFactorFit: one factor on one side of a question. */
typedef struct
{
  gboolean told;      /* FALSE: no unit has both kinds, or another factor cannot be told from it */
  double difference;  /* of the marked against the rest, units, strata and other factors held */
  double variance;    /* of it; contacts of one unit are not taken for independent */
  double freedom;     /* units that it rests on, effectively, less one */
  double n, n_marked; /* contacts of known level */
  double share;       /* n_marked of all contacts, those of unknown level as well */
  double share_variance;
} FwFactorFit;

/**
 * fw_factor_fit:
 * The stratified difference of each factor at once: within units (so that a person is compared with
 * herself; of one factor alone these are Mantel and Haenszel's weights), strata and the other
 * factors partialled out linearly, variances clustered by unit. docs/why.md defends it.
 * @rows: units in one piece each
 * @fits: one a factor
 */
void fw_factor_fit (const FwFactorRow *rows, guint n_rows, guint n_factors, FwFactorFit *fits);

/** fw_factor_beta: the regularized incomplete beta function I of @x from 0 to 1. @a, @b: above 0.
 */
double fw_factor_beta (double x, double a, double b);

/** fw_factor_p: two-sided, of Student's t. */
double fw_factor_p (double t, double freedom);

/** fw_factor_quantile: the t whose fw_factor_p() is @level, between 0 and 1. */
double fw_factor_quantile (double level, double freedom);

/** fw_factor_adjust: Benjamini and Hochberg: q of each p; what is NaN was not tested. */
void fw_factor_adjust (const double *p, guint n, double *q);

G_END_DECLS
