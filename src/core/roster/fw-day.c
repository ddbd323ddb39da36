/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-day.h"

#include "core/metric/fw-score.h"

#include <math.h>

/* ---- the plan ---- */

static FwDaySpan *
get_span (GArray *plan, guint i)
{
  return &g_array_index (plan, FwDaySpan, i);
}

static void
append (GArray *plan, FwDaySpan span, gint64 from, gint64 to)
{
  FwDaySpan *last = plan->len > 0 ? get_span (plan, plan->len - 1) : NULL;

  span.from = from;
  span.to = to;
  if (to <= from)
    return;
  if (last != NULL && last->to == from && last->kind == span.kind && last->source == span.source)
    last->to = to;
  else
    g_array_append_val (plan, span);
}

/* What of @span lies over one that is there, or over the gap before it. */
static void
append_over (
    GArray *plan, const FwDaySpan *there, const FwDaySpan *span, gint64 from, gint64 to, guint over)
{
  const gint64 begins = CLAMP (span->from, from, to), ends = CLAMP (span->to, from, to);
  const guint kind = there != NULL ? there->kind : FW_DAY_N_KINDS;

  if ((over & FW_DAY_OVER (kind)) == 0 || ends <= begins)
    {
      if (there != NULL)
        append (plan, *there, from, to);
      return;
    }
  if (there != NULL)
    append (plan, *there, from, begins);
  append (plan, *span, begins, ends);
  if (there != NULL)
    append (plan, *there, ends, to);
}

void
fw_day_lay (GArray *plan, const FwDaySpan *span, guint over)
{
  g_autoptr (GArray) old = NULL;
  gint64 at = G_MININT64;

  g_return_if_fail (plan != NULL && span != NULL);

  old = g_array_copy (plan);
  g_array_set_size (plan, 0);
  for (guint i = 0; i < old->len; i++)
    {
      const FwDaySpan *there = get_span (old, i);

      append_over (plan, NULL, span, at, there->from, over);
      append_over (plan, there, span, there->from, there->to, over);
      at = there->to;
    }
  append_over (plan, NULL, span, at, G_MAXINT64, over);
}

static gint64
find_moment (FwZone *zone, gint32 day, guint minutes)
{
  return fw_zone_from_wall (zone, day + (gint32) (minutes / (24 * 60)), minutes % (24 * 60) * 60);
}

void
fw_day_lay_shift (GArray *plan,
                  FwZone *zone,
                  gint32 day,
                  guint start,
                  guint length,
                  const FwBreak *breaks,
                  guint n_breaks,
                  FwDayKind kind)
{
  const FwDaySpan shift = { .from = find_moment (zone, day, start),
                            .to = find_moment (zone, day, start + length),
                            .kind = kind };

  g_return_if_fail (plan != NULL && zone != NULL && (breaks != NULL || n_breaks == 0));

  fw_day_lay (plan, &shift, FW_DAY_OVER_ALL);
  for (guint i = 0; i < n_breaks && kind == FW_DAY_WORK; i++)
    {
      const guint at = start + breaks[i].start;
      const FwDaySpan pause = { .from = find_moment (zone, day, at),
                                .to = find_moment (zone, day, at + breaks[i].length),
                                .kind = FW_DAY_BREAK };

      fw_day_lay (plan, &pause, FW_DAY_OVER (FW_DAY_WORK));
    }
}

/* ---- which states are of which day ---- */

static gint64
find_middle (gint64 from, gint64 to)
{
  return from + (to - from) / 2;
}

FwDayWindow
fw_day_find_window (
    gint64 from, gint64 to, gint64 start, gint64 end, gint64 end_before, gint64 start_after)
{
  FwDayWindow window = { start - FW_DAY_AROUND, end + FW_DAY_AROUND };

  if (start == end)
    {
      window = (FwDayWindow){ from, to };
      if (end_before != G_MININT64)
        window.from = MAX (from, end_before + FW_DAY_AROUND);
      if (start_after != G_MAXINT64)
        window.to = MIN (to, start_after - FW_DAY_AROUND);
      window.to = MAX (window.to, window.from);
      return window;
    }
  if (end_before != G_MININT64)
    window.from = MAX (window.from, MIN (find_middle (end_before, start), start));
  if (start_after != G_MAXINT64)
    window.to = MIN (window.to, MAX (find_middle (end, start_after), end));
  return window;
}

