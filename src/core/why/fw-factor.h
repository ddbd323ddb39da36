/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-derived.h"
#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/**
 * FwFactors: the factors of one cube, as long as one question takes. What a level follows from is
 * worked out once a segment. Under the cube's read lock throughout; from any thread.
 */
typedef struct _FwFactors FwFactors;

/** FwFactorLevel: level i of a factor stands at index i - 1; level 0 is "not known". */
typedef struct
{
  const char *name;  /* on the wire, as filters take it */
  const char *title; /* N_(): as part of a cause: "4th night in a row" */
} FwFactorLevel;

/**
 * FwFactor:
 * One thing beside the plain dimensions that may stand behind a figure. This description is all
 * there is to it: tests, tables, filters, names and the axes of the search follow from it. Another
 * factor is another of these in fw-factor.c.
 */
typedef struct
{
  const char *name;  /* on the wire */
  const char *label; /* N_() */
  FwDerivedBy by;    /* what its levels follow from */
  const FwFactorLevel *levels;
  guint n_levels;        /* without level 0 */
  const guint32 *limits; /* nullable: level 1 is below the first, the last from the last on; in the
                            unit of the callback (ms of FW_DERIVED_BY_WAIT) */
  guint marked;          /* levels from here on are the marked ones, set against the rest */
  const char *marked_title; /* N_(): all of the marked together */
  const char *rest_title;   /* N_(): all others */
  FwMetricKnown needs;      /* what a metric must know of each contact for it to be asked */
  gboolean of_team;         /* follows from the team of the contact */
  const char *missing;      /* what is said where no level is known: "no-states" ... */
  /** levels of one segment, as FwDerived.fill; NULL of FW_DERIVED_BY_WAIT. */
  void (*fill) (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n);
} FwFactor;

/** So many factors at most. */
#define FW_FACTOR_MOST 15

/** fw_factor_list: Returns: NULL-terminated array of pointers. */
const FwFactor *const *fw_factor_list (void);
guint fw_factor_count (void);
/** fw_factor_find: Returns: FALSE for a name that no factor has. */
gboolean fw_factor_find (FwText name, guint *factor);
/** fw_factor_get_level: level 0 is "". Returns: its name, NULL past the last. */
const char *fw_factor_get_level (guint factor, guint level);
gboolean fw_factor_find_level (guint factor, FwText name, guint *level);
/** fw_factor_get_marked: Returns: (transfer full): the marked levels as a filter takes them: "4,5".
 */
char *fw_factor_get_marked (guint factor);
/** fw_factor_get_rest: Returns: (transfer full): the other known levels, likewise. */
char *fw_factor_get_rest (guint factor);
/** fw_factor_fits: whether it can say anything of @metric. @people: the data have a person for each
 * contact, whether answered or not. */
gboolean fw_factor_fits (guint factor, const FwMetric *metric, gboolean people);

FwFactors *fw_factors_new (FwCube *cube);
FwFactors *fw_factors_ref (FwFactors *self);
void fw_factors_unref (FwFactors *self);

/** fw_factors_get_axis: (transfer none): every level. */
const FwDerived *fw_factors_get_axis (FwFactors *self, guint factor);
/** fw_factors_get_mark: (transfer none): 0 not known, 1 the rest, 2 the marked levels. */
const FwDerived *fw_factors_get_mark (FwFactors *self, guint factor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFactors, fw_factors_unref)

G_END_DECLS
