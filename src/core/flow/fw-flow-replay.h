/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow-case.h"

G_BEGIN_DECLS

/**
 * What would have come of cases under other limits. What was done is taken as it was done, at its
 * moments: nobody knows whether a shorter limit would have made anybody faster. So the runs of the
 * clocks, which the engine made of the moves, begin, stand still and stop as they did, and alone
 * their limits and calendars are others.
 */

/** FwReplayOutcome: of a clock of a case; by name "none", "open", "kept", "broken". */
typedef enum
{
  FW_REPLAY_NONE, /* it never ran, or all that ran ended without a result */
  FW_REPLAY_OPEN, /* it runs and is not due yet */
  FW_REPLAY_KEPT,
  FW_REPLAY_BROKEN, /* one of its runs was, or is, overdue */
  FW_N_REPLAY_OUTCOMES
} FwReplayOutcome;

extern const char *const fw_replay_outcome_names[FW_N_REPLAY_OUTCOMES];

/** FwReplaySide: by name "in_force", "draft". */
typedef enum
{
  FW_REPLAY_IN_FORCE,
  FW_REPLAY_DRAFT,
  FW_N_REPLAY_SIDES
} FwReplaySide;

/** FwReplayed: what came of a clock of a case. */
typedef struct
{
  FwReplayOutcome outcomes[FW_N_REPLAY_SIDES];
  /* Of the run that tells: the first that is broken on one side alone, else the first that is
   * broken, else the last. @run: from 1; 0: none. */
  guint run;
  gint64 due[FW_N_REPLAY_SIDES]; /* µs UTC; G_MAXINT64: never */
  gint64 stopped;                /* µs UTC; G_MAXINT64 while it runs */
} FwReplayed;

/** fw_replayed_is_newly_broken, _kept: broken under the draft and not as it is; and the other way
 * round. */
gboolean fw_replayed_is_newly_broken (const FwReplayed *self);
gboolean fw_replayed_is_newly_kept (const FwReplayed *self);

/**
 * fw_flow_case_replay: what came of each clock of a case, by the limits and hours of two records.
 * @self: stays as it is
 * @in_force, @draft: the record of the case, with the policies and calendars of each side. A limit
 *   that no policy says, and one that was set by hand, is what it was.
 * @at: µs UTC: up to when what runs has run
 * @replayed: (out) (array): as many as the flow has clocks, in their order
 */
void fw_flow_case_replay (const FwFlowCase *self,
                          const FwFlowRecord *in_force,
                          const FwFlowRecord *draft,
                          gint64 at,
                          FwReplayed *replayed);

/** FwReplaySum: cases of a clock, in any order. */
typedef struct
{
  guint64 cases[FW_N_REPLAY_SIDES][FW_N_REPLAY_OUTCOMES];
  guint64 newly_broken, newly_kept;
} FwReplaySum;

void fw_replay_sum_add (FwReplaySum *self, const FwReplayed *replayed);

G_END_DECLS
