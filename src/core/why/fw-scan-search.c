/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/why/fw-scan-private.h"

#define MARGIN 1.2   /* over the strongest cell of the other side */
#define LEFT_OUT 0.1 /* share of a cell that must be untouched before only a part is blamed */
#define LEFT_OUT_RATIO 0.5

typedef struct
{
  FwScan *scan;
  FwCellsForm form;
  double bar;       /* strength that chance does not reach in all that is tested */
  double *opposite; /* by cuboid: the strongest cell of the other side */
} Search;

static const FwScanChannels *
get_sums (const Search *self, FwScanAt at)
{
  return &fw_scan_cuboid (self->scan, at.cuboid)->sums[at.cell];
}

static void
find_strongest_sides (Search *self, double *up, double *down, int side)
{
  *up = *down = 0;
  for (guint c = 0; c < self->scan->cuboids->len; c++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self->scan, c);
      double most_up = 0, most_down = 0;

      for (guint i = 0; cuboid->tested && i < cuboid->n_cells; i++)
        {
          double *most = cuboid->sums[i].a > 0 ? &most_up : &most_down;
          double strength = fw_scan_strength (self->form, &cuboid->sums[i]);

          *most = MAX (*most, strength);
        }
      if (self->opposite != NULL)
        self->opposite[c] = side > 0 ? most_down : most_up;
      *up = MAX (*up, most_up);
      *down = MAX (*down, most_down);
    }
}

static gboolean
is_strong_enough (const Search *self, FwScanAt at, double *strength)
{
  *strength = fw_scan_strength (self->form, get_sums (self, at));
  return *strength >= MAX (self->bar, MARGIN * self->opposite[at.cuboid]);
}

static gboolean
find_best (const Search *self, FwScanAt *best)
{
  double best_score = 0;
  gboolean found = FALSE;

  for (guint c = 0; c < self->scan->cuboids->len; c++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self->scan, c);

      for (guint i = 0; cuboid->tested && i < cuboid->n_cells; i++)
        {
          const FwScanChannels *sums = &cuboid->sums[i];
          double score = fw_scan_gain (sums) - cuboid->log_cells, strength;

          if (sums->a * self->scan->direction <= 0 || (found && score <= best_score) ||
              !is_strong_enough (self, (FwScanAt){ c, i }, &strength))
            continue;
          best_score = score;
          *best = (FwScanAt){ c, i };
          found = TRUE;
        }
    }
  return found;
}

/* ---- is only a part of the cell affected? ---- */

typedef struct
{
  FwScanAt at;
  double theta;
  double a, b, volume;
} Child;

static int
compare_children (const void *a, const void *b)
{
  double x = ((const Child *) a)->theta, y = ((const Child *) b)->theta;

  return (x < y) - (x > y);
}

static GArray *
list_children (const Search *self, FwScanAt at, guint cuboid_index)
{
  const FwScanCuboid *cuboid = fw_scan_cuboid (self->scan, cuboid_index);
  GArray *children = g_array_new (FALSE, FALSE, sizeof (Child));

  for (guint i = 0; i < cuboid->n_cells; i++)
    {
      const FwScanChannels *sums = &cuboid->sums[i];
      guint leaf = cuboid->first_leaf != NULL ? cuboid->first_leaf[i] : i;
      Child child = { { cuboid_index, i }, 0, sums->a, sums->b, sums->volume };

      if (sums->b <= 0 || !fw_scan_holds (self->scan, at, leaf))
        continue;
      child.theta = self->scan->direction * sums->a / sums->b;
      g_array_append_val (children, child);
    }
  g_array_sort (children, compare_children);
  return children;
}

