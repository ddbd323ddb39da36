/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What of the ledger is gone. A batch that is missing or damaged is passed over and noted here, so
 * that everything else stays of use; the note stays, as such a batch does not come back.
 */
#include "core/fw-error.h"
#include "core/fw-hash.h"
#include "store/fw-ledger-private.h"

#define SEED 0x4c4f5353u

const char *const fw_ledger_loss_tables[] = {
  "CREATE TABLE IF NOT EXISTS ledger_loss (first_number INTEGER PRIMARY KEY, last_number INTEGER "
  "NOT NULL, from_at INTEGER NOT NULL, until_at INTEGER NOT NULL, chain INTEGER NOT NULL, reason "
  "TEXT NOT NULL)",
  "CREATE TABLE IF NOT EXISTS ledger_concern (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, "
  "sentence TEXT NOT NULL)",
  NULL
};

void
fw_ledger_loss_free (FwLedgerLoss *loss)
{
  if (loss == NULL)
    return;

  g_free (loss->reason);
  g_free (loss);
}

FwLedgerLoss *
fw_ledger_loss_copy (const FwLedgerLoss *loss)
{
  FwLedgerLoss *copy = g_new (FwLedgerLoss, 1);

  *copy = *loss;
  copy->reason = g_strdup (loss->reason);
  return copy;
}

static gboolean
take_loss_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  FwLedgerLoss *loss = g_new0 (FwLedgerLoss, 1);

  loss->first = (guint64) columns[0].integer;
  loss->last = (guint64) columns[1].integer;
  loss->from = columns[2].integer;
  loss->until = columns[3].integer;
  loss->chain = (guint64) columns[4].integer;
  loss->reason = g_strndup (columns[5].data, columns[5].length);
  g_ptr_array_add (user_data, loss);
  return TRUE;
}

static gboolean
take_sentence_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strndup (columns[0].data, columns[0].length));
  return TRUE;
}

gboolean
fw_ledger_load_losses (FwLedger *self, GError **error)
{
  gboolean has;

  return fw_database_has_column (self->database, "ledger_concern", NULL, &has, error) &&
         (!has ||
          (fw_database_query (self->database,
                              "SELECT first_number, last_number, from_at, until_at, chain, "
                              "reason FROM ledger_loss ORDER BY first_number",
                              NULL, 0, take_loss_cb, self->losses, error) &&
           fw_database_query (self->database, "SELECT sentence FROM ledger_concern ORDER BY number",
                              NULL, 0, take_sentence_cb, self->concerns, error)));
}

void
fw_ledger_note_concern (FwLedger *self, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  FwSqlValue values[] = { FW_SQL_INT (0), FW_SQL_INT (g_get_real_time ()),
                          FW_SQL_STRING (sentence) };

  g_return_if_fail (self != NULL && sentence != NULL);

  g_message ("%s", sentence);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->concerns, g_strdup (sentence));
  values[0].integer = self->concerns->len;
  g_mutex_unlock (&self->lock);
  if (!self->read_only &&
      !fw_database_execute (self->database,
                            "INSERT INTO ledger_concern (number, at, sentence) VALUES ($1, $2, $3) "
                            "ON CONFLICT (number) DO NOTHING",
                            values, G_N_ELEMENTS (values), NULL, &error))
    g_message ("that is not written down: %s", error->message);
}

GPtrArray *
fw_ledger_list_concerns (FwLedger *self)
{
  GPtrArray *concerns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, concerns);

  locker = g_mutex_locker_new (&self->lock);
  for (guint i = 0; i < self->concerns->len; i++)
    g_ptr_array_add (concerns, g_strdup (self->concerns->pdata[i]));
  return concerns;
}

