/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster-fill.h"

G_BEGIN_DECLS

/**
 * FwRosterRepair:
 * A team's roster out of which some days of people fell, and what may be changed to cover them.
 * Nobody with a day that fell out is asked for another.
 */
typedef struct
{
  /* not owned: `given` is all of the roster, what fell out included; an empty cell is a day without
   * work. Days from `first` to before `end` may be changed. A shift that `wanted` says nothing of
   * is wanted as often as it is given; never more often. */
  const FwRosterFill *roster;
  const guint8 *lost;  /* of each person and day: fell out */
  const guint8 *fixed; /* (nullable): of each person and day: stays as it is */
  const guint32
      *barred; /* (nullable): of each person and day: bits of shifts that are not for her */
  const guint8 *avoided; /* (nullable): of each person: is asked for nothing */
} FwRosterRepair;

typedef enum
{
  FW_ROSTER_REPAIR_TAKES, /* who has no work that day takes what is lacking */
  FW_ROSTER_REPAIR_MOVES, /* who works another shift that day takes it instead */
  FW_ROSTER_REPAIR_EASES  /* what would break a limit with another of her changes makes room */
} FwRosterRepairWhy;

/** FwRosterRepairChange: a cell. @from, @to: FW_ROSTER_FILL_EMPTY, or a shift's number plus 1. */
typedef struct
{
  FwRosterRepairWhy why;
  guint person, day;
  guint8 from, to;
  guint instead;       /* in whose place the shift is taken; n_people: of nobody */
  FwDutyBreach breach; /* of EASES: what would be there without it */
} FwRosterRepairChange;

/** FwRosterRepairOpen: a shift that nobody is left for, and what stands in the way: of how many
 * people each. */
typedef struct
{
  guint day, shift;
  guint n_at_work, n_away; /* that day */
  guint n_unusual;         /* never work that shift */
  guint n_barred, n_fixed;
  guint n_breaking[FW_DUTY_N_RULES]; /* limits that would break first */
} FwRosterRepairOpen;

typedef struct
{
  GArray *changes; /* FwRosterRepairChange */
  GArray *open;    /* FwRosterRepairOpen */
  guint n_lost;    /* shifts that were to be covered */
  guint n_people;  /* who change */
  gboolean proven; /* no way with at most two changes more than shifts leaves fewer open, or leaves
                      as many open with fewer changes */
} FwRosterRepaired;

void fw_roster_repaired_free (FwRosterRepaired *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterRepaired, fw_roster_repaired_free)

/**
 * fw_roster_repair_run: leaves as few shifts open as it can, with as few changes, of those with as
 * few people, and with those who have worked least. Each limit holds afterwards that held before.
 * The same input gives the same result.
 * Returns: (transfer full): NULL with FW_ERROR_INVALID where there is too much of it.
 */
FwRosterRepaired *fw_roster_repair_run (const FwRosterRepair *self, GError **error);

G_END_DECLS
