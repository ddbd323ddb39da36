/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-forecast-history.h"

#include <math.h>

#include "core/fw-error.h"

/* Two years hold what a calendar does to a centre twice; older habits say little. */
#define MOST_HISTORY 730
/* Days that are asked for at a time: the groups of more would be too large to hold. */
#define SLICE 28
/* How long contacts take and how long callers wait is of late. */
#define LATELY 56
/* A source that told something within this is taken to tell everything. */
#define SILENCE (15 * FW_MINUTE)

void
fw_queue_history_free (FwQueueHistory *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->offered);
  g_free (self);
}

void
fw_forecast_history_free (FwForecastHistory *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->queues);
  fw_zone_unref (self->zone);
  g_free (self);
}

guint
fw_forecast_history_find_slot (FwZone *zone, gint64 at)
{
  const guint minute = fw_zone_get_minute_of_day (zone, at);

  return (minute + 24 * 60 - fw_zone_get_day_start (zone)) % (24 * 60) / 30;
}

static FwQueueHistory *
add_queue (FwForecastHistory *self, const char *name)
{
  FwQueueHistory *queue = g_new0 (FwQueueHistory, 1);

  queue->queue = name;
  queue->offered = g_new0 (double, (gsize) self->n_days *FW_OUTLOOK_SLOTS + 1);
  g_ptr_array_add (self->queues, queue);
  return queue;
}

static FwQueueHistory *
find_queue (FwForecastHistory *self, const char *name)
{
  for (guint i = 0; i < self->queues->len; i++)
    {
      FwQueueHistory *queue = self->queues->pdata[i];

      if (g_str_equal (queue->queue, name))
        return queue;
    }
  return self->queues->len < FW_FORECAST_MOST_QUEUES ? add_queue (self, name) : NULL;
}

/* ---- reading ---- */

static void
add_group (FwForecastHistory *self, FwQueueHistory *queue, const FwCubeGroup *group)
{
  const gint32 day = fw_zone_get_day (self->zone, group->bucket);
  const guint slot = fw_forecast_history_find_slot (self->zone, group->bucket);
  const FwSums *sums = &group->sums;
  gint64 from, to;

  if (day >= self->first && day < self->first + (gint32) self->n_days)
    queue->offered[(gsize) (day - self->first) * FW_OUTLOOK_SLOTS + slot] += (double) sums->offered;
  else if (day == self->today)
    {
      fw_zone_get_day_bounds (self->zone, day, &from, &to);
      queue->today[MIN ((group->bucket - from) / FW_HALF_HOUR, FW_FORECAST_MOST_MOMENTS - 1)] +=
          (double) sums->offered;
    }
  if (day < self->today - LATELY || day >= self->today)
    return;
  queue->handled[slot] += (double) sums->handled;
  queue->seconds[slot] += (double) sums->handling_ms / 1000;
  queue->waited_s += (double) sums->wait_ms / 1000;
}

static gboolean
read_slice (FwForecastHistory *self,
            FwCentre *centre,
            FwScope *scope,
            const FwQuestion *question,
            gint32 day,
            GError **error)
{
  FwQuestion slice = *question;
  g_autoptr (FwCubeAnswer) answer = NULL;
  gint64 nowhere;

  fw_zone_get_day_bounds (self->zone, day, &slice.from, &nowhere);
  fw_zone_get_day_bounds (self->zone, MIN (day + SLICE - 1, self->today), &nowhere, &slice.to);
  slice.by[0] = FW_DIMENSION_QUEUE;
  slice.n_by = 1;
  slice.bucket = FW_BUCKET_HALF_HOUR;
  slice.most_groups = 0;
  answer = fw_centre_ask (centre, scope, &slice, NULL, error);
  for (guint i = 0; answer != NULL && i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      FwQueueHistory *queue =
          find_queue (self, fw_centre_name_code (centre, FW_DIMENSION_QUEUE, group->codes[0]));

      if (queue == NULL)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "queue: expected at most %d queues",
                       FW_FORECAST_MOST_QUEUES);
          return FALSE;
        }
      add_group (self, queue, group);
    }
  return answer != NULL;
}

