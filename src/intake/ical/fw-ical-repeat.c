/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/calendar/fw-civil.h"
#include "core/calendar/fw-zone.h"
#include "intake/ical/fw-ical-rule.h"

/* Steps that are tried; a rule that hits nothing for so long is not looked at further. */
#define MOST_STEPS 400000
#define LAST_DAY 47846 /* 2100-12-31 */
#define MOST_FOUND 20000

static gint32
floor_day (gint64 wall)
{
  return (gint32) (wall / FW_ICAL_DAY - (wall % FW_ICAL_DAY < 0 ? 1 : 0));
}

static gboolean
holds (const FwIcalNumbers *numbers, int value)
{
  for (guint i = 0; i < numbers->n; i++)
    if (numbers->values[i] == value)
      return TRUE;
  return FALSE;
}

/* One of @value from the beginning, from 1, or counted from the end of @length. */
static gboolean
holds_either (const FwIcalNumbers *numbers, int value, int length)
{
  return holds (numbers, value) || holds (numbers, value - length - 1);
}

static gint32
get_year_start (guint year)
{
  return fw_civil_to_days (year, 1, 1);
}

/* The first day of the first week of a year: the one that has four days in it. */
static gint32
get_first_week (guint year, guint week_start)
{
  gint32 first = get_year_start (year);
  guint behind = (fw_zone_get_weekday (first) + 7 - week_start) % 7;

  return behind <= 3 ? first - (gint32) behind : first + 7 - (gint32) behind;
}

static guint
get_week_year (gint32 day, guint week_start)
{
  guint year, month, month_day;

  fw_civil_from_days (day, &year, &month, &month_day);
  if (day < get_first_week (year, week_start))
    return year - 1;
  return day >= get_first_week (year + 1, week_start) ? year + 1 : year;
}

static gboolean
is_week (const FwIcalRule *rule, gint32 day)
{
  guint year = get_week_year (day, rule->week_start);
  gint32 first = get_first_week (year, rule->week_start);
  int weeks = (get_first_week (year + 1, rule->week_start) - first) / 7;

  return holds_either (&rule->by[FW_ICAL_BY_WEEK], (day - first) / 7 + 1, weeks);
}

/* Weekdays are counted in the month, or in the year where a yearly rule names no months. */
static gboolean
is_weekday (const FwIcalRule *rule, gint32 day, guint year, guint month, guint month_day)
{
  int weekday = (int) fw_zone_get_weekday (day), before, behind;

  if (rule->frequency == FW_ICAL_YEARLY && rule->by[FW_ICAL_BY_MONTH].n == 0)
    {
      before = day - get_year_start (year);
      behind = get_year_start (year + 1) - 1 - day;
    }
  else
    {
      before = (int) month_day - 1;
      behind = (int) (fw_civil_get_month_length (year, month) - month_day);
    }
  return holds (&rule->by[FW_ICAL_BY_DAY], weekday) ||
         holds (&rule->by[FW_ICAL_BY_DAY], 10 * (before / 7 + 1) + weekday) ||
         holds (&rule->by[FW_ICAL_BY_DAY], -10 * (behind / 7 + 1) - weekday);
}

/* Where the rule names no day at all it is that of the start. */
static gboolean
is_implied (const FwIcalRepeat *self, gint32 day, guint month, guint month_day)
{
  const FwIcalRule *rule = self->rule;
  gint32 start = floor_day (self->start);
  guint start_year, start_month, start_day;
  gboolean days = rule->by[FW_ICAL_BY_DAY].n > 0 || rule->by[FW_ICAL_BY_YEAR_DAY].n > 0;
  gboolean weeks = rule->by[FW_ICAL_BY_WEEK].n > 0;

  if (rule->frequency < FW_ICAL_WEEKLY || days)
    return TRUE;
  fw_civil_from_days (start, &start_year, &start_month, &start_day);
  if (rule->frequency == FW_ICAL_WEEKLY || (weeks && rule->by[FW_ICAL_BY_MONTH_DAY].n == 0))
    return fw_zone_get_weekday (day) == fw_zone_get_weekday (start);
  if (rule->frequency == FW_ICAL_YEARLY && rule->by[FW_ICAL_BY_MONTH].n == 0 && !weeks &&
      month != start_month)
    return FALSE;
  return rule->by[FW_ICAL_BY_MONTH_DAY].n > 0 || month_day == start_day;
}

