/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-pane.h"
#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwWhyHeat: how a figure changed by weekday and half hour. Signal "activated" (weekday 1-7, half
 * hour "01:30"). */
#define FW_TYPE_WHY_HEAT (fw_why_heat_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyHeat, fw_why_heat, FW, WHY_HEAT, FwWhyPane)

GtkWidget *fw_why_heat_new (FwClient *client);
/** fw_why_heat_ask: against @before_from to @before_to, µs UTC. */
void fw_why_heat_ask (FwWhyHeat *self,
                      const FwMetric *metric,
                      const FwWhyPeriod *period,
                      gint64 before_from,
                      gint64 before_to);

G_END_DECLS
