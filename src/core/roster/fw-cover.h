/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"
#include "core/roster/fw-breaks.h"

G_BEGIN_DECLS

/* How many people are at work in each half hour: what is planned, held against what is wanted. */

#define FW_COVER_STEP (30 * FW_MINUTE)

/** fw_cover_add: the share of each half hour that lies between @start and @end, @weight times.
 * @people: (inout) (array length=n); half hours from @from on (µs UTC) */
void fw_cover_add (double *people, guint n, gint64 from, gint64 start, gint64 end, double weight);

/** fw_cover_add_shift: @weight people who begin on @day at @start and are at work for @length
 * minutes by the clock on the wall, but for the breaks. */
void fw_cover_add_shift (double *people,
                         guint n,
                         gint64 from,
                         FwZone *zone,
                         gint32 day,
                         guint start,
                         guint length,
                         const FwBreak *breaks,
                         guint n_breaks,
                         double weight);

/** FwCoverGap: what lacks in a day. */
typedef struct
{
  guint n_short; /* half hours with fewer than wanted */
  guint most;    /* people that lack in the worst of them */
  guint at;      /* which that is; the first of several */
  guint end;     /* the half hour behind the last that lacks as many in a row */
  double hours;  /* people-hours that lack in all */
} FwCoverGap;

/** fw_cover_find_gap: @wanted: (array length=n): NAN: not known, then nothing lacks */
FwCoverGap fw_cover_find_gap (const double *wanted, const double *planned, guint n);
/** fw_cover_count_short: Returns: whole people that lack; what a short break takes is none. */
guint fw_cover_count_short (double wanted, double planned);

/** Half hours of a day by the clock on the wall. */
#define FW_COVER_SLOTS 48

typedef struct
{
  guint start, length; /* minutes by the clock on the wall; it may pass midnight */
  FwBreak breaks[FW_BREAKS_MOST];
  guint n_breaks;
} FwCoverShift;

/**
 * fw_cover_find_shifts: how many more of each shift meet what is wanted: few, not surely the
 * fewest.
 * @wanted: (array): @n_days times FW_COVER_SLOTS, from midnight on; NAN: not known
 * @given: (array): those that are there already: one day more than @n_days, beginning with the one
 * before the first, times @n_shifts
 * @counts: (out caller-allocates) (array): @n_days times @n_shifts
 */
void fw_cover_find_shifts (const double *wanted,
                           guint n_days,
                           const FwCoverShift *shifts,
                           guint n_shifts,
                           const guint *given,
                           guint *counts);

G_END_DECLS
