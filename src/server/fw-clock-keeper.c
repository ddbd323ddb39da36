/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-clock-keeper.h"

#include "store/fw-record-moves.h"

/* In one transaction: writers wait no longer than that takes. */
#define AT_ONCE 200
/* The clock on the wall may be set meanwhile, and a store that was full is tried again. */
#define LONGEST_SLEEP (60 * G_USEC_PER_SEC)
#define RETRY (30 * G_USEC_PER_SEC)

struct _FwClockKeeper
{
  FwCentre *centre;
  FwHub *hub;
  GThread *thread;
  GMutex lock; /* for the next three */
  GCond woken;
  gboolean closing;
  gint64 due; /* the earliest that was said since the last look; µs UTC */
};

/* On a thread that wrote a record. */
static void
due_cb (gint64 at, gpointer user_data)
{
  FwClockKeeper *self = user_data;

  g_mutex_lock (&self->lock);
  self->due = MIN (self->due, at);
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
}

FwClockKeeper *
fw_clock_keeper_new (FwCentre *centre, FwHub *hub)
{
  FwClockKeeper *self;

  g_return_val_if_fail (centre != NULL, NULL);

  self = g_new0 (FwClockKeeper, 1);
  self->centre = centre;
  self->hub = hub;
  self->due = G_MAXINT64;
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  fw_records_watch_due (fw_centre_get_records (centre), due_cb, self);
  return self;
}

void
fw_clock_keeper_free (FwClockKeeper *self)
{
  if (self == NULL)
    return;

  fw_records_watch_due (fw_centre_get_records (self->centre), NULL, NULL);
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_cond_clear (&self->woken);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_closing (FwClockKeeper *self)
{
  gboolean closing;

  g_mutex_lock (&self->lock);
  closing = self->closing;
  g_mutex_unlock (&self->lock);
  return closing;
}

static void
tell (FwClockKeeper *self, const GPtrArray *told)
{
  g_autoptr (GError) error = NULL;
  gboolean counts = FALSE;

  for (guint i = 0; i < told->len; i++)
    {
      const FwRecordTold *one = told->pdata[i];

      counts = counts || (one->moved && one->kind->counts);
      if (self->hub != NULL)
        fw_hub_tell_records (self->hub, one->kind->name, one->id, one->revision);
    }
  if (counts && !fw_centre_house_changed (self->centre, &error))
    g_warning ("clocks: %s", error->message);
}

void
fw_clock_keeper_step (FwClockKeeper *self, gint64 now)
{
  guint n = AT_ONCE;

  g_return_if_fail (self != NULL);

  while (n == AT_ONCE && !is_closing (self))
    {
      g_autoptr (GPtrArray) told =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_told_free);
      g_autoptr (GError) error = NULL;

      if (!fw_records_run_clocks (fw_centre_get_records (self->centre), now, AT_ONCE, told, &n,
                                  &error))
        {
          g_message ("clocks wait: %s", error->message);
          return;
        }
      tell (self, told);
    }
}

/* @next: µs UTC. Returns: monotonic µs. */
static gint64
find_wake (gint64 next)
{
  const gint64 ahead = next - MIN (next, g_get_real_time ());

  return g_get_monotonic_time () + MIN (ahead, LONGEST_SLEEP);
}

static gpointer
run_keeper (gpointer data)
{
  FwClockKeeper *self = data;

  while (!is_closing (self))
    {
      const gint64 began = g_get_real_time ();
      gint64 next = G_MAXINT64;

      fw_clock_keeper_step (self, began);
      /* What could not be told now is not tried again at once. */
      if (!fw_records_find_due (fw_centre_get_records (self->centre), &next, NULL) || next <= began)
        next = began + RETRY;

      g_mutex_lock (&self->lock);
      next = MIN (next, MAX (self->due, began));
      self->due = G_MAXINT64;
      while (!self->closing && self->due >= next &&
             g_cond_wait_until (&self->woken, &self->lock, find_wake (next)))
        continue;
      g_mutex_unlock (&self->lock);
    }
  return NULL;
}

void
fw_clock_keeper_start (FwClockKeeper *self)
{
  g_return_if_fail (self != NULL && self->thread == NULL);

  self->thread = g_thread_new ("fw-clocks", run_keeper, self);
}
