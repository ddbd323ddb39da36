/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The one thread that changes a centre: it takes all batches that wait, appends them in one commit,
 * applies them, and only then answers. Jobs (checkpoint, a changed house) stand in the same queue
 * and see everything before them applied.
 */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define TICK G_USEC_PER_SEC
#define SAVE_INTERVAL (60 * G_USEC_PER_SEC)
#define SAVE_BYTES (64 * 1024 * 1024)
/* How often running states are credited while the floor lives, and how long after an event it
 * counts as living. */
#define CLOSE_INTERVAL (5 * G_USEC_PER_SEC)
#define LIVE_PERIOD FW_HOUR

static void
item_free (FwCentreItem *item)
{
  g_clear_pointer (&item->batch, fw_event_batch_unref);
  g_free (item);
}

static void
finish_item (FwCentreItem *item, const FwFloorReport *report, const GError *error)
{
  if (item->done != NULL)
    item->done (report, error, item->user_data);
  item_free (item);
}

/* After a broken line: what the ledger holds beyond us was taken although nobody heard so. */
static gboolean
settle (FwCentre *self, GError **error)
{
  if (!self->unsure)
    return TRUE;
  if (!fw_ledger_refresh (self->ledger, error) || !fw_centre_catch_up (self, error))
    return FALSE;
  self->unsure = FALSE;
  return TRUE;
}

static void
refuse_all (FwCentre *self, GPtrArray *items, const GError *error)
{
  if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
    self->unsure = TRUE;
  for (guint i = 0; i < items->len; i++)
    finish_item (items->pdata[i], NULL, error);
}

static void
take_batches (FwCentre *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();
  g_autofree FwFloorReport *reports = g_new0 (FwFloorReport, items->len);
  g_autoptr (GError) error = NULL;
  guint64 first = 0;

  for (guint i = 0; i < items->len; i++)
    {
      FwEventBatch *batch = ((FwCentreItem *) items->pdata[i])->batch;

      if (fw_event_batch_get_length (batch) > 0)
        g_ptr_array_add (batches, batch);
    }

  if (batches->len > 0 && (!settle (self, &error) ||
                           !fw_ledger_append (self->ledger, (FwEventBatch *const *) batches->pdata,
                                              batches->len, &first, &error)))
    {
      refuse_all (self, items, error);
      return;
    }

  for (guint i = 0, n = 0; i < items->len; i++)
    {
      FwEventBatch *batch = ((FwCentreItem *) items->pdata[i])->batch;

      if (fw_event_batch_get_length (batch) == 0)
        continue;

      /* One lock for each batch: readers get their turn in a bulk import. */
      fw_cube_write_lock (self->cube);
      fw_floor_apply (self->floor, batch, first + n, &reports[i]);
      self->applied = first + n++;
      fw_cube_write_unlock (self->cube);
      self->unsaved_bytes += fw_event_batch_get_size (batch);
      self->unsaved = TRUE;
    }

  if (batches->len > 0)
    fw_centre_tell_changed (self);
  for (guint i = 0; i < items->len; i++)
    finish_item (items->pdata[i], &reports[i], NULL);
}

static void
save_if_due (FwCentre *self)
{
  const gboolean is_time = g_get_monotonic_time () - self->saved_at >= SAVE_INTERVAL;
  g_autoptr (GError) error = NULL;

  if (is_time && !self->unsaved)
    {
      fw_centre_seal_days (self); /* a day ended quietly */
      self->saved_at = g_get_monotonic_time ();
    }
  if (!self->unsaved || (self->unsaved_bytes < SAVE_BYTES && !is_time) ||
      !fw_database_is_writable (self->database, NULL))
    return;

  if (!fw_centre_save (self, &error))
    {
      g_warning ("no checkpoint now, the ledger holds everything: %s", error->message);
      self->saved_at = g_get_monotonic_time ();
      self->unsaved_bytes = 0;
    }
}

/* Today's occupancy counts what people are doing just now. */
static void
close_states_if_due (FwCentre *self)
{
  gint64 now = g_get_real_time ();

  if (g_get_monotonic_time () - self->closed_at < CLOSE_INTERVAL)
    return;
  self->closed_at = g_get_monotonic_time ();
  if (ABS (now - fw_floor_get_last_event (self->floor)) > LIVE_PERIOD)
    return;

  fw_cube_write_lock (self->cube);
  fw_floor_close_states (self->floor, now);
  fw_cube_write_unlock (self->cube);
  self->unsaved = TRUE;
  fw_centre_tell_changed (self);
}

/* Batches up to the next job, or one job alone; empty: nothing waits. */
static GPtrArray *
take_items (FwCentre *self, gboolean *stopping)
{
  GPtrArray *items = g_ptr_array_new ();
  gint64 until = g_get_monotonic_time () + TICK;

  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->queue) && !self->stopping)
    if (!g_cond_wait_until (&self->wake, &self->lock, until))
      break;

  while (!g_queue_is_empty (&self->queue))
    {
      FwCentreItem *item = g_queue_peek_head (&self->queue);

      if (item->job != NULL && items->len > 0)
        break;
      g_queue_pop_head (&self->queue);
      g_ptr_array_add (items, item);
      if (item->job != NULL)
        break;
      self->queued_bytes -= item->size;
    }
  *stopping = self->stopping && items->len == 0;
  g_cond_broadcast (&self->room);
  g_mutex_unlock (&self->lock);
  return items;
}

