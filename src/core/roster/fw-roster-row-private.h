/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster-row.h"

G_BEGIN_DECLS

#define FW_ROSTER_NEVER (G_MAXINT64 / 8)
/* Sums with NEVER in them stay above this. */
#define FW_ROSTER_REACHED (G_MAXINT64 / 16)
#define FW_ROSTER_MOST_STATUSES 255

/* Shifts that bar the same ones and last as long are one to the days behind them. */
typedef struct
{
  guint32 bars;
  guint minutes;
  guint units;
} FwRosterClass;

/* A row so far: reached from another one of the day before. */
typedef struct
{
  gint64 cost; /* with the prices of units and weekends */
  guint32 from;
  guint32 state;
  guint16 units;
  guint8 weekends;
  guint8 status;
  guint8 shift;
} FwRosterLabel;

/* Where a status may lead on a day, but for weekends and minutes. */
typedef struct
{
  guint8 may_rest, may_work;
  guint8 rest;     /* the status after a day off */
  guint8 class;    /* the last shift's, n_classes after rest */
  guint8 run;      /* worked days in a row */
  guint8 weekends; /* that work on this day adds */
} FwRosterStep;

/* The days behind the span. */
typedef struct
{
  gboolean none; /* the horizon ends, or nothing is planned yet */
  gboolean works;
  guint shift;
  guint run;
  gboolean to_the_end; /* the run touches the last day */
} FwRosterBehind;

typedef struct
{
  gint64 minutes, weekends; /* what a unit and a weekend are worth in the bound */
} FwRosterWorth;

struct _FwRosterRow
{
  const FwRosterProblem *problem;
  guint unit; /* minutes: the greatest that divides all shifts */
  guint n_classes;
  FwRosterClass classes[FW_ROSTER_MOST_SHIFTS];
  guint class_of[FW_ROSTER_MOST_SHIFTS];
  FwRosterWorth *worth; /* n_people: where the last bound was best */

  /* Of the span at hand: */
  const FwRosterPerson *person;
  const guint8 *row;
  guint first, end;
  guint n_status, n_rest, n_run; /* statuses: n_rest of rest, then n_run for each class */
  guint start;                   /* the status before @first */
  guint n_used, used[FW_ROSTER_MOST_SHIFTS]; /* classes of which there is a shift to give */
  guint used_work[FW_ROSTER_MOST_SHIFTS];    /* their statuses of runs of one day */
  gboolean is_used[FW_ROSTER_MOST_SHIFTS];
  guint least_units, most_units, most_weekends;
  guint longest; /* units of a shift */
  FwRosterBehind behind;
  gint64 prices[FW_ROSTER_MOST_SHIFTS]; /* of what is given too often */
  guint left[FW_ROSTER_MOST_SHIFTS];    /* of each shift, beside those outside */
  gint64 *best; /* of each day, class before and class: the cheapest shift, NEVER where barred */
  guint8 *best_shift;
  FwRosterStep *steps; /* of each day and status */
  gint64 *to_go;       /* of each day and status: what the rest costs at least */
  guint8 *choice;      /* likewise: the class it takes next, 0 for a day off, else class + 1 */
  guint *can;          /* of each day: units that the days from it on hold at most */
  FwRosterWorth at;    /* what to_go was made with */

  guint8 *made; /* the cheapest row found */
  gint64 made_cost;

  FwRosterLabel *labels;
  guint n_labels, room_labels;
  guint32 *table; /* of each state: the label that was last in it */
  gsize n_states;
};

/* The status after a shift of @class on top of a run; runs are never longer than n_run. */
static inline guint
fw_roster_row_get_work (const FwRosterRow *self, guint class, guint run)
{
  return self->n_rest + class * self->n_run + run - 1;
}

static inline gsize
fw_roster_row_at (const FwRosterRow *self, guint day, guint status)
{
  return (gsize) (day - self->first) * self->n_status + status;
}

static inline gsize
fw_roster_row_best_at (const FwRosterRow *self, guint day, guint before, guint class)
{
  return ((gsize) (day - self->first) * (self->n_classes + 1) + before) * self->n_classes + class;
}

/** fw_roster_row_bound: fills to_go, and finds what no row undercuts; rows that keep all rules are
 * kept as @made on the way where they are cheaper than made_cost. */
gint64 fw_roster_row_bound (FwRosterRow *self);

/** fw_roster_row_search: the cheapest row that costs at most @limit. @cut: (out): rows were left
 * out for their cost. Returns: whether one was found, as @made. */
gboolean fw_roster_row_search (FwRosterRow *self, gint64 limit, gboolean *cut);

/** fw_roster_row_exceeds: a shift is in @made more often than it may be; makes it dearer. */
gboolean fw_roster_row_exceeds (const FwRosterRow *self, const guint8 *row);

G_END_DECLS
