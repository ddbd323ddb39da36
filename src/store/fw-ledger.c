/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-ledger.h"

#include <sodium.h>

#include "core/fw-error.h"
#include "store/fw-ledger-private.h"

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS ledger_batch (number INTEGER PRIMARY KEY, first_at INTEGER NOT NULL, "
  "last_at INTEGER NOT NULL, events INTEGER NOT NULL, bytes BLOB NOT NULL)",
  "CREATE INDEX IF NOT EXISTS ledger_batch_period ON ledger_batch (first_at, last_at)",
  /* checkpoint: the last batch contained; span: the longest period of a batch, µs */
  "CREATE TABLE IF NOT EXISTS ledger_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
  "CREATE TABLE IF NOT EXISTS ledger_part (name TEXT PRIMARY KEY, bytes BLOB NOT NULL)",
  "CREATE TABLE IF NOT EXISTS ledger_segment (site TEXT NOT NULL, day INTEGER NOT NULL, "
  "bytes BLOB NOT NULL, PRIMARY KEY (site, day))",
  "CREATE TABLE IF NOT EXISTS ledger_seen (day INTEGER PRIMARY KEY, bytes BLOB NOT NULL)", NULL
};

static gboolean
read_integer_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].type == FW_SQL_INTEGER ? columns[0].integer : 0;
  return FALSE;
}

gboolean
fw_ledger_refresh (FwLedger *self, GError **error)
{
  gint64 last = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!fw_database_query (self->database,
                          "SELECT number FROM ledger_batch ORDER BY number DESC LIMIT 1", NULL, 0,
                          read_integer_cb, &last, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  self->last = (guint64) last;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
read_state (FwLedger *self, const char *name, gint64 *value, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (name) };

  *value = 0;
  return fw_database_query (self->database, "SELECT value FROM ledger_state WHERE name = $1",
                            values, 1, read_integer_cb, value, error);
}

static gboolean
write_state (FwLedger *self, const char *name, gint64 value, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (name), FW_SQL_INT (value) };

  return fw_database_execute (self->database,
                              "INSERT INTO ledger_state (name, value) VALUES ($1, $2) ON CONFLICT "
                              "(name) DO UPDATE SET value = excluded.value",
                              values, 2, NULL, error);
}

/* The first to open a store makes its key; it never changes, as every hash in the checkpoints is
 * made with it. */
static gboolean
load_key (FwLedger *self, gboolean read_only, GError **error)
{
  g_autoptr (GBytes) stored = fw_ledger_get_part (self, "key", error);
  FwSqlValue values[1];

  if (stored != NULL && g_bytes_get_size (stored) == FW_LEDGER_KEY_SIZE)
    {
      memcpy (self->key, g_bytes_get_data (stored, NULL), FW_LEDGER_KEY_SIZE);
      return TRUE;
    }
  if (error != NULL && *error != NULL)
    return FALSE;
  if (stored != NULL || read_only)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT, "the ledger has no key");
      return FALSE;
    }

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_FAILED, "there is no source of randomness");
      return FALSE;
    }
  randombytes_buf (self->key, sizeof self->key);
  values[0] = FW_SQL_BYTES (self->key, sizeof self->key);
  return fw_database_execute (self->database,
                              "INSERT INTO ledger_part (name, bytes) VALUES ('key', $1)", values, 1,
                              NULL, error);
}

FwLedger *
fw_ledger_open (FwDatabase *database, gboolean read_only, GError **error)
{
  g_autoptr (FwLedger) self = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 checkpoint;

  g_return_val_if_fail (database != NULL, NULL);

  self = g_new0 (FwLedger, 1);
  self->database = database;
  g_mutex_init (&self->lock);
  if (!read_only && !fw_database_define (database, tables, error))
    return NULL;
  if (!load_key (self, read_only, &failure) || !fw_ledger_refresh (self, &failure) ||
      !read_state (self, "checkpoint", &checkpoint, &failure) ||
      !read_state (self, "span", &self->span, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  self->checkpoint = (guint64) checkpoint;
  if (self->checkpoint > self->last)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
                   "the checkpoint holds batch %" G_GUINT64_FORMAT
                   ", but the ledger ends with %" G_GUINT64_FORMAT,
                   self->checkpoint, self->last);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
fw_ledger_close (FwLedger *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->lock);
  g_free (self);
}

const guint8 *
fw_ledger_get_key (FwLedger *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

guint64
fw_ledger_get_last (FwLedger *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->lock);
  return self->last;
}

guint64
fw_ledger_get_checkpoint (FwLedger *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->lock);
  return self->checkpoint;
}

/* ---- appending ---- */

static gboolean
insert_batch (FwLedger *self, FwEventBatch *batch, guint64 number, gint64 *span, GError **error)
{
  g_autoptr (GBytes) bytes = fw_event_batch_to_bytes (batch);
  gint64 first, last;
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  FwSqlValue values[5];

  fw_event_batch_get_period (batch, &first, &last);
  *span = MAX (*span, last - first);
  values[0] = FW_SQL_INT ((gint64) number);
  values[1] = FW_SQL_INT (first);
  values[2] = FW_SQL_INT (last);
  values[3] = FW_SQL_INT (fw_event_batch_get_length (batch));
  values[4] = FW_SQL_BYTES (data, size);
  return fw_database_execute (self->database,
                              "INSERT INTO ledger_batch (number, first_at, last_at, events, bytes) "
                              "VALUES ($1, $2, $3, $4, $5)",
                              values, 5, NULL, error);
}

