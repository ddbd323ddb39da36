/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/fw-error.h"
#include "core/why/fw-scan-private.h"

/* Every group-by ("cuboid") is summed from the smallest one already made that has all of its
 * attributes; which cell goes into which is worked out once. */

#define DENSE_CELLS (1u << 22)
#define BLOCK 256 /* leaves whose channels stay in the nearest cache */

gboolean
fw_scan_check_cancelled (const FwScan *self, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

void
fw_scan_clear_cuboids (FwScan *self)
{
  for (guint i = 0; self->cuboids != NULL && i < self->cuboids->len; i++)
    {
      FwScanCuboid *cuboid = fw_scan_cuboid (self, i);

      g_free (cuboid->cell_of);
      g_free (cuboid->first_leaf);
      if (i > 0)
        g_free (cuboid->sums);
    }
  g_clear_pointer (&self->cuboids, g_array_unref);
}

gboolean
fw_scan_holds (const FwScan *self, FwScanAt at, guint leaf)
{
  const FwScanCuboid *cuboid = fw_scan_cuboid (self, at.cuboid);
  const guint32 *codes = fw_cells_get_codes (self->cells, leaf);
  const guint32 *wanted = fw_cells_get_codes (self->cells, fw_scan_first_leaf (cuboid, at.cell));

  for (guint i = 0, mask = cuboid->mask; mask != 0; i++, mask >>= 1)
    if ((mask & 1) != 0 && codes[i] != wanted[i])
      return FALSE;
  return TRUE;
}

static gboolean
has_one_value (const FwCells *cells, guint attribute)
{
  for (guint leaf = 1; leaf < fw_cells_get_n_leaves (cells); leaf++)
    if (fw_cells_get_codes (cells, leaf)[attribute] != fw_cells_get_codes (cells, 0)[attribute])
      return FALSE;
  return TRUE;
}

/* A cuboid with an attribute and one that it determines says nothing new, nor does one with an
 * attribute whose value is everywhere the same. */
static gboolean
is_redundant (const FwScan *self, guint mask)
{
  if ((mask & self->single) != 0)
    return TRUE;
  for (guint i = 0; i < fw_cells_get_n_attributes (self->cells); i++)
    {
      guint up = i;

      if ((mask >> i & 1) == 0)
        continue;
      for (guint steps = 0; steps < FW_CELLS_MOST_ATTRIBUTES; steps++)
        {
          up = fw_cells_get_parent (self->cells, up);
          if (up == FW_CELLS_ANY)
            break;
          if (up != i && (mask >> up & 1) != 0)
            return TRUE;
        }
    }
  return FALSE;
}

static guint
find_source (const FwScan *self, guint mask)
{
  guint best = 0;

  for (guint i = 1; i < self->cuboids->len; i++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self, i);

      if ((cuboid->mask & mask) == mask && cuboid->n_cells < fw_scan_cuboid (self, best)->n_cells)
        best = i;
    }
  return best;
}

typedef struct
{
  guint32 *ids; /* id + 1 by key, or by slot */
  guint64 *keys;
  guint n_slots; /* 0: dense */
} KeyTable;

