/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/staffing/fw-simulation.h"

#include <math.h>

typedef enum
{
  EVENT_ARRIVAL, /* at a queue */
  EVENT_FREE,    /* in a group */
  EVENT_INTERVAL /* begins */
} EventType;

typedef struct
{
  double at;
  guint64 order; /* of those at one moment the first to be planned */
  EventType type;
  guint which;
} Event;

typedef struct
{
  double came;
  double gives_up;
} Waiting;

/* A line whose front only moves on; it is emptied when nobody is left. */
typedef struct
{
  GArray *waiting; /* Waiting */
  guint front;
} Line;

typedef struct
{
  const FwSimulationDay *day;
  FwSimulationResult *results;
  GRand *rand;
  GArray *heap; /* Event */
  guint64 order;
  double now, end;
  guint interval;
  Line *lines;
  guint *busy;        /* of each group */
  guint *by_priority; /* queues */
  guint *by_skills;   /* groups, the fewest skills first */
} Simulation;

/* ---- what happens next ---- */

static gboolean
is_before (const Event *a, const Event *b)
{
  return a->at < b->at || (a->at == b->at && a->order < b->order);
}

static void
plan (Simulation *self, double at, EventType type, guint which)
{
  Event event = { at, self->order++, type, which };
  guint i = self->heap->len;
  Event *events;

  g_array_append_val (self->heap, event);
  events = (Event *) (void *) self->heap->data;
  while (i > 0 && is_before (&event, &events[(i - 1) / 2]))
    {
      events[i] = events[(i - 1) / 2];
      i = (i - 1) / 2;
    }
  events[i] = event;
}

static gboolean
take_next (Simulation *self, Event *next)
{
  Event *events = (Event *) (void *) self->heap->data, last;
  guint n = self->heap->len, i = 0;

  if (n == 0)
    return FALSE;
  *next = events[0];
  last = events[--n];
  while (2 * i + 1 < n)
    {
      guint child = 2 * i + 1;

      if (child + 1 < n && is_before (&events[child + 1], &events[child]))
        child++;
      if (is_before (&last, &events[child]))
        break;
      events[i] = events[child];
      i = child;
    }
  events[i] = last;
  g_array_set_size (self->heap, n);
  return TRUE;
}

static double
draw (Simulation *self, double mean)
{
  return -mean * log (1 - g_rand_double (self->rand));
}

/* The next arrival after @from; rates change from interval to interval, and what is left of a gap
 * at an end goes on at the next rate. */
static void
plan_arrival (Simulation *self, guint queue, double from)
{
  const FwSimulationDay *day = self->day;
  double left = draw (self, 1);
  guint i = (guint) (from / day->interval_s);

  for (double at = from; i < day->n_intervals; i++)
    {
      double rate = day->queues[queue].contacts[i] / day->interval_s;
      double end = (i + 1) * day->interval_s;

      if (rate > 0 && at + left / rate < end)
        {
          plan (self, at + left / rate, EVENT_ARRIVAL, queue);
          return;
        }
      left -= (end - at) * rate;
      at = end;
    }
}

/* ---- people and lines ---- */

static guint
count_free (const Simulation *self, guint group)
{
  guint people = self->day->groups[group].people[self->interval];

  return people > self->busy[group] ? people - self->busy[group] : 0;
}

static void
answer (Simulation *self, guint group, guint queue, double came)
{
  const FwSimulationQueue *asked = &self->day->queues[queue];
  FwSimulationResult *result = &self->results[queue];
  double wait = self->now - came, length = draw (self, asked->aht_s);

  result->answered++;
  result->wait_s += wait;
  result->answered_wait_s += wait;
  result->within += wait <= asked->target_s;
  result->busy_s += length;
  self->busy[group]++;
  plan (self, self->now + length, EVENT_FREE, group);
}

/* The longest waiting who has not given up; those before are counted as gone. Returns: (nullable)
 */
static const Waiting *
look_at_first (Simulation *self, guint queue)
{
  Line *line = &self->lines[queue];

  for (; line->front < line->waiting->len; line->front++)
    {
      const Waiting *first = &g_array_index (line->waiting, Waiting, line->front);

      if (first->gives_up > self->now)
        return first;
      self->results[queue].abandoned++;
      self->results[queue].wait_s += first->gives_up - first->came;
    }
  g_array_set_size (line->waiting, 0);
  line->front = 0;
  return NULL;
}

/* Of the queues that a group answers the one with the lowest number; of several the one in which
 * somebody waits longest. FALSE where nobody does. */
static gboolean
find_waiting (Simulation *self, guint64 skills, guint *queue, double *came)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->day->n_queues; i++)
    {
      guint at = self->by_priority[i];
      const Waiting *first;

      if (found && self->day->queues[at].priority > self->day->queues[*queue].priority)
        break;
      if ((skills >> at & 1) == 0 || (first = look_at_first (self, at)) == NULL ||
          (found && first->came >= *came))
        continue;
      found = TRUE;
      *queue = at;
      *came = first->came;
    }
  return found;
}

