/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"
#include "console/plan/fw-plan-item.h"

G_BEGIN_DECLS

typedef enum
{
  FW_PLAN_COLUMN_WHEN,
  FW_PLAN_COLUMN_CAME,
  FW_PLAN_COLUMN_CONTACTS,
  FW_PLAN_COLUMN_INTERVAL,
  FW_PLAN_COLUMN_AHT,
  FW_PLAN_COLUMN_PEAK,
  FW_PLAN_COLUMN_PEOPLE,
  FW_PLAN_COLUMN_TOGETHER,
  FW_PLAN_COLUMN_HOURS,
  FW_PLAN_COLUMN_PAID,
  FW_N_PLAN_COLUMNS
} FwPlanColumn;

/** fw_plan_columns_add: all of them, of a table of days or of half hours. */
void fw_plan_columns_add (FwLiveGrid *grid, gboolean days);
/** fw_plan_columns_choose: those of which @answer, and @today of half hours, has something to say.
 */
void fw_plan_columns_choose (FwLiveGrid *grid,
                             gboolean days,
                             const FwPlanAnswer *answer,
                             gboolean today);

/** fw_plan_write_contacts: Returns: (transfer full): whole ones; of fewer than ten with a decimal.
 */
char *fw_plan_write_contacts (double contacts);

G_END_DECLS
