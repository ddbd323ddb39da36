/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FW_ROSTER_MOST_DAYS 400
#define FW_ROSTER_MOST_PEOPLE 500
#define FW_ROSTER_MOST_SHIFTS 32
/** FW_ROSTER_OFF: in a row of a plan: no shift. Others are the shift's number plus 1. */
#define FW_ROSTER_OFF 0

typedef struct
{
  char *id;
  guint minutes;
  guint32 bars; /* bits of the shifts that may not follow on the next day */
} FwRosterShift;

/** FwRosterPerson: one's limits. Runs of work or of days off that touch the first or the last day
 * are not held to their least length. */
typedef struct
{
  char *id;
  guint most_of[FW_ROSTER_MOST_SHIFTS]; /* 0: never this shift */
  guint least_minutes, most_minutes;
  guint most_run, least_run; /* worked days in a row */
  guint least_rest;          /* days off in a row */
  guint most_weekends;       /* with work on a Saturday or a Sunday */
  guint8 *off;               /* of each day: cannot work */
} FwRosterPerson;

/** FwRosterCover: what a day wants of a shift, and what each person too few or too many costs. */
typedef struct
{
  guint wanted;
  gint32 under, over;
} FwRosterCover;

/**
 * FwRosterProblem:
 * Days are numbered from 0; day 0 is a Monday. The cost of a plan is that of its cover plus that of
 * the wishes that it breaks.
 */
typedef struct
{
  guint n_days, n_shifts, n_people;
  FwRosterShift *shifts;
  FwRosterPerson *people;
  FwRosterCover *cover; /* n_days times n_shifts */
  gint32 *wishes;       /* n_people times n_days times n_shifts: cost of giving that shift; what is
                           wished is negative */
  gint64 wished;        /* sum of all that is wished: the cost of granting nothing */
} FwRosterProblem;

FwRosterProblem *fw_roster_problem_new (guint n_days, guint n_shifts, guint n_people);
void fw_roster_problem_free (FwRosterProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterProblem, fw_roster_problem_free)

/** fw_roster_problem_find_conflict: what no plan can keep, found before any is sought. Returns:
 * (nullable) (transfer full): NULL, or the person and which of the limits collide. */
char *fw_roster_problem_find_conflict (const FwRosterProblem *self);

/** fw_roster_compute_cost: from scratch. @plan: (array): n_people times n_days. */
gint64 fw_roster_compute_cost (const FwRosterProblem *self, const guint8 *plan);

/** fw_roster_check: written from the rules alone; knows nothing of how plans are made. Returns:
 * (nullable) (transfer full): NULL, or the first breach in words. */
char *fw_roster_check (const FwRosterProblem *self, const guint8 *plan);

G_END_DECLS