/* ---- how it went ---- */

static const char *const names[FW_DAY_N_STANDINGS] = {
  [FW_DAY_STANDS_FREE] = "free",         [FW_DAY_STANDS_EXCUSED] = "excused",
  [FW_DAY_STANDS_TO_COME] = "to-come",   [FW_DAY_STANDS_UNKNOWN] = "unknown",
  [FW_DAY_STANDS_MISSING] = "missing",   [FW_DAY_STANDS_AWAY] = "away",
  [FW_DAY_STANDS_LEFT] = "left-early",   [FW_DAY_STANDS_LATE] = "late",
  [FW_DAY_STANDS_IN_ORDER] = "in-order",
};

const char *
fw_day_standing_to_name (FwDayStanding standing)
{
  g_return_val_if_fail (standing < FW_DAY_N_STANDINGS, NULL);

  return names[standing];
}

static gboolean
is_to_work (const FwDaySpan *span)
{
  return span->kind == FW_DAY_WORK || span->kind == FW_DAY_PRESENT || span->kind == FW_DAY_ABSENT;
}

/* How long of @from to @to somebody was at work by the states of the window. */
static gint64
sum_worked (const FwDayQuestion *question, gint64 from, gint64 to)
{
  gint64 sum = 0;

  from = MAX (from, question->window.from);
  to = MIN (MIN (to, question->until), question->window.to);
  for (guint i = 0; i < question->n_states; i++)
    {
      const FwDayState *state = &question->states[i];

      if (state->works)
        sum += MAX (MIN (state->to, to) - MAX (state->from, from), 0);
    }
  return sum;
}

static void
sum_times (const FwDayQuestion *question, FwDayFigures *figures)
{
  gint64 inside = 0;

  for (guint i = 0; i < question->n_plan; i++)
    {
      const FwDaySpan *span = &question->plan[i];
      const gint64 length = MAX (MIN (span->to, question->until) - span->from, 0);
      const gint64 worked = sum_worked (question, span->from, span->to);

      if (!is_to_work (span))
        continue;
      inside += worked;
      figures->scheduled += length;
      if (span->kind == FW_DAY_PRESENT)
        figures->worked += length;
      else if (span->kind == FW_DAY_ABSENT)
        figures->exception += length;
      else
        {
          figures->worked += worked;
          figures->exception += length - worked;
        }
    }
  figures->outside = sum_worked (question, question->window.from, question->window.to) - inside;
  figures->worked += figures->outside;
}

static void
find_bounds (const FwDayQuestion *question, FwDayFigures *figures)
{
  gboolean any = FALSE;

  for (guint i = 0; i < question->n_plan; i++)
    {
      const FwDaySpan *span = &question->plan[i];

      if (!is_to_work (span))
        continue;
      figures->start = any ? MIN (figures->start, span->from) : span->from;
      figures->end = any ? MAX (figures->end, span->to) : span->to;
      any = TRUE;
    }
}

/* When somebody was first and last seen in the time that is to be worked; both G_MININT64: never.
 * What counts as present was seen. */
static void
note_seen (
    const FwDayFigures *figures, gint64 until, gint64 from, gint64 to, gint64 *came, gint64 *left)
{
  to = MIN (to, until);
  if (to <= from || to <= figures->start || from >= figures->end)
    return;
  *came = *came == G_MININT64 ? from : MIN (*came, from);
  *left = MAX (*left, to);
}

static void
find_seen (const FwDayQuestion *question, const FwDayFigures *figures, gint64 *came, gint64 *left)
{
  *came = *left = G_MININT64;
  for (guint i = 0; i < question->n_states; i++)
    note_seen (figures, MIN (question->until, question->window.to),
               MAX (question->states[i].from, question->window.from), question->states[i].to, came,
               left);
  for (guint i = 0; i < question->n_plan; i++)
    if (question->plan[i].kind == FW_DAY_PRESENT)
      note_seen (figures, question->until, question->plan[i].from, question->plan[i].to, came,
                 left);
}

