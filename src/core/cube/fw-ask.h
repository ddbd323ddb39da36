/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-groups.h"
#include "core/cube/fw-pairs.h"

G_BEGIN_DECLS

/**
 * FwPairRun: days whose sums of pairs have the same shape and go to the same groups: their cells
 * are added up before any group is touched.
 */
typedef struct
{
  const FwSegment *segment; /* the first; NULL: no run */
  const FwPairs *pairs;     /* its */
  const FwPairTable *table; /* of them */
  guint bucket;
  gboolean mature;
  FwPairs *sums; /* (nullable): of all days, from the second on; one table */
} FwPairRun;

/**
 * FwAsk: one question while it is answered. Rows are counted in narrow counters of one segment,
 * folded into the groups before they overflow; or, where a segment has more than FW_NARROW_GROUPS
 * groups, in wide ones for all segments.
 */
typedef struct
{
  const FwCubeQuery *query;
  FwQuery range;
  FwGroups groups;
  const FwSegment *segment; /* of the half hours in the narrow counters */
  guint folding;            /* else: the bucket of what is in them */
  FwNarrow *narrow;         /* n_sets times n_local */
  guint n_sets;             /* of counters that rows take in turns: 1, 2 or 4 */
  guint n_local;            /* groups of one segment */
  guint n_unfolded;         /* rows in narrow counters */
  FwWide *wide;
  guint n_wide;
  FwAside *aside; /* beside either */
  guint n_aside;
  gboolean mature;           /* what is in the counters is older than the repeat window */
  guint32 lut_hour[256];     /* buckets of one segment's half hours */
  gboolean has_dimensions;   /* the two below are known */
  gboolean few_dimensions;   /* groups and filters use at most two dimensions */
  FwDimension dimensions[2]; /* these; FW_N_DIMENSIONS for none */
  FwPairRun run;
  FwSums time; /* people's time that is in no group but in the total */
} FwAsk;

/**
 * fw_ask_pairs: adds the contacts of @segment from its pair sums.
 * @border: contacts that arrived up to then (ms from the segment's start) are mature
 * Returns: FALSE when they do not tell: then a pass must.
 */
gboolean fw_ask_pairs (FwAsk *ask, FwSegment *segment, gint64 border);
/** fw_ask_finish_pairs: what fw_ask_pairs() has put off. */
void fw_ask_finish_pairs (FwAsk *ask);

/** fw_ask_times: adds the people's time of @segment. */
void fw_ask_times (FwAsk *ask, const FwSegment *segment);

G_END_DECLS
