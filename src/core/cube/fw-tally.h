/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-segment.h"
#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwTallyForm: how a metric follows from three sums over its rows. */
typedef enum
{
  FW_TALLY_COUNT, /* sum alone */
  FW_TALLY_RATIO, /* sum successes of n */
  FW_TALLY_MEAN   /* sum of n values; squares */
} FwTallyForm;

/** FwTallyStated: what rows of a segment may state beside their bytes, in place of what these say.
 */
typedef enum
{
  FW_TALLY_STATED_NOTHING,
  FW_TALLY_STATED_REPLY, /* when a person first replied, in place of the wait; or that nobody knows
                          */
  FW_TALLY_STATED_CLOSED /* only rows count of which it is known when they were closed */
} FwTallyStated;

/** FwTally: the three sums, as whole numbers, so that no order and no grouping changes them: times
 * in ms, their squares as fw_sums_square(), of closing times in s² of whole seconds. */
typedef struct
{
  guint64 n;
  gint64 sum;
  guint64 squares;
} FwTally;

/** FwTallyRule: how the rows of a cube add to one metric. */
typedef struct _FwTallyRule FwTallyRule;
struct _FwTallyRule
{
  const char *name; /* of the metric whose form this is */
  FwTallyForm form;
  FwColumnName first;  /* the byte that says what a row adds */
  FwColumnName second; /* and another; FW_N_COLUMNS: none */
  FwColumnName value;  /* what it adds, ms; FW_N_COLUMNS: what the bytes say */
  double unit;         /* of sum in the metric's unit: 0.001 for times, 100 for NPS */
  /** what a row with these bytes adds. */
  FwTally (*read) (guint first, guint second);
  /** such that the metric of the sums is the tally's. */
  void (*add) (const FwTally *tally, FwSums *sums);
  gboolean ages;  /* young contacts do not count yet */
  gboolean waits; /* looks at unknown waits (the NPS byte) where a segment has them */
  FwTallyStated stated;
};

/** fw_tally_find: Returns: NULL for a metric that rows do not tell (occupancy). */
const FwTallyRule *fw_tally_find (const FwMetric *metric, FwServiceLevel form);

static inline void
fw_tally_add (FwTally *self, const FwTally *other)
{
  self->n += other->n;
  self->sum += other->sum;
  self->squares += other->squares;
}

/** fw_tally_get_squares: in the metric's unit. */
double fw_tally_get_squares (const FwTallyRule *rule, const FwTally *tally);

G_END_DECLS
