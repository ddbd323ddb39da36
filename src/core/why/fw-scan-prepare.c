/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/why/fw-scan-private.h"

/* What is settled before the first cause: direction, how wild the noise is, what is too little. */

#define LEAST_SHARE 0.03   /* of the change of a ratio or a mean; less is no cause of it */
#define LEAST_OF_LEAF 1e-4 /* of what an average leaf amounts to; less moves no sum */
#define OTHER_CAUSES 2     /* cells that may have moved the other way without being noise */
#define CALM 0.05 /* how often the strongest cell of the other side is beyond the expected */

/* By side: 0 down, 1 up. */
static void
find_strongest_of (const FwScan *self,
                   const FwScanCuboid *cuboid,
                   gboolean all,
                   double strongest[2])
{
  strongest[0] = strongest[1] = 0;
  for (guint i = 0; cuboid->tested && i < cuboid->n_cells; i++)
    {
      int side = fw_scan_side (self->form, &cuboid->sums[i]);

      if (side != 0 && (all || fw_scan_is_supported (self, &cuboid->sums[i])))
        strongest[side > 0] =
            MAX (strongest[side > 0],
                 fw_scan_strength_above (self->form, &cuboid->sums[i], strongest[side > 0]));
    }
}

static void
find_strongest (const FwScan *self, gboolean all, double strongest[2])
{
  strongest[0] = strongest[1] = 0;
  for (guint c = 0; c < self->cuboids->len; c++)
    {
      double of[2];

      find_strongest_of (self, fw_scan_cuboid (self, c), all, of);
      strongest[0] = MAX (strongest[0], of[0]);
      strongest[1] = MAX (strongest[1], of[1]);
    }
}

/* Where no cell with the trials asked for says anything, those with fewer tell what the candidates
 * are. */
static int
find_direction (const FwScan *self)
{
  double strongest[2];

  find_strongest (self, FALSE, strongest);
  if (MAX (strongest[0], strongest[1]) < self->bar)
    find_strongest (self, TRUE, strongest);
  return strongest[1] > strongest[0] ? 1 : -1;
}

/* A mirrored null: what the strongest cell of the *other* side is beyond what chance makes of as
 * many cells, noise is by as much wilder than it was taken for. One or two cells that really moved
 * the other way are put aside for this look, or they would pass for noise. */
static gboolean
set_inflation (FwScan *self, GError **error)
{
  gsize size = fw_cells_get_n_leaves (self->cells) * sizeof *self->leaves;
  g_autofree FwScanChannels *kept = g_memdup2 (self->leaves, size);
  gboolean changed = FALSE;
  FwScanAt at;

  self->direction = -self->direction;
  for (guint i = 0; i < OTHER_CAUSES && fw_scan_find_best (self, self->bar, FALSE, &at); i++)
    {
      guint n;
      g_autofree guint32 *leaves = NULL;

      fw_scan_settle (self, &at);
      leaves = fw_scan_list_leaves (self, at, &n);
      changed = TRUE;
      if (!fw_scan_take_off (self, leaves, n, error))
        return FALSE;
    }
  self->direction = -self->direction;
  for (guint c = 0; c < self->cuboids->len; c++)
    {
      FwScanCuboid *cuboid = fw_scan_cuboid (self, c);
      double strongest[2];

      find_strongest_of (self, cuboid, FALSE, strongest);
      /* Half of the cells are on that side, and p counts both. */
      cuboid->inflation = MAX (1, strongest[self->direction < 0] /
                                      fw_scan_find_bar (MIN (0.5, 2 * CALM / cuboid->n_cells)));
    }
  if (!changed)
    return TRUE;
  memcpy (self->leaves, kept, size);
  return fw_scan_sum (self, error);
}

static void
set_least (FwScan *self)
{
  guint n_leaves = fw_cells_get_n_leaves (self->cells);
  double net = 0, most = 0, volume = 0;

  for (guint i = 0; i < n_leaves; i++)
    {
      net += self->leaves[i].now - self->leaves[i].expected;
      volume += self->leaves[i].volume;
    }
  if (self->form == FW_CELLS_ADDITIVE)
    {
      self->least = LEAST_OF_LEAF * volume / 2 / MAX (1, n_leaves);
      return;
    }
  for (guint c = 0; c < self->cuboids->len; c++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self, c);

      for (guint i = 0; cuboid->tested && i < cuboid->n_cells; i++)
        most = MAX (most, self->direction * (cuboid->sums[i].now - cuboid->sums[i].expected));
    }
  self->least = LEAST_SHARE * MAX (most, self->direction * net);
}

gboolean
fw_scan_prepare (FwScan *self, FwScanResult *result, GError **error)
{
  self->bar = fw_scan_find_bar (self->options.level / FW_SCAN_RESERVE / MAX (1, self->n_tested));
  for (guint c = 0; c < self->cuboids->len; c++)
    fw_scan_cuboid (self, c)->inflation = 1;
  if (!fw_scan_sum (self, error))
    return FALSE;
  if (self->direction == 0)
    {
      self->direction = find_direction (self);
      if (!fw_scan_is_filled (self))
        {
          fw_scan_fill_leaves (self);
          if (!fw_scan_sum (self, error))
            return FALSE;
        }
    }
  result->direction = self->direction;
  result->n_tested = self->n_tested;
  for (guint c = 0; c < self->cuboids->len; c++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self, c);

      for (guint i = 0; cuboid->tested && i < cuboid->n_cells; i++)
        result->n_supported += fw_scan_is_supported (self, &cuboid->sums[i]);
    }
  if (!set_inflation (self, error))
    return FALSE;
  set_least (self);
  return TRUE;
}
