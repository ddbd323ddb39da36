/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts working days by the calendar that has their hours. A working day begins when the night
 * before it has ended, and ends when the next one begins, so that all open time belongs to one. */
#include <math.h>

#include "core/calendar/fw-calendar-private.h"

#define DAY (24 * FW_HOUR)

FwCalendar *
fw_calendar_new_by_days (FwCalendar *base)
{
  FwCalendar *self;

  g_return_val_if_fail (base != NULL && base->base == NULL, NULL);

  self = fw_calendar_new (base->zone);
  self->base = fw_calendar_ref (base);
  return self;
}

gint32
fw_calendar_get_date (FwCalendar *self, gint64 at)
{
  g_return_val_if_fail (self != NULL, 0);

  return fw_zone_get_date (self->zone, at);
}

typedef struct
{
  gint64 from, to; /* µs UTC */
  gint64 open;     /* µs of them that are */
} Day;

/* When the night before a date is over; its midnight without one. */
static gint64
find_begin (FwCalendar *base, gint32 date)
{
  guint n, night = 1440;
  const FwOpenHours *hours = fw_calendar_find_hours (base, date - 1, &n);

  for (guint i = 0; i < n; i++)
    night = MAX (night, hours[i].to);
  return fw_zone_from_wall (base->zone, date, (night - 1440) * 60);
}

static Day
get_day (FwCalendar *base, gint32 date)
{
  Day day = { find_begin (base, date), find_begin (base, date + 1), 0 };

  /* A night may be over only when the next one has begun: then nothing is left between them. */
  if (day.to > day.from)
    day.open = fw_calendar_between (base, day.from, day.to);
  return day;
}

/* The date of the working day that a moment is in. */
static gint32
find_date (FwCalendar *base, gint64 at)
{
  const gint32 date = fw_calendar_get_date (base, at);

  return at < find_begin (base, date) ? date - 1 : date;
}

/* @open: no more than day->open. To the µs: a double holds all of these exactly. */
static gint64
find_share (const Day *day, gint64 open)
{
  return open == day->open ? DAY : llround ((double) open / (double) day->open * (double) DAY);
}

/* How much of the day was counted at a moment. */
static gint64
find_counted (FwCalendar *base, const Day *day, gint64 at)
{
  if (day->open == 0 || at <= day->from)
    return 0;
  return find_share (day, fw_calendar_between (base, day->from, MIN (at, day->to)));
}

gint64
fw_calendar_days_between (FwCalendar *self, gint64 from, gint64 to)
{
  FwCalendar *base = self->base;
  gint64 sum = 0;

  for (gint32 date = find_date (base, from);; date++)
    {
      const Day day = get_day (base, date);

      if (day.from >= to && day.from > from)
        return sum;
      sum += find_counted (base, &day, to) - find_counted (base, &day, from);
      if (day.to >= to)
        return sum;
    }
}

/* The first moment of a day at which so much of it (more than nothing) is counted. */
static gint64
find_moment (FwCalendar *base, const Day *day, gint64 counted)
{
  gint64 open = (gint64) ceil ((double) counted / (double) DAY * (double) day->open);
  gint64 at = day->to;

  open = CLAMP (open, 1, day->open);
  while (open > 1 && find_share (day, open - 1) >= counted)
    open--;
  while (open < day->open && find_share (day, open) < counted)
    open++;
  fw_calendar_add (base, day->from, open, &at);
  return at;
}

gboolean
fw_calendar_days_add (FwCalendar *self, gint64 from, gint64 duration, gint64 *at)
{
  FwCalendar *base = self->base;
  gint64 left = duration, next = from;

  for (gint32 date = find_date (base, from);;)
    {
      const Day day = get_day (base, date);
      const gint64 before = find_counted (base, &day, from);
      const gint64 rest = (day.open > 0 ? DAY : 0) - before;

      if (left <= rest)
        {
          *at = find_moment (base, &day, before + left);
          return TRUE;
        }
      left -= rest;
      /* From closed days straight to the next that is open, if there ever is one. */
      if (!fw_calendar_add (base, MAX (day.to, next), 1, &next))
        return FALSE;
      date = MAX (date + 1, find_date (base, next - 1));
    }
}
