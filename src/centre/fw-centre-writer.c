/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Two threads change a centre, one after the other. The appender takes all batches that wait and
 * appends them in one commit; the applier applies them, in that order, and only then answers. So
 * the disk keeps one group while the figures of the one before are made. Jobs (checkpoint, a
 * changed house) stand in the same queue, run on the applier and see everything before them
 * applied.
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

/* What was appended in one commit, or one job alone. */
typedef struct
{
  GPtrArray *items; /* FwCentreItem */
  guint64 first;    /* number of the first batch that is not empty */
} Group;

static gboolean
is_job (const Group *group)
{
  return ((FwCentreItem *) group->items->pdata[0])->job != NULL;
}

static void
group_free (Group *group)
{
  g_ptr_array_unref (group->items);
  g_free (group);
}

/* Its bytes count until it was answered, so that what is on its way is bounded too. */
static void
finish_item (FwCentre *self, FwCentreItem *item, const FwFloorReport *report, const GError *error)
{
  if (item->done != NULL)
    item->done (report, error, item->user_data);

  g_mutex_lock (&self->lock);
  self->queued_bytes -= item->size;
  g_cond_broadcast (&self->room);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&item->batch, fw_event_batch_unref);
  g_free (item);
}

/* ---- waiting for what another thread does ---- */

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

static gboolean
run_waiting_job (FwCentre *self, gpointer data, GError **error)
{
  Wait *wait = data;

  return wait->job (self, wait->data, error);
}

static FwCentreItem *
make_waiting_job (Wait *wait, FwCentreJob job, gpointer data)
{
  FwCentreItem *item = g_new0 (FwCentreItem, 1);

  g_mutex_init (&wait->lock);
  g_cond_init (&wait->over);
  wait->job = job;
  wait->data = data;
  item->job = run_waiting_job;
  item->done = wake_cb;
  item->user_data = wait;
  return item;
}

/* ---- the appender ---- */

static void
hand_over (FwCentre *self, Group *group)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->appended, group);
  g_cond_broadcast (&self->ready);
  g_mutex_unlock (&self->lock);
}

static gboolean
catch_up (FwCentre *self, gpointer data, GError **error)
{
  return fw_centre_catch_up (self, error) && fw_centre_leave_out_struck (self, error);
}

/* After a broken line: what the ledger holds beyond us was taken although nobody heard so. It is
 * applied where all else is. */
static gboolean
settle (FwCentre *self, GError **error)
{
  Wait wait = { 0 };
  Group *group;

  if (!self->unsure)
    return TRUE;
  if (!fw_ledger_refresh (self->ledger, error))
    return FALSE;

  group = g_new0 (Group, 1);
  group->items = g_ptr_array_new ();
  g_ptr_array_add (group->items, make_waiting_job (&wait, catch_up, NULL));
  hand_over (self, group);
  if (!await (&wait, error))
    return FALSE;
  self->unsure = FALSE;
  return TRUE;
}

static void
refuse_group (FwCentre *self, Group *group, const GError *error)
{
  if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
    self->unsure = TRUE;
  for (guint i = 0; i < group->items->len; i++)
    finish_item (self, group->items->pdata[i], NULL, error);
  group_free (group);
}

static gboolean
append_group (FwCentre *self, Group *group, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();

  for (guint i = 0; i < group->items->len; i++)
    {
      FwCentreItem *item = group->items->pdata[i];

      if (!fw_centre_hold_future (self, item, error))
        return FALSE;
      if (fw_event_batch_get_length (item->batch) > 0)
        g_ptr_array_add (batches, item->batch);
    }

  if (batches->len == 0)
    return TRUE;
  if (!fw_ledger_append (self->ledger, (FwEventBatch *const *) batches->pdata, batches->len,
                         &group->first, error))
    return FALSE;
  fw_centre_note_stored (self);
  return TRUE;
}

/* A number that is taken: a commit that the line broke under came to its end after we had looked.
 */
static gboolean
append_knowing (FwCentre *self, Group *group, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (append_group (self, group, &failure))
    return TRUE;
  if (!g_error_matches (failure, FW_ERROR, FW_ERROR_CONFLICT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  self->unsure = TRUE;
  return settle (self, error) && append_group (self, group, error);
}

/* Batches up to the next job, or one job alone; NULL: nothing waits. */
static Group *
take_group (FwCentre *self, gboolean *stopping)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  gint64 until = g_get_monotonic_time () + TICK;
  Group *group = NULL;

  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->queue) && !self->stopping)
    if (!g_cond_wait_until (&self->wake, &self->lock, until))
      break;

  while (!g_queue_is_empty (&self->queue))
    {
      FwCentreItem *item = g_queue_peek_head (&self->queue);

      if (items->len > 0 &&
          (item->job != NULL || (self->group_limit > 0 && items->len >= self->group_limit)))
        break;
      g_ptr_array_add (items, g_queue_pop_head (&self->queue));
      if (item->job != NULL)
        break;
    }
  *stopping = self->stopping && items->len == 0;
  g_mutex_unlock (&self->lock);

  if (items->len > 0)
    {
      group = g_new0 (Group, 1);
      group->items = g_steal_pointer (&items);
    }
  return group;
}