gboolean
fw_ledger_is_lost (FwLedger *self, guint64 number, guint64 *last)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->losses->len; i++)
    {
      const FwLedgerLoss *loss = self->losses->pdata[i];

      if (number < loss->first || number > loss->last)
        continue;
      if (last != NULL)
        *last = loss->last;
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_time_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  if (columns[0].type == FW_SQL_INTEGER)
    *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

/* What stands before and after says when the lost ones were, at the widest. */
static void
find_times (FwLedger *self, FwLedgerLoss *loss)
{
  FwSqlValue first = FW_SQL_INT ((gint64) loss->first), last = FW_SQL_INT ((gint64) loss->last);

  if (loss->from == 0)
    fw_database_try_query (self->database,
                           "SELECT first_at FROM ledger_batch WHERE number < $1 ORDER BY number "
                           "DESC LIMIT 1",
                           &first, 1, take_time_cb, &loss->from, NULL);
  if (loss->until == 0)
    fw_database_try_query (self->database,
                           "SELECT last_at FROM ledger_batch WHERE number > $1 ORDER BY number "
                           "LIMIT 1",
                           &last, 1, take_time_cb, &loss->until, NULL);
  if (loss->until == 0)
    loss->until = g_get_real_time ();
  loss->until = MAX (loss->until, loss->from);
}

static void
keep_loss (FwLedger *self, const FwLedgerLoss *loss)
{
  FwSqlValue values[] = { FW_SQL_INT ((gint64) loss->first), FW_SQL_INT ((gint64) loss->last),
                          FW_SQL_INT (loss->from),           FW_SQL_INT (loss->until),
                          FW_SQL_INT ((gint64) loss->chain), FW_SQL_STRING (loss->reason) };
  g_autoptr (GError) error = NULL;

  if (!self->read_only &&
      !fw_database_execute (self->database,
                            "INSERT INTO ledger_loss (first_number, last_number, from_at, "
                            "until_at, chain, reason) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT "
                            "(first_number) DO NOTHING",
                            values, G_N_ELEMENTS (values), NULL, &error))
    g_message ("what is lost is not written down: %s", error->message);
}

void
fw_ledger_note_loss (FwLedger *self, FwLedgerLoss *loss)
{
  g_return_if_fail (self != NULL && loss != NULL);

  if (fw_ledger_is_lost (self, loss->first, NULL))
    {
      fw_ledger_loss_free (loss);
      return;
    }

  find_times (self, loss);
  g_message ("batches %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT " of the ledger are gone: %s",
             loss->first, loss->last, loss->reason);
  keep_loss (self, loss);
  g_mutex_lock (&self->lock);
  self->last = MAX (self->last, loss->last);
  if (loss->last >= self->last && loss->chain != 0)
    self->chain = loss->chain;
  g_ptr_array_add (self->losses, loss);
  g_mutex_unlock (&self->lock);
}

GPtrArray *
fw_ledger_list_losses (FwLedger *self)
{
  GPtrArray *losses = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_ledger_loss_free);
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, losses);

  locker = g_mutex_locker_new (&self->lock);
  for (guint i = 0; i < self->losses->len; i++)
    g_ptr_array_add (losses, fw_ledger_loss_copy (self->losses->pdata[i]));
  return losses;
}

/* ---- the chain ---- */

guint64
fw_ledger_chain_batch (
    guint64 before, guint64 number, gint64 first, gint64 last, gint64 events, FwSqlValue bytes)
{
  guint64 words[6] = { GUINT64_TO_LE (before),           GUINT64_TO_LE (number),
                       GUINT64_TO_LE ((guint64) first),  GUINT64_TO_LE ((guint64) last),
                       GUINT64_TO_LE ((guint64) events), 0 };

  /* The batch's own checksum stands at its end. */
  if (bytes.length >= sizeof (guint64))
    memcpy (&words[5], (const guint8 *) bytes.data + bytes.length - sizeof (guint64),
            sizeof (guint64));
  return fw_hash_bytes (words, sizeof words, SEED);
}

typedef struct
{
  FwLedger *ledger;
  guint64 expected;         /* number of the next batch */
  guint64 chain;            /* of the one before; 0: not known */
  guint64 seam, seam_chain; /* fw_ledger_get_seam() */
  guint n;
  gboolean fill; /* write down what is not there yet */
  GArray *made;  /* guint64 number, chain, in turn */
  char *complaint;
} Chaining;

static void
pass_losses (Chaining *chaining, guint64 number)
{
  guint64 last;

  while (chaining->expected < number &&
         fw_ledger_is_lost (chaining->ledger, chaining->expected, &last))
    {
      chaining->expected = last + 1;
      chaining->chain = 0;
    }
}

