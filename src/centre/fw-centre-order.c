/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A ledger keeps batches as they came; figures are those of its events in the order of their times.
 * Where the floor says that it cannot tell, the ledger is gone through a few days at a time: as
 * many events as fit into memory are gathered, sorted and applied, then those of the next days.
 */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define MOST_EVENTS 2000000
#define MOST_ASIDE 100000 /* where little memory is to be taken; a day is always whole */
/* Of its time the applier spends one part in so many on putting things in order by itself. */
#define SHARE 8
#define RETRY (30 * G_USEC_PER_SEC)

typedef struct
{
  gint64 first, last; /* of a batch, µs */
} Period;

typedef struct
{
  GHashTable *counts; /* gint32 day -> guint */
  GArray *periods;    /* Period by number − 1 */
  FwFloor *floor;
  FwFloorDays *days;
  GCancellable *cancellable;
  guint64 most; /* events at once */
} Sorting;

static gboolean
look_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Sorting *sorting = user_data;
  Period period;
  FwEventIter iter;
  FwEvent event;

  if (g_cancellable_set_error_if_cancelled (sorting->cancellable, error))
    return FALSE;
  fw_event_batch_get_period (batch, &period.first, &period.last);
  g_array_append_val (sorting->periods, period);
  fw_floor_count_days (batch, sorting->counts);
  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    if (event.type == FW_EVENT_STRUCK)
      fw_floor_meet_struck (sorting->floor, &event);
  return TRUE;
}

static gboolean
gather_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Sorting *sorting = user_data;

  if (g_cancellable_set_error_if_cancelled (sorting->cancellable, error))
    return FALSE;
  fw_floor_days_add (sorting->days, batch, number);
  return TRUE;
}

/* Reads the batches that have anything of those days, in runs. */
static gboolean
gather (FwCentre *self, Sorting *sorting, gint32 first, gint32 last, GError **error)
{
  const gint64 from = (gint64) first * 24 * FW_HOUR, to = ((gint64) last + 1) * 24 * FW_HOUR;
  guint i = 0;

  while (i < sorting->periods->len)
    {
      guint end = i;

      for (; end < sorting->periods->len; end++)
        {
          const Period *period = &g_array_index (sorting->periods, Period, end);

          if (period->last < from || period->first >= to)
            break;
        }
      if (end > i && !fw_ledger_read (self->ledger, i + 1, end, gather_cb, sorting, error))
        return FALSE;
      i = end + 1;
    }
  return TRUE;
}

static gboolean
is_in_order (FwCentre *self)
{
  return !fw_floor_is_disordered (self->floor) && !fw_floor_is_misstruck (self->floor);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

static GArray *
list_days (GHashTable *counts)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (gint32));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint32 day = GPOINTER_TO_INT (key);

      g_array_append_val (days, day);
    }
  g_array_sort (days, compare_days);
  return days;
}

/* From the day @i on: as many as hold the most events, one at least. Returns: the one after. */
static guint
find_end (const Sorting *sorting, const GArray *days, guint i)
{
  guint64 sum = 0;

  for (guint k = i; k < days->len; k++)
    {
      gpointer day = GINT_TO_POINTER (g_array_index (days, gint32, k));

      sum += GPOINTER_TO_UINT (g_hash_table_lookup (sorting->counts, day));
      if (k > i && (sum > sorting->most ||
                    g_array_index (days, gint32, k) - g_array_index (days, gint32, i) > 10000))
        return k;
    }
  return days->len;
}

gboolean
fw_centre_replay_sorted (FwCentre *self,
                         guint64 to,
                         FwCentreAside *aside,
                         FwCube *cube,
                         FwFloor *floor,
                         FwFloorReport *report,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) periods = g_array_new (FALSE, FALSE, sizeof (Period));
  g_autoptr (GArray) days = NULL;
  Sorting sorting = { counts, periods,     floor,
                      NULL,   cancellable, aside != NULL ? MOST_ASIDE : MOST_EVENTS };

  if (!fw_ledger_read (self->ledger, 1, to, look_cb, &sorting, error))
    return FALSE;

  days = list_days (counts);
  for (guint i = 0, end; i < days->len; i = end)
    {
      g_autoptr (FwFloorDays) some = NULL;
      gint32 first = g_array_index (days, gint32, i), last;
      guint64 events;

      end = find_end (&sorting, days, i);
      last = g_array_index (days, gint32, end - 1);
      sorting.days = some = fw_floor_days_new (floor, first, last);
      if (!gather (self, &sorting, first, last, error))
        return FALSE;

      events = report->events;
      fw_cube_write_lock (cube);
      fw_floor_days_apply (some, report);
      fw_cube_write_unlock (cube);
      if (aside != NULL && !fw_centre_aside_trim (aside, report->events - events, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
fw_centre_put_in_order (FwCentre *self, GError **error)
{
  g_autoptr (FwDirectory) directory = NULL;

  if (is_in_order (self))
    return TRUE;

  directory = fw_centre_ref_directory (self);
  if (!fw_centre_renew (self, directory, error))
    return FALSE;
  fw_centre_tell_changed (self);
  return TRUE;
}

static gboolean
is_idle (FwCentre *self)
{
  gboolean idle;

  g_mutex_lock (&self->lock);
  idle = g_queue_is_empty (&self->queue) && g_queue_is_empty (&self->appended);
  g_mutex_unlock (&self->lock);
  return idle;
}

void
fw_centre_put_in_order_if_due (FwCentre *self)
{
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  if (is_in_order (self) || begun < self->next_order || !is_idle (self))
    return;

  if (fw_centre_put_in_order (self, &error))
    self->next_order = g_get_monotonic_time () + SHARE * (g_get_monotonic_time () - begun);
  else
    {
      g_warning ("events that came late are not in their place yet: %s", error->message);
      self->next_order = g_get_monotonic_time () + RETRY;
    }
}

static gboolean
put_in_order (FwCentre *self, gpointer data, GError **error)
{
  return fw_centre_put_in_order (self, error);
}

gboolean
fw_centre_settle (FwCentre *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fw_centre_run (self, put_in_order, NULL, error);
}
