/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-duty.h"

#define DAY_MINUTES (24 * 60)
#define NIGHT_FROM (22 * 60)
#define NIGHT_LENGTH (8 * 60)
#define NIGHT_LEAST (3 * 60)

static guint
count_common (guint start, guint length, guint other, guint other_length)
{
  const guint from = MAX (start, other), to = MIN (start + length, other + other_length);

  return to > from ? to - from : 0;
}

/* By the clock on the wall: a night is one whatever the clocks do in it. */
gboolean
fw_duty_is_night (guint start, guint length)
{
  return count_common (start + DAY_MINUTES, length, NIGHT_FROM, NIGHT_LENGTH) +
             count_common (start + DAY_MINUTES, length, NIGHT_FROM + DAY_MINUTES, NIGHT_LENGTH) >=
         NIGHT_LEAST;
}

void
fw_duty_set_hours (FwDuty *self, FwZone *zone, guint start, guint length)
{
  const guint end = start + length;

  g_return_if_fail (self != NULL && zone != NULL);

  self->start = fw_zone_from_wall (zone, self->day, start * 60);
  self->end =
      fw_zone_from_wall (zone, self->day + (gint32) (end / DAY_MINUTES), end % DAY_MINUTES * 60);
  self->night = fw_duty_is_night (start, length);
}

static void
add (GArray *breaches, FwDutyRule rule, gint32 day, gint64 value, gint64 limit)
{
  const FwDutyBreach breach = { rule, day, value, limit };

  g_array_append_val (breaches, breach);
}

static gboolean
has_hours (const FwDuty *duty)
{
  return !duty->leave && duty->end > duty->start;
}

/* What lies between two duties, those without hours passed over. */
static void
check_rest (const FwDuty *duties, guint n, const FwDutyLimits *limits, GArray *breaches)
{
  const FwDuty *before = NULL;

  for (guint i = 0; i < n; i++)
    {
      if (!has_hours (&duties[i]))
        continue;
      if (before != NULL && duties[i].start < before->end)
        add (breaches, FW_DUTY_OVERLAP, duties[i].day,
             MIN (before->end, duties[i].end) - duties[i].start, 0);
      else if (before != NULL && duties[i].start - before->end < limits->rest)
        add (breaches, FW_DUTY_REST, duties[i].day, duties[i].start - before->end, limits->rest);
      if (before == NULL || duties[i].end > before->end)
        before = &duties[i];
    }
}

static void
check_runs (
    const FwDuty *duties, guint n, guint most, gboolean nights, FwDutyRule rule, GArray *breaches)
{
  gint32 last = G_MININT32;
  guint run = 0;

  for (guint i = 0; i < n && most > 0; i++)
    {
      if (duties[i].leave || (nights && !duties[i].night) || duties[i].day == last)
        continue;
      run = duties[i].day == last + 1 ? run + 1 : 1;
      last = duties[i].day;
      if (run > most)
        add (breaches, rule, last, run, most);
    }
}

/* Of the duties of one week. */
static void
check_week (const FwDuty *duties,
            guint n,
            gint32 monday,
            const FwDutyLimits *limits,
            gboolean whole,
            GArray *breaches)
{
  gint64 sum = 0, so_far = 0;
  gboolean leave = FALSE;

  for (guint i = 0; i < n; i++)
    {
      leave = leave || duties[i].leave;
      sum += has_hours (&duties[i]) ? duties[i].end - duties[i].start : 0;
    }
  if (n > 0 && whole && !leave && sum < limits->week_least)
    add (breaches, FW_DUTY_WEEK_LEAST, monday + 6, sum, limits->week_least);
  for (guint i = 0; i < n && limits->week_most > 0 && so_far <= limits->week_most; i++)
    {
      so_far += has_hours (&duties[i]) ? duties[i].end - duties[i].start : 0;
      if (so_far > limits->week_most)
        add (breaches, FW_DUTY_WEEK_MOST, duties[i].day, sum, limits->week_most);
    }
}

static gint
compare_breaches (gconstpointer a, gconstpointer b)
{
  const FwDutyBreach *one = a, *other = b;

  return one->day != other->day ? (one->day < other->day ? -1 : 1)
                                : (gint) one->rule - (gint) other->rule;
}

GArray *
fw_duty_find_breaches (
    const FwDuty *duties, guint n, const FwDutyLimits *limits, gint32 from, gint32 to)
{
  GArray *breaches = g_array_new (FALSE, FALSE, sizeof (FwDutyBreach));

  g_return_val_if_fail ((duties != NULL || n == 0) && limits != NULL, breaches);

  check_rest (duties, n, limits, breaches);
  check_runs (duties, n, limits->days_in_row, FALSE, FW_DUTY_DAYS, breaches);
  check_runs (duties, n, limits->nights_in_row, TRUE, FW_DUTY_NIGHTS, breaches);
  for (guint first = 0, next; first < n; first = next)
    {
      const gint32 monday = fw_date_get_monday (duties[first].day);

      for (next = first; next < n && duties[next].day < monday + 7;)
        next++;
      check_week (duties + first, next - first, monday, limits, monday >= from && monday + 6 <= to,
                  breaches);
    }
  g_array_sort (breaches, compare_breaches);
  return breaches;
}

static gboolean
is_worse (const FwDutyBreach *now, const FwDutyBreach *before)
{
  return now->rule == FW_DUTY_REST || now->rule == FW_DUTY_WEEK_LEAST ? now->value < before->value
                                                                      : now->value > before->value;
}

/* A week is over on the day with which it gets there; which day that is does not matter. */
static gboolean
is_same_place (const FwDutyBreach *one, const FwDutyBreach *other)
{
  const gboolean week = one->rule == FW_DUTY_WEEK_MOST || one->rule == FW_DUTY_WEEK_LEAST;

  return one->rule == other->rule &&
         (week ? fw_date_get_monday (one->day) == fw_date_get_monday (other->day)
               : one->day == other->day);
}

gboolean
fw_duty_stood_before (const GArray *before, const FwDutyBreach *breach)
{
  g_return_val_if_fail (before != NULL && breach != NULL, FALSE);

  for (guint i = 0; i < before->len; i++)
    {
      const FwDutyBreach *each = &g_array_index (before, FwDutyBreach, i);

      if (is_same_place (each, breach))
        return !is_worse (breach, each);
    }
  return FALSE;
}
