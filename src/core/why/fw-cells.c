/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-cells.h"

#include <string.h>

FwCells *
fw_cells_new (FwCellsForm form, guint n_attributes)
{
  FwCells *self = g_new0 (FwCells, 1);

  g_assert (n_attributes <= FW_CELLS_MOST_ATTRIBUTES);
  self->form = form;
  self->periods = 1;
  self->n_attributes = n_attributes;
  for (guint i = 0; i < n_attributes; i++)
    self->attributes[i].parent = FW_CELLS_ANY;
  return self;
}

void
fw_cells_free (FwCells *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_attributes; i++)
    {
      g_free (self->attributes[i].name);
      g_clear_pointer (&self->attributes[i].values, g_ptr_array_unref);
    }
  g_free (self->codes);
  g_free (self->now);
  g_free (self->then);
  g_free (self->slots);
  g_free (self);
}

void
fw_cells_set_attribute (FwCells *self, guint attribute, const char *name, guint n_values)
{
  g_return_if_fail (attribute < self->n_attributes);
  g_return_if_fail (n_values <= FW_CELLS_MOST_VALUES);

  g_free (self->attributes[attribute].name);
  self->attributes[attribute].name = g_strdup (name);
  self->attributes[attribute].n_values = n_values;
}

void
fw_cells_set_value_name (FwCells *self, guint attribute, guint32 code, const char *name)
{
  FwCellsAttribute *to;

  g_return_if_fail (attribute < self->n_attributes);
  g_return_if_fail (code < self->attributes[attribute].n_values);

  to = &self->attributes[attribute];
  if (to->values == NULL)
    to->values = g_ptr_array_new_with_free_func (g_free);
  if (to->values->len <= code)
    g_ptr_array_set_size (to->values, (gint) code + 1);
  g_free (to->values->pdata[code]);
  to->values->pdata[code] = g_strdup (name);
}

void
fw_cells_set_parent (FwCells *self, guint attribute, guint parent)
{
  g_return_if_fail (attribute < self->n_attributes && parent < self->n_attributes);
  g_return_if_fail (attribute != parent);

  self->attributes[attribute].parent = parent;
}

void
fw_cells_set_fixed_target (FwCells *self, gboolean fixed)
{
  self->fixed_target = fixed;
}

void
fw_cells_set_periods (FwCells *self, double periods)
{
  g_return_if_fail (periods > 0);

  self->periods = periods;
}

/* ---- adding ---- */

void
fw_cells_reserve (FwCells *self, guint n_leaves)
{
  if (n_leaves <= self->room)
    return;
  self->room = n_leaves;
  self->codes = g_renew (guint32, self->codes, (gsize) n_leaves * self->n_attributes);
  self->now = g_renew (FwCellSums, self->now, n_leaves);
  self->then = g_renew (FwCellSums, self->then, n_leaves);
}

static void
add_sums (FwCellSums *to, const FwCellSums *from)
{
  to->n += from->n;
  to->sum += from->sum;
  to->squares += from->squares;
}

guint
fw_cells_append (FwCells *self, const guint32 *codes, const FwCellSums *now, const FwCellSums *then)
{
  guint leaf = self->n_leaves;

  if (leaf == self->room)
    fw_cells_reserve (self, MAX (64, leaf * 2));
  /* nothing to search by: one leaf, and no codes */
  if (self->n_attributes > 0)
    memcpy (self->codes + (gsize) leaf * self->n_attributes, codes,
            self->n_attributes * sizeof *codes);
  self->now[leaf] = *now;
  self->then[leaf] = *then;
  self->n_leaves++;
  return leaf;
}

static guint
hash_codes (const FwCells *self, const guint32 *codes)
{
  guint64 hash = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  for (guint i = 0; i < self->n_attributes; i++)
    {
      hash = (hash ^ codes[i]) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      hash ^= hash >> 32;
    }
  return (guint) hash;
}

static void
grow_slots (FwCells *self)
{
  guint n = MAX (256, self->n_slots * 2);

  g_free (self->slots);
  self->slots = g_new0 (guint32, n);
  self->n_slots = n;
  for (guint leaf = 0; leaf < self->n_leaves; leaf++)
    {
      guint at = hash_codes (self, fw_cells_get_codes (self, leaf)) & (n - 1);

      while (self->slots[at] != 0)
        at = (at + 1) & (n - 1);
      self->slots[at] = leaf + 1;
    }
}

guint
fw_cells_add (FwCells *self, const guint32 *codes, const FwCellSums *now, const FwCellSums *then)
{
  guint at, leaf;

  if (self->n_leaves >= self->n_slots / 2)
    grow_slots (self);
  for (at = hash_codes (self, codes) & (self->n_slots - 1); self->slots[at] != 0;
       at = (at + 1) & (self->n_slots - 1))
    {
      leaf = self->slots[at] - 1;
      if (self->n_attributes == 0 ||
          memcmp (fw_cells_get_codes (self, leaf), codes, self->n_attributes * sizeof *codes) == 0)
        {
          add_sums (&self->now[leaf], now);
          add_sums (&self->then[leaf], then);
          return leaf;
        }
    }
  leaf = fw_cells_append (self, codes, now, then);
  self->slots[at] = leaf + 1;
  return leaf;
}

/* ---- reading ---- */

const char *
fw_cells_get_name (const FwCells *self, guint attribute)
{
  const char *name = self->attributes[attribute].name;

  return name != NULL ? name : "";
}

const char *
fw_cells_get_value_name (const FwCells *self, guint attribute, guint32 code)
{
  const GPtrArray *values = self->attributes[attribute].values;

  return values != NULL && code < values->len ? values->pdata[code] : NULL;
}

void
fw_cells_sum (
    const FwCells *self, const guint32 *leaves, guint n_leaves, FwCellSums *now, FwCellSums *then)
{
  guint n = leaves != NULL ? n_leaves : self->n_leaves;

  *now = *then = (FwCellSums){ 0 };
  for (guint i = 0; i < n; i++)
    {
      guint leaf = leaves != NULL ? leaves[i] : i;

      add_sums (now, &self->now[leaf]);
      add_sums (then, &self->then[leaf]);
    }
}

void
fw_cells_format_set (const FwCells *self, const guint32 *codes, GString *text)
{
  gboolean first = TRUE;

  for (guint i = 0; i < self->n_attributes; i++)
    {
      const char *value;

      if (codes[i] == FW_CELLS_ANY)
        continue;
      value = fw_cells_get_value_name (self, i, codes[i]);
      g_string_append_printf (text, "%s%s=", first ? "" : "&", fw_cells_get_name (self, i));
      if (value != NULL)
        g_string_append (text, value);
      else
        g_string_append_printf (text, "%u", codes[i]);
      first = FALSE;
    }
}
