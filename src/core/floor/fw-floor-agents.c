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

  g_array_unref (agent->queues);
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
  const gboolean take = to < from;
  gint64 start = (take ? to : from) / 1000 * 1000, end = (take ? from : to) / 1000 * 1000;

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

static void
join_queue (FwFloorAgent *person, guint16 queue)
{
  guint i = 0;

  for (; i < person->queues->len; i++)
    {
      guint16 other = g_array_index (person->queues, guint16, i);

      if (other == queue)
        return;
      if (other > queue)
        break;
    }
  g_array_insert_val (person->queues, i, queue);
}

static void
leave_queue (FwFloorAgent *person, guint16 queue)
{
  if (queue == 0)
    g_array_set_size (person->queues, 0);
  for (guint i = 0; i < person->queues->len; i++)
    if (g_array_index (person->queues, guint16, i) == queue)
      {
        g_array_remove_index (person->queues, i);
        break;
      }
}

/* Whoever is seen at work without having signed in is there all the same. */
static void
see_at_work (FwFloor *self, FwFloorAgent *person, guint16 queue)
{
  if (person->queues->len == 0 || (!person->announced && queue != 0))
    join_queue (person, queue);
  person->site = fw_floor_get_queue (self, queue)->site;
}

void
fw_floor_agent_take (FwFloor *self, guint16 agent, guint16 site, guint16 queue, gint64 at)
{
  FwFloorAgent *person = fw_floor_get_agent (self, agent);
  gint32 day;

  if (person == NULL)
    return;

  see_at_work (self, person, queue);
  day = fw_zone_get_day (fw_cube_get_zone (self->cube, site), at);
  if (day > person->day)
    {
      person->day = day;
      person->contacts_today = 0;
    }
  if (day == person->day)
    person->contacts_today++;

  person->in_hand++;
  person->queue = queue;
  person->wrapping = FALSE;
  update_state (self, person, at);
}

void
fw_floor_agent_release (FwFloor *self, guint16 agent, gboolean wraps, gint64 at)
{
  FwFloorAgent *person = fw_floor_get_agent (self, agent);

  if (person == NULL || person->in_hand == 0)
    return;

  person->in_hand--;
  if (person->in_hand == 0)
    person->queue = 0;
  person->wrapping = wraps;
  update_state (self, person, at);
}

/* Told afterwards: until @at the person, thought to be ready, was ringing or wrapping up. */
void
fw_floor_agent_was (
    FwFloor *self, guint16 agent, guint16 queue, FwAgentState state, gint64 from, gint64 to)
{
  FwFloorAgent *person = fw_floor_get_agent (self, agent);

  if (person == NULL)
    return;

  see_at_work (self, person, queue);
  update_state (self, person, from);
  if (state == FW_AGENT_WRAP_UP && person->wrapping)
    {
      person->wrapping = FALSE;
      update_state (self, person, to);
    }
  else if (person->state == FW_AGENT_READY && to > person->since)
    {
      begin_state (self, person, state, from);
      begin_state (self, person, FW_AGENT_READY, to);
    }
}

static void
set_paused (FwFloor *self, FwFloorAgent *person, gboolean paused, FwText reason, gint64 at)
{
  g_autofree char *text = paused ? fw_text_dup (reason) : g_strdup ("");
  gboolean same = g_str_equal (text, person->reason);

  if (paused && person->paused && !same && person->state == FW_AGENT_PAUSED)
    begin_state (self, person, FW_AGENT_PAUSED, at); /* another pause */

  g_free (person->reason);
  person->reason = g_steal_pointer (&text);
  person->paused = paused;
  update_state (self, person, at);
}

void
fw_floor_apply_person (FwFloor *self, const FwEvent *event)
{
  guint16 queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  FwFloorAgent *person =
      fw_floor_get_agent (self, fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent));

  if (person == NULL)
    return;

  if (event->type == FW_EVENT_SIGNED_IN)
    {
      person->announced = TRUE;
      person->site = fw_floor_get_queue (self, queue)->site;
      join_queue (person, queue);
      update_state (self, person, event->at);
    }
  else if (event->type == FW_EVENT_SIGNED_OUT)
    {
      leave_queue (person, queue);
      if (person->queues->len == 0)
        person->announced = person->paused = person->wrapping = FALSE;
      update_state (self, person, event->at);
    }
  else
    {
      see_at_work (self, person, queue);
      set_paused (self, person, event->type == FW_EVENT_PAUSED, event->reason, event->at);
    }
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
      g_array_append_val (people, person);
    }
  return people;
}
