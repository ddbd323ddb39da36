/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "console/plan/fw-plan-answer.h"

G_BEGIN_DECLS

/** fw_plan_publish: days @first to @first + @n - 1 of @answer as records, in one batch; a toast
 * says what came of it and takes it back. */
void fw_plan_publish (FwPage *page, const FwPlanAnswer *answer, guint first, guint n);

G_END_DECLS
