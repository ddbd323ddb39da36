/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample.h"

/* Rests at least this long, so that a busy minute comes in a few batches; and at most, so that a
 * clock that is set is noticed. */
#define SHORTEST_REST (100 * 1000)
#define LONGEST_REST (1000 * 1000)

struct _FwSampleFeed
{
  FwSample *sample;
  gint64 from; /* everything before has been taken; µs UTC */
  FwSampleSink sink;
  gpointer user_data;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean stop;
};

/* Returns TRUE when it is time to stop. */
static gboolean
rest (FwSampleFeed *self, gint64 microseconds)
{
  gint64 until = g_get_monotonic_time () + CLAMP (microseconds, SHORTEST_REST, LONGEST_REST);
  gboolean stop;

  g_mutex_lock (&self->mutex);
  while (!self->stop && g_cond_wait_until (&self->cond, &self->mutex, until))
    ;
  stop = self->stop;
  g_mutex_unlock (&self->mutex);
  return stop;
}

static gpointer
run_feed (gpointer data)
{
  FwSampleFeed *self = data;
  gint64 until = 0;

  while (!rest (self, until))
    {
      gint64 now = g_get_real_time ();
      g_autoptr (GError) error = NULL;

      until = LONGEST_REST;
      if (now <= self->from)
        continue;
      if (!fw_sample_fill (self->sample, self->from, now, self->sink, self->user_data, &error))
        {
          g_debug ("the sample's events were not taken: %s",
                   error != NULL ? error->message : "no reason given");
          continue;
        }
      self->from = now;
      until = fw_sample_get_next (self->sample, now) - g_get_real_time ();
    }
  return NULL;
}

FwSampleFeed *
fw_sample_feed_start (FwSample *sample, gint64 from, FwSampleSink sink, gpointer user_data)
{
  FwSampleFeed *self;

  g_return_val_if_fail (sample != NULL && sink != NULL, NULL);
  self = g_new0 (FwSampleFeed, 1);
  self->sample = sample;
  self->from = from;
  self->sink = sink;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("sample", run_feed, self);
  return self;
}

void
fw_sample_feed_stop (FwSampleFeed *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stop = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  fw_sample_free (self->sample);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}
