/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-ask.h"

#include <string.h>

#define REJECTED G_MAXUINT64
/* Of a run: 32-bit counters; squares of seconds that would have to be of three days throughout to
 * overflow. */
#define MAX_CORE_ROWS G_MAXUINT32
#define MAX_ROWS (1u << 20)

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
  gboolean few = ask->range.n_levels == 0;

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
           gboolean mature,
           guint64 base)
{
  FwCubeLevel level = ask->query->level;
  guint64 keys[2][256];
  guint cell = table->first;

  fill_keys (ask, segment, table, 0, keys[0]);
  fill_keys (ask, segment, table, 1, keys[1]);
  for (guint i = 0; i < ask->groups.n_axes; i++)
    if (ask->groups.axes[i].dimension == FW_DIMENSION_SITE)
      base += (segment->key.site - ask->groups.axes[i].low) * ask->groups.axes[i].stride;

  for (guint a = 0; a < table->size[0]; a++)
    for (guint b = 0; b < table->size[1]; b++, cell++)
      if (keys[0][a] != REJECTED && keys[1][b] != REJECTED &&
          !fw_pairs_is_empty (pairs, cell, level))
        fw_pairs_add (pairs, cell, level, mature,
                      fw_groups_get (&ask->groups, base + keys[0][a] + keys[1][b]));
}

/* ---- runs of days ---- */

void
fw_ask_finish_pairs (FwAsk *ask)
{
  FwPairRun *run = &ask->run;
  const FwPairs *pairs = run->sums != NULL ? run->sums : run->pairs;

  if (run->segment == NULL)
    return;

  add_cells (ask, run->segment, pairs, run->sums != NULL ? run->sums->tables : run->table,
             run->mature, run->bucket * ask->groups.inner);
  g_clear_pointer (&run->sums, fw_pairs_free);
  run->segment = NULL;
}

static gboolean
has_same_shape (const FwPairTable *a, const FwPairTable *b)
{
  return memcmp (a, b, G_STRUCT_OFFSET (FwPairTable, first)) == 0;
}

/* Days nearly always have the same tables in the same order. */
static const FwPairTable *
find_table (const FwAsk *ask, const FwPairs *pairs)
{
  const FwPairRun *run = &ask->run;

  if (run->segment != NULL)
    {
      gsize i = (gsize) (run->table - run->pairs->tables);

      if (i < pairs->n_tables && has_same_shape (&pairs->tables[i], run->table))
        return &pairs->tables[i];
    }

  return fw_pairs_find (pairs, ask->dimensions[0], ask->dimensions[1]);
}

static gboolean
extends_run (const FwAsk *ask, const FwPairRun *next)
{
  const FwPairRun *run = &ask->run;
  guint64 n_rows = next->pairs->n_rows;

  if (run->segment == NULL || ask->groups.bucket == FW_BUCKET_HALF_HOUR)
    return FALSE;

  n_rows += run->sums != NULL ? run->sums->n_rows : run->pairs->n_rows;
  return run->segment->key.site == next->segment->key.site && run->bucket == next->bucket &&
         run->mature == next->mature && has_same_shape (run->table, next->table) &&
         n_rows <= (ask->query->level == FW_CUBE_CORE ? MAX_CORE_ROWS : MAX_ROWS);
}

static FwPairs *
make_sums (const FwPairTable *table)
{
  FwPairs *sums = g_new0 (FwPairs, 1);

  sums->n_tables = 1;
  sums->tables[0] = *table;
  sums->tables[0].first = 0;
  sums->n_cells = (guint) table->size[0] * table->size[1];
  if (!fw_pairs_allocate (sums))
    g_error ("No memory for the sums of some days");

  return sums;
}

static void
add_to_run (FwAsk *ask, const FwPairRun *next)
{
  FwPairRun *run = &ask->run;
  FwCubeLevel level = ask->query->level;

  if (!extends_run (ask, next))
    {
      fw_ask_finish_pairs (ask);
      *run = *next;
      return;
    }

  if (run->sums == NULL)
    {
      run->sums = make_sums (run->table);
      fw_pairs_add_table (run->sums, run->pairs, run->table, level);
    }
  fw_pairs_add_table (run->sums, next->pairs, next->table, level);
}

gboolean
fw_ask_pairs (FwAsk *ask, FwSegment *segment, gint64 border)
{
  FwPairRun next = { .segment = segment, .mature = border >= segment->last };

  if (!segment->sealed || ask->query->avoid_pairs || !fw_query_covers (&ask->range, segment))
    return FALSE;
  if (ask->query->level == FW_CUBE_ALL && !next.mature && border >= segment->first)
    return FALSE;
  if (!ask->has_dimensions)
    {
      ask->few_dimensions = find_dimensions (ask, ask->dimensions);
      ask->has_dimensions = TRUE;
    }
  if (!ask->few_dimensions)
    return FALSE;

  next.pairs = fw_cube_ensure_pairs (ask->range.cube, segment);
  next.table = find_table (ask, next.pairs);
  if (next.table == NULL)
    return FALSE;

  if (ask->groups.bucket != FW_BUCKET_HALF_HOUR)
    next.bucket = fw_groups_find_bucket (&ask->groups, ask->range.cube, segment, 0);
  add_to_run (ask, &next);
  return TRUE;
}
