/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How ready somebody is for a position: levels from evidence, which fade by a policy, against what
 * the position requires. What nobody has evidence of may be anything, so readiness is an interval:
 * missing evidence as nothing, and as met. */

typedef enum
{
  FW_DECAY_NONE,
  FW_DECAY_EXPIRE,   /* nothing is left after @months */
  FW_DECAY_STEP,     /* one level less after @months, and after each @further months more */
  FW_DECAY_HALF_LIFE /* half of it is left after @months of 30.4375 days */
} FwDecayKind;

typedef struct
{
  FwDecayKind kind;
  guint months;
  guint further;
} FwDecay;

/** fw_decay_from_name: "none", "expire-24", "step-12-12", "half-life-36" and the like with other
 * numbers of months. */
gboolean fw_decay_from_name (const char *name, FwDecay *decay);

/** fw_decay_apply: what is left on @as_of of a @level shown on @shown. The day that corresponds to
 * @shown still counts. Never below 0, never above @level. */
double fw_decay_apply (const FwDecay *decay, double level, gint32 shown, gint32 as_of);

/** FwEvidence: the level that a piece of evidence shows. */
typedef struct
{
  gint32 date;
  double level;
} FwEvidence;

/** fw_evidence_find_current: the latest of what was shown up to @as_of, of one day the highest.
 * Returns: (nullable): NULL: there is none. */
const FwEvidence *fw_evidence_find_current (const FwEvidence *evidence, guint n, gint32 as_of);

/** FwRequirement: what a position asks of a competency. */
typedef struct
{
  guint competency; /* index into the levels of a person */
  double level;     /* above 0; what is not relevant is no requirement */
  double weight;    /* not negative */
} FwRequirement;

/** FW_READINESS_NOTHING: in place of the index of a requirement. */
#define FW_READINESS_NOTHING G_MAXUINT

typedef struct
{
  guint n_requirements;
  guint n_met;
  guint n_no_evidence;
  double low;          /* Σ w·min(1, level/required) / Σ w, missing evidence as nothing */
  double high;         /* the same, missing evidence as met */
  double met_share;    /* Σ w of what is met / Σ w */
  double weighted_gap; /* Σ w·(required - level) where it is above 0 */
  guint largest_gap;   /* requirement with the largest weighted gap; the first of equal ones */
  guint narrows_most;  /* requirement whose evidence would narrow the interval most */
  double narrows_by;   /* by how much of it */
} FwReadiness;

/**
 * fw_readiness_find:
 * @requirements: (array length=n): of one position; of equal gaps the first is named, so sort them
 *   by what people shall read
 * @levels: by competency; NAN: no evidence
 * Returns: low, high and met_share are NAN where nothing is required.
 */
FwReadiness fw_readiness_find (const FwRequirement *requirements, guint n, const double *levels);

/** fw_readiness_get_gap: Returns: what is missing to the required level, the whole of it without
 * evidence; a surplus elsewhere makes up for nothing. */
double fw_readiness_get_gap (const FwRequirement *requirement, const double *levels);

G_END_DECLS
