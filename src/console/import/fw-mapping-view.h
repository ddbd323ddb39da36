/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/import/fw-inspection.h"
#include "console/import/fw-mapping-draft.h"

G_BEGIN_DECLS

/**
 * FwMappingView:
 * How a call list was understood, and where that is mended: its first rows under what each column
 * holds, the meaning of its words, rows to leave out, and how it is written. Signal "changed":
 * somebody said something; the file is to be inspected again under the draft.
 * Ctrl+Z and Ctrl+Shift+Z undo and redo what was said.
 */
#define FW_TYPE_MAPPING_VIEW (fw_mapping_view_get_type ())
G_DECLARE_FINAL_TYPE (FwMappingView, fw_mapping_view, FW, MAPPING_VIEW, AdwBin)

/** fw_mapping_view_begin: another file or mapping. @json: (nullable): what is said of it already.
 */
void fw_mapping_view_begin (FwMappingView *self, const char *json);
/** fw_mapping_view_show: @inspection: (transfer full). */
void fw_mapping_view_show (FwMappingView *self, FwInspection *inspection);
/** fw_mapping_view_get_inspection: Returns: (transfer none) (nullable): what is shown. */
const FwInspection *fw_mapping_view_get_inspection (FwMappingView *self);
/** fw_mapping_view_get_draft: Returns: (transfer none): what was said. */
FwMappingDraft *fw_mapping_view_get_draft (FwMappingView *self);
/** fw_mapping_view_is_changed: whether something was said since it began. */
gboolean fw_mapping_view_is_changed (FwMappingView *self);
/** fw_mapping_view_has_question: whether there is a word that is not understood, or a row that
 * could be left out. */
gboolean fw_mapping_view_has_question (FwMappingView *self);
/** fw_mapping_view_focus_question: moves the focus there. */
void fw_mapping_view_focus_question (FwMappingView *self);

G_END_DECLS
