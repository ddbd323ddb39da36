/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * SQLite 3.40 behind FwDatabase. Its defaults are the lax ones, so everything is set at open.
 * Invariant: the writer is the only connection that ever checkpoints; a checkpoint in one
 * connection that races a commit in another can lose data in this version.
 */
#include <sqlite3.h>

#include "core/fw-error.h"
#include "store/fw-engine.h"

/* Steps of the machine between two looks at the clock: some 0.1 ms. */
#define PROGRESS_STEPS 20000

typedef struct
{
  sqlite3 *handle;
  GHashTable *statements; /* char* SQL -> sqlite3_stmt* */
  gint64 deadline;        /* monotonic µs; 0 none */
  guint timeout;          /* ms from row to row */
} Connection;

static int
check_deadline_cb (void *user_data)
{
  Connection *self = user_data;

  return self->deadline != 0 && g_get_monotonic_time () > self->deadline;
}

static void
fw_sqlite_disconnect (gpointer connection)
{
  Connection *self = connection;

  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->handle);
  g_free (self);
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gpointer
fw_sqlite_connect (const char *location, gboolean reader, FwEngineAccess access, GError **error)
{
  Connection *self = g_new0 (Connection, 1);

  self->timeout = FW_ENGINE_TIMEOUT_MS;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  self->handle = fw_sqlite_open (location, reader, access, error);
  if (self->handle == NULL)
    {
      fw_sqlite_disconnect (self);
      return NULL;
    }

  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, check_deadline_cb, self);
  return self;
}

/* @once: the caller finalizes it: the kept one is being walked further up the stack. */
static sqlite3_stmt *
prepare (Connection *self, const char *sql, gboolean *once, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  *once = statement != NULL && sqlite3_stmt_busy (statement);
  if (statement != NULL && !*once)
    return statement;

  code = sqlite3_prepare_v3 (self->handle, sql, -1, *once ? 0 : SQLITE_PREPARE_PERSISTENT,
                             &statement, NULL);
  if (code != SQLITE_OK || statement == NULL)
    {
      fw_sqlite_set_error (error, self->handle, code, sql);
      return NULL;
    }

  if (g_hash_table_size (self->statements) >= FW_ENGINE_MAX_STATEMENTS)
    *once = TRUE;
  if (!*once)
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/* SQLite takes "$2" for a name and numbers names as they come, so each is bound by the number in
 * its name. */
static int
bind_values (sqlite3_stmt *statement, const FwSqlValue *values, guint n_values)
{
  int count = sqlite3_bind_parameter_count (statement);
  int code = SQLITE_OK;

  for (int i = 1; i <= count && code == SQLITE_OK; i++)
    {
      const char *name = sqlite3_bind_parameter_name (statement, i);
      guint number = name != NULL ? (guint) g_ascii_strtoull (name + 1, NULL, 10) : 0;
      const FwSqlValue *value;

      if (number == 0 || number > n_values)
        return SQLITE_RANGE;

      value = &values[number - 1];
      switch (value->type)
        {
        case FW_SQL_NULL:
          code = sqlite3_bind_null (statement, i);
          break;
        case FW_SQL_INTEGER:
          code = sqlite3_bind_int64 (statement, i, value->integer);
          break;
        case FW_SQL_REAL:
          code = sqlite3_bind_double (statement, i, value->real);
          break;
        case FW_SQL_TEXT:
          code = sqlite3_bind_text64 (statement, i, value->data, value->length, SQLITE_STATIC,
                                      SQLITE_UTF8);
          break;
        case FW_SQL_BLOB:
          /* A NULL pointer would bind NULL: an empty BLOB is not NULL. */
          code = sqlite3_bind_blob64 (statement, i, value->data != NULL ? value->data : "",
                                      value->length, SQLITE_STATIC);
          break;
        default:
          g_assert_not_reached ();
        }
    }

  return code;
}

static void
read_column (sqlite3_stmt *statement, int column, FwSqlValue *value)
{
  *value = (FwSqlValue){ 0 };
  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      value->type = FW_SQL_INTEGER;
      value->integer = sqlite3_column_int64 (statement, column);
      value->real = (double) value->integer;
      break;
    case SQLITE_FLOAT:
      value->type = FW_SQL_REAL;
      value->real = sqlite3_column_double (statement, column);
      break;
    case SQLITE_TEXT:
      value->type = FW_SQL_TEXT;
      value->data = sqlite3_column_text (statement, column);
      value->length = sqlite3_column_bytes (statement, column);
      break;
    case SQLITE_BLOB:
      value->type = FW_SQL_BLOB;
      value->data = sqlite3_column_blob (statement, column);
      value->length = sqlite3_column_bytes (statement, column);
      break;
    default:
      value->type = FW_SQL_NULL;
    }
}

