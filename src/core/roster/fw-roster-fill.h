/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-duty.h"
#include "core/roster/fw-roster.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** What stands in a cell of FwRosterFill.given beside a shift's number plus 1. */
#define FW_ROSTER_FILL_EMPTY 0
#define FW_ROSTER_FILL_FREE 255  /* a day off that is to stay one */
#define FW_ROSTER_FILL_OTHER 254 /* at work at something that covers nothing, such as training */
#define FW_ROSTER_FILL_LEAVE 253 /* stays as well, and its week is not held to its least hours */

/** What FwRosterFill.wanted says where nothing is said. */
#define FW_ROSTER_FILL_AS_BEFORE G_MAXUINT

typedef struct
{
  guint start, length; /* minutes by the clock on the wall */
} FwRosterFillShift;

/**
 * FwRosterFill:
 * A team's roster of some weeks of which a part is given. What a day wants of each shift is what is
 * said; else what the same weekday had two weeks before, else a week before.
 */
typedef struct
{
  gint32 monday; /* of the first day */
  guint n_days;
  guint first; /* days from there on are filled; those before it are looked back to */
  guint end;   /* those from there on are not, and stay as they are; at first n_days */
  guint n_shifts, n_people;
  FwZone *zone; /* not owned: outlives it */
  FwRosterFillShift *shifts;
  FwDutyLimits *limits; /* of each person */
  guint8 *given;        /* n_people times n_days */
  guint *wanted;        /* n_days times n_shifts; at first FW_ROSTER_FILL_AS_BEFORE */
} FwRosterFill;

FwRosterFill *fw_roster_fill_new (guint n_days, guint n_shifts, guint n_people);
void fw_roster_fill_free (FwRosterFill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterFill, fw_roster_fill_free)

/** FwRosterFilled: what came of it. */
typedef struct
{
  guint8 *cells;  /* n_people times n_days: a shift's number plus 1 where one was put, else 0 */
  guint n_filled; /* such cells */
  guint n_wanted; /* shifts of all days from `first` to before `end` */
  guint n_short;  /* of those that are still nobody's */
} FwRosterFilled;

void fw_roster_filled_free (FwRosterFilled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterFilled, fw_roster_filled_free)

/**
 * fw_roster_fill_run: fills empty cells as cheaply as @moves of a search find. Nothing that is
 * given is changed, no filled cell breaks a limit, everybody keeps to shifts that they have worked,
 * and hours stay near those of before. The same input gives the same result.
 * @cancellable: (nullable): stops it soon, with the best so far
 * Returns: (transfer full): NULL with FW_ERROR_INVALID where there is nothing to go by, or too much
 * of it.
 */
FwRosterFilled *fw_roster_fill_run (const FwRosterFill *self,
                                    guint moves,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
