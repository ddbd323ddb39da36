/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"

G_BEGIN_DECLS

/** FwStateSpan: somebody was in one state, signed in, from @from to @to (µs UTC). */
typedef struct
{
  FwAgentState state;
  const char *reason; /* of a pause, "" else */
  gint64 from, to;
} FwStateSpan;

/**
 * FwStates:
 * What each person did in a period, moment by moment: the same that the agent time of the cube sums
 * up. Immutable.
 */
typedef struct _FwStates FwStates;

/**
 * fw_centre_read_states: from the events of the ledger, in the order of their times. What somebody
 * did more than sixteen hours before @from and never ended is not looked for: no state lasts
 * longer.
 * @to: not later than now: what runs is taken to go on until then
 */
FwStates *fw_centre_read_states (
    FwCentre *self, gint64 from, gint64 to, GCancellable *cancellable, GError **error);
void fw_states_free (FwStates *self);

/** fw_states_find: @agent: login name. Returns: (transfer none) (nullable) (element-type
 * FwStateSpan): in the order of time, none over another; NULL: nothing is known. */
const GArray *fw_states_find (FwStates *self, const char *agent);
/** fw_states_list_agents: Returns: (transfer full) (element-type utf8): who has any; not owned. */
GPtrArray *fw_states_list_agents (FwStates *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwStates, fw_states_free)

G_END_DECLS
