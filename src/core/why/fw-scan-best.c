/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/why/fw-scan-private.h"

gboolean
fw_scan_is_supported (const FwScan *self, const FwScanChannels *sums)
{
  return self->form == FW_CELLS_ADDITIVE ||
         (sums->volume >= self->options.support && sums->history >= self->options.support) ||
         (sums->volume >= self->options.support && fw_cells_is_fixed_target (self->cells));
}

typedef struct
{
  FwScanAt at;
  double score;
  gboolean found;
} Best;

/* Equal leaves in two cells: the one with fewer attributes says as much in fewer words; of as many
 * attributes, the one whose names come first. */
static gboolean
is_simpler (const FwScan *self, FwScanAt a, FwScanAt b)
{
  const FwScanCuboid *x = fw_scan_cuboid (self, a.cuboid), *y = fw_scan_cuboid (self, b.cuboid);
  g_autoptr (GString) first = NULL, second = NULL;
  const guint32 *codes[2];

  if (x->layers != y->layers)
    return x->layers < y->layers;
  first = g_string_new (NULL);
  second = g_string_new (NULL);
  codes[0] = fw_cells_get_codes (self->cells, fw_scan_first_leaf (x, a.cell));
  codes[1] = fw_cells_get_codes (self->cells, fw_scan_first_leaf (y, b.cell));
  for (guint i = 0; i < fw_cells_get_n_attributes (self->cells); i++)
    {
      const char *name = fw_cells_get_name (self->cells, i);
      const char *values[] = { fw_cells_get_value_name (self->cells, i, codes[0][i]),
                               fw_cells_get_value_name (self->cells, i, codes[1][i]) };

      if ((x->mask >> i & 1) != 0)
        g_string_append_printf (first, "%s=%s&", name, values[0] != NULL ? values[0] : "");
      if ((y->mask >> i & 1) != 0)
        g_string_append_printf (second, "%s=%s&", name, values[1] != NULL ? values[1] : "");
    }
  return strcmp (first->str, second->str) < 0;
}

static void
offer (const FwScan *self, Best *best, guint cuboid_index, double bar, gboolean all)
{
  const FwScanCuboid *cuboid = fw_scan_cuboid (self, cuboid_index);
  double least = bar * cuboid->inflation;

  if (best->found)
    least = MAX (least, best->score + cuboid->log_cells);
  for (guint i = 0; i < cuboid->n_cells; i++)
    {
      const FwScanChannels *sums = &cuboid->sums[i];
      FwScanAt at = { cuboid_index, i };
      double strength, score;

      if (fw_scan_side (self->form, sums) != self->direction ||
          fabs (sums->now - sums->expected) < self->least ||
          (!all && !fw_scan_is_supported (self, sums)))
        continue;
      strength = fw_scan_strength_above (self->form, sums, least);
      score = strength - cuboid->log_cells;
      if (strength < bar * cuboid->inflation || (best->found && score < best->score) ||
          (best->found && score == best->score && !is_simpler (self, at, best->at)))
        continue;
      *best = (Best){ at, score, TRUE };
      least = MAX (least, strength);
    }
}

gboolean
fw_scan_find_best (const FwScan *self, double bar, gboolean all, FwScanAt *at)
{
  Best best = { .found = FALSE };

  for (guint c = 0; c < self->cuboids->len; c++)
    {
      if (g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      if (fw_scan_cuboid (self, c)->tested)
        offer (self, &best, c, bar, all);
    }
  *at = best.at;
  return best.found;
}
