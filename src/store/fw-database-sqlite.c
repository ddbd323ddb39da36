/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * SQLite 3.40 behind FwDatabase. Its defaults are the lax ones, so everything is set at open.
 * Invariant: the writer is the only connection that ever checkpoints; a checkpoint in one
 * connection that races a commit in another can lose data in this version.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "store/fw-engine.h"

#define FILE_NAME "floorwalker.db"
#define APPLICATION_ID 0x464c4f57 /* "FLOW" */
#define MAX_VALUE_BYTES (256 * 1024 * 1024)
#define MAX_SQL_BYTES (64 * 1024)
#define BUSY_TIMEOUT_MS 10000
/* Steps of the machine between two looks at the clock: some 0.1 ms. */
#define PROGRESS_STEPS 20000

typedef struct
{
  sqlite3 *handle;
  GHashTable *statements; /* char* SQL -> sqlite3_stmt* */
  gint64 deadline;        /* monotonic µs; 0 none */
} Connection;

gpointer
fw_sqlite_get_handle (gpointer connection)
{
  return ((Connection *) connection)->handle;
}

void
fw_sqlite_set_error (GError **error, gpointer sqlite, int code, const char *what)
{
  const char *message = sqlite != NULL ? sqlite3_errmsg (sqlite) : sqlite3_errstr (code);
  FwError kind;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      kind = FW_ERROR_FULL;
      break;
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      kind = FW_ERROR_CORRUPT;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      kind = FW_ERROR_BUSY;
      break;
    case SQLITE_INTERRUPT:
      kind = FW_ERROR_UNAVAILABLE;
      break;
    case SQLITE_TOOBIG:
      kind = FW_ERROR_TOO_LARGE;
      break;
    case SQLITE_CONSTRAINT:
      kind = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
                     code == SQLITE_CONSTRAINT_ROWID
                 ? FW_ERROR_CONFLICT
                 : FW_ERROR_INVALID;
      break;
    case SQLITE_CANTOPEN:
      kind = FW_ERROR_UNAVAILABLE;
      break;
    default:
      kind = FW_ERROR_FAILED;
    }

  g_set_error (error, FW_ERROR, kind, "%s: %s (SQLite %d)", what, message, code);
}

gboolean
fw_sqlite_is_network (guint64 magic)
{
  static const guint32 network[] = {
    0x6969,     /* NFS */
    0x517b,     /* SMB */
    0xff534d42, /* CIFS */
    0xfe534d42, /* SMB 2 */
    0x564c,     /* NCP */
    0x5346414f, /* AFS */
    0x6b414653, /* kAFS */
    0x73757245, /* Coda */
    0x01021997, /* 9P */
    0x00c36400, /* Ceph */
    0x0bd00bd0, /* Lustre */
  };

  for (guint i = 0; i < G_N_ELEMENTS (network); i++)
    if ((magic & 0xffffffff) == network[i])
      return TRUE;

  return FALSE;
}

static gboolean
fw_sqlite_exists (const char *location)
{
  g_autofree char *path = g_build_filename (location, FILE_NAME, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* SQLite itself would make the file readable for all; its -wal and -shm take the mode of the file.
 */
static gboolean
prepare_file (const char *directory, const char *path, GError **error)
{
  int fd;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, FW_ERROR, errno == ENOSPC ? FW_ERROR_FULL : FW_ERROR_UNAVAILABLE,
                   "%s: %s", directory, g_strerror (errno));
      return FALSE;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0 || fchmod (fd, 0600) != 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "%s: %s", path, g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return FALSE;
    }

  close (fd);
  return TRUE;
}

static gboolean
check_file_system (const char *directory, GError **error)
{
  struct statfs about;

  if (statfs (directory, &about) != 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "%s: %s", directory, g_strerror (errno));
      return FALSE;
    }

  if (fw_sqlite_is_network ((guint64) about.f_type))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "%s is on a network file system, where SQLite loses data: use a local "
                   "directory or PostgreSQL",
                   directory);
      return FALSE;
    }

  return TRUE;
}

static int
check_deadline_cb (void *user_data)
{
  Connection *self = user_data;

  return self->deadline != 0 && g_get_monotonic_time () > self->deadline;
}

