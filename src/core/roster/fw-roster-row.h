/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster.h"

G_BEGIN_DECLS

/**
 * FwRosterRow:
 * The cheapest row of one person over some days, all else as it is: a shortest path over the days
 * whose states are what the rules look back to (the last shift, the length of the run, weekends
 * and minutes so far). A bound without weekends and minutes, which are priced there instead, leaves
 * out all that cannot become cheaper than what is known.
 */
typedef struct _FwRosterRow FwRosterRow;

FwRosterRow *fw_roster_row_new (const FwRosterProblem *problem);
void fw_roster_row_free (FwRosterRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterRow, fw_roster_row_free)

/** FwRosterSpan: what of a row is to be replaced, and what the whole row has to keep. */
typedef struct
{
  guint first, end;                                 /* the days from @first to before @end */
  guint least_minutes, most_minutes, most_weekends; /* of the whole row */
  gboolean open;  /* nothing is planned behind @end yet, so that runs may go on there */
  gboolean keeps; /* the row keeps the rules as it stands; only a cheaper one replaces it */
} FwRosterSpan;

/**
 * fw_roster_row_solve:
 * @row: (array): n_days, of @person
 * @costs: (array): n_days times n_shifts: of giving that shift on that day
 * Returns: FALSE, with @row unchanged, where no row keeps the rules or none was found.
 */
gboolean fw_roster_row_solve (
    FwRosterRow *self, guint person, guint8 *row, const gint32 *costs, const FwRosterSpan *span);

G_END_DECLS
