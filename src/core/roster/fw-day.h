/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"
#include "core/roster/fw-breaks.h"

G_BEGIN_DECLS

/* One person's day: what was planned, span by span, held against what really was. */

/** FwDayKind: what is planned for a span. */
typedef enum
{
  FW_DAY_WORK,
  FW_DAY_BREAK,
  FW_DAY_TRAINING, /* takes off the floor: at work or not is the same */
  FW_DAY_EXCUSED,  /* somebody said: was not to be at work */
  FW_DAY_PRESENT,  /* somebody said: counts as at work, whatever the states say */
  FW_DAY_ABSENT,   /* somebody said: was to be at work and was not, whatever the states say */
  FW_DAY_N_KINDS
} FwDayKind;

/** FwDaySpan: µs UTC, from inclusive, to exclusive. */
typedef struct
{
  gint64 from, to;
  FwDayKind kind;
  guint source; /* whatever the caller says that it comes from */
} FwDaySpan;

/** What fw_day_lay() may lay over: kinds, and time of which nothing is planned. */
#define FW_DAY_OVER(kind) (1u << (kind))
#define FW_DAY_OVER_NOTHING FW_DAY_OVER (FW_DAY_N_KINDS)
#define FW_DAY_OVER_ALL (FW_DAY_OVER (FW_DAY_N_KINDS + 1) - 1)
/** Exceptions are about what was to be worked; of two about one moment the later one counts. */
#define FW_DAY_OVER_WORK                                                                           \
  (FW_DAY_OVER (FW_DAY_WORK) | FW_DAY_OVER (FW_DAY_EXCUSED) | FW_DAY_OVER (FW_DAY_PRESENT) |       \
   FW_DAY_OVER (FW_DAY_ABSENT))

/** fw_day_lay: lays @span over those of its time that @over names; the rest of it is not laid.
 * @plan: (inout) (element-type FwDaySpan): in the order of time, none over another; stays so */
void fw_day_lay (GArray *plan, const FwDaySpan *span, guint over);
/** fw_day_lay_shift: @length minutes of @kind by the clock on the wall from @start on, with the
 * breaks of a shift that is worked. */
void fw_day_lay_shift (GArray *plan,
                       FwZone *zone,
                       gint32 day,
                       guint start,
                       guint length,
                       const FwBreak *breaks,
                       guint n_breaks,
                       FwDayKind kind);

/** FwDayState: somebody was there, µs UTC; where there is none nobody was. */
typedef struct
{
  gint64 from, to;
  gboolean works; /* at work; else signed in and away from it */
} FwDayState;

/** How far before and after a shift what somebody does is still of it. */
#define FW_DAY_AROUND (4 * FW_HOUR)

/** FwDayWindow: the time whose states are of one day of a person. */
typedef struct
{
  gint64 from, to;
} FwDayWindow;

/**
 * fw_day_find_window: so that no moment is of two days: between two shifts the middle parts them.
 * @from, @to: the day of the site; where nothing is planned the states of it count
 * @start, @end: of what is planned of the day; equal: nothing is
 * @end_before: of the day before, @start_after: of the day after; G_MININT64 and G_MAXINT64: none
 */
FwDayWindow fw_day_find_window (
    gint64 from, gint64 to, gint64 start, gint64 end, gint64 end_before, gint64 start_after);

typedef enum
{
  FW_DAY_STANDS_FREE,    /* nothing is to be worked */
  FW_DAY_STANDS_EXCUSED, /* all that was to be worked is excused */
  FW_DAY_STANDS_TO_COME, /* it has not begun, or it is too early to say */
  FW_DAY_STANDS_UNKNOWN, /* nothing is known of anybody */
  FW_DAY_STANDS_MISSING, /* never seen */
  FW_DAY_STANDS_AWAY,    /* was seen, and is not at work now */
  FW_DAY_STANDS_LEFT,    /* left early; the shift is over */
  FW_DAY_STANDS_LATE,    /* came late */
  FW_DAY_STANDS_IN_ORDER,
  FW_DAY_N_STANDINGS
} FwDayStanding;

/** fw_day_standing_to_name: "free", "excused", "to-come", "unknown", "missing", "away",
 * "left-early", "late", "in-order". */
const char *fw_day_standing_to_name (FwDayStanding standing);

/** FwDayQuestion: a person's day as it is to be judged. */
typedef struct
{
  const FwDaySpan *plan;
  guint n_plan;
  const FwDayState *states; /* in the order of time, none over another */
  guint n_states;
  FwDayWindow window;
  gint64 until;     /* what is to come is not judged */
  gint64 tolerance; /* µs: nobody is late or away up to it */
  gboolean known;   /* others were seen: who was not is missing */
} FwDayQuestion;

/** FwDayFigures: times in µs, up to the moment that was asked about. */
typedef struct
{
  gboolean has_data;  /* something is known of the person, and something was to be worked */
  gint64 scheduled;   /* to be worked */
  gint64 exception;   /* of that: was not */
  gint64 worked;      /* in all */
  gint64 outside;     /* of that: where nothing was to be worked */
  gint64 start, end;  /* of what is to be worked in the whole day; equal: nothing is */
  gint64 late, early; /* came so much after the start, left before the end; 0: not beyond the
                         tolerance */
  gint64 since;       /* of a standing that has begun: missing, away; else 0 */
  FwDayStanding standing;
} FwDayFigures;

void fw_day_judge (const FwDayQuestion *question, FwDayFigures *figures);

/** fw_day_add: adds the times of one who has data to those of all; others change nothing. */
void fw_day_add (FwDayFigures *sum, const FwDayFigures *figures);
/** fw_day_get_adherence, fw_day_get_conformance: Returns: NaN for no data.
 * @with_outside: work outside counts as exception and as scheduled */
double fw_day_get_adherence (const FwDayFigures *self, gboolean with_outside);
double fw_day_get_conformance (const FwDayFigures *self);

G_END_DECLS