/* What was held and is due now goes the way of all batches from here on. */
static void
hand_over_due (FwCentre *self)
{
  FwCentreItem *item;
  Group *group;
  FwEventBatch *batch;
  guint64 number;

  batch = self->unsure ? NULL : fw_centre_take_due (self, &number);
  if (batch == NULL)
    return;

  fw_centre_note_stored (self);
  item = g_new0 (FwCentreItem, 1);
  item->batch = batch;
  group = g_new0 (Group, 1);
  group->items = g_ptr_array_new ();
  group->first = number;
  g_ptr_array_add (group->items, item);
  hand_over (self, group);
}

static gpointer
append_in_thread (gpointer data)
{
  FwCentre *self = data;
  gboolean stopping = FALSE;

  while (!stopping)
    {
      Group *group = take_group (self, &stopping);
      g_autoptr (GError) error = NULL;

      if (group != NULL &&
          (!settle (self, &error) || (!is_job (group) && !append_knowing (self, group, &error))))
        refuse_group (self, group, error);
      else if (group != NULL)
        hand_over (self, group);
      else if (!fw_database_is_writable (self->database, NULL))
        fw_database_probe (self->database);
      hand_over_due (self);
    }

  g_mutex_lock (&self->lock);
  self->appender_done = TRUE;
  g_cond_broadcast (&self->ready);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* ---- the applier ---- */

static void
apply_group (FwCentre *self, Group *group)
{
  g_autofree FwFloorReport *reports = g_new0 (FwFloorReport, group->items->len);
  guint64 number = group->first;

  for (guint i = 0; i < group->items->len; i++)
    {
      FwEventBatch *batch = ((FwCentreItem *) group->items->pdata[i])->batch;

      if (fw_event_batch_get_length (batch) == 0)
        continue;

      /* One lock for each batch: readers get their turn in a bulk import. */
      fw_cube_write_lock (self->cube);
      fw_floor_apply (self->floor, batch, number, &reports[i]);
      self->applied = number++;
      fw_cube_write_unlock (self->cube);
      self->unsaved_bytes += fw_event_batch_get_size (batch);
      self->unsaved = TRUE;
    }

  if (number != group->first)
    {
      g_autoptr (GError) error = NULL;

      if (!fw_centre_leave_out_struck (self, &error))
        g_warning ("what is struck out still counts: %s", error->message);
      fw_centre_tell_changed (self);
    }
  for (guint i = 0; i < group->items->len; i++)
    finish_item (self, group->items->pdata[i], &reports[i], NULL);
}

static void
run_job (FwCentre *self, FwCentreItem *item)
{
  g_autoptr (GError) error = NULL;

  item->job (self, item->user_data, &error);
  finish_item (self, item, NULL, error);
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

static Group *
take_appended (FwCentre *self, gboolean *stopping)
{
  gint64 until = g_get_monotonic_time () + TICK;
  Group *group;

  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->appended) && !self->appender_done)
    if (!g_cond_wait_until (&self->ready, &self->lock, until))
      break;
  group = g_queue_pop_head (&self->appended);
  *stopping = self->appender_done && group == NULL;
  g_mutex_unlock (&self->lock);
  return group;
}

static gpointer
apply_in_thread (gpointer data)
{
  FwCentre *self = data;
  gboolean stopping = FALSE;

  while (!stopping)
    {
      Group *group = take_appended (self, &stopping);

      if (group != NULL && is_job (group))
        run_job (self, group->items->pdata[0]);
      else if (group != NULL)
        apply_group (self, group);
      fw_centre_put_in_order_if_due (self);
      close_states_if_due (self);
      save_if_due (self);
      fw_centre_sync_witness_if_due (self);

      g_clear_pointer (&group, group_free);
    }
  return NULL;
}

void
fw_centre_start_writer (FwCentre *self)
{
  self->applier = g_thread_new ("centre-applier", apply_in_thread, self);
  self->appender = g_thread_new ("centre-appender", append_in_thread, self);
}

void
fw_centre_stop_writer (FwCentre *self)
{
  g_autoptr (GError) error = NULL;

  if (self->appender == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->appender));
  g_thread_join (g_steal_pointer (&self->applier));

  if (!fw_centre_put_in_order (self, &error))
    {
      g_warning ("events that came late are put in order at the next start: %s", error->message);
      g_clear_error (&error);
    }
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
fw_centre_set_group_limit (FwCentre *self, guint batches)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->group_limit = batches;
  g_mutex_unlock (&self->lock);
}

void
fw_centre_submit (FwCentre *self, FwEventBatch *batch, FwCentreDone done, gpointer user_data)
{
  FwCentreItem *item;

  g_return_if_fail (self != NULL && batch != NULL);

  if (self->appender == NULL)
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

gboolean
fw_centre_run (FwCentre *self, FwCentreJob job, gpointer data, GError **error)
{
  Wait wait = { 0 };

  if (self->appender == NULL) /* read-only: nothing changes beside us */
    return job (self, data, error);
  g_return_val_if_fail (g_thread_self () != self->applier, FALSE);

  push_item (self, make_waiting_job (&wait, job, data));
  return await (&wait, error);
}
