/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-column.h"

G_BEGIN_DECLS

/* The stored form of a column of numbers: width (1 byte: 0, 1, 2, 4, 8), width in memory (1 byte),
 * base (8), scale (4), then that many bytes a row. A value is base + scale × what is stored.
 * Little-endian throughout. */

/** FwReader: what is left to read; every step checks that it is there. */
typedef struct
{
  const guint8 *data;
  gsize length;
} FwReader;

gboolean fw_reader_take (FwReader *self, gpointer target, gsize length);

/** fw_packing_write: appends @n_rows rows of @column. @minimum: width that is stored even where
 * less would do. */
void fw_packing_write (GByteArray *bytes, const FwColumn *column, guint n_rows, guint8 minimum);

/**
 * fw_packing_read: fills @column (empty before) with @n_rows rows.
 * @minimum, @maximum: of the width in memory
 * Returns: FALSE when bytes are missing, widths are wrong or memory is short.
 */
gboolean
fw_packing_read (FwReader *reader, FwColumn *column, guint n_rows, guint8 minimum, guint8 maximum);

G_END_DECLS
