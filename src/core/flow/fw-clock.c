/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-clock.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name, *label;
} states[] = {
  [FW_CLOCK_RUNNING] = { "running", N_ ("Running") },
  [FW_CLOCK_WARNED] = { "warned", N_ ("Nearly due") },
  [FW_CLOCK_BREACHED] = { "breached", N_ ("Overdue") },
  [FW_CLOCK_PAUSED] = { "paused", N_ ("Paused") },
  [FW_CLOCK_STUCK] = { "stuck", N_ ("Never due: no open hours ahead") },
  [FW_CLOCK_KEPT] = { "kept", N_ ("Kept") },
  [FW_CLOCK_LATE] = { "late", N_ ("Late") },
  [FW_CLOCK_KEPT_AFTERWARDS] = { "kept-afterwards", N_ ("Kept, told afterwards") },
  [FW_CLOCK_VOID] = { "void", N_ ("Ended without a result") },
};

const char *
fw_clock_state_to_name (FwClockState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].name;
}

const char *
fw_clock_state_to_label (FwClockState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].label;
}

static void
clear_terms (gpointer data)
{
  FwClockTerms *terms = data;

  g_clear_pointer (&terms->calendar, fw_calendar_unref);
}

FwClock *
fw_clock_new (gint64 start, gint64 limit, gint64 warn_left, FwCalendar *calendar)
{
  FwClock *self = g_new0 (FwClock, 1);

  self->start = start;
  self->stopped = G_MAXINT64;
  self->pauses = g_array_new (FALSE, FALSE, sizeof (FwClockPause));
  self->terms = g_array_new (FALSE, FALSE, sizeof (FwClockTerms));
  g_array_set_clear_func (self->terms, clear_terms);
  fw_clock_restate (self, limit, warn_left, calendar);
  return self;
}

void
fw_clock_free (FwClock *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->pauses);
  g_array_unref (self->terms);
  g_free (self);
}

const FwClockTerms *
fw_clock_get_terms (const FwClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &g_array_index (self->terms, FwClockTerms, self->term);
}

void
fw_clock_restate (FwClock *self, gint64 limit, gint64 warn_left, FwCalendar *calendar)
{
  FwClockTerms terms = { limit, warn_left, NULL, 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (limit >= 0 && warn_left >= 0);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const FwClockTerms *other = &g_array_index (self->terms, FwClockTerms, i);

      if (other->limit == limit && other->warn_left == warn_left && other->calendar == calendar)
        {
          self->term = i;
          return;
        }
    }
  terms.calendar = calendar != NULL ? fw_calendar_ref (calendar) : NULL;
  self->term = self->terms->len;
  g_array_append_val (self->terms, terms);
}

/* ---- pauses ---- */

/* Those that touch the new one become part of it. */
void
fw_clock_add_pause (FwClock *self, gint64 from, gint64 to)
{
  FwClockPause pause = { from, to };
  guint first = 0, n = 0;

  g_return_if_fail (self != NULL);

  pause.from = MAX (from, self->start);
  if (to <= pause.from)
    return;

  while (first < self->pauses->len &&
         g_array_index (self->pauses, FwClockPause, first).to < pause.from)
    first++;
  for (guint i = first; i < self->pauses->len; i++, n++)
    {
      const FwClockPause *other = &g_array_index (self->pauses, FwClockPause, i);

      if (other->from > pause.to)
        break;
      pause.from = MIN (pause.from, other->from);
      pause.to = MAX (pause.to, other->to);
    }
  if (n > 0)
    g_array_remove_range (self->pauses, first, n);
  g_array_insert_val (self->pauses, first, pause);
}

void
fw_clock_end_pause (FwClock *self, gint64 at)
{
  FwClockPause *last;

  g_return_if_fail (self != NULL);

  if (self->pauses->len == 0)
    return;
  last = &g_array_index (self->pauses, FwClockPause, self->pauses->len - 1);
  if (last->to != G_MAXINT64)
    return;
  last->to = at;
  if (at <= last->from)
    g_array_set_size (self->pauses, self->pauses->len - 1);
}

gboolean
fw_clock_is_paused (const FwClock *self, gint64 at)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->pauses->len; i++)
    {
      const FwClockPause *pause = &g_array_index (self->pauses, FwClockPause, i);

      if (at >= pause->from && (at < pause->to || pause->to == G_MAXINT64))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_open_pause (const FwClock *self)
{
  return self->pauses->len > 0 &&
         g_array_index (self->pauses, FwClockPause, self->pauses->len - 1).to == G_MAXINT64;
}

/* ---- ends ---- */

gboolean
fw_clock_runs (const FwClock *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stopped == G_MAXINT64;
}

static void
settle (FwClock *self)
{
  if (!fw_clock_find_due (self, &self->due))
    self->due = G_MAXINT64;
  self->count = fw_clock_count (self, self->stopped);
  self->settled = TRUE;
}

void
fw_clock_stop (FwClock *self, gint64 at)
{
  gint64 due;

  g_return_if_fail (self != NULL);

  self->stopped = MAX (at, self->start);
  self->result =
      fw_clock_find_due (self, &due) && self->stopped > due ? FW_CLOCK_LATE : FW_CLOCK_KEPT;
  settle (self);
}

void
fw_clock_void (FwClock *self, gint64 at)
{
  g_return_if_fail (self != NULL);

  self->stopped = MAX (at, self->start);
  self->result = FW_CLOCK_VOID;
  settle (self);
}

void
fw_clock_continue (FwClock *self, gint64 at)
{
  gint64 since;

  g_return_if_fail (self != NULL);
  g_return_if_fail (!fw_clock_runs (self));

  since = self->stopped;
  self->stopped = G_MAXINT64;
  self->result = FW_CLOCK_RUNNING;
  self->settled = FALSE;
  fw_clock_add_pause (self, since, at);
}

/* ---- moments ---- */

/* The first moment at which @counted µs of a calendar were counted. */
static gboolean
find_by (const FwClock *self, FwCalendar *calendar, gint64 counted, gint64 *at)
{
  gint64 moment = self->start, left = counted;

  for (guint i = 0; left > 0 && i < self->pauses->len; i++)
    {
      const FwClockPause *pause = &g_array_index (self->pauses, FwClockPause, i);
      const gint64 open = fw_calendar_between (calendar, moment, pause->from);

      if (open >= left)
        break;
      if (pause->to == G_MAXINT64)
        return FALSE;
      left -= open;
      moment = pause->to;
    }
  return fw_calendar_add (calendar, moment, left, at);
}

gboolean
fw_clock_find (const FwClock *self, gint64 counted, gint64 *at)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (counted >= 0, FALSE);
  g_return_val_if_fail (at != NULL, FALSE);

  return find_by (self, fw_clock_get_terms (self)->calendar, counted, at);
}

