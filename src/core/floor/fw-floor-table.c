/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-floor-table.h"

#include <string.h>

struct _FwFloorTable
{
  guint64 *keys;
  guint8 *values; /* value_size bytes a place; NULL for a set */
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
  self->mask = FIRST_PLACES - 1;
  self->keys = g_new0 (guint64, FIRST_PLACES);
  if (value_size > 0)
    self->values = g_malloc0 (FIRST_PLACES * value_size);
  return self;
}

void
fw_floor_table_free (FwFloorTable *self)
{
  if (self == NULL)
    return;

  g_free (self->keys);
  g_free (self->values);
  g_free (self);
}

static inline gpointer
get_value (FwFloorTable *self, gsize place)
{
  return self->values != NULL ? self->values + place * self->value_size
                              : (guint8 *) &self->keys[place];
}

static inline gsize
find_place (FwFloorTable *self, guint64 key)
{
  gsize place = key & self->mask;

  while (self->keys[place] != 0 && self->keys[place] != key)
    place = (place + 1) & self->mask;
  return place;
}

static void
resize (FwFloorTable *self, gsize places)
{
  g_autofree guint64 *keys = self->keys;
  g_autofree guint8 *values = self->values;
  gsize old_places = self->mask + 1;

  self->keys = g_new0 (guint64, places);
  self->values = self->value_size > 0 ? g_malloc0 (places * self->value_size) : NULL;
  self->mask = places - 1;

  for (gsize i = 0; i < old_places; i++)
    {
      gsize place;

      if (keys[i] == 0)
        continue;
      place = find_place (self, keys[i]);
      self->keys[place] = keys[i];
      if (values != NULL)
        memcpy (get_value (self, place), values + i * self->value_size, self->value_size);
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
  return self->keys[place] != 0 ? get_value (self, place) : NULL;
}

gpointer
fw_floor_table_add (FwFloorTable *self, guint64 key, gboolean *added)
{
  gsize place = find_place (self, key);

  g_assert (key != 0);
  *added = self->keys[place] == 0;
  if (!*added)
    return get_value (self, place);

  if ((self->length + 1) * 8 > (self->mask + 1) * 5)
    {
      resize (self, (self->mask + 1) * 2);
      place = find_place (self, key);
    }
  self->keys[place] = key;
  self->length++;
  if (self->values != NULL)
    memset (get_value (self, place), 0, self->value_size);
  return get_value (self, place);
}

/* Those behind the hole move up, so that no search ends too early and no tombstones gather. */
void
fw_floor_table_remove (FwFloorTable *self, guint64 key)
{
  gsize hole = find_place (self, key);

  if (self->keys[hole] == 0)
    return;

  self->length--;
  for (gsize next = (hole + 1) & self->mask; self->keys[next] != 0; next = (next + 1) & self->mask)
    {
      gsize home = self->keys[next] & self->mask;

      if (((next - home) & self->mask) < ((next - hole) & self->mask))
        continue;
      self->keys[hole] = self->keys[next];
      if (self->values != NULL)
        memcpy (get_value (self, hole), get_value (self, next), self->value_size);
      hole = next;
    }
  self->keys[hole] = 0;
}

void
fw_floor_table_filter (FwFloorTable *self, FwFloorKeep keep, gpointer user_data)
{
  FwFloorTable *kept = fw_floor_table_new (self->value_size);
  FwFloorTable emptied;

  for (gsize i = 0; i <= self->mask; i++)
    {
      gboolean added;

      if (self->keys[i] == 0 || !keep (get_value (self, i), user_data))
        continue;
      memcpy (fw_floor_table_add (kept, self->keys[i], &added), get_value (self, i),
              self->value_size);
    }

  emptied = *self;
  *self = *kept;
  *kept = emptied;
  fw_floor_table_free (kept);
}

void
fw_floor_table_clear (FwFloorTable *self)
{
  memset (self->keys, 0, (self->mask + 1) * sizeof (guint64));
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
    if (self->keys[i] != 0)
      keys[n++] = self->keys[i];

  fw_floor_sort_keys (keys, n);
  return keys;
}
