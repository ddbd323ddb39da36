/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The key that a centre signs its backups with (Ed25519). It lies beside the store and is in no
 * backup: who has one cannot sign another. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define KEY_FILE "signing.key"
#define HEX(bytes) (2 * (bytes) + 1)

static gboolean
set_no_key (GError **error, const char *path, const char *why)
{
  g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "the key that signs backups, %s: %s", path,
               why);
  return FALSE;
}

/* The first backup makes it: whole, or not at all. */
static gboolean
make_seed (const char *path, guint8 *seed, GError **error)
{
  g_autoptr (GError) failure = NULL;

  randombytes_buf (seed, crypto_sign_SEEDBYTES);
  return g_file_set_contents_full (path, (const char *) seed, crypto_sign_SEEDBYTES,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, &failure) ||
         set_no_key (error, path, failure->message);
}

static gboolean
read_seed (const char *path, guint8 *seed, GError **error)
{
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gssize length;

  if (file < 0 && errno == ENOENT)
    return make_seed (path, seed, error);
  if (file < 0)
    return set_no_key (error, path, g_strerror (errno));

  length = read (file, seed, crypto_sign_SEEDBYTES);
  close (file);
  return length == crypto_sign_SEEDBYTES || set_no_key (error, path, "it is cut short");
}

gboolean
fw_centre_sign (
    const char *location, const char *text, char **signer, char **signature, GError **error)
{
  g_autofree char *path = fw_centre_get_state_path (location, KEY_FILE);
  guint8 seed[crypto_sign_SEEDBYTES], public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES], signed_bytes[crypto_sign_BYTES];
  char hex[HEX (crypto_sign_BYTES)];

  if (sodium_init () < 0)
    return set_no_key (error, path, "libsodium does not start");
  if (!read_seed (path, seed, error))
    return FALSE;

  crypto_sign_seed_keypair (public, secret, seed);
  crypto_sign_detached (signed_bytes, NULL, (const guint8 *) text, strlen (text), secret);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (secret, sizeof secret);
  *signer = g_strdup (sodium_bin2hex (hex, sizeof hex, public, sizeof public));
  *signature = g_strdup (sodium_bin2hex (hex, sizeof hex, signed_bytes, sizeof signed_bytes));
  return TRUE;
}

static gboolean
read_hex (const char *text, guint8 *bytes, gsize length)
{
  gsize n = 0;

  return text != NULL && sodium_hex2bin (bytes, length, text, strlen (text), NULL, &n, NULL) == 0 &&
         n == length;
}

gboolean
fw_centre_is_signed (const char *text, const char *signer, const char *signature)
{
  guint8 public[crypto_sign_PUBLICKEYBYTES], signed_bytes[crypto_sign_BYTES];

  return sodium_init () >= 0 && read_hex (signer, public, sizeof public) &&
         read_hex (signature, signed_bytes, sizeof signed_bytes) &&
         crypto_sign_verify_detached (signed_bytes, (const guint8 *) text, strlen (text), public) ==
             0;
}
