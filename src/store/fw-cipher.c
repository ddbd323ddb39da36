/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-cipher.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fw-error.h"

/* Stored: mark, nonce, what is encrypted and its tag, link. */
#define MARK "FWC1"
#define MARK_BYTES 4
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define LINK_BYTES FW_CIPHER_LINK
#define HEAD_BYTES (MARK_BYTES + NONCE_BYTES)

G_STATIC_ASSERT (FW_CIPHER_EXTRA == HEAD_BYTES + TAG_BYTES + LINK_BYTES);
G_STATIC_ASSERT (FW_CIPHER_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

struct _FwCipher
{
  gatomicrefcount references;
  guint8 *key;   /* of sodium_malloc() */
  char name[17]; /* hex */
};

static void
name_key (FwCipher *self)
{
  static const char text[] = "floorwalker-key";
  guint8 digest[crypto_generichash_BYTES_MIN];

  crypto_generichash (digest, sizeof digest, (const guint8 *) text, strlen (text), self->key,
                      FW_CIPHER_KEY_SIZE);
  sodium_bin2hex (self->name, sizeof self->name, digest, (sizeof self->name - 1) / 2);
}

FwCipher *
fw_cipher_new (const guint8 *key, GError **error)
{
  FwCipher *self;
  guint8 *memory = sodium_init () >= 0 ? sodium_malloc (FW_CIPHER_KEY_SIZE) : NULL;

  if (memory == NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_FAILED,
                           "there is no source of randomness, or no memory for a key");
      return NULL;
    }

  self = g_new0 (FwCipher, 1);
  g_atomic_ref_count_init (&self->references);
  self->key = memory;
  if (key != NULL)
    memcpy (self->key, key, FW_CIPHER_KEY_SIZE);
  else
    randombytes_buf (self->key, FW_CIPHER_KEY_SIZE);
  name_key (self);
  sodium_mprotect_readonly (self->key);
  return self;
}

FwCipher *
fw_cipher_ref (FwCipher *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_cipher_unref (FwCipher *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  sodium_free (self->key);
  g_free (self);
}

const char *
fw_cipher_get_name (FwCipher *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/* ---- its file ---- */

#define HEX_BYTES (2 * FW_CIPHER_KEY_SIZE)

static FwCipher *
read_hex (const char *path, const char *text, gsize length, GError **error)
{
  guint8 key[FW_CIPHER_KEY_SIZE];
  FwCipher *self;
  gsize n = 0;

  if (length < HEX_BYTES ||
      sodium_hex2bin (key, sizeof key, text, HEX_BYTES, NULL, &n, NULL) != 0 || n != sizeof key)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "%s: expected a key of %d hex digits", path,
                   HEX_BYTES);
      return NULL;
    }
  self = fw_cipher_new (key, error);
  sodium_memzero (key, sizeof key);
  return self;
}

/* A credential is root's, and systemd lets the service read it by an access list, which shows as
 * rights of the group. */
static gboolean
is_private (const struct stat *about)
{
  return (about->st_mode & (about->st_uid == geteuid () ? 077 : 007)) == 0;
}

static FwCipher *
read_file (int file, const char *path, GError **error)
{
  char text[HEX_BYTES + 1];
  FwCipher *self = NULL;
  struct stat about;
  gssize length;

  if (fstat (file, &about) != 0 || !is_private (&about))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                   "%s: others may read this key: chmod 600 it, and think of who did", path);
      return NULL;
    }
  length = read (file, text, HEX_BYTES);
  self = read_hex (path, text, (gsize) MAX (length, 0), error);
  sodium_memzero (text, sizeof text);
  return self;
}

