/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/import/fw-inspection.h"
#include "console/import/fw-mapping-draft.h"

G_BEGIN_DECLS

/**
 * FwMappingNames:
 * Which names of the file are one person, or one queue: those that the mapping says, those that
 * differ only in case as proposals, and two fields for any other.
 *
 * Property "role": "agent" or "queue". Signal "changed": the draft was.
 */
#define FW_TYPE_MAPPING_NAMES (fw_mapping_names_get_type ())
G_DECLARE_FINAL_TYPE (FwMappingNames, fw_mapping_names, FW, MAPPING_NAMES, AdwBin)

/** fw_mapping_names_show: both are kept by the caller until the next call. It hides itself where
 * the file names none. */
void
fw_mapping_names_show (FwMappingNames *self, const FwInspection *inspection, FwMappingDraft *draft);

G_END_DECLS
