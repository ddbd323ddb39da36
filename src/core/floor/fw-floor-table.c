/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-floor-table.h"

#include <string.h>

/* Key and value lie side by side: a look-up in a large table costs one cache miss, not two. */
struct _FwFloorTable
{
  guint8 *places; /* stride bytes each: the key, then the value */
  gsize stride;
  gsize value_size;
  gsize mask; /* places - 1; a power of two less one */
  gsize length;
};

#define FIRST_PLACES 16
#define RADIX_BITS 8
/* Below this a comparison sort is faster than eight counting passes. */
#define RADIX_LEAST 512

FwFloorTable *
fw_floor_table_new (gsize value_size)
{
  FwFloorTable *self = g_new0 (FwFloorTable, 1);

  self->value_size = value_size;
  self->stride = sizeof (guint64) + (value_size + 7) / 8 * 8;
  self->mask = FIRST_PLACES - 1;
  self->places = g_malloc0_n (FIRST_PLACES, self->stride);
  return self;
}

void
fw_floor_table_free (FwFloorTable *self)
{
  if (self == NULL)
    return;

  g_free (self->places);
  g_free (self);
}

static inline guint64 *
get_key (FwFloorTable *self, gsize place)
{
  return (guint64 *) (self->places + place * self->stride);
}

/* Of a set it is one past the key: not to be read, but not NULL. */
static inline gpointer
get_value (FwFloorTable *self, gsize place)
{
  return get_key (self, place) + 1;
}

static inline gsize
find_place (FwFloorTable *self, guint64 key)
{
  gsize place = key & self->mask;

  while (*get_key (self, place) != 0 && *get_key (self, place) != key)
    place = (place + 1) & self->mask;
  return place;
}

static void
resize (FwFloorTable *self, gsize places)
{
  g_autofree guint8 *old = self->places;
  gsize old_places = self->mask + 1;

  self->places = g_malloc0_n (places, self->stride);
  self->mask = places - 1;
  for (gsize i = 0; i < old_places; i++)
    {
      guint64 *key = (guint64 *) (old + i * self->stride);

      if (*key != 0)
        memcpy (get_key (self, find_place (self, *key)), key, self->stride);
    }
}

void
fw_floor_table_reserve (FwFloorTable *self, gsize n)
{
  gsize places = self->mask + 1;

  while (n * 8 > places * 5)
    places *= 2;
  if (places != self->mask + 1)
    resize (self, places);
}

gpointer
fw_floor_table_find (FwFloorTable *self, guint64 key)
{
  gsize place = find_place (self, key);

  g_assert (key != 0);
  return *get_key (self, place) != 0 ? get_value (self, place) : NULL;
}

void
fw_floor_table_prefetch (FwFloorTable *self, guint64 key)
{
  __builtin_prefetch (get_key (self, key & self->mask), 1);
}

gpointer
fw_floor_table_add (FwFloorTable *self, guint64 key, gboolean *added)
{
  gsize place = find_place (self, key);

  g_assert (key != 0);
  *added = *get_key (self, place) == 0;
  if (!*added)
    return get_value (self, place);

  if ((self->length + 1) * 8 > (self->mask + 1) * 5)
    {
      resize (self, (self->mask + 1) * 2);
      place = find_place (self, key);
    }
  *get_key (self, place) = key;
  self->length++;
  if (self->value_size > 0)
    memset (get_value (self, place), 0, self->value_size);
  return get_value (self, place);
}

/* Those behind the hole move up, so that no search ends too early and no tombstones gather. */
void
fw_floor_table_remove (FwFloorTable *self, guint64 key)
{
  gsize hole = find_place (self, key);

  if (*get_key (self, hole) == 0)
    return;

  self->length--;
  for (gsize next = (hole + 1) & self->mask; *get_key (self, next) != 0;
       next = (next + 1) & self->mask)
    {
      gsize home = *get_key (self, next) & self->mask;

      if (((next - home) & self->mask) < ((next - hole) & self->mask))
        continue;
      memcpy (get_key (self, hole), get_key (self, next), self->stride);
      hole = next;
    }
  *get_key (self, hole) = 0;
}

void
fw_floor_table_filter (FwFloorTable *self, FwFloorKeep keep, gpointer user_data)
{
  FwFloorTable *kept = fw_floor_table_new (self->value_size);
  guint8 *places;

  for (gsize i = 0; i <= self->mask; i++)
    {
      gboolean added;

      if (*get_key (self, i) == 0 || !keep (get_value (self, i), user_data))
        continue;
      memcpy (fw_floor_table_add (kept, *get_key (self, i), &added), get_value (self, i),
              self->value_size);
    }

  places = self->places;
  self->places = kept->places;
  self->mask = kept->mask;
  self->length = kept->length;
  kept->places = places;
  fw_floor_table_free (kept);
}

void
fw_floor_table_clear (FwFloorTable *self)
{
  memset (self->places, 0, (self->mask + 1) * self->stride);
  self->length = 0;
}

gsize
fw_floor_table_get_length (FwFloorTable *self)
{
  return self->length;
}

static int
compare_keys (const void *a, const void *b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

void
fw_floor_sort_keys (guint64 *keys, gsize n)
{
  g_autofree guint64 *spare = NULL;
  guint64 *from = keys, *to;

  if (n < RADIX_LEAST)
    {
      qsort (keys, n, sizeof *keys, compare_keys);
      return;
    }

  spare = g_new (guint64, n);
  to = spare;
  for (guint shift = 0; shift < 64; shift += RADIX_BITS)
    {
      gsize counts[1 << RADIX_BITS] = { 0 }, sum = 0;
      guint64 *swap;

      for (gsize i = 0; i < n; i++)
        counts[(from[i] >> shift) & 0xff]++;
      for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
        {
          gsize count = counts[i];

          counts[i] = sum;
          sum += count;
        }
      for (gsize i = 0; i < n; i++)
        to[counts[(from[i] >> shift) & 0xff]++] = from[i];
      swap = from;
      from = to;
      to = swap;
    }
  /* Eight passes: the sorted keys are where they came from. */
}

guint64 *
fw_floor_table_list_keys (FwFloorTable *self)
{
  guint64 *keys = g_new (guint64, MAX (self->length, 1));
  gsize n = 0;

  for (gsize i = 0; i <= self->mask; i++)
    if (*get_key (self, i) != 0)
      keys[n++] = *get_key (self, i);

  fw_floor_sort_keys (keys, n);
  return keys;
}
