/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-database.h"

G_BEGIN_DECLS

/**
 * fw_row_sum: a checksum over a row, kept in a column of its own ("sum"): a bit that flips in a
 * value, its key or between two rows is told when the row is read, whichever engine keeps it.
 * @names: of the columns, in the order of @values; what is NULL does not count, so a new column
 * changes no sum.
 */
gint64
fw_row_sum (const char *table, const char *const *names, const FwSqlValue *values, guint n_values);

/** fw_row_sum_is: whether the column @stored holds @sum, or nothing: a row from before. Sets
 * FW_ERROR_CORRUPT. */
gboolean fw_row_sum_is (
    const FwSqlValue *stored, gint64 sum, const char *table, const char *key, GError **error);

/** fw_row_sum_seal: Returns: (transfer full): @text with a checksum at its end, bound to @key; for
 * a value that is written and read apart from its row. */
char *fw_row_sum_seal (const char *key, const char *text);
/** fw_row_sum_open: Returns: (transfer full): what was sealed; NULL with FW_ERROR_CORRUPT. */
char *fw_row_sum_open (const char *key, const char *sealed, GError **error);

G_END_DECLS
