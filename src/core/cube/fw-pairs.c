/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-pairs.h"

#include <stdlib.h>
#include <string.h>

#include "core/cube/fw-query.h"

#define MAX_SIZE 256    /* codes of a small dimension */
#define ROWS_PER_CELL 8 /* fewer, and a pass over the rows is as quick */

static const FwDimension small[] = { FW_DIMENSION_SHIFT,    FW_DIMENSION_CHANNEL,
                                     FW_DIMENSION_TENURE,   FW_DIMENSION_PRODUCT,
                                     FW_DIMENSION_TEAM,     FW_DIMENSION_QUEUE,
                                     FW_DIMENSION_OUTCOME,  FW_DIMENSION_TRANSFER,
                                     FW_DIMENSION_HALF_HOUR };
#define N_CROSSED 5 /* the first of them are crossed with each other */

static FwPairTable
lay_out (const FwSegment *segment, FwDimension a, FwDimension b)
{
  FwPairTable table = { .dimensions = { a, b }, .size = { 1, 1 } };

  for (guint i = 0; i < 2; i++)
    if (table.dimensions[i] != FW_N_DIMENSIONS)
      {
        table.low[i] = segment->low[table.dimensions[i]];
        table.size[i] =
            (guint16) MIN (segment->high[table.dimensions[i]] - table.low[i] + 1, G_MAXUINT16);
      }
  return table;
}

static void
add_table (FwPairs *self, const FwSegment *segment, FwDimension a, FwDimension b)
{
  FwPairTable table = lay_out (segment, a, b);
  guint n = (guint) table.size[0] * table.size[1];

  if (table.size[0] > MAX_SIZE || table.size[1] > MAX_SIZE ||
      self->n_tables == FW_PAIRS_MAX_TABLES ||
      (self->n_cells + n) * ROWS_PER_CELL > segment->n_rows)
    return;

  table.first = self->n_cells;
  self->tables[self->n_tables++] = table;
  self->n_cells += n;
}

FwPairs *
fw_pairs_choose (const FwSegment *segment)
{
  FwPairs *self = g_new0 (FwPairs, 1);

  self->n_rows = segment->n_rows;
  self->n_wait_unknown = segment->n_wait_unknown;
  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    add_table (self, segment, small[i], FW_N_DIMENSIONS);
  for (guint i = 0; i < N_CROSSED; i++)
    for (guint j = 0; j < i; j++)
      add_table (self, segment, small[i], small[j]);

  return self;
}

gboolean
fw_pairs_check_axis (const FwPairTable *table, guint i)
{
  switch ((guint) table->dimensions[i])
    {
    case FW_DIMENSION_OUTCOME:
      return table->low[i] == 0 && table->size[i] == FW_N_OUTCOMES;
    case FW_DIMENSION_TRANSFER:
      return table->low[i] == 0 && table->size[i] == FW_N_TRANSFERS;
    case FW_DIMENSION_TENURE:
      return table->low[i] == 0 && table->size[i] == FW_N_TENURE_BANDS;
    case FW_DIMENSION_HALF_HOUR:
      return table->low[i] + table->size[i] <= 256 && table->size[i] >= 1;
    case FW_N_DIMENSIONS:
      return i == 1 && table->low[i] == 0 && table->size[i] == 1;
    case FW_DIMENSION_TEAM:
    case FW_DIMENSION_SHIFT:
    case FW_DIMENSION_QUEUE:
    case FW_DIMENSION_CHANNEL:
    case FW_DIMENSION_PRODUCT:
      return table->size[i] >= 1 && table->size[i] <= MAX_SIZE &&
             table->low[i] + table->size[i] <= 65536;
    default:
      return FALSE;
    }
}

gboolean
fw_pairs_allocate (FwPairs *self)
{
  /* Not g_aligned_alloc(), which ends the program when memory is short. */
  gsize size = MAX (self->n_cells, 1) * sizeof *self->counts;

  self->counts = aligned_alloc (sizeof *self->counts, size);
  if (self->counts != NULL)
    memset (self->counts, 0, size);
  self->handling_ms = g_try_new0 (guint64, MAX (self->n_cells, 1));
  self->rest = g_try_new0 (FwPairRest, MAX (self->n_cells, 1));
  return self->counts != NULL && self->handling_ms != NULL && self->rest != NULL;
}

void
fw_pairs_free (FwPairs *self)
{
  if (self == NULL)
    return;

  free (self->counts);
  g_free (self->handling_ms);
  g_free (self->rest);
  g_free (self);
}

/* ---- making ---- */

