/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "core/why/fw-scan-private.h"

/* Peeling: the best cell that is beyond chance, its leaves put aside, the next best, and so on. */

#define POSSIBLE 0.2 /* false-discovery rate of a possible cause */

guint32 *
fw_scan_list_leaves (const FwScan *self, FwScanAt at, guint *n)
{
  GArray *leaves = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 leaf = 0; leaf < fw_cells_get_n_leaves (self->cells); leaf++)
    if (!self->dead[leaf] && fw_scan_holds (self, at, leaf))
      g_array_append_val (leaves, leaf);
  *n = leaves->len;
  return (guint32 *) (void *) g_array_free (leaves, FALSE);
}

static FwScanVerdict
judge (const FwScan *self, const FwScanChannels *sums, double q)
{
  if (!fw_scan_is_supported (self, sums))
    return FW_SCAN_TOO_FEW;
  if (q <= self->options.level)
    return FW_SCAN_CAUSE;
  return q <= POSSIBLE ? FW_SCAN_POSSIBLE : FW_SCAN_CHANCE;
}

static void
describe (const FwScan *self, FwScanAt at, FwScanCell *cell)
{
  const FwScanCuboid *cuboid = fw_scan_cuboid (self, at.cuboid);
  const FwScanChannels *sums = fw_scan_sums (self, at);
  const guint32 *codes = fw_cells_get_codes (self->cells, fw_scan_first_leaf (cuboid, at.cell));

  *cell = (FwScanCell){ 0 };
  for (guint i = 0; i < FW_CELLS_MOST_ATTRIBUTES; i++)
    cell->codes[i] = (cuboid->mask >> i & 1) != 0 ? codes[i] : FW_CELLS_ANY;
  cell->theta = fw_scan_theta (self->form, sums);
  cell->strength = fw_scan_strength (self->form, sums);
  cell->gain = cell->strength - cuboid->log_cells;
  cell->p = fw_scan_p (cell->strength / cuboid->inflation);
  cell->q = MIN (1, cell->p * self->n_tested * FW_SCAN_RESERVE);
  cell->expected = sums->expected;
  cell->verdict = judge (self, sums, cell->q);
}

/* ---- neighbours ---- */

static int
compare_cells (const void *a, const void *b)
{
  const FwScanCell *x = a, *y = b;

  return (x->strength < y->strength) - (x->strength > y->strength);
}

/* Ancestors hold a leaf of the cause; descendants have one of its leaves as their first. */
static void
list_near (const FwScan *self, FwScanAt at, FwScanCause *cause)
{
  const FwScanCuboid *of = fw_scan_cuboid (self, at.cuboid);
  guint leaf = fw_scan_first_leaf (of, at.cell), n;
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (FwScanCell));

  for (guint c = 0; c < self->cuboids->len; c++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self, c);
      guint common = cuboid->mask & of->mask;

      if (!cuboid->tested || c == at.cuboid || (common != of->mask && common != cuboid->mask))
        continue;
      for (guint i = 0; i < cuboid->n_cells; i++)
        {
          FwScanAt other = { c, i };
          FwScanCell cell;

          if (fw_scan_side (self->form, &cuboid->sums[i]) != self->direction ||
              (common == cuboid->mask ? !fw_scan_holds (self, other, leaf)
                                      : !fw_scan_holds (self, at, fw_scan_first_leaf (cuboid, i))))
            continue;
          describe (self, other, &cell);
          g_array_append_val (near, cell);
        }
    }
  g_array_sort (near, compare_cells);
  n = MIN (near->len, self->options.most_near);
  cause->near = g_memdup2 (near->data, n * sizeof (FwScanCell));
  cause->n_near = n;
}

static void
sum_near (const FwScan *self, FwScanCause *cause)
{
  for (guint i = 0; i < cause->n_near; i++)
    for (guint leaf = 0; leaf < fw_cells_get_n_leaves (self->cells); leaf++)
      {
        const guint32 *codes = fw_cells_get_codes (self->cells, leaf);
        FwCellSums now, then;
        guint k = 0;

        while (k < fw_cells_get_n_attributes (self->cells) &&
               (cause->near[i].codes[k] == FW_CELLS_ANY || cause->near[i].codes[k] == codes[k]))
          k++;
        if (self->dead[leaf] || k < fw_cells_get_n_attributes (self->cells))
          continue;
        fw_cells_sum (self->cells, &leaf, 1, &now, &then);
        cause->near[i].now.n += now.n;
        cause->near[i].now.sum += now.sum;
        cause->near[i].now.squares += now.squares;
        cause->near[i].then.n += then.n;
        cause->near[i].then.sum += then.sum;
        cause->near[i].then.squares += then.squares;
      }
}

/* ---- causes ---- */

static gboolean
take (FwScan *self, FwScanAt at, FwScanCause *cause, GError **error)
{
  describe (self, at, &cause->cell);
  if (self->options.most_near > 0)
    {
      list_near (self, at, cause);
      sum_near (self, cause);
    }
  cause->leaves = fw_scan_list_leaves (self, at, &cause->n_leaves);
  fw_cells_sum (self->cells, cause->leaves, cause->n_leaves, &cause->cell.now, &cause->cell.then);
  for (guint i = 0; i < cause->n_leaves; i++)
    self->dead[cause->leaves[i]] = TRUE;
  return fw_scan_take_off (self, cause->leaves, cause->n_leaves, error);
}

static gboolean
find_causes (FwScan *self, FwScanResult *result, GError **error)
{
  FwScanAt at;

  result->causes = g_new0 (FwScanCause, self->options.most);
  while (result->n_causes < self->options.most)
    {
      if (!fw_scan_find_best (self, self->bar, FALSE, &at))
        break;
      fw_scan_settle (self, &at);
      if (!take (self, at, &result->causes[result->n_causes++], error))
        return FALSE;
    }
  return fw_scan_check_cancelled (self, error);
}

static gboolean
find_rest (FwScan *self, FwScanResult *result, GError **error)
{
  FwScanAt at;

  if (self->options.most_rest == 0)
    return TRUE;
  result->rest = g_new0 (FwScanCause, self->options.most_rest);
  while (result->n_rest < self->options.most_rest && fw_scan_find_best (self, 0, TRUE, &at))
    {
      FwScanCause *candidate = &result->rest[result->n_rest++];

      if (!take (self, at, candidate, error))
        return FALSE;
      if (candidate->cell.verdict == FW_SCAN_CAUSE) /* there were enough already */
        candidate->cell.verdict = FW_SCAN_POSSIBLE;
    }
  return fw_scan_check_cancelled (self, error);
}

gboolean
fw_scan_search (FwScan *self, FwScanResult *result, GError **error)
{
  return fw_scan_prepare (self, result, error) && find_causes (self, result, error) &&
         find_rest (self, result, error);
}
