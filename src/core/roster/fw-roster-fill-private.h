/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster-fill.h"

G_BEGIN_DECLS

guint8 fw_roster_fill_get_given (const FwRosterFill *self, guint person, guint day);
/** fw_roster_fill_is_shift: whether a cell of FwRosterFill.given holds a shift. */
gboolean fw_roster_fill_is_shift (guint8 cell);
/** fw_roster_fill_count_given: how many are given @shift on @day. */
guint fw_roster_fill_count_given (const FwRosterFill *self, guint day, guint shift);
guint fw_roster_fill_find_wanted (const FwRosterFill *self, guint day, guint shift);
/** fw_roster_fill_may_work: what somebody has worked; who has worked nothing may work all. */
gboolean fw_roster_fill_may_work (const FwRosterFill *self, guint person, guint shift);
/** fw_roster_fill_is_open: whether cells of that day are filled. */
gboolean fw_roster_fill_is_open (const FwRosterFill *self, guint day);
/** fw_roster_fill_list_duties: what is given and what @cells (n_people times n_days) put there.
 * @duties: (out caller-allocates) (array length=n_days). Returns: how many. */
guint fw_roster_fill_list_duties (const FwRosterFill *self,
                                  const guint8 *cells,
                                  guint person,
                                  FwDuty *duties);
/** fw_roster_fill_level: gives more to those whose week is short of its least hours, where that
 * breaks nothing: a shift of somebody who has enough without it, else one where it is missed most.
 */
void fw_roster_fill_level (const FwRosterFill *self, guint8 *cells);

G_END_DECLS
