/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_record_merge: two versions of a record that both come from @base. What one of them did not
 * touch is the other's; a field that both changed to different values is open and has @theirs.
 * Secrets are @mine. @base: (nullable): not known, so that every field that differs is open.
 * @open: (element-type guint): takes the indices of the open fields. Returns: (transfer full): on
 * the revision of @theirs. */
FwRecord *fw_record_merge (FwRecord *base, FwRecord *mine, FwRecord *theirs, GArray *open);

/** fw_record_take_field: @field of @record becomes what @from has. */
void fw_record_take_field (FwRecord *record, FwRecord *from, guint field);

G_END_DECLS
