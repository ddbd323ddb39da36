/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FW_SECRET_HASH_BYTES 32

/** fw_secret_make: 256 bits that nobody guesses, for who is let in by them alone: a session, an
 * address. Returns: (transfer full): letters, digits, "-" and "_". */
char *fw_secret_make (void);

/** fw_secret_hash: what is kept of it (BLAKE2b; what is random needs no salt and no slow hash). */
void fw_secret_hash (const char *secret, guint8 hash[FW_SECRET_HASH_BYTES]);

G_END_DECLS