/* The clock runs from row to row, so that a walk whose rows take the caller long is not cut off. */
static int
walk_rows (Connection *self, sqlite3_stmt *statement, FwSqlRow row, gpointer user_data)
{
  int n_columns = sqlite3_column_count (statement);
  g_autofree FwSqlValue *columns = g_new (FwSqlValue, MAX (n_columns, 1));

  for (;;)
    {
      int code;

      self->deadline = g_get_monotonic_time () + self->timeout * G_GINT64_CONSTANT (1000);
      code = sqlite3_step (statement);
      self->deadline = 0;
      if (code != SQLITE_ROW)
        return code;

      for (int i = 0; i < n_columns; i++)
        read_column (statement, i, &columns[i]);
      if (row != NULL && !row (columns, (guint) n_columns, user_data))
        return SQLITE_DONE;
    }
}

static gboolean
fw_sqlite_run (gpointer connection,
               const char *sql,
               const FwSqlValue *values,
               guint n_values,
               FwSqlRow row,
               gpointer user_data,
               gint64 *changed,
               GError **error)
{
  Connection *self = connection;
  gboolean once;
  sqlite3_stmt *statement = prepare (self, sql, &once, error);
  int code;

  if (statement == NULL)
    return FALSE;

  code = bind_values (statement, values, n_values);
  if (code == SQLITE_OK)
    code = walk_rows (self, statement, row, user_data);
  if (code == SQLITE_DONE && changed != NULL)
    *changed = sqlite3_changes64 (self->handle);
  if (code != SQLITE_DONE)
    fw_sqlite_set_error (error, self->handle, code, sql);

  /* Reset ends the read; the bytes of the parameters are the caller's and must not be kept. */
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  if (once)
    sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

static gboolean
fw_sqlite_control (gpointer connection, const char *sql, GError **error)
{
  Connection *self = connection;

  return fw_sqlite_run_script (self->handle, sql, error);
}

static char *
fw_sqlite_translate (const char *statement)
{
  return g_ascii_strncasecmp (statement, "CREATE TABLE", 12) == 0
             ? g_strconcat (statement, " STRICT", NULL)
             : g_strdup (statement);
}

static void
fw_sqlite_set_timeout (gpointer connection, guint milliseconds)
{
  ((Connection *) connection)->timeout = milliseconds;
}

static void
fw_sqlite_set_synchronous (gpointer connection, gboolean full)
{
  Connection *self = connection;

  fw_sqlite_run_script (self->handle,
                        full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", NULL);
}

static void
fw_sqlite_set_page_limit (gpointer connection, guint pages)
{
  Connection *self = connection;
  g_autofree char *sql =
      g_strdup_printf ("PRAGMA max_page_count=%u", pages != 0 ? pages : 4294967294u);

  fw_sqlite_run_script (self->handle, sql, NULL);
}

static gboolean
verify (gpointer connection, GError **error)
{
  return fw_sqlite_verify (((Connection *) connection)->handle, error);
}

static gboolean
backup (gpointer connection, const char *target, GCancellable *cancellable, GError **error)
{
  return fw_sqlite_backup (((Connection *) connection)->handle, target, cancellable, error);
}

static const char *const overwrite[] = { "PRAGMA secure_delete=1", NULL };
static const char *const scrub[] = { "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA secure_delete=0",
                                     NULL };

const FwEngine fw_engine_sqlite = {
  .name = "sqlite",
  .begin = "BEGIN IMMEDIATE",
  .exists = fw_sqlite_exists,
  .connect = fw_sqlite_connect,
  .disconnect = fw_sqlite_disconnect,
  .run = fw_sqlite_run,
  .control = fw_sqlite_control,
  .translate = fw_sqlite_translate,
  .has_column = "SELECT 1 FROM pragma_table_info($1) WHERE name = $2 OR $2 = ''",
  .set_timeout = fw_sqlite_set_timeout,
  .set_synchronous = fw_sqlite_set_synchronous,
  .set_page_limit = fw_sqlite_set_page_limit,
  .read_epoch = "SELECT epoch FROM fw_epoch WHERE id = 1",
  .verify = verify,
  .overwrite = overwrite,
  .scrub = scrub,
  .backup = backup,
};
