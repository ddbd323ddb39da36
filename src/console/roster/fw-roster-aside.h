/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/roster/fw-roster-wants.h"

G_BEGIN_DECLS

/** FwRosterAside: what stands in a cell and which rules it breaks, in words; how much of a block.
 */
#define FW_TYPE_ROSTER_ASIDE (fw_roster_aside_get_type ())
G_DECLARE_FINAL_TYPE (FwRosterAside, fw_roster_aside, FW, ROSTER_ASIDE, AdwBin)

/** fw_roster_aside_show: @row: (nullable): nobody. @cover: (nullable): what the day wants. @cells:
 * how many are selected. */
void fw_roster_aside_show (FwRosterAside *self,
                           FwRosterPlan *plan,
                           FwRosterRow *row,
                           gint32 day,
                           const FwRosterWantsDay *cover,
                           guint cells);

G_END_DECLS
