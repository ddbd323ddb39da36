/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "core/why/fw-scan-private.h"

/* Peeling: the best cell that is beyond chance, its leaves put aside, the next best, and so on. */

#define POSSIBLE 0.2 /* false-discovery rate of a possible cause */

guint32 *
fw_scan_match (const FwScan *self, const guint32 *codes, guint *n)
{
  guint n_leaves = fw_cells_get_n_leaves (self->cells), count = 0;
  guint32 *leaves = g_new (guint32, MAX (1, n_leaves));
  guint i = 0;

  while (i < fw_cells_get_n_attributes (self->cells) && codes[i] == FW_CELLS_ANY)
    i++;
  for (guint32 leaf = 0; leaf < n_leaves; leaf++)
    {
      leaves[count] = leaf;
      count += (self->dead[leaf] == 0) & (i == fw_cells_get_n_attributes (self->cells) ||
                                          self->columns[(gsize) i * n_leaves + leaf] == codes[i]);
    }
  for (i++; i < fw_cells_get_n_attributes (self->cells); i++)
    {
      const guint32 *column = self->columns + (gsize) i * n_leaves;
      guint left = 0;

      for (guint k = 0; codes[i] != FW_CELLS_ANY && k < count; k++)
        {
          guint32 leaf = leaves[k];

          leaves[left] = leaf;
          left += column[leaf] == codes[i];
        }
      if (codes[i] != FW_CELLS_ANY)
        count = left;
    }
  *n = count;
  return leaves;
}

static void
get_codes (const FwScan *self, FwScanAt at, guint32 *codes)
{
  const FwScanCuboid *cuboid = fw_scan_cuboid (self, at.cuboid);
  const guint32 *of = fw_cells_get_codes (self->cells, fw_scan_first_leaf (cuboid, at.cell));

  for (guint i = 0; i < FW_CELLS_MOST_ATTRIBUTES; i++)
    codes[i] = (cuboid->mask >> i & 1) != 0 ? of[i] : FW_CELLS_ANY;
}

guint32 *
fw_scan_list_leaves (const FwScan *self, FwScanAt at, guint *n)
{
  guint32 codes[FW_CELLS_MOST_ATTRIBUTES];

  get_codes (self, at, codes);
  return fw_scan_match (self, codes, n);
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

  *cell = (FwScanCell){ 0 };
  get_codes (self, at, cell->codes);
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

static void
sum_near (const FwScan *self, FwScanCause *cause)
{
  for (guint i = 0; i < cause->n_near; i++)
    {
      FwScanCell *cell = &cause->near[i];
      guint n;
      g_autofree guint32 *leaves = fw_scan_match (self, cell->codes, &n);

      fw_cells_sum (self->cells, leaves, n, &cell->now, &cell->then);
    }
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
  sum_near (self, cause);
}

/* ---- causes ---- */

static gboolean
take (FwScan *self, FwScanAt at, FwScanCause *cause, GError **error)
{
  describe (self, at, &cause->cell);
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
      if (self->options.most_near > 0)
        list_near (self, at, &result->causes[result->n_causes]);
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