static gboolean
is_day (const FwIcalRepeat *self, gint32 day)
{
  const FwIcalRule *rule = self->rule;
  guint year, month, month_day;

  fw_civil_from_days (day, &year, &month, &month_day);
  if (rule->by[FW_ICAL_BY_MONTH].n > 0 && !holds (&rule->by[FW_ICAL_BY_MONTH], (int) month))
    return FALSE;
  if (rule->by[FW_ICAL_BY_MONTH_DAY].n > 0 &&
      !holds_either (&rule->by[FW_ICAL_BY_MONTH_DAY], (int) month_day,
                     (int) fw_civil_get_month_length (year, month)))
    return FALSE;
  if (rule->by[FW_ICAL_BY_YEAR_DAY].n > 0 &&
      !holds_either (&rule->by[FW_ICAL_BY_YEAR_DAY], day - get_year_start (year) + 1,
                     get_year_start (year + 1) - get_year_start (year)))
    return FALSE;
  if (rule->by[FW_ICAL_BY_WEEK].n > 0 && !is_week (rule, day))
    return FALSE;
  if (rule->by[FW_ICAL_BY_DAY].n > 0 && !is_weekday (rule, day, year, month, month_day))
    return FALSE;
  return is_implied (self, day, month, month_day);
}

/* ---- one period ---- */