gboolean
fw_clock_find_due_by (const FwClock *self, gint64 limit, FwCalendar *calendar, gint64 *at)
{
  g_return_val_if_fail (self != NULL && at != NULL, FALSE);
  g_return_val_if_fail (limit >= 0, FALSE);

  return find_by (self, calendar, limit, at);
}

gboolean
fw_clock_find_due (const FwClock *self, gint64 *at)
{
  g_return_val_if_fail (self != NULL && at != NULL, FALSE);

  if (!self->settled)
    return fw_clock_find_after (self, 0, at);
  *at = self->due;
  return self->due != G_MAXINT64;
}

gboolean
fw_clock_find_warn (const FwClock *self, gint64 *at)
{
  const FwClockTerms *terms = fw_clock_get_terms (self);

  return terms->warn_left > 0 && fw_clock_find (self, MAX (terms->limit - terms->warn_left, 0), at);
}

gboolean
fw_clock_find_after (const FwClock *self, gint64 after, gint64 *at)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fw_clock_find (self, fw_clock_get_terms (self)->limit + after, at);
}

/* Of the open time of a calendar what was paused. */
static gint64
count_paused (const FwClock *self, FwCalendar *calendar, gint64 from, gint64 until)
{
  gint64 paused = 0;

  for (guint i = 0; i < self->pauses->len; i++)
    {
      const FwClockPause *pause = &g_array_index (self->pauses, FwClockPause, i);
      const gint64 begin = MAX (pause->from, from), end = MIN (pause->to, until);

      if (begin < end)
        paused += fw_calendar_between (calendar, begin, end);
    }
  return paused;
}

FwClockCount
fw_clock_count (const FwClock *self, gint64 at)
{
  FwClockCount count = { 0 };
  FwCalendar *calendar, *base;
  gint64 until, open;

  g_return_val_if_fail (self != NULL, count);

  if (self->settled && at >= self->stopped)
    return self->count;
  calendar = fw_clock_get_terms (self)->calendar;
  base = fw_calendar_get_base (calendar);
  until = MAX (MIN (at, self->stopped), self->start);
  open = fw_calendar_between (base, self->start, until);
  count.paused = count_paused (self, base, self->start, until);
  count.counted = open - count.paused;
  count.closed = until - self->start - open;
  count.used = base == calendar ? count.counted
                                : fw_calendar_between (calendar, self->start, until) -
                                      count_paused (self, calendar, self->start, until);
  return count;
}

GArray *
fw_clock_list_days (const FwClock *self, gint64 until, guint most)
{
  FwCalendar *base;
  FwZone *zone;
  GArray *days;
  gint64 midnight, next;

  g_return_val_if_fail (self != NULL, NULL);

  base = fw_calendar_get_base (fw_clock_get_terms (self)->calendar);
  if (base == NULL)
    return NULL;

  days = g_array_new (FALSE, FALSE, sizeof (FwClockDay));
  zone = fw_calendar_get_zone (base);
  for (gint32 date = fw_calendar_get_date (base, self->start); days->len < most; date++)
    {
      FwClockDay day = { .date = date, .occasion = fw_calendar_get_occasion (base, date) };
      gint64 from, to;

      midnight = fw_zone_from_wall (zone, date, 0);
      next = fw_zone_from_wall (zone, date + 1, 0);
      if (midnight >= until)
        break;
      from = MAX (midnight, self->start);
      to = MIN (next, until);
      day.closed = fw_calendar_between (base, midnight, next) == 0;
      day.paused = count_paused (self, base, from, to);
      day.counted = fw_calendar_between (base, from, to) - day.paused;
      g_array_append_val (days, day);
    }
  return days;
}

FwClockState
fw_clock_get_state (const FwClock *self, gint64 at)
{
  gboolean ends;
  gint64 due, warn;

  g_return_val_if_fail (self != NULL, FW_CLOCK_VOID);

  if (!fw_clock_runs (self))
    return self->result;
  ends = fw_clock_find_due (self, &due);
  if (ends && due <= at)
    return FW_CLOCK_BREACHED;
  if (fw_clock_is_paused (self, at))
    return FW_CLOCK_PAUSED;
  if (!ends && !has_open_pause (self))
    return FW_CLOCK_STUCK;
  return fw_clock_find_warn (self, &warn) && warn <= at ? FW_CLOCK_WARNED : FW_CLOCK_RUNNING;
}
