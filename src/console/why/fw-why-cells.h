/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-table.h"

G_BEGIN_DECLS

/** FwWhyCells: the change by the values of one dimension; the dimension that tells the most apart
 * stands first. What is not in any value stands last, and is 0. */
#define FW_TYPE_WHY_CELLS (fw_why_cells_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyCells, fw_why_cells, FW, WHY_CELLS, AdwBin)

void fw_why_cells_set (FwWhyCells *self, FwWhyResult *result);
FwWhyTable *fw_why_cells_get_table (FwWhyCells *self);
/** fw_why_cells_choose: shows the values of @attribute. Returns: FALSE where it was not asked. */
gboolean fw_why_cells_choose (FwWhyCells *self, const char *attribute);
/** fw_why_cells_get_residual: of the dimension that is shown. */
double fw_why_cells_get_residual (FwWhyCells *self);

G_END_DECLS
