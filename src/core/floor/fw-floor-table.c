/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-floor-table.h"

#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

/* Key and value lie side by side: a look-up in a large table costs one cache miss, not two. */
struct _FwFloorTable
{
  guint8 *places; /* stride bytes each: the key, then the value; of allocate_places() */
  gsize stride;
  gsize value_size;
  gsize mask; /* places - 1; a power of two less one */
  gsize length;
};

#define FIRST_PLACES 16
/* A table that became this much too large when it was filtered is made smaller. */
#define SPARSE 16
#define HUGE_PAGE (2u << 20)
#define VISIT_AHEAD 16
#define RADIX_BITS 8
/* Below this a comparison sort is faster than eight counting passes. */
#define RADIX_LEAST 512

/* Look-ups go anywhere in it, so a large table asks for large pages: with small ones nearly every
 * look-up misses the processor's table of pages too. Written, not left to calloc(), whose pages
 * would fault twice, once read and once written. */
static guint8 *
allocate_places (gsize places, gsize stride)
{
  const gsize size = places * stride, alignment = size >= HUGE_PAGE ? HUGE_PAGE : 64;
  void *memory = NULL;

  if (posix_memalign (&memory, alignment, size) != 0)
    g_error ("no memory for %" G_GSIZE_FORMAT " places of a table", places);
#ifdef __linux__
  if (size >= HUGE_PAGE)
    madvise (memory, size, MADV_HUGEPAGE);
#endif
  return memset (memory, 0, size);
}

FwFloorTable *
fw_floor_table_new (gsize value_size)
{
  FwFloorTable *self = g_new0 (FwFloorTable, 1);

  self->value_size = value_size;
  self->stride = sizeof (guint64) + (value_size + 7) / 8 * 8;
  self->mask = FIRST_PLACES - 1;
  self->places = allocate_places (FIRST_PLACES, self->stride);
  return self;
}

void
fw_floor_table_free (FwFloorTable *self)
{
  if (self == NULL)
    return;

  free (self->places);
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
  guint8 *old = self->places;
  gsize old_places = self->mask + 1;

  self->places = allocate_places (places, self->stride);
  self->mask = places - 1;
  for (gsize i = 0; i < old_places; i++)
    {
      guint64 *key = (guint64 *) (old + i * self->stride);

      if (*key != 0)
        memcpy (get_key (self, find_place (self, *key)), key, self->stride);
    }
  free (old);
}

static gsize
count_places (gsize n)
{
  gsize places = FIRST_PLACES;

  while (n * 8 > places * 5)
    places *= 2;
  return places;
}

static void
fit (FwFloorTable *self)
{
  resize (self, count_places (2 * self->length));
}

void
fw_floor_table_reserve (FwFloorTable *self, gsize n)
{
  gsize places = count_places (n);

  if (places > self->mask + 1)
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

/* In place, from behind a free place once around: a run is then gone through from its beginning, so
 * that what is kept moves up at most. */
void
fw_floor_table_filter (FwFloorTable *self, FwFloorKeep keep, gpointer user_data)
{
  gsize start = 0;

  while (*get_key (self, start) != 0)
    start++; /* at most 5 of 8 places are taken */
  for (gsize i = 1; i <= self->mask; i++)
    {
      const gsize place = (start + i) & self->mask;
      const guint64 key = *get_key (self, place);
      gsize to;

      if (key == 0)
        continue;
      *get_key (self, place) = 0;
      if (!keep (get_value (self, place), user_data))
        {
          self->length--;
          continue;
        }
      to = find_place (self, key);
      if (to != place)
        memcpy (get_value (self, to), get_value (self, place), self->value_size);
      *get_key (self, to) = key;
    }

  if (self->mask + 1 > MAX (FIRST_PLACES, SPARSE * self->length))
    fit (self);
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

void
fw_floor_table_visit (FwFloorTable *self, FwFloorVisit visit, gpointer user_data)
{
  const gsize n = self->length;
  g_autofree guint64 *keys = fw_floor_table_list_keys (self);

  for (gsize i = 0; i < n; i++)
    {
      if (i + VISIT_AHEAD < n)
        fw_floor_table_prefetch (self, keys[i + VISIT_AHEAD]);
      visit (keys[i], fw_floor_table_find (self, keys[i]), user_data);
    }
}

void
fw_floor_table_scan (FwFloorTable *self, FwFloorVisit visit, gpointer user_data)
{
  for (gsize i = 0; i <= self->mask; i++)
    if (*get_key (self, i) != 0)
      visit (*get_key (self, i), get_value (self, i), user_data);
}
