/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What each person does, and the time of it. Invariants: since ≤ credited; the cube holds the time
 * of a state up to `credited`, in whole milliseconds; what fw_floor_close_states() credited beyond
 * a later change is taken away again, so that the cube is the same whether it was ever called or
 * not, once all are closed at the same moment.
 */
#include "core/floor/fw-floor-state.h"

/* A person whom nobody signed in and nobody signed out is not ready all night. */
#define LONGEST_STATE (16 * FW_HOUR)
#define LONGEST_UNANNOUNCED FW_HOUR

void
fw_floor_agent_free (FwFloorAgent *agent)
{
  if (agent == NULL)
    return;

  fw_floor_history_clear (&agent->history);
  g_array_unref (agent->queues);
  g_array_unref (agent->paused_in);
  g_free (agent->reason);
  g_free (agent);
}

FwFloorAgent *
fw_floor_get_agent (FwFloor *self, guint16 agent)
{
  FwFloorAgent *person;

  if (agent == 0)
    return NULL;

  if (self->agents->len <= agent)
    g_ptr_array_set_size (self->agents, MAX ((guint) agent + 1, 2 * self->agents->len));
  person = self->agents->pdata[agent];
  if (person == NULL)
    {
      person = g_new0 (FwFloorAgent, 1);
      person->agent = agent;
      person->reason = g_strdup ("");
      person->queues = g_array_new (FALSE, FALSE, sizeof (guint16));
      person->paused_in = g_array_new (FALSE, FALSE, sizeof (guint16));
      self->agents->pdata[agent] = person;
    }
  return person;
}

static guint16
get_site (FwFloor *self, const FwFloorAgent *person, const FwFloorMember *member)
{
  if (member->site != 0)
    return member->site;
  return person->site != 0 ? person->site : self->house.first_site;
}

/* Where a person's time of a half hour goes: by what held at its beginning, as
 * fw_floor_assign_time() will say again. */
static gint64
find_half_hour (FwFloor *self, guint16 site, gint64 at)
{
  FwZone *zone = fw_cube_get_zone (self->cube, site);
  gint64 from, to;

  fw_zone_get_day_bounds (zone, fw_zone_get_day (zone, at), &from, &to);
  return from + (at - from) / FW_HALF_HOUR * FW_HALF_HOUR;
}

/* Adds @from to @to, or takes @to to @from away where @to is earlier; half hour by half hour. */
static void
add_time (FwFloor *self, FwFloorAgent *person, FwAgentState state, gint64 from, gint64 to)
{
  const gboolean take = (to < from) != (self->crediting < 0);
  gint64 start = MIN (from, to) / 1000 * 1000, end = MAX (from, to) / 1000 * 1000;

  if (self->crediting == 0)
    return;
  if (self->states != NULL && start < end)
    self->states (person->agent, state, state == FW_AGENT_PAUSED ? person->reason : "", start, end,
                  take, self->states_data);
  while (start < end)
    {
      guint16 site = get_site (self, person, fw_floor_get_member (self, person->agent, start));
      gint64 half_hour = find_half_hour (self, site, start);
      gint64 until = MIN (end, half_hour + FW_HALF_HOUR);
      FwAgentTime time = { .agent = person->agent };

      fw_floor_assign_time (self, site, half_hour, &time);
      fw_cube_add_agent_time (self->cube, site, person->agent, time.team, time.shift, time.tenure,
                              state, take ? until : start, take ? start : until);
      start = until;
    }
}

static void
credit_until (FwFloor *self, FwFloorAgent *person, gint64 to)
{
  gint64 limit = person->announced ? LONGEST_STATE : LONGEST_UNANNOUNCED;

  if (person->state == FW_AGENT_SIGNED_OUT)
    return;
  if (person->state == FW_AGENT_TALKING)
    limit = LONGEST_STATE;

  to = CLAMP (to, person->since, person->since + limit);
  if (to == person->credited)
    return;

  add_time (self, person, person->state, person->credited, to);
  person->credited = to;
}

void
fw_floor_agent_credit (FwFloor *self, FwFloorAgent *person, gint64 from, gint64 to)
{
  if (person->state != FW_AGENT_SIGNED_OUT)
    add_time (self, person, person->state, from, to);
}

