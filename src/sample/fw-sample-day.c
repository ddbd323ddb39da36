/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-day.h"

#include "sample/fw-sample-floor.h"

#define STREAM_DAY 0x646179
#define LONGEST_DELAY_MS (120 * 60 * 1000)
#define LAST_HANDS_MS                                                                              \
  (30 * 60 * 1000) /* how long after the day the last people stay for those who still wait */

typedef enum
{
  STEP_SIGN_IN,
  STEP_FREE, /* contact, ringing or pause is over */
  STEP_UNPAUSE,
  STEP_DUE /* a pause or the end of the shift has come */
} Step;

typedef struct
{
  gint64 at;
  guint order; /* keeps steps of one moment in the order they were made */
  guint agent;
  Step step;
} Turn;

typedef struct
{
  GArray *numbers; /* guint: of contacts, first come first */
  guint head;
} Line;

typedef struct
{
  FwSampleScene scene;
  GArray *agents;   /* FwSampleAgent */
  GArray *contacts; /* FwSampleContact */
  GArray *turns;    /* Turn: a binary heap, the earliest first */
  guint n_turns;
  guint n_present; /* signed in */
  guint n_paused;
  Line lines[FW_SAMPLE_N_QUEUES];
} Day;

static gboolean
is_earlier (const Turn *a, const Turn *b)
{
  return a->at != b->at ? a->at < b->at : a->order < b->order;
}

static void
push_turn (Day *day, gint64 at, guint agent, Step step)
{
  Turn turn = { at, day->n_turns++, agent, step };
  Turn *heap;
  guint i = day->turns->len;

  g_array_append_val (day->turns, turn);
  heap = (Turn *) day->turns->data;
  for (; i > 0 && is_earlier (&turn, &heap[(i - 1) / 2]); i = (i - 1) / 2)
    heap[i] = heap[(i - 1) / 2];
  heap[i] = turn;
}

static Turn
pop_turn (Day *day)
{
  Turn *heap = (Turn *) day->turns->data;
  Turn first = heap[0];
  Turn last = heap[day->turns->len - 1];
  guint n = day->turns->len - 1, i = 0;

  g_array_set_size (day->turns, n);
  for (guint child = 1; child < n; child = 2 * i + 1)
    {
      if (child + 1 < n && is_earlier (&heap[child + 1], &heap[child]))
        child++;
      if (!is_earlier (&heap[child], &last))
        break;
      heap[i] = heap[child];
      i = child;
    }
  if (n > 0)
    heap[i] = last;
  return first;
}

static void
add_state (Day *day, FwSampleAgent *agent, FwEventType type, gint64 at, FwSampleReason reason)
{
  FwSampleEvent *event = fw_sample_scene_add (&day->scene, type, at);

  event->person = agent->person;
  event->contact = agent->n_events++;
  event->reason = reason;
}

static gboolean
is_trained (const FwSampleAgent *agent, guint queue)
{
  return agent->group == FW_SAMPLE_GROUP_NIGHT || agent->group == fw_sample_queues[queue].group;
}

/* Those at the front who have given up meanwhile are let go. Returns FALSE when nobody waits. */
static gboolean
peek_line (Day *day, guint queue, gint64 now, guint *number)
{
  Line *line = &day->lines[queue];

  for (; line->head < line->numbers->len; line->head++)
    {
      const FwSampleContact *contact;

      *number = g_array_index (line->numbers, guint, line->head);
      contact = &g_array_index (day->contacts, FwSampleContact, *number);
      if (contact->gives_up > now)
        return TRUE;
      fw_sample_play_lost (&day->scene, contact, *number);
    }
  return FALSE;
}

/* Whom this agent should take: own training first, the longest waiting first, spoken before
 * written. */
static gboolean
choose_contact (Day *day, const FwSampleAgent *agent, gint64 now, guint *number)
{
  gint64 best = G_MAXINT64;
  guint from = 0;

  for (guint queue = 0; queue < FW_SAMPLE_N_QUEUES; queue++)
    {
      gint64 rank;
      guint first;

      if (!peek_line (day, queue, now, &first))
        continue;
      rank = g_array_index (day->contacts, FwSampleContact, first).arrival.at;
      rank += (gint64) (fw_sample_queues[queue].delay_s * 1000) +
              (is_trained (agent, queue) ? 0 : 25000);
      if (rank < best)
        {
          best = rank;
          *number = first;
          from = queue;
        }
    }
  if (best == G_MAXINT64)
    return FALSE;
  day->lines[from].head++;
  return TRUE;
}

static void
return_contact (Day *day, guint queue, guint number)
{
  Line *line = &day->lines[queue];

  if (line->head > 0)
    g_array_index (line->numbers, guint, --line->head) = number;
  else
    g_array_prepend_val (line->numbers, number);
}

/* The phone rings. Returns TRUE when the contact was answered or gave up; FALSE when it must wait
 * on. */
