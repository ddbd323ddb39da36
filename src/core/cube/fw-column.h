/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwColumn: one number a row, as wide as the largest needs. Width 0 holds only zeros and no
 * memory. */
typedef struct
{
  gpointer data;
  guint8 width; /* bytes: 0, 1, 2, 4, 8 */
} FwColumn;

static inline guint64
fw_column_get (const FwColumn *self, guint row)
{
  switch (self->width)
    {
    case 0:
      return 0;
    case 1:
      return ((const guint8 *) self->data)[row];
    case 2:
      return ((const guint16 *) self->data)[row];
    case 4:
      return ((const guint32 *) self->data)[row];
    default:
      return ((const guint64 *) self->data)[row];
    }
}

static inline guint8
fw_column_width_for (guint64 value)
{
  return value == 0             ? 0
         : value <= G_MAXUINT8  ? 1
         : value <= G_MAXUINT16 ? 2
         : value <= G_MAXUINT32 ? 4
                                : 8;
}

/** fw_column_widen: @n_rows rows are in use, @n_allocated have room. Rows that were not written are
 * 0. */
void fw_column_widen (FwColumn *self, guint8 width, guint n_rows, guint n_allocated);
void fw_column_resize (FwColumn *self, guint n_rows, guint n_allocated);
void fw_column_clear (FwColumn *self);

/** fw_column_store: the value must fit the width. */
static inline void
fw_column_store (FwColumn *self, guint row, guint64 value)
{
  switch (self->width)
    {
    case 0:
      break;
    case 1:
      ((guint8 *) self->data)[row] = (guint8) value;
      break;
    case 2:
      ((guint16 *) self->data)[row] = (guint16) value;
      break;
    case 4:
      ((guint32 *) self->data)[row] = (guint32) value;
      break;
    default:
      ((guint64 *) self->data)[row] = value;
      break;
    }
}

G_END_DECLS
