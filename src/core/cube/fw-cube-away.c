/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A cube that is made beside the running one and asked for nothing but its digest need not be in
 * memory at once: days that were not touched lately lie on a shelf, as they would be stored.
 */
#include "core/cube/fw-cube-private.h"
#include "core/cube/fw-pairs.h"

#define A_SLOT (sizeof (guint64) + sizeof (guint32)) /* of an FwTable */
#define A_HEAD 2048

static gsize
get_size (const FwSegment *segment)
{
  gsize size = A_HEAD + segment->times->len * sizeof (FwAgentTime) +
               (segment->responses != NULL ? segment->responses->len * sizeof (FwResponse) : 0) +
               (gsize) (segment->time_index.n_slots + segment->key_index.n_slots +
                        segment->response_index.n_slots) *
                   A_SLOT;

  for (guint i = 0; i < FW_N_COLUMNS; i++)
    size += (gsize) segment->columns[i].width * segment->n_allocated;
  return size;
}

void
fw_cube_set_shelf (FwCube *self, const FwCubeShelf *shelf, gsize most_bytes)
{
  g_return_if_fail (self != NULL && shelf != NULL && shelf->put != NULL && shelf->get != NULL);

  self->shelf = *shelf;
  self->most_bytes = most_bytes;
}

gboolean
fw_cube_is_whole (FwCube *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !self->broken;
}

/* What did not change since it was brought back lies there still. */
static gboolean
put (FwCube *self, FwSegment *segment)
{
  g_autoptr (GBytes) bytes = NULL;

  if (segment->place.length > 0 && !segment->dirty)
    return TRUE;

  bytes = fw_cube_encode (self, &segment->key);
  return self->shelf.put (bytes, &segment->place, self->shelf.user_data);
}

/* Returns: FALSE where the shelf took nothing: then it stays. */
static gboolean
put_away (FwCube *self, FwSegment *segment)
{
  FwSegment *trace;

  if (!put (self, segment))
    {
      self->broken = TRUE;
      return FALSE;
    }
  trace = fw_segment_new (&segment->key, segment->from);
  trace->place = segment->place;
  trace->used = segment->used;
  trace->away = TRUE;
  fw_cube_insert_segment (self, trace);
  return TRUE;
}

FwSegment *
fw_cube_bring_back (FwCube *self, FwSegment *trace)
{
  const FwSegmentKey key = trace->key;
  const FwCubePlace place = trace->place;
  g_autoptr (GBytes) bytes = self->shelf.get (&place, self->shelf.user_data);
  FwSegment *segment;

  trace->away = FALSE;
  if (bytes == NULL || !fw_cube_decode (self, &key, bytes, NULL))
    {
      self->broken = TRUE;
      return trace;
    }
  segment = self->segments->pdata[fw_cube_find_place (self, key.site, key.day)];
  segment->place = place;
  return segment;
}

typedef struct
{
  FwSegment *segment;
  gsize size;
} Held;

static int
compare_held (gconstpointer a, gconstpointer b)
{
  const Held *x = a, *y = b;

  return (x->segment->used > y->segment->used) - (x->segment->used < y->segment->used);
}

void
fw_cube_put_away (FwCube *self)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Held));
  gsize size = 0;

  g_return_if_fail (self != NULL && self->shelf.put != NULL);

  for (guint i = 0; i < self->segments->len; i++)
    {
      Held held = { self->segments->pdata[i], 0 };

      if (held.segment->away)
        continue;
      held.size = get_size (held.segment);
      size += held.size;
      g_array_append_val (all, held);
    }
  if (size <= self->most_bytes)
    return;

  /* To half of it, so that this is not done again for each row. */
  g_array_sort (all, compare_held);
  for (guint i = 0; i + 1 < all->len && size > self->most_bytes / 2; i++)
    {
      const Held *held = &g_array_index (all, Held, i);

      if (!put_away (self, held->segment))
        return;
      size -= held->size;
    }
}

guint64
fw_cube_count_contacts (FwCube *self)
{
  guint64 n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->segments->len; i++)
    {
      const FwSegment *segment = fw_cube_get_segment_at (self, i);
      const guint8 *counts = segment->columns[FW_COLUMN_COUNTS].data;

      for (guint32 row = 0; row < segment->n_rows; row++)
        n += (counts[row] & FW_COUNTS_OFFERED) != 0;
    }
  return n;
}