static FwAgentState
derive_state (const FwFloorAgent *person)
{
  if (person->in_hand > 0)
    return FW_AGENT_TALKING;
  if (person->queues->len == 0)
    return FW_AGENT_SIGNED_OUT;
  if (person->wrapping)
    return FW_AGENT_WRAP_UP;
  return person->paused ? FW_AGENT_PAUSED : FW_AGENT_READY;
}

static void
begin_state (FwFloor *self, FwFloorAgent *person, FwAgentState state, gint64 at)
{
  at = MAX (at, person->since);
  credit_until (self, person, at);
  person->state = state;
  person->since = person->credited = at;
}

static void
update_state (FwFloor *self, FwFloorAgent *person, gint64 at)
{
  FwAgentState state = derive_state (person);

  if (state != person->state)
    begin_state (self, person, state, at);
}

static gboolean
has_queue (const GArray *queues, guint16 queue)
{
  for (guint i = 0; i < queues->len; i++)
    if (g_array_index (queues, guint16, i) == queue)
      return TRUE;

  return FALSE;
}

static void
add_queue (GArray *queues, guint16 queue)
{
  guint i = 0;

  if (has_queue (queues, queue))
    return;
  while (i < queues->len && g_array_index (queues, guint16, i) < queue)
    i++;
  g_array_insert_val (queues, i, queue);
}

/* @queue: 0 all of them. */
static void
remove_queue (GArray *queues, guint16 queue)
{
  if (queue == 0)
    g_array_set_size (queues, 0);
  for (guint i = 0; i < queues->len; i++)
    if (g_array_index (queues, guint16, i) == queue)
      {
        g_array_remove_index (queues, i);
        break;
      }
}

/* Somebody who is paused in one of several queues still answers the others. Who is in all queues is
 * in no one by name: a pause in any is one. */
static gboolean
is_paused_everywhere (const FwFloorAgent *person)
{
  if (person->paused_at_all || (person->paused_in->len > 0 && has_queue (person->queues, 0)))
    return TRUE;
  for (guint i = 0; i < person->queues->len; i++)
    if (!has_queue (person->paused_in, g_array_index (person->queues, guint16, i)))
      return FALSE;

  return person->queues->len > 0;
}

static void
join_queue (FwFloorAgent *person, guint16 queue)
{
  add_queue (person->queues, queue);
  person->paused = is_paused_everywhere (person);
}

static void
leave_queue (FwFloorAgent *person, guint16 queue)
{
  remove_queue (person->queues, queue);
  remove_queue (person->paused_in, queue);
}

/* What was done until now was done where the person was until now. */
static void
move_to_queue (FwFloor *self, FwFloorAgent *person, guint16 queue, gint64 at)
{
  guint16 site = fw_floor_get_queue (self, queue)->site;

  if (site == person->site)
    return;
  credit_until (self, person, at);
  person->site = site;
}

/* Whoever is seen at work without having signed in is there all the same. */
static void
see_at_work (FwFloor *self, FwFloorAgent *person, guint16 queue, gint64 at)
{
  if (person->queues->len == 0 || (!person->announced && queue != 0))
    join_queue (person, queue);
  move_to_queue (self, person, queue, at);
}

static void
act_taken (FwFloor *self, FwFloorAgent *person, const FwFloorAct *act)
{
  gint32 day = fw_zone_get_day (fw_cube_get_zone (self->cube, act->site), act->at);

  see_at_work (self, person, act->queue, act->at);
  if (day > person->day)
    {
      person->day = day;
      person->contacts_today = 0;
    }
  if (day == person->day)
    person->contacts_today++;

  person->in_hand++;
  person->queue = act->queue;
  person->wrapping = FALSE;
  update_state (self, person, act->at);
}

static void
act_released (FwFloor *self, FwFloorAgent *person, const FwFloorAct *act)
{
  if (person->in_hand == 0)
    return;

  person->in_hand--;
  if (person->in_hand == 0)
    person->queue = 0;
  person->wrapping = act->wraps;
  update_state (self, person, act->at);
}

static void
act_was (FwFloor *self, FwFloorAgent *person, const FwFloorAct *act)
{
  see_at_work (self, person, act->queue, act->from);
  update_state (self, person, act->from);
  if (act->state == FW_AGENT_WRAP_UP && person->wrapping)
    {
      person->wrapping = FALSE;
      update_state (self, person, act->at);
    }
  else if (person->state == FW_AGENT_READY && act->at > person->since)
    {
      begin_state (self, person, act->state, act->from);
      begin_state (self, person, FW_AGENT_READY, act->at);
    }
}