static gboolean
improve_by_children (const Search *self, FwScanAt *at)
{
  guint mask = fw_scan_cuboid (self->scan, at->cuboid)->mask;
  const FwScanChannels *whole = get_sums (self, *at);
  double best = fw_scan_gain (whole) - self->bar;
  double left_out = self->form == FW_CELLS_ADDITIVE ? LEFT_OUT : LEFT_OUT_RATIO;
  gboolean improved = FALSE;
  FwScanAt from = *at;

  for (guint c = 0; c < self->scan->cuboids->len; c++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self->scan, c);
      g_autoptr (GArray) children = NULL;
      double a = 0, b = 0, volume = 0;

      if (!cuboid->tested || (cuboid->mask & mask) != mask ||
          cuboid->layers != fw_scan_cuboid (self->scan, from.cuboid)->layers + 1)
        continue;
      children = list_children (self, from, c);
      for (guint k = 0; k < children->len; k++)
        {
          const Child *child = &g_array_index (children, Child, k);
          double score;

          a += child->a;
          b += child->b;
          volume += child->volume;
          if (volume > (1 - left_out) * whole->volume)
            break;
          score = a * a / (2 * b) - self->bar * (k + 1);
          if (score > best)
            {
              double most = 0;

              best = score;
              improved = TRUE;
              for (guint j = 0; j <= k; j++)
                {
                  const Child *one = &g_array_index (children, Child, j);

                  if (one->a * one->a / one->b > most)
                    {
                      most = one->a * one->a / one->b;
                      *at = one->at;
                    }
                }
            }
        }
    }
  return improved;
}

/* ---- causes ---- */

static void
describe (const Search *self, FwScanAt at, FwScanCell *cell)
{
  const FwScanCuboid *cuboid = fw_scan_cuboid (self->scan, at.cuboid);
  const FwScanChannels *sums = get_sums (self, at);
  guint leaf = cuboid->first_leaf != NULL ? cuboid->first_leaf[at.cell] : at.cell;

  *cell = (FwScanCell){ 0 };
  for (guint i = 0; i < FW_CELLS_MOST_ATTRIBUTES; i++)
    cell->codes[i] = (cuboid->mask >> i & 1) != 0 ? fw_cells_get_codes (self->scan->cells, leaf)[i]
                                                  : FW_CELLS_ANY;
  cell->theta = sums->b > 0 ? sums->a / sums->b : 0;
  cell->gain = fw_scan_gain (sums);
  cell->strength = fw_scan_strength (self->form, sums);
  cell->p = fw_scan_p (cell->strength);
  cell->q = MIN (1, cell->p * self->scan->n_tested);
  cell->expected = sums->expected;
}

static void
take_cause (Search *self, FwScanAt at, FwScanCause *cause)
{
  FwScan *scan = self->scan;
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize n;

  describe (self, at, &cause->cell);
  for (guint32 leaf = 0; leaf < fw_cells_get_n_leaves (scan->cells); leaf++)
    if (!scan->dead[leaf] && fw_scan_holds (scan, at, leaf))
      {
        g_array_append_val (leaves, leaf);
        scan->dead[leaf] = TRUE;
        scan->leaves[leaf] = (FwScanChannels){ 0 };
      }
  cause->leaves = g_array_steal (leaves, &n);
  cause->n_leaves = (guint) n;
  fw_cells_sum (scan->cells, cause->leaves, cause->n_leaves, &cause->cell.now, &cause->cell.then);
}

static gboolean
find_direction (Search *self, GError **error)
{
  FwScan *scan = self->scan;
  double up, down;

  if (!fw_scan_sum (scan, error))
    return FALSE;
  if (scan->direction == 0)
    {
      find_strongest_sides (self, &up, &down, 0);
      scan->direction = up > down ? 1 : -1;
      fw_scan_fill_leaves (scan);
      if (!fw_scan_sum (scan, error))
        return FALSE;
    }
  find_strongest_sides (self, &up, &down, scan->direction);
  return TRUE;
}

gboolean
fw_scan_search (FwScan *scan, FwScanResult *result, GError **error)
{
  Search self = { .scan = scan, .form = fw_cells_get_form (scan->cells) };
  g_autofree double *opposite = g_new0 (double, scan->cuboids->len);
  g_autofree FwScanCause *causes = g_new0 (FwScanCause, scan->options.most);
  guint n = 0;
  FwScanAt at;

  self.opposite = opposite;
  self.bar = log (MAX (1, scan->n_tested)) + 3;
  if (!find_direction (&self, error))
    return FALSE;
  result->direction = scan->direction;
  while (n < scan->options.most && find_best (&self, &at))
    {
      while (improve_by_children (&self, &at))
        ;
      take_cause (&self, at, &causes[n++]);
      result->n_causes = n;
      if (!fw_scan_sum (scan, error))
        break;
    }
  result->causes = g_steal_pointer (&causes);
  return n == scan->options.most || !g_cancellable_is_cancelled (scan->cancellable);
}
