/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/**
 * FwNamedRows:
 * A table whose columns are found by the names in its first row, in any order. What is wrong is
 * collected with line and column, and nothing of the table counts when anything is: whoever sent it
 * sees all of it at once.
 */
typedef struct _FwNamedRows FwNamedRows;

typedef struct
{
  const char *name;
  gboolean required;
} FwNamedColumn;

/** FwNamedRow: called for each row below the header. */
typedef void (*FwNamedRow) (FwNamedRows *rows, gpointer user_data);
/** FwNamedHeader: called once the header is known; FALSE with an error ends the reading. */
typedef gboolean (*FwNamedHeader) (FwNamedRows *rows, gpointer user_data, GError **error);

/**
 * fw_named_rows_read:
 * @bytes: CSV in any encoding that can be told, or XLSX
 * @columns: (array length=n_columns): asked for by their place in this list
 * @header: (nullable)
 * Returns: FALSE with FW_ERROR_INVALID and a line for each of the first twenty problems.
 */
gboolean fw_named_rows_read (GBytes *bytes,
                             const FwNamedColumn *columns,
                             guint n_columns,
                             FwNamedHeader header,
                             FwNamedRow row,
                             gpointer user_data,
                             GError **error);

/** The header as it stands: columns by their place in the file. */
guint fw_named_rows_get_width (FwNamedRows *self);
const char *fw_named_rows_get_title (FwNamedRows *self, guint at);
/** fw_named_rows_find: the place of a column of the list, G_MAXUINT where the file has none. */
guint fw_named_rows_find (FwNamedRows *self, guint column);
/** fw_named_rows_get_cell: of the row at hand; "" where the row is shorter. */
FwText fw_named_rows_get_cell (FwNamedRows *self, guint at);
guint64 fw_named_rows_get_line (FwNamedRows *self);

/** Cells of the row at hand by the list of columns. Each returns FALSE after having noted what is
 * wrong with the cell. */
FwText fw_named_rows_get (FwNamedRows *self, guint column);
gboolean fw_named_rows_get_text (FwNamedRows *self, guint column, FwText *value);
gboolean fw_named_rows_get_date (FwNamedRows *self, guint column, gint32 *value);
gboolean fw_named_rows_get_number (
    FwNamedRows *self, guint column, double least, double most, double *value);

/** fw_named_rows_complain: notes what is wrong in the row at hand. @title: (nullable): of the
 * column. */
void fw_named_rows_complain (FwNamedRows *self, const char *title, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** fw_number_parse: a finite decimal number with a point, nothing before or behind it. */
gboolean fw_number_parse (FwText text, double *value);

/** fw_cell_shorten: as much of a cell as a message shows, cut between characters. Returns:
 * (transfer full). */
char *fw_cell_shorten (FwText cell);

/** fw_cell_is_nothing: how tables write that there is no value: nothing, NA, N/A, null, * or a
 * point.
 */
gboolean fw_cell_is_nothing (FwText cell);

G_END_DECLS
