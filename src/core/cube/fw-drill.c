/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-groups.h"
#include "core/cube/fw-pairs.h"
#include "core/fw-error.h"

#define MAX_CELLS 4000000

/* Cells lie with the last dimension running fastest; the last place of each dimension is "all". */
struct _FwCubeDrill
{
  FwAxis axes[FW_CUBE_DRILL_MAX];
  guint n_axes;
  guint64 n_cells;
  FwCoreSums *cells;
  guint32 *waits; /* (nullable): unknown waits of each cell; NULL where no contact has one */
};

static void
add_cell (FwCoreSums *sum, const FwCoreSums *cell)
{
  for (guint i = 0; i < 8; i++)
    sum->counts[i] += cell->counts[i];
  sum->handling_ms += cell->handling_ms;
}

/* Depth first, so that what is added up has just been touched. */
static void
roll_up (const FwCubeDrill *self, guint axis, FwCoreSums *cells)
{
  guint64 stride = self->axes[axis].stride;
  guint size = self->axes[axis].size;
  FwCoreSums *all = cells + size * stride;

  for (guint i = 0; i < size; i++)
    {
      FwCoreSums *part = cells + i * stride;

      if (axis + 1 < self->n_axes)
        roll_up (self, axis + 1, part);
      for (guint64 cell = 0; cell < stride; cell++)
        if (part[cell].counts[0] > 0)
          add_cell (&all[cell], &part[cell]);
    }
}

static void
roll_up_waits (const FwCubeDrill *self, guint axis, guint32 *waits)
{
  guint64 stride = self->axes[axis].stride;
  guint size = self->axes[axis].size;
  guint32 *all = waits + size * stride;

  for (guint i = 0; i < size; i++)
    {
      guint32 *part = waits + i * stride;

      if (axis + 1 < self->n_axes)
        roll_up_waits (self, axis + 1, part);
      for (guint64 cell = 0; cell < stride; cell++)
        all[cell] += part[cell];
    }
}

static const guint32 *
fill_tenure_lut (const FwAxis *axis, const FwSegment *segment, guint32 **lut)
{
  *lut = g_renew (guint32, *lut, segment->n_tenures);
  for (guint agent = 0; agent < segment->n_tenures; agent++)
    (*lut)[agent] = axis->lut[MAX (segment->tenures[agent], 1) - 1];

  return *lut;
}

static void
add_axis (FwPass *pass, const FwAxis *axis, guint32 **lut_agent)
{
  const FwSegment *segment = pass->segment;
  FwColumnName name = fw_query_get_column (axis->dimension);
  const FwColumn *column = &segment->columns[name == FW_N_COLUMNS ? FW_COLUMN_FLAGS : name];
  const guint32 *lut = axis->lut;

  if (axis->dimension == FW_DIMENSION_SITE)
    {
      pass->base += lut[segment->key.site];
      return;
    }
  if (axis->dimension == FW_DIMENSION_TENURE && segment->tenures != NULL)
    {
      column = &segment->columns[FW_COLUMN_AGENT];
      lut = fill_tenure_lut (axis, segment, lut_agent);
    }

  if (column->width == 0)
    pass->base += lut[0];
  else
    pass->terms[pass->n_terms++] = (FwPassTerm){ column->data, column->width, lut };
}

static void
fill_segment (FwCubeDrill *self, FwQuery *range, const FwSegment *segment, guint32 **lut_agent)
{
  FwPass pass = { .level = FW_CUBE_CORE };
  FwPassIter iter;
  guint32 groups[FW_BLOCK_ROWS];

  if (!fw_query_prepare (range, segment, &pass))
    return;

  for (guint i = 0; i < self->n_axes; i++)
    add_axis (&pass, &self->axes[i], lut_agent);
  fw_pass_iter_init (&iter, &pass);
  while (fw_pass_iter_next (&iter))
    {
      fw_pass_group (&iter, groups);
      fw_pass_count_core (&iter, groups, self->cells);
      if (segment->n_wait_unknown > 0)
        fw_pass_count_waits (&iter, groups, self->waits);
    }
}

