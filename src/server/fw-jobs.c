/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-jobs.h"

#include "server/fw-quota.h"

#define PART 3 /* a lane alone fills a quarter of the queue */
/* What a lane has had of the threads halves in this time and is forgotten below a millisecond. */
#define HALF_TIME (10 * G_USEC_PER_SEC)
#define FORGOTTEN 1000
#define MAX_EMPTY_LANES 1000

typedef struct
{
  FwJobFunc func;
  gpointer data;
} Job;

typedef struct
{
  char *name;
  gboolean known;
  GQueue jobs; /* Job */
  guint running;
  gint64 used;  /* µs of the threads, as of the time below */
  gint64 since; /* µs, monotonic */
} Lane;

struct _FwJobs
{
  GMutex lock;
  GCond changed;
  GHashTable *lanes; /* its own name -> Lane */
  GQueue waiting;    /* Lane with jobs, the one that was served last behind */
  FwQuota *quota;
  gboolean known_last; /* what was begun last was of a known lane */
  gboolean closing;
  guint n_threads;
  GThread **threads;
};

static void
free_lane (gpointer data)
{
  Lane *lane = data;

  g_free (lane->name);
  g_free (lane);
}

static gint64
get_used (Lane *lane, gint64 now)
{
  gint64 halvings = (now - lane->since) / HALF_TIME;

  if (halvings > 0)
    {
      lane->used = halvings < 63 ? lane->used >> halvings : 0;
      lane->since += halvings * HALF_TIME;
    }
  return lane->used;
}

static gboolean
is_before (Lane *a, Lane *b, gint64 now)
{
  if ((a->running > 0) != (b->running > 0))
    return a->running == 0;
  return get_used (a, now) < get_used (b, now);
}

static Lane *
choose_lane (FwJobs *self)
{
  gint64 now = g_get_monotonic_time ();
  Lane *best[2] = { NULL, NULL };

  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    {
      Lane *lane = l->data;
      Lane **one = &best[lane->known ? 1 : 0];

      if (*one == NULL || is_before (lane, *one, now))
        *one = lane;
    }
  if (best[0] == NULL || best[1] == NULL)
    return best[0] != NULL ? best[0] : best[1];
  return best[self->known_last ? 0 : 1];
}

static void
run_job (FwJobs *self, Lane *lane)
{
  Job *job = g_queue_pop_head (&lane->jobs);
  gint64 begin = g_get_monotonic_time ();

  fw_quota_give_back (self->quota, lane->name);
  g_queue_remove (&self->waiting, lane);
  if (lane->jobs.length > 0)
    g_queue_push_tail (&self->waiting, lane);
  self->known_last = lane->known;
  lane->running++;
  g_mutex_unlock (&self->lock);
  job->func (job->data);
  g_free (job);
  g_mutex_lock (&self->lock);
  lane->running--;
  get_used (lane, begin);
  lane->used += MAX (g_get_monotonic_time () - begin, 1);
}

static gpointer
run_jobs (gpointer data)
{
  FwJobs *self = data;

  g_mutex_lock (&self->lock);
  while (TRUE)
    {
      Lane *lane = choose_lane (self);

      if (lane != NULL)
        run_job (self, lane);
      else if (self->closing)
        break;
      else
        g_cond_wait (&self->changed, &self->lock);
    }
  g_mutex_unlock (&self->lock);

  return NULL;
}

FwJobs *
fw_jobs_new (const char *name, guint n_threads, guint max_waiting)
{
  FwJobs *self;

  g_return_val_if_fail (n_threads > 0, NULL);

  self = g_new0 (FwJobs, 1);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_lane);
  g_queue_init (&self->waiting);
  self->quota = fw_quota_new (max_waiting, PART);
  self->n_threads = n_threads;
  self->threads = g_new0 (GThread *, n_threads);
  for (guint i = 0; i < n_threads; i++)
    self->threads[i] = g_thread_new (name, run_jobs, self);

  return self;
}

void
fw_jobs_free (FwJobs *self)
{
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < self->n_threads; i++)
    g_thread_join (self->threads[i]);

  g_free (self->threads);
  fw_quota_free (self->quota);
  g_hash_table_unref (self->lanes);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_forgotten_cb (gpointer key, gpointer value, gpointer user_data)
{
  Lane *lane = value;

  return lane->jobs.length == 0 && lane->running == 0 &&
         get_used (lane, *(gint64 *) user_data) < FORGOTTEN;
}

static gboolean
is_empty_cb (gpointer key, gpointer value, gpointer user_data)
{
  const Lane *lane = value;

  return lane->jobs.length == 0 && lane->running == 0;
}

static Lane *
get_lane (FwJobs *self, const char *name, gboolean known)
{
  Lane *lane = g_hash_table_lookup (self->lanes, name);
  gint64 now = g_get_monotonic_time ();

  if (lane == NULL)
    {
      if (g_hash_table_size (self->lanes) >= MAX_EMPTY_LANES)
        g_hash_table_foreach_remove (self->lanes, is_forgotten_cb, &now);
      if (g_hash_table_size (self->lanes) >= 2 * MAX_EMPTY_LANES)
        g_hash_table_foreach_remove (self->lanes, is_empty_cb, NULL);
      lane = g_new0 (Lane, 1);
      lane->name = g_strdup (name);
      lane->since = now;
      g_queue_init (&lane->jobs);
      g_hash_table_insert (self->lanes, lane->name, lane);
    }
  lane->known = known;
  return lane;
}

gboolean
fw_jobs_push (FwJobs *self, const char *lane_name, gboolean known, FwJobFunc func, gpointer data)
{
  gboolean taken;

  g_return_val_if_fail (self != NULL && lane_name != NULL, FALSE);

  g_mutex_lock (&self->lock);
  taken = !self->closing && fw_quota_take (self->quota, lane_name);
  if (taken)
    {
      Lane *lane = get_lane (self, lane_name, known);
      Job *job = g_new (Job, 1);

      *job = (Job){ func, data };
      if (lane->jobs.length == 0)
        g_queue_push_tail (&self->waiting, lane);
      g_queue_push_tail (&lane->jobs, job);
      g_cond_signal (&self->changed);
    }
  g_mutex_unlock (&self->lock);

  return taken;
}
