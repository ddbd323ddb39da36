/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-cube-private.h"

static void
add_texts (FwDictionary *self, FwDictionary *other)
{
  for (guint code = 0; code < fw_dictionary_get_length (other); code++)
    {
      guint16 own =
          fw_dictionary_intern (self, fw_text (fw_dictionary_get (other, (guint16) code)));

      g_assert (own == code);
    }
}

static void
swap_arrays (GPtrArray **a, GPtrArray **b)
{
  GPtrArray *kept = *a;

  *a = *b;
  *b = kept;
}

void
fw_cube_adopt (FwCube *self, FwCube *other)
{
  g_return_if_fail (self != NULL && other != NULL && self != other);

  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    if (self->dictionaries[i] != NULL)
      add_texts (self->dictionaries[i], other->dictionaries[i]);

  swap_arrays (&self->sites, &other->sites);
  swap_arrays (&self->segments, &other->segments);
  self->recent = other->recent = NULL;
  g_ptr_array_set_size (other->segments, 0);
  for (guint i = 0; i < self->segments->len; i++)
    ((FwSegment *) g_ptr_array_index (self->segments, i))->dirty = TRUE;
}
