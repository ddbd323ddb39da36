/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a ledger keeps of customers is encrypted: batches, held events, the key of the hashes and
 * the state of the floor. What was written before there was a key is encrypted once, some batches
 * at a time. Invariants: the name of the key is written before anything is encrypted with it;
 * batches up to the state "encrypted" are, those after it up to "clear_until" are not; chains up to
 * there are those of the encrypted batches, and "chain_before" is the one that the next batch
 * follows.
 */
#include <string.h>

#include "core/fw-error.h"
#include "store/fw-ledger-private.h"

#define CHUNK 32

#define BATCH "batch"
#define HELD "held"

/* Kept twice: without it the key cannot be told. */
static const char *const name_parts[] = { "cipher", "cipher/copy" };
/* What of the parts could tell of a customer, or help to guess one. */
static const char *const private_parts[] = { "key", "key/copy", "floor", NULL };

/* ---- which key ---- */

static char *
read_name (FwLedger *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (name_parts); i++)
    {
      g_autoptr (GBytes) bytes = fw_ledger_get_part (self, name_parts[i], NULL);

      if (bytes != NULL && g_bytes_get_size (bytes) > 0)
        return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  return NULL;
}

gboolean
fw_ledger_write_cipher (FwLedger *self, GError **error)
{
  g_autoptr (GBytes) name = NULL;

  if (self->cipher == NULL)
    return TRUE;
  name = g_bytes_new_static (fw_cipher_get_name (self->cipher),
                             strlen (fw_cipher_get_name (self->cipher)));
  for (guint i = 0; i < G_N_ELEMENTS (name_parts); i++)
    if (!fw_ledger_put_part (self, name_parts[i], name, error))
      return FALSE;
  self->encrypted = TRUE;
  return TRUE;
}

static gboolean
set_wrong_key (FwLedger *self, const char *name, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
               "this centre is encrypted with the key %s; the one that was given is %s", name,
               fw_cipher_get_name (self->cipher));
  return FALSE;
}

gboolean
fw_ledger_find_cipher (FwLedger *self, FwCipherFinder finder, gpointer user_data, GError **error)
{
  g_autofree char *name = read_name (self);

  self->encrypted = name != NULL;
  if (finder == NULL)
    {
      if (name == NULL || self->read_only)
        return TRUE;
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "this ledger is encrypted with the key %s",
                   name);
      return FALSE;
    }
  if (name == NULL && self->read_only)
    return TRUE;

  self->cipher = finder (name, user_data, error);
  if (self->cipher == NULL)
    return FALSE;
  /* Before the name is written, and with it the duty forgotten. */
  self->must_encrypt = name == NULL;
  return name == NULL ? fw_ledger_write_state (self, "encrypted", 0, error) &&
                            fw_ledger_write_state (self, "clear_until",
                                                   (gint64) fw_ledger_get_last (self), error)
                      : strcmp (name, fw_cipher_get_name (self->cipher)) == 0 ||
                            set_wrong_key (self, name, error);
}

const char *
fw_ledger_get_cipher_name (FwLedger *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cipher != NULL && self->encrypted ? fw_cipher_get_name (self->cipher) : NULL;
}

gboolean
fw_ledger_check_open (FwLedger *self, GError **error)
{
  if (!self->encrypted || self->cipher != NULL)
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                       "the ledger is encrypted and was opened without its key");
  return FALSE;
}

/* ---- what is written and read from now on ---- */

GBytes *
fw_ledger_encrypt (FwLedger *self, FwEncrypted what, guint64 number, GBytes *clear)
{
  return self->cipher != NULL
             ? fw_cipher_encrypt (self->cipher, what == FW_ENCRYPTED_BATCH ? BATCH : HELD, number,
                                  clear, NULL)
             : g_bytes_ref (clear);
}

GBytes *
fw_ledger_encrypt_batch (FwLedger *self, guint64 number, GBytes *clear, const guint8 *link)
{
  return fw_cipher_encrypt (self->cipher, BATCH, number, clear, link);
}

GBytes *
fw_ledger_decrypt (
    FwLedger *self, FwEncrypted what, guint64 number, const FwSqlValue *stored, GError **error)
{
  if (!fw_cipher_is_encrypted (stored->data, stored->length))
    return g_bytes_new (stored->data, stored->length);
  if (self->cipher != NULL)
    return fw_cipher_decrypt (self->cipher, what == FW_ENCRYPTED_BATCH ? BATCH : HELD, number,
                              stored->data, stored->length, error);
  fw_ledger_check_open (self, error);
  return NULL;
}

