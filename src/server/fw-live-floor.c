/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-floor.h"

#include <math.h>
#include <string.h>

#include "centre/fw-form.h"

static void
clear_person (gpointer data)
{
  FwLivePerson *person = data;

  g_free (person->title);
  g_free (person->team_title);
  g_free (person->reason);
  g_free (person->queue);
}

static double
find_limit (FwDirectory *directory, const FwPerson *person, const char *site, gint64 now)
{
  const char *policy;
  double scale = 1;

  switch (person->state)
    {
    case FW_AGENT_PAUSED:
      scale = 60;
      if (strcmp (person->reason, "break") == 0)
        policy = "break-limit-minutes";
      else if (strcmp (person->reason, "lunch") == 0)
        policy = "lunch-limit-minutes";
      else
        policy = "pause-limit-minutes";
      break;
    case FW_AGENT_WRAP_UP:
      policy = "wrap-up-limit-seconds";
      break;
    case FW_AGENT_TALKING:
      policy = "talk-limit-seconds";
      break;
    case FW_AGENT_SIGNED_OUT:
    case FW_AGENT_READY:
    case FW_AGENT_RINGING:
    case FW_N_AGENT_STATES:
    default:
      return NAN;
    }

  return scale * fw_directory_get_policy (directory, policy, site, person->queue, now);
}

/* Under the lock: the floor changes its lists with the next batch. */
static guint
copy_queues (FwLiveFloor *self, const FwPerson *person)
{
  guint n = 0;

  for (guint i = 0; i < person->queues->len; i++)
    {
      guint16 queue = g_array_index (person->queues, guint16, i);
      gboolean paused = FALSE;

      for (guint p = 0; !paused && p < person->paused_in->len; p++)
        paused = g_array_index (person->paused_in, guint16, p) == queue;
      if (paused)
        continue;
      g_array_append_val (self->queue_codes, queue);
      n++;
    }

  return n;
}

static void
add_person (FwLiveFloor *self, FwCentre *centre, const FwPerson *person, guint queues, guint n)
{
  const char *agent = fw_centre_name_code (centre, FW_DIMENSION_AGENT, person->agent);
  const char *site = fw_centre_name_code (centre, FW_DIMENSION_SITE, person->site);
  const char *team = fw_centre_name_code (centre, FW_DIMENSION_TEAM, person->team);
  double limit = find_limit (self->directory, person, site, self->now);
  double for_s = (double) ((self->now - person->since) / FW_SECOND);
  FwLivePerson row = {
    .agent = agent,
    .title = g_strdup (fw_form_name_title (self->directory, FW_DIMENSION_AGENT, agent, self->now)),
    .site = site,
    .team = team,
    .team_title =
        g_strdup (fw_form_name_title (self->directory, FW_DIMENSION_TEAM, team, self->now)),
    .state = person->state,
    .reason = g_strdup (person->reason),
    .queue = g_strdup (person->queue),
    .since = person->since,
    .for_s = for_s,
    .limit_s = limit,
    .late = fw_judge_ceiling (for_s, limit) == FW_VERDICT_LATE,
    .contacts = person->contacts_today,
    .code = person->agent,
    .queues = queues,
    .n_queues = n,
  };

  for (guint i = 0; i < n; i++)
    row.all_queues |= g_array_index (self->queue_codes, guint16, queues + i) == 0;
  g_array_append_val (self->people, row);
}

/* Those who wait come longest first, so that the first of a queue is its longest. */
static guint
count_in_queue (FwLiveFloor *self, const FwLiveWait *wait)
{
  FwLiveQueue queue = { .site = wait->site,
                        .queue = wait->queue,
                        .team = wait->team,
                        .channel = wait->channel,
                        .product = wait->product,
                        .count = 1 };
  FwPace pace = fw_pace_of_channel (wait->channel);
  guint i;

  for (i = 0; i < self->queues->len; i++)
    {
      FwLiveQueue *known = &g_array_index (self->queues, FwLiveQueue, i);

      if (strcmp (known->queue, wait->queue) == 0 && strcmp (known->site, wait->site) == 0)
        {
          known->count++;
          return i;
        }
    }

  queue.longest_s = (double) ((self->now - wait->since) / FW_SECOND);
  queue.limit =
      fw_directory_get_waiting_limit (self->directory, wait->site, wait->queue, pace, wait->since);
  queue.limit_s =
      fw_directory_get_longest_wait_s (self->directory, wait->site, wait->queue, pace, wait->since);
  queue.longest_verdict = fw_judge_ceiling (queue.longest_s, queue.limit_s);
  g_array_append_val (self->queues, queue);
  return i;
}

static void
judge_counts (FwLiveFloor *self)
{
  for (guint i = 0; i < self->queues->len; i++)
    {
      FwLiveQueue *queue = &g_array_index (self->queues, FwLiveQueue, i);

      queue->count_verdict = fw_judge_ceiling (queue->count, queue->limit);
    }
}

