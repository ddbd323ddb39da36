/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/plan/fw-plan-answer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FwStaffingPanel:
 * What a number of people does in one half hour, beside what one fewer and one more would do: the
 * formulas run here, so that the answer stands as soon as the number does.
 */
#define FW_TYPE_STAFFING_PANEL (fw_staffing_panel_get_type ())
G_DECLARE_FINAL_TYPE (FwStaffingPanel, fw_staffing_panel, FW, STAFFING_PANEL, AdwBin)

/** fw_staffing_panel_show: @moment: (nullable): of @answer, both copied as far as they are needed;
 * the people who are needed are chosen. */
void fw_staffing_panel_show (FwStaffingPanel *self,
                             const FwPlanAnswer *answer,
                             const FwPlanMoment *moment);

/** fw_staffing_panel_focus: the keys go to the number of people. */
void fw_staffing_panel_focus (FwStaffingPanel *self);

G_END_DECLS
