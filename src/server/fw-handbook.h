/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/* Debriefs, and the cases of the handbook in which they end. */

#define FW_DEBRIEFS "debrief"
#define FW_HANDBOOK_CASES "handbook-case"
/** The effect of a conclusion. */
#define FW_HANDBOOK "handbook"

/** fw_handbook_have_effect: the case that follows from @debrief, and the one that it takes the
 * place of; as FwRecordEffect. */
GArray *fw_handbook_have_effect (FwRecords *records, const FwRecord *debrief, GError **error);

G_END_DECLS