/* As many of a group as are free take what they can. */
static void
work (Simulation *self, guint group)
{
  guint queue = 0;
  double came = 0;

  while (count_free (self, group) > 0 &&
         find_waiting (self, self->day->groups[group].skills, &queue, &came))
    {
      self->lines[queue].front++;
      answer (self, group, queue, came);
    }
}

static void
arrive (Simulation *self, guint queue)
{
  const FwSimulationQueue *asked = &self->day->queues[queue];
  Waiting waiting = { self->now, INFINITY };

  self->results[queue].offered++;
  plan_arrival (self, queue, self->now);
  for (guint i = 0; i < self->day->n_groups; i++)
    {
      guint group = self->by_skills[i];

      if ((self->day->groups[group].skills >> queue & 1) != 0 && count_free (self, group) > 0)
        {
          answer (self, group, queue, self->now);
          return;
        }
    }
  self->results[queue].waited++;
  if (isfinite (asked->patience_s))
    waiting.gives_up = self->now + draw (self, asked->patience_s);
  g_array_append_val (self->lines[queue].waiting, waiting);
}

/* ---- a day ---- */

static int
compare_priorities (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const FwSimulationDay *day = user_data;
  guint x = *(const guint *) a, y = *(const guint *) b;

  if (day->queues[x].priority != day->queues[y].priority)
    return day->queues[x].priority < day->queues[y].priority ? -1 : 1;
  return x < y ? -1 : x > y;
}

static guint
count_skills (guint64 skills)
{
  guint n = 0;

  for (; skills != 0; skills &= skills - 1)
    n++;
  return n;
}

static int
compare_skills (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const FwSimulationDay *day = user_data;
  guint x = *(const guint *) a, y = *(const guint *) b;
  guint n = count_skills (day->groups[x].skills), m = count_skills (day->groups[y].skills);

  if (n != m)
    return n < m ? -1 : 1;
  return x < y ? -1 : x > y;
}

static guint *
list_sorted (guint n, GCompareDataFunc compare, const FwSimulationDay *day)
{
  guint *list = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    list[i] = i;
  g_qsort_with_data (list, (gint) n, sizeof *list, compare, (gpointer) day);
  return list;
}

/* Whoever is left where nobody comes any more gives up in the end, or at the end of the day. */
static void
finish (Simulation *self)
{
  for (guint queue = 0; queue < self->day->n_queues; queue++)
    {
      Line *line = &self->lines[queue];

      for (; line->front < line->waiting->len; line->front++)
        {
          const Waiting *left = &g_array_index (line->waiting, Waiting, line->front);

          self->results[queue].abandoned++;
          self->results[queue].wait_s +=
              MIN (left->gives_up, MAX (self->end, left->came)) - left->came;
        }
      g_array_unref (line->waiting);
    }
}

void
fw_simulation_run (const FwSimulationDay *day, guint32 seed, FwSimulationResult *results)
{
  Simulation self = { .day = day, .results = results };
  Event event;

  g_return_if_fail (day != NULL && results != NULL);
  g_return_if_fail (day->n_intervals > 0 && day->interval_s > 0);
  g_return_if_fail (day->n_queues > 0 && day->n_queues <= FW_SIMULATION_MOST_QUEUES);

  self.rand = g_rand_new_with_seed (seed);
  self.heap = g_array_new (FALSE, FALSE, sizeof (Event));
  self.end = day->n_intervals * day->interval_s;
  self.lines = g_new0 (Line, day->n_queues);
  self.busy = g_new0 (guint, day->n_groups + 1);
  self.by_priority = list_sorted (day->n_queues, compare_priorities, day);
  self.by_skills = list_sorted (day->n_groups, compare_skills, day);
  for (guint i = 1; i < day->n_intervals; i++)
    plan (&self, i * day->interval_s, EVENT_INTERVAL, i);
  for (guint queue = 0; queue < day->n_queues; queue++)
    {
      results[queue] = (FwSimulationResult){ 0 };
      self.lines[queue].waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
      plan_arrival (&self, queue, 0);
    }
  while (take_next (&self, &event))
    {
      self.now = event.at;
      if (event.type == EVENT_ARRIVAL)
        arrive (&self, event.which);
      else if (event.type == EVENT_FREE)
        {
          self.busy[event.which]--;
          work (&self, event.which);
        }
      else
        {
          self.interval = event.which;
          for (guint i = 0; i < day->n_groups; i++)
            work (&self, self.by_skills[i]);
        }
    }
  finish (&self);
  g_rand_free (self.rand);
  g_array_unref (self.heap);
  g_free (self.lines);
  g_free (self.busy);
  g_free (self.by_priority);
  g_free (self.by_skills);
}
