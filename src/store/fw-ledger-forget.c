/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Forgetting who called: a batch is written anew with tokens in place of numbers. Its link stays,
 * so the chain does; its events keep their places, so whatever points to them does. Each batch is a
 * commit of its own, and what is done with for good is noted, so that nobody reads it again for it.
 */
#include "core/fw-error.h"
#include "store/fw-ledger-private.h"

#define PAGE 100

const char *const fw_ledger_forget_tables[] = {
  "CREATE TABLE IF NOT EXISTS ledger_forgotten (number INTEGER PRIMARY KEY, at INTEGER NOT NULL)",
  NULL
};

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  guint64 number = (guint64) columns[0].integer;

  g_array_append_val ((GArray *) user_data, number);
  return TRUE;
}

static gboolean
take_link_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  if (fw_cipher_is_encrypted (columns[0].data, columns[0].length))
    *(GBytes **) user_data = g_bytes_new (
        (const guint8 *) columns[0].data + columns[0].length - FW_CIPHER_LINK, FW_CIPHER_LINK);
  return FALSE;
}

static gboolean
write_batch (FwLedger *self, guint64 number, FwEventBatch *batch, GError **error)
{
  g_autoptr (GBytes) link = NULL;
  g_autoptr (GBytes) clear = NULL;
  g_autoptr (GBytes) bytes = NULL;
  FwSqlValue values[2] = { FW_SQL_INT ((gint64) number) };
  gsize length;
  gconstpointer data;

  if (!fw_database_query (self->database, "SELECT bytes FROM ledger_batch WHERE number = $1",
                          values, 1, take_link_cb, &link, error))
    return FALSE;
  if (link == NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT, "a batch is not encrypted");
      return FALSE;
    }

  clear = fw_event_batch_to_bytes (batch);
  bytes = fw_ledger_encrypt_batch (self, number, clear, g_bytes_get_data (link, NULL));
  data = g_bytes_get_data (bytes, &length);
  values[1] = FW_SQL_BYTES (data, length);
  return fw_database_execute (self->database,
                              "UPDATE ledger_batch SET bytes = $2 WHERE number = $1", values, 2,
                              NULL, error);
}

static gboolean
note_done (FwLedger *self, guint64 number, GError **error)
{
  FwSqlValue values[] = { FW_SQL_INT ((gint64) number), FW_SQL_INT (g_get_real_time ()) };

  return fw_database_execute (
      self->database,
      "INSERT INTO ledger_forgotten (number, at) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING",
      values, G_N_ELEMENTS (values), NULL, error);
}

typedef struct
{
  FwLedgerForget forget;
  gpointer user_data;
  FwEventBatch *batch; /* (nullable): as it is to be */
  gboolean rest;
} Forgetting;

static gboolean
forget_batch_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Forgetting *forgetting = user_data;

  forgetting->batch = forgetting->forget (batch, &forgetting->rest, forgetting->user_data);
  return FALSE;
}

static gboolean
forget_batch (
    FwLedger *self, guint64 number, FwLedgerForget forget, gpointer user_data, GError **error)
{
  Forgetting forgetting = { .forget = forget, .user_data = user_data };
  g_autoptr (FwEventBatch) batch = NULL;

  if (!fw_ledger_read (self, number, number, forget_batch_cb, &forgetting, error))
    return FALSE;
  batch = forgetting.batch;
  if (batch == NULL && forgetting.rest)
    return TRUE;

  if (!fw_database_begin (self->database, error))
    return FALSE;
  if ((batch == NULL || write_batch (self, number, batch, error)) &&
      (forgetting.rest || note_done (self, number, error)))
    return fw_database_commit (self->database, error);

  fw_database_rollback (self->database);
  return FALSE;
}

gboolean
fw_ledger_forget (FwLedger *self,
                  gint64 before,
                  FwLedgerForget forget,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 after = 0;

  g_return_val_if_fail (self != NULL && forget != NULL, FALSE);

  if (self->cipher == NULL)
    return fw_ledger_check_open (self, error);
  if (!fw_database_begin_overwriting (self->database, error))
    return FALSE;
  do
    {
      FwSqlValue values[] = { FW_SQL_INT (before), FW_SQL_INT ((gint64) after) };

      g_array_set_size (numbers, 0);
      if (!fw_database_query (self->database,
                              "SELECT number FROM ledger_batch WHERE first_at < $1 AND number > $2 "
                              "AND NOT EXISTS (SELECT 1 FROM ledger_forgotten WHERE "
                              "ledger_forgotten.number = ledger_batch.number) ORDER BY number "
                              "LIMIT 100",
                              values, G_N_ELEMENTS (values), take_number_cb, numbers, error))
        return FALSE;
      for (guint i = 0; i < numbers->len; i++)
        {
          after = g_array_index (numbers, guint64, i);
          if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
              !forget_batch (self, after, forget, user_data, error))
            return FALSE;
        }
    }
  while (numbers->len == PAGE);
  return TRUE;
}
