/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/*
 * Which contacts of a week are reviewed, and what the reviews let be known of all of them. Every
 * person is a stratum. A part is drawn at random within each: figures rest on it alone. The other
 * part is where something went wrong: for coaching, and never in an average.
 */

/** Why a contact is a risk; bits. */
typedef enum
{
  FW_RISK_RATING = 1 << 0,   /* rated low */
  FW_RISK_REPEAT = 1 << 1,   /* the customer came again */
  FW_RISK_LONG = 1 << 2,     /* it took much longer than the limit of handling */
  FW_RISK_TRANSFER = 1 << 3, /* somebody else had to take it */
} FwRisk;

#define FW_N_RISKS 4
extern const char *const fw_risk_names[FW_N_RISKS]; /* "rating", "repeat", "long", "transfer" */

typedef enum
{
  FW_SAMPLED_NOT,
  FW_SAMPLED_RANDOM,
  FW_SAMPLED_RISK
} FwSampled;

/** FwSamplingContact: @key tells contacts apart and is the same whenever it is asked for. */
typedef struct
{
  guint64 key;
  guint stratum;
  guint risks;
  FwSampled sampled; /* (out) */
} FwSamplingContact;

typedef struct
{
  double share;        /* of all contacts; at least one of each stratum is drawn */
  double random_share; /* of those: drawn at random */
  guint64 seed;
} FwSamplingPlan;

/**
 * fw_sampling_allocate: parts @n over strata so that their weighted mean is known best (Neyman): by
 * size and spread, at least @least of each, none above its size, by largest remainder.
 * @spreads: (nullable): all alike
 * @parts: (out) (array length=n_strata); where the least parts are more than @n they are more
 */
void fw_sampling_allocate (
    const guint *sizes, const double *spreads, guint n_strata, guint n, guint least, guint *parts);

/** fw_sampling_foresee_error: the standard error that the weighted mean will have. */
double fw_sampling_foresee_error (const guint *sizes,
                                  const double *spreads,
                                  const guint *parts,
                                  guint n_strata);

/** fw_sampling_draw: marks those of @contacts that the plan takes. The same contacts give the same
 * plan in any order, and one that was drawn at random stays so when more contacts come to a stratum
 * whose part does not shrink. */
void
fw_sampling_draw (FwSamplingContact *contacts, guint n, guint n_strata, const FwSamplingPlan *plan);

/** fw_sampling_is_second: whether a contact that is reviewed is scored a second time, blind. Thrown
 * for each contact alone: nothing that comes to the week later changes it.
 * @share: of the contacts that are reviewed */
gboolean fw_sampling_is_second (guint64 key, guint64 seed, double share);

/** fw_sampling_choose_second: who does: of @accounts but @first one that is the same whenever it is
 * asked, and of many contacts each as often. Who joins takes some over, and no others change hands.
 * Returns: (nullable) (transfer none): NULL where there is nobody else. */
const char *fw_sampling_choose_second (guint64 key, const char *const *accounts, const char *first);

/** FwStratum: values of a random sample out of @size. */
typedef struct
{
  guint size;
  guint n;
  double sum, sum_of_squares;
} FwStratum;

typedef struct
{
  guint n, of;         /* of: contacts of all strata */
  double mean;         /* weighted by the contacts of each; NAN without a value */
  double error;        /* standard error with finite correction; NAN where no spread is known */
  FwInterval interval; /* 95 %, not cut; all that is possible where no error is known */
} FwStratifiedMean;

/** fw_sampling_estimate: strata without a value say nothing of the mean; one with a single value
 * is taken to spread as the others do. */
FwStratifiedMean fw_sampling_estimate (const FwStratum *strata, guint n_strata);

G_END_DECLS