static gboolean
follow_chain_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Chaining *chaining = user_data;
  guint64 number = (guint64) columns[0].integer;
  guint64 chain;

  chaining->n++;
  pass_losses (chaining, number);
  if (chaining->seam != 0 && number == chaining->seam + 1)
    chaining->chain = chaining->seam_chain;
  chain = fw_ledger_chain_batch (chaining->chain, number, columns[1].integer, columns[2].integer,
                                 columns[3].integer, columns[4]);
  if (number != chaining->expected)
    chaining->complaint =
        g_strdup_printf ("batch %" G_GUINT64_FORMAT " is missing", chaining->expected);
  else if (columns[5].type == FW_SQL_NULL && chaining->fill)
    {
      g_array_append_val (chaining->made, number);
      g_array_append_val (chaining->made, chain);
    }
  else if ((guint64) columns[5].integer != chain && (chaining->chain != 0 || number == 1) &&
           !fw_ledger_is_lost (chaining->ledger, number, NULL))
    chaining->complaint = g_strdup_printf (
        "batch %" G_GUINT64_FORMAT " is not what it was, or not in its place", number);

  chaining->expected = number + 1;
  chaining->chain = columns[5].type == FW_SQL_NULL ? chain : (guint64) columns[5].integer;
  return chaining->complaint == NULL;
}

static gboolean
write_chain (FwLedger *self, GArray *made, GError **error)
{
  for (guint i = 0; i + 1 < made->len; i += 2)
    {
      FwSqlValue values[] = { FW_SQL_INT ((gint64) g_array_index (made, guint64, i)),
                              FW_SQL_INT ((gint64) g_array_index (made, guint64, i + 1)) };

      if (!fw_database_execute (self->database,
                                "UPDATE ledger_batch SET chain = $2 WHERE number = $1", values, 2,
                                NULL, error))
        return FALSE;
    }
  g_array_set_size (made, 0);
  return TRUE;
}

#define PAGE "32"
#define PAGE_SIZE 32

static gboolean
follow_chain (FwLedger *self, gboolean fill, GError **error)
{
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (guint64));
  Chaining chaining = { .ledger = self, .expected = 1, .fill = fill, .made = made };

  if (!fw_ledger_get_seam (self, &chaining.seam, &chaining.seam_chain, error))
    return FALSE;
  do
    {
      FwSqlValue value = FW_SQL_INT ((gint64) chaining.expected);

      chaining.n = 0;
      if (!fw_database_try_query (self->database,
                                  "SELECT number, first_at, last_at, events, bytes, chain FROM "
                                  "ledger_batch WHERE number >= $1 ORDER BY number LIMIT " PAGE,
                                  &value, 1, follow_chain_cb, &chaining, error) ||
          (fill && !write_chain (self, made, error)))
        return FALSE;
    }
  while (chaining.n == PAGE_SIZE && chaining.complaint == NULL);

  if (chaining.complaint == NULL)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "the ledger: %s", chaining.complaint);
  g_free (chaining.complaint);
  return FALSE;
}

gboolean
fw_ledger_fill_chain (FwLedger *self, GError **error)
{
  return fw_database_begin (self->database, error) &&
         (follow_chain (self, TRUE, error) ? fw_database_commit (self->database, error)
                                           : (fw_database_rollback (self->database), FALSE));
}

gboolean
fw_ledger_check_chain (FwLedger *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return follow_chain (self, FALSE, error);
}

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(guint64 *) user_data = (guint64) columns[0].integer;
  return FALSE;
}

gboolean
fw_ledger_get_chain (FwLedger *self, guint64 number, guint64 *chain, GError **error)
{
  FwSqlValue value = FW_SQL_INT ((gint64) number);

  g_return_val_if_fail (self != NULL && chain != NULL, FALSE);

  *chain = 0;
  return number == 0 ||
         fw_database_query (self->database, "SELECT chain FROM ledger_batch WHERE number = $1",
                            &value, 1, take_number_cb, chain, error);
}