static void
note_pause (FwFloorAgent *person, const FwFloorAct *act)
{
  if (act->kind == FW_ACT_UNPAUSED)
    {
      person->paused_at_all = FALSE;
      remove_queue (person->paused_in, act->queue);
    }
  else if (act->kind == FW_ACT_PAUSED && act->queue == 0)
    person->paused_at_all = TRUE;
  else if (act->kind == FW_ACT_PAUSED)
    add_queue (person->paused_in, act->queue);
}

static void
act_paused (FwFloor *self, FwFloorAgent *person, const FwFloorAct *act)
{
  const gboolean told = act->kind != FW_ACT_UNPAUSED;
  const gboolean in_part = person->paused_at_all || person->paused_in->len > 0;
  const char *reason = told && act->reason != NULL ? act->reason : "";
  gboolean same = g_str_equal (reason, person->reason), paused;

  if (act->kind == FW_ACT_PAUSE_REASON && !person->paused)
    return;
  see_at_work (self, person, act->queue, act->at);
  note_pause (person, act);
  paused = is_paused_everywhere (person);
  if (told && in_part && *reason == '\0')
    same = TRUE; /* the same pause in another queue, told without its reason */
  if (!told && paused)
    return;
  if (paused && person->paused && !same && *person->reason != '\0' &&
      person->state == FW_AGENT_PAUSED)
    begin_state (self, person, FW_AGENT_PAUSED, act->at); /* another pause */

  if (!same)
    {
      /* Who is told of states hears of the time until now with the reason of then; one that is told
       * after the beginning of its pause is that of all of it. */
      if (self->states != NULL && act->kind != FW_ACT_PAUSE_REASON)
        credit_until (self, person, MAX (act->at, person->since));
      g_free (person->reason);
      person->reason = g_strdup (reason);
    }
  person->paused = paused;
  update_state (self, person, act->at);
}

static void
act_signed (FwFloor *self, FwFloorAgent *person, const FwFloorAct *act)
{
  if (act->kind == FW_ACT_SIGNED_IN)
    {
      person->announced = TRUE;
      move_to_queue (self, person, act->queue, act->at);
      join_queue (person, act->queue);
      update_state (self, person, act->at);
      return;
    }

  leave_queue (person, act->queue);
  if (person->queues->len > 0)
    {
      person->paused = is_paused_everywhere (person);
      update_state (self, person, act->at);
      return;
    }
  g_array_set_size (person->paused_in, 0);
  person->paused_at_all = FALSE;
  /* The sign-in is forgotten last: what was announced may have lasted longer. */
  person->paused = person->wrapping = FALSE;
  update_state (self, person, act->at);
  person->announced = FALSE;
}

void
fw_floor_agent_act (FwFloor *self, FwFloorAgent *person, const FwFloorAct *act)
{
  switch (act->kind)
    {
    case FW_ACT_TAKEN:
      act_taken (self, person, act);
      break;
    case FW_ACT_RELEASED:
      act_released (self, person, act);
      break;
    case FW_ACT_WAS:
      act_was (self, person, act);
      break;
    case FW_ACT_PAUSED:
    case FW_ACT_UNPAUSED:
    case FW_ACT_PAUSE_REASON:
      act_paused (self, person, act);
      break;
    case FW_ACT_SIGNED_IN:
    case FW_ACT_SIGNED_OUT:
      act_signed (self, person, act);
      break;
    default:
      break;
    }
}

/* ---- what events tell of people ---- */

static void
tell (FwFloor *self, guint16 agent, FwFloorAct *act)
{
  FwFloorAgent *person = fw_floor_get_agent (self, agent);

  if (person == NULL)
    return;

  act->tie = self->id;
  fw_floor_history_take (self, person, act);
}

void
fw_floor_agent_take (FwFloor *self, guint16 agent, guint16 site, guint16 queue, gint64 at)
{
  FwFloorAct act = { .kind = FW_ACT_TAKEN, .at = at, .site = site, .queue = queue };

  tell (self, agent, &act);
}

void
fw_floor_agent_release (FwFloor *self, guint16 agent, gboolean wraps, gint64 from, gint64 at)
{
  FwFloorAct act = { .kind = FW_ACT_RELEASED, .at = at, .from = from, .wraps = wraps };

  tell (self, agent, &act);
}

