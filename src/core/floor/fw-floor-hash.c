/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-floor-hash.h"

typedef struct
{
  guint64 v0, v1, v2, v3;
} State;

#define ROTATE(x, n) (((x) << (n)) | ((x) >> (64 - (n))))

static inline void
turn_round (State *s)
{
  s->v0 += s->v1;
  s->v1 = ROTATE (s->v1, 13) ^ s->v0;
  s->v0 = ROTATE (s->v0, 32);
  s->v2 += s->v3;
  s->v3 = ROTATE (s->v3, 16) ^ s->v2;
  s->v0 += s->v3;
  s->v3 = ROTATE (s->v3, 21) ^ s->v0;
  s->v2 += s->v1;
  s->v1 = ROTATE (s->v1, 17) ^ s->v2;
  s->v2 = ROTATE (s->v2, 32);
}

static inline void
take_word (State *s, guint64 word)
{
  s->v3 ^= word;
  turn_round (s);
  s->v0 ^= word;
}

/* The length in the last word is the border: ("ab", "c") and ("a", "bc") differ. */
static inline void
take_text (State *s, FwText text)
{
  const char *data = text.data;
  guint left = text.length;
  guint64 word;

  for (; left >= 8; left -= 8, data += 8)
    {
      memcpy (&word, data, 8);
      take_word (s, GUINT64_FROM_LE (word));
    }

  word = (guint64) text.length << 56;
  for (guint i = 0; i < left; i++)
    word |= (guint64) (guint8) data[i] << (8 * i);
  take_word (s, word);
}

guint64
fw_floor_hash (const FwFloorKey *key, FwText first, FwText second)
{
  State s = { key->words[0] ^ G_GUINT64_CONSTANT (0x736f6d6570736575),
              key->words[1] ^ G_GUINT64_CONSTANT (0x646f72616e646f6d),
              key->words[0] ^ G_GUINT64_CONSTANT (0x6c7967656e657261),
              key->words[1] ^ G_GUINT64_CONSTANT (0x7465646279746573) };
  guint64 hash;

  take_text (&s, first);
  take_text (&s, second);
  s.v2 ^= 0xff;
  turn_round (&s);
  turn_round (&s);
  turn_round (&s);

  hash = s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
  return hash != 0 ? hash : 1;
}

guint64
fw_floor_mix (guint64 hash, guint64 number)
{
  hash ^= number * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  hash ^= hash >> 32;
  return hash != 0 ? hash : 1;
}
