/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_test_record: a new record of the kind of that name with its fallbacks and the given fields:
 * name, CSV text, ..., NULL.
 */
FwRecord *fw_test_record (const char *kind, const char *id, ...) G_GNUC_NULL_TERMINATED;
/** fw_test_record_set: sets one field from its CSV text, which must be right. */
void fw_test_record_set (FwRecord *record, const char *field, const char *text);

G_END_DECLS
