/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQLite's defaults are the lax ones, so everything is set at open, before anything is read or
 * written. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "store/fw-engine.h"

#define FILE_NAME "floorwalker.db"
#define APPLICATION_ID 0x464c4f57 /* "FLOW" */
/* PRAGMA user_version: 0 was written before pages had checksums. */
#define FORM_WITH_SUMS 1
#define MAX_VALUE_BYTES (256 * 1024 * 1024)
#define MAX_SQL_BYTES (64 * 1024)
#define BUSY_TIMEOUT_MS 10000

/* After a failed fsync it is not known what the disk holds, and asking again would be told that all
 * is well, as the kernel has let go of the pages. So this process calls nothing durable any more:
 * the next one recovers from what is there. */
static void
stop_for_failed_sync (int code, const char *what)
{
  if (code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC)
    return;

  g_printerr ("floorwalker: the disk did not keep what was written (%s, SQLite %d): stopping; "
              "start again to recover\n",
              what, code);
  _exit (EXIT_FAILURE);
}

void
fw_sqlite_set_error (GError **error, gpointer sqlite, int code, const char *what)
{
  const char *message = sqlite != NULL ? sqlite3_errmsg (sqlite) : sqlite3_errstr (code);
  FwError kind;

  stop_for_failed_sync (sqlite != NULL ? sqlite3_extended_errcode (sqlite) : code, what);
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

/* An empty file is what a lost one looks like: no store. */
gboolean
fw_sqlite_exists (const char *location, GError **error)
{
  g_autofree char *path = g_build_filename (location, FILE_NAME, NULL);
  GStatBuf about;

  return g_stat (path, &about) == 0 && S_ISREG (about.st_mode) && about.st_size > 0;
}

static gboolean
prepare_directory (const char *directory, GError **error)
{
  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;

  g_set_error (error, FW_ERROR, errno == ENOSPC ? FW_ERROR_FULL : FW_ERROR_UNAVAILABLE, "%s: %s",
               directory, g_strerror (errno));
  return FALSE;
}

/* SQLite itself would make the file readable for all; its -wal and -shm take the mode of the file.
 */
static gboolean
prepare_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean ok = fd >= 0 && fchmod (fd, 0600) == 0;
  struct stat about;

  /* Its log is known by its name: under two of them a file has two logs, and is lost. */
  if (ok && fstat (fd, &about) == 0 && about.st_nlink > 1)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "%s has a second name elsewhere (a hard link): remove one of the two", path);
      ok = FALSE;
    }
  else if (!ok)
    g_set_error (error, FW_ERROR, errno == ENOSPC ? FW_ERROR_FULL : FW_ERROR_UNAVAILABLE, "%s: %s",
                 path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return ok;
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

gboolean
fw_sqlite_run_script (gpointer sqlite, const char *sql, GError **error)
{
  int code = sqlite3_exec (sqlite, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  fw_sqlite_set_error (error, sqlite, code, sql);
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

/* The header says whether pages end with checksums; a damaged header must not talk us out of
 * looking at them, so a second place says so too. */
static gboolean
check_sums (sqlite3 *handle, const char *path, GError **error)
{
  int reserved = -1; /* asks only */

  if (sqlite3_file_control (handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved) == SQLITE_OK &&
      (reserved == FW_SQLITE_SUM_BYTES || read_number (handle, "PRAGMA user_version") == 0))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "%s: its header is damaged", path);
  return FALSE;
}

/* A file of another program is refused before anything is written to it; the writer claims an empty
 * one. */
static gboolean
check_file (sqlite3 *handle, const char *path, gboolean claim, GError **error)
{
  gint64 id = read_number (handle, "PRAGMA application_id");
  gint64 tables = read_number (handle, "SELECT count(*) FROM sqlite_schema");
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id=%d; PRAGMA user_version=%d",
                                          APPLICATION_ID, FORM_WITH_SUMS);
  int code = sqlite3_extended_errcode (handle);

  if (id < 0 || tables < 0)
    {
      fw_sqlite_set_error (error, handle, code, path);
      return FALSE;
    }
  if (id == APPLICATION_ID)
    return check_sums (handle, path, error);
  if (claim && id == 0 && tables == 0)
    return fw_sqlite_run_script (handle, sql, error);

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s is not a store of Floorwalker", path);
  return FALSE;
}

/* PRAGMA journal_mode tells what came of it rather than fail: some file systems have no shared
 * memory. */
static gboolean
switch_to_wal (sqlite3 *handle, const char *path, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (handle, "PRAGMA journal_mode=WAL", -1, &statement, NULL);
  gboolean ok = FALSE;

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    ok = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "wal") == 0;
  if (code != SQLITE_ROW)
    fw_sqlite_set_error (error, handle, code, path);
  else if (!ok)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "%s: its file system does not allow a write-ahead log", path);
  sqlite3_finalize (statement);
  return ok;
}