GBytes *
fw_ledger_encrypt_part (FwLedger *self, const char *name, GBytes *clear)
{
  return self->cipher != NULL && g_strv_contains (private_parts, name)
             ? fw_cipher_encrypt (self->cipher, name, 0, clear, NULL)
             : g_bytes_ref (clear);
}

GBytes *
fw_ledger_decrypt_part (FwLedger *self, const char *name, GBytes *stored, GError **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (stored, &length);

  if (!g_strv_contains (private_parts, name) || !fw_cipher_is_encrypted (data, length))
    return g_bytes_ref (stored);
  if (self->cipher != NULL)
    return fw_cipher_decrypt (self->cipher, name, 0, data, length, error);
  fw_ledger_check_open (self, error);
  return NULL;
}

/* ---- what was written before ---- */

typedef struct
{
  guint64 number;
  gint64 first, last, events;
  guint64 chain; /* as it was */
  GBytes *bytes; /* encrypted; NULL: it cannot be read, and stays as it is */
} Row;

static void
clear_row (gpointer data)
{
  g_clear_pointer (&((Row *) data)->bytes, g_bytes_unref);
}

typedef struct
{
  FwLedger *ledger;
  GArray *rows; /* Row */
} Chunk;

static gboolean
take_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Chunk *chunk = user_data;
  Row row = { (guint64) columns[0].integer, columns[1].integer, columns[2].integer,
              columns[3].integer, (guint64) columns[5].integer };
  g_autoptr (GBytes) bytes = g_bytes_new (columns[4].data, columns[4].length);
  g_autoptr (FwEventBatch) batch = fw_event_batch_from_bytes (bytes, NULL);

  /* One that is damaged fails its checksum; encrypted it would seem whole. */
  if (batch != NULL)
    row.bytes = fw_ledger_encrypt (chunk->ledger, FW_ENCRYPTED_BATCH, row.number, bytes);
  g_array_append_val (chunk->rows, row);
  return TRUE;
}

/* One by one: a page that cannot be read costs what lies on it alone. */
static gboolean
read_chunk (FwLedger *self, guint64 from, guint64 to, GArray *rows, GError **error)
{
  Chunk chunk = { self, rows };

  for (guint64 number = from; number <= to; number++)
    {
      FwSqlValue value = FW_SQL_INT ((gint64) number);
      g_autoptr (GError) failure = NULL;

      if (fw_database_try_query (self->database,
                                 "SELECT number, first_at, last_at, events, bytes, chain FROM "
                                 "ledger_batch WHERE number = $1",
                                 &value, 1, take_row_cb, &chunk, &failure) ||
          g_error_matches (failure, FW_ERROR, FW_ERROR_CORRUPT))
        continue;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_row (FwLedger *self, const Row *row, guint64 *chain, GError **error)
{
  FwSqlValue values[3];
  gsize length;
  gconstpointer data;

  if (row->bytes == NULL)
    {
      *chain = row->chain;
      return TRUE;
    }
  data = g_bytes_get_data (row->bytes, &length);
  values[0] = FW_SQL_INT ((gint64) row->number);
  values[1] = FW_SQL_BYTES (data, length);
  *chain =
      fw_ledger_chain_batch (*chain, row->number, row->first, row->last, row->events, values[1]);
  values[2] = FW_SQL_INT ((gint64) *chain);
  return fw_database_execute (self->database,
                              "UPDATE ledger_batch SET bytes = $2, chain = $3 WHERE number = $1",
                              values, G_N_ELEMENTS (values), NULL, error);
}

static gboolean
write_chunk (FwLedger *self, GArray *rows, guint64 to, guint64 *chain, GError **error)
{
  guint64 before = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      before = row->chain;
      if (!write_row (self, row, chain, error))
        return FALSE;
    }
  return fw_ledger_write_state (self, "encrypted", (gint64) to, error) &&
         fw_ledger_write_state (self, "chain_before", (gint64) before, error);
}

static gboolean
encrypt_chunk (FwLedger *self, guint64 from, guint64 to, guint64 *chain, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));

  g_array_set_clear_func (rows, clear_row);
  if (!read_chunk (self, from, to, rows, error) || !fw_database_begin (self->database, error))
    return FALSE;
  if (write_chunk (self, rows, to, chain, error))
    return fw_database_commit (self->database, error);

  fw_database_rollback (self->database);
  return FALSE;
}

typedef struct
{
  FwLedger *ledger;
  GPtrArray *names; /* char*: source, id, in turn */
  GPtrArray *bytes; /* GBytes: encrypted */
} Held;

