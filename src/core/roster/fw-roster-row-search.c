/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/roster/fw-roster-row-private.h"

/* Day by day, all rows so far that may still cost at most so much; of those that are the same to
 * all rules the cheapest. */

#define MOST_LABELS (1u << 22)

typedef struct
{
  FwRosterRow *row;
  gint64 limit; /* with what units and weekends are worth at the most that they may be */
  guint begin;  /* of the labels of the day that is made */
  gboolean cut, full;
} Search;

static void
reach (Search *self, guint day, const FwRosterLabel *label)
{
  FwRosterRow *row = self->row;
  gint64 to_go = row->to_go[fw_roster_row_at (row, day, label->status)];
  guint32 known;

  if (label->cost + to_go > self->limit)
    {
      self->cut = self->cut || to_go < FW_ROSTER_REACHED;
      return;
    }
  if (label->weekends > row->most_weekends || label->units > row->most_units ||
      label->units + row->can[day - row->first] < row->least_units)
    return;
  known = row->table[label->state];
  if (known >= self->begin && known < row->n_labels && row->labels[known].state == label->state)
    {
      if (label->cost < row->labels[known].cost)
        row->labels[known] = *label;
      return;
    }
  if (row->n_labels == row->room_labels)
    {
      if (row->room_labels >= MOST_LABELS)
        {
          self->full = TRUE;
          return;
        }
      row->room_labels = MAX (row->room_labels * 2, 4096);
      row->labels = g_renew (FwRosterLabel, row->labels, row->room_labels);
    }
  row->table[label->state] = row->n_labels;
  row->labels[row->n_labels++] = *label;
}

static inline guint32
get_state (const FwRosterRow *self, guint units, guint weekends, guint status)
{
  return (guint32) (((gsize) units * (self->most_weekends + 1) + weekends) * self->n_status +
                    status);
}

/* @from is a copy: the labels may move. */
static void
leave (Search *self, guint day, guint32 number, FwRosterLabel from)
{
  const FwRosterRow *row = self->row;
  const FwRosterStep *step = &row->steps[fw_roster_row_at (row, day, from.status)];
  gsize best = fw_roster_row_best_at (row, day, step->class, 0);
  FwRosterLabel to = from;

  to.from = number;
  if (step->may_rest)
    {
      to.status = (guint8) step->rest;
      to.shift = FW_ROSTER_OFF;
      to.state = get_state (row, to.units, to.weekends, to.status);
      reach (self, day + 1, &to);
    }
  if (!step->may_work || from.weekends + step->weekends > row->most_weekends)
    return;
  to.weekends = (guint8) (from.weekends + step->weekends);
  for (guint i = 0; i < row->n_used; i++)
    {
      guint class = row->used[i], units = from.units + row->classes[class].units;

      if (row->best[best + class] >= FW_ROSTER_REACHED || units > row->most_units)
        continue;
      to.units = (guint16) units;
      to.status = (guint8) fw_roster_row_get_work (row, class, step->run + 1);
      to.shift = row->best_shift[best + class];
      to.cost = from.cost + row->best[best + class] + step->weekends * row->at.weekends +
                row->classes[class].units * row->at.minutes;
      to.state = get_state (row, to.units, to.weekends, to.status);
      reach (self, day + 1, &to);
    }
}

static void
walk_back (FwRosterRow *self, guint32 number)
{
  memcpy (self->made, self->row, self->problem->n_days);
  for (guint day = self->end; day-- > self->first; number = self->labels[number].from)
    self->made[day] = self->labels[number].shift;
}

gboolean
fw_roster_row_search (FwRosterRow *self, gint64 limit, gboolean *cut)
{
  gint64 most = self->at.weekends * self->most_weekends +
                self->at.minutes * (self->at.minutes > 0 ? self->most_units : self->least_units);
  Search search = { self, MIN (limit, FW_ROSTER_REACHED - 1 - most) + most, 0, FALSE, FALSE };
  FwRosterLabel start = { .status = (guint8) self->start };
  gint64 cheapest = limit;
  guint32 last = G_MAXUINT32;

  self->n_labels = 0;
  start.state = get_state (self, 0, 0, self->start);
  reach (&search, self->first, &start);
  for (guint day = self->first; day < self->end; day++)
    {
      guint begin = search.begin, end = self->n_labels;

      search.begin = end;
      for (guint i = begin; i < end; i++)
        leave (&search, day, i, self->labels[i]);
    }
  for (guint i = search.begin; i < self->n_labels && !search.full; i++)
    {
      const FwRosterLabel *label = &self->labels[i];
      gint64 cost =
          label->cost - label->weekends * self->at.weekends - label->units * self->at.minutes;

      if (label->units < self->least_units)
        continue;
      search.cut = search.cut || cost > limit;
      if (cost > cheapest)
        continue;
      cheapest = cost - 1;
      last = i;
    }
  *cut = search.cut && !search.full;
  if (last == G_MAXUINT32)
    return FALSE;
  self->made_cost = cheapest + 1;
  walk_back (self, last);
  return TRUE;
}
