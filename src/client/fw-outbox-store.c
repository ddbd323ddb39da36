/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker-client"

#include "client/fw-outbox-store.h"

#include "core/fw-error.h"

G_DEFINE_QUARK (fw - outbox - error - quark, fw_outbox_error)

/* What the thread needs of an item, copied: the item itself belongs to the main thread, all but its
 * number and batch, which only the thread's own jobs touch, in order. */
typedef struct
{
  FwOutboxItem *item;
  char *method;
  char *body;
  char *stored;
  char *message;
  guint revision;
  FwOutboxState state;
} Edit;

typedef struct
{
  char *realm;
  GArray *edits;     /* Edit */
  guint n_new;       /* of an insertion: as many come first and get their numbers */
  GPtrArray *loaded; /* nullable */
} Job;

typedef gboolean (*EditFunc) (sqlite3 *database, Job *job, Edit *edit, GError **error);

static void
clear_edit (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->item);
  g_free (edit->method);
  g_free (edit->body);
  g_free (edit->stored);
  g_free (edit->message);
}

static Job *
new_job (const char *realm)
{
  Job *job = g_new0 (Job, 1);

  job->realm = g_strdup (realm);
  job->edits = g_array_new (FALSE, FALSE, sizeof (Edit));
  g_array_set_clear_func (job->edits, clear_edit);
  return job;
}

static void
add_edits (Job *job, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      FwOutboxItem *item = items->pdata[i];
      Edit edit = { .item = g_object_ref (item),
                    .method = g_strdup (item->method),
                    .body = g_strdup (item->body),
                    .stored = g_strdup (item->stored),
                    .message = g_strdup (item->message),
                    .revision = item->revision,
                    .state = item->state };

      g_array_append_val (job->edits, edit);
    }
}

static Job *
new_job_of (GPtrArray *items)
{
  Job *job = new_job (NULL);

  add_edits (job, items);
  return job;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->realm);
  g_array_unref (job->edits);
  g_clear_pointer (&job->loaded, g_ptr_array_unref);
  g_free (job);
}

/* ---- in the thread ---- */

static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