static gboolean
take_held_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Held *held = user_data;
  g_autoptr (GBytes) bytes = NULL;

  if (fw_cipher_is_encrypted (columns[2].data, columns[2].length))
    return TRUE;
  bytes = g_bytes_new (columns[2].data, columns[2].length);
  g_ptr_array_add (held->names, g_strndup (columns[0].data, columns[0].length));
  g_ptr_array_add (held->names, g_strndup (columns[1].data, columns[1].length));
  g_ptr_array_add (held->bytes, fw_ledger_encrypt (held->ledger, FW_ENCRYPTED_HELD, 0, bytes));
  return TRUE;
}

static gboolean
encrypt_held (FwLedger *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  Held held = { self, names, bytes };

  if (!fw_database_query (self->database, "SELECT source, id, bytes FROM ledger_held", NULL, 0,
                          take_held_cb, &held, error))
    return FALSE;
  for (guint i = 0; i < bytes->len; i++)
    {
      gsize length;
      gconstpointer data = g_bytes_get_data (bytes->pdata[i], &length);
      FwSqlValue values[] = { FW_SQL_STRING ((const char *) names->pdata[2 * i]),
                              FW_SQL_STRING ((const char *) names->pdata[2 * i + 1]),
                              FW_SQL_BYTES (data, length) };

      if (!fw_database_execute (self->database,
                                "UPDATE ledger_held SET bytes = $3 WHERE source = $1 AND id = $2",
                                values, G_N_ELEMENTS (values), NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* A state that is damaged is made again from the ledger. */
static gboolean
encrypt_floor (FwLedger *self, GError **error)
{
  g_autoptr (GBytes) floor = fw_ledger_get_part (self, "floor", NULL);

  return floor == NULL || fw_ledger_put_part (self, "floor", floor, error);
}

gboolean
fw_ledger_begin_encrypting (FwLedger *self, GError **error)
{
  guint64 last = fw_ledger_get_last (self);

  if (!self->must_encrypt)
    return TRUE;

  if (last > 0 && !fw_database_begin_overwriting (self->database, error))
    return FALSE;
  if (!fw_database_begin (self->database, error))
    return FALSE;
  if (fw_ledger_write_key (self, error) && encrypt_floor (self, error) &&
      encrypt_held (self, error))
    return fw_database_commit (self->database, error);

  fw_database_rollback (self->database);
  return FALSE;
}

static gboolean
read_seam (FwLedger *self, gint64 *encrypted, gint64 *until, gint64 *before, GError **error)
{
  return fw_ledger_read_state (self, "encrypted", encrypted, error) &&
         fw_ledger_read_state (self, "clear_until", until, error) &&
         fw_ledger_read_state (self, "chain_before", before, error);
}

gboolean
fw_ledger_get_seam (FwLedger *self, guint64 *number, guint64 *chain, GError **error)
{
  gint64 encrypted, until, before;

  g_return_val_if_fail (self != NULL && number != NULL && chain != NULL, FALSE);

  if (!read_seam (self, &encrypted, &until, &before, error))
    return FALSE;
  *number = before != 0 ? (guint64) encrypted : 0;
  *chain = (guint64) before;
  return TRUE;
}

gboolean
fw_ledger_encrypt_rest (FwLedger *self, GError **error)
{
  gint64 encrypted, until, before;
  guint64 chain;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->cipher == NULL || self->read_only)
    return TRUE;
  if (!read_seam (self, &encrypted, &until, &before, error) ||
      !fw_ledger_get_chain (self, (guint64) encrypted, &chain, error))
    return FALSE;

  if (encrypted < until && !fw_database_begin_overwriting (self->database, error))
    return FALSE;
  while (encrypted < until)
    {
      gint64 to = MIN (encrypted + CHUNK, until);

      if (!encrypt_chunk (self, (guint64) encrypted + 1, (guint64) to, &chain, error))
        return FALSE;
      encrypted = to;
      before = 1;
    }
  if (before == 0)
    return TRUE;

  /* What was overwritten still stands in free pages and in the log. */
  return fw_database_scrub (self->database, error) && fw_ledger_refresh (self, error);
}

gboolean
fw_ledger_end_encrypting (FwLedger *self, GError **error)
{
  gint64 before;

  g_return_val_if_fail (self != NULL, FALSE);

  return self->read_only ||
         (fw_ledger_read_state (self, "chain_before", &before, error) &&
          (before == 0 || fw_ledger_write_state (self, "chain_before", 0, error)));
}