/* Those who waited in vain: sums hold the waits of the answered alone. */
static gboolean
read_waits (FwForecastHistory *self,
            FwCentre *centre,
            FwScope *scope,
            const FwQuestion *question,
            FwQueueHistory *queue,
            GError **error)
{
  FwQuestion lately = *question;
  g_autofree FwWaits *waits = g_new0 (FwWaits, FW_N_WAITS);
  char *names[] = { (char *) queue->queue, NULL };
  gint64 nowhere;

  lately.only[FW_DIMENSION_QUEUE] = names;
  fw_zone_get_day_bounds (self->zone, self->today - LATELY, &lately.from, &nowhere);
  fw_zone_get_day_bounds (self->zone, self->today, &nowhere, &lately.to);
  if (!fw_centre_ask_waits (centre, scope, &lately, waits, NULL, error))
    return FALSE;
  queue->hung_up = waits[FW_WAITS_ABANDONED].n;
  queue->waited_s += fw_waits_sum (&waits[FW_WAITS_ABANDONED]);
  queue->waited_s += fw_waits_sum (&waits[FW_WAITS_LEFT]);
  return TRUE;
}

/* ---- what is known ---- */

/* An hour that the clocks show twice is as two half hours each; one that they skip is not known. */
static void
mend_day (FwForecastHistory *self, FwQueueHistory *queue, guint day, gint64 from, gint64 to)
{
  double *offered = queue->offered + (gsize) day * FW_OUTLOOK_SLOTS;
  guint times[FW_OUTLOOK_SLOTS] = { 0 };

  for (gint64 at = from; at < to; at += FW_HALF_HOUR)
    {
      const guint slot = fw_forecast_history_find_slot (self->zone, at);

      times[slot]++;
      if (at + FW_HALF_HOUR > self->known_until)
        offered[slot] = NAN;
    }
  for (guint slot = 0; slot < FW_OUTLOOK_SLOTS; slot++)
    offered[slot] = times[slot] > 0 ? offered[slot] / times[slot] : NAN;
}

static void
mend_queue (FwForecastHistory *self, FwQueueHistory *queue)
{
  gint64 from, to;

  for (guint day = 0; day < self->n_days; day++)
    {
      fw_zone_get_day_bounds (self->zone, self->first + (gint32) day, &from, &to);
      if (to - from != 24 * FW_HOUR || to > self->known_until)
        mend_day (self, queue, day, from, to);
    }
  fw_zone_get_day_bounds (self->zone, self->today, &from, &to);
  for (guint i = 0; i < FW_FORECAST_MOST_MOMENTS; i++)
    if (from + (i + 1) * FW_HALF_HOUR > MIN (to, self->known_until))
      queue->today[i] = NAN;
}

/* The days of the cube, whoever may see them. */
static void
find_days (FwForecastHistory *self, FwCentre *centre, gint64 now)
{
  FwCube *cube = fw_centre_get_cube (centre);
  g_autoptr (GArray) segments = NULL;
  gint32 first = self->today, last;
  gint64 last_event;

  fw_cube_read_lock (cube);
  last_event = fw_floor_get_last_event (fw_centre_get_floor (centre));
  segments = fw_cube_list_segments (cube);
  fw_cube_read_unlock (cube);
  for (guint i = 0; i < segments->len; i++)
    first = MIN (first, g_array_index (segments, FwSegmentKey, i).day);
  self->known_until = now - last_event < SILENCE ? now : last_event;
  self->first = MAX (first - 1, self->today - MOST_HISTORY); /* a day of another site's clock */
  last = MIN (self->today - 1, fw_zone_get_day (self->zone, self->known_until));
  self->n_days = last >= self->first ? (guint) (last - self->first + 1) : 0;
}

