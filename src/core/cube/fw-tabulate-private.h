/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of fw_cube_tabulate(): one table while it is filled. */

#include "core/cube/fw-query.h"
#include "core/cube/fw-tabulate.h"

G_BEGIN_DECLS

/* One axis of a plan: its range of codes over all segments of both sides. */
typedef struct
{
  FwTabulateAxis of;
  guint low, size;
  guint64 stride;
  guint32 *lut; /* of the present segment: place in the range, times the stride where dense */
  guint n_lut;
  FwDerivedTable table;
} FwTabulateRange;

typedef struct
{
  FwCodes codes;
  const guint32 *lut;
  guint64 stride;
  const FwDerivedTable *table; /* instead of a column */
} FwTabulateTerm;

/* Ratios and counts keep n and sum in one number: n in the lower half, sum in the upper. */
typedef struct
{
  FwTabulateRange axes[FW_TABULATE_MOST_AXES];
  guint n_axes;
  guint64 n_keys;
  gboolean sparse;
  FwTable numbers; /* sparse: key to place */
  guint64 *keys;
  guint n_places, n_allocated, most_places;
  guint64 *packed[FW_TABULATE_SIDES];
  FwTally *tallies[FW_TABULATE_SIDES];
  FwTabulateTerm terms[FW_TABULATE_MOST_AXES];
  guint n_terms;
  guint64 base;
} FwTabulateTable;

/** fw_tabulate_table_lay_out: @ranges: of both sides. FALSE: keys do not fit 64 bits. */
gboolean fw_tabulate_table_lay_out (FwTabulateTable *self,
                                    const FwTabulatePlan *plan,
                                    FwTallyForm form,
                                    const FwQuery *ranges,
                                    guint n_ranges);
void fw_tabulate_table_clear (FwTabulateTable *self);

/** fw_tabulate_table_enter: terms and base of the rows of @segment. */
void fw_tabulate_table_enter (FwTabulateTable *self, const FwSegment *segment);

G_END_DECLS
