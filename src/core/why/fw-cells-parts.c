/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-cells.h"

/* The exact split of a change (Kitagawa; with the interaction apart, Oaxaca and Blinder), and the
 * table of volumes alone. */

static FwCellsParts
split_leaf (const FwCellSums *now, const FwCellSums *then, double now_n, double then_n, double mean)
{
  double share_now = now->n / now_n, share_then = then->n / then_n;
  double rate_now = now->n > 0 ? now->sum / now->n : 0;
  double rate_then = then->n > 0 ? then->sum / then->n : rate_now;

  if (now->n <= 0)
    rate_now = rate_then;
  return (FwCellsParts){ .mix = (share_now - share_then) * (rate_then - mean),
                         .rate = share_then * (rate_now - rate_then),
                         .interaction = (share_now - share_then) * (rate_now - rate_then) };
}

static void
add_parts (FwCellsParts *to, const FwCellsParts *from)
{
  to->mix += from->mix;
  to->rate += from->rate;
  to->interaction += from->interaction;
}

/* With the interaction halved the reference of the mix is halfway between then and now, too. */
static void
halve_interaction (FwCellsParts *part, double share_change, double mean_change)
{
  part->mix += part->interaction / 2 - share_change * mean_change / 2;
  part->rate += part->interaction / 2;
  part->interaction = 0;
}

gboolean
fw_cells_decompose (const FwCells *self,
                    gboolean symmetric,
                    FwCellsParts *parts,
                    FwCellsParts *total)
{
  gboolean additive = fw_cells_get_form (self) == FW_CELLS_ADDITIVE;
  FwCellSums now, then;
  double change = 0;

  *total = (FwCellsParts){ 0 };
  fw_cells_sum (self, NULL, 0, &now, &then);
  if (!additive && (now.n <= 0 || then.n <= 0))
    return FALSE;
  if (!additive)
    change = now.sum / now.n - then.sum / then.n;
  for (guint leaf = 0; leaf < fw_cells_get_n_leaves (self); leaf++)
    {
      const FwCellSums *leaf_now = fw_cells_get_now (self, leaf);
      const FwCellSums *leaf_then = fw_cells_get_then (self, leaf);
      FwCellsParts part = { .rate = leaf_now->sum - leaf_then->sum };

      if (!additive)
        part = split_leaf (leaf_now, leaf_then, now.n, then.n, then.sum / then.n);
      if (!additive && symmetric)
        halve_interaction (&part, leaf_now->n / now.n - leaf_then->n / then.n, change);
      if (parts != NULL)
        parts[leaf] = part;
      add_parts (total, &part);
    }
  return TRUE;
}

void
fw_cells_sum_parts (const FwCellsParts *parts,
                    const guint32 *leaves,
                    guint n_leaves,
                    FwCellsParts *total)
{
  *total = (FwCellsParts){ 0 };
  for (guint i = 0; i < n_leaves; i++)
    add_parts (total, &parts[leaves[i]]);
}

FwCells *
fw_cells_new_volumes (const FwCells *self)
{
  guint n_attributes = fw_cells_get_n_attributes (self), n = fw_cells_get_n_leaves (self);
  FwCellSums now, then;
  FwCells *volumes;

  fw_cells_sum (self, NULL, 0, &now, &then);
  if (fw_cells_get_form (self) == FW_CELLS_ADDITIVE || now.n <= 0 || then.n <= 0)
    return NULL;
  volumes = fw_cells_new (FW_CELLS_ADDITIVE, n_attributes);
  for (guint i = 0; i < n_attributes; i++)
    {
      fw_cells_set_attribute (volumes, i, fw_cells_get_name (self, i),
                              fw_cells_get_n_values (self, i));
      if (fw_cells_get_parent (self, i) != FW_CELLS_ANY)
        fw_cells_set_parent (volumes, i, fw_cells_get_parent (self, i));
      for (guint32 code = 0; code < fw_cells_get_n_values (self, i); code++)
        if (fw_cells_get_value_name (self, i, code) != NULL)
          fw_cells_set_value_name (volumes, i, code, fw_cells_get_value_name (self, i, code));
    }
  fw_cells_set_periods (volumes, fw_cells_get_periods (self) * then.n / now.n);
  fw_cells_set_fixed_target (volumes, fw_cells_is_fixed_target (self));
  fw_cells_reserve (volumes, n);
  for (guint leaf = 0; leaf < n; leaf++)
    fw_cells_append (volumes, fw_cells_get_codes (self, leaf),
                     &(FwCellSums){ .sum = fw_cells_get_now (self, leaf)->n },
                     &(FwCellSums){ .sum = fw_cells_get_then (self, leaf)->n * now.n / then.n });
  return volumes;
}
