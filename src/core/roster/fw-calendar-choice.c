/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-calendar-choice.h"

#include "core/roster/fw-cover.h"

#include <math.h>
#include <string.h>

/* Sums of shares of half hours that differ by less are the same. */
#define NEARLY 1e-9

/* ---- times ---- */

static guint
get_second (FwZone *zone, gint64 at)
{
  return fw_zone_get_minute_of_day (zone, at) * 60;
}

/* Whether the clock on the wall says both ends, and the second is not too late. */
static gboolean
can_be_said (FwZone *zone, gint32 day, const FwCalendarStretch *time, guint latest)
{
  return get_second (zone, time->to) <= latest * 60 &&
         fw_zone_from_wall (zone, day, get_second (zone, time->from)) == time->from &&
         fw_zone_from_wall (zone, day, get_second (zone, time->to)) == time->to;
}

void
fw_calendar_times (
    GArray *times, FwZone *zone, gint32 day, guint earliest, guint latest, guint length)
{
  g_return_if_fail (times != NULL && zone != NULL && length > 0);

  for (guint minute = earliest; minute + length <= latest; minute += FW_CALENDAR_STEP)
    {
      FwCalendarStretch time = { fw_zone_from_wall (zone, day, minute * 60), 0 };

      time.to = time.from + (gint64) length * FW_MINUTE;
      if (fw_zone_get_minute_of_day (zone, time.from) == minute &&
          can_be_said (zone, day, &time, latest))
        g_array_append_val (times, time);
    }
}

/* ---- what a time costs ---- */

static double
count_lack (double wanted, double planned)
{
  return wanted > planned ? (wanted - planned) / 2 : 0; /* FALSE of NAN */
}

double
fw_calendar_add_up (const FwCalendarCover *days, guint n)
{
  double sum = 0;

  g_return_val_if_fail (days != NULL || n == 0, 0);

  for (guint i = 0; i < n; i++)
    for (guint slot = 0; slot < days[i].n; slot++)
      sum += count_lack (days[i].wanted[slot], days[i].planned[slot]);
  return sum;
}

static void
cost_day (const FwCalendarCover *day,
          const FwCalendarStretch *time,
          guint people,
          gboolean adds,
          FwCalendarCost *cost)
{
  const gint64 first = MAX ((time->from - day->from) / FW_COVER_STEP, 0);

  for (gint64 slot = first; slot < (gint64) day->n && day->from + slot * FW_COVER_STEP < time->to;
       slot++)
    {
      const gint64 begins = MAX (time->from, day->from + slot * FW_COVER_STEP);
      const gint64 ends = MIN (time->to, day->from + (slot + 1) * FW_COVER_STEP);
      const double share = (double) (ends - begins) / (double) FW_COVER_STEP;
      const double wanted = day->wanted[slot], planned = day->planned[slot];
      const double left = adds ? planned : planned - share * people;

      if (ends <= begins)
        continue;
      /* of leaders who come to help: what lacks while they are there */
      cost->lack += adds ? share * count_lack (wanted, planned)
                         : count_lack (wanted, left) - count_lack (wanted, planned);
      /* while they are away, however short a part of the half hour that is */
      cost->slack =
          MIN (cost->slack, planned - (adds ? 0 : people) - (isnan (wanted) ? 0 : wanted));
    }
}

static FwCalendarCost
find_cost (const FwCalendarQuestion *question, const FwCalendarStretch *time, guint people)
{
  FwCalendarCost cost = { 0, INFINITY };

  for (guint i = 0; i < question->n_days; i++)
    cost_day (&question->days[i], time, people, question->adds, &cost);
  return cost;
}

/* ---- who could go ---- */

typedef struct
{
  const FwCalendarQuestion *question;
  GArray *times;    /* FwCalendarStretch, by their beginnings */
  GArray *order;    /* guint: people by id */
  gboolean *placed; /* of each person: in a group, or without a place */
  guint *n_times;   /* of each person: times at which she could go */
  GArray *held;     /* FwCalendarHeld */
} Run;

