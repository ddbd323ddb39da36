/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwTable: 64-bit keys to row numbers, open addressing. Zero-initialised is empty; clear with
 * fw_table_clear(). */
typedef struct
{
  guint64 *keys;
  guint32 *values; /* row + 1; 0 is free */
  guint n_slots;   /* a power of two, at least twice n_used; 0 before the first insert */
  guint n_used;
} FwTable;

#define FW_TABLE_NONE G_MAXUINT32

void fw_table_clear (FwTable *self);

/** fw_table_find: Returns: the row, FW_TABLE_NONE for an unknown key. */
guint32 fw_table_find (const FwTable *self, guint64 key);

/** fw_table_set: the key now means @row. */
void fw_table_set (FwTable *self, guint64 key, guint32 row);

G_END_DECLS
