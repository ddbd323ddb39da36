/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/**
 * RECORD on the wire: {"id","revision", and each field by its name}. A date is "2026-11-21", a time
 * of day "22:00", a list of references an array, an empty field null. Secrets go up only.
 */

/** fw_record_json_append: @secrets: TRUE on the way up, where a secret that is set is written. */
void fw_record_json_append (FwJsonWriter *writer, const FwRecord *record, gboolean secrets);

/** fw_record_json_append_fields: an object of some of its fields alone, without id and revision. */
void fw_record_json_append_fields (FwJsonWriter *writer,
                                   const FwRecord *record,
                                   const char *const *names);

/**
 * fw_record_json_read: strict: an unknown member or one of another type is FW_ERROR_INVALID,
 * "field: expectation". Fields that are not there are left empty; a
 * centre's own are left as they are (fw_record_leave()). "revision" may be absent (0).
 * Returns: (transfer full).
 */
FwRecord *fw_record_json_read (const FwKind *kind, JsonObject *object, GError **error);

/** fw_record_json_take: the same of what a server answers, which may know fields of a centre's own
 * that this side was not told of yet: they are passed over. */
FwRecord *fw_record_json_take (const FwKind *kind, JsonObject *object, GError **error);

G_END_DECLS
