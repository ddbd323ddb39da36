/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-floor-state.h"

/*
 * Ids are kept by UTC day: a site's day would follow the directory, and an event that moved to
 * another site with its queue would be taken a second time.
 */
static gint32
get_utc_day (gint64 at)
{
  gint64 day = at / (24 * FW_HOUR);

  return (gint32) (at % (24 * FW_HOUR) < 0 ? day - 1 : day);
}

void
fw_floor_seen_free (FwFloorSeen *seen)
{
  fw_floor_table_free (seen->ids);
  g_free (seen);
}

static void
load_ids (FwFloor *self, FwFloorSeen *seen, gint32 day)
{
  g_autoptr (GBytes) bytes = self->loader != NULL ? self->loader (day, self->loader_data) : NULL;
  const guint64 *keys;
  gsize size;
  gboolean added;

  if (bytes == NULL)
    return;

  keys = g_bytes_get_data (bytes, &size);
  fw_floor_table_reserve (seen->ids, size / sizeof *keys);
  for (gsize i = 0; i < size / sizeof *keys; i++)
    {
      guint64 key;

      memcpy (&key, &keys[i], sizeof key); /* a BLOB need not be aligned */
      if (key != 0)
        fw_floor_table_add (seen->ids, GUINT64_FROM_LE (key), &added);
    }
}

static FwFloorSeen *
get_day (FwFloor *self, gint32 day)
{
  FwFloorSeen *seen;

  if (self->seen_last != NULL && self->seen_last_day == day)
    return self->seen_last;

  seen = g_hash_table_lookup (self->seen, GINT_TO_POINTER (day));
  if (seen == NULL)
    {
      seen = g_new0 (FwFloorSeen, 1);
      seen->ids = fw_floor_table_new (0);
      if (self->seen_last != NULL) /* one day is much like another */
        fw_floor_table_reserve (seen->ids, fw_floor_table_get_length (self->seen_last->ids));
      load_ids (self, seen, day);
      g_hash_table_insert (self->seen, GINT_TO_POINTER (day), seen);
    }
  self->seen_last = seen;
  self->seen_last_day = day;
  return seen;
}

void
fw_floor_prefetch_seen (FwFloor *self, gint64 at, guint64 id)
{
  fw_floor_table_prefetch (get_day (self, get_utc_day (at))->ids, id);
}

gboolean
fw_floor_see (FwFloor *self, gint64 at, guint64 id)
{
  FwFloorSeen *seen = get_day (self, get_utc_day (at));
  gboolean added;

  fw_floor_table_add (seen->ids, id, &added);
  if (added)
    seen->dirty = TRUE;
  seen->used = self->events;
  return added;
}

gboolean
fw_floor_has_seen (FwFloor *self, gint64 at, guint64 id)
{
  return fw_floor_table_find (get_day (self, get_utc_day (at))->ids, id) != NULL;
}

void
fw_floor_set_seen_loader (FwFloor *self, FwSeenLoader loader, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->loader = loader;
  self->loader_data = user_data;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

GArray *
fw_floor_list_seen (FwFloor *self)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (gint32));
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (self != NULL, days);

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gint32 day = GPOINTER_TO_INT (key);

      if (((FwFloorSeen *) value)->dirty)
        g_array_append_val (days, day);
    }
  g_array_sort (days, compare_days);
  return days;
}

GBytes *
fw_floor_get_seen (FwFloor *self, gint32 day)
{
  FwFloorSeen *seen;
  guint64 *keys;
  gsize n;

  g_return_val_if_fail (self != NULL, NULL);

  seen = g_hash_table_lookup (self->seen, GINT_TO_POINTER (day));
  if (seen == NULL)
    return NULL;

  n = fw_floor_table_get_length (seen->ids);
  keys = fw_floor_table_list_keys (seen->ids);
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    for (gsize i = 0; i < n; i++)
      keys[i] = GUINT64_TO_LE (keys[i]);
  return g_bytes_new_take (keys, n * sizeof *keys);
}

/* Days that were not touched for this many events are let go; an import that walks through a year
 * holds a few. */
#define IDLE_EVENTS 200000

void
fw_floor_trim_seen (FwFloor *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (self != NULL && self->loader != NULL);

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      FwFloorSeen *seen = value;

      seen->dirty = FALSE;
      if (seen->used + IDLE_EVENTS < self->events)
        g_hash_table_iter_remove (&iter);
    }
  self->seen_last = NULL;
}
