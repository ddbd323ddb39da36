/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster.h"

G_BEGIN_DECLS

/**
 * FwRosterRow:
 * The cheapest row of one person over some days, all else as it is: a shortest path over the days
 * whose states are what the rules look back to (the last shift, the length of the run, weekends
 * and minutes so far).
 */
typedef struct _FwRosterRow FwRosterRow;

FwRosterRow *fw_roster_row_new (const FwRosterProblem *problem);
void fw_roster_row_free (FwRosterRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterRow, fw_roster_row_free)

/**
 * fw_roster_row_solve:
 * @row: (array): n_days, of @person; the days from @first to before @end are replaced
 * @costs: (array): n_days times n_shifts: of giving that shift on that day
 * @least_minutes, @most_minutes: of the whole row
 * @most_weekends: likewise
 * @open: nothing is planned behind @end yet, so that runs may go on there
 * Returns: FALSE, with @row unchanged, where no row keeps the rules.
 */
gboolean fw_roster_row_solve (FwRosterRow *self,
                              guint person,
                              guint8 *row,
                              guint first,
                              guint end,
                              const gint32 *costs,
                              guint least_minutes,
                              guint most_minutes,
                              guint most_weekends,
                              gboolean open);

G_END_DECLS
