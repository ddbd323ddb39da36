/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/cube/fw-table.h"
#include "core/cube/fw-tabulate.h"
#include "core/fw-hash.h"

void
fw_tabulation_free (FwTabulation *self)
{
  if (self == NULL)
    return;

  g_free (self->codes);
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    g_free (self->sides[side]);
  g_free (self);
}

FwTabulation *
fw_tabulation_copy (const FwTabulation *self)
{
  FwTabulation *copy = g_memdup2 (self, sizeof *self);

  copy->codes =
      g_memdup2 (self->codes, (gsize) self->n_leaves * self->n_axes * sizeof *self->codes);
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    copy->sides[side] = g_memdup2 (self->sides[side], self->n_leaves * sizeof (FwTally));
  return copy;
}

/* Leaf @from is written over leaf @to, which stands before it. */
static void
move_leaf (FwTabulation *self, guint from, guint to)
{
  if (from == to)
    return;
  memmove (self->codes + (gsize) to * self->n_axes, self->codes + (gsize) from * self->n_axes,
           self->n_axes * sizeof *self->codes);
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    self->sides[side][to] = self->sides[side][from];
}

/* Codes are at most 16 of 16 bits: their hash is the key, and leaves of one key are compared. */
static guint64
hash_codes (const guint16 *codes, guint n)
{
  guint64 key = n;

  for (guint i = 0; i < n; i++)
    key = fw_hash_mix (key * 65599 + codes[i]);
  return key;
}

static void
remove_column (FwTabulation *self, guint axis)
{
  guint n = self->n_axes;

  for (guint leaf = 0; leaf < self->n_leaves; leaf++)
    for (guint i = 0, to = 0; i < n; i++)
      if (i != axis)
        self->codes[(gsize) leaf * (n - 1) + to++] = self->codes[(gsize) leaf * n + i];
  self->n_axes--;
}

void
fw_tabulation_drop_axis (FwTabulation *self, guint axis)
{
  FwTable places = { 0 };
  guint n = 0;

  g_return_if_fail (axis < self->n_axes);

  remove_column (self, axis);
  for (guint leaf = 0; leaf < self->n_leaves; leaf++)
    {
      const guint16 *codes = fw_tabulation_get_codes (self, leaf);
      guint64 key = hash_codes (codes, self->n_axes);
      guint32 place = fw_table_find (&places, key);

      while (place != FW_TABLE_NONE && memcmp (fw_tabulation_get_codes (self, place), codes,
                                               self->n_axes * sizeof *codes) != 0)
        place = fw_table_find (&places, ++key);
      if (place != FW_TABLE_NONE)
        {
          for (guint side = 0; side < FW_TABULATE_SIDES; side++)
            fw_tally_add (&self->sides[side][place], &self->sides[side][leaf]);
          continue;
        }
      move_leaf (self, leaf, n);
      fw_table_set (&places, key, n++);
    }
  self->n_leaves = n;
  fw_table_clear (&places);
}

static void
subtract (FwTally *tally, const FwTally *other)
{
  tally->n -= other->n;
  tally->sum -= other->sum;
  tally->squares -= other->squares;
}

void
fw_tabulation_subtract (FwTabulation *self)
{
  guint n = 0;

  for (guint leaf = 0; leaf < self->n_leaves; leaf++)
    {
      subtract (&self->sides[1][leaf], &self->sides[0][leaf]);
      if (self->sides[0][leaf].n > 0 || self->sides[1][leaf].n > 0)
        move_leaf (self, leaf, n++);
    }
  self->n_leaves = n;
  subtract (&self->totals[1], &self->totals[0]);
}
