/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/import/fw-inspection.h"
#include "console/import/fw-mapping-draft.h"

G_BEGIN_DECLS

/**
 * FwMappingPeople:
 * Which names of the file are one person: those that the mapping says, those that differ only in
 * case as proposals, and two fields for any other. Signal "changed": the draft was.
 */
#define FW_TYPE_MAPPING_PEOPLE (fw_mapping_people_get_type ())
G_DECLARE_FINAL_TYPE (FwMappingPeople, fw_mapping_people, FW, MAPPING_PEOPLE, AdwBin)

/** fw_mapping_people_show: both are kept by the caller until the next call. It hides itself where
 * the file names nobody. */
void fw_mapping_people_show (FwMappingPeople *self,
                             const FwInspection *inspection,
                             FwMappingDraft *draft);

G_END_DECLS
