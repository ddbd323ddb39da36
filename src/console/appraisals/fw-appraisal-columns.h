/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_appraisal_columns_add_people: somebody a row, as GET appraisals has them. */
void fw_appraisal_columns_add_people (FwLiveGrid *grid);
/** fw_appraisal_columns_add_sheet: lines of fw_appraisal_lines_read(). */
void fw_appraisal_columns_add_sheet (FwLiveGrid *grid);

G_END_DECLS
