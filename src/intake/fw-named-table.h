/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FwNamedTable:
 * A CSV or XLSX sheet whose first row names its columns, held in memory. Errors name the line, the
 * column and what was expected.
 */
typedef struct
{
  GPtrArray *names; /* char*, none twice */
  GPtrArray *cells; /* char*, row by row; a short row is filled up with "" */
  GArray *lines;    /* guint64: of each row */
} FwNamedTable;

/** fw_named_table_read: Returns: (transfer full): NULL with an error that begins with @path. */
FwNamedTable *fw_named_table_read (const char *path, GError **error);
/** fw_named_table_read_bytes: the same from memory. */
FwNamedTable *fw_named_table_read_bytes (GBytes *bytes, GError **error);
void fw_named_table_free (FwNamedTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwNamedTable, fw_named_table_free)

guint fw_named_table_get_n_rows (const FwNamedTable *self);
/** fw_named_table_find: Returns: the column, or -1. */
int fw_named_table_find (const FwNamedTable *self, const char *name);
/** fw_named_table_find_needed: as above, with an error where it is missing. */
gboolean fw_named_table_find_needed (const FwNamedTable *self,
                                     const char *name,
                                     guint *column,
                                     GError **error);
const char *fw_named_table_get (const FwNamedTable *self, guint row, guint column);
/** fw_named_table_fail: Returns: FALSE with FW_ERROR_INVALID, "line 3, column “aht”: …, found “x”".
 */
gboolean fw_named_table_fail (
    const FwNamedTable *self, guint row, guint column, const char *expected, GError **error);

G_END_DECLS
