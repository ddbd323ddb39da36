/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-rounds.h"

struct _FwRounds
{
  gint64 first, every;
  FwRoundsFunc func;
  gpointer data;
  GThread *thread;
  GMutex lock; /* for the next three */
  GCond woken;
  gboolean closing;
  gboolean wanted; /* before its time */
};

static gpointer
run (gpointer data)
{
  FwRounds *self = data;
  gint64 until = g_get_monotonic_time () + self->first;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      if (!self->wanted && g_get_monotonic_time () < until)
        {
          g_cond_wait_until (&self->woken, &self->lock, until);
          continue;
        }
      self->wanted = FALSE;
      g_mutex_unlock (&self->lock);
      self->func (self->data);
      until = g_get_monotonic_time () + self->every;
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

FwRounds *
fw_rounds_new (const char *name, gint64 first, gint64 every, FwRoundsFunc func, gpointer data)
{
  FwRounds *self;

  g_return_val_if_fail (name != NULL && func != NULL && first >= 0 && every >= 0, NULL);

  self = g_new0 (FwRounds, 1);
  self->first = first;
  self->every = every;
  self->func = func;
  self->data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  self->thread = g_thread_new (name, run, self);
  return self;
}

void
fw_rounds_wake (FwRounds *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->wanted = TRUE;
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
}

void
fw_rounds_free (FwRounds *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_cond_clear (&self->woken);
  g_mutex_clear (&self->lock);
  g_free (self);
}