/* Since when somebody who is to work now is not at work; G_MAXINT64: is at work, or has no need to
 * be. */
static gint64
find_away (const FwDayQuestion *question)
{
  const gint64 until = question->until;
  gint64 since = G_MAXINT64;

  for (guint i = 0; i < question->n_plan; i++)
    if (question->plan[i].kind == FW_DAY_WORK && question->plan[i].from < until &&
        question->plan[i].to >= until)
      since = question->plan[i].from;
  for (guint i = 0; i < question->n_states && since != G_MAXINT64; i++)
    {
      const FwDayState *state = &question->states[i];

      if (!state->works || state->from >= until)
        continue;
      if (state->to >= until)
        return G_MAXINT64;
      since = MAX (since, state->to);
    }
  return since;
}

static gboolean
has_kind (const FwDayQuestion *question, FwDayKind kind)
{
  for (guint i = 0; i < question->n_plan; i++)
    if (question->plan[i].kind == kind)
      return TRUE;

  return FALSE;
}

static void
find_standing (const FwDayQuestion *question, FwDayFigures *figures)
{
  const gint64 until = question->until, tolerance = question->tolerance;
  gint64 came, left, away;

  find_seen (question, figures, &came, &left);
  if (came == G_MININT64)
    {
      figures->standing = until <= figures->start + tolerance ? FW_DAY_STANDS_TO_COME
                          : question->known || has_kind (question, FW_DAY_ABSENT)
                              ? FW_DAY_STANDS_MISSING
                              : FW_DAY_STANDS_UNKNOWN;
      if (figures->standing == FW_DAY_STANDS_MISSING)
        figures->since = figures->start;
      return;
    }
  figures->late = came - figures->start > tolerance ? came - figures->start : 0;
  if (until >= figures->end && figures->end - left > tolerance)
    figures->early = figures->end - left;
  away = until < figures->end ? find_away (question) : G_MAXINT64;
  if (away != G_MAXINT64 && until - away > tolerance)
    {
      figures->standing = FW_DAY_STANDS_AWAY;
      figures->since = away;
    }
  else
    figures->standing = figures->early > 0  ? FW_DAY_STANDS_LEFT
                        : figures->late > 0 ? FW_DAY_STANDS_LATE
                                            : FW_DAY_STANDS_IN_ORDER;
}

static gboolean
is_known (const FwDayQuestion *question)
{
  for (guint i = 0; i < question->n_states; i++)
    if (question->states[i].from < MIN (question->until, question->window.to) &&
        question->states[i].to > question->window.from)
      return TRUE;
  for (guint i = 0; i < question->n_plan; i++)
    if ((question->plan[i].kind == FW_DAY_PRESENT || question->plan[i].kind == FW_DAY_ABSENT) &&
        question->plan[i].from < question->until)
      return TRUE;
  return FALSE;
}

void
fw_day_judge (const FwDayQuestion *question, FwDayFigures *figures)
{
  g_return_if_fail (question != NULL && figures != NULL);

  *figures = (FwDayFigures){ 0 };
  find_bounds (question, figures);
  sum_times (question, figures);
  figures->has_data = figures->scheduled > 0 && is_known (question);
  if (figures->start == figures->end)
    figures->standing =
        has_kind (question, FW_DAY_EXCUSED) ? FW_DAY_STANDS_EXCUSED : FW_DAY_STANDS_FREE;
  else
    find_standing (question, figures);
}

/* ---- figures ---- */

void
fw_day_add (FwDayFigures *sum, const FwDayFigures *figures)
{
  g_return_if_fail (sum != NULL && figures != NULL);

  if (!figures->has_data)
    return;
  sum->has_data = TRUE;
  sum->scheduled += figures->scheduled;
  sum->exception += figures->exception;
  sum->worked += figures->worked;
  sum->outside += figures->outside;
}

double
fw_day_get_adherence (const FwDayFigures *self, gboolean with_outside)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->has_data
             ? fw_adherence (self->scheduled, self->exception, with_outside ? self->outside : 0)
             : NAN;
}

double
fw_day_get_conformance (const FwDayFigures *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->has_data ? fw_conformance (self->worked, self->scheduled) : NAN;
}