static void
add_wait (FwLiveFloor *self, FwCentre *centre, const FwWaiting *waiting)
{
  FwLiveWait wait = {
    .site = fw_centre_name_code (centre, FW_DIMENSION_SITE, waiting->site),
    .queue = fw_centre_name_code (centre, FW_DIMENSION_QUEUE, waiting->queue),
    .team = fw_centre_name_code (centre, FW_DIMENSION_TEAM, waiting->team),
    .channel = fw_centre_name_code (centre, FW_DIMENSION_CHANNEL, waiting->channel),
    .product = fw_centre_name_code (centre, FW_DIMENSION_PRODUCT, waiting->product),
    .since = waiting->since,
    .code = waiting->queue,
  };

  wait.place = count_in_queue (self, &wait);
  g_array_append_val (self->waiting, wait);
}

FwLiveFloor *
fw_live_floor_take (FwCentre *centre, gint64 now)
{
  FwLiveFloor *self = g_new0 (FwLiveFloor, 1);
  FwCube *cube = fw_centre_get_cube (centre);
  FwFloor *floor = fw_centre_get_floor (centre);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (1024);
  g_autoptr (GArray) people = NULL;
  g_autoptr (GArray) waiting = NULL;
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  guint queues = 0;

  self->now = now;
  self->directory = fw_centre_ref_directory (centre);
  self->people = g_array_new (FALSE, FALSE, sizeof (FwLivePerson));
  g_array_set_clear_func (self->people, clear_person);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (FwLiveWait));
  self->queues = g_array_new (FALSE, FALSE, sizeof (FwLiveQueue));
  self->queue_codes = g_array_new (FALSE, FALSE, sizeof (guint16));

  /* The texts of a person live until the next batch is applied: copied under the lock, named after
   * it. */
  fw_cube_read_lock (cube);
  self->last_event = fw_floor_get_last_event (floor);
  people = fw_floor_list_people (floor);
  waiting = fw_floor_list_waiting (floor);
  for (guint i = 0; i < people->len; i++)
    {
      FwPerson *person = &g_array_index (people, FwPerson, i);
      guint n = copy_queues (self, person);

      g_array_append_val (lengths, n);
      person->reason = g_string_chunk_insert_const (texts, person->reason);
      person->queue = g_string_chunk_insert_const (texts, person->queue);
    }
  fw_cube_read_unlock (cube);

  for (guint i = 0; i < people->len; i++)
    {
      guint n = g_array_index (lengths, guint, i);

      add_person (self, centre, &g_array_index (people, FwPerson, i), queues, n);
      queues += n;
    }
  for (guint i = 0; i < waiting->len; i++)
    add_wait (self, centre, &g_array_index (waiting, FwWaiting, i));
  judge_counts (self);

  return self;
}

void
fw_live_floor_free (FwLiveFloor *self)
{
  g_array_unref (self->people);
  g_array_unref (self->waiting);
  g_array_unref (self->queues);
  g_array_unref (self->queue_codes);
  fw_directory_unref (self->directory);
  g_free (self);
}

static gboolean
matches (const FwQuestion *question, FwDimension dimension, const char *value)
{
  char **only = question->only[dimension];

  return only == NULL || g_strv_contains ((const char *const *) only, value);
}

gboolean
fw_live_person_allowed (const FwLivePerson *person, FwScope *scope, const FwQuestion *question)
{
  return fw_scope_allows (scope, person->site, person->team) &&
         matches (question, FW_DIMENSION_SITE, person->site) &&
         matches (question, FW_DIMENSION_TEAM, person->team) &&
         matches (question, FW_DIMENSION_AGENT, person->agent);
}

gboolean
fw_live_person_is_ready (const FwLivePerson *person)
{
  g_return_val_if_fail (person != NULL, FALSE);

  return person->state == FW_AGENT_READY || person->state == FW_AGENT_RINGING;
}

gboolean
fw_live_wait_allowed (const FwLiveWait *wait, FwScope *scope, const FwQuestion *question)
{
  return fw_scope_allows (scope, wait->site, wait->team) &&
         matches (question, FW_DIMENSION_SITE, wait->site) &&
         matches (question, FW_DIMENSION_TEAM, wait->team) &&
         matches (question, FW_DIMENSION_QUEUE, wait->queue) &&
         matches (question, FW_DIMENSION_CHANNEL, wait->channel) &&
         matches (question, FW_DIMENSION_PRODUCT, wait->product);
}

gboolean
fw_live_queue_is_late (const FwLiveQueue *queue)
{
  g_return_val_if_fail (queue != NULL, FALSE);

  return queue->count_verdict == FW_VERDICT_LATE || queue->longest_verdict == FW_VERDICT_LATE;
}

double
fw_live_queue_strain (const FwLiveQueue *queue)
{
  g_return_val_if_fail (queue != NULL, 0);

  /* A limit of nobody is passed by the first who waits, by as much as there are. */
  return MAX (isnan (queue->limit) ? 0 : queue->count / MAX (queue->limit, 1),
              queue->longest_s / queue->limit_s);
}
