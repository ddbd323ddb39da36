/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-ask.h"
#include "core/cube/fw-pairs.h"

#define REJECTED G_MAXUINT64

/* Returns: FALSE when there are more than two. */
static gboolean
note_dimension (FwDimension dimension, FwDimension found[2])
{
  if (dimension == FW_DIMENSION_SITE || found[0] == dimension || found[1] == dimension)
    return TRUE;
  if (found[0] == FW_N_DIMENSIONS)
    found[0] = dimension;
  else if (found[1] == FW_N_DIMENSIONS)
    found[1] = dimension;
  else
    return FALSE;

  return TRUE;
}

static gboolean
find_dimensions (const FwAsk *ask, FwDimension found[2])
{
  gboolean few = TRUE;

  found[0] = found[1] = FW_N_DIMENSIONS;
  if (ask->groups.bucket == FW_BUCKET_HALF_HOUR)
    few = note_dimension (FW_DIMENSION_HALF_HOUR, found);
  for (guint i = 0; i < ask->groups.n_axes && few; i++)
    few = note_dimension (ask->groups.axes[i].dimension, found);
  for (guint i = 0; i < FW_N_DIMENSIONS && few; i++)
    if (ask->range.allow[i] != NULL)
      few = note_dimension ((FwDimension) i, found);

  return few;
}

/* Sums are made by whoever first asks for them, be it while others read. */
const FwPairs *
fw_cube_ensure_pairs (FwCube *cube, FwSegment *segment)
{
  FwPairs *pairs = g_atomic_pointer_get (&segment->pairs);

  if (pairs != NULL)
    return pairs;

  g_mutex_lock (&cube->pairs_mutex);
  if (segment->pairs == NULL)
    g_atomic_pointer_set (&segment->pairs, fw_pairs_make (segment));
  pairs = segment->pairs;
  g_mutex_unlock (&cube->pairs_mutex);
  return pairs;
}

/* What each code of one dimension of a table adds to the key, REJECTED where a filter does not want
 * it. */
static void
fill_keys (FwAsk *ask, const FwSegment *segment, const FwPairTable *table, guint i, guint64 *keys)
{
  FwDimension dimension = table->dimensions[i];

  for (guint slot = 0; slot < table->size[i]; slot++)
    {
      guint code = table->low[i] + slot;

      keys[slot] = 0;
      if (dimension == FW_N_DIMENSIONS)
        continue;
      if (!fw_query_allows (&ask->range, dimension, (guint16) code))
        {
          keys[slot] = REJECTED;
          continue;
        }

      for (guint axis = 0; axis < ask->groups.n_axes; axis++)
        if (ask->groups.axes[axis].dimension == dimension)
          keys[slot] += (code - ask->groups.axes[axis].low) * ask->groups.axes[axis].stride;
      if (dimension == FW_DIMENSION_HALF_HOUR && ask->groups.bucket == FW_BUCKET_HALF_HOUR)
        keys[slot] += fw_groups_find_bucket (&ask->groups, ask->range.cube, segment, code) *
                      ask->groups.inner;
    }
}

static void
add_cells (FwAsk *ask,
           const FwSegment *segment,
           const FwPairs *pairs,
           const FwPairTable *table,
           gboolean mature)
{
  guint64 keys[2][256], base = 0;
  guint cell = table->first;

  fill_keys (ask, segment, table, 0, keys[0]);
  fill_keys (ask, segment, table, 1, keys[1]);
  for (guint i = 0; i < ask->groups.n_axes; i++)
    if (ask->groups.axes[i].dimension == FW_DIMENSION_SITE)
      base += (segment->key.site - ask->groups.axes[i].low) * ask->groups.axes[i].stride;
  if (ask->groups.bucket != FW_BUCKET_HALF_HOUR)
    base += fw_groups_find_bucket (&ask->groups, ask->range.cube, segment, 0) * ask->groups.inner;

  for (guint a = 0; a < table->size[0]; a++)
    for (guint b = 0; b < table->size[1]; b++, cell++)
      {
        const guint32 *counts = pairs->core[cell].counts;

        if (keys[0][a] == REJECTED || keys[1][b] == REJECTED ||
            counts[0] + pairs->rest[cell].lanes[FW_REST_UNKNOWN] == 0)
          continue;

        fw_pairs_add (pairs, cell, ask->query->level, mature,
                      fw_groups_get (&ask->groups, base + keys[0][a] + keys[1][b]));
      }
}

gboolean
fw_ask_pairs (FwAsk *ask, FwSegment *segment, gint64 border)
{
  const FwPairTable *table;
  const FwPairs *pairs;
  gboolean mature = border >= segment->last;

  if (!segment->sealed || ask->query->avoid_pairs || !fw_query_covers (&ask->range, segment))
    return FALSE;
  if (ask->query->level == FW_CUBE_ALL && !mature && border >= segment->first)
    return FALSE;
  if (!ask->has_dimensions)
    {
      ask->few_dimensions = find_dimensions (ask, ask->dimensions);
      ask->has_dimensions = TRUE;
    }
  if (!ask->few_dimensions)
    return FALSE;

  pairs = fw_cube_ensure_pairs (ask->range.cube, segment);
  table = fw_pairs_find (pairs, ask->dimensions[0], ask->dimensions[1]);
  if (table == NULL)
    return FALSE;

  add_cells (ask, segment, pairs, table, mature);
  return TRUE;
}
