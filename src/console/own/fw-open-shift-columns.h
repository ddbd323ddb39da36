/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** Columns of FwOpenShiftsPage; rows are FwAnswerItem, the offers of own/open-shifts. */
typedef enum
{
  FW_OPEN_SHIFT_COLUMN_DAY,
  FW_OPEN_SHIFT_COLUMN_SHIFT,
  FW_OPEN_SHIFT_COLUMN_HOURS,
  FW_OPEN_SHIFT_COLUMN_FREE,
  FW_OPEN_SHIFT_COLUMN_UNTIL,
  FW_OPEN_SHIFT_COLUMN_STATE,
  FW_N_OPEN_SHIFT_COLUMNS
} FwOpenShiftColumn;

void fw_open_shift_columns_add (FwLiveGrid *grid);
/** fw_open_shift_write_state: Returns: (transfer none): what it is to her: "You may claim it",
 * "Waits for approval"; translated. */
const char *fw_open_shift_write_state (FwAnswerItem *offer);

G_END_DECLS
