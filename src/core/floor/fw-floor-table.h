/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwFloorTable:
 * 64-bit hashes to values of one fixed size (0: a set), by open addressing. Keys are hashes
 * already, so their low bits are the place. Invariants: key 0 marks a free place; at most 5 of 8
 * places are taken; a value moves when the table changes.
 */
typedef struct _FwFloorTable FwFloorTable;

FwFloorTable *fw_floor_table_new (gsize value_size);
void fw_floor_table_free (FwFloorTable *self);

/** fw_floor_table_find: Returns: the value (any non-NULL pointer for a set), NULL when @key is not
 * there. */
gpointer fw_floor_table_find (FwFloorTable *self, guint64 key);
/** fw_floor_table_prefetch: tells the processor that @key will be asked for soon. */
void fw_floor_table_prefetch (FwFloorTable *self, guint64 key);
/** fw_floor_table_add: Returns: its value, zeroed where @added. */
gpointer fw_floor_table_add (FwFloorTable *self, guint64 key, gboolean *added);
void fw_floor_table_remove (FwFloorTable *self, guint64 key);
/** fw_floor_table_filter: keeps what @keep says TRUE to. */
typedef gboolean (*FwFloorKeep) (gconstpointer value, gpointer user_data);
void fw_floor_table_filter (FwFloorTable *self, FwFloorKeep keep, gpointer user_data);
void fw_floor_table_clear (FwFloorTable *self);
/** fw_floor_table_reserve: makes room for @n keys at once. */
void fw_floor_table_reserve (FwFloorTable *self, gsize n);

gsize fw_floor_table_get_length (FwFloorTable *self);

/** fw_floor_table_list_keys: Returns: (transfer full): all keys, ascending;
 * fw_floor_table_get_length() of them. */
guint64 *fw_floor_table_list_keys (FwFloorTable *self);

/** fw_floor_table_visit: goes through all by ascending key. @visit may remove the one it is at. */
typedef void (*FwFloorVisit) (guint64 key, gpointer value, gpointer user_data);
void fw_floor_table_visit (FwFloorTable *self, FwFloorVisit visit, gpointer user_data);
/** fw_floor_table_scan: goes through all in no order; nothing may be added or removed meanwhile. */
void fw_floor_table_scan (FwFloorTable *self, FwFloorVisit visit, gpointer user_data);

/** fw_floor_sort_keys: ascending, by radix: a day's ids are sorted at every checkpoint. */
void fw_floor_sort_keys (guint64 *keys, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFloorTable, fw_floor_table_free)

G_END_DECLS
