/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-pairs.h"

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

static guint
get_low (const FwSegment *segment, FwDimension dimension)
{
  return dimension == FW_DIMENSION_OUTCOME || dimension == FW_DIMENSION_TRANSFER ||
                 dimension == FW_DIMENSION_TENURE
             ? 0
             : segment->low[dimension];
}

static guint
get_size (const FwSegment *segment, FwDimension dimension)
{
  switch ((guint) dimension)
    {
    case FW_DIMENSION_OUTCOME:
      return FW_N_OUTCOMES;
    case FW_DIMENSION_TRANSFER:
      return FW_N_TRANSFERS;
    case FW_DIMENSION_TENURE:
      return FW_N_TENURE_BANDS;
    case FW_N_DIMENSIONS:
      return 1;
    default:
      return segment->high[dimension] - segment->low[dimension] + 1u;
    }
}

static void
add_table (FwPairs *self, const FwSegment *segment, FwDimension a, FwDimension b)
{
  guint size_a = get_size (segment, a), size_b = get_size (segment, b);
  guint n = size_a * size_b;

  if (size_a > MAX_SIZE || size_b > MAX_SIZE || self->n_tables == FW_PAIRS_MAX_TABLES ||
      (self->n_cells + n) * ROWS_PER_CELL > segment->n_rows)
    return;

  self->tables[self->n_tables++] = (FwPairTable){
    .dimensions = { a, b },
    .low = { (guint16) get_low (segment, a),
             b == FW_N_DIMENSIONS ? 0 : (guint16) get_low (segment, b) },
    .size = { (guint16) size_a, (guint16) size_b },
    .first = self->n_cells,
  };
  self->n_cells += n;
}

FwPairs *
fw_pairs_choose (const FwSegment *segment)
{
  FwPairs *self = g_new0 (FwPairs, 1);

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
  self->core = g_try_new0 (FwCoreSums, MAX (self->n_cells, 1));
  self->rest = g_try_new0 (FwPairRest, MAX (self->n_cells, 1));
  return self->core != NULL && self->rest != NULL;
}

void
fw_pairs_free (FwPairs *self)
{
  if (self == NULL)
    return;

  g_free (self->core);
  g_free (self->rest);
  g_free (self);
}

/* ---- making ---- */

/* A column's values as they are added to the group: the same thing as the luts of a question. */
static void
add_term (FwPass *pass, const FwSegment *segment, const FwPairTable *table, guint i, guint32 *lut)
{
  FwDimension dimension = table->dimensions[i];
  FwColumnName name = fw_query_get_column (dimension);
  const FwColumn *column = &segment->columns[name == FW_N_COLUMNS ? FW_COLUMN_FLAGS : name];
  guint stride = i == 0 ? table->size[1] : 1;
  guint n = table->low[i] + table->size[i];

  if (name == FW_N_COLUMNS)
    for (guint flags = 0; flags < 256; flags++)
      lut[flags] =
          stride * (dimension == FW_DIMENSION_OUTCOME ? MIN (flags & 7, FW_N_OUTCOMES - 1)
                                                      : MIN (flags >> 3 & 3, FW_N_TRANSFERS - 1));
  else if (dimension == FW_DIMENSION_TENURE && segment->tenures != NULL)
    {
      column = &segment->columns[FW_COLUMN_AGENT];
      for (guint agent = 0; agent < segment->n_tenures; agent++)
        lut[agent] = stride * (MAX (segment->tenures[agent], 1) - 1u);
    }
  else
    for (guint code = table->low[i]; code < n; code++)
      lut[code] = stride * (code - table->low[i]);

  if (column->width == 0)
    pass->base += lut[0];
  else
    pass->terms[pass->n_terms++] = (FwPassTerm){ column->data, column->width, lut };
}

static void
fold (FwPairs *self, const FwPairTable *table, FwNarrow *narrow, FwAside *aside)
{
  guint n = table->size[0] * table->size[1];

  for (guint i = 0; i < n; i++)
    {
      FwCoreSums *core = &self->core[table->first + i];
      FwPairRest *rest = &self->rest[table->first + i];

      for (guint lane = 0; lane < 8; lane++)
        {
          core->counts[lane] += narrow[i].core[lane];
          rest->lanes[lane] += narrow[i].rest[lane];
        }
      core->handling_ms += narrow[i].handling_ms;
      rest->wait_ms += narrow[i].wait_ms;
      rest->handling_square += narrow[i].handling_square;
      rest->wait_square += narrow[i].wait_square;
      rest->aside.given += aside[i].given;
      rest->aside.promoters += aside[i].promoters;
      rest->aside.detractors += aside[i].detractors;
      rest->aside.wait_unknown += aside[i].wait_unknown;
    }
  memset (narrow, 0, n * sizeof *narrow);
  memset (aside, 0, n * sizeof *aside);
}

static void
fill_table (FwPairs *self, const FwSegment *segment, const FwPairTable *table, guint32 *luts[2])
{
  FwPass pass = { .segment = segment, .last = G_MAXUINT32, .level = FW_CUBE_ALL };
  guint n = table->size[0] * table->size[1], n_unfolded = 0;
  g_autofree FwAside *aside = g_new0 (FwAside, n);
  FwNarrow *narrow = g_aligned_alloc0 (n, sizeof *narrow, sizeof *narrow);
  guint32 groups[FW_BLOCK_ROWS];
  FwPassIter iter;

  for (guint i = 0; i < 2 && table->dimensions[i] != FW_N_DIMENSIONS; i++)
    add_term (&pass, segment, table, i, luts[i]);

  fw_pass_iter_init (&iter, &pass);
  while (fw_pass_iter_next (&iter))
    {
      fw_pass_group (&iter, groups);
      if (n_unfolded + iter.n > FW_NARROW_ROWS)
        {
          fold (self, table, narrow, aside);
          n_unfolded = 0;
        }
      fw_pass_count_narrow (&iter, groups, narrow, narrow);
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
  guint32 *luts[2] = { g_new0 (guint32, 65536), g_new0 (guint32, 65536) };

  if (!fw_pairs_allocate (self))
    g_error ("No memory for the sums of a day");
  for (guint i = 0; i < self->n_tables; i++)
    fill_table (self, segment, &self->tables[i], luts);

  g_free (luts[0]);
  g_free (luts[1]);
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
  const FwCoreSums *core = &self->core[cell];
  const FwPairRest *rest = &self->rest[cell];

  sums->offered += core->counts[0];
  sums->answered += core->counts[1];
  sums->answered_in_target += core->counts[2];
  sums->handled += core->counts[3];
  sums->rated += core->counts[4];
  sums->satisfied += core->counts[5];
  sums->resolution_known += core->counts[6];
  sums->resolved += core->counts[7];
  sums->handling_ms += core->handling_ms;
  sums->wait_unknown += rest->aside.wait_unknown;
  if (level == FW_CUBE_CORE)
    return;

  fw_pass_add_rest (rest->lanes, mature, sums);
  sums->wait_ms += rest->wait_ms;
  sums->handling_square_s += (double) rest->handling_square / 256;
  sums->wait_square_s += (double) rest->wait_square / 256;
  sums->nps_given += rest->aside.given;
  sums->promoters += rest->aside.promoters;
  sums->detractors += rest->aside.detractors;
}