FwForecastHistory *
fw_forecast_history_read (FwCentre *centre,
                          FwScope *scope,
                          const FwQuestion *question,
                          FwZone *zone,
                          gint64 now,
                          GError **error)
{
  g_autoptr (FwForecastHistory) self = NULL;

  g_return_val_if_fail (centre != NULL && question != NULL && zone != NULL, NULL);

  self = g_new0 (FwForecastHistory, 1);
  self->zone = fw_zone_ref (zone);
  self->today = fw_zone_get_day (zone, now);
  self->queues = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_queue_history_free);
  find_days (self, centre, now);
  for (gint32 day = self->first; day <= self->today; day += SLICE)
    if (!read_slice (self, centre, scope, question, day, error))
      return NULL;
  for (guint i = 0; i < self->queues->len; i++)
    {
      if (!read_waits (self, centre, scope, question, self->queues->pdata[i], error))
        return NULL;
      mend_queue (self, self->queues->pdata[i]);
    }
  return g_steal_pointer (&self);
}

/* ---- as one, and as series ---- */

FwQueueHistory *
fw_forecast_history_sum (const FwForecastHistory *self)
{
  FwQueueHistory *sum;

  g_return_val_if_fail (self != NULL, NULL);

  sum = g_new0 (FwQueueHistory, 1);
  sum->queue = "";
  sum->offered = g_new0 (double, (gsize) self->n_days *FW_OUTLOOK_SLOTS + 1);
  for (guint i = 0; i < self->queues->len; i++)
    {
      const FwQueueHistory *queue = self->queues->pdata[i];

      for (gsize j = 0; j < (gsize) self->n_days * FW_OUTLOOK_SLOTS; j++)
        sum->offered[j] += queue->offered[j];
      for (guint j = 0; j < FW_FORECAST_MOST_MOMENTS; j++)
        sum->today[j] += queue->today[j];
      for (guint j = 0; j < FW_OUTLOOK_SLOTS; j++)
        {
          sum->handled[j] += queue->handled[j];
          sum->seconds[j] += queue->seconds[j];
        }
      sum->waited_s += queue->waited_s;
      sum->hung_up += queue->hung_up;
    }
  return sum;
}

FwOutlookSeries
fw_forecast_history_get_series (const FwForecastHistory *self, const FwQueueHistory *queue)
{
  FwOutlookSeries series = { 0 };
  gsize i = 0, n;

  g_return_val_if_fail (self != NULL && queue != NULL, series);

  n = (gsize) self->n_days * FW_OUTLOOK_SLOTS;
  while (i < n && !(queue->offered[i] > 0))
    i++;
  i /= FW_OUTLOOK_SLOTS;
  series.first = self->first + (gint32) i;
  series.n_days = self->n_days - (guint) i;
  series.amounts = queue->offered + i * FW_OUTLOOK_SLOTS;
  return series;
}

guint
fw_forecast_history_get_seen (const FwForecastHistory *self,
                              const FwQueueHistory *queue,
                              double *seen)
{
  guint times[FW_OUTLOOK_SLOTS] = { 0 }, n = 0;
  gint64 from, to;

  g_return_val_if_fail (self != NULL && queue != NULL && seen != NULL, 0);

  for (guint slot = 0; slot < FW_OUTLOOK_SLOTS; slot++)
    seen[slot] = 0;
  fw_zone_get_day_bounds (self->zone, self->today, &from, &to);
  for (guint i = 0; i < FW_FORECAST_MOST_MOMENTS && !isnan (queue->today[i]); i++)
    {
      const guint slot = fw_forecast_history_find_slot (self->zone, from + i * FW_HALF_HOUR);

      seen[slot] += queue->today[i];
      times[slot]++;
      n = MAX (n, slot + 1);
    }
  for (guint slot = 0; slot < FW_OUTLOOK_SLOTS; slot++)
    seen[slot] = times[slot] > 0 ? seen[slot] / times[slot] : NAN;
  return n;
}
