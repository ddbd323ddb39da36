/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-pane.h"

G_BEGIN_DECLS

/** FwWhyRadar: service from eight sides against the centre and the benchmarks of the policies; what
 * falls short stands beside it with where to look. Signal "activated" (metric): a side was chosen.
 */
#define FW_TYPE_WHY_RADAR (fw_why_radar_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyRadar, fw_why_radar, FW, WHY_RADAR, FwWhyPane)

/** fw_why_radar_new: @rated: of what surveys say of single sides, instead of the eight metrics. */
GtkWidget *fw_why_radar_new (FwClient *client, gboolean rated);
/** fw_why_radar_ask: @name: (nullable): what the period's filters choose: "Night B"; NULL: all. */
void fw_why_radar_ask (FwWhyRadar *self, const FwWhyPeriod *period, const char *name);

G_END_DECLS
