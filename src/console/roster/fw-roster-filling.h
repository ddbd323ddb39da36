/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/roster/fw-roster-wants.h"

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
  GArray *cells;   /* FwRosterFillingCell */
  guint n_wanted;  /* shifts of all days that were looked at */
  guint n_short;   /* of those that are still nobody's */
  gint32 from, to; /* the days that were filled */
  guint n_days,
      n_published; /* that were filled, and those of which it was published what they want */
} FwRosterFilling;

void fw_roster_filling_free (FwRosterFilling *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterFilling, fw_roster_filling_free)

/**
 * fw_roster_filling_find_async: fills the empty cells of shown days, team by
 * team (fw_roster_fill_run()), on a thread: for what was published of a day, shared out as the
 * teams had their shifts before, else as the weeks before were. Nothing that is given is changed or
 * need live on.
 * @from, @to: the first and the last of these days
 * @wants: (nullable)
 * @stop: ends it soon, with the best so far
 */
void fw_roster_filling_find_async (FwRosterPlan *plan,
                                   gint32 from,
                                   gint32 to,
                                   const FwRosterWants *wants,
                                   GCancellable *stop,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
/** fw_roster_filling_find_finish: Returns: (transfer full): NULL with FW_ERROR_INVALID where no
 * team has weeks to go by. */
FwRosterFilling *fw_roster_filling_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