static void
fold (FwPairs *self, const FwPairTable *table, FwNarrow *narrow, FwAside *aside)
{
  guint n = table->size[0] * table->size[1];

  for (guint i = 0; i < n; i++)
    {
      FwPairRest *rest = &self->rest[table->first + i];

      for (guint lane = 0; lane < 8; lane++)
        {
          self->counts[table->first + i][lane] += narrow[i].core[lane];
          rest->lanes[lane] += narrow[i].rest[lane];
        }
      self->handling_ms[table->first + i] += narrow[i].handling_ms;
      rest->wait_ms += narrow[i].wait_ms;
      rest->handling_square += narrow[i].handling_square;
      rest->wait_square += narrow[i].wait_square;
      fw_aside_add (&rest->aside, &aside[i]);
    }
  memset (narrow, 0, n * sizeof *narrow);
  memset (aside, 0, n * sizeof *aside);
}

static void
fill_table (FwPairs *self, const FwSegment *segment, const FwPairTable *table)
{
  FwPass pass = { .segment = segment, .last = G_MAXUINT32, .level = FW_CUBE_ALL };
  guint n = table->size[0] * table->size[1], n_unfolded = 0;
  g_autofree FwAside *aside = g_new0 (FwAside, n);
  FwNarrow *narrow = g_aligned_alloc0 (n, sizeof *narrow, sizeof *narrow);
  guint32 groups[FW_BLOCK_ROWS];
  FwPassIter iter;

  for (guint i = 0; i < 2 && table->dimensions[i] != FW_N_DIMENSIONS; i++)
    fw_pass_add_term (&pass, table->dimensions[i], table->low[i], i == 0 ? table->size[1] : 1);

  fw_pass_iter_init (&iter, &pass);
  while (fw_pass_iter_next (&iter))
    {
      fw_pass_group (&iter, groups);
      if (n_unfolded + iter.n > FW_NARROW_ROWS)
        {
          fold (self, table, narrow, aside);
          n_unfolded = 0;
        }
      fw_pass_count_narrow (&iter, groups, (FwNarrow *[]){ narrow, narrow, narrow, narrow });
      fw_pass_count_aside (&iter, groups, aside);
      n_unfolded += iter.n;
    }

  fold (self, table, narrow, aside);
  g_aligned_free (narrow);
}

FwPairs *
fw_pairs_make (const FwSegment *segment)
{
  FwPairs *self = fw_pairs_choose (segment);

  if (!fw_pairs_allocate (self))
    g_error ("No memory for the sums of a day");
  for (guint i = 0; i < self->n_tables; i++)
    fill_table (self, segment, &self->tables[i]);
  return self;
}

/* ---- using ---- */

const FwPairTable *
fw_pairs_find (const FwPairs *self, FwDimension a, FwDimension b)
{
  for (guint i = 0; i < self->n_tables; i++)
    {
      const FwPairTable *table = &self->tables[i];
      gboolean has_a =
          a == FW_N_DIMENSIONS || table->dimensions[0] == a || table->dimensions[1] == a;
      gboolean has_b =
          b == FW_N_DIMENSIONS || table->dimensions[0] == b || table->dimensions[1] == b;

      if (has_a && has_b)
        return table;
    }

  return NULL;
}

void
fw_pairs_add (const FwPairs *self, guint cell, FwCubeLevel level, gboolean mature, FwSums *sums)
{
  const FwPairRest *rest = &self->rest[cell];

  fw_pass_add_core ((const guint32 *) &self->counts[cell], self->handling_ms[cell], sums);
  if (self->n_wait_unknown > 0)
    sums->wait_unknown += rest->aside.wait_unknown;
  if (level == FW_CUBE_CORE)
    return;

  fw_pass_add_rest (rest->lanes, mature, sums);
  sums->wait_ms += rest->wait_ms;
  sums->handling_square_s += (double) rest->handling_square / 256;
  sums->wait_square_s += (double) rest->wait_square / 256;
  fw_pass_add_aside (&rest->aside, sums);
}

static inline __attribute__ ((always_inline)) void
add_rest (FwPairRest *sum, const FwPairRest *rest)
{
  for (guint lane = 0; lane < 8; lane++)
    sum->lanes[lane] += rest->lanes[lane];
  sum->wait_ms += rest->wait_ms;
  sum->handling_square += rest->handling_square;
  sum->wait_square += rest->wait_square;
  fw_aside_add (&sum->aside, &rest->aside);
}

FW_PASS_CLONED void
fw_pairs_add_table (FwPairs *self,
                    const FwPairs *other,
                    const FwPairTable *table,
                    FwCubeLevel level)
{
  const guint n = self->n_cells, first = table->first;
  FwCoreLanes *restrict counts = self->counts;
  guint64 *restrict handling_ms = self->handling_ms;

  for (guint i = 0; i < n; i++)
    counts[i] += other->counts[first + i];
  for (guint i = 0; i < n; i++)
    handling_ms[i] += other->handling_ms[first + i];
  if (level == FW_CUBE_ALL || other->n_wait_unknown > 0)
    for (guint i = 0; i < n; i++)
      add_rest (&self->rest[i], &other->rest[first + i]);

  self->n_rows += other->n_rows;
  self->n_wait_unknown += other->n_wait_unknown;
}
