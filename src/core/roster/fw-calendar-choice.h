/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"

G_BEGIN_DECLS

/* Who is taken off the phones when: in the half hours that lack least by it. */

/** Minutes between two beginnings that are tried. */
#define FW_CALENDAR_STEP 15

/** FwCalendarStretch: µs UTC, from inclusive, to exclusive. */
typedef struct
{
  gint64 from, to;
} FwCalendarStretch;

/** FwCalendarPerson: who is to take part. */
typedef struct
{
  const char *id;
  const FwCalendarStretch
      *free; /* on shift, and nothing else planned; in order, none over another */
  guint n_free;
  gint32 last; /* the day on which she took part last; G_MININT32: never */
} FwCalendarPerson;

/** FwCalendarCover: a day of the site by half hours. */
typedef struct
{
  gint64 from; /* µs UTC */
  guint n;
  const double *wanted; /* NAN: not known, then nothing lacks */
  double *planned;      /* people; who is taken off is taken out of it */
} FwCalendarCover;

/** FwCalendarHeld: people who are off at that time already by the same template. */
typedef struct
{
  FwCalendarStretch time;
  guint n;
} FwCalendarHeld;

typedef struct
{
  const FwCalendarPerson *people; /* in any order */
  guint n_people;
  const FwCalendarStretch *times; /* those that can be chosen, in any order */
  guint n_times;
  FwCalendarCover *days;
  guint n_days;
  const FwCalendarHeld *held; /* (nullable) */
  guint n_held;
  guint at_once; /* people at most; 0: as many as can */
  guint places;  /* people in all; 0: everybody */
  gboolean adds; /* nobody is taken out: the time that lacks most is the best */
} FwCalendarQuestion;

/** FwCalendarCost: what a time costs, or with `adds` what lacks in it. */
typedef struct
{
  double lack;  /* people-hours that lack more by it */
  double slack; /* people beyond what is wanted in its worst half hour while they are away */
} FwCalendarCost;

/** FwCalendarGroup: people who go together. */
typedef struct
{
  FwCalendarStretch time;
  FwCalendarCost cost;
  GArray *people; /* guint: of the question, by their ids */
} FwCalendarGroup;

/**
 * fw_calendar_choose: shares people out on times. Where there are fewer places, those go who can go
 * and took part longest ago, then by id. The next group is of as many as can go together,
 * and of those at the time by which least lacks, then with the largest slack, then the earliest;
 * in it are those who could go at the fewest other times, then by id. Who is in no group could go
 * at none.
 * Returns: (transfer full) (element-type FwCalendarGroup): in the order of their times
 */
GArray *fw_calendar_choose (const FwCalendarQuestion *question);

/** fw_calendar_add_up: people-hours that lack in @days. @days: (array length=n) */
double fw_calendar_add_up (const FwCalendarCover *days, guint n);

/** fw_calendar_times: the times of @length minutes from @earliest until @latest, minutes by the
 * clock on the wall, every FW_CALENDAR_STEP of them; none that the clock on the wall could not say
 * on a day on which it is set. Adds them to @times (element-type FwCalendarStretch). */
void fw_calendar_times (
    GArray *times, FwZone *zone, gint32 day, guint earliest, guint latest, guint length);

G_END_DECLS
