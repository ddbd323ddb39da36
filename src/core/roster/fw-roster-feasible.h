/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster.h"

G_BEGIN_DECLS

/** fw_roster_has_row: whether there is a row that keeps all of @person's rules but for how often a
 * shift may come: of that only whether it may come at all. @person need not be of @problem. */
gboolean fw_roster_has_row (const FwRosterProblem *problem, const FwRosterPerson *person);

G_END_DECLS