static gboolean
ring (Day *day, guint index, guint number, gint64 now)
{
  FwSampleAgent *agent = &g_array_index (day->agents, FwSampleAgent, index);
  FwSampleContact *contact = &g_array_index (day->contacts, FwSampleContact, number);
  gint64 rings = (gint64) (fw_sample_random_between (&day->scene.random, 1.2, 4.5) * 1000);

  agent->state = FW_SAMPLE_BUSY;
  if (contact->attempts < 2 && fw_sample_random_chance (&day->scene.random, 0.006))
    {
      FwSampleEvent *event;

      rings = 12000;
      event = fw_sample_scene_add_contact (&day->scene, FW_EVENT_RING_NO_ANSWER, now + rings,
                                           contact, number);
      event->person = agent->person;
      event->wait_ms = rings;
      event->reason = FW_SAMPLE_REASON_TIMEOUT;
      event->attempt = ++contact->attempts;
      push_turn (day, now + rings, index, STEP_FREE);
      return FALSE;
    }
  if (contact->gives_up <= now + rings)
    {
      fw_sample_play_lost (&day->scene, contact, number);
      push_turn (day, contact->gives_up, index, STEP_FREE);
      return TRUE;
    }
  push_turn (day, fw_sample_play_answered (&day->scene, contact, number, agent, now + rings), index,
             STEP_FREE);
  return TRUE;
}

/* A pause waits while callers do or one in five is away already, at most two hours; so the floor is
 * never emptied at noon. */
static gboolean
begin_pause (Day *day, guint index, gint64 now)
{
  FwSampleAgent *agent = &g_array_index (day->agents, FwSampleAgent, index);
  const FwSamplePause *pause = &agent->pauses[agent->next_pause];
  guint number;

  if (agent->next_pause >= agent->n_pauses || pause->at > now)
    return FALSE;
  if (now < pause->at + LONGEST_DELAY_MS && (day->n_paused + 1) * 5 > day->n_present)
    return FALSE;
  if (now < pause->at + LONGEST_DELAY_MS)
    for (guint queue = 0; queue < FW_SAMPLE_N_QUEUES; queue++)
      if (fw_sample_queues[queue].patience_s > 0 && is_trained (agent, queue) &&
          peek_line (day, queue, now, &number))
        return FALSE;
  agent->next_pause++;
  agent->state = FW_SAMPLE_BUSY;
  day->n_paused++;
  add_state (day, agent, FW_EVENT_PAUSED, now, pause->reason);
  push_turn (day, now + pause->length, index, STEP_UNPAUSE);
  return TRUE;
}

/* What somebody does who has nothing in hand. */
static void
go_on (Day *day, guint index, gint64 now)
{
  FwSampleAgent *agent = &g_array_index (day->agents, FwSampleAgent, index);
  gint64 last_hands = day->scene.plan->length + LAST_HANDS_MS;
  gboolean stays = agent->group == FW_SAMPLE_GROUP_NIGHT && now < last_hands;
  guint number;

  if (now >= agent->sign_out && !(stays && choose_contact (day, agent, now, &number)))
    {
      add_state (day, agent, FW_EVENT_SIGNED_OUT, now, FW_SAMPLE_REASON_NONE);
      agent->state = FW_SAMPLE_AWAY;
      day->n_present--;
      return;
    }
  if (now < agent->sign_out)
    {
      if (begin_pause (day, index, now))
        return;
      if (!choose_contact (day, agent, now, &number))
        {
          agent->state = FW_SAMPLE_IDLE;
          agent->idle_since = now;
          return;
        }
    }
  if (!ring (day, index, number, now))
    return_contact (day, g_array_index (day->contacts, FwSampleContact, number).arrival.queue,
                    number);
}

/* The one of the trained who is idle longest; when none is, somebody of another group, if that
 * group can spare one. */
static gboolean
choose_agent (Day *day, guint queue, guint *index)
{
  gint64 own = G_MAXINT64, other = G_MAXINT64;
  guint helper = 0, spare = 0;

  for (guint i = 0; i < day->agents->len; i++)
    {
      const FwSampleAgent *agent = &g_array_index (day->agents, FwSampleAgent, i);

      if (agent->state != FW_SAMPLE_IDLE)
        continue;
      if (is_trained (agent, queue))
        {
          if (agent->idle_since < own)
            {
              own = agent->idle_since;
              *index = i;
            }
          continue;
        }
      spare++;
      if (agent->idle_since < other)
        {
          other = agent->idle_since;
          helper = i;
        }
    }
  if (own != G_MAXINT64)
    return TRUE;
  *index = helper;
  return spare > (fw_sample_queues[queue].patience_s > 0 ? 1 : 6);
}

