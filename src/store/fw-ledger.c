/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-ledger.h"

#include "core/fw-error.h"
#include "store/fw-ledger-private.h"

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS ledger_batch (number INTEGER PRIMARY KEY, first_at INTEGER NOT NULL, "
  "last_at INTEGER NOT NULL, events INTEGER NOT NULL, bytes BLOB NOT NULL, chain INTEGER)",
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

typedef struct
{
  guint64 number, chain;
} End;

static gboolean
read_end_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(End *) user_data = (End){ (guint64) columns[0].integer, (guint64) columns[1].integer };
  return FALSE;
}

gboolean
fw_ledger_refresh (FwLedger *self, GError **error)
{
  End end = { 0 };

  g_return_val_if_fail (self != NULL, FALSE);

  if (!fw_database_query (
          self->database,
          self->has_chain ? "SELECT number, chain FROM ledger_batch ORDER BY number DESC LIMIT 1"
                          : "SELECT number, 0 FROM ledger_batch ORDER BY number DESC LIMIT 1",
          NULL, 0, read_end_cb, &end, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->losses->len; i++)
    {
      const FwLedgerLoss *loss = self->losses->pdata[i];

      if (loss->last > end.number)
        end = (End){ loss->last, loss->chain };
    }
  self->last = end.number;
  self->chain = end.chain;
  g_mutex_unlock (&self->lock);
  return fw_ledger_index_rest (self, error);
}

/* A ledger that was written before batches were chained gets its chain once. */
gboolean
fw_ledger_define_tables (FwLedger *self, GError **error)
{
  static const char *const add_chain[] = { "ALTER TABLE ledger_batch ADD COLUMN chain INTEGER",
                                           NULL };

  if (!fw_database_define (self->database, tables, error) ||
      !fw_database_define (self->database, fw_ledger_loss_tables, error) ||
      !fw_database_define (self->database, fw_ledger_held_tables, error) ||
      !fw_database_define (self->database, fw_ledger_forget_tables, error) ||
      !fw_database_define (self->database, fw_ledger_contact_tables, error) ||
      !fw_database_has_column (self->database, "ledger_batch", "chain", &self->has_chain, error))
    return FALSE;
  if (self->has_chain)
    return TRUE;

  self->has_chain = TRUE;
  return fw_database_define (self->database, add_chain, error) &&
         fw_ledger_fill_chain (self, error);
}

gboolean
fw_ledger_read_state (FwLedger *self, const char *name, gint64 *value, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (name) };

  *value = 0;
  return fw_database_query (self->database, "SELECT value FROM ledger_state WHERE name = $1",
                            values, 1, read_integer_cb, value, error);
}

gboolean
fw_ledger_write_state (FwLedger *self, const char *name, gint64 value, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (name), FW_SQL_INT (value) };

  return fw_database_execute (self->database,
                              "INSERT INTO ledger_state (name, value) VALUES ($1, $2) ON CONFLICT "
                              "(name) DO UPDATE SET value = excluded.value",
                              values, 2, NULL, error);
}

/* What it is known by is told without its key, too. */
static gboolean
load_keys (FwLedger *self, GError **error)
{
  if (fw_ledger_check_open (self, NULL))
    return fw_ledger_load_key (self, error);
  fw_ledger_load_identity (self);
  return TRUE;
}

FwLedger *
fw_ledger_open (FwDatabase *database, gboolean read_only, GError **error)
{
  return fw_ledger_open_encrypted (database, read_only, NULL, NULL, error);
}

FwLedger *
fw_ledger_open_encrypted (FwDatabase *database,
                          gboolean read_only,
                          FwCipherFinder finder,
                          gpointer user_data,
                          GError **error)
{
  g_autoptr (FwLedger) self = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 checkpoint;

  g_return_val_if_fail (database != NULL, NULL);

  self = g_new0 (FwLedger, 1);
  self->database = database;
  self->read_only = read_only;
  self->concerns = g_ptr_array_new_with_free_func (g_free);
  self->losses = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_ledger_loss_free);
  self->entries = g_array_new (FALSE, FALSE, sizeof (FwLedgerEntry));
  g_mutex_init (&self->index_lock);
  g_mutex_init (&self->lock);
  if (!read_only && !fw_ledger_define_tables (self, error))
    return NULL;
  if ((read_only &&
       !fw_database_has_column (database, "ledger_batch", "chain", &self->has_chain, error)) ||
      !fw_ledger_load_losses (self, error))
    return NULL;
  if (!fw_ledger_refresh (self, &failure) ||
      !fw_ledger_find_cipher (self, finder, user_data, &failure) || !load_keys (self, &failure) ||
      !fw_ledger_begin_encrypting (self, &failure) ||
      !fw_ledger_read_state (self, "checkpoint", &checkpoint, &failure) ||
      !fw_ledger_read_state (self, "span", &self->span, &failure))
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
  return fw_ledger_open_index (self, error) ? g_steal_pointer (&self) : NULL;
}

