/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre-states.h"
#include "core/roster/fw-day.h"
#include "core/staffing/fw-need.h"

G_BEGIN_DECLS

/** Of the day before, of the day, of the day after: neighbours say which states are whose. */
#define FW_DAY_BOARD_BEFORE 0
#define FW_DAY_BOARD_DAY 1
#define FW_DAY_BOARD_AFTER 2
#define FW_DAY_BOARD_DAYS 3

/** FwDayPerson: one person's day. */
typedef struct
{
  FwMembership who;
  FwRecord *record;                 /* of the kind person */
  FwRecord *shift;                  /* (nullable): what is planned, as it stands */
  char *template, *name, *letter;   /* (nullable): of the shift that she was told */
  char *type;                       /* (nullable): "work", "training", "leave": what she was told */
  GArray *plans[FW_DAY_BOARD_DAYS]; /* FwDaySpan; source: 1 + index in sources, 0: the shift */
  FwDayWindow window;
  const GArray *states; /* (nullable) FwStateSpan: of more than the day */
  FwDayFigures figures;
} FwDayPerson;

/**
 * FwDayBoard:
 * A day of a site: who was told to work when, held against what each really did. Plans are what was
 * published; drafts count for nothing.
 */
typedef struct
{
  FwCentre *centre;
  FwRecords *records;
  FwScope *scope, *whole;
  FwDirectory *directory;
  const FwSiteEntry *site;
  char **teams; /* (nullable): of these alone */
  gint32 day;
  gint64 now, from, to; /* µs UTC; the bounds of the day */
  gint64 tolerance;
  gboolean with_outside; /* the policy adherence-outside */
  GPtrArray *people;     /* FwDayPerson, by name */
  GPtrArray *sources;    /* FwRecord: sessions and exceptions, what spans come from */
  FwStates *states;      /* (nullable): none of a day to come */
  GHashTable *followed;  /* logins of whom a source tells */
  guint n;               /* half hours of the day */
  gboolean has_wanted;
  double wanted[FW_NEED_MOST_MOMENTS];    /* NAN: not known */
  double scheduled[FW_NEED_MOST_MOMENTS]; /* people to be at work */
  double actual[FW_NEED_MOST_MOMENTS];    /* people at work; NAN: to come */
} FwDayBoard;

/** fw_day_board_read: fills the rest; centre, scope, directory, site, teams, day and now are set.
 */
gboolean fw_day_board_read (FwDayBoard *self, GCancellable *cancellable, GError **error);
void fw_day_board_clear (FwDayBoard *self);

/** fw_day_board_plan: fills the plans of its people, and what they come from. */
gboolean fw_day_board_plan (FwDayBoard *self, GError **error);

/** fw_day_board_works: whether somebody in that state is at work: not who is signed out, nor who is
 * paused for a rest or without a reason. */
gboolean fw_day_board_works (const FwStateSpan *span);

G_END_DECLS
