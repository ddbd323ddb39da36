/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube-private.h"
#include "core/cube/fw-pass.h"

G_BEGIN_DECLS

/**
 * FwQuery: the part of a query that says which contacts count: period, sites and filters, made
 * ready for columns. Asking, listing and drilling share it, so that they agree.
 */
typedef struct
{
  FwCube *cube;
  gint64 from, to;                /* µs UTC, within what days can hold */
  GPtrArray *segments;            /* that can hold rows or agent time of the period and sites */
  guint8 *allow[FW_N_DIMENSIONS]; /* by code, as long as any segment needs; NULL: no filter */
  FwPassLevels *levels;           /* of one segment: (nullable) */
  const FwDerived *derived[FW_CUBE_MAX_FILTERS]; /* what they are of */
  guint n_levels;
} FwQuery;

void fw_query_init (FwQuery *self, FwCube *cube, const FwCubeQuery *query);
void fw_query_clear (FwQuery *self);

/**
 * fw_query_prepare: fills period and filters of @pass for @segment. The filters on what no column
 * holds live until the next call. Returns: FALSE when no row of it can count.
 */
gboolean fw_query_prepare (const FwQuery *self, const FwSegment *segment, FwPass *pass);

/** fw_query_covers: whether the period holds all rows of @segment. */
gboolean fw_query_covers (const FwQuery *self, const FwSegment *segment);

static inline gboolean
fw_query_allows (const FwQuery *self, FwDimension dimension, guint16 code)
{
  return self->allow[dimension] == NULL || self->allow[dimension][code];
}

G_END_DECLS
