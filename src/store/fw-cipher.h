/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwCipher:
 * What a store keeps of customers is encrypted with one key (XChaCha20-Poly1305), which is not in
 * the store. What is encrypted is bound to what it is, so it fits in no other place. Unchanging, so
 * any thread may use it. The key lies in memory that no crash dump holds.
 */
typedef struct _FwCipher FwCipher;

#define FW_CIPHER_KEY_SIZE 32
/** Bytes that it is longer by than what was encrypted. */
#define FW_CIPHER_EXTRA 52
/** Bytes of the link at its end. */
#define FW_CIPHER_LINK 8

/** fw_cipher_new: @key: FW_CIPHER_KEY_SIZE bytes, (nullable): a new one is made. Returns: NULL with
 * FW_ERROR_FAILED when there is no source of randomness. */
FwCipher *fw_cipher_new (const guint8 *key, GError **error);
FwCipher *fw_cipher_ref (FwCipher *self);
void fw_cipher_unref (FwCipher *self);

/** fw_cipher_read: from a file that its owner alone may read, in the form of fw_cipher_write().
 * Returns: NULL with FW_ERROR_NOT_FOUND, FW_ERROR_FORBIDDEN or FW_ERROR_CORRUPT. */
FwCipher *fw_cipher_read (const char *path, GError **error);
/** fw_cipher_write: into a new file (mode 0600), in hex, and on disk before it returns;
 * FW_ERROR_CONFLICT: it is there. */
gboolean fw_cipher_write (FwCipher *self, const char *path, GError **error);

/** fw_cipher_get_name: 16 hex digits that name the key and do not tell it. */
const char *fw_cipher_get_name (FwCipher *self);

/** fw_cipher_encrypt: @what, @number: what it is. @link: 8 bytes that it ends with, NULL for ones
 * of chance. */
GBytes *fw_cipher_encrypt (
    FwCipher *self, const char *what, guint64 number, GBytes *clear, const guint8 *link);
/** fw_cipher_is_encrypted: by its beginning alone. */
gboolean fw_cipher_is_encrypted (gconstpointer data, gsize length);
/** fw_cipher_decrypt: Returns: (transfer full): NULL with FW_ERROR_CORRUPT. */
GBytes *fw_cipher_decrypt (FwCipher *self,
                           const char *what,
                           guint64 number,
                           gconstpointer data,
                           gsize length,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCipher, fw_cipher_unref)

G_END_DECLS
