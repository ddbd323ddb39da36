/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-column.h"

#include <string.h>

void
fw_column_clear (FwColumn *self)
{
  g_clear_pointer (&self->data, g_free);
  self->width = 0;
}

void
fw_column_resize (FwColumn *self, guint n_rows, guint n_allocated)
{
  if (self->width == 0)
    return;

  self->data = g_realloc_n (self->data, n_allocated, self->width);
  memset ((guint8 *) self->data + (gsize) n_rows * self->width, 0,
          (gsize) (n_allocated - n_rows) * self->width);
}

void
fw_column_widen (FwColumn *self, guint8 width, guint n_rows, guint n_allocated)
{
  FwColumn wide = { .width = width };

  if (width <= self->width)
    return;

  wide.data = g_malloc0_n (MAX (n_allocated, 1), width);
  if (self->width > 0)
    for (guint row = 0; row < n_rows; row++)
      fw_column_store (&wide, row, fw_column_get (self, row));

  fw_column_clear (self);
  *self = wide;
}
