/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** The columns of somebody's own days. */
typedef enum
{
  FW_OWN_COLUMN_DAY,
  FW_OWN_COLUMN_SHIFT,
  FW_OWN_COLUMN_HOURS,
  FW_OWN_COLUMN_BREAKS,
  FW_OWN_COLUMN_PAID,
  FW_OWN_COLUMN_CHANGE,
  FW_N_OWN_COLUMNS
} FwOwnColumn;

/** fw_own_columns_add: all of them, in their order. */
void fw_own_columns_add (FwLiveGrid *grid);

G_END_DECLS
