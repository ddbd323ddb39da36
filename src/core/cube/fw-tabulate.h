/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"
#include "core/cube/fw-derived.h"
#include "core/cube/fw-tally.h"

G_BEGIN_DECLS

#define FW_TABULATE_MOST_AXES 16
/** Combinations of one table, where its plan does not say otherwise: with what is made of them they
 * take some 30 MiB. */
#define FW_TABULATE_MOST_LEAVES 80000
#define FW_TABULATE_SIDES 2

/** FwTabulateAxis: a dimension, or where @derived is not NULL that. */
typedef struct
{
  FwDimension dimension;
  const FwDerived *derived;
} FwTabulateAxis;

/** FwTabulateSide: the rows of one side: those of all queries together (a row that two of them
 * find counts twice); by, bucket and level of the queries are ignored. */
typedef struct
{
  const FwCubeQuery *queries;
  guint n_queries;
} FwTabulateSide;

/** FwTabulatePlan: one table: its axes. */
typedef struct
{
  const FwTabulateAxis *axes;
  guint n_axes;      /* 0: the totals alone */
  guint most_leaves; /* 0: FW_TABULATE_MOST_LEAVES */
} FwTabulatePlan;

/** FwTabulation: every combination of codes that any row adds to, on either side, by codes
 * ascending. */
typedef struct
{
  guint n_axes;
  guint n_leaves;
  guint16 *codes; /* n_axes a leaf */
  FwTally *sides[FW_TABULATE_SIDES];
  FwTally totals[FW_TABULATE_SIDES];
  guint64 n_rows; /* that were looked at */
} FwTabulation;

void fw_tabulation_free (FwTabulation *self);
FwTabulation *fw_tabulation_copy (const FwTabulation *self);

/** fw_tabulation_drop_axis: the table without one of its axes; leaves that are the same then become
 * one. */
void fw_tabulation_drop_axis (FwTabulation *self, guint axis);

/** fw_tabulation_subtract: takes side 0 off side 1, which holds it; leaves that neither side has
 * are left out. */
void fw_tabulation_subtract (FwTabulation *self);

static inline const guint16 *
fw_tabulation_get_codes (const FwTabulation *self, guint leaf)
{
  return self->codes + (gsize) leaf * self->n_axes;
}

/**
 * fw_cube_tabulate: under the read lock. Several tables in one pass over the rows.
 * @filters: (nullable): derived axes by which rows are chosen: level l counts where allow[l] is not
 * 0 Returns: (transfer full) (element-type FwTabulation): one a plan; NULL with FW_ERROR_TOO_LARGE
 * or G_IO_ERROR_CANCELLED.
 */
typedef struct
{
  const FwDerived *derived;
  const guint8 *allow; /* n_levels */
} FwTabulateFilter;

GPtrArray *fw_cube_tabulate (FwCube *self,
                             const FwTallyRule *rule,
                             const FwTabulateSide sides[FW_TABULATE_SIDES],
                             const FwTabulatePlan *plans,
                             guint n_plans,
                             const FwTabulateFilter *filters,
                             guint n_filters,
                             GCancellable *cancellable,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwTabulation, fw_tabulation_free)

G_END_DECLS
