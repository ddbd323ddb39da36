/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-tabulate.h"
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
  double spread; /* of the change: its variance over that of independent contacts, at least 1 */
} FwWhyFrame;

/** fw_why_frame_init: everything but @spread, which is 1. */
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
 * share would do at the mean of all: over the values of a dimension that is the whole change.
 * @spread: as of the frame, of this cell
 */
void fw_why_frame_fill_cell (const FwWhyFrame *self,
                             const FwTally *now,
                             const FwTally *before,
                             double spread,
                             FwWhyCell *cell);

/** fw_why_p: two-sided, of a normal deviate. */
double fw_why_p (double z);

/**
 * fw_why_measure_spread:
 * How much wider a change spreads than that of independent contacts: contacts of one person are
 * alike, and so are those of one day.
 * @agents, @days: (nullable): the rows of both sides by agent, and by day, which may hold further
 * days under before: what days do by themselves
 * @day_effects: FALSE where both sides are of the same days
 * Returns: at least 1.
 */
double fw_why_measure_spread (const FwWhyFrame *self,
                              const FwTally *now,
                              const FwTally *before,
                              const FwTabulation *agents,
                              const FwTabulation *days,
                              guint n_days_now,
                              guint n_days_before,
                              gboolean day_effects);

G_END_DECLS