static gboolean
is_free (const FwCalendarPerson *person, const FwCalendarStretch *time)
{
  for (guint i = 0; i < person->n_free; i++)
    if (person->free[i].from <= time->from && person->free[i].to >= time->to)
      return TRUE;
  return FALSE;
}

/* How many may go beside those who are off within @time: at the worst of its moments, which is
 * where one of them begins, or it does. */
static guint
find_room (const Run *run, const FwCalendarStretch *time)
{
  guint worst = 0;

  if (run->question->at_once == 0)
    return G_MAXUINT;
  for (guint i = 0; i <= run->held->len; i++)
    {
      const gint64 at =
          i < run->held->len
              ? MAX (g_array_index (run->held, FwCalendarHeld, i).time.from, time->from)
              : time->from;
      guint there = 0;

      if (at >= time->to)
        continue;
      for (guint k = 0; k < run->held->len; k++)
        {
          const FwCalendarHeld *held = &g_array_index (run->held, FwCalendarHeld, k);

          there += held->time.from <= at && at < held->time.to ? held->n : 0;
        }
      worst = MAX (worst, there);
    }
  return worst < run->question->at_once ? run->question->at_once - worst : 0;
}

static guint
count_free (const Run *run, const FwCalendarStretch *time)
{
  guint n = 0;

  for (guint i = 0; i < run->question->n_people; i++)
    n += !run->placed[i] && is_free (&run->question->people[i], time);
  return n;
}

/* ---- the next group ---- */

/* @adds: what lacks is what is looked for. */
static gboolean
is_better (const FwCalendarCost *one, const FwCalendarCost *than, gboolean adds)
{
  const double lack = adds ? than->lack - one->lack : one->lack - than->lack;

  if (fabs (lack) > NEARLY)
    return lack < 0;
  return adds ? one->slack < than->slack - NEARLY : one->slack > than->slack + NEARLY;
}

/* Returns: FALSE: nobody who is left can go. */
static gboolean
find_best (const Run *run, FwCalendarStretch *best, guint *size)
{
  FwCalendarCost least = { 0 };

  *size = 0;
  for (guint i = 0; i < run->times->len; i++)
    {
      const FwCalendarStretch *time = &g_array_index (run->times, FwCalendarStretch, i);
      const guint n = MIN (find_room (run, time), count_free (run, time));
      FwCalendarCost cost;

      if (n == 0 || n < *size)
        continue;
      cost = find_cost (run->question, time, n);
      if (n == *size && !is_better (&cost, &least, run->question->adds))
        continue;
      *size = n;
      *best = *time;
      least = cost;
    }
  return *size > 0;
}

/* Those with the fewest other times first: the others still have a choice. */
static void
fill_group (Run *run, FwCalendarGroup *group, guint size)
{
  g_autofree gboolean *takes = g_new0 (gboolean, run->question->n_people + 1);

  for (; size > 0; size--)
    {
      guint best = G_MAXUINT;

      for (guint i = 0; i < run->order->len; i++)
        {
          const guint person = g_array_index (run->order, guint, i);

          if (!run->placed[person] && is_free (&run->question->people[person], &group->time) &&
              (best == G_MAXUINT || run->n_times[person] < run->n_times[best]))
            best = person;
        }
      run->placed[best] = takes[best] = TRUE;
    }
  for (guint i = 0; i < run->order->len; i++)
    if (takes[g_array_index (run->order, guint, i)])
      g_array_append_val (group->people, g_array_index (run->order, guint, i));
}

static void
take_out (const FwCalendarQuestion *question, const FwCalendarGroup *group)
{
  for (guint i = 0; i < question->n_days && !question->adds; i++)
    fw_cover_add (question->days[i].planned, question->days[i].n, question->days[i].from,
                  group->time.from, group->time.to, -(double) group->people->len);
}

