/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-table.h"

#include "core/fw-hash.h"

void
fw_table_clear (FwTable *self)
{
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->values, g_free);
  self->n_slots = self->n_used = 0;
}

/* Returns: the slot of @key, or the free one where it belongs. */
static inline guint
find_slot (const FwTable *self, guint64 key)
{
  guint slot = (guint) fw_hash_mix (key) & (self->n_slots - 1);

  while (self->values[slot] != 0 && self->keys[slot] != key)
    slot = (slot + 1) & (self->n_slots - 1);

  return slot;
}

static void
grow (FwTable *self)
{
  FwTable old = *self;

  self->n_slots = MAX (64, old.n_slots * 2);
  self->keys = g_new (guint64, self->n_slots);
  self->values = g_new0 (guint32, self->n_slots);
  for (guint i = 0; i < old.n_slots; i++)
    if (old.values[i] != 0)
      {
        guint slot = find_slot (self, old.keys[i]);

        self->keys[slot] = old.keys[i];
        self->values[slot] = old.values[i];
      }

  g_free (old.keys);
  g_free (old.values);
}

guint32
fw_table_find (const FwTable *self, guint64 key)
{
  /* A free slot holds 0, which wraps to FW_TABLE_NONE. */
  return self->n_slots == 0 ? FW_TABLE_NONE : self->values[find_slot (self, key)] - 1;
}

void
fw_table_set (FwTable *self, guint64 key, guint32 row)
{
  guint slot;

  if (self->n_used * 2 >= self->n_slots)
    grow (self);

  slot = find_slot (self, key);
  if (self->values[slot] == 0)
    self->n_used++;
  self->keys[slot] = key;
  self->values[slot] = row + 1;
}
