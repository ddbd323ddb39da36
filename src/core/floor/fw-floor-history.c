/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What people did lately. Most acts come in the order of their times and are applied as they come.
 * One that does not, or comes in the moment of another, is put where it belongs: the time since the
 * base is taken out of the cube, and the acts are gone through again. Those of one moment are
 * ordered by what they are and by the state before them, never by which came first. Invariants: the
 * acts in their order lead from the base to the person's state; whatever the base holds lies more
 * than LONGEST_LAG before the newest of them, or before the last MOST_ACTS.
 */
#include "core/floor/fw-floor-state.h"

/* Feeds lag by seconds or minutes; what is told later than this is a matter for the ledger. */
#define LONGEST_LAG (15 * FW_MINUTE)
/* A person has a few acts a minute; what answers thousands of contacts at once is a machine, and
 * going through all of its acts again for each that is late would take for ever. */
#define MOST_ACTS 256
#define ROOM 32

static void
clear_act (gpointer data)
{
  g_free (((FwFloorAct *) data)->reason);
}

void
fw_floor_history_clear (FwFloorHistory *self)
{
  g_clear_pointer (&self->base, fw_floor_agent_free);
  g_clear_pointer (&self->acts, g_array_unref);
}

static FwFloorAct *
get_act (const FwFloorHistory *self, guint i)
{
  return &g_array_index (self->acts, FwFloorAct, i);
}

/* Without its history. */
static FwFloorAgent *
copy_state (const FwFloorAgent *person)
{
  FwFloorAgent *copy = g_memdup2 (person, sizeof *person);

  copy->history = (FwFloorHistory){ 0 };
  copy->reason = g_strdup (person->reason);
  copy->queues = g_array_copy (person->queues);
  copy->paused_in = g_array_copy (person->paused_in);
  return copy;
}

static void
take_state (FwFloorAgent *person, FwFloorAgent *from)
{
  FwFloorHistory history = person->history;

  g_free (person->reason);
  g_array_unref (person->queues);
  g_array_unref (person->paused_in);
  *person = *from;
  person->history = history;
  g_free (from);
}

static gboolean
is_in_queue (const FwFloorAgent *person, guint16 queue)
{
  for (guint i = 0; i < person->queues->len; i++)
    if (queue == 0 || g_array_index (person->queues, guint16, i) == queue)
      return TRUE;

  return FALSE;
}

static gboolean
is_paused_in (const FwFloorAgent *person, guint16 queue)
{
  for (guint i = 0; i < person->paused_in->len; i++)
    if (g_array_index (person->paused_in, guint16, i) == queue)
      return TRUE;

  return person->paused;
}

/* What does not depend on the state before; 0 where it does. */
static guint
get_fixed_rank (const FwFloorAct *act)
{
  switch (act->kind)
    {
    case FW_ACT_RELEASED:
      return act->from < act->at ? 1 : 10;
    case FW_ACT_WAS:
      return 2;
    case FW_ACT_PAUSE_REASON:
      return 8;
    case FW_ACT_TAKEN:
      return 9;
    case FW_ACT_SIGNED_OUT:
    case FW_ACT_SIGNED_IN:
    case FW_ACT_PAUSED:
    case FW_ACT_UNPAUSED:
    default:
      return 0;
    }
}

/* In one moment: contacts end, then what was is told, people leave where they were and come, or
 * pause and end a pause (first what changes something), then contacts begin. */
static guint
get_rank (const FwFloorAgent *before, gboolean arrives, const FwFloorAct *act)
{
  guint pause = arrives ? 6 : 3, rank = get_fixed_rank (act);

  if (rank != 0)
    return rank;
  if (act->kind == FW_ACT_SIGNED_IN)
    return 4;
  if (act->kind == FW_ACT_SIGNED_OUT && arrives)
    return is_in_queue (before, act->queue) ? 3 : 5;
  if (act->kind == FW_ACT_SIGNED_OUT)
    return 5;
  return pause + ((act->kind == FW_ACT_PAUSED) == is_paused_in (before, act->queue));
}

typedef struct
{
  const FwFloorAgent *before;
  gboolean arrives; /* somebody signs in in this moment */
} Moment;

static int
compare_acts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const FwFloorAct *x = a, *y = b;
  const Moment *moment = user_data;
  guint rank_x = get_rank (moment->before, moment->arrives, x);
  guint rank_y = get_rank (moment->before, moment->arrives, y);

  if (rank_x != rank_y)
    return rank_x < rank_y ? -1 : 1;
  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  return (x->tie > y->tie) - (x->tie < y->tie);
}

static guint
find_end_of_moment (const FwFloorHistory *self, guint from)
{
  guint end = from + 1;

  while (end < self->acts->len && get_act (self, end)->at == get_act (self, from)->at)
    end++;
  return end;
}

