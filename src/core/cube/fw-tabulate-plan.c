/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-tabulate-private.h"

#define MAX_DENSE_BYTES (16u << 20) /* of them only what is used is touched */
#define ALWAYS_DENSE 65536

/* ---- the terms of one segment ---- */

static guint32 *
resize_lut (FwTabulateRange *axis, guint n)
{
  if (n > axis->n_lut)
    {
      axis->lut = g_renew (guint32, axis->lut, n);
      axis->n_lut = n;
    }
  return axis->lut;
}

/* Codes outside of the range belong to rows that the query leaves out. */
static guint32
place_code (const FwTabulateRange *axis, guint code)
{
  return code < axis->low ? 0 : MIN (code - axis->low, axis->size - 1);
}

static void
add_column (FwTabulateTable *self,
            const FwTabulateRange *axis,
            const FwSegment *segment,
            const FwCodePlace *place)
{
  const FwColumn *column = &segment->columns[place->column];

  if (column->width == 0)
    self->base += axis->lut[0] * axis->stride;
  else
    self->terms[self->n_terms++] = (FwTabulateTerm){
      .codes = { column->data, column->width, place->shift, place->mask },
      .lut = axis->lut,
      .stride = axis->stride,
    };
}

static gboolean
is_uniform (const FwDerivedTable *table)
{
  for (guint i = 1; i < table->n_levels; i++)
    if (table->levels[i] != table->levels[0])
      return FALSE;
  return table->n_levels > 0;
}

static void
add_derived (FwTabulateTable *self, FwTabulateRange *axis, const FwSegment *segment)
{
  const FwDerived *derived = axis->of.derived;
  FwColumnName column = derived->by == FW_DERIVED_BY_AGENT       ? FW_COLUMN_AGENT
                        : derived->by == FW_DERIVED_BY_HALF_HOUR ? FW_COLUMN_HALF_HOUR
                        : derived->by == FW_DERIVED_BY_FLAGS     ? FW_COLUMN_FLAGS
                                                                 : FW_N_COLUMNS;

  fw_derived_table_fill (&axis->table, derived, segment);
  if (column == FW_N_COLUMNS)
    {
      self->terms[self->n_terms++] =
          (FwTabulateTerm){ .stride = axis->stride, .table = &axis->table };
      return;
    }

  if (is_uniform (&axis->table)) /* a day, a weekday */
    {
      self->base += axis->table.levels[0] * axis->stride;
      return;
    }
  resize_lut (axis, axis->table.n_levels);
  for (guint i = 0; i < axis->table.n_levels; i++)
    axis->lut[i] = axis->table.levels[i];
  add_column (self, axis, segment, &(FwCodePlace){ column, 0, 0xffff });
}

static void
add_dimension (FwTabulateTable *self, FwTabulateRange *axis, const FwSegment *segment)
{
  FwDimension dimension = axis->of.dimension;
  const FwCodePlace *place = fw_segment_get_place (dimension);
  guint n = segment->high[dimension] + 1u;

  if (place == NULL)
    {
      self->base += place_code (axis, segment->key.site) * axis->stride;
      return;
    }

  resize_lut (axis, n);
  for (guint i = 0; i < n; i++)
    axis->lut[i] = place_code (axis, i);
  add_column (self, axis, segment, place);
}

void
fw_tabulate_table_enter (FwTabulateTable *self, const FwSegment *segment)
{
  self->n_terms = 0;
  self->base = 0;
  for (guint i = 0; i < self->n_axes; i++)
    if (self->axes[i].size == 1)
      continue;
    else if (self->axes[i].of.derived != NULL)
      add_derived (self, &self->axes[i], segment);
    else
      add_dimension (self, &self->axes[i], segment);
}

/* ---- layout ---- */

static void
measure_axis (FwTabulateRange *axis, const FwQuery *ranges, guint n_ranges)
{
  FwDimension dimension = axis->of.dimension;
  guint low = G_MAXUINT, high = 0;

  if (axis->of.derived != NULL)
    {
      axis->low = 0;
      axis->size = MAX (axis->of.derived->n_levels, 1);
      return;
    }
  for (guint r = 0; r < n_ranges; r++)
    for (guint i = 0; i < ranges[r].segments->len; i++)
      {
        const FwSegment *segment = g_ptr_array_index (ranges[r].segments, i);
        gboolean is_site = dimension == FW_DIMENSION_SITE;

        if (segment->n_rows == 0)
          continue;
        low = MIN (low, is_site ? segment->key.site : segment->low[dimension]);
        high = MAX (high, is_site ? segment->key.site : segment->high[dimension]);
      }
  if (dimension == FW_DIMENSION_OUTCOME || dimension == FW_DIMENSION_TRANSFER)
    {
      low = 0;
      high = dimension == FW_DIMENSION_OUTCOME ? FW_N_OUTCOMES - 1 : FW_N_TRANSFERS - 1;
    }
  axis->low = MIN (low, high);
  axis->size = high - axis->low + 1;
}

gboolean
fw_tabulate_table_lay_out (FwTabulateTable *self,
                           const FwTabulatePlan *of,
                           FwTallyForm form,
                           const FwQuery *ranges,
                           guint n_ranges)
{
  const gsize size = (form == FW_TALLY_MEAN ? sizeof (FwTally) : sizeof (guint64)) * 2;
  guint64 n_rows = 0;

  self->most_places = of->most_leaves > 0 ? of->most_leaves : FW_TABULATE_MOST_LEAVES;
  self->n_axes = of->n_axes;
  self->n_keys = 1;
  for (gint i = (gint) of->n_axes - 1; i >= 0; i--)
    {
      FwTabulateRange *axis = &self->axes[i];

      axis->of = of->axes[i];
      measure_axis (axis, ranges, n_ranges);
      axis->stride = self->n_keys;
      if (__builtin_mul_overflow (self->n_keys, axis->size, &self->n_keys))
        return FALSE;
    }

  for (guint r = 0; r < n_ranges; r++)
    for (guint i = 0; i < ranges[r].segments->len; i++)
      n_rows += ((const FwSegment *) g_ptr_array_index (ranges[r].segments, i))->n_rows;
  self->sparse = self->n_keys > MAX_DENSE_BYTES / size ||
                 (self->n_keys > ALWAYS_DENSE && self->n_keys > 2 * n_rows);
  for (guint side = 0; !self->sparse && side < FW_TABULATE_SIDES; side++)
    if (form == FW_TALLY_MEAN)
      self->tallies[side] = g_new0 (FwTally, self->n_keys);
    else
      self->packed[side] = g_new0 (guint64, self->n_keys);
  return TRUE;
}

void
fw_tabulate_table_clear (FwTabulateTable *self)
{
  for (guint i = 0; i < self->n_axes; i++)
    {
      g_free (self->axes[i].lut);
      fw_derived_table_clear (&self->axes[i].table);
    }
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    {
      g_free (self->packed[side]);
      g_free (self->tallies[side]);
    }
  g_free (self->keys);
  fw_table_clear (&self->numbers);
}
