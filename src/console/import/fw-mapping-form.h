/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/import/fw-inspection.h"
#include "console/import/fw-mapping-draft.h"

G_BEGIN_DECLS

/**
 * FwMappingForm:
 * How the file as a whole is written: where its header stands, which sheet, how text, numbers,
 * dates and clocks are to be read. Each shows what was found until somebody says otherwise. Signal
 * "changed": the draft was.
 */
#define FW_TYPE_MAPPING_FORM (fw_mapping_form_get_type ())
G_DECLARE_FINAL_TYPE (FwMappingForm, fw_mapping_form, FW, MAPPING_FORM, AdwBin)

/** fw_mapping_form_show: both are kept by the caller until the next call. */
void
fw_mapping_form_show (FwMappingForm *self, const FwInspection *inspection, FwMappingDraft *draft);

G_END_DECLS