static void
arrive (Day *day, guint number)
{
  FwSampleContact *contact = &g_array_index (day->contacts, FwSampleContact, number);
  guint queue = contact->arrival.queue;
  guint index;

  fw_sample_scene_add_contact (&day->scene, FW_EVENT_OFFERED, contact->arrival.at, contact, number);
  if (choose_agent (day, queue, &index) && ring (day, index, number, contact->arrival.at))
    return;
  g_array_append_val (day->lines[queue].numbers, number);
}

static void
take_turn (Day *day)
{
  Turn turn = pop_turn (day);
  FwSampleAgent *agent = &g_array_index (day->agents, FwSampleAgent, turn.agent);

  if (turn.step == STEP_SIGN_IN)
    {
      add_state (day, agent, FW_EVENT_SIGNED_IN, turn.at, FW_SAMPLE_REASON_NONE);
      day->n_present++;
    }
  if (turn.step == STEP_UNPAUSE)
    {
      add_state (day, agent, FW_EVENT_UNPAUSED, turn.at, FW_SAMPLE_REASON_NONE);
      day->n_paused--;
    }
  if (turn.step != STEP_DUE || agent->state == FW_SAMPLE_IDLE)
    go_on (day, turn.agent, turn.at);
}

FwSampleRandom
fw_sample_begin_day (const FwSampleDayPlan *plan)
{
  return (FwSampleRandom){ fw_sample_hash (plan->seed, STREAM_DAY, plan->day, 0) };
}

static void
begin_day (Day *day, const FwSampleDayPlan *plan)
{
  g_autoptr (GArray) arrivals = fw_sample_make_arrivals (plan);

  day->scene.plan = plan;
  day->scene.random = fw_sample_begin_day (plan);
  day->scene.events = g_array_sized_new (FALSE, FALSE, sizeof (FwSampleEvent), 60000);
  day->agents = fw_sample_list_agents (&day->scene);
  day->contacts = g_array_sized_new (FALSE, TRUE, sizeof (FwSampleContact), arrivals->len);
  day->turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  for (guint i = 0; i < FW_SAMPLE_N_QUEUES; i++)
    day->lines[i].numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < arrivals->len; i++)
    {
      FwSampleContact contact = { g_array_index (arrivals, FwSampleArrival, i) };

      fw_sample_draw_patience (&day->scene, &contact);
      g_array_append_val (day->contacts, contact);
    }
  for (guint i = 0; i < day->agents->len; i++)
    {
      const FwSampleAgent *agent = &g_array_index (day->agents, FwSampleAgent, i);

      push_turn (day, agent->sign_in, i, STEP_SIGN_IN);
      for (guint k = 0; k < agent->n_pauses; k++)
        push_turn (day, agent->pauses[k].at, i, STEP_DUE);
      push_turn (day, agent->sign_out, i, STEP_DUE);
    }
}

/* How long the order system takes to answer, every quarter of an hour. */
static void
add_responses (Day *day)
{
  const FwSampleDayPlan *plan = day->scene.plan;

  for (gint64 i = 0; i < plan->length / (15 * 60000) * FW_SAMPLE_N_SLOW; i++)
    {
      gint64 at = i / FW_SAMPLE_N_SLOW * 15 * 60000;
      FwSampleEvent *event = fw_sample_scene_add (&day->scene, FW_EVENT_SYSTEM_RESPONSE, at);

      event->contact = at / 60000;
      event->attempt = (guint8) (i % FW_SAMPLE_N_SLOW); /* the product */
      event->reason = FW_SAMPLE_REASON_SYSTEM;
      event->wait_ms =
          (gint32) lround (fw_sample_get_response_s (plan->made - plan->day, at / 60000) * 1000);
    }
}

static gint
compare_events (gconstpointer a, gconstpointer b)
{
  const FwSampleEvent *first = a, *second = b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;
  return first->order < second->order ? -1 : first->order > second->order;
}

GArray *
fw_sample_simulate_day (const FwSampleDayPlan *plan)
{
  Day day = { 0 };
  guint next = 0, number;

  begin_day (&day, plan);
  add_responses (&day);
  while (next < day.contacts->len || day.turns->len > 0)
    {
      gint64 arrival = next < day.contacts->len
                           ? g_array_index (day.contacts, FwSampleContact, next).arrival.at
                           : G_MAXINT64;

      if (day.turns->len > 0 && g_array_index (day.turns, Turn, 0).at <= arrival)
        take_turn (&day);
      else
        arrive (&day, next++);
    }
  for (guint i = 0; i < FW_SAMPLE_N_QUEUES; i++)
    {
      while (peek_line (&day, i, G_MAXINT64 - 1, &number))
        {
          fw_sample_play_lost (&day.scene, &g_array_index (day.contacts, FwSampleContact, number),
                               number);
          day.lines[i].head++;
        }
      g_array_unref (day.lines[i].numbers);
    }
  g_array_sort (day.scene.events, compare_events);
  g_array_unref (day.agents);
  g_array_unref (day.contacts);
  g_array_unref (day.turns);
  return day.scene.events;
}
