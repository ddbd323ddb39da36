/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why-doubt.h"
#include "core/why/fw-why.h"

G_BEGIN_DECLS

/** Fewer contacts than this on either side say nothing about a cell. */
#define FW_WHY_SUPPORT 30

/**
 * FwWhyFrame: the whole of a question, against which each of its cells is seen. Whole numbers in,
 * so that a cell shows exactly what GET kpi shows of the same filters.
 */
typedef struct
{
  const FwMetric *metric;
  FwServiceLevel form;
  const FwTallyRule *rule;
  gboolean fixed; /* before is @target, of which no contacts are known */
  double target;
  double periods; /* before is the mean of so many periods */
  FwTally now, before;
  double now_value, before_value;
  FwWhyDoubt doubt; /* of the whole */
} FwWhyFrame;

/** FwWhyLooked: a cell that is judged with others beside it, and what it was made of. */
typedef struct
{
  FwWhyCell *cell; /* of the answer */
  FwTally now, before;
} FwWhyLooked;

/** fw_why_frame_init: @doubt becomes that of independent contacts. */
void fw_why_frame_init (FwWhyFrame *self, const FwTally *now, const FwTally *before);

/** fw_why_frame_get_figure: of one side; has_value FALSE for no contacts. */
FwFigure fw_why_frame_get_figure (const FwWhyFrame *self, const FwTally *tally);

/** fw_why_frame_get_variance: of the value of a side, of independent contacts; of @before the mean
 * of periods. */
double fw_why_frame_get_variance (const FwWhyFrame *self, const FwTally *tally, gboolean before);

/** fw_why_frame_fill_side: @before of a target is the target. */
void fw_why_frame_fill_side (const FwWhyFrame *self,
                             const FwTally *tally,
                             gboolean before,
                             FwWhySide *side);

/**
 * fw_why_frame_fill_cell: sides, shares, effect and its interval, p (of its own change), verdict
 * "too-few" or "chance". The effect is (share × value) now less before, less what the change of its
 * share would do at the mean of all: over the values of a dimension that is the whole change. The
 * interval stays inside of what the figure can be, and where the cell is the whole it holds 0 if
 * and only if p is above the level of @doubt.
 * @doubt: of this cell
 */
void fw_why_frame_fill_cell (const FwWhyFrame *self,
                             const FwTally *now,
                             const FwTally *before,
                             const FwWhyDoubt *doubt,
                             FwWhyCell *cell);

/** fw_why_frame_fill_interval: the interval alone, at the level of @doubt. */
void fw_why_frame_fill_interval (const FwWhyFrame *self,
                                 const FwTally *now,
                                 const FwTally *before,
                                 const FwWhyDoubt *doubt,
                                 FwWhyCell *cell);

/** fw_why_frame_find_p: of a change as large as @change between these sides where there is none:
 * the level at which the interval of fw_why_frame_fill_cell() would just reach it. */
double fw_why_frame_find_p (const FwWhyFrame *self,
                            const FwTally *now,
                            const FwTally *before,
                            const FwWhyDoubt *doubt,
                            double change);

/** fw_why_frame_get_doubtful_variance: fw_why_frame_get_variance() widened by @doubt. */
double fw_why_frame_get_doubtful_variance (const FwWhyFrame *self,
                                           const FwTally *tally,
                                           gboolean before,
                                           const FwWhyDoubt *doubt);

/**
 * fw_why_frame_measure_doubt: from how alike the contacts of one unit of chance, one person and one
 * day are; docs/why-questions.md says how.
 * @same_days: both sides are of the same days: what a day does to both is no doubt
 */
void fw_why_frame_measure_doubt (const FwWhyFrame *self,
                                 const FwTally *now,
                                 const FwTally *before,
                                 const FwWhyClusters *clusters,
                                 gboolean same_days,
                                 FwWhyDoubt *doubt);

G_END_DECLS
