/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-cache.h"

#include "core/fw-error.h"

struct _FwCache
{
  GObject parent_instance;

  FwShelf *shelf;
};

G_DEFINE_FINAL_TYPE (FwCache, fw_cache, G_TYPE_OBJECT)

typedef struct
{
  char *realm;
  char *key;
  GBytes *answer;
  gint64 at; /* µs UTC */
} Entry;

static Entry *
new_entry (const char *realm, const char *key, GBytes *answer)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->realm = g_strdup (realm);
  entry->key = g_strdup (key);
  entry->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  entry->at = g_get_real_time ();
  return entry;
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->realm);
  g_free (entry->key);
  g_clear_pointer (&entry->answer, g_bytes_unref);
  g_free (entry);
}

/* Drops the oldest answers until the rest fits. */
static gboolean
prune (sqlite3 *database, GError **error)
{
  sqlite3_stmt *statement;

  statement = fw_shelf_prepare (
      database,
      "DELETE FROM answer WHERE rowid IN (SELECT rowid FROM (SELECT rowid,"
      " sum(size) OVER (ORDER BY at DESC, rowid DESC) AS held FROM answer) WHERE held > ?1)",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, FW_CACHE_MAX_TOTAL);
  return fw_shelf_finish_statement (database, statement, error);
}

static gboolean
store_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Entry *entry = data;
  sqlite3_stmt *statement;
  gsize size;
  gconstpointer body = g_bytes_get_data (entry->answer, &size);

  statement = fw_shelf_prepare (
      database,
      "INSERT INTO answer (realm, key, at, size, body) VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (realm, key) DO UPDATE SET at = ?3, size = ?4, body = ?5",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, entry->realm, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, entry->key, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, entry->at);
  sqlite3_bind_int64 (statement, 4, (gint64) size);
  sqlite3_bind_blob (statement, 5, body != NULL ? body : "", (int) size, SQLITE_STATIC);
  return fw_shelf_finish_statement (database, statement, error) && prune (database, error);
}

static gboolean
forget_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Entry *entry = data;
  sqlite3_stmt *statement =
      fw_shelf_prepare (database, "DELETE FROM answer WHERE realm = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, entry->realm, -1, SQLITE_STATIC);
  return fw_shelf_finish_statement (database, statement, error);
}

static gboolean
lookup_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Entry *entry = data;
  sqlite3_stmt *statement = fw_shelf_prepare (
      database, "SELECT at, body FROM answer WHERE realm = ?1 AND key = ?2", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, entry->realm, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, entry->key, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      entry->at = sqlite3_column_int64 (statement, 0);
      entry->answer = g_bytes_new (sqlite3_column_blob (statement, 1),
                                   (gsize) sqlite3_column_bytes (statement, 1));
    }
  sqlite3_finalize (statement);
  if (entry->answer == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "%s was not asked before", entry->key);
  return entry->answer != NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* A cache that cannot be written costs the next start a moment and nothing else. */
  if (fw_shelf_run_finish (NULL, result, &error) == NULL)
    g_debug ("cache: %s", error->message);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;
  Entry *entry = fw_shelf_run_finish (NULL, result, &error);

  if (entry == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_memdup2 (&entry->at, sizeof entry->at), g_free);
  g_task_return_pointer (task, g_bytes_ref (entry->answer), (GDestroyNotify) g_bytes_unref);
}

static void
fw_cache_dispose (GObject *object)
{
  g_clear_object (&FW_CACHE (object)->shelf);

  G_OBJECT_CLASS (fw_cache_parent_class)->dispose (object);
}

static void
fw_cache_class_init (FwCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_cache_dispose;
}

static void
fw_cache_init (FwCache *self)
{
}

FwCache *
fw_cache_new (FwShelf *shelf)
{
  FwCache *self = g_object_new (FW_TYPE_CACHE, NULL);

  self->shelf = g_object_ref (shelf);
  return self;
}

void
fw_cache_store (FwCache *self, const char *realm, const char *key, GBytes *answer)
{
  g_return_if_fail (FW_IS_CACHE (self));
  g_return_if_fail (realm != NULL && key != NULL && answer != NULL);

  if (g_bytes_get_size (answer) > FW_CACHE_MAX_ANSWER)
    return;
  fw_shelf_run_async (self->shelf, store_in_thread, new_entry (realm, key, answer), free_entry,
                      NULL, written_cb, NULL);
}

void
fw_cache_forget (FwCache *self, const char *realm)
{
  g_return_if_fail (FW_IS_CACHE (self));
  g_return_if_fail (realm != NULL);

  fw_shelf_run_async (self->shelf, forget_in_thread, new_entry (realm, NULL, NULL), free_entry,
                      NULL, written_cb, NULL);
}

void
fw_cache_lookup_async (FwCache *self,
                       const char *realm,
                       const char *key,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (FW_IS_CACHE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_cache_lookup_async);
  fw_shelf_run_async (self->shelf, lookup_in_thread, new_entry (realm, key, NULL), free_entry,
                      cancellable, looked_up_cb, task);
}

GBytes *
fw_cache_lookup_finish (FwCache *self, GAsyncResult *result, gint64 *at, GError **error)
{
  gint64 *stored = g_task_get_task_data (G_TASK (result));

  if (at != NULL)
    *at = stored != NULL ? *stored : 0;
  return g_task_propagate_pointer (G_TASK (result), error);
}
