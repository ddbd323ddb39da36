/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-hash-set.h"

#define FIRST_SIZE 1024

void
fw_hash_set_clear (FwHashSet *self)
{
  g_clear_pointer (&self->slots, g_free);
  self->n = self->size = 0;
}

static inline guint
find_slot (const FwHashSet *self, guint64 hash)
{
  guint i = (guint) hash & (self->size - 1);

  while (self->slots[i] != 0 && self->slots[i] != hash)
    i = (i + 1) & (self->size - 1);

  return i;
}

static void
grow (FwHashSet *self)
{
  FwHashSet larger = { .n = self->n, .size = self->size > 0 ? self->size * 2 : FIRST_SIZE };

  larger.slots = g_new0 (guint64, larger.size);
  for (guint i = 0; i < self->size; i++)
    if (self->slots[i] != 0)
      larger.slots[find_slot (&larger, self->slots[i])] = self->slots[i];
  g_free (self->slots);
  *self = larger;
}

gboolean
fw_hash_set_add (FwHashSet *self, guint64 hash)
{
  guint i;

  if (self->n * 2 >= self->size)
    grow (self);
  hash = hash != 0 ? hash : 1;
  i = find_slot (self, hash);
  if (self->slots[i] != 0)
    return TRUE;
  self->slots[i] = hash;
  self->n++;

  return FALSE;
}
