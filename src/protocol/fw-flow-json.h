/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/**
 * The clocks of flows as a document: an object of one array of clocks a flow,
 *
 *     { "clock": "solve", "start": ["received"], "stop": ["solved"],
 *       "limit_s": {"1": 172800, "2": 97200}, "warn_left_s": 28800,
 *       "hours": {"1": null, "2": "CAL"}, "pause_in": ["waiting-for-customer"],
 *       "reopen": "restart", "steps": [{"after_s": 0, "to": "team-leader"}] }
 *
 * "limit_s" and "hours" may be the same for all grades; hours of null are elapsed time, "CAL" is
 * the case's calendar, another text a calendar's name. "catchup" may be "latest". Of states nothing
 * is said: each event that is named anywhere is one, "void" ends the clocks, "reopened" reopens.
 */

#define FW_FLOW_JSON_CASE_CALENDAR "CAL"

/** fw_flows_json_read: Returns: (transfer container): FwFlows by name; a limit may be set anew by
 * the policy "policy.CLOCK", in seconds, and goes by the field "grade". NULL with FW_ERROR_INVALID
 * that names flow, clock and member. */
GHashTable *fw_flows_json_read (JsonObject *object, GError **error);

G_END_DECLS
