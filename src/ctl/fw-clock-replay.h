/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow-case.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/**
 * FwClockReplay:
 * Works out, from calendars and flows alone, what clocks and moves come to: for "what would happen"
 * and for anybody who checks.
 */
typedef struct _FwClockReplay FwClockReplay;

/** fw_clock_replay_new: @calendars, @flows: (nullable): documents as fw-calendar-json.h and
 * fw-flow-json.h describe them; without @flows the product's own are meant. Returns: (transfer
 * full): NULL with an error. */
FwClockReplay *fw_clock_replay_new (JsonObject *calendars, JsonObject *flows, GError **error);
void fw_clock_replay_free (FwClockReplay *self);
/** fw_clock_replay_add_flow: one more flow that cases may name, in place of one of that name. */
void fw_clock_replay_add_flow (FwClockReplay *self, FwFlow *flow);

/**
 * fw_clock_replay_line: one of
 * - a clock: "calendar" (a name, or null: elapsed time), "start", "limit_s", "warn_left_s",
 *   "pauses": [[from, to or null]], and "done" or "now": its "due", "warn" if one is asked for, and
 *   with done or now its "counted_s" and "state", which is also told of a clock that is never due;
 * - a case: "flow", "calendar", "grade", "moves": [[at, what, made at]], "down": [[from, to]],
 *   "until": the "log" of what is told and the "clocks" at the end;
 * - a move of a refund: "policy", "history", "try": "done" or "refused", "state", "revision".
 *
 * Appends a document of one line with the same "id" to @out. Other members are not read. @note:
 * (out) (nullable): something that the reader should know besides. Returns: FALSE with
 * FW_ERROR_INVALID; then nothing is appended.
 */
gboolean fw_clock_replay_line (
    FwClockReplay *self, JsonObject *line, GString *out, char **note, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwClockReplay, fw_clock_replay_free)

G_END_DECLS
