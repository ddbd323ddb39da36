/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/kinds/fw-kind-draft.h"

G_BEGIN_DECLS

/** FwFieldDraftRow: describes one field: what it is called, what it holds. Signal "changed"; signal
 * "removed": somebody does not want it. */
#define FW_TYPE_FIELD_DRAFT_ROW (fw_field_draft_row_get_type ())
G_DECLARE_FINAL_TYPE (FwFieldDraftRow, fw_field_draft_row, FW, FIELD_DRAFT_ROW, AdwExpanderRow)

GtkWidget *fw_field_draft_row_new (void);
/** fw_field_draft_row_set_register: of a register a field may be required; @first: and the first
 * one is a text that is. */
void fw_field_draft_row_set_register (FwFieldDraftRow *self, gboolean is_register, gboolean first);
/** fw_field_draft_row_begin: gives the keys to what the field is called. */
void fw_field_draft_row_begin (FwFieldDraftRow *self);

/** fw_field_draft_row_get: @draft: (out): borrowed until the row changes. */
void fw_field_draft_row_get (FwFieldDraftRow *self, FwFieldDraft *draft);
/** fw_field_draft_row_is_whole: nothing is missing. */
gboolean fw_field_draft_row_is_whole (FwFieldDraftRow *self);

G_END_DECLS
