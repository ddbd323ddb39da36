/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-throttle.h"

#define MAX_ENTRIES 10000
#define MEMORY (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

typedef struct
{
  guint failures;
  gint64 last; /* µs, monotonic */
} Entry;

struct _FwThrottle
{
  GMutex lock;
  GHashTable *entries; /* char* -> Entry* */
  guint free_failures;
  guint max_wait;
  guint forgive;
};

FwThrottle *
fw_throttle_new (guint free_failures, guint max_wait, guint forgive)
{
  FwThrottle *self = g_new0 (FwThrottle, 1);

  g_mutex_init (&self->lock);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->free_failures = free_failures;
  self->max_wait = max_wait;
  self->forgive = forgive;

  return self;
}

void
fw_throttle_free (FwThrottle *self)
{
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
make_room (FwThrottle *self, gint64 now)
{
  GHashTableIter iter;
  gpointer key, value;
  const char *oldest = NULL;
  gint64 oldest_last = G_MAXINT64;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Entry *entry = value;

      if (now - entry->last > MEMORY)
        g_hash_table_iter_remove (&iter);
      else if (entry->last < oldest_last)
        {
          oldest_last = entry->last;
          oldest = key;
        }
    }

  if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
    g_hash_table_remove (self->entries, oldest);
}

static guint
count_failures (FwThrottle *self, const Entry *entry, gint64 now)
{
  gint64 age = now - entry->last;
  gint64 forgiven = self->forgive > 0 ? age / (self->forgive * G_USEC_PER_SEC) : 0;

  if (age > MEMORY || forgiven >= entry->failures)
    return 0;
  return entry->failures - (guint) MAX (forgiven, 0);
}

guint
fw_throttle_get_wait (FwThrottle *self, const char *key, gint64 now)
{
  const Entry *entry;
  gint64 left = 0;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL && count_failures (self, entry, now) > self->free_failures)
    {
      guint doublings = MIN (count_failures (self, entry, now) - self->free_failures - 1, 16);
      gint64 wait = MIN (G_GINT64_CONSTANT (1) << doublings, (gint64) self->max_wait);

      left = entry->last + wait * G_USEC_PER_SEC - now;
    }
  g_mutex_unlock (&self->lock);

  return left > 0 ? (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

void
fw_throttle_count (FwThrottle *self, const char *key, gint64 now)
{
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    {
      if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
        make_room (self, now);
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_strdup (key), entry);
    }
  entry->failures = count_failures (self, entry, now) + 1;
  entry->last = now;
  g_mutex_unlock (&self->lock);
}

void
fw_throttle_forget (FwThrottle *self, const char *key)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->entries, key);
  g_mutex_unlock (&self->lock);
}
