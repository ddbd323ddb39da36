/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-floor.h"

#include <string.h>

#define LONGEST_WAIT_MS 600000

FwSampleEvent *
fw_sample_scene_add (FwSampleScene *scene, FwEventType type, gint64 at)
{
  FwSampleEvent *event;

  g_array_set_size (scene->events, scene->events->len + 1);
  event = &g_array_index (scene->events, FwSampleEvent, scene->events->len - 1);
  *event = (FwSampleEvent){
    .at = at,
    .order = scene->events->len,
    .type = type,
    .person = G_MAXUINT16,
    .queue = G_MAXUINT8,
    .wait_ms = FW_EVENT_NO_TIME,
    .talk_ms = FW_EVENT_NO_TIME,
    .hold_ms = FW_EVENT_NO_TIME,
    .wrap_ms = FW_EVENT_NO_TIME,
    .nps = -1,
    .resolved = -1,
  };
  return event;
}

FwSampleEvent *
fw_sample_scene_add_contact (
    FwSampleScene *scene, FwEventType type, gint64 at, const FwSampleContact *contact, guint number)
{
  FwSampleEvent *event = fw_sample_scene_add (scene, type, at);

  event->contact = number;
  event->queue = contact->arrival.queue;
  event->customer = contact->arrival.customer;
  return event;
}

void
fw_sample_draw_patience (FwSampleScene *scene, FwSampleContact *contact)
{
  const FwSampleQueue *queue = &fw_sample_queues[contact->arrival.queue];
  double patience;

  contact->gives_up = G_MAXINT64;
  contact->leaves = FW_SAMPLE_REASON_NONE;
  if (queue->patience_s <= 0)
    return;
  if (fw_sample_random_chance (&scene->random, 0.012)) /* wrong number, second thoughts */
    patience = fw_sample_random_between (&scene->random, 0.6, 5.0);
  else
    patience = 5.0 + fw_sample_random_exponential (&scene->random, queue->patience_s);
  contact->gives_up = contact->arrival.at + (gint64) (patience * 1000);
  if (patience > 40 && fw_sample_random_chance (&scene->random, 0.08))
    contact->leaves = FW_SAMPLE_REASON_KEY;
  if (patience * 1000 >= LONGEST_WAIT_MS)
    {
      contact->gives_up = contact->arrival.at + LONGEST_WAIT_MS;
      contact->leaves = FW_SAMPLE_REASON_TIMEOUT;
    }
}

void
fw_sample_play_lost (FwSampleScene *scene, const FwSampleContact *contact, guint number)
{
  gboolean left = contact->leaves != FW_SAMPLE_REASON_NONE || contact->gives_up == G_MAXINT64;
  gint64 at = contact->gives_up;
  FwSampleEvent *event;

  if (at == G_MAXINT64) /* written, and nobody came to it before the day was over */
    at = MAX (contact->arrival.at, scene->plan->length) + 40 * 60000;
  event = fw_sample_scene_add_contact (scene, left ? FW_EVENT_LEFT : FW_EVENT_ABANDONED, at,
                                       contact, number);
  event->wait_ms = at - contact->arrival.at;
  if (left)
    event->reason =
        contact->leaves != FW_SAMPLE_REASON_NONE ? contact->leaves : FW_SAMPLE_REASON_TIMEOUT;
}

static gint8
draw_nps (FwSampleRandom *random, gboolean satisfied)
{
  double draw = fw_sample_random_unit (random);
  guint64 pick = fw_sample_random_next (random);

  if (draw < (satisfied ? 0.62 : 0.02))
    return 9 + pick % 2;
  if (draw < (satisfied ? 0.92 : 0.30))
    return 7 + pick % 2;
  return satisfied ? 4 + pick % 3 : pick % 7;
}

static void
play_survey (FwSampleScene *scene,
             const FwSampleContact *contact,
             guint number,
             gint64 ended,
             double satisfaction)
{
  FwSampleRandom *random = &scene->random;
  gboolean written = fw_sample_queues[contact->arrival.queue].patience_s <= 0;
  double delay, draw;
  gboolean satisfied;
  FwSampleEvent *event;

  if (!fw_sample_random_chance (random, written ? 0.20 : 0.28))
    return;
  delay = written ? fw_sample_random_exponential (random, 4000) + 60
                  : fw_sample_random_exponential (random, 50) + 6;
  satisfied = fw_sample_random_chance (random, satisfaction);
  draw = fw_sample_random_unit (random);
  event = fw_sample_scene_add_contact (
      scene, FW_EVENT_SURVEY, ended + (gint64) (MIN (delay, 36000) * 1000), contact, number);
  if (satisfied)
    event->rating = draw < 0.66 ? 5 : 4;
  else
    event->rating = draw < 0.50 ? 3 : draw < 0.72 ? 2 : 1;
  if (fw_sample_random_chance (random, 0.4))
    event->nps = draw_nps (random, satisfied);
  event->scores = fw_sample_draw_scores (scene, number, event->rating);
}