static gboolean
set_up_writer (sqlite3 *handle, const char *path, GError **error)
{
  int reserved = FW_SQLITE_SUM_BYTES; /* of a file that is empty yet */

  sqlite3_file_control (handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  return check_file (handle, path, TRUE, error) && switch_to_wal (handle, path, error) &&
         fw_sqlite_run_script (handle,
                               "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000; "
                               "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16384",
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
         fw_sqlite_run_script (
             handle, "PRAGMA query_only=1; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-4096",
             error);
}

static gboolean
set_up (sqlite3 *handle, const char *path, gboolean reader, GError **error)
{
  if (!set_limits (handle))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "this SQLite does not know the safe settings");
      return FALSE;
    }

  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  return fw_sqlite_run_script (handle,
                               "PRAGMA cell_size_check=1; PRAGMA mmap_size=0; PRAGMA "
                               "foreign_keys=1; PRAGMA temp_store=MEMORY",
                               error) &&
         (reader ? set_up_reader (handle, path, error) : set_up_writer (handle, path, error));
}

/* Links on the way to the directory are people's own business; SQLite is told to follow none, so
 * that nobody puts one in place of the file. */
static char *
resolve_path (const char *location, GError **error)
{
  char *directory = realpath (location, NULL);
  char *path;

  if (directory == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "%s: %s", location, g_strerror (errno));
      return NULL;
    }

  path = g_build_filename (directory, FILE_NAME, NULL);
  free (directory);
  return path;
}

/* A file that nobody writes, and beside which nothing waits to be written into it, is read as it
 * stands: a reader of a log would make the log and its index where there are none. */
static char *
name_still (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *escaped = NULL;
  GStatBuf about;

  if (g_stat (log, &about) == 0 ? about.st_size > 0 : errno != ENOENT)
    return g_strdup (path);
  escaped = g_uri_escape_string (path, "/", FALSE);
  return g_strconcat ("file:", escaped, "?immutable=1", NULL);
}

gpointer
fw_sqlite_open (const char *location, gboolean reader, FwEngineAccess access, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  int flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
  sqlite3 *handle = NULL;
  int code;

  if (!reader && !prepare_directory (location, error))
    return NULL;
  path = resolve_path (location, error);
  if (path == NULL || (!reader && !prepare_file (path, error)) ||
      !check_file_system (location, error))
    return NULL;

  if (!reader && !fw_sqlite_add_sums (path, error))
    return NULL;

  flags |= access != FW_ENGINE_WRITE ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  name = access == FW_ENGINE_STILL ? name_still (path) : g_strdup (path);
  flags |= access == FW_ENGINE_STILL ? SQLITE_OPEN_URI : 0;
  code = sqlite3_open_v2 (name, &handle, flags, fw_sqlite_get_layer ());
  if (code != SQLITE_OK)
    fw_sqlite_set_error (error, handle, code, path);
  else if (set_up (handle, path, reader, error))
    return handle;

  sqlite3_close (handle);
  return NULL;
}
