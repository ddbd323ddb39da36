/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** FwCaseDialogDone: @id: (nullable): of the case that was registered; NULL: it waits on this desk.
 */
typedef void (*FwCaseDialogDone) (FwPage *page, const char *id);

/** fw_case_dialog_begin: Returns: (transfer full): a new case with what is usual, of the team that
 * the scope bar or the account says. */
FwRecord *fw_case_dialog_begin (FwPage *page);
/** fw_case_dialog_begin_of: Returns: (transfer full): a new record of the kind "case-note",
 * "promise" or "case-check", of the case @id. */
FwRecord *fw_case_dialog_begin_of (FwPage *page, const char *kind, const char *id);
/** fw_case_dialog_present: registers one of these, or a debrief, with the few things that one has
 * to say, by keys alone;
 * @known (transfer none) is what is known already. @problem: (nullable): why it was not accepted.
 */
void
fw_case_dialog_present (FwPage *page, FwRecord *known, const char *problem, FwCaseDialogDone done);

/** fw_case_dialog_name: Returns: (transfer full): a copy of @record under an id that nobody has. */
FwRecord *fw_case_dialog_name (FwRecord *record);

G_END_DECLS
