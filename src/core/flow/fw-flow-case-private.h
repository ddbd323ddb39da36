/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow-case.h"

G_BEGIN_DECLS

/** FwFlowEvent: what the clocks of a case answer to. */
typedef struct
{
  const char *name;
  gboolean entered; /* a state, not a message */
  gboolean reopens, voids;
} FwFlowEvent;

FwFlowEvent fw_flow_event_make (const FwFlowCase *self, const char *name, gboolean reopens);

/** fw_flow_case_do: lets it happen, whoever may. What was made out of order counts from where the
 * record stood then at the earliest. @actor: (nullable): the server. Returns: (transfer none): the
 * entry, whose revision is still to be set. */
FwFlowEntry *fw_flow_case_do (FwFlowCase *self,
                              const FwFlowRecord *record,
                              const FwFlowActor *actor,
                              const FwFlowEvent *event,
                              FwFlowTime time,
                              GPtrArray *notices);

/** fw_flow_limit_read: Returns: µs, by its policy where that is set; -1: it has none. */
gint64 fw_flow_limit_read (const FwFlowLimit *limit, const FwFlowRecord *record);
/** fw_flow_limit_take_calendar: Returns: (transfer full) (nullable): by which it counts; NULL:
 * elapsed time. */
FwCalendar *fw_flow_limit_take_calendar (const FwFlowLimit *limit, const FwFlowRecord *record);

/** fw_flow_clocks_check: whether each clock that the event starts has a limit. */
gboolean fw_flow_clocks_check (const FwFlowCase *self,
                               const FwFlowRecord *record,
                               const FwFlowEvent *event,
                               GError **error);
/** fw_flow_clocks_respond: starts, pauses, stops; after the case has its new state. */
void fw_flow_clocks_respond (FwFlowCase *self,
                             const FwFlowRecord *record,
                             const FwFlowEvent *event,
                             FwFlowTime time,
                             GPtrArray *notices);
/** fw_flow_clocks_restate: the limits of the running ones by the case's grade. */
gboolean fw_flow_clocks_restate (FwFlowCase *self, const char *grade, GError **error);
/** fw_flow_clocks_tell: what fell due before @before, told at @at. */
void fw_flow_clocks_tell (FwFlowCase *self, gint64 before, gint64 at, GPtrArray *notices);
gboolean fw_flow_clocks_next (const FwFlowCase *self, gint64 *at);
void fw_flow_run_free (FwFlowRun *self);

/** fw_flow_actor_person: the name that counts for four eyes; "" for nobody. */
const char *fw_flow_actor_person (const FwFlowActor *self);

/** fw_flow_actor_is_one_of: whether one of the words is a role, function or relation of the actor.
 */
gboolean
fw_flow_actor_is_one_of (const FwFlowActor *self, const FwFlowCase *flow_case, char *const *words);

/** fw_flow_case_read_grade: Returns: (transfer full) (nullable). */
char *fw_flow_case_read_grade (const FwFlowCase *self, const FwFlowRecord *record);

G_END_DECLS
