/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts open time. One walk answers both what lies between two moments and when so much is
 * reached. It goes date by date, and in one step over all weeks in which nothing is unusual: no
 * other date and no change of the clock. So no question takes longer than the calendar has other
 * dates and its zone changes, however far away the answer is. */
#include "core/calendar/fw-calendar-private.h"

#define DAY (24 * FW_HOUR)
#define WEEK (7 * DAY)

typedef struct
{
  gint64 from, to; /* µs of the wall clock after the midnight that starts the date */
} Stretch;

/* Room for those that start on a date and those that reach into it from the day before. */
#define MOST_STRETCHES (2 * FW_CALENDAR_MOST_HOURS)

typedef struct
{
  gint64 at;      /* µs UTC */
  gint64 until;   /* the walk ends here at the latest */
  gint64 counted; /* µs that were open so far */
  gint64 wanted;  /* and when it ends sooner */
} Walk;

static gint64
floor_days (gint64 wall)
{
  return wall / DAY - (wall % DAY < 0 ? 1 : 0);
}

/* Sorted as they come; there are few. */
static guint
insert_stretch (Stretch *stretches, guint n, Stretch stretch)
{
  guint i = n;

  for (; i > 0 && stretches[i - 1].from > stretch.from; i--)
    stretches[i] = stretches[i - 1];
  stretches[i] = stretch;
  return n + 1;
}

static guint
merge_stretches (Stretch *stretches, guint n)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    if (kept > 0 && stretches[i].from <= stretches[kept - 1].to)
      stretches[kept - 1].to = MAX (stretches[kept - 1].to, stretches[i].to);
    else
      stretches[kept++] = stretches[i];
  return kept;
}

/* What is open on a day by the wall clock, ascending and apart, from the hours of that day and of
 * the one before. */
static guint
join_hours (const FwOpenHours *hours,
            guint n_hours,
            const FwOpenHours *before,
            guint n_before,
            Stretch stretches[MOST_STRETCHES])
{
  guint n = 0;

  for (guint i = 0; i < n_hours; i++)
    n = insert_stretch (stretches, n,
                        (Stretch){ hours[i].from * FW_MINUTE, MIN (hours[i].to * FW_MINUTE, DAY) });
  for (guint i = 0; i < n_before; i++)
    if (before[i].to > 1440)
      n = insert_stretch (stretches, n, (Stretch){ 0, before[i].to * FW_MINUTE - DAY });
  return merge_stretches (stretches, n);
}

static guint
list_open (FwCalendar *self, gint32 date, Stretch stretches[MOST_STRETCHES])
{
  guint n_hours, n_before;
  const FwOpenHours *hours = fw_calendar_find_hours (self, date, &n_hours);
  const FwOpenHours *before = fw_calendar_find_hours (self, date - 1, &n_before);

  return join_hours (hours, n_hours, before, n_before, stretches);
}

/* The open time of seven days in a row in which nothing is unusual. */
static gint64
count_week (FwCalendar *self)
{
  gint64 sum = 0;
  Stretch stretches[MOST_STRETCHES];

  for (guint day = 0; day < 7; day++)
    {
      const guint before = (day + 6) % 7;
      const guint n = join_hours (self->week[day], self->n_week[day], self->week[before],
                                  self->n_week[before], stretches);

      for (guint i = 0; i < n; i++)
        sum += stretches[i].to - stretches[i].from;
    }
  return sum;
}

/* From a midnight on. The day before an other date is usual, the day after is not: a night may
 * reach into it. */
static void
skip_weeks (FwCalendar *self, Walk *walk, gint32 date, gint64 offset_until, gint64 week)
{
  const guint other = fw_calendar_find_other (self, date - 1);
  gint64 weeks = (MIN (walk->until, offset_until) - walk->at) / WEEK;

  if (other < self->others->len)
    weeks = MIN (weeks, (g_array_index (self->others, FwOtherDate, other).date - date) / 7);
  /* The last piece is walked, so that the end is found to the moment. */
  if (week > 0)
    weeks = MIN (weeks, (walk->wanted - walk->counted - 1) / week);
  if (weeks <= 0)
    return;

  walk->at += weeks * WEEK;
  walk->counted += weeks * week;
}

/* The rest of a date, or of it until the clock is changed. Returns: TRUE when the walk has all that
 * was wanted. */
static gboolean
walk_date (FwCalendar *self, Walk *walk, gint32 date, gint64 wall, gint64 wall_until)
{
  Stretch stretches[MOST_STRETCHES];
  const guint n = list_open (self, date, stretches);
  const gint64 midnight = date * DAY, start = walk->at - (wall - midnight);

  for (guint i = 0; i < n; i++)
    {
      const gint64 from = MAX (stretches[i].from, wall - midnight);
      const gint64 to = MIN (stretches[i].to, wall_until - midnight);

      if (to <= from)
        continue;
      if (to - from >= walk->wanted - walk->counted)
        {
          walk->at = start + from + (walk->wanted - walk->counted);
          walk->counted = walk->wanted;
          return TRUE;
        }
      walk->counted += to - from;
    }
  walk->at += wall_until - wall;
  return FALSE;
}

/* Returns: TRUE when the walk has all that was wanted before its end. */
static gboolean
run_walk (FwCalendar *self, Walk *walk)
{
  const gint64 week = count_week (self);

  while (walk->at < walk->until)
    {
      gint64 offset_until;
      const gint64 offset = fw_zone_get_offset (self->zone, walk->at, &offset_until) * FW_SECOND;
      gint64 wall = walk->at + offset, wall_until;
      gint32 date = (gint32) floor_days (wall);

      if (wall == date * DAY)
        {
          skip_weeks (self, walk, date, offset_until, week);
          wall = walk->at + offset;
          date = (gint32) floor_days (wall);
        }
      wall_until = MIN ((date + 1) * DAY, walk->until + offset);
      if (offset_until != G_MAXINT64)
        wall_until = MIN (wall_until, offset_until + offset);
      if (walk_date (self, walk, date, wall, wall_until))
        return TRUE;
    }
  return FALSE;
}

gint64
fw_calendar_between (FwCalendar *self, gint64 from, gint64 to)
{
  Walk walk = { MIN (from, to), MAX (from, to), 0, G_MAXINT64 };

  g_return_val_if_fail (MAX (ABS (from), ABS (to)) <= FW_CALENDAR_LAST, 0);

  if (self == NULL)
    return to - from;
  if (self->base != NULL)
    return from <= to ? fw_calendar_days_between (self, from, to)
                      : -fw_calendar_days_between (self, to, from);

  run_walk (self, &walk);
  return from <= to ? walk.counted : -walk.counted;
}

gboolean
fw_calendar_add (FwCalendar *self, gint64 from, gint64 duration, gint64 *at)
{
  Walk walk = { from, FW_CALENDAR_LAST, 0, duration };

  g_return_val_if_fail (ABS (from) <= FW_CALENDAR_LAST, FALSE);
  g_return_val_if_fail (duration >= 0, FALSE);
  g_return_val_if_fail (at != NULL, FALSE);

  if (duration == 0)
    {
      *at = from;
      return TRUE;
    }
  if (duration > FW_CALENDAR_LAST - from)
    return FALSE;
  if (self == NULL)
    {
      *at = from + duration;
      return TRUE;
    }

  if (self->base != NULL)
    return fw_calendar_days_add (self, from, duration, at);

  if (!run_walk (self, &walk))
    return FALSE;
  *at = walk.at;
  return TRUE;
}
