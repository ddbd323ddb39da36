/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-jobs.h"

typedef struct
{
  FwJobFunc func;
  gpointer data;
} Job;

struct _FwJobs
{
  GMutex lock;
  GCond changed;
  GQueue waiting; /* Job */
  guint max_waiting;
  gboolean closing;
  guint n_threads;
  GThread **threads;
};

static gpointer
run_jobs (gpointer data)
{
  FwJobs *self = data;

  g_mutex_lock (&self->lock);
  while (TRUE)
    {
      Job *job = g_queue_pop_head (&self->waiting);

      if (job != NULL)
        {
          g_mutex_unlock (&self->lock);
          job->func (job->data);
          g_free (job);
          g_mutex_lock (&self->lock);
        }
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
  g_queue_init (&self->waiting);
  self->max_waiting = max_waiting;
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
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
fw_jobs_push (FwJobs *self, FwJobFunc func, gpointer data)
{
  gboolean taken;

  g_mutex_lock (&self->lock);
  taken = !self->closing && self->waiting.length < self->max_waiting;
  if (taken)
    {
      Job *job = g_new (Job, 1);

      *job = (Job){ func, data };
      g_queue_push_tail (&self->waiting, job);
      g_cond_signal (&self->changed);
    }
  g_mutex_unlock (&self->lock);

  return taken;
}
