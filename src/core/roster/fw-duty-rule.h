/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/roster/fw-duty.h"

G_BEGIN_DECLS

/** fw_duty_find_limits: what @rules (element-type FwRecord, of the kind "roster-rule") ask of
 * @person in @team: each limit of the person's own rules, else of the team's; of several alike the
 * stricter. @team, @person: (nullable). */
void
fw_duty_find_limits (GPtrArray *rules, const char *team, const char *person, FwDutyLimits *limits);

G_END_DECLS
