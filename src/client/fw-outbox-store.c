/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker-client"

#include "client/fw-outbox-store.h"

#include "core/fw-error.h"

G_DEFINE_QUARK (fw - outbox - error - quark, fw_outbox_error)

/* What a job needs, copied: the item itself belongs to the main thread, all but its number. */
typedef struct
{
  char *realm;
  FwOutboxItem *item; /* nullable; only `number` is touched by the thread, and only by its own jobs
                         in order */
  char *method;
  char *body;
  char *stored;
  char *message;
  guint revision;
  FwOutboxState state;
  GPtrArray *loaded;
} Job;

static Job *
new_job (const char *realm, FwOutboxItem *item)
{
  Job *job = g_new0 (Job, 1);

  job->realm = g_strdup (realm);
  if (item == NULL)
    return job;
  job->item = g_object_ref (item);
  job->method = g_strdup (item->method);
  job->body = g_strdup (item->body);
  job->stored = g_strdup (item->stored);
  job->message = g_strdup (item->message);
  job->revision = item->revision;
  job->state = item->state;
  return job;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->realm);
  g_clear_object (&job->item);
  g_free (job->method);
  g_free (job->body);
  g_free (job->stored);
  g_free (job->message);
  g_clear_pointer (&job->loaded, g_ptr_array_unref);
  g_free (job);
}

static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static gboolean
insert_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Job *job = data;
  sqlite3_stmt *statement;

  statement = fw_shelf_prepare (
      database,
      "INSERT INTO outbox (realm, at, method, kind, id, revision, body, title, state)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      error);
  if (statement == NULL)
    return FALSE;
  bind_text (statement, 1, job->realm);
  sqlite3_bind_int64 (statement, 2, job->item->at);
  bind_text (statement, 3, job->method);
  bind_text (statement, 4, job->item->kind);
  bind_text (statement, 5, job->item->id);
  sqlite3_bind_int64 (statement, 6, job->revision);
  bind_text (statement, 7, job->body);
  bind_text (statement, 8, job->item->title);
  sqlite3_bind_int (statement, 9, (int) job->state);
  if (!fw_shelf_finish_statement (database, statement, error))
    return FALSE;
  job->item->number = sqlite3_last_insert_rowid (database);
  return TRUE;
}

static gboolean
update_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Job *job = data;
  sqlite3_stmt *statement;

  statement = fw_shelf_prepare (
      database,
      "UPDATE outbox SET method = ?2, revision = ?3, body = ?4, state = ?5, stored = ?6,"
      " message = ?7 WHERE number = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, job->item->number);
  bind_text (statement, 2, job->method);
  sqlite3_bind_int64 (statement, 3, job->revision);
  bind_text (statement, 4, job->body);
  sqlite3_bind_int (statement, 5, (int) job->state);
  bind_text (statement, 6, job->stored);
  bind_text (statement, 7, job->message);
  return fw_shelf_finish_statement (database, statement, error);
}

static gboolean
rebase_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Job *job = data;
  sqlite3_stmt *statement;

  statement =
      fw_shelf_prepare (database, "UPDATE outbox SET revision = ?2 WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, job->item->number);
  sqlite3_bind_int64 (statement, 2, job->revision);
  return fw_shelf_finish_statement (database, statement, error);
}

static gboolean
remove_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Job *job = data;
  sqlite3_stmt *statement =
      fw_shelf_prepare (database, "DELETE FROM outbox WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, job->item->number);
  return fw_shelf_finish_statement (database, statement, error);
}

static const char *
get_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static gboolean
load_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Job *job = data;
  sqlite3_stmt *statement;
  int code;

  statement = fw_shelf_prepare (
      database,
      "SELECT number, at, method, kind, id, revision, body, title, state, stored, message"
      " FROM outbox WHERE realm = ?1 ORDER BY number",
      error);
  if (statement == NULL)
    return FALSE;
  bind_text (statement, 1, job->realm);
  job->loaded = g_ptr_array_new_with_free_func (g_object_unref);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      FwOutboxItem *item;

      item =
          fw_outbox_item_new (get_text (statement, 2), get_text (statement, 3),
                              get_text (statement, 4), (guint) sqlite3_column_int64 (statement, 5),
                              get_text (statement, 6), get_text (statement, 7));
      item->number = sqlite3_column_int64 (statement, 0);
      item->at = sqlite3_column_int64 (statement, 1);
      item->state = CLAMP (sqlite3_column_int (statement, 8), FW_OUTBOX_WAITING, FW_OUTBOX_REFUSED);
      item->stored = g_strdup (get_text (statement, 9));
      item->message = g_strdup (get_text (statement, 10));
      g_ptr_array_add (job->loaded, item);
    }
  if (code != SQLITE_DONE)
    g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "%s", sqlite3_errmsg (database));
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

void
fw_outbox_store_insert_async (FwShelf *shelf,
                              const char *realm,
                              FwOutboxItem *item,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  fw_shelf_run_async (shelf, insert_in_thread, new_job (realm, item), free_job, NULL, callback,
                      user_data);
}

void
fw_outbox_store_update_async (FwShelf *shelf,
                              FwOutboxItem *item,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  fw_shelf_run_async (shelf, update_in_thread, new_job (NULL, item), free_job, NULL, callback,
                      user_data);
}

void
fw_outbox_store_rebase_async (FwShelf *shelf,
                              FwOutboxItem *item,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  fw_shelf_run_async (shelf, rebase_in_thread, new_job (NULL, item), free_job, NULL, callback,
                      user_data);
}

void
fw_outbox_store_remove_async (FwShelf *shelf,
                              FwOutboxItem *item,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  fw_shelf_run_async (shelf, remove_in_thread, new_job (NULL, item), free_job, NULL, callback,
                      user_data);
}

static void
take_error (const GError *failed, GError **error)
{
  g_set_error_literal (error, FW_OUTBOX_ERROR,
                       g_error_matches (failed, FW_ERROR, FW_ERROR_FULL) ? FW_OUTBOX_ERROR_FULL
                                                                         : FW_OUTBOX_ERROR_FAILED,
                       failed->message);
}

FwOutboxItem *
fw_outbox_store_write_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failed = NULL;
  Job *job = fw_shelf_run_finish (NULL, result, &failed);

  if (job != NULL)
    return g_object_ref (job->item);
  take_error (failed, error);
  return NULL;
}

void
fw_outbox_store_load_async (FwShelf *shelf,
                            const char *realm,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  fw_shelf_run_async (shelf, load_in_thread, new_job (realm, NULL), free_job, NULL, callback,
                      user_data);
}

GPtrArray *
fw_outbox_store_load_finish (GAsyncResult *result, char **realm, GError **error)
{
  g_autoptr (GError) failed = NULL;
  Job *job = fw_shelf_run_finish (NULL, result, &failed);

  if (job == NULL)
    {
      take_error (failed, error);
      return NULL;
    }
  *realm = g_strdup (job->realm);
  return g_ptr_array_ref (job->loaded);
}