void
fw_ledger_close (FwLedger *self)
{
  if (self == NULL)
    return;

  fw_ledger_close_index (self);
  g_clear_pointer (&self->cipher, fw_cipher_unref);
  g_ptr_array_unref (self->losses);
  g_ptr_array_unref (self->concerns);
  g_array_unref (self->entries);
  g_mutex_clear (&self->index_lock);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const guint8 *
fw_ledger_get_identity (FwLedger *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->identity;
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

gboolean
fw_ledger_get_end (FwLedger *self, guint64 *number, guint64 *chain)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && number != NULL && chain != NULL, FALSE);

  locker = g_mutex_locker_new (&self->lock);
  *number = self->last;
  *chain = self->chain;
  return TRUE;
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
insert_batch (FwLedger *self,
              FwEventBatch *batch,
              guint64 number,
              gint64 *span,
              guint64 *chain,
              GError **error)
{
  g_autoptr (GBytes) clear = fw_event_batch_to_bytes (batch);
  g_autoptr (GBytes) bytes = fw_ledger_encrypt (self, FW_ENCRYPTED_BATCH, number, clear);
  gint64 first, last;
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  FwSqlValue values[6];

  fw_event_batch_get_period (batch, &first, &last);
  *span = MAX (*span, last - first);
  values[0] = FW_SQL_INT ((gint64) number);
  values[1] = FW_SQL_INT (first);
  values[2] = FW_SQL_INT (last);
  values[3] = FW_SQL_INT (fw_event_batch_get_length (batch));
  values[4] = FW_SQL_BYTES (data, size);
  *chain = fw_ledger_chain_batch (*chain, number, first, last, fw_event_batch_get_length (batch),
                                  values[4]);
  values[5] = FW_SQL_INT ((gint64) *chain);
  return fw_database_execute (self->database,
                              "INSERT INTO ledger_batch (number, first_at, last_at, events, bytes, "
                              "chain) VALUES ($1, $2, $3, $4, $5, $6)",
                              values, 6, NULL, error);
}

gboolean
fw_ledger_append_inside (FwLedger *self, FwEventBatch *batch, guint64 *number, GError **error)
{
  gint64 span = self->span;

  g_mutex_lock (&self->lock);
  *number = self->last + 1;
  self->inside = self->chain;
  g_mutex_unlock (&self->lock);
  return insert_batch (self, batch, *number, &span, &self->inside, error) &&
         (span == self->span || fw_ledger_write_state (self, "span", span, error));
}

void
fw_ledger_note_appended (FwLedger *self, FwEventBatch *batch, guint64 number)
{
  gint64 first, last;

  fw_event_batch_get_period (batch, &first, &last);
  self->span = MAX (self->span, last - first);
  g_mutex_lock (&self->lock);
  self->last = number;
  self->chain = self->inside;
  g_mutex_unlock (&self->lock);
  fw_ledger_index_batch (self, number, batch);
}

gboolean
fw_ledger_append (
    FwLedger *self, FwEventBatch *const *batches, guint n_batches, guint64 *first, GError **error)
{
  guint64 last, chain;
  gint64 span;
  gboolean ok = TRUE;

  g_return_val_if_fail (self != NULL && n_batches > 0, FALSE);

  g_mutex_lock (&self->lock);
  last = self->last;
  chain = self->chain;
  g_mutex_unlock (&self->lock);
  span = self->span;
  if (!fw_database_begin (self->database, error))
    return FALSE;

  for (guint i = 0; ok && i < n_batches; i++)
    ok = insert_batch (self, batches[i], last + 1 + i, &span, &chain, error);
  if (ok && span != self->span)
    ok = fw_ledger_write_state (self, "span", span, error);
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
  self->chain = chain;
  g_mutex_unlock (&self->lock);
  if (first != NULL)
    *first = last + 1;
  for (guint i = 0; i < n_batches; i++)
    fw_ledger_index_batch (self, last + 1 + i, batches[i]);
  return TRUE;
}

/* ---- reading ---- */

typedef struct
{
  FwLedger *ledger;
  FwLedgerVisit visit;
  gpointer user_data;
  guint64 expected;   /* number of the next batch; 0: any */
  guint64 number;     /* of the batch just visited */
  guint64 one_by_one; /* up to this number batches are asked for singly: a page failed */
  guint n;
  gboolean ended;
  FwLedgerLoss *loss; /* what was met just now */
  GError *error;
} Walk;

static FwLedgerLoss *
make_loss (guint64 first, guint64 last, const char *reason)
{
  FwLedgerLoss *loss = g_new0 (FwLedgerLoss, 1);

  loss->first = first;
  loss->last = last;
  loss->reason = g_strdup (reason);
  return loss;
}

static gboolean
visit_batch_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Walk *walk = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FwEventBatch) batch = NULL;
  g_autoptr (GError) damage = NULL;

  walk->number = (guint64) columns[0].integer;
  walk->n++;
  if (walk->expected != 0 && walk->number != walk->expected)
    {
      walk->loss = make_loss (walk->expected, walk->number - 1, "missing");
      return FALSE;
    }

  bytes = fw_ledger_decrypt (walk->ledger, FW_ENCRYPTED_BATCH, walk->number, &columns[1], &damage);
  batch = bytes != NULL ? fw_event_batch_from_bytes (bytes, &damage) : NULL;
  if (batch == NULL)
    {
      walk->loss = make_loss (walk->number, walk->number, damage->message);
      walk->loss->from = columns[2].integer;
      walk->loss->until = columns[3].integer;
      return FALSE;
    }
  if (walk->expected != 0)
    walk->expected++;
  walk->ended = !walk->visit (walk->number, batch, walk->user_data, &walk->error);
  return !walk->ended;
}

