/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fw_base58_decode: Bitcoin's alphabet. @most: (in): room in @bytes. Returns: FALSE for another
 * sign, or too much. */
gboolean fw_base58_decode (const char *text, guint8 *bytes, gsize most, gsize *length);
/** fw_base58_encode: Returns: (transfer full). At most 256 bytes. */
char *fw_base58_encode (const guint8 *bytes, gsize length);

/** fw_base64url_decode: without padding, strictly. Returns: (transfer full) (nullable). */
guint8 *fw_base64url_decode (const char *text, gsize text_length, gsize *length);

/** fw_base64url_encode: without padding. Returns: (transfer full). */
char *fw_base64url_encode (const guint8 *bytes, gsize length);

G_END_DECLS
