/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-queues.h"

#include <math.h>
#include <string.h>

#include "centre/fw-form.h"
#include "core/fw-error.h"

/* A queue alone, and with each agent that took a contact of it. */
#define KEY(queue, agent) GUINT_TO_POINTER (((guint) (queue) << 16 | (guint) (agent)) + 1)

/* By queue and agent where those are not too many pairs for an answer, else by queue alone: a floor
 * of thousands is told all but who is ready for a queue by what was taken today. NULL without an
 * error: too many even so. */
static FwCubeAnswer *
ask_served (FwLiveSource *self, guint *n_by, GError **error)
{
  FwQuestion question = self->question;

  question.bucket = FW_BUCKET_NONE;
  question.by[0] = FW_DIMENSION_QUEUE;
  question.by[1] = FW_DIMENSION_AGENT;
  for (question.n_by = 2; question.n_by > 0; question.n_by--)
    {
      g_autoptr (GError) failure = NULL;
      FwCubeAnswer *answer = fw_centre_ask (self->centre, self->scope, &question, NULL, &failure);

      *n_by = question.n_by;
      if (answer != NULL)
        return answer;
      if (!g_error_matches (failure, FW_ERROR, FW_ERROR_TOO_LARGE))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }

  return NULL;
}

gboolean
fw_live_queues_refresh (FwLiveSource *self, const FwLiveFloor *floor, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwCubeAnswer) answer = NULL;
  gint64 from;
  guint n_by = 0;

  g_return_val_if_fail (self != NULL && floor != NULL, FALSE);

  from = self->question.from;
  if (self->served != NULL && self->served_from == from &&
      self->served_minute == floor->now / FW_MINUTE)
    return TRUE;

  answer = ask_served (self, &n_by, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  /* Within a day nothing goes, so that a frame can follow the one before. */
  if (self->served == NULL || self->served_from != from)
    {
      g_clear_pointer (&self->served, g_hash_table_unref);
      self->served = g_hash_table_new (NULL, NULL);
    }
  self->served_from = from;
  self->served_minute = floor->now / FW_MINUTE;
  for (guint i = 0; answer != NULL && i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      if (group->codes[0] == 0 || group->sums.offered == 0)
        continue;
      g_hash_table_add (self->served, KEY (group->codes[0], 0));
      if (n_by == 2)
        g_hash_table_add (self->served, KEY (group->codes[0], group->codes[1]));
    }

  return TRUE;
}

/* Where the source says who is in which queue, that. Else whoever has taken contacts of the queue
 * today, and its own team. */
static gboolean
serves (FwLiveSource *self,
        const FwLiveFloor *floor,
        const FwLivePerson *person,
        guint16 queue,
        const char *team)
{
  for (guint i = 0; i < person->n_queues; i++)
    if (g_array_index (floor->queue_codes, guint16, person->queues + i) == queue)
      return TRUE;

  return person->all_queues && (g_hash_table_contains (self->served, KEY (queue, person->code)) ||
                                (*team != '\0' && strcmp (person->team, team) == 0));
}

/* Returns: (transfer full): FwLivePerson, borrowed: whom the next contact may go to. */
static GPtrArray *
list_ready (FwLiveSource *self, const FwLiveFloor *floor)
{
  GPtrArray *ready = g_ptr_array_new ();

  for (guint i = 0; i < floor->people->len; i++)
    {
      FwLivePerson *person = &g_array_index (floor->people, FwLivePerson, i);

      if (fw_live_person_is_ready (person) &&
          fw_live_person_allowed (person, self->scope, &self->question))
        g_ptr_array_add (ready, person);
    }

  return ready;
}

static guint
count_ready (
    FwLiveSource *self, const FwLiveFloor *floor, GPtrArray *ready, guint16 queue, const char *id)
{
  FwQueueEntry entry;
  const char *team =
      fw_directory_find_queue (floor->directory, fw_text (id), &entry) ? entry.team : "";
  guint n = 0;

  for (guint i = 0; i < ready->len; i++)
    n += serves (self, floor, g_ptr_array_index (ready, i), queue, team);

  return n;
}

