/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/roster/fw-roster-plan.h"

G_BEGIN_DECLS

/** What is typed for what has no letter of its own. */
#define FW_ROSTER_LEAVE_KEY "/"
#define FW_ROSTER_TRAINING_KEY "+"

/** FwRosterPalette: what the cells that are selected can become, with the key of each: activates
 * "roster.paint" with it. One stop of the Tab key. */
#define FW_TYPE_ROSTER_PALETTE (fw_roster_palette_get_type ())
G_DECLARE_FINAL_TYPE (FwRosterPalette, fw_roster_palette, FW, ROSTER_PALETTE, AdwBin)

void fw_roster_palette_fill (FwRosterPalette *self, FwRosterPlan *plan);

G_END_DECLS
