/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-pass.h"

G_BEGIN_DECLS

/** FwPairTable: the sums of one dimension, or of two crossed. */
typedef struct
{
  FwDimension dimensions[2]; /* the second FW_N_DIMENSIONS for one alone */
  guint16 low[2];
  guint16 size[2]; /* the second 1 for one alone */
  guint first;     /* cell of the lowest codes; the second dimension runs fastest */
} FwPairTable;

typedef struct
{
  guint32 lanes[8]; /* FwRestLane */
  guint64 wait_ms;
  guint64 handling_square;
  guint64 wait_square;
  FwAside aside;
} FwPairRest;

#define FW_PAIRS_MAX_TABLES 40

/**
 * FwPairs: sums of a sealed day, so that a question about whole days by at most two small
 * dimensions (groups and filters together) reads a few hundred cells instead of all rows. They
 * never have more than an eighth as many cells as rows.
 */
struct _FwPairs
{
  FwPairTable tables[FW_PAIRS_MAX_TABLES];
  guint n_tables;
  guint n_cells;
  FwCoreLanes *counts; /* of each cell, as the next two */
  guint64 *handling_ms;
  FwPairRest *rest;
  guint64 n_rows;
  guint64 n_wait_unknown; /* 0: no cell has any */
};

/** fw_pairs_choose: which tables @segment is worth; without cells. Returns: (transfer full). */
FwPairs *fw_pairs_choose (const FwSegment *segment);
/** fw_pairs_check_axis: whether a table read from outside may have that dimension and range. */
gboolean fw_pairs_check_axis (const FwPairTable *table, guint i);
/** fw_pairs_allocate: room for n_cells, all 0; FALSE when memory is short. */
gboolean fw_pairs_allocate (FwPairs *self);
FwPairs *fw_pairs_make (const FwSegment *segment);
void fw_pairs_free (FwPairs *self);

/** fw_pairs_find: a table that knows both; FW_N_DIMENSIONS stands for none. NULL when there is
 * none. */
const FwPairTable *fw_pairs_find (const FwPairs *self, FwDimension a, FwDimension b);

static inline gboolean
fw_pairs_is_empty (const FwPairs *self, guint cell, FwCubeLevel level)
{
  return self->counts[cell][0] == 0 &&
         (level == FW_CUBE_CORE || self->rest[cell].lanes[FW_REST_UNKNOWN] == 0);
}

void
fw_pairs_add (const FwPairs *self, guint cell, FwCubeLevel level, gboolean mature, FwSums *sums);

/** fw_pairs_add_table: adds the cells of @table of @other to all cells of @self, as many. */
void fw_pairs_add_table (FwPairs *self,
                         const FwPairs *other,
                         const FwPairTable *table,
                         FwCubeLevel level);

G_END_DECLS
