/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events that are ahead of the clock by more than clocks differ: kept apart, told, and applied when
 * their time has come (fw-ledger-held.c). On the appender's thread. */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define AHEAD (5 * 60 * FW_SECOND)
#define LOOK_INTERVAL G_USEC_PER_SEC

gboolean
fw_centre_hold_future (FwCentre *self, FwCentreItem *item, GError **error)
{
  const gint64 limit = g_get_real_time () + AHEAD;
  g_autoptr (FwEventBatch) present = NULL;
  g_autoptr (FwEventBatch) future = NULL;
  gint64 first, last;
  FwEventIter iter;
  FwEvent event;

  fw_event_batch_get_period (item->batch, &first, &last);
  if (last <= limit)
    return TRUE;

  present = fw_event_batch_new ();
  future = fw_event_batch_new ();
  fw_event_iter_init (&iter, item->batch);
  while (fw_event_iter_next (&iter, &event))
    fw_event_batch_add (event.at <= limit ? present : future, &event);
  if (!fw_ledger_hold (self->ledger, future, error))
    return FALSE;

  g_message ("%u events are more than five minutes ahead of this clock and are held until their "
             "time has come",
             fw_event_batch_get_length (future));
  fw_event_batch_unref (item->batch);
  item->batch = g_steal_pointer (&present);
  self->look_held_at = 0;
  return TRUE;
}

FwEventBatch *
fw_centre_take_due (FwCentre *self, guint64 *number)
{
  const gint64 now = g_get_monotonic_time ();
  FwEventBatch *batch = NULL;
  g_autoptr (GError) error = NULL;
  gint64 earliest;
  guint n;

  if (now < self->look_held_at || !fw_database_is_writable (self->database, NULL))
    return NULL;
  self->look_held_at = now + LOOK_INTERVAL;

  if (!fw_ledger_count_held (self->ledger, &n, &earliest, &error) ||
      (earliest <= g_get_real_time () &&
       !fw_ledger_append_held (self->ledger, g_get_real_time (), &batch, number, &error)))
    {
      if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
        self->unsure = TRUE;
      return NULL;
    }
  if (n == 0) /* what is submitted looks again */
    self->look_held_at = G_MAXINT64;
  return batch;
}