static int
compare_walls (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
add_found (FwIcalRepeat *self, gint64 wall)
{
  if (self->found->len < MOST_FOUND)
    g_array_append_val (self->found, wall);
}

/* What the rule says of a unit of the clock, or @usual of it. */
static guint
list_units (const FwIcalNumbers *numbers, int usual, int *units)
{
  for (guint i = 0; i < numbers->n; i++)
    units[i] = MIN (numbers->values[i], 59);
  if (numbers->n == 0)
    units[0] = usual;
  return MAX (numbers->n, 1);
}

/* All times between @wall and @wall and a period of the clock, whose units above @below are set. */
static void
add_times (FwIcalRepeat *self, gint64 wall, FwIcalFrequency below)
{
  const FwIcalRule *rule = self->rule;
  gint64 of_day = self->start - floor_day (self->start) * FW_ICAL_DAY;
  int hours[FW_ICAL_MOST_VALUES] = { 0 }, minutes[FW_ICAL_MOST_VALUES] = { 0 };
  int seconds[FW_ICAL_MOST_VALUES] = { 0 };
  guint n_hours = 1, n_minutes = 1, n_seconds = 1;

  if (self->is_date)
    {
      add_found (self, wall);
      return;
    }
  if (below >= FW_ICAL_DAILY)
    n_hours = list_units (&rule->by[FW_ICAL_BY_HOUR], (int) (of_day / 3600), hours);
  if (below >= FW_ICAL_HOURLY)
    n_minutes = list_units (&rule->by[FW_ICAL_BY_MINUTE], (int) (of_day / 60 % 60), minutes);
  if (below >= FW_ICAL_MINUTELY)
    n_seconds = list_units (&rule->by[FW_ICAL_BY_SECOND], (int) (of_day % 60), seconds);
  for (guint h = 0; h < n_hours; h++)
    for (guint m = 0; m < n_minutes; m++)
      for (guint s = 0; s < n_seconds; s++)
        add_found (self, wall + hours[h] * 3600 + minutes[m] * 60 + seconds[s]);
}

/* Keeps the positions that the rule wants, counted from either end. */
static void
pick_positions (FwIcalRepeat *self)
{
  const FwIcalNumbers *positions = &self->rule->by[FW_ICAL_BY_POSITION];
  guint n = self->found->len, kept = 0;

  g_array_sort (self->found, compare_walls);
  for (guint i = 0; i < n; i++)
    {
      gint64 wall = g_array_index (self->found, gint64, i);

      if (i > 0 && kept > 0 && g_array_index (self->found, gint64, kept - 1) == wall)
        continue;
      if (positions->n == 0 || holds_either (positions, (int) i + 1, (int) n))
        g_array_index (self->found, gint64, kept++) = wall;
    }
  g_array_set_size (self->found, kept);
}

/* The days of a period from the day on; FALSE beyond the last that matter. */
static gboolean
find_days (const FwIcalRepeat *self, gint32 *first, gint32 *end)
{
  const FwIcalRule *rule = self->rule;
  gint32 start = floor_day (self->start);
  guint year, month, month_day;
  gint64 steps = (gint64) self->step * rule->interval;

  if (steps > 4 * LAST_DAY)
    return FALSE;
  fw_civil_from_days (start, &year, &month, &month_day);
  if (rule->frequency == FW_ICAL_YEARLY)
    {
      gboolean weeks = rule->by[FW_ICAL_BY_WEEK].n > 0;

      year = (weeks ? get_week_year (start, rule->week_start) : year) + (guint) steps;
      if (year > 2101)
        return FALSE;
      *first = weeks ? get_first_week (year, rule->week_start) : get_year_start (year);
      *end = weeks ? get_first_week (year + 1, rule->week_start) : get_year_start (year + 1);
    }
  else if (rule->frequency == FW_ICAL_MONTHLY)
    {
      gint64 months = year * 12 + month - 1 + steps;

      year = (guint) (months / 12);
      month = (guint) (months % 12) + 1;
      if (year > 2101)
        return FALSE;
      *first = fw_civil_to_days (year, month, 1);
      *end = *first + (gint32) fw_civil_get_month_length (year, month);
    }
  else if (rule->frequency == FW_ICAL_WEEKLY)
    {
      *first = start - (gint32) ((fw_zone_get_weekday (start) + 7 - rule->week_start) % 7) +
               (gint32) (7 * MIN (steps, LAST_DAY));
      *end = *first + 7;
    }
  else
    {
      *first = start + (gint32) steps;
      *end = *first + 1;
    }
  return *first <= LAST_DAY && (gint64) *first * FW_ICAL_DAY <= self->last;
}

static gboolean
find_in_days (FwIcalRepeat *self)
{
  gint32 first, end;

  if (!find_days (self, &first, &end))
    return FALSE;
  for (gint32 day = first; day < end; day++)
    if (is_day (self, day))
      add_times (self, day * FW_ICAL_DAY, FW_ICAL_DAILY);
  self->step++;
  return TRUE;
}

/* Hours, minutes or seconds; days that the rule leaves out are passed over at once. */
static gboolean
find_in_units (FwIcalRepeat *self)
{
  const FwIcalRule *rule = self->rule;
  gint64 unit = rule->frequency == FW_ICAL_HOURLY     ? 3600
                : rule->frequency == FW_ICAL_MINUTELY ? 60
                                                      : 1;
  gint64 wide = unit * rule->interval;
  gint64 wall = self->start - ((self->start % unit) + unit) % unit + (gint64) self->step * wide;
  gint32 day = floor_day (wall);
  gint64 of_day = wall - day * FW_ICAL_DAY;

  if (wall > self->last || day > LAST_DAY)
    return FALSE;
  if (!is_day (self, day))
    {
      self->step += (guint64) MAX (1, (FW_ICAL_DAY - of_day + wide - 1) / wide);
      return TRUE;
    }
  self->step++;
  if ((rule->by[FW_ICAL_BY_HOUR].n > 0 &&
       !holds (&rule->by[FW_ICAL_BY_HOUR], (int) (of_day / 3600))) ||
      (unit < 3600 && rule->by[FW_ICAL_BY_MINUTE].n > 0 &&
       !holds (&rule->by[FW_ICAL_BY_MINUTE], (int) (of_day / 60 % 60))) ||
      (unit == 1 && rule->by[FW_ICAL_BY_SECOND].n > 0 &&
       !holds (&rule->by[FW_ICAL_BY_SECOND], (int) (of_day % 60))))
    return TRUE;
  add_times (self, wall, rule->frequency);
  return TRUE;
}

/* ---- going on ---- */

void
fw_ical_repeat_init (FwIcalRepeat *self,
                     const FwIcalRule *rule,
                     gint64 start,
                     gint64 last,
                     gboolean is_date,
                     gboolean start_counts)
{
  g_return_if_fail (self != NULL && rule != NULL);

  *self = (FwIcalRepeat){ .rule = rule,
                          .start = start,
                          .last = rule->has_until ? MIN (last, rule->until) : last,
                          .is_date = is_date,
                          .began = !start_counts,
                          .budget = MOST_STEPS,
                          .found = g_array_new (FALSE, FALSE, sizeof (gint64)) };
}

void
fw_ical_repeat_clear (FwIcalRepeat *self)
{
  g_return_if_fail (self != NULL);
  g_clear_pointer (&self->found, g_array_unref);
}

static gboolean
find_more (FwIcalRepeat *self)
{
  gboolean clock = self->rule->frequency < FW_ICAL_DAILY && !self->is_date;

  g_array_set_size (self->found, 0);
  self->next = 0;
  while (self->found->len == 0)
    {
      if (self->budget-- == 0)
        {
          self->exhausted = TRUE;
          return FALSE;
        }
      if (!(clock ? find_in_units (self) : find_in_days (self)))
        return FALSE;
      pick_positions (self);
    }
  return TRUE;
}

gboolean
fw_ical_repeat_next (FwIcalRepeat *self, gint64 *wall)
{
  g_return_val_if_fail (self != NULL && wall != NULL, FALSE);

  if (self->ended || (self->rule->count > 0 && self->given >= self->rule->count))
    return FALSE;
  if (!self->began)
    {
      self->began = TRUE;
      self->given++;
      *wall = self->start;
      return TRUE;
    }
  while (TRUE)
    {
      gint64 found;

      if (self->next == self->found->len && !find_more (self))
        break;
      found = g_array_index (self->found, gint64, self->next++);
      if (found > self->last)
        break;
      /* The start was given already where it counts by itself. */
      if (found < self->start || (found == self->start && self->given > 0))
        continue;
      self->given++;
      *wall = found;
      return TRUE;
    }
  self->ended = TRUE;
  return FALSE;
}