static void
run_job (FwCentre *self, FwCentreItem *item)
{
  g_autoptr (GError) error = NULL;

  if (settle (self, &error))
    item->job (self, item->user_data, &error);
  item->done (NULL, error, item->user_data);
  item_free (item);
}

static gpointer
write_in_thread (gpointer data)
{
  FwCentre *self = data;
  gboolean stopping = FALSE;

  while (!stopping)
    {
      g_autoptr (GPtrArray) items = take_items (self, &stopping);

      if (items->len > 0 && ((FwCentreItem *) items->pdata[0])->job != NULL)
        run_job (self, items->pdata[0]);
      else if (items->len > 0)
        take_batches (self, items);
      else if (!fw_database_is_writable (self->database, NULL))
        fw_database_probe (self->database);

      close_states_if_due (self);
      save_if_due (self);
    }
  return NULL;
}

void
fw_centre_start_writer (FwCentre *self)
{
  self->writer = g_thread_new ("centre-writer", write_in_thread, self);
}

void
fw_centre_stop_writer (FwCentre *self)
{
  g_autoptr (GError) error = NULL;

  if (self->writer == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->writer));

  if (self->unsaved && !fw_centre_save (self, &error))
    g_warning ("no checkpoint at the end, the next start takes longer: %s", error->message);
}

/* ---- from other threads ---- */

static void
push_item (FwCentre *self, FwCentreItem *item)
{
  g_mutex_lock (&self->lock);
  if (item->batch != NULL)
    {
      while (self->queued_bytes >= FW_CENTRE_QUEUE_LIMIT)
        g_cond_wait (&self->room, &self->lock);
      self->queued_bytes += item->size;
    }
  g_queue_push_tail (&self->queue, item);
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

void
fw_centre_submit (FwCentre *self, FwEventBatch *batch, FwCentreDone done, gpointer user_data)
{
  FwCentreItem *item;

  g_return_if_fail (self != NULL && batch != NULL);

  if (self->writer == NULL)
    {
      g_autoptr (GError) error =
          g_error_new_literal (FW_ERROR, FW_ERROR_FORBIDDEN, "the centre is open for reading only");

      if (done != NULL)
        done (NULL, error, user_data);
      return;
    }

  item = g_new0 (FwCentreItem, 1);
  item->batch = fw_event_batch_ref (batch);
  item->size = fw_event_batch_get_size (batch);
  item->done = done;
  item->user_data = user_data;
  push_item (self, item);
}

typedef struct
{
  GMutex lock;
  GCond over;
  gboolean is_over;
  FwFloorReport *report;
  GError *error;

  FwCentreJob job;
  gpointer data;
} Wait;

static void
wake_cb (const FwFloorReport *report, const GError *error, gpointer user_data)
{
  Wait *wait = user_data;

  g_mutex_lock (&wait->lock);
  if (report != NULL && wait->report != NULL)
    *wait->report = *report;
  if (error != NULL)
    wait->error = g_error_copy (error);
  wait->is_over = TRUE;
  g_cond_signal (&wait->over);
  g_mutex_unlock (&wait->lock);
}

static gboolean
await (Wait *wait, GError **error)
{
  gboolean ok;

  g_mutex_lock (&wait->lock);
  while (!wait->is_over)
    g_cond_wait (&wait->over, &wait->lock);
  g_mutex_unlock (&wait->lock);

  ok = wait->error == NULL;
  if (!ok)
    g_propagate_error (error, wait->error);
  g_mutex_clear (&wait->lock);
  g_cond_clear (&wait->over);
  return ok;
}

gboolean
fw_centre_ingest (FwCentre *self, FwEventBatch *batch, FwFloorReport *report, GError **error)
{
  Wait wait = { .report = report };

  g_return_val_if_fail (self != NULL && batch != NULL, FALSE);

  g_mutex_init (&wait.lock);
  g_cond_init (&wait.over);
  fw_centre_submit (self, batch, wake_cb, &wait);
  return await (&wait, error);
}

static gboolean
run_waiting_job (FwCentre *self, gpointer data, GError **error)
{
  Wait *wait = data;

  return wait->job (self, wait->data, error);
}

gboolean
fw_centre_run (FwCentre *self, FwCentreJob job, gpointer data, GError **error)
{
  Wait wait = { .job = job, .data = data };
  FwCentreItem *item;

  if (self->writer == NULL) /* read-only: nothing changes beside us */
    return job (self, data, error);
  g_return_val_if_fail (g_thread_self () != self->writer, FALSE);

  g_mutex_init (&wait.lock);
  g_cond_init (&wait.over);
  item = g_new0 (FwCentreItem, 1);
  item->job = run_waiting_job;
  item->done = wake_cb;
  item->user_data = &wait;
  push_item (self, item);
  return await (&wait, error);
}
