/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Invariants: `writer_lock` is held from begin to commit or rollback, and `owner` is then the
 * thread that holds it; a reader is either in `idle` or in the hands of one thread; `condition`
 * only ever leaves BROKEN by opening anew.
 */
#include "store/fw-database.h"

#include <math.h>

#include "core/fw-error.h"
#include "store/fw-database-private.h"

/* Readers that are kept open when nobody reads; more are opened when more threads read at once. */
#define MAX_IDLE_READERS 4
#define PROBE_INTERVAL G_USEC_PER_SEC
#define PROBE_BYTES 65536

gboolean
fw_engine_check_values (const FwSqlValue *values, guint n_values, GError **error)
{
  for (guint i = 0; i < n_values; i++)
    {
      const FwSqlValue *value = &values[i];

      if (value->type == FW_SQL_REAL && !isfinite (value->real))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "parameter $%u is not finite", i + 1);
          return FALSE;
        }
      if (value->type == FW_SQL_TEXT &&
          !g_utf8_validate_len (value->data, value->length, NULL)) /* a NUL fails too */
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "parameter $%u is not UTF-8 without NUL",
                       i + 1);
          return FALSE;
        }
    }

  return TRUE;
}

/* Keeps in mind what an error says about the store as a whole. */
void
fw_database_note_error (FwDatabase *self, const GError *error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Condition before;

  if (error == NULL || error->domain != FW_ERROR)
    return;
  if (error->code != FW_ERROR_FULL && error->code != FW_ERROR_CORRUPT)
    return;

  locker = g_mutex_locker_new (&self->lock);
  if (self->condition == CONDITION_BROKEN)
    return;

  before = self->condition;
  self->condition = error->code == FW_ERROR_FULL ? CONDITION_FULL : CONDITION_BROKEN;
  self->last_probe = g_get_monotonic_time ();
  g_free (self->reason);
  self->reason = g_strdup (fw_database_hide_engine (error->message, (FwError) error->code));
  if (before != self->condition)
    g_message ("the store can be read only: %s", error->message);
}