static FwSampleEffect
find_effect (FwSampleScene *scene, const FwSampleContact *contact, const FwSampleAgent *agent)
{
  FwSampleEffect effect = FW_SAMPLE_EFFECT_NONE;
  const FwSampleDayPlan *plan = scene->plan;

  fw_sample_apply_queue_effect (&effect, plan->made - plan->day, contact->arrival.at / 60000,
                                &fw_sample_queues[contact->arrival.queue]);
  fw_sample_apply_person_effect (&effect, agent->days_live, plan->people[agent->person].team,
                                 agent->nights);
  return effect;
}

/* The end of the conversation; returns its moment. */
static gint64
play_conversation (FwSampleScene *scene,
                   const FwSampleContact *contact,
                   guint number,
                   const FwSampleAgent *agent,
                   gint64 answered,
                   gboolean transferred,
                   double factor)
{
  FwSampleRandom *random = &scene->random;
  const FwSampleQueue *queue = &fw_sample_queues[contact->arrival.queue];
  double talk = MAX (queue->talk_s * factor * fw_sample_random_spread (random, 0.52), 6.0);
  double hold =
      fw_sample_random_chance (random, 0.18) ? 4 + fw_sample_random_exponential (random, 24) : 0;
  FwSampleEvent *event;

  if (transferred)
    talk = MAX (talk * 0.6, 6.0);
  event =
      fw_sample_scene_add_contact (scene, transferred ? FW_EVENT_TRANSFERRED : FW_EVENT_COMPLETED,
                                   answered + (gint64) ((talk + hold) * 1000), contact, number);
  event->person = agent->person;
  event->talk_ms = (gint32) (talk * 1000);
  event->hold_ms = (gint32) (hold * 1000);
  event->reason = transferred ? (fw_sample_random_chance (random, 0.6) ? FW_SAMPLE_REASON_BLIND
                                                                       : FW_SAMPLE_REASON_ATTENDED)
                              : (fw_sample_random_chance (random, 0.3) ? FW_SAMPLE_REASON_AGENT
                                                                       : FW_SAMPLE_REASON_CUSTOMER);
  return event->at;
}

gint64
fw_sample_play_answered (FwSampleScene *scene,
                         const FwSampleContact *contact,
                         guint number,
                         const FwSampleAgent *agent,
                         gint64 answered)
{
  const FwSamplePerson *person = &scene->plan->people[agent->person];
  FwSampleEffect effect = find_effect (scene, contact, agent);
  FwSampleRandom *random = &scene->random;
  gboolean transferred = fw_sample_random_chance (random, 0.032 * effect.transfer);
  gboolean hard = fw_sample_is_hard (scene->plan->seed, contact->arrival.customer);
  gboolean resolved =
      !hard && fw_sample_random_chance (random, (transferred ? 0.80 : 0.962) + person->skill +
                                                    effect.resolution);
  gint64 wait = answered - contact->arrival.at;
  double satisfaction =
      (resolved ? 0.957 : 0.69) + person->warmth + effect.satisfaction - (wait > 60000 ? 0.05 : 0);
  FwSampleEvent *event;
  gint64 ended, free_at;

  event = fw_sample_scene_add_contact (scene, FW_EVENT_ANSWERED, answered, contact, number);
  event->person = agent->person;
  event->wait_ms = wait;
  ended = play_conversation (scene, contact, number, agent, answered, transferred,
                             person->pace * effect.handling);
  free_at = ended + (gint64) (MAX (fw_sample_queues[contact->arrival.queue].wrap_s *
                                       fw_sample_random_spread (random, 0.45),
                                   2) *
                              1000);
  event = fw_sample_scene_add_contact (scene, FW_EVENT_WRAPPED_UP, free_at, contact, number);
  event->person = agent->person;
  event->wrap_ms = free_at - ended;
  event = fw_sample_scene_add_contact (scene, FW_EVENT_RESOLUTION, free_at, contact, number);
  event->person = agent->person;
  event->resolved = resolved;
  play_survey (scene, contact, number, ended, satisfaction);
  fw_sample_play_facts (scene, contact, number, agent,
                        &(FwSampleEnding){ answered, ended, free_at, resolved });
  return free_at;
}
