/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-table.h"

G_BEGIN_DECLS

/** FwWhyCauses: causes, what is possible, what is chance and what is mix, ranked; under them the
 * neighbours of the one that is chosen. */
#define FW_TYPE_WHY_CAUSES (fw_why_causes_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyCauses, fw_why_causes, FW, WHY_CAUSES, AdwBin)

void fw_why_causes_set (FwWhyCauses *self, FwWhyResult *result);
FwWhyTable *fw_why_causes_get_table (FwWhyCauses *self);

G_END_DECLS
