/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/roster/fw-roster-plan.h"
#include "console/roster/fw-roster-wants.h"

G_BEGIN_DECLS

/* All (transfer full), translated. */

/** fw_roster_write_day: "Thu 27 Nov". */
char *fw_roster_write_day (gint32 day);
/** fw_roster_write_what: what stands in a cell: "Night 22:00–06:00", "Leave", "Free". @shift:
 * (nullable). */
char *fw_roster_write_what (FwRosterPlan *plan, const FwRecord *shift);
/** fw_roster_write_state: (nullable): that it is not published, or what was before. */
char *fw_roster_write_state (FwRosterPlan *plan, const FwRecord *shift);
/** fw_roster_write_cell: all of it. */
char *fw_roster_write_cell (FwRosterPlan *plan, FwRosterRow *row, gint32 day);
/** fw_roster_write_hours: "72", "42.5". */
char *fw_roster_write_hours (gint64 worked);
/** fw_roster_write_short: what a cell without a shift shows; (transfer none). */
const char *fw_roster_write_short (const FwRecord *shift);

/** fw_roster_write_lacks: (nullable): from when to when people lack, and how many; of more than
 * @most such times how many more there are. */
char *fw_roster_write_lacks (const FwRosterWantsDay *cover, const char *separator, guint most);
/** fw_roster_write_cover: what a day wants and what is planned, in lines. */
char *fw_roster_write_cover (const FwRosterWantsDay *cover);
/** fw_roster_write_cover_line: the same as a sentence. */
char *fw_roster_write_cover_line (const FwRosterWantsDay *cover);

G_END_DECLS
