/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What tells a device that has signed in from one that has not: a name and a time, sealed with a
 * key that is made of the account's password as it is stored. So nothing more has to be kept, and
 * another password ends what was known of devices.
 *
 *   16 bytes name, 8 bytes seconds since 1970, 32 bytes seal, in base64url
 */
#include <sodium.h>

#include "core/fw-error.h"
#include "store/fw-records-private.h"

#define NAME_BYTES 16
#define SEALED_BYTES (NAME_BYTES + 8)
#define SEAL_BYTES 32
#define TOKEN_BYTES (SEALED_BYTES + SEAL_BYTES)
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define LIFETIME (G_GINT64_CONSTANT (180) * 24 * 3600) /* s; each sign-in begins it anew */
#define PURPOSE "floorwalker device\n"

/* FALSE: there is no such account, or it may not sign in. */
static gboolean
seal (FwRecords *self, const char *user, const guint8 *sealed, guint8 *result, GError **error)
{
  g_autofree char *hash = fw_accounts_read_password_hash (self, user, error);
  guint8 key[crypto_generichash_KEYBYTES];
  crypto_generichash_state state;

  if (hash == NULL)
    return FALSE;

  crypto_generichash (key, sizeof key, (const guint8 *) hash, strlen (hash), NULL, 0);
  crypto_generichash_init (&state, key, sizeof key, SEAL_BYTES);
  crypto_generichash_update (&state, (const guint8 *) PURPOSE, strlen (PURPOSE));
  crypto_generichash_update (&state, sealed, SEALED_BYTES);
  crypto_generichash_update (&state, (const guint8 *) user, strlen (user));
  crypto_generichash_final (&state, result, SEAL_BYTES);
  sodium_memzero (key, sizeof key);
  return TRUE;
}

char *
fw_records_make_device (
    FwRecords *self, const char *user, const char *name, gint64 now, GError **error)
{
  guint8 bytes[TOKEN_BYTES];
  GError *failure = NULL;
  gint64 seconds = GINT64_TO_BE (now / G_USEC_PER_SEC);
  char text[sodium_base64_ENCODED_LEN (TOKEN_BYTES, VARIANT)];

  g_return_val_if_fail (self != NULL && user != NULL, NULL);

  if (sodium_init () < 0 || name == NULL ||
      sodium_hex2bin (bytes, NAME_BYTES, name, strlen (name), NULL, NULL, NULL) != 0)
    randombytes_buf (bytes, NAME_BYTES);
  memcpy (bytes + NAME_BYTES, &seconds, sizeof seconds);
  if (!seal (self, user, bytes, bytes + SEALED_BYTES, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      else
        g_set_error (error, FW_ERROR, FW_ERROR_UNAUTHORISED, "the account is closed");
      return NULL;
    }

  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes, VARIANT);
  return g_strdup (text);
}

char *
fw_records_check_device (FwRecords *self, const char *user, const char *token, gint64 now)
{
  guint8 bytes[TOKEN_BYTES], wanted[SEAL_BYTES];
  char name[2 * NAME_BYTES + 1];
  gsize length;
  gint64 seconds;

  g_return_val_if_fail (self != NULL && user != NULL && token != NULL, NULL);

  if (sodium_init () < 0 ||
      sodium_base642bin (bytes, sizeof bytes, token, strlen (token), NULL, &length, NULL,
                         VARIANT) != 0 ||
      length != sizeof bytes || !seal (self, user, bytes, wanted, NULL) ||
      sodium_memcmp (wanted, bytes + SEALED_BYTES, SEAL_BYTES) != 0)
    return NULL;

  memcpy (&seconds, bytes + NAME_BYTES, sizeof seconds);
  if (now / G_USEC_PER_SEC - GINT64_FROM_BE (seconds) > LIFETIME)
    return NULL;

  sodium_bin2hex (name, sizeof name, bytes, NAME_BYTES);
  return g_strdup (name);
}
