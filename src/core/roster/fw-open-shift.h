/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_open_shift_arrange: what an open shift is called, and how many of its places are left
 * (FwKindArrange). */
void fw_open_shift_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look);
/** fw_open_shift_check: what the fields of an open shift say together. */
gboolean fw_open_shift_check (const FwRecord *record, GError **error);

G_END_DECLS