/* Within a transaction. */
static gboolean
run_all (sqlite3 *database, Job *job, guint from, guint to, EditFunc func, GError **error)
{
  for (guint i = from; i < to; i++)
    if (!func (database, job, &g_array_index (job->edits, Edit, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
run_sql (sqlite3 *database, const char *sql, GError **error)
{
  sqlite3_stmt *statement = fw_shelf_prepare (database, sql, error);

  return statement != NULL && fw_shelf_finish_statement (database, statement, error);
}

static gboolean
end_transaction (sqlite3 *database, gboolean done, GError **error)
{
  if (done && run_sql (database, "COMMIT", error))
    return TRUE;
  sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

static gboolean
insert_edit (sqlite3 *database, Job *job, Edit *edit, GError **error)
{
  const Edit *first = &g_array_index (job->edits, Edit, 0);
  sqlite3_stmt *statement = fw_shelf_prepare (
      database,
      "INSERT INTO outbox (realm, at, method, kind, id, revision, body, title, state, batch)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      error);

  if (statement == NULL)
    return FALSE;
  bind_text (statement, 1, job->realm);
  sqlite3_bind_int64 (statement, 2, edit->item->at);
  bind_text (statement, 3, edit->method);
  bind_text (statement, 4, edit->item->kind);
  bind_text (statement, 5, edit->item->id);
  sqlite3_bind_int64 (statement, 6, edit->revision);
  bind_text (statement, 7, edit->body);
  bind_text (statement, 8, edit->item->title);
  sqlite3_bind_int (statement, 9, (int) edit->state);
  sqlite3_bind_int64 (statement, 10, edit != first ? first->item->number : 0);
  if (!fw_shelf_finish_statement (database, statement, error))
    return FALSE;
  edit->item->number = sqlite3_last_insert_rowid (database);
  edit->item->batch = job->n_new > 1 ? first->item->number : 0;
  return TRUE;
}

static gboolean
mark_first (sqlite3 *database, Job *job, Edit *first, GError **error)
{
  sqlite3_stmt *statement =
      fw_shelf_prepare (database, "UPDATE outbox SET batch = number WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first->item->number);
  return fw_shelf_finish_statement (database, statement, error);
}

static gboolean
update_edit (sqlite3 *database, Job *job, Edit *edit, GError **error)
{
  sqlite3_stmt *statement = fw_shelf_prepare (
      database,
      "UPDATE outbox SET method = ?2, revision = ?3, body = ?4, state = ?5, stored = ?6,"
      " message = ?7 WHERE number = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, edit->item->number);
  bind_text (statement, 2, edit->method);
  sqlite3_bind_int64 (statement, 3, edit->revision);
  bind_text (statement, 4, edit->body);
  sqlite3_bind_int (statement, 5, (int) edit->state);
  bind_text (statement, 6, edit->stored);
  bind_text (statement, 7, edit->message);
  return fw_shelf_finish_statement (database, statement, error);
}

static gboolean
rebase_edit (sqlite3 *database, Job *job, Edit *edit, GError **error)
{
  sqlite3_stmt *statement =
      fw_shelf_prepare (database, "UPDATE outbox SET revision = ?2 WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, edit->item->number);
  sqlite3_bind_int64 (statement, 2, edit->revision);
  return fw_shelf_finish_statement (database, statement, error);
}

static gboolean
remove_edit (sqlite3 *database, Job *job, Edit *edit, GError **error)
{
  sqlite3_stmt *statement =
      fw_shelf_prepare (database, "DELETE FROM outbox WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, edit->item->number);
  return fw_shelf_finish_statement (database, statement, error);
}

static gboolean
write_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  Job *job = data;
  gboolean done;

  if (!run_sql (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  done = run_all (database, job, 0, job->n_new, insert_edit, error) &&
         (job->n_new < 2 || run_all (database, job, 0, 1, mark_first, error)) &&
         run_all (database, job, job->n_new, job->edits->len, update_edit, error);
  return end_transaction (database, done, error);
}

static gboolean
run_in_thread (sqlite3 *database, Job *job, EditFunc func, GError **error)
{
  return run_sql (database, "BEGIN IMMEDIATE", error) &&
         end_transaction (database, run_all (database, job, 0, job->edits->len, func, error),
                          error);
}

static gboolean
rebase_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  return run_in_thread (database, data, rebase_edit, error);
}

static gboolean
remove_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  return run_in_thread (database, data, remove_edit, error);
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
      "SELECT number, at, method, kind, id, revision, body, title, state, stored, message, batch"
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
      item->batch = sqlite3_column_int64 (statement, 11);
      g_ptr_array_add (job->loaded, item);
    }
  if (code != SQLITE_DONE)
    g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "%s", sqlite3_errmsg (database));
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

/* ---- on the main thread ---- */

void
fw_outbox_store_write_async (FwShelf *shelf,
                             const char *realm,
                             GPtrArray *added,
                             GPtrArray *changed,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Job *job = new_job (realm);

  add_edits (job, added);
  job->n_new = added->len;
  add_edits (job, changed);
  fw_shelf_run_async (shelf, write_in_thread, job, free_job, NULL, callback, user_data);
}

void
fw_outbox_store_rebase_async (FwShelf *shelf,
                              GPtrArray *items,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  fw_shelf_run_async (shelf, rebase_in_thread, new_job_of (items), free_job, NULL, callback,
                      user_data);
}

void
fw_outbox_store_remove_async (FwShelf *shelf,
                              GPtrArray *items,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  fw_shelf_run_async (shelf, remove_in_thread, new_job_of (items), free_job, NULL, callback,
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

gboolean
fw_outbox_store_write_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failed = NULL;

  if (fw_shelf_run_finish (NULL, result, &failed) != NULL)
    return TRUE;
  take_error (failed, error);
  return FALSE;
}

void
fw_outbox_store_load_async (FwShelf *shelf,
                            const char *realm,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  fw_shelf_run_async (shelf, load_in_thread, new_job (realm), free_job, NULL, callback, user_data);
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
