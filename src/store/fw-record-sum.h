/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-record-table.h"

G_BEGIN_DECLS

/* The sums of a record's row: what tells that it is as it was written. All take the columns as a
 * SELECT of the table has them. */

/** FW_RECORD_N_FIXED: columns before those of the fields: id, revision, deleted, written. */
#define FW_RECORD_N_FIXED 4

/** fw_record_sum_own: of a centre's own field, bound to its record; of one that is empty there is
 * none. */
FwSqlValue fw_record_sum_own (const FwKind *kind, guint field, const FwSqlValue *columns);

/** fw_record_sum_check: FALSE with FW_ERROR_CORRUPT where the row or a field of the centre's own is
 * not what was written; @id: as the message names it. */
gboolean
fw_record_sum_check (const FwKind *kind, const FwSqlValue *columns, const char *id, GError **error);

G_END_DECLS
