/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The key of a ledger's hashes, and what it is known by. */
#include <sodium.h>
#include <string.h>

#include "core/fw-error.h"
#include "store/fw-ledger-private.h"

/* Kept twice: without it nothing of the checkpoints means anything, nor does what others know a
 * contact by. */
#define IDENTITY "identity"
static const char *const key_parts[] = { "key", "key/copy" };

static gboolean
take_plain_key_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  if (columns[0].length == FW_LEDGER_KEY_SIZE)
    memcpy (user_data, columns[0].data, FW_LEDGER_KEY_SIZE);
  return FALSE;
}

/* As it was kept before it had a checksum. */
static gboolean
load_plain_key (FwLedger *self, GError **error)
{
  return fw_database_try_query (self->database, "SELECT bytes FROM ledger_part WHERE name = 'key'",
                                NULL, 0, take_plain_key_cb, self->key, error);
}

gboolean
fw_ledger_write_key (FwLedger *self, GError **error)
{
  g_autoptr (GBytes) key = g_bytes_new (self->key, sizeof self->key);
  g_autoptr (GBytes) identity = g_bytes_new (self->identity, sizeof self->identity);

  if (!fw_ledger_write_cipher (self, error) ||
      !fw_ledger_put_part (self, IDENTITY, identity, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (key_parts); i++)
    if (!fw_ledger_put_part (self, key_parts[i], key, error))
      return FALSE;
  return TRUE;
}

static gboolean
make_key (FwLedger *self, GError **error)
{
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_FAILED, "there is no source of randomness");
      return FALSE;
    }

  randombytes_buf (self->key, sizeof self->key);
  return TRUE;
}

/* One that is not there yet, or damaged, is made anew: only what lies outside is named by it. */
gboolean
fw_ledger_load_identity (FwLedger *self)
{
  g_autoptr (GBytes) stored = fw_ledger_get_part (self, IDENTITY, NULL);

  if (stored != NULL && g_bytes_get_size (stored) == sizeof self->identity)
    {
      memcpy (self->identity, g_bytes_get_data (stored, NULL), sizeof self->identity);
      return TRUE;
    }
  if (sodium_init () >= 0)
    randombytes_buf (self->identity, sizeof self->identity);
  return FALSE;
}

/* The first to open a store makes its key; it never changes, as every hash in the checkpoints is
 * made with it. */
gboolean
fw_ledger_load_key (FwLedger *self, GError **error)
{
  static const guint8 none[FW_LEDGER_KEY_SIZE];
  const gboolean known = fw_ledger_load_identity (self);
  guint sound = 0;

  for (guint i = G_N_ELEMENTS (key_parts); i-- > 0;)
    {
      g_autoptr (GBytes) stored = fw_ledger_get_part (self, key_parts[i], NULL);

      if (stored == NULL || g_bytes_get_size (stored) != FW_LEDGER_KEY_SIZE)
        continue;
      memcpy (self->key, g_bytes_get_data (stored, NULL), FW_LEDGER_KEY_SIZE);
      sound++;
    }
  if ((sound == G_N_ELEMENTS (key_parts) && known) || (sound > 0 && self->read_only))
    return TRUE;

  if (sound == 0 && !load_plain_key (self, error))
    return FALSE;
  if (memcmp (self->key, none, sizeof none) != 0)
    return self->read_only || fw_ledger_write_key (self, error);
  if (!self->read_only && fw_ledger_get_last (self) == 0)
    return make_key (self, error) && fw_ledger_write_key (self, error);

  g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT, "the ledger has no key");
  return FALSE;
}

gboolean
fw_ledger_take_key (FwLedger *self, const guint8 *key, GError **error)
{
  g_return_val_if_fail (self != NULL && key != NULL && fw_ledger_get_last (self) == 0, FALSE);

  memcpy (self->key, key, sizeof self->key);
  return fw_ledger_write_key (self, error);
}
