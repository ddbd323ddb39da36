/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-calendar.h"

G_BEGIN_DECLS

/** Steps of escalation that a clock may have. */
#define FW_CLOCK_MOST_STEPS 32

/** FwClockState: how a clock stands. By name "running", "warned", "breached", "paused", "stuck",
 * "kept", "late", "kept-afterwards", "void". */
typedef enum
{
  FW_CLOCK_RUNNING,
  FW_CLOCK_WARNED,
  FW_CLOCK_BREACHED, /* its limit is used up and nothing was done */
  FW_CLOCK_PAUSED,
  FW_CLOCK_STUCK,           /* no open time ahead that would be enough: it never comes to an end */
  FW_CLOCK_KEPT,            /* done at its due moment or before */
  FW_CLOCK_LATE,            /* done after it */
  FW_CLOCK_KEPT_AFTERWARDS, /* done in time, told only after a breach had been told */
  FW_CLOCK_VOID             /* ended without a result */
} FwClockState;

const char *fw_clock_state_to_name (FwClockState state);
const char *fw_clock_state_to_label (FwClockState state); /* N_() */

/** FwClockPause: @to is G_MAXINT64 while it lasts. µs UTC. */
typedef struct
{
  gint64 from, to;
} FwClockPause;

/** FwClockTerms: a limit that applied to a clock. What was told under it is told once. */
typedef struct
{
  gint64 limit, warn_left; /* µs that are counted; warn_left 0: no warning */
  FwCalendar *calendar;    /* (nullable): elapsed time */
  guint64 told;            /* bits of FW_CLOCK_TOLD_... */
} FwClockTerms;

#define FW_CLOCK_TOLD_WARN (G_GUINT64_CONSTANT (1) << 0)
#define FW_CLOCK_TOLD_BREACH (G_GUINT64_CONSTANT (1) << 1)
#define FW_CLOCK_TOLD_STUCK (G_GUINT64_CONSTANT (1) << 2)
#define FW_CLOCK_TOLD_STEP(n) (G_GUINT64_CONSTANT (1) << (8 + (n)))

/** FwClockCount: where the time went, in µs; the first three make up all that passed. */
typedef struct
{
  gint64 counted; /* open and not paused */
  gint64 paused;  /* open, but paused */
  gint64 closed;
  gint64 used; /* of the limit: what was counted, or, by days, 24 h for each */
} FwClockCount;

/**
 * FwClock:
 * One run of a clock: it counts open time from its start, pauses taken away, until it is stopped.
 * Its members stand here so that a store can keep and restore them; everything else follows from
 * them. Invariants: pauses ascend, lie apart and do not begin before start; only the last may be
 * open; terms has at least one element and @term is one of them.
 */
typedef struct
{
  gint64 start;        /* µs UTC */
  gint64 stopped;      /* µs UTC; G_MAXINT64 while it runs */
  FwClockState result; /* of one that is stopped */
  GArray *pauses;      /* of FwClockPause */
  GArray *terms;       /* of FwClockTerms */
  guint term;          /* which of them holds */
  /* Of one that was stopped, by the calendar of then, which may say otherwise since. */
  gboolean settled;
  gint64 due; /* µs UTC; G_MAXINT64: never */
  FwClockCount count;
} FwClock;

/** fw_clock_new: @limit, @warn_left: µs, not negative. @calendar: (nullable). Returns: (transfer
 * full). */
FwClock *fw_clock_new (gint64 start, gint64 limit, gint64 warn_left, FwCalendar *calendar);
void fw_clock_free (FwClock *self);
const FwClockTerms *fw_clock_get_terms (const FwClock *self);

/** fw_clock_add_pause: in any order, also overlapping; what lies before the start is cut off.
 * @to: G_MAXINT64 for one that lasts. Nothing when @to is not after @from. */
void fw_clock_add_pause (FwClock *self, gint64 from, gint64 to);
/** fw_clock_end_pause: the open pause, if there is one, ends at @at, or is gone when it began no
 * earlier. */
void fw_clock_end_pause (FwClock *self, gint64 at);
gboolean fw_clock_is_paused (const FwClock *self, gint64 at);

/** fw_clock_restate: another limit from the same start. What was told of a limit that applied
 * before and applies again stays told. */
void fw_clock_restate (FwClock *self, gint64 limit, gint64 warn_left, FwCalendar *calendar);

/** fw_clock_stop: FW_CLOCK_KEPT or FW_CLOCK_LATE by its due moment. */
void fw_clock_stop (FwClock *self, gint64 at);
void fw_clock_void (FwClock *self, gint64 at);
/** fw_clock_continue: a stopped one goes on; the time in between was a pause. */
void fw_clock_continue (FwClock *self, gint64 at);
gboolean fw_clock_runs (const FwClock *self);

/** fw_clock_find: the first moment at which @counted µs were counted; the start for 0. FALSE when
 * it never comes, as things stand. */
gboolean fw_clock_find (const FwClock *self, gint64 counted, gint64 *at);
/** The same for the limit, for the warning (FALSE without one), and for @after µs after the limit.
 */
gboolean fw_clock_find_due (const FwClock *self, gint64 *at);
gboolean fw_clock_find_warn (const FwClock *self, gint64 *at);
gboolean fw_clock_find_after (const FwClock *self, gint64 after, gint64 *at);
/** fw_clock_find_due_by: when it would be due, had it from its start another limit (µs) and
 * calendar (nullable: elapsed time); it stays as it is. FALSE: never. */
gboolean fw_clock_find_due_by (const FwClock *self, gint64 limit, FwCalendar *calendar, gint64 *at);

/** fw_clock_count: from the start to @at, or to where it was stopped. */
FwClockCount fw_clock_count (const FwClock *self, gint64 at);
FwClockState fw_clock_get_state (const FwClock *self, gint64 at);

/** FwClockDay: what a date had of the time of a clock. */
typedef struct
{
  gint32 date;            /* by the calendar's zone */
  gint64 counted, paused; /* µs, as in FwClockCount */
  gboolean closed;        /* nothing is open on it */
  const char *occasion;   /* (nullable): see fw_calendar_get_occasion() */
} FwClockDay;

/** fw_clock_list_days: each date from the start up to @until (µs UTC), @most of them.
 * Returns: (transfer full) (nullable) (element-type FwClockDay): NULL where it counts elapsed time.
 * Occasions belong to the clock's calendar. */
GArray *fw_clock_list_days (const FwClock *self, gint64 until, guint most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwClock, fw_clock_free)

G_END_DECLS
