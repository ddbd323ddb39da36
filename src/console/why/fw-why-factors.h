/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"
#include "console/why/fw-why-table.h"

G_BEGIN_DECLS

/** FwWhyFactors: what goes along with the change while the rest is held: nights in a row, a slow
 * system ...; the figure by level of the one that is chosen. An association, never a proof. */
#define FW_TYPE_WHY_FACTORS (fw_why_factors_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyFactors, fw_why_factors, FW, WHY_FACTORS, AdwBin)

void fw_why_factors_set (FwWhyFactors *self, FwWhyResult *result);
FwWhyTable *fw_why_factors_get_table (FwWhyFactors *self);
FwChart *fw_why_factors_get_chart (FwWhyFactors *self);

G_END_DECLS
