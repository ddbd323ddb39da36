/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/roster/fw-roster-plan.h"

G_BEGIN_DECLS

/** FwRosterFillingCell: what an empty cell is to become. */
typedef struct
{
  char *person;
  char *template; /* id */
  gint32 day;
} FwRosterFillingCell;

typedef struct
{
  GArray *cells;  /* FwRosterFillingCell */
  guint n_wanted; /* shifts of all days that were looked at */
  guint n_short;  /* of those that are still nobody's */
} FwRosterFilling;

void fw_roster_filling_free (FwRosterFilling *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterFilling, fw_roster_filling_free)

/**
 * fw_roster_filling_find_async: fills the empty cells of the shown days, from @today on, team by
 * team as the weeks before them were (fw_roster_fill_run()), on a thread. @plan is not changed, and
 * need not live on.
 * @stop: ends it soon, with the best so far
 */
void fw_roster_filling_find_async (FwRosterPlan *plan,
                                   gint32 today,
                                   GCancellable *stop,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
/** fw_roster_filling_find_finish: Returns: (transfer full): NULL with FW_ERROR_INVALID where no
 * team has weeks to go by. */
FwRosterFilling *fw_roster_filling_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