static gboolean
set_limits (sqlite3 *handle)
{
  static const struct
  {
    int option, value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },        { SQLITE_DBCONFIG_DQS_DDL, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 }, { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      int now = -1;

      if (sqlite3_db_config (handle, options[i].option, options[i].value, &now) != SQLITE_OK ||
          now != options[i].value)
        return FALSE;
    }

  sqlite3_limit (handle, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
  sqlite3_limit (handle, SQLITE_LIMIT_SQL_LENGTH, MAX_SQL_BYTES);
  sqlite3_limit (handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (handle, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit (handle, SQLITE_LIMIT_COLUMN, 200);
  sqlite3_limit (handle, SQLITE_LIMIT_COMPOUND_SELECT, 20);
  sqlite3_limit (handle, SQLITE_LIMIT_VARIABLE_NUMBER, 999);
  sqlite3_limit (handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
  sqlite3_limit (handle, SQLITE_LIMIT_WORKER_THREADS, 0);
  return TRUE;
}

static gboolean
run_script (sqlite3 *handle, const char *sql, GError **error)
{
  int code = sqlite3_exec (handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  fw_sqlite_set_error (error, handle, code, sql);
  return FALSE;
}

static gint64
read_number (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 value = -1;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

/* A file of another program is refused before anything is written to it; the writer claims an empty
 * one. */
static gboolean
check_file (sqlite3 *handle, const char *path, gboolean claim, GError **error)
{
  gint64 id = read_number (handle, "PRAGMA application_id");
  gint64 tables = read_number (handle, "SELECT count(*) FROM sqlite_schema");
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id=%d", APPLICATION_ID);
  int code = sqlite3_extended_errcode (handle);

  if (id < 0 || tables < 0)
    {
      fw_sqlite_set_error (error, handle, code, path);
      return FALSE;
    }
  if (id == APPLICATION_ID)
    return TRUE;
  if (claim && id == 0 && tables == 0)
    return run_script (handle, sql, error);

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s is not a store of Floorwalker", path);
  return FALSE;
}

static gboolean
set_up_writer (sqlite3 *handle, const char *path, GError **error)
{
  return check_file (handle, path, TRUE, error) &&
         run_script (handle,
                     "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                     "PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864; "
                     "PRAGMA cache_size=-16384",
                     error);
}

static gboolean
set_up_reader (sqlite3 *handle, const char *path, GError **error)
{
  int now = 0;

  if (sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &now) != SQLITE_OK ||
      now != 1)
    {
      fw_sqlite_set_error (error, handle, SQLITE_ERROR, "cannot keep a reader from checkpointing");
      return FALSE;
    }

  return check_file (handle, path, FALSE, error) &&
         run_script (handle,
                     "PRAGMA query_only=1; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-4096",
                     error);
}

static void
fw_sqlite_disconnect (gpointer connection)
{
  Connection *self = connection;

  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->handle);
  g_free (self);
}

static gboolean
open_handle (
    Connection *self, const char *location, gboolean reader, gboolean read_only, GError **error)
{
  g_autofree char *path = g_build_filename (location, FILE_NAME, NULL);
  int flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
  int code;

  if (!reader && !prepare_file (location, path, error))
    return FALSE;
  if (!check_file_system (location, error))
    return FALSE;

  code = sqlite3_open_v2 (path, &self->handle,
                          flags | (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE), NULL);
  if (code != SQLITE_OK)
    {
      fw_sqlite_set_error (error, self->handle, code, path);
      return FALSE;
    }

  if (!set_limits (self->handle))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "this SQLite does not know the safe settings");
      return FALSE;
    }
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, check_deadline_cb, self);

  if (!run_script (self->handle,
                   "PRAGMA cell_size_check=1; PRAGMA mmap_size=0; PRAGMA foreign_keys=1; "
                   "PRAGMA temp_store=MEMORY",
                   error))
    return FALSE;
  return reader ? set_up_reader (self->handle, path, error)
                : set_up_writer (self->handle, path, error);
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gpointer
fw_sqlite_connect (const char *location, gboolean reader, gboolean read_only, GError **error)
{
  Connection *self = g_new0 (Connection, 1);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if (open_handle (self, location, reader, read_only, error))
    return self;

  fw_sqlite_disconnect (self);
  return NULL;
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

      self->deadline = g_get_monotonic_time () + FW_ENGINE_TIMEOUT_MS * G_GINT64_CONSTANT (1000);
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

  return run_script (self->handle, sql, error);
}

static char *
fw_sqlite_translate (const char *statement)
{
  return g_ascii_strncasecmp (statement, "CREATE TABLE", 12) == 0
             ? g_strconcat (statement, " STRICT", NULL)
             : g_strdup (statement);
}

static void
fw_sqlite_set_synchronous (gpointer connection, gboolean full)
{
  Connection *self = connection;

  run_script (self->handle, full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", NULL);
}

static void
fw_sqlite_set_page_limit (gpointer connection, guint pages)
{
  Connection *self = connection;
  g_autofree char *sql =
      g_strdup_printf ("PRAGMA max_page_count=%u", pages != 0 ? pages : 4294967294u);

  run_script (self->handle, sql, NULL);
}

static gboolean
fw_sqlite_verify (gpointer connection, GError **error)
{
  return fw_sqlite_verify_handle (fw_sqlite_get_handle (connection), error);
}

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
  .set_synchronous = fw_sqlite_set_synchronous,
  .set_page_limit = fw_sqlite_set_page_limit,
  .verify = fw_sqlite_verify,
  .backup = fw_sqlite_backup,
};
