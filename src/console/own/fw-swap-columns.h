/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** The columns of a table of swaps (FwAnswerItem of own/swaps). */
typedef enum
{
  FW_SWAP_COLUMN_DAY,
  FW_SWAP_COLUMN_SHIFT,
  FW_SWAP_COLUMN_HOURS,
  FW_SWAP_COLUMN_FROM,
  FW_SWAP_COLUMN_TO,
  FW_SWAP_COLUMN_STATE,
  FW_SWAP_COLUMN_NEXT,
  FW_N_SWAP_COLUMNS
} FwSwapColumn;

void fw_swap_columns_add (FwLiveGrid *grid);

/** fw_swap_has_move: whether the reader may make the move. */
gboolean fw_swap_has_move (FwAnswerItem *swap, const char *move);
gboolean fw_swap_is_mine (FwAnswerItem *swap);
/** fw_swap_write_state: Returns: (transfer none): "Waits for approval", translated. */
const char *fw_swap_write_state (FwAnswerItem *swap);

G_END_DECLS