gboolean
fw_ledger_append (
    FwLedger *self, FwEventBatch *const *batches, guint n_batches, guint64 *first, GError **error)
{
  guint64 last;
  gint64 span;
  gboolean ok = TRUE;

  g_return_val_if_fail (self != NULL && n_batches > 0, FALSE);

  last = fw_ledger_get_last (self);
  span = self->span;
  if (!fw_database_begin (self->database, error))
    return FALSE;

  for (guint i = 0; ok && i < n_batches; i++)
    ok = insert_batch (self, batches[i], last + 1 + i, &span, error);
  if (ok && span != self->span)
    ok = write_state (self, "span", span, error);
  if (!ok)
    {
      fw_database_rollback (self->database);
      return FALSE;
    }
  if (!fw_database_commit (self->database, error))
    return FALSE;

  self->span = span;
  g_mutex_lock (&self->lock);
  self->last = last + n_batches;
  g_mutex_unlock (&self->lock);
  if (first != NULL)
    *first = last + 1;
  return TRUE;
}

/* ---- reading ---- */

typedef struct
{
  FwLedgerVisit visit;
  gpointer user_data;
  guint64 expected; /* number of the next batch; 0: any */
  guint64 number;   /* of the batch just visited */
  gint64 first_at;
  guint n;
  gboolean ended;
  GError *error;
} Walk;

static gboolean
visit_batch_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Walk *walk = user_data;
  g_autoptr (GBytes) bytes = g_bytes_new (columns[1].data, columns[1].length);
  g_autoptr (FwEventBatch) batch = NULL;

  walk->number = (guint64) columns[0].integer;
  walk->n++;
  if (walk->expected != 0 && walk->number != walk->expected)
    {
      g_set_error (&walk->error, FW_ERROR, FW_ERROR_CORRUPT,
                   "batch %" G_GUINT64_FORMAT " of the ledger is missing", walk->expected);
      return FALSE;
    }
  if (walk->expected != 0)
    walk->expected++;

  batch = fw_event_batch_from_bytes (bytes, &walk->error);
  if (batch == NULL)
    {
      g_prefix_error (&walk->error, "batch %" G_GUINT64_FORMAT ": ", walk->number);
      return FALSE;
    }
  walk->ended = !walk->visit (walk->number, batch, walk->user_data, &walk->error);
  return !walk->ended;
}

/* Batches of a page are fetched at once on PostgreSQL: 32 of 10,000 events are some ten megabytes.
 */
#define PAGE "32"
#define PAGE_SIZE 32

gboolean
fw_ledger_read (FwLedger *self,
                guint64 from,
                guint64 to,
                FwLedgerVisit visit,
                gpointer user_data,
                GError **error)
{
  Walk walk = { .visit = visit, .user_data = user_data, .expected = MAX (from, 1) };

  g_return_val_if_fail (self != NULL && visit != NULL, FALSE);

  to = MIN (to, fw_ledger_get_last (self));
  while (walk.expected <= to && !walk.ended)
    {
      FwSqlValue values[] = { FW_SQL_INT ((gint64) walk.expected), FW_SQL_INT ((gint64) to) };

      walk.n = 0;
      if (!fw_database_query (
              self->database,
              "SELECT number, bytes FROM ledger_batch WHERE number >= $1 AND number <= $2 "
              "ORDER BY number LIMIT " PAGE,
              values, G_N_ELEMENTS (values), visit_batch_cb, &walk, error))
        {
          g_clear_error (&walk.error);
          return FALSE;
        }
      if (walk.error != NULL)
        {
          g_propagate_error (error, walk.error);
          return FALSE;
        }
      if (walk.n == 0)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
                       "batch %" G_GUINT64_FORMAT " of the ledger is missing", walk.expected);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
fw_ledger_read_period (
    FwLedger *self, gint64 from, gint64 to, FwLedgerVisit visit, gpointer user_data, GError **error)
{
  Walk walk = { .visit = visit, .user_data = user_data };

  g_return_val_if_fail (self != NULL && visit != NULL, FALSE);

  do
    {
      /* The longest batch bounds how early one that reaches into the period can begin. */
      FwSqlValue values[] = { FW_SQL_INT (from - self->span), FW_SQL_INT (to), FW_SQL_INT (from),
                              FW_SQL_INT ((gint64) walk.number) };

      walk.n = 0;
      if (!fw_database_query (self->database,
                              "SELECT number, bytes FROM ledger_batch WHERE first_at >= $1 AND "
                              "first_at < $2 AND last_at >= $3 AND number > $4 "
                              "ORDER BY number LIMIT " PAGE,
                              values, G_N_ELEMENTS (values), visit_batch_cb, &walk, error))
        {
          g_clear_error (&walk.error);
          return FALSE;
        }
    }
  while (walk.n == PAGE_SIZE && !walk.ended && walk.error == NULL);

  if (walk.error != NULL)
    g_propagate_error (error, walk.error);
  return walk.error == NULL;
}
