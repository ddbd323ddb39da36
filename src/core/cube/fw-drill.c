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
  FwCoreLanes *counts;
  guint64 *handling_ms;
  guint32 *waits; /* (nullable): unknown waits of each cell; NULL where no contact has one */
};

/* Cells of the last dimension lie side by side: their sum stays in registers. */
static inline __attribute__ ((always_inline)) void
add_up_last (const FwCubeDrill *self, guint64 first)
{
  guint64 all = first + self->axes[self->n_axes - 1].size;
  FwCoreLanes counts = { 0 };
  guint64 handling_ms = 0;

  for (guint64 cell = first; cell < all; cell++)
    {
      counts += self->counts[cell];
      handling_ms += self->handling_ms[cell];
      if (self->waits != NULL)
        self->waits[all] += self->waits[cell];
    }
  self->counts[all] = counts;
  self->handling_ms[all] = handling_ms;
}

static inline __attribute__ ((always_inline)) void
add_part (const FwCubeDrill *self, guint64 all, guint64 part, guint64 n)
{
  for (guint64 cell = 0; cell < n; cell++)
    self->counts[all + cell] += self->counts[part + cell];
  for (guint64 cell = 0; cell < n; cell++)
    self->handling_ms[all + cell] += self->handling_ms[part + cell];
  for (guint64 cell = 0; self->waits != NULL && cell < n; cell++)
    self->waits[all + cell] += self->waits[part + cell];
}

/* Depth first, so that what is added up has just been touched. */
static FW_PASS_CLONED void
roll_up (const FwCubeDrill *self, guint axis, guint64 first)
{
  guint64 stride = self->axes[axis].stride;
  guint size = self->axes[axis].size;

  if (axis + 1 == self->n_axes)
    {
      add_up_last (self, first);
      return;
    }

  for (guint i = 0; i < size; i++)
    {
      if (axis + 2 == self->n_axes)
        add_up_last (self, first + i * stride);
      else
        roll_up (self, axis + 1, first + i * stride);
      add_part (self, first + size * stride, first + i * stride, stride);
    }
}

static void
fill_segment (FwCubeDrill *self, const FwQuery *range, const FwSegment *segment)
{
  FwPass pass = { .level = FW_CUBE_CORE };
  FwPassIter iter;
  guint32 groups[FW_BLOCK_ROWS];

  if (!fw_query_prepare (range, segment, &pass))
    return;

  for (guint i = 0; i < self->n_axes; i++)
    fw_pass_add_term (&pass, self->axes[i].dimension, self->axes[i].low, self->axes[i].stride);
  fw_pass_iter_init (&iter, &pass);
  while (fw_pass_iter_next (&iter))
    {
      fw_pass_group (&iter, groups);
      fw_pass_count_core (&iter, groups, self->counts, self->handling_ms);
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

  self->counts = g_aligned_alloc0 (self->n_cells, sizeof *self->counts, sizeof *self->counts);
  self->handling_ms = g_new0 (guint64, self->n_cells);
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
        fill_segment (drill, &range, g_ptr_array_index (range.segments, i));
    }
  fw_query_clear (&range);
  if (!done)
    return NULL;

  roll_up (drill, 0, 0);
  return g_steal_pointer (&drill);
}

void
fw_cube_drill_free (FwCubeDrill *drill)
{
  if (drill == NULL)
    return;

  g_aligned_free (drill->counts);
  g_free (drill->handling_ms);
  g_free (drill->waits);
  g_free (drill);
}

void
fw_cube_drill_get (FwCubeDrill *drill, const gint *codes, FwSums *sums)
{
  guint64 place = 0;

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

  fw_pass_add_core ((const guint32 *) &drill->counts[place], drill->handling_ms[place], sums);
  if (drill->waits != NULL)
    sums->wait_unknown = drill->waits[place];
}
