/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster-repair.h"

G_BEGIN_DECLS

/** FwRosterMending: a roster while it is repaired. */
typedef struct
{
  const FwRosterRepair *repair;
  const FwRosterFill *roster;
  guint8 *cells;   /* n_people times n_days, as they are by now */
  gint *lacks;     /* n_days times n_shifts: people too few; negative: too many */
  FwDuty *hours;   /* n_days times n_shifts: when each shift is */
  FwDuty *row;     /* n_days: room for one */
  GArray **kept;   /* of each person: breaches of what was given; worked out when asked for */
  guint32 *able;   /* of each person: bits of shifts that she works */
  guint *cost;     /* of each person: minutes worked */
  guint *usual;    /* of each person: the shift she works most */
  guint8 *gone;    /* of each person: whether a day of hers fell out */
  guint8 *asked;   /* of each person: changes of hers by now */
  guint *order;    /* people, those who have worked least first */
  GArray *changes; /* FwRosterRepairChange */
  guint checks;    /* rows that were held against the limits */
} FwRosterMending;

guint8 *fw_roster_mending_cell (const FwRosterMending *self, guint person, guint day);
gint *fw_roster_mending_lack (const FwRosterMending *self, guint day, guint shift);
/** fw_roster_mending_may_change: whether the cell may become anything else. */
gboolean fw_roster_mending_may_change (const FwRosterMending *self, guint person, guint day);
/** fw_roster_mending_may_work: whether the shift is for her on that day, whatever limits say. */
gboolean
fw_roster_mending_may_work (const FwRosterMending *self, guint person, guint day, guint shift);
/** fw_roster_mending_keeps: whether her row breaks no limit that it did not break before, nor by
 * more. @breach: (out) (optional): the first that it does. */
gboolean fw_roster_mending_keeps (FwRosterMending *self, guint person, FwDutyBreach *breach);
/** fw_roster_mending_put: changes a cell and what lacks with it. */
void fw_roster_mending_put (FwRosterMending *self, guint person, guint day, guint8 cell);
/** fw_roster_mending_push: the same, kept as a change until it is popped. */
void fw_roster_mending_push (FwRosterMending *self,
                             FwRosterRepairWhy why,
                             guint person,
                             guint day,
                             guint8 cell,
                             const FwDutyBreach *breach);
void fw_roster_mending_pop (FwRosterMending *self);
/** fw_roster_mending_count_lacking: shifts that are nobody's, on days that may be changed. */
guint fw_roster_mending_count_lacking (const FwRosterMending *self);
/** fw_roster_mending_weigh: what a change of hers costs beside others as few. */
guint fw_roster_mending_weigh (const FwRosterMending *self, const FwRosterRepairChange *change);

/** fw_roster_mending_cover: gives what lacks to people without work on the day, exactly: as few as
 * can be open, with as few people. Returns: whether nothing was left for a second look. */
gboolean fw_roster_mending_cover (FwRosterMending *self);
/** fw_roster_mending_chain: where that leaves shifts open: whether others can be moved, so that
 * fewer are. Begins anew where it can. Returns: whether all ways were tried. */
gboolean fw_roster_mending_chain (FwRosterMending *self);

G_END_DECLS
