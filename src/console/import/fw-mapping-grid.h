/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/import/fw-inspection.h"
#include "console/import/fw-mapping-draft.h"

G_BEGIN_DECLS

/**
 * FwMappingGrid:
 * The first rows of a list as they stand in the file, each column under a choice of what it holds.
 * What is shown anew keeps its widgets where the columns are the same, so that the focus stays
 * where it is. Signal "changed": the draft was.
 */
#define FW_TYPE_MAPPING_GRID (fw_mapping_grid_get_type ())
G_DECLARE_FINAL_TYPE (FwMappingGrid, fw_mapping_grid, FW, MAPPING_GRID, AdwBin)

/** Columns shown; of those beyond only the command line knows what to do. */
#define FW_MAPPING_MOST_COLUMNS 60

/** fw_mapping_grid_show: both are kept by the caller until the next call. */
void
fw_mapping_grid_show (FwMappingGrid *self, const FwInspection *inspection, FwMappingDraft *draft);

G_END_DECLS
