/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sodium.h>

#include "trail/fw-trail.h"

G_BEGIN_DECLS

/**
 * A line of the trail is a JSON object whose last two members are always "chain" and "sign":
 *
 *   {"n":7,"at":"…","who":"lead",…,"chain":"…","sign":"…"}
 *
 * chain is BLAKE2b-256 of the chain of the line before and of this line up to its own "chain"; sign
 * is the Ed25519 signature of number and chain by the key of this trail. So a line that was
 * changed, taken out, put in or moved is found with the files alone, and nobody without the key can
 * make the files fit again. The first line of each file names the public key.
 */
#define FW_TRAIL_CHAIN crypto_generichash_BYTES
#define FW_TRAIL_CHAIN_TEXT 43 /* base64url without padding */
#define FW_TRAIL_SIGN crypto_sign_BYTES
#define FW_TRAIL_SIGN_TEXT 86
#define FW_TRAIL_KEY_TEXT 43

#define FW_TRAIL_BEGUN "trail" /* the act that the first line of a file tells */

/** FwTrailPlace: where a trail ends. */
typedef struct
{
  guint64 number; /* of the last line; 0: none */
  guint8 chain[FW_TRAIL_CHAIN];
} FwTrailPlace;

typedef struct
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];
  guint8 secret_key[crypto_sign_SECRETKEYBYTES];
} FwTrailKey;

/** fw_trail_line_append: moves @place on to the new line. @times: how often, 1 or more; @key_text:
 * (nullable): the member "key". The line ends with its line end. */
void fw_trail_line_append (GString *out,
                           const FwTrailEvent *event,
                           guint64 times,
                           const char *key_text,
                           FwTrailPlace *place,
                           const FwTrailKey *key);

/** FwTrailProof: the end of a line, which can be read without its beginning. */
typedef struct
{
  gsize body; /* bytes that the chain covers */
  guint8 chain[FW_TRAIL_CHAIN];
  guint8 sign[FW_TRAIL_SIGN];
} FwTrailProof;

/** fw_trail_line_read_proof: FALSE when the line does not end as one. @length: without line end. */
gboolean fw_trail_line_read_proof (const char *line, gsize length, FwTrailProof *proof);
/** fw_trail_line_read_number: 0 when it does not begin as one. */
guint64 fw_trail_line_read_number (const char *line, gsize length);
/** fw_trail_line_hash: the chain that @proof's line must have after @before. */
void fw_trail_line_hash (const guint8 *before, const char *line, gsize body, guint8 *chain);
gboolean fw_trail_line_is_signed (guint64 number, const FwTrailProof *proof, const guint8 *key);

/** base64url; @text has room for the form's length and a NUL. */
void fw_trail_write_bytes (const guint8 *bytes, gsize length, char *text, gsize size);
gboolean fw_trail_read_bytes (const char *text, gsize text_length, guint8 *bytes, gsize length);

G_END_DECLS