/* Of each queue in which somebody waits, of those that may be seen, how many and the longest; ids
 * are unique over sites. Returns: (transfer full): by code. */
static GHashTable *
index_waiting (FwLiveSource *self, const FwLiveFloor *floor)
{
  GHashTable *waiting = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < floor->waiting->len; i++)
    {
      const FwLiveWait *wait = &g_array_index (floor->waiting, FwLiveWait, i);
      FwLiveQueue *found;

      if (wait->code == 0 || !fw_live_wait_allowed (wait, self->scope, &self->question))
        continue;
      found = g_hash_table_lookup (waiting, GUINT_TO_POINTER (wait->code));
      if (found == NULL)
        {
          found = g_memdup2 (&g_array_index (floor->queues, FwLiveQueue, wait->place),
                             sizeof (FwLiveQueue));
          found->count = 0;
          g_hash_table_insert (waiting, GUINT_TO_POINTER (wait->code), found);
        }
      found->count++;
    }

  return waiting;
}

static char *
write_queue (FwLiveSource *self,
             const FwLiveFloor *floor,
             GPtrArray *ready,
             const FwLiveQueue *waiting,
             guint16 code,
             const char *id)
{
  static const FwLiveQueue nobody = { .longest_s = NAN,
                                      .limit = NAN,
                                      .limit_s = NAN,
                                      .count_verdict = FW_VERDICT_NO_TARGET,
                                      .longest_verdict = FW_VERDICT_NO_TARGET };
  const FwLiveQueue *queue = waiting != NULL ? waiting : &nobody;
  GString *json = g_string_sized_new (256);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "queue", id);
  fw_json_member_text (&writer, "title",
                       fw_form_name_title (floor->directory, FW_DIMENSION_QUEUE, id, floor->now));
  fw_json_member_integer (&writer, "waiting", queue->count);
  fw_json_member_number (&writer, "limit", queue->limit);
  fw_json_member_text (&writer, "verdict", fw_verdict_to_name (queue->count_verdict));
  fw_json_member_number (&writer, "longest_s", queue->longest_s);
  fw_json_member_number (&writer, "limit_s", queue->limit_s);
  fw_json_member_text (&writer, "longest_verdict", fw_verdict_to_name (queue->longest_verdict));
  fw_json_member_integer (&writer, "ready", count_ready (self, floor, ready, code, id));
  fw_json_writer_end_object (&writer);

  return g_string_free (json, FALSE);
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return *(const guint16 *) a - *(const guint16 *) b;
}

void
fw_live_queues_write (FwLiveSource *self, const FwLiveFloor *floor, GPtrArray *rows)
{
  g_autoptr (GArray) codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr (GHashTable) waiting = NULL;
  g_autoptr (GPtrArray) ready = NULL;
  GHashTableIter iter;
  gpointer key;

  g_return_if_fail (self != NULL && self->served != NULL);

  waiting = index_waiting (self, floor);
  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (self->served, KEY (GPOINTER_TO_UINT (key), 0));
  g_hash_table_iter_init (&iter, self->served);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint16 code = (guint16) ((GPOINTER_TO_UINT (key) - 1) >> 16);

      if (key == KEY (code, 0))
        g_array_append_val (codes, code);
    }
  g_array_sort (codes, compare_codes);
  ready = list_ready (self, floor);
  for (guint i = 0; i < codes->len; i++)
    {
      guint16 code = g_array_index (codes, guint16, i);
      const char *id = fw_centre_name_code (self->centre, FW_DIMENSION_QUEUE, code);

      fw_live_row_add (rows, id,
                       write_queue (self, floor, ready,
                                    g_hash_table_lookup (waiting, GUINT_TO_POINTER (code)), code,
                                    id));
    }
}
