/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is said of leave, to agents and to who decides. All (transfer full) but where it says so,
 * translated; the objects are those of the answers of own/leave, own/leave-check and leave. */

/** fw_leave_write_type: Returns: (transfer none): "Annual leave". */
const char *fw_leave_write_type (const char *type);
/** fw_leave_write_state: Returns: (transfer none): "Granted". */
const char *fw_leave_write_state (const char *state);
/** fw_leave_write_span: "Thu 3 Dec", or with a second day "Thu 3 Dec – Fri 4 Dec". */
char *fw_leave_write_span (JsonObject *request);
char *fw_leave_write_amount (guint days);
/** fw_leave_write_right: what of an entitlement is granted and asked for, and until when it can be
 * taken. */
char *fw_leave_write_right (JsonObject *right);
/** fw_leave_write_check: what leave would take and leave, before it is asked for. @check: of
 * own/leave-check. */
char *fw_leave_write_check (JsonObject *check);
/** fw_leave_write_decision: who asks for what, what is left, and whom the floor lacks then.
 * @decision: of leave/{id}. */
char *fw_leave_write_decision (JsonObject *decision);

G_END_DECLS
