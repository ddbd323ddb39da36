/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/**
 * fw_record_rows_read: records from CSV or XLSX: a header of "id" and names of fields, one record a
 * row. Fields without a column stay as @stored has them (of new records: the fallbacks). One bad
 * row refuses the whole file and names line and field. Returns: (transfer full) (element-type
 * FwRecord).
 */
GPtrArray *
fw_record_rows_read (const FwKind *kind, GPtrArray *stored, GBytes *bytes, GError **error);

/** fw_record_rows_compare: Returns: (transfer full) (element-type FwRecord): those that differ from
 * the stored; @created of them are new. */
GPtrArray *fw_record_rows_compare (GPtrArray *stored, GPtrArray *records, guint64 *created);

G_END_DECLS
