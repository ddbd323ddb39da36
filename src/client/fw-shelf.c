/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fw-error.h"

/*
 * Invariants: `database` is touched by the pool's one thread only, until finalize, when that thread
 * is gone; the pool is exclusive, so jobs never overlap and never change their order.
 */
struct _FwShelf
{
  GObject parent_instance;

  char *path; /* NULL: in memory */
  sqlite3 *database;
  GThreadPool *pool;
};

G_DEFINE_FINAL_TYPE (FwShelf, fw_shelf, G_TYPE_OBJECT)

typedef struct
{
  FwShelfJob job;
  gpointer data;
  GDestroyNotify free_data;
} Work;

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS answer (realm TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT "
    "NULL, size INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY (realm, key)) STRICT;"
    "CREATE INDEX IF NOT EXISTS answer_at ON answer (at);"
    "CREATE TABLE IF NOT EXISTS outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, realm TEXT NOT "
    "NULL, at INTEGER NOT NULL,"
    " method TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, body "
    "TEXT NOT NULL,"
    " title TEXT NOT NULL, state INTEGER NOT NULL, stored TEXT, message TEXT, batch INTEGER NOT "
    "NULL DEFAULT 0) STRICT;";

/* What makes a file of version i + 1 one of the next version. */
static const char *const upgrades[] = {
  "ALTER TABLE outbox ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;",
};
#define VERSION (1 + G_N_ELEMENTS (upgrades))

static void
free_work (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->data);
  g_free (work);
}

static gboolean
harden (sqlite3 *database)
{
  sqlite3_db_config (database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_limit (database, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
  sqlite3_busy_timeout (database, 2000);
  /* A second console on the same desk may hold the file for a moment; synchronous=FULL: an edit
   * that waits survives a power cut. */
  return sqlite3_exec (database,
                       "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA "
                       "cell_size_check=1; PRAGMA mmap_size=0;"
                       "PRAGMA foreign_keys=1; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=1;",
                       NULL, NULL, NULL) == SQLITE_OK;
}

static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }

  /* SQLite would make the file by the umask: make it first, for its owner alone. */
  fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
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

static int
read_version (sqlite3 *database)
{
  sqlite3_stmt *statement = NULL;
  int version = -1;

  if (sqlite3_prepare_v2 (database, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    version = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return version;
}

static gboolean
run (sqlite3 *database, const char *sql)
{
  return sqlite3_exec (database, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Within a transaction: two consoles of one desk may find an old file at the same moment. */
static gboolean
furnish (sqlite3 *database)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", (int) VERSION);
  gboolean done = run (database, "BEGIN IMMEDIATE");
  int version = done ? read_version (database) : -1;

  done = done && version >= 0;
  for (guint i = 0; done && version > 0 && i < G_N_ELEMENTS (upgrades); i++)
    done = (guint) version > i + 1 || run (database, upgrades[i]);
  return done && run (database, schema) && run (database, mark) && run (database, "COMMIT");
}

static gboolean
ensure_open (FwShelf *self, GError **error)
{
  if (self->database != NULL)
    return TRUE;
  if (self->path != NULL && !make_file (self->path, error))
    return FALSE;

  if (sqlite3_open_v2 (self->path != NULL ? self->path : ":memory:", &self->database,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                           SQLITE_OPEN_NOFOLLOW,
                       NULL) != SQLITE_OK ||
      !harden (self->database) || !furnish (self->database))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "%s: %s",
                   self->path != NULL ? self->path : "memory", sqlite3_errmsg (self->database));
      sqlite3_close (g_steal_pointer (&self->database));
      return FALSE;
    }
  return TRUE;
}

static void
run_in_thread (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (data);
  FwShelf *self = user_data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ensure_open (self, &error) || !work->job (self->database, work->data, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
fw_shelf_finalize (GObject *object)
{
  FwShelf *self = FW_SHELF (object);

  /* Waits for what is queued: an edit given to the outbox is on disk when the console has gone. */
  g_thread_pool_free (self->pool, FALSE, TRUE);
  if (self->database != NULL)
    sqlite3_close (self->database);
  g_free (self->path);

  G_OBJECT_CLASS (fw_shelf_parent_class)->finalize (object);
}

static void
fw_shelf_class_init (FwShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_shelf_finalize;
}

static void
fw_shelf_init (FwShelf *self)
{
  self->pool = g_thread_pool_new (run_in_thread, self, 1, TRUE, NULL);
}

FwShelf *
fw_shelf_new (const char *path)
{
  FwShelf *self = g_object_new (FW_TYPE_SHELF, NULL);

  self->path = g_strdup (path);
  return self;
}

void
fw_shelf_run_async (FwShelf *self,
                    FwShelfJob job,
                    gpointer data,
                    GDestroyNotify free_data,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task;
  Work *work = g_new0 (Work, 1);

  g_return_if_fail (FW_IS_SHELF (self));
  g_return_if_fail (job != NULL);

  work->job = job;
  work->data = data;
  work->free_data = free_data;
  /* No source object: the last reference must never be dropped by the pool's own thread, which
   * finalize joins. */
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_shelf_run_async);
  g_task_set_task_data (task, work, free_work);
  g_thread_pool_push (self->pool, task, NULL);
}

gpointer
fw_shelf_run_finish (FwShelf *self, GAsyncResult *result, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? work->data : NULL;
}

sqlite3_stmt *
fw_shelf_prepare (sqlite3 *database, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK)
    g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "%s", sqlite3_errmsg (database));
  return statement;
}

gboolean
fw_shelf_finish_statement (sqlite3 *database, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_DONE)
    g_set_error (error, FW_ERROR, code == SQLITE_FULL ? FW_ERROR_FULL : FW_ERROR_CORRUPT, "%s",
                 sqlite3_errmsg (database));
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}
