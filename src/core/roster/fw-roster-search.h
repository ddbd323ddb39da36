/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster.h"

G_BEGIN_DECLS

/**
 * FwRosterSearch:
 * Looks for cheap plans. Every plan on the way keeps all rules, so that it can be stopped at any
 * moment. A move takes one to four people out of some days and gives each the cheapest row again,
 * exactly; what comes out dearer is taken now and then, the later the more seldom. With the same
 * seed and the same moves the result is the same.
 */
typedef struct _FwRosterSearch FwRosterSearch;

/** fw_roster_search_new: @problem: outlives it. Returns: (transfer full): NULL with
 * FW_ERROR_INVALID and the person who has no row that keeps the rules. */
FwRosterSearch *fw_roster_search_new (const FwRosterProblem *problem, guint32 seed, GError **error);
void fw_roster_search_free (FwRosterSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterSearch, fw_roster_search_free)

/** fw_roster_search_run: @moves of them; @progress: 0 at the beginning, 1 at the end. */
void fw_roster_search_run (FwRosterSearch *self, guint moves, double progress);

/** fw_roster_search_get_best: Returns: (transfer none) (array): n_people times n_days. */
const guint8 *fw_roster_search_get_best (const FwRosterSearch *self, gint64 *cost);

/** fw_roster_search_get_current: as it stands now, and its running cost. */
const guint8 *fw_roster_search_get_current (const FwRosterSearch *self, gint64 *cost);

/** fw_roster_search_adopt: goes on from a plan that another search found. */
void fw_roster_search_adopt (FwRosterSearch *self, const guint8 *plan);

G_END_DECLS
