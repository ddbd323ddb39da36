/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/plan/fw-plan-answer.h"

G_BEGIN_DECLS

/** fw_plan_write_errors: Returns: (transfer full): how wrong such forecasts were, beside what
 * nobody can beat, and what is left out; "" where nothing can be said. */
char *fw_plan_write_errors (const FwPlanAnswer *answer);

/** fw_plan_write_published: Returns: (transfer full) (nullable): when and by whom the days were
 * published. */
char *fw_plan_write_published (const FwPlanAnswer *answer);

/** fw_plan_write_day: Returns: (transfer full): the day that is shown, in one line. */
char *fw_plan_write_day (const FwPlanAnswer *answer, guint day);

/** fw_plan_write_lack: why there is no forecast. @title, @text: (out) (transfer full). */
void fw_plan_write_lack (const FwPlanAnswer *answer, char **title, char **text);

G_END_DECLS