FwCipher *
fw_cipher_read (const char *path, GError **error)
{
  FwCipher *self;
  int file;

  g_return_val_if_fail (path != NULL, NULL);

  if (sodium_init () < 0)
    return fw_cipher_new (NULL, error);
  file = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0)
    {
      g_set_error (error, FW_ERROR, errno == ENOENT ? FW_ERROR_NOT_FOUND : FW_ERROR_FORBIDDEN,
                   "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  self = read_file (file, path, error);
  close (file);
  return self;
}

/* Nothing is encrypted with a key that a kill or a power cut could still take: the file is there
 * whole, or not at all. */
gboolean
fw_cipher_write (FwCipher *self, const char *path, GError **error)
{
  char text[HEX_BYTES + 2];
  gboolean ok;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT, "%s is there already", path);
      return FALSE;
    }

  sodium_bin2hex (text, HEX_BYTES + 1, self->key, FW_CIPHER_KEY_SIZE);
  text[HEX_BYTES] = '\n';
  ok = g_file_set_contents_full (path, text, HEX_BYTES + 1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &failure);
  sodium_memzero (text, sizeof text);
  if (!ok)
    g_set_error (error, FW_ERROR,
                 g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? FW_ERROR_FULL
                                                                             : FW_ERROR_UNAVAILABLE,
                 "%s", failure->message);
  return ok;
}

/* ---- encrypting ---- */

/* What it is bound to. */
static GByteArray *
make_binding (const char *what, guint64 number, const guint8 *link)
{
  GByteArray *binding = g_byte_array_new ();
  guint64 stored = GUINT64_TO_LE (number);

  g_byte_array_append (binding, (const guint8 *) what, (guint) strlen (what) + 1);
  g_byte_array_append (binding, (const guint8 *) &stored, sizeof stored);
  return g_byte_array_append (binding, link, LINK_BYTES);
}

GBytes *
fw_cipher_encrypt (
    FwCipher *self, const char *what, guint64 number, GBytes *clear, const guint8 *link)
{
  gsize length;
  const guint8 *data;
  guint8 *out, *end;
  g_autoptr (GByteArray) binding = NULL;

  g_return_val_if_fail (self != NULL && what != NULL && clear != NULL, NULL);

  data = g_bytes_get_data (clear, &length);
  out = g_malloc (length + FW_CIPHER_EXTRA);
  end = out + HEAD_BYTES + length + TAG_BYTES;
  memcpy (out, MARK, MARK_BYTES);
  randombytes_buf (out + MARK_BYTES, NONCE_BYTES);
  if (link != NULL)
    memcpy (end, link, LINK_BYTES);
  else
    randombytes_buf (end, LINK_BYTES);
  binding = make_binding (what, number, end);
  crypto_aead_xchacha20poly1305_ietf_encrypt (out + HEAD_BYTES, NULL, data, length, binding->data,
                                              binding->len, NULL, out + MARK_BYTES, self->key);
  return g_bytes_new_take (out, length + FW_CIPHER_EXTRA);
}

gboolean
fw_cipher_is_encrypted (gconstpointer data, gsize length)
{
  return length >= FW_CIPHER_EXTRA && memcmp (data, MARK, MARK_BYTES) == 0;
}

GBytes *
fw_cipher_decrypt (FwCipher *self,
                   const char *what,
                   guint64 number,
                   gconstpointer data,
                   gsize length,
                   GError **error)
{
  const guint8 *bytes = data;
  g_autoptr (GByteArray) binding = NULL;
  g_autofree guint8 *out = NULL;
  gsize clear;

  g_return_val_if_fail (self != NULL && what != NULL && data != NULL, NULL);

  if (fw_cipher_is_encrypted (data, length))
    {
      clear = length - FW_CIPHER_EXTRA;
      out = g_malloc (MAX (clear, 1));
      binding = make_binding (what, number, bytes + length - LINK_BYTES);
      if (crypto_aead_xchacha20poly1305_ietf_decrypt (
              out, NULL, NULL, bytes + HEAD_BYTES, clear + TAG_BYTES, binding->data, binding->len,
              bytes + MARK_BYTES, self->key) == 0)
        return g_bytes_new_take (g_steal_pointer (&out), clear);
    }
  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
               "what is encrypted of %s does not fit its key or its place", what);
  return NULL;
}
