/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

#include "core/fw-text.h"

G_BEGIN_DECLS

/* Numbers and texts as a batch stores them; private to fw-event-batch.c and its tests. */

/** FwWire: a place within bytes that may be damaged: a read past the end gives 0 and sets @bad. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean bad;
} FwWire;

static inline guint8 *
fw_wire_put (guint8 *to, guint64 value)
{
  while (value >= 0x80)
    {
      *to++ = (guint8) (value | 0x80);
      value >>= 7;
    }
  *to++ = (guint8) value;

  return to;
}

static inline guint64
fw_wire_get (FwWire *wire)
{
  guint64 value = 0;

  if (G_LIKELY (wire->at < wire->end && *wire->at < 0x80))
    return *wire->at++;

  for (guint shift = 0; shift < 64 && wire->at < wire->end; shift += 7)
    {
      guint8 byte = *wire->at++;

      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
  wire->bad = TRUE;

  return 0;
}

/* A quantity that is usually a multiple of @unit: the lowest bit says whether it is. */
static inline guint8 *
fw_wire_put_coarse (guint8 *to, guint64 value, guint unit)
{
  if (value % unit == 0)
    return fw_wire_put (to, (value / unit) << 1);

  return fw_wire_put (to, value << 1 | 1);
}

static inline guint64
fw_wire_get_coarse (FwWire *wire, guint unit)
{
  guint64 value = fw_wire_get (wire);

  return (value & 1) != 0 ? value >> 1 : (value >> 1) * unit;
}

static inline guint64
fw_wire_fold_sign (gint64 value)
{
  return ((guint64) value << 1) ^ (guint64) (value >> 63);
}

static inline gint64
fw_wire_unfold_sign (guint64 value)
{
  return (gint64) (value >> 1) ^ -(gint64) (value & 1);
}

/** fw_wire_hash: for look-up of short texts; not stored, not keyed. */
static inline guint32
fw_wire_hash (FwText text, guint seed)
{
  guint64 hash = (text.length + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + seed;
  guint64 word = 0;

  if (text.length >= 8)
    {
      for (guint i = 0; i + 8 < text.length; i += 8)
        {
          memcpy (&word, text.data + i, 8);
          hash = (hash ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
          hash ^= hash >> 32;
        }
      memcpy (&word, text.data + text.length - 8, 8);
    }
  else if (text.length >= 4)
    {
      guint32 low, high;

      memcpy (&low, text.data, 4);
      memcpy (&high, text.data + text.length - 4, 4);
      word = (guint64) high << 32 | low;
    }
  else if (text.length > 0)
    word = (guint64) (guchar) text.data[0] | (guint64) (guchar) text.data[text.length / 2] << 8 |
           (guint64) (guchar) text.data[text.length - 1] << 16;

  hash = (hash ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  hash ^= hash >> 29;
  hash *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);

  return (guint32) (hash >> 32);
}

/**
 * fw_wire_checksum:
 * Each word goes through a step that can be undone, so a change of one word always shows; four
 * lanes keep it near the speed of memory. Tells damage, not malice.
 */
static inline guint64
fw_wire_checksum (const guint8 *data, gsize length)
{
  const guint64 prime = G_GUINT64_CONSTANT (0x9fb21c651e98df25);
  guint64 lanes[4] = { 0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, length };
  guint64 hash = 0, word;
  gsize i = 0;

  for (; i + 32 <= length; i += 32)
    for (guint lane = 0; lane < 4; lane++)
      {
        memcpy (&word, data + i + 8 * lane, 8);
        lanes[lane] = (lanes[lane] ^ GUINT64_FROM_LE (word)) * prime;
        lanes[lane] ^= lanes[lane] >> 31;
      }
  for (; i < length; i++)
    lanes[i & 3] = (lanes[i & 3] ^ data[i]) * prime;

  for (guint lane = 0; lane < 4; lane++)
    {
      hash = (hash ^ lanes[lane]) * prime;
      hash ^= hash >> 32;
    }

  return hash;
}

/** fw_wire_add, _signed, _text: append to an array of bytes. */
static inline void
fw_wire_add (GByteArray *out, guint64 value)
{
  guint8 bytes[10];

  g_byte_array_append (out, bytes, (guint) (fw_wire_put (bytes, value) - bytes));
}

static inline void
fw_wire_add_signed (GByteArray *out, gint64 value)
{
  fw_wire_add (out, fw_wire_fold_sign (value));
}

static inline void
fw_wire_add_text (GByteArray *out, const char *text)
{
  guint length = (guint) strlen (text);

  fw_wire_add (out, length);
  g_byte_array_append (out, (const guint8 *) text, length);
}

G_END_DECLS