static gboolean
lay_out (FwCubeDrill *self, const FwQuery *range, const FwDimension *dimensions)
{
  self->n_cells = 1;
  for (gint i = (gint) self->n_axes - 1; i >= 0; i--)
    {
      self->axes[i].dimension = dimensions[i];
      fw_axis_measure (&self->axes[i], range);
      self->axes[i].stride = self->n_cells;
      self->n_cells *= self->axes[i].size + 1u;
      if (self->n_cells > MAX_CELLS)
        return FALSE;
    }
  for (guint i = 0; i < self->n_axes; i++)
    fw_axis_fill_lut (&self->axes[i], FALSE);

  self->cells = g_new0 (FwCoreSums, self->n_cells);
  for (guint i = 0; i < range->segments->len && self->waits == NULL; i++)
    if (((const FwSegment *) g_ptr_array_index (range->segments, i))->n_wait_unknown > 0)
      self->waits = g_new0 (guint32, self->n_cells);
  return TRUE;
}

FwCubeDrill *
fw_cube_drill (FwCube *self,
               const FwCubeQuery *query,
               const FwDimension *dimensions,
               guint n_dimensions,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (FwCubeDrill) drill = NULL;
  g_autofree guint32 *lut_agent = NULL;
  FwQuery range;
  gboolean done;

  g_return_val_if_fail (self != NULL && query != NULL, NULL);
  g_return_val_if_fail (n_dimensions >= 1 && n_dimensions <= FW_CUBE_DRILL_MAX, NULL);

  drill = g_new0 (FwCubeDrill, 1);
  drill->n_axes = n_dimensions;
  fw_query_init (&range, self, query);
  done = lay_out (drill, &range, dimensions);
  if (!done)
    g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                 "All combinations of these dimensions are more than %d", MAX_CELLS);
  for (guint i = 0; i < range.segments->len && done; i++)
    {
      done = !g_cancellable_set_error_if_cancelled (cancellable, error);
      if (done)
        fill_segment (drill, &range, g_ptr_array_index (range.segments, i), &lut_agent);
    }
  fw_query_clear (&range);
  if (!done)
    return NULL;

  roll_up (drill, 0, drill->cells);
  if (drill->waits != NULL)
    roll_up_waits (drill, 0, drill->waits);
  return g_steal_pointer (&drill);
}

void
fw_cube_drill_free (FwCubeDrill *drill)
{
  if (drill == NULL)
    return;

  for (guint i = 0; i < drill->n_axes; i++)
    g_free (drill->axes[i].lut);
  g_free (drill->cells);
  g_free (drill->waits);
  g_free (drill);
}

void
fw_cube_drill_get (FwCubeDrill *drill, const gint *codes, FwSums *sums)
{
  guint64 place = 0;
  const FwCoreSums *cell;

  g_return_if_fail (drill != NULL && codes != NULL && sums != NULL);

  *sums = (FwSums){ 0 };
  for (guint i = 0; i < drill->n_axes; i++)
    {
      const FwAxis *axis = &drill->axes[i];
      gint64 slot =
          codes[i] == FW_CUBE_DRILL_ALL ? (gint64) axis->size : codes[i] - (gint64) axis->low;

      if (slot < 0 || slot > axis->size || (slot == axis->size && codes[i] != FW_CUBE_DRILL_ALL))
        return;
      place += (guint64) slot * axis->stride;
    }

  cell = &drill->cells[place];
  *sums = (FwSums){
    .offered = cell->counts[0],
    .answered = cell->counts[1],
    .answered_in_target = cell->counts[2],
    .handled = cell->counts[3],
    .rated = cell->counts[4],
    .satisfied = cell->counts[5],
    .resolution_known = cell->counts[6],
    .resolved = cell->counts[7],
    .handling_ms = cell->handling_ms,
    .wait_unknown = drill->waits != NULL ? drill->waits[place] : 0,
  };
}
