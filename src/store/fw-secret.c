/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-secret.h"

#include <sodium.h>
#include <string.h>

#define SECRET_BYTES 32
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

char *
fw_secret_make (void)
{
  guint8 bytes[SECRET_BYTES];
  char text[sodium_base64_ENCODED_LEN (SECRET_BYTES, VARIANT)];
  char *secret;

  if (sodium_init () < 0)
    g_error ("libsodium does not start");
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes, VARIANT);
  secret = g_strdup (text);
  sodium_memzero (bytes, sizeof bytes);
  sodium_memzero (text, sizeof text);

  return secret;
}

void
fw_secret_hash (const char *secret, guint8 hash[FW_SECRET_HASH_BYTES])
{
  g_return_if_fail (secret != NULL && hash != NULL);

  crypto_generichash (hash, FW_SECRET_HASH_BYTES, (const guint8 *) secret, strlen (secret), NULL,
                      0);
}