static guint32 *
find_slot (const KeyTable *self, guint64 key)
{
  guint at;

  if (self->n_slots == 0)
    return &self->ids[key];
  at = (guint) ((key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & (self->n_slots - 1);
  while (self->ids[at] != 0 && self->keys[at] != key)
    at = (at + 1) & (self->n_slots - 1);
  self->keys[at] = key;
  return &self->ids[at];
}

static void
init_table (KeyTable *self, double space, guint n)
{
  *self = (KeyTable){ 0 };
  if (space <= MAX (4.0 * n, 4096.0) && space <= DENSE_CELLS)
    {
      self->ids = g_new0 (guint32, (gsize) space);
      return;
    }
  self->n_slots = 256;
  while (self->n_slots < 2 * n)
    self->n_slots *= 2;
  self->ids = g_new0 (guint32, self->n_slots);
  self->keys = g_new (guint64, self->n_slots);
}

static gboolean
map_cells (const FwScan *self, FwScanCuboid *cuboid, GError **error)
{
  const FwScanCuboid *from = fw_scan_cuboid (self, cuboid->from);
  guint attributes[FW_CELLS_MOST_ATTRIBUTES], n_attributes = 0;
  guint64 strides[FW_CELLS_MOST_ATTRIBUTES];
  double space = 1;
  KeyTable table;

  for (guint i = 0; i < fw_cells_get_n_attributes (self->cells); i++)
    if ((cuboid->mask >> i & 1) != 0)
      {
        attributes[n_attributes] = i;
        strides[n_attributes++] = (guint64) space;
        space *= MAX (1, fw_cells_get_n_values (self->cells, i));
        if (space > 0x1p63)
          {
            g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                         "the attributes have too many values to be combined");
            return FALSE;
          }
      }
  init_table (&table, space, from->n_cells);
  cuboid->cell_of = g_new (guint32, from->n_cells);
  cuboid->first_leaf = g_new (guint32, from->n_cells);
  for (guint i = 0; i < from->n_cells; i++)
    {
      guint leaf = fw_scan_first_leaf (from, i);
      const guint32 *codes = fw_cells_get_codes (self->cells, leaf);
      guint64 key = 0;
      guint32 *id;

      for (guint k = 0; k < n_attributes; k++)
        key += codes[attributes[k]] * strides[k];
      id = find_slot (&table, key);
      if (*id == 0)
        {
          cuboid->first_leaf[cuboid->n_cells] = leaf;
          *id = ++cuboid->n_cells;
        }
      cuboid->cell_of[i] = *id - 1;
    }
  g_free (table.ids);
  g_free (table.keys);
  cuboid->first_leaf = g_renew (guint32, cuboid->first_leaf, MAX (1, cuboid->n_cells));
  return TRUE;
}

static gboolean
add_cuboid (FwScan *self, guint mask, gsize *bytes, GError **error)
{
  const gsize most = self->options.most_bytes > 0 ? self->options.most_bytes : FW_SCAN_MOST_BYTES;
  FwScanCuboid cuboid = { .mask = mask,
                          .layers = (guint) __builtin_popcount (mask),
                          .from = find_source (self, mask),
                          .tested = TRUE };

  if (!fw_scan_check_cancelled (self, error) || !map_cells (self, &cuboid, error))
    return FALSE;
  *bytes += fw_scan_cuboid (self, cuboid.from)->n_cells * sizeof (guint32) +
            cuboid.n_cells * (sizeof (guint32) + sizeof (FwScanChannels));
  if (*bytes > most)
    {
      g_free (cuboid.cell_of);
      g_free (cuboid.first_leaf);
      g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                           "the attributes searched have too many combinations: ask about fewer "
                           "days, one team or queue, or fewer attributes");
      return FALSE;
    }
  cuboid.sums = g_new (FwScanChannels, MAX (1, cuboid.n_cells));
  cuboid.log_cells = log (MAX (1, cuboid.n_cells));
  g_array_append_val (self->cuboids, cuboid);
  self->n_tested += cuboid.n_cells;
  return TRUE;
}

gboolean
fw_scan_build_cuboids (FwScan *self, GError **error)
{
  guint n = fw_cells_get_n_attributes (self->cells), most = self->options.layers;
  FwScanCuboid base = { .mask = (1u << n) - 1,
                        .layers = n,
                        .n_cells = fw_cells_get_n_leaves (self->cells),
                        .sums = self->leaves };
  gsize bytes = 0;

  if (most == 0 || most > n)
    most = n;
  for (guint i = 0; i < n; i++)
    if (has_one_value (self->cells, i))
      self->single |= 1u << i;
  base.tested = n > 0 && most == n && !is_redundant (self, base.mask);
  base.log_cells = log (MAX (1, base.n_cells));
  if (base.tested)
    self->n_tested += base.n_cells;
  self->cuboids = g_array_new (FALSE, FALSE, sizeof (FwScanCuboid));
  g_array_append_val (self->cuboids, base);
  for (guint layers = MIN (most, n); layers > 0; layers--)
    for (guint mask = 1; mask < 1u << n; mask++)
      if ((guint) __builtin_popcount (mask) == layers && mask != base.mask &&
          !is_redundant (self, mask) && !add_cuboid (self, mask, &bytes, error))
        return FALSE;
  return TRUE;
}

