/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** FwCaseChecks: the checklists that belong to a case, step by step: who ticked what and when, what
 * is overdue, where a second person is needed. Space ticks the step under the cursor or takes one's
 * own tick back, X says that it does not apply and why, W ticks it with a note. Below stand the
 * checklists that somebody may begin. */
#define FW_TYPE_CASE_CHECKS (fw_case_checks_get_type ())
G_DECLARE_FINAL_TYPE (FwCaseChecks, fw_case_checks, FW, CASE_CHECKS, AdwBin)

/** fw_case_checks_show: @record: (nullable): a case, which is copied; NULL: nothing is shown.
 * @writes: whether the reader ticks. */
void fw_case_checks_show (FwCaseChecks *self, FwClient *client, FwRecord *record, gboolean writes);

/** fw_case_checks_focus: the first step. Returns: FALSE where there is none. */
gboolean fw_case_checks_focus (FwCaseChecks *self);

G_END_DECLS