static gboolean
run (FwDatabase *self,
     gpointer connection,
     const char *sql,
     const FwSqlValue *values,
     guint n_values,
     FwSqlRow row,
     gpointer user_data,
     gint64 *changed,
     GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (self->engine->run (connection, sql, values, n_values, row, user_data, changed, &failure))
    return TRUE;

  fw_database_note_error (self, failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
check_sound (FwDatabase *self, GError **error)
{
  if (!self->failed)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FAILED,
               "a statement of this transaction failed: it is rolled back");
  return FALSE;
}

/*
 * In a transaction. Once a statement failed no other may follow: PostgreSQL refuses it, SQLite may
 * have rolled back by itself and would then take it for a transaction of its own.
 */
static gboolean
run_inside (FwDatabase *self,
            const char *sql,
            const FwSqlValue *values,
            guint n_values,
            FwSqlRow row,
            gpointer user_data,
            gint64 *changed,
            GError **error)
{
  if (!check_sound (self, error))
    return FALSE;

  self->failed = !run (self, self->writer, sql, values, n_values, row, user_data, changed, error);
  return !self->failed;
}

static gboolean
control (FwDatabase *self, const char *sql, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (self->engine->control (self->writer, sql, &failure))
    return TRUE;

  fw_database_note_error (self, failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gpointer
fw_database_take_reader (FwDatabase *self, GError **error)
{
  gpointer reader = NULL;

  g_mutex_lock (&self->lock);
  if (self->idle->len > 0)
    reader = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
  g_mutex_unlock (&self->lock);

  if (reader == NULL)
    {
      reader = self->engine->connect (self->location, TRUE, self->access, error);
      if (reader != NULL && self->read_timeout != 0)
        self->engine->set_timeout (reader, self->read_timeout);
    }
  return reader;
}

void
fw_database_give_reader (FwDatabase *self, gpointer reader)
{
  g_mutex_lock (&self->lock);
  if (self->idle->len < MAX_IDLE_READERS)
    g_ptr_array_add (self->idle, g_steal_pointer (&reader));
  g_mutex_unlock (&self->lock);

  if (reader != NULL)
    self->engine->disconnect (reader);
}

static gboolean
is_owner (FwDatabase *self)
{
  return g_atomic_pointer_get (&self->owner) == g_thread_self ();
}

/* Under writer_lock and outside a transaction: a write of some size that goes away again. */
static gboolean
probe_writer (FwDatabase *self)
{
  static const char filler[PROBE_BYTES];
  const FwSqlValue value = FW_SQL_BYTES (filler, sizeof filler);
  g_autoptr (GError) error = NULL;

  if (!self->engine->run (self->writer,
                          "INSERT INTO fw_probe (id, filler) VALUES (1, $1) ON CONFLICT (id) DO "
                          "UPDATE SET filler = excluded.filler",
                          &value, 1, NULL, NULL, NULL, &error) ||
      !self->engine->run (self->writer, "DELETE FROM fw_probe", NULL, 0, NULL, NULL, NULL, &error))
    {
      fw_database_note_error (self, error);
      return FALSE;
    }

  g_mutex_lock (&self->lock);
  self->condition = CONDITION_SOUND;
  g_clear_pointer (&self->reason, g_free);
  g_mutex_unlock (&self->lock);
  g_message ("the store can be written again");
  return TRUE;
}

/* Under writer_lock and outside a transaction. */
static gboolean
check_writable (FwDatabase *self, GError **error)
{
  Condition condition;
  gboolean try_again;

  g_mutex_lock (&self->lock);
  condition = self->condition;
  try_again =
      condition == CONDITION_FULL && g_get_monotonic_time () - self->last_probe >= PROBE_INTERVAL;
  g_mutex_unlock (&self->lock);

  if (condition == CONDITION_SOUND || (try_again && probe_writer (self)))
    return TRUE;

  g_mutex_lock (&self->lock);
  g_set_error_literal (error, FW_ERROR,
                       condition == CONDITION_FULL     ? FW_ERROR_FULL
                       : condition == CONDITION_BROKEN ? FW_ERROR_CORRUPT
                                                       : FW_ERROR_FORBIDDEN,
                       self->reason != NULL ? self->reason : "the store cannot be written");
  g_mutex_unlock (&self->lock);
  return FALSE;
}

static gboolean
open_writer (FwDatabase *self, GError **error)
{
  static const char *const tables[] = {
    "CREATE TABLE IF NOT EXISTS fw_probe (id INTEGER PRIMARY KEY, filler BLOB)", NULL
  };

  self->writer = self->engine->connect (self->location, FALSE, FW_ENGINE_WRITE, error);
  return self->writer != NULL && fw_database_define (self, tables, error);
}

static const FwEngine *
find_engine (const char *location)
{
  if (g_str_has_prefix (location, "postgresql://") || g_str_has_prefix (location, "postgres://"))
    return &fw_engine_postgres;
  return &fw_engine_sqlite;
}

gboolean
fw_database_exists (const char *location, GError **error)
{
  g_return_val_if_fail (location != NULL, FALSE);

  return find_engine (location)->exists (location, error);
}

static FwDatabase *
open_database (const char *location, FwEngineAccess access, GError **error)
{
  g_autoptr (FwDatabase) self = g_new0 (FwDatabase, 1);
  g_autoptr (GError) failure = NULL;
  const gboolean read_only = access != FW_ENGINE_WRITE;
  gpointer reader;

  self->engine = find_engine (location);
  self->location = g_strdup (location);
  self->access = access;
  self->idle = g_ptr_array_new ();
  g_mutex_init (&self->writer_lock);
  g_mutex_init (&self->lock);
  if (read_only)
    {
      self->condition = CONDITION_READ_ONLY;
      self->reason = g_strdup ("the store was opened for reading only");
    }

  if (read_only && !self->engine->exists (location, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        {
          g_autofree char *where = fw_database_hide_secrets (location);

          g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "%s holds no store", where);
        }
      return NULL;
    }
  if (!read_only && !open_writer (self, error))
    return NULL;

  reader = fw_database_take_reader (self, error);
  if (reader == NULL)
    return NULL;
  fw_database_give_reader (self, reader);
  return g_steal_pointer (&self);
}

FwDatabase *
fw_database_open (const char *location, gboolean read_only, GError **error)
{
  g_return_val_if_fail (location != NULL, NULL);

  return open_database (location, read_only ? FW_ENGINE_READ : FW_ENGINE_WRITE, error);
}

FwDatabase *
fw_database_open_still (const char *location, GError **error)
{
  g_return_val_if_fail (location != NULL, NULL);

  return open_database (location, FW_ENGINE_STILL, error);
}

void
fw_database_close (FwDatabase *self)
{
  if (self == NULL)
    return;

  /* Readers first: the writer, closed last, does the last checkpoint. */
  for (guint i = 0; i < self->idle->len; i++)
    self->engine->disconnect (self->idle->pdata[i]);
  if (self->writer != NULL)
    self->engine->disconnect (self->writer);
  g_ptr_array_unref (self->idle);
  g_mutex_clear (&self->writer_lock);
  g_mutex_clear (&self->lock);
  g_free (self->reason);
  g_free (self->location);
  g_free (self);
}

static gboolean
query (FwDatabase *self,
       const char *sql,
       const FwSqlValue *values,
       guint n_values,
       FwSqlRow row,
       gpointer user_data,
       gboolean note,
       GError **error)
{
  gpointer reader;
  gboolean ok;

  if (!fw_engine_check_values (values, n_values, error))
    return FALSE;
  if (is_owner (self))
    return run_inside (self, sql, values, n_values, row, user_data, NULL, error);

  reader = fw_database_take_reader (self, error);
  if (reader == NULL)
    return FALSE;

  ok = note ? run (self, reader, sql, values, n_values, row, user_data, NULL, error)
            : self->engine->run (reader, sql, values, n_values, row, user_data, NULL, error);
  fw_database_give_reader (self, reader);
  return ok;
}

gboolean
fw_database_try_query (FwDatabase *self,
                       const char *sql,
                       const FwSqlValue *values,
                       guint n_values,
                       FwSqlRow row,
                       gpointer user_data,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  return query (self, sql, values, n_values, row, user_data, FALSE, error);
}

gboolean
fw_database_query (FwDatabase *self,
                   const char *sql,
                   const FwSqlValue *values,
                   guint n_values,
                   FwSqlRow row,
                   gpointer user_data,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  return query (self, sql, values, n_values, row, user_data, TRUE, error);
}

static gboolean
execute_alone (FwDatabase *self,
               const char *sql,
               const FwSqlValue *values,
               guint n_values,
               gint64 *changed,
               GError **error)
{
  if (!fw_database_begin (self, error))
    return FALSE;
  if (run_inside (self, sql, values, n_values, NULL, NULL, changed, error))
    return fw_database_commit (self, error);

  fw_database_rollback (self);
  return FALSE;
}

gboolean
fw_database_execute (FwDatabase *self,
                     const char *sql,
                     const FwSqlValue *values,
                     guint n_values,
                     gint64 *changed,
                     GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  if (!fw_engine_check_values (values, n_values, error))
    return FALSE;
  if (is_owner (self))
    return run_inside (self, sql, values, n_values, NULL, NULL, changed, error);

  /* The epoch is looked at in the same transaction. */
  if (self->epoch != 0)
    return execute_alone (self, sql, values, n_values, changed, error);

  locker = g_mutex_locker_new (&self->writer_lock);
  return check_writable (self, error) &&
         run (self, self->writer, sql, values, n_values, NULL, NULL, changed, error);
}

gboolean
fw_database_begin (FwDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL && !is_owner (self), FALSE);

  g_mutex_lock (&self->writer_lock);
  if (!check_writable (self, error) || !control (self, self->engine->begin, error))
    {
      g_mutex_unlock (&self->writer_lock);
      return FALSE;
    }

  if (!fw_database_check_epoch (self, error))
    {
      self->engine->control (self->writer, "ROLLBACK", NULL);
      g_mutex_unlock (&self->writer_lock);
      return FALSE;
    }

  self->failed = FALSE;
  g_atomic_pointer_set (&self->owner, g_thread_self ());
  return TRUE;
}

static void
end_transaction (FwDatabase *self)
{
  g_atomic_pointer_set (&self->owner, NULL);
  g_mutex_unlock (&self->writer_lock);
}

gboolean
fw_database_commit (FwDatabase *self, GError **error)
{
  return fw_database_commit_then (self, NULL, NULL, error);
}

gboolean
fw_database_commit_then (FwDatabase *self, FwDatabaseThen then, gpointer user_data, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (self != NULL && is_owner (self), FALSE);

  ok = check_sound (self, error) && control (self, "COMMIT", error);
  if (!ok)
    self->engine->control (self->writer, "ROLLBACK", NULL);
  else if (then != NULL)
    then (user_data);
  end_transaction (self);
  return ok;
}

void
fw_database_rollback (FwDatabase *self)
{
  g_return_if_fail (self != NULL && is_owner (self));

  /* The engine may have rolled back by itself (full disk, broken line); then there is nothing to
   * undo. */
  self->engine->control (self->writer, "ROLLBACK", NULL);
  end_transaction (self);
}

static gboolean
define_inside (FwDatabase *self, const char *const *statements, GError **error)
{
  if (self->engine->lock_tables != NULL && !control (self, self->engine->lock_tables, error))
    return FALSE;

  for (guint i = 0; statements[i] != NULL; i++)
    {
      g_autofree char *sql = self->engine->translate (statements[i]);

      if (!control (self, sql, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
fw_database_define (FwDatabase *self, const char *const *statements, GError **error)
{
  g_return_val_if_fail (self != NULL && statements != NULL, FALSE);

  if (is_owner (self))
    return define_inside (self, statements, error);
  if (!fw_database_begin (self, error))
    return FALSE;
  if (define_inside (self, statements, error))
    return fw_database_commit (self, error);

  fw_database_rollback (self);
  return FALSE;
}

static gboolean
note_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return FALSE;
}

gboolean
fw_database_has_column (
    FwDatabase *self, const char *table, const char *column, gboolean *has, GError **error)
{
  FwSqlValue values[2] = { FW_SQL_STRING (table), FW_SQL_STRING (column != NULL ? column : "") };

  *has = FALSE;
  return fw_database_query (self, self->engine->has_column, values, 2, note_row_cb, has, error);
}

const char *
fw_database_hide_engine (const char *message, FwError code)
{
  static const struct
  {
    FwError code;
    const char *sentence;
  } sentences[] = {
    { FW_ERROR_FULL, "the disk is full: nothing is written until there is room; reading goes on" },
    { FW_ERROR_UNAVAILABLE, "the database does not answer; the server's log says why" },
    { FW_ERROR_BUSY, "the database is busy: try again" },
    { FW_ERROR_CORRUPT, "the store cannot be read or written; the server's log says why" },
    { FW_ERROR_TOO_LARGE, "this is more than the database takes" },
  };

  g_return_val_if_fail (message != NULL, NULL);

  if (strstr (message, "(PostgreSQL)") == NULL && strstr (message, "(SQLite ") == NULL)
    return message;
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      return sentences[i].sentence;

  return "the database refused this; the server's log says why";
}

gboolean
fw_database_is_writable (FwDatabase *self, char **reason)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  locker = g_mutex_locker_new (&self->lock);
  if (reason != NULL)
    *reason = g_strdup (self->reason);
  return self->condition == CONDITION_SOUND;
}

gboolean
fw_database_probe (FwDatabase *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Condition condition;

  g_return_val_if_fail (self != NULL && !is_owner (self), FALSE);

  locker = g_mutex_locker_new (&self->writer_lock);
  g_mutex_lock (&self->lock);
  condition = self->condition;
  g_mutex_unlock (&self->lock);
  return condition == CONDITION_SOUND || (condition == CONDITION_FULL && probe_writer (self));
}
