/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-result.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** FwWhyTrail: how deep one has gone, from the whole figure to the cell that is looked at. Signal
 * "go" (depth): 0 is the whole. */
#define FW_TYPE_WHY_TRAIL (fw_why_trail_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyTrail, fw_why_trail, FW, WHY_TRAIL, AdwBin)

/** fw_why_trail_set: @parts: of FwWhyPart. @answer: (nullable): of the innermost. @metric: what is
 * asked about. */
void fw_why_trail_set (FwWhyTrail *self,
                       const char *metric,
                       const GArray *parts,
                       const FwWhyAnswer *answer);

G_END_DECLS
