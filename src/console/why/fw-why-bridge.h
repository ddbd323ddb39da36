/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"
#include "console/why/fw-why-result.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FwWhyBridge:
 * From the figure before to the figure now: by causes, or by mix and rate. Signals: "cause" (index
 * of the answer's causes), "side" (before): somebody chose a column.
 */
#define FW_TYPE_WHY_BRIDGE (fw_why_bridge_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyBridge, fw_why_bridge, FW, WHY_BRIDGE, AdwBin)

void fw_why_bridge_set (FwWhyBridge *self, FwWhyResult *result);
FwChart *fw_why_bridge_get_chart (FwWhyBridge *self);

G_END_DECLS
