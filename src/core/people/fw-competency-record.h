/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/people/fw-readiness.h"

G_BEGIN_DECLS

/** fw_competency_read_decay: how long what was shown of a record of the kind competency counts.
 * Returns: FALSE with FW_ERROR_INVALID, "field: expectation". */
gboolean fw_competency_read_decay (const FwRecord *record, FwDecay *decay, GError **error);

G_END_DECLS