/* ---- all ---- */

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const FwCalendarStretch *one = a, *two = b;

  return one->from != two->from ? (one->from > two->from) - (one->from < two->from)
                                : (one->to > two->to) - (one->to < two->to);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  return compare_times (&((const FwCalendarGroup *) a)->time, &((const FwCalendarGroup *) b)->time);
}

static int
compare_people (gconstpointer a, gconstpointer b, gpointer data)
{
  const FwCalendarPerson *people = data;

  return strcmp (people[*(const guint *) a].id, people[*(const guint *) b].id);
}

static void
clear_group (gpointer data)
{
  g_clear_pointer (&((FwCalendarGroup *) data)->people, g_array_unref);
}

/* Who took part longest ago goes first. */
static int
compare_turns (gconstpointer a, gconstpointer b, gpointer data)
{
  const FwCalendarPerson *people = data;
  const FwCalendarPerson *one = &people[*(const guint *) a], *two = &people[*(const guint *) b];

  return one->last != two->last ? (one->last > two->last) - (one->last < two->last)
                                : strcmp (one->id, two->id);
}

/* Only so many as there are places. */
static void
draw (Run *run)
{
  const FwCalendarQuestion *question = run->question;
  g_autoptr (GArray) turns = g_array_copy (run->order);
  guint n = 0;

  g_array_sort_with_data (turns, compare_turns, (gpointer) question->people);
  for (guint i = 0; i < turns->len && question->places > 0; i++)
    {
      const guint person = g_array_index (turns, guint, i);

      if (run->n_times[person] == 0 || n == question->places)
        run->placed[person] = TRUE;
      else
        n++;
    }
}

static void
run_init (Run *run, const FwCalendarQuestion *question)
{
  run->question = question;
  run->times = g_array_new (FALSE, FALSE, sizeof (FwCalendarStretch));
  g_array_append_vals (run->times, question->times, question->n_times);
  g_array_sort (run->times, compare_times);
  run->order = g_array_new (FALSE, FALSE, sizeof (guint));
  run->placed = g_new0 (gboolean, question->n_people + 1);
  run->n_times = g_new0 (guint, question->n_people + 1);
  for (guint i = 0; i < question->n_people; i++)
    {
      g_array_append_val (run->order, i);
      for (guint k = 0; k < question->n_times; k++)
        run->n_times[i] += is_free (&question->people[i], &question->times[k]);
    }
  g_array_sort_with_data (run->order, compare_people, (gpointer) question->people);
  run->held = g_array_new (FALSE, FALSE, sizeof (FwCalendarHeld));
  if (question->n_held > 0)
    g_array_append_vals (run->held, question->held, question->n_held);
  draw (run);
}

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->times, g_array_unref);
  g_clear_pointer (&run->order, g_array_unref);
  g_clear_pointer (&run->placed, g_free);
  g_clear_pointer (&run->n_times, g_free);
  g_clear_pointer (&run->held, g_array_unref);
}

GArray *
fw_calendar_choose (const FwCalendarQuestion *question)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (FwCalendarGroup));
  FwCalendarStretch best;
  Run run = { NULL };
  guint size;

  g_array_set_clear_func (groups, clear_group);
  g_return_val_if_fail (question != NULL, groups);
  g_return_val_if_fail (question->people != NULL || question->n_people == 0, groups);
  g_return_val_if_fail (question->times != NULL || question->n_times == 0, groups);

  run_init (&run, question);
  while (find_best (&run, &best, &size))
    {
      FwCalendarGroup group = { best, find_cost (question, &best, size),
                                g_array_new (FALSE, FALSE, sizeof (guint)) };
      const FwCalendarHeld held = { best, size };

      fill_group (&run, &group, size);
      take_out (question, &group);
      g_array_append_val (run.held, held);
      g_array_append_val (groups, group);
    }
  run_clear (&run);
  g_array_sort (groups, compare_groups);
  return groups;
}
