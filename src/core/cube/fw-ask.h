/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-groups.h"

G_BEGIN_DECLS

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
  FwNarrow *narrow;         /* n_local, and as many again for every second row where that pays */
  guint n_local;            /* groups of one segment */
  guint n_unfolded;         /* rows in narrow counters */
  FwWide *wide;
  guint n_wide;
  FwAside *aside; /* beside either */
  guint n_aside;
  gboolean mature;    /* what is in the counters is older than the repeat window */
  guint64 base;       /* the key of a row where all terms give 0 */
  guint32 *lut_agent; /* of one segment: tenure by agent */
  guint32 lut_hour[256];
  gboolean has_dimensions;   /* the two below are known */
  gboolean few_dimensions;   /* groups and filters use at most two dimensions */
  FwDimension dimensions[2]; /* these; FW_N_DIMENSIONS for none */
  FwSums time;               /* people's time that is in no group but in the total */
} FwAsk;

/**
 * fw_ask_pairs: adds the contacts of @segment from its pair sums.
 * @border: contacts that arrived up to then (ms from the segment's start) are mature
 * Returns: FALSE when they do not tell: then a pass must.
 */
gboolean fw_ask_pairs (FwAsk *ask, FwSegment *segment, gint64 border);

/** fw_ask_times: adds the people's time of @segment. */
void fw_ask_times (FwAsk *ask, const FwSegment *segment);

G_END_DECLS
