/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fw_hash_bytes: a fast 64-bit checksum against damage (not against forgery), the same on every
 * machine; stored with segments and dictionaries. About as fast as reading.
 */
guint64 fw_hash_bytes (gconstpointer data, gsize length, guint64 seed);

/** fw_hash_mix: Returns: @value with every bit spread over all of the result. */
static inline guint64
fw_hash_mix (guint64 value)
{
  value = (value ^ (value >> 32)) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  value = (value ^ (value >> 29)) * G_GUINT64_CONSTANT (0xa0761d6478bd642f);
  return value ^ (value >> 32);
}

G_END_DECLS
