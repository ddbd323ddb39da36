/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-reply-cache.h"

#define MAX_ENTRIES 1000
#define KEEP G_USEC_PER_SEC

typedef struct
{
  FwReply *reply;
  guint64 generation;
  gint64 made; /* µs, monotonic */
} Entry;

struct _FwReplyCache
{
  GMutex lock;
  GHashTable *entries; /* char* -> Entry* */
  GHashTable *making;  /* char* ticket -> GPtrArray of held FwExchange */
  gsize bytes;         /* of all entries */
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  fw_reply_unref (entry->reply);
  g_free (entry);
}

FwReplyCache *
fw_reply_cache_new (void)
{
  FwReplyCache *self = g_new0 (FwReplyCache, 1);

  g_mutex_init (&self->lock);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_entry);

  self->making =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
fw_reply_cache_free (FwReplyCache *self)
{
  g_hash_table_unref (self->making);
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

FwReply *
fw_reply_cache_find (FwReplyCache *self, const char *key, guint64 generation, gint64 now)
{
  const Entry *entry;
  FwReply *reply = NULL;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL && entry->generation == generation && now - entry->made < KEEP)
    reply = fw_reply_ref (entry->reply);
  g_mutex_unlock (&self->lock);

  return reply;
}

static void
remove_entry (FwReplyCache *self, const char *key)
{
  const Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return;
  self->bytes -= entry->reply->size;
  g_hash_table_remove (self->entries, key);
}

/* What nobody will be given any more would keep its memory until the same is asked again. */
static void
drop_old (FwReplyCache *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Entry *entry = value;

      if (now - entry->made < KEEP)
        continue;
      self->bytes -= entry->reply->size;
      g_hash_table_iter_remove (&iter);
    }
}

void
fw_reply_cache_add (
    FwReplyCache *self, const char *key, guint64 generation, gint64 now, FwReply *reply)
{
  Entry *entry;

  if (reply->size > FW_REPLY_CACHE_MAX_ENTRY)
    return;

  entry = g_new (Entry, 1);
  *entry = (Entry){ fw_reply_ref (reply), generation, now };
  g_mutex_lock (&self->lock);
  drop_old (self, now);
  remove_entry (self, key);
  /* Nothing is worth keeping for longer than a second: emptying costs no more than finding the
   * oldest. */
  if (g_hash_table_size (self->entries) >= MAX_ENTRIES ||
      self->bytes + reply->size > FW_REPLY_CACHE_MAX_BYTES)
    {
      g_hash_table_remove_all (self->entries);
      self->bytes = 0;
    }
  self->bytes += reply->size;
  g_hash_table_insert (self->entries, g_strdup (key), entry);
  g_mutex_unlock (&self->lock);
}

gsize
fw_reply_cache_get_size (FwReplyCache *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->lock);
  return self->bytes;
}

gboolean
fw_reply_cache_join (FwReplyCache *self, const char *ticket, FwExchange *exchange)
{
  GPtrArray *waiting;

  g_mutex_lock (&self->lock);
  waiting = g_hash_table_lookup (self->making, ticket);
  if (waiting != NULL)
    g_ptr_array_add (waiting, exchange);
  else
    g_hash_table_insert (self->making, g_strdup (ticket), g_ptr_array_new ());
  g_mutex_unlock (&self->lock);

  return waiting != NULL;
}

void
fw_reply_cache_share (FwReplyCache *self, const char *ticket, FwReply *reply)
{
  g_autofree char *key = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  g_mutex_lock (&self->lock);
  g_hash_table_steal_extended (self->making, ticket, (gpointer *) &key, (gpointer *) &waiting);
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < waiting->len; i++)
    {
      fw_exchange_reply_shared (waiting->pdata[i], reply);
      fw_exchange_release (waiting->pdata[i]);
    }
}