/* Batches of a page are fetched at once on PostgreSQL: 32 of 10,000 events are some ten megabytes.
 */
#define PAGE "32"
#define PAGE_SIZE 32

/* Where a page of them cannot be read, each is tried by itself. */
static gboolean
pass_damage (Walk *walk, const GError *damage)
{
  if (!g_error_matches (damage, FW_ERROR, FW_ERROR_CORRUPT))
    return FALSE;

  if (walk->expected <= walk->one_by_one)
    walk->loss = make_loss (walk->expected, walk->expected, damage->message);
  else
    walk->one_by_one = walk->expected + PAGE_SIZE - 1;
  return TRUE;
}

/* From @walk->expected to @to at most. */
static gboolean
read_page (Walk *walk, guint64 to, GError **error)
{
  guint64 end = walk->expected <= walk->one_by_one ? walk->expected : to;
  FwSqlValue values[] = { FW_SQL_INT ((gint64) walk->expected), FW_SQL_INT ((gint64) end) };
  g_autoptr (GError) failure = NULL;

  walk->n = 0;
  if (!fw_database_try_query (
          walk->ledger->database,
          "SELECT number, bytes, first_at, last_at FROM ledger_batch WHERE number >= $1 AND "
          "number <= $2 ORDER BY number LIMIT " PAGE,
          values, G_N_ELEMENTS (values), visit_batch_cb, walk, &failure) &&
      !pass_damage (walk, failure))
    {
      g_clear_error (&walk->error);
      g_clear_pointer (&walk->loss, fw_ledger_loss_free);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (walk->n == 0 && failure == NULL)
    walk->loss = make_loss (walk->expected, end, "missing");
  return TRUE;
}

gboolean
fw_ledger_read (FwLedger *self,
                guint64 from,
                guint64 to,
                FwLedgerVisit visit,
                gpointer user_data,
                GError **error)
{
  Walk walk = { .ledger = self, .visit = visit, .user_data = user_data, .expected = MAX (from, 1) };

  g_return_val_if_fail (self != NULL && visit != NULL, FALSE);

  if (!fw_ledger_check_open (self, error))
    return FALSE;
  to = MIN (to, fw_ledger_get_last (self));
  while (walk.expected <= to && !walk.ended)
    {
      guint64 last;

      if (fw_ledger_is_lost (self, walk.expected, &last))
        {
          walk.expected = last + 1;
          continue;
        }
      if (!read_page (&walk, to, error))
        return FALSE;
      if (walk.loss != NULL)
        fw_ledger_note_loss (self, g_steal_pointer (&walk.loss));
      if (walk.error != NULL)
        {
          g_propagate_error (error, walk.error);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
fw_ledger_read_period (
    FwLedger *self, gint64 from, gint64 to, FwLedgerVisit visit, gpointer user_data, GError **error)
{
  Walk walk = { .ledger = self, .visit = visit, .user_data = user_data };
  gboolean more = TRUE;

  g_return_val_if_fail (self != NULL && visit != NULL, FALSE);

  if (!fw_ledger_check_open (self, error))
    return FALSE;
  while (more)
    {
      /* The longest batch bounds how early one that reaches into the period can begin. */
      FwSqlValue values[] = { FW_SQL_INT (from - self->span), FW_SQL_INT (to), FW_SQL_INT (from),
                              FW_SQL_INT ((gint64) walk.number) };

      walk.n = 0;
      if (!fw_database_query (self->database,
                              "SELECT number, bytes, first_at, last_at FROM ledger_batch WHERE "
                              "first_at >= $1 AND first_at < $2 AND last_at >= $3 AND number > $4 "
                              "ORDER BY number LIMIT " PAGE,
                              values, G_N_ELEMENTS (values), visit_batch_cb, &walk, error))
        {
          g_clear_error (&walk.error);
          g_clear_pointer (&walk.loss, fw_ledger_loss_free);
          return FALSE;
        }
      more = (walk.n == PAGE_SIZE || walk.loss != NULL) && !walk.ended && walk.error == NULL;
      if (walk.loss != NULL)
        fw_ledger_note_loss (self, g_steal_pointer (&walk.loss));
    }

  if (walk.error != NULL)
    g_propagate_error (error, walk.error);
  return walk.error == NULL;
}