/* Told afterwards: until @to the person, thought to be ready, was ringing or wrapping up. */
void
fw_floor_agent_was (
    FwFloor *self, guint16 agent, guint16 queue, FwAgentState state, gint64 from, gint64 to)
{
  FwFloorAct act = { .kind = FW_ACT_WAS, .at = to, .from = from, .queue = queue, .state = state };

  tell (self, agent, &act);
}

void
fw_floor_apply_person (FwFloor *self, const FwEvent *event)
{
  static const FwActKind kinds[FW_N_EVENT_TYPES] = {
    [FW_EVENT_SIGNED_IN] = FW_ACT_SIGNED_IN,
    [FW_EVENT_SIGNED_OUT] = FW_ACT_SIGNED_OUT,
    [FW_EVENT_PAUSED] = FW_ACT_PAUSED,
    [FW_EVENT_UNPAUSED] = FW_ACT_UNPAUSED,
    [FW_EVENT_PAUSE_REASON] = FW_ACT_PAUSE_REASON,
  };
  FwFloorAct act = { .kind = kinds[event->type], .at = event->at };
  g_autofree char *reason = NULL;

  act.queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  if (act.kind == FW_ACT_PAUSED || act.kind == FW_ACT_PAUSE_REASON)
    act.reason = reason = fw_text_dup (event->reason);
  tell (self, fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent), &act);
}

void
fw_floor_close_states (FwFloor *self, gint64 now)
{
  g_return_if_fail (self != NULL);

  self->closed = MAX (self->closed, now);
  for (guint i = 0; i < self->agents->len; i++)
    if (self->agents->pdata[i] != NULL)
      {
        FwFloorAgent *person = self->agents->pdata[i];

        /* A state that began after @now, by a clock ahead of ours, stays as it is. */
        if (person->credited < self->closed)
          credit_until (self, person, self->closed);
      }
}

void
fw_floor_set_states (FwFloor *self, FwFloorStates states, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->states = states;
  self->states_data = user_data;
}

gint64
fw_floor_get_closed (FwFloor *self)
{
  return self->closed;
}

static gboolean
is_on_floor (FwFloor *self, const FwFloorAgent *person)
{
  if (person == NULL || person->state == FW_AGENT_SIGNED_OUT)
    return FALSE;
  return person->announced || person->state == FW_AGENT_TALKING ||
         self->last_event - person->since <= LONGEST_UNANNOUNCED;
}

/* Readers come in several at once: they ask the directory itself, not the caches, which look-ups
 * write to. */
static void
place_person (FwFloor *self, const FwFloorAgent *agent, FwPerson *person)
{
  FwMembership member;
  gint64 at = MAX (self->last_event, agent->since) / FW_FLOOR_SLOT * FW_FLOOR_SLOT;

  person->site = agent->site != 0 ? agent->site : self->house.first_site;
  if (!fw_directory_find_agent (
          self->directory,
          fw_text (fw_dictionary_get (fw_cube_get_dictionary (self->cube, FW_DIMENSION_AGENT),
                                      agent->agent)),
          at, &member))
    return;

  fw_dictionary_find (fw_cube_get_dictionary (self->cube, FW_DIMENSION_SITE), fw_text (member.site),
                      &person->site);
  fw_dictionary_find (fw_cube_get_dictionary (self->cube, FW_DIMENSION_TEAM), fw_text (member.team),
                      &person->team);
}

GArray *
fw_floor_list_people (FwFloor *self)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (FwPerson));
  FwDictionary *queues = fw_cube_get_dictionary (self->cube, FW_DIMENSION_QUEUE);

  for (guint i = 0; i < self->agents->len; i++)
    {
      const FwFloorAgent *agent = self->agents->pdata[i];
      FwPerson person = { 0 };
      gint32 today;

      if (!is_on_floor (self, agent))
        continue;

      place_person (self, agent, &person);
      person.agent = agent->agent;
      person.state = agent->state;
      person.since = agent->since;
      person.reason = agent->state == FW_AGENT_PAUSED ? agent->reason : "";
      person.queue = fw_dictionary_get (queues, agent->queue);
      today = fw_zone_get_day (fw_cube_get_zone (self->cube, person.site), self->last_event);
      person.contacts_today = agent->day >= today ? agent->contacts_today : 0;
      person.queues = agent->queues;
      person.paused_in = agent->paused_in;
      g_array_append_val (people, person);
    }
  return people;
}
