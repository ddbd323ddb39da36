/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-hash.h"

#include <string.h>

#define N_LANES 4

static inline guint64
read_word (const guint8 *data)
{
  guint64 word;

  memcpy (&word, data, sizeof word);
  return GUINT64_FROM_LE (word);
}

static inline guint64
turn (guint64 lane, guint64 word)
{
  lane = (lane ^ word) * G_GUINT64_CONSTANT (0x9e6c63d0876a9a47);
  return lane ^ (lane >> 31);
}

/* Four lanes, so that the multiplications overlap. A step is invertible in the lane and in the
 * word, so a change of a single word never goes unseen. */
guint64
fw_hash_bytes (gconstpointer data, gsize length, guint64 seed)
{
  const guint8 *bytes = data;
  guint64 lanes[N_LANES] = { seed, ~seed, seed ^ length,
                             seed + G_GUINT64_CONSTANT (0x243f6a8885a308d3) };
  guint64 hash = length;
  gsize left = length;

  for (; left >= 8 * N_LANES; left -= 8 * N_LANES, bytes += 8 * N_LANES)
    for (guint i = 0; i < N_LANES; i++)
      lanes[i] = turn (lanes[i], read_word (bytes + 8 * i));

  for (guint i = 0; left > 0; i++)
    {
      guint8 tail[8] = { 0 };
      gsize n = MIN (left, sizeof tail);

      memcpy (tail, bytes, n);
      lanes[i] = turn (lanes[i], read_word (tail));
      bytes += n;
      left -= n;
    }

  for (guint i = 0; i < N_LANES; i++)
    hash = fw_hash_mix (hash + lanes[i]);

  return hash;
}
