/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"
#include "core/people/fw-exact.h"
#include "core/statistics/fw-compare.h"

G_BEGIN_DECLS

/* What an exam's rules make of its sittings, its parts, its raters and its cohort. */

/* ---- resits ---- */

typedef struct
{
  FwExact pass;
  guint most_attempts; /* 0: as many as one likes */
  guint wait_days;     /* after a sitting that counted */
  gboolean capped;     /* a pass in a resit is recorded as @cap at most */
  FwExact cap;
} FwResitPolicy;

typedef struct
{
  gint32 date;
  gboolean is_void; /* does not count; it has no mark */
  FwExact mark;
} FwSitting;

typedef enum
{
  FW_SITTING_PASS,
  FW_SITTING_FAIL,
  FW_SITTING_VOID,
  FW_SITTING_TOO_SOON,   /* refused */
  FW_SITTING_USED_UP,    /* refused: no attempt is left */
  FW_SITTING_AFTER_PASS, /* a pass is not improved */
  FW_N_SITTINGS
} FwSittingDecision;

const char *fw_sitting_to_name (FwSittingDecision decision);

typedef struct
{
  guint counted;   /* attempts */
  guint passed_on; /* which of them, from 1; 0: none */
  FwExact mark;    /* that is recorded, with @passed_on */
} FwResits;

/** fw_resits_judge: @sittings: (array length=n): by date; @decisions: (out) (array length=n). */
FwResits fw_resits_judge (const FwResitPolicy *policy,
                          const FwSitting *sittings,
                          guint n,
                          FwSittingDecision *decisions);

/* ---- composites ---- */

#define FW_COMPOSITE_MOST 32

typedef struct
{
  FwExact weight; /* of 100 */
  gboolean present;
  FwExact mark;
  gboolean has_minimum;
  FwExact minimum;
} FwCompositePart;

typedef enum
{
  FW_COMPOSITE_REFUSED, /* the weights do not sum to 100 */
  FW_COMPOSITE_INCOMPLETE,
  FW_COMPOSITE_PASS,
  FW_COMPOSITE_FAIL
} FwCompositeState;

typedef struct
{
  FwCompositeState state;
  FwExact weights; /* their sum */
  FwExact mark;    /* rounded towards 0 to millionths; the pass is judged before */
  guint32 missing; /* bit i: parts[i] */
  guint32 below;   /* bit i: below its minimum */
} FwComposite;

/** fw_composite_judge: @n: at most FW_COMPOSITE_MOST. A missing part is incomplete, never 0. */
FwComposite fw_composite_judge (const FwCompositePart *parts, guint n, FwExact pass);

/* ---- two raters ---- */

typedef struct
{
  FwExact difference;
  gboolean third_needed; /* and there is none yet: no mark */
  FwExact mark;          /* their mean, or the median of three */
} FwTwoRaters;

/** fw_two_raters_judge: @third: (nullable). */
FwTwoRaters
fw_two_raters_judge (FwExact a, FwExact b, const FwExact *third, FwExact most_difference);

/* ---- a cohort ---- */

typedef struct
{
  guint enrolled, withdrawn, not_yet_sat;
  guint passed_first, passed_on_resit;
} FwCohort;

/** FwPassRates: three figures that are not one another. */
typedef struct
{
  FwShare first_time;  /* of those who sat */
  FwShare final;       /* of those who sat */
  FwShare of_enrolled; /* less those who withdrew */
} FwPassRates;

FwPassRates fw_cohort_count (const FwCohort *cohort);

typedef enum
{
  FW_SHARE_REACHED,
  FW_SHARE_MISSED,
  FW_SHARE_CANNOT_TELL /* it lies within Wilson's interval, or there is no data */
} FwShareVerdict;

FwShareVerdict fw_share_judge (FwShare share, double target);

G_END_DECLS
