/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-packing.h"

#include <string.h>

#if G_BYTE_ORDER != G_LITTLE_ENDIAN
#error "The stored form is little-endian, and columns are copied as they are"
#endif

#define SCALE 1000 /* ms that are whole seconds throughout */

gboolean
fw_reader_take (FwReader *self, gpointer target, gsize length)
{
  if (self->length < length)
    return FALSE;

  memcpy (target, self->data, length);
  self->data += length;
  self->length -= length;
  return TRUE;
}

typedef struct
{
  guint64 low, high;
  gboolean scaled; /* every value is a multiple of SCALE */
} Measure;

/* One loop for each width, so that the compiler does many rows in a step. */
#define MEASURE(type)                                                                              \
  {                                                                                                \
    const type *values = column->data;                                                             \
    type low = (type) G_MAXUINT64, high = 0;                                                       \
                                                                                                   \
    for (guint row = 0; row < n_rows; row++)                                                       \
      {                                                                                            \
        low = MIN (low, values[row]);                                                              \
        high = MAX (high, values[row]);                                                            \
      }                                                                                            \
    found.low = low;                                                                               \
    found.high = high;                                                                             \
  }

static gboolean
is_scaled (const guint32 *values, guint n_rows)
{
  guint32 rest = 0;

  for (guint row = 0; row < n_rows; row++)
    rest |= values[row] % SCALE;
  return rest == 0;
}

static Measure
measure (const FwColumn *column, guint n_rows)
{
  Measure found = { 0, 0, FALSE };

  if (n_rows == 0)
    return found;
  switch (column->width)
    {
    case 0:
      break;
    case 1:
      MEASURE (guint8)
      break;
    case 2:
      MEASURE (guint16)
      break;
    case 4:
      MEASURE (guint32)
      found.scaled = is_scaled (column->data, n_rows);
      break;
    default:
      MEASURE (guint64)
      break;
    }

  return found;
}

/* The stored bytes are not aligned. */
#define PACK(from_type, to_type, scale)                                                            \
  for (guint row = 0; row < n_rows; row++)                                                         \
    {                                                                                              \
      to_type value =                                                                              \
          (to_type) ((((const from_type *) column->data)[row] - (from_type) low) / (scale));       \
                                                                                                   \
      memcpy (data + (gsize) row * sizeof value, &value, sizeof value);                            \
    }

#define PACK_FROM(from_type, scale)                                                                \
  switch (width)                                                                                   \
    {                                                                                              \
    case 0:                                                                                        \
      break;                                                                                       \
    case 1:                                                                                        \
      PACK (from_type, guint8, scale)                                                              \
      break;                                                                                       \
    case 2:                                                                                        \
      PACK (from_type, guint16, scale)                                                             \
      break;                                                                                       \
    case 4:                                                                                        \
      PACK (from_type, guint32, scale)                                                             \
      break;                                                                                       \
    default:                                                                                       \
      PACK (from_type, guint64, scale)                                                             \
      break;                                                                                       \
    }

static void
pack (const FwColumn *column, guint n_rows, guint8 *data, guint8 width, guint64 low, guint32 scale)
{
  switch (column->width)
    {
    case 0:
      memset (data, 0, (gsize) n_rows * width);
      break;
    case 1:
      PACK_FROM (guint8, 1)
      break;
    case 2:
      PACK_FROM (guint16, 1)
      break;
    case 4:
      if (scale == SCALE)
        PACK_FROM (guint32, SCALE)
      else
        PACK_FROM (guint32, 1)
      break;
    default:
      PACK_FROM (guint64, 1)
      break;
    }
}

void
fw_packing_write (GByteArray *bytes, const FwColumn *column, guint n_rows, guint8 minimum)
{
  Measure found = measure (column, n_rows);
  guint32 scale = found.scaled && found.high > 0 ? SCALE : 1;
  guint8 width = MAX (fw_column_width_for ((found.high - found.low) / scale), minimum);
  guint start;

  g_byte_array_append (bytes, &width, 1);
  g_byte_array_append (bytes, &column->width, 1);
  g_byte_array_append (bytes, (const guint8 *) &found.low, sizeof found.low);
  g_byte_array_append (bytes, (const guint8 *) &scale, sizeof scale);

  start = bytes->len;
  g_byte_array_set_size (bytes, start + n_rows * width);
  pack (column, n_rows, bytes->data + start, width, found.low, scale);
}

#define UNPACK(from_type, to_type)                                                                 \
  for (guint row = 0; row < n_rows; row++)                                                         \
    {                                                                                              \
      from_type value;                                                                             \
                                                                                                   \
      memcpy (&value, data + (gsize) row * sizeof value, sizeof value);                            \
      ((to_type *) column->data)[row] = (to_type) (base + scale * value);                          \
    }

#define UNPACK_TO(to_type)                                                                         \
  switch (width)                                                                                   \
    {                                                                                              \
    case 1:                                                                                        \
      UNPACK (guint8, to_type)                                                                     \
      break;                                                                                       \
    case 2:                                                                                        \
      UNPACK (guint16, to_type)                                                                    \
      break;                                                                                       \
    case 4:                                                                                        \
      UNPACK (guint32, to_type)                                                                    \
      break;                                                                                       \
    case 8:                                                                                        \
      UNPACK (guint64, to_type)                                                                    \
      break;                                                                                       \
    default:                                                                                       \
      for (guint row = 0; row < n_rows; row++)                                                     \
        ((to_type *) column->data)[row] = (to_type) base;                                          \
      break;                                                                                       \
    }

static void
unpack (
    FwColumn *column, guint n_rows, const guint8 *data, guint8 width, guint64 base, guint64 scale)
{
  if (width == column->width && base == 0 && scale == 1)
    {
      memcpy (column->data, data, (gsize) n_rows * width);
      return;
    }

  switch (column->width)
    {
    case 1:
      UNPACK_TO (guint8)
      break;
    case 2:
      UNPACK_TO (guint16)
      break;
    case 4:
      UNPACK_TO (guint32)
      break;
    default:
      UNPACK_TO (guint64)
      break;
    }
}

static gboolean
is_width (guint8 width)
{
  return width == 0 || width == 1 || width == 2 || width == 4 || width == 8;
}

gboolean
fw_packing_read (FwReader *reader, FwColumn *column, guint n_rows, guint8 minimum, guint8 maximum)
{
  guint8 width, wide;
  guint64 base;
  guint32 scale;

  if (!fw_reader_take (reader, &width, 1) || !fw_reader_take (reader, &wide, 1) ||
      !fw_reader_take (reader, &base, sizeof base) ||
      !fw_reader_take (reader, &scale, sizeof scale))
    return FALSE;
  if (!is_width (width) || !is_width (wide) || wide > maximum ||
      reader->length / MAX (width, 1) < (width > 0 ? n_rows : 0))
    return FALSE;

  column->width = MAX (wide, minimum);
  if (column->width > 0)
    {
      column->data = g_try_malloc_n (MAX (n_rows, 1), column->width);
      if (column->data == NULL)
        {
          column->width = 0;
          return FALSE;
        }
      unpack (column, n_rows, reader->data, width, base, scale);
    }

  reader->data += (gsize) n_rows * width;
  reader->length -= (gsize) n_rows * width;
  return TRUE;
}
