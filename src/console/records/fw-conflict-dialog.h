/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/**
 * FwConflictDialog: two versions of a record side by side, and for each field that both changed
 * which one is kept. Signal "decided" (pointer FwRecord: what is to be stored on their revision;
 * NULL: theirs stays as it is).
 */
#define FW_TYPE_CONFLICT_DIALOG (fw_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FwConflictDialog, fw_conflict_dialog, FW, CONFLICT_DIALOG, AdwWindow)

/** fw_conflict_dialog_new: @base: (nullable): what both come from; fields that only one of them
 * touched are not asked about. Who changed it and when is asked of the server. Esc decides later.
 */
GtkWidget *
fw_conflict_dialog_new (FwClient *client, FwRecord *base, FwRecord *mine, FwRecord *theirs);
/** fw_conflict_dialog_keep: chooses for all fields; for tests and the two buttons. */
void fw_conflict_dialog_keep (FwConflictDialog *self, gboolean mine);

G_END_DECLS