static void
sum_cells (FwScanCuboid *cuboid, const FwScanChannels *sums, guint first, guint end)
{
  for (guint k = first; k < end; k++)
    fw_scan_add (&cuboid->sums[cuboid->cell_of[k]], &sums[k]);
}

static void
clear_sums (FwScanCuboid *cuboid)
{
  memset (cuboid->sums, 0, cuboid->n_cells * sizeof *cuboid->sums);
}

/* Those that are not summed from the leaves. */
static gboolean
sum_others (FwScan *self, GError **error)
{
  for (guint i = 1; i < self->cuboids->len; i++)
    {
      FwScanCuboid *cuboid = fw_scan_cuboid (self, i);
      const FwScanCuboid *from = fw_scan_cuboid (self, cuboid->from);

      if (cuboid->from == 0)
        continue;
      if (!fw_scan_check_cancelled (self, error))
        return FALSE;
      clear_sums (cuboid);
      sum_cells (cuboid, from->sums, 0, from->n_cells);
    }
  return TRUE;
}

/* Block by block, so that the leaves are read from memory once and not once a cuboid. */
gboolean
fw_scan_sum (FwScan *self, GError **error)
{
  guint n_leaves = fw_cells_get_n_leaves (self->cells);

  for (guint i = 1; i < self->cuboids->len; i++)
    if (fw_scan_cuboid (self, i)->from == 0)
      clear_sums (fw_scan_cuboid (self, i));
  for (guint first = 0; first < n_leaves; first += BLOCK)
    {
      if (!fw_scan_check_cancelled (self, error))
        return FALSE;
      for (guint i = 1; i < self->cuboids->len; i++)
        if (fw_scan_cuboid (self, i)->from == 0)
          sum_cells (fw_scan_cuboid (self, i), self->leaves, first, MIN (first + BLOCK, n_leaves));
    }
  return sum_others (self, error);
}

static void
take_off_leaf (FwScan *self, guint leaf, guint32 *ids)
{
  FwScanChannels channels = self->leaves[leaf];

  ids[0] = leaf;
  for (guint i = 1; i < self->cuboids->len; i++)
    {
      FwScanCuboid *cuboid = fw_scan_cuboid (self, i);

      ids[i] = cuboid->cell_of[ids[cuboid->from]];
      fw_scan_subtract (&cuboid->sums[ids[i]], &channels);
    }
  self->leaves[leaf] = (FwScanChannels){ 0 };
}

/* From those summed from the leaves alone. */
static void
take_off_leaves (FwScan *self, const guint32 *leaves, guint n_leaves)
{
  for (guint first = 0; first < n_leaves; first += BLOCK)
    for (guint i = 1; i < self->cuboids->len; i++)
      {
        const FwScanCuboid *cuboid = fw_scan_cuboid (self, i);

        for (guint k = first; cuboid->from == 0 && k < MIN (first + BLOCK, n_leaves); k++)
          fw_scan_subtract (&cuboid->sums[cuboid->cell_of[leaves[k]]], &self->leaves[leaves[k]]);
      }
}

/* Whichever touches least: the cells of those leaves; these in the cuboids next to the leaves, and
 * the others anew; or all anew. */
gboolean
fw_scan_take_off (FwScan *self, const guint32 *leaves, guint n_leaves, GError **error)
{
  g_autofree guint32 *ids = g_new (guint32, self->cuboids->len);
  guint64 others = 0, next = 0;

  for (guint i = 1; i < self->cuboids->len; i++)
    if (fw_scan_cuboid (self, i)->from == 0)
      next++;
    else
      others += fw_scan_cuboid (self, fw_scan_cuboid (self, i)->from)->n_cells;
  if ((guint64) n_leaves * (self->cuboids->len - 1 - next) <= others)
    {
      for (guint i = 0; i < n_leaves; i++)
        take_off_leaf (self, leaves[i], ids);
      return fw_scan_check_cancelled (self, error);
    }
  if (n_leaves <= fw_cells_get_n_leaves (self->cells) / 2)
    take_off_leaves (self, leaves, n_leaves);
  for (guint i = 0; i < n_leaves; i++)
    self->leaves[leaves[i]] = (FwScanChannels){ 0 };
  return n_leaves <= fw_cells_get_n_leaves (self->cells) / 2 ? sum_others (self, error)
                                                             : fw_scan_sum (self, error);
}