static void
order_moment (const FwFloorHistory *self, const FwFloorAgent *before, guint from, guint end)
{
  Moment moment = { .before = before };

  if (end - from < 2)
    return;
  for (guint i = from; i < end; i++)
    moment.arrives |= get_act (self, i)->kind == FW_ACT_SIGNED_IN;
  g_qsort_with_data (get_act (self, from), (int) (end - from), sizeof (FwFloorAct), compare_acts,
                     &moment);
}

/* Takes the time since the base out of the cube. */
static void
take_back (FwFloor *self, FwFloorAgent *person)
{
  FwFloorAgent *state = copy_state (person->history.base);

  self->crediting = -1;
  for (guint i = 0; i < person->history.acts->len; i++)
    fw_floor_agent_act (self, state, get_act (&person->history, i));
  fw_floor_agent_credit (self, state, state->credited, person->credited);
  self->crediting = 1;
  fw_floor_agent_free (state);
}

static void
go_through_again (FwFloor *self, FwFloorAgent *person)
{
  FwFloorHistory *history = &person->history;
  FwFloorAgent *state = copy_state (history->base);

  for (guint i = 0, end; i < history->acts->len; i = end)
    {
      end = find_end_of_moment (history, i);
      order_moment (history, state, i, end);
      for (guint k = i; k < end; k++)
        fw_floor_agent_act (self, state, get_act (history, k));
    }
  take_state (person, state);
}

/* The oldest go into the base, whole moments at a time, but for the newest of these. */
static void
let_go (FwFloor *self, FwFloorHistory *history)
{
  const gint64 newest = get_act (history, history->acts->len - 1)->at;
  guint n = 0;

  while (n < history->acts->len)
    {
      guint end = find_end_of_moment (history, n);

      if (end == history->acts->len ||
          (get_act (history, n)->at >= newest - LONGEST_LAG && history->acts->len - n <= MOST_ACTS))
        break;
      n = end;
    }

  self->crediting = 0;
  for (guint i = 0; i < n; i++)
    fw_floor_agent_act (self, history->base, get_act (history, i));
  self->crediting = 1;
  if (n > 0)
    g_array_remove_range (history->acts, 0, n);
  history->limit = history->acts->len + ROOM;
}

/* @act: its reason goes over to the history */
static void
insert_act (FwFloorHistory *history, const FwFloorAct *act)
{
  guint i = history->acts->len;

  while (i > 0 && get_act (history, i - 1)->at > act->at)
    i--;
  g_array_insert_vals (history->acts, i, act, 1);
}

/* What is earlier than can be put in takes place at the earliest moment that can. */
static gint64
find_moment (FwFloor *self, const FwFloorHistory *history, gint64 at)
{
  gint64 earliest;

  if (history->acts->len == 0)
    return at;
  earliest = get_act (history, history->acts->len - 1)->at - LONGEST_LAG;
  if (history->acts->len >= MOST_ACTS) /* what was before these may be in the base */
    earliest = MAX (earliest, get_act (history, 0)->at);
  if (at < earliest)
    fw_floor_flag (self);
  return MAX (at, earliest);
}

static gboolean
is_in_order (const FwFloorHistory *history, const FwFloorAct *act)
{
  const FwFloorAct *last;

  if (history->acts->len == 0)
    return TRUE;
  last = get_act (history, history->acts->len - 1);
  if (act->at != last->at)
    return act->at > last->at;
  return get_fixed_rank (last) != 0 && get_fixed_rank (act) > get_fixed_rank (last);
}

void
fw_floor_history_begin (FwFloorAgent *person)
{
  FwFloorHistory *history = &person->history;

  history->acts = g_array_new (FALSE, FALSE, sizeof (FwFloorAct));
  g_array_set_clear_func (history->acts, clear_act);
  history->base = copy_state (person);
  history->limit = ROOM;
}

void
fw_floor_history_take (FwFloor *self, FwFloorAgent *person, const FwFloorAct *told)
{
  FwFloorHistory *history = &person->history;
  FwFloorAct act = *told;

  if (history->acts == NULL)
    fw_floor_history_begin (person);
  act.at = find_moment (self, history, told->at);
  act.reason = g_strdup (told->reason);

  if (is_in_order (history, &act))
    {
      insert_act (history, &act);
      fw_floor_agent_act (self, person, &act);
    }
  else
    {
      take_back (self, person);
      insert_act (history, &act);
      go_through_again (self, person);
    }
  if (history->acts->len >= history->limit)
    let_go (self, history);
}

gboolean
fw_floor_history_reaches (const FwFloorAgent *person, gint64 at)
{
  const FwFloorHistory *history = &person->history;

  return history->acts != NULL && history->acts->len > 0 &&
         get_act (history, history->acts->len - 1)->at >= at;
}
