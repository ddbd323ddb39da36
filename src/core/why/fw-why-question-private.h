/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of fw_why_answer_tables(). */

#include "core/why/fw-scan.h"
#include "core/why/fw-why-figures.h"
#include "core/why/fw-why-question.h"

G_BEGIN_DECLS

typedef struct
{
  const FwWhyTables *tables;
  FwWhyTables fewer; /* what tables is once an axis was dropped; its axes and leaves are its own */
  FwWhyFrame frame;
  FwWhyAnswer *answer;
  FwCells *cells;      /* of the leaves, in their order */
  FwCellsParts *parts; /* symmetric, a leaf */
  double se;           /* of the change */
  double level;        /* of the intervals of what was found among all that was looked at */
  FwWhyDoubt found;    /* of the cell that is looked at, at this level */
  GArray *looked;      /* FwWhyLooked: the cells of splits and factors */
  GCancellable *cancellable;
} FwWhyWork;

/** fw_why_work_fill: cells and their parts, of the tables as they are now. */
void fw_why_work_fill (FwWhyWork *work);

/** fw_why_work_drop_axis: asks on without one of the axes. */
void fw_why_work_drop_axis (FwWhyWork *work, guint axis);

/** fw_why_name_parts: the parts of a cell from codes, FW_CELLS_ANY left out. */
void fw_why_name_parts (const FwWhyWork *work, const guint32 *codes, FwWhyCell *cell);

/** fw_why_sum_cell: what all contacts of a cell add up to, whole numbers. */
void fw_why_sum_cell (const FwWhyWork *work, const guint32 *codes, FwTally *now, FwTally *before);

/** fw_why_add_splits: one a dimension that has more than one value, and simpson. */
void fw_why_add_splits (FwWhyWork *work);

/** fw_why_judge_looked: verdicts and intervals of splits and levels, with all of them counted. */
void fw_why_judge_looked (FwWhyWork *work);

/** fw_why_unite_verdicts: a cell that stands in several places of the answer has one verdict, one
 * interval and one p and q: those of the place that says most. */
void fw_why_unite_verdicts (FwWhyAnswer *answer);

/** fw_why_add_causes: causes, their neighbours, candidates. */
gboolean fw_why_add_causes (FwWhyWork *work, GError **error);

/** fw_why_add_mixes: what grew or shrank so that the figure moved. */
gboolean fw_why_add_mixes (FwWhyWork *work, GError **error);

G_END_DECLS
