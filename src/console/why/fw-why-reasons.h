/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-pane.h"

G_BEGIN_DECLS

/** FwWhyReasons: what makes up most of the contacts that went wrong, by a dimension of choice.
 * Signal "activated" (dimension, value): a bar was chosen. */
#define FW_TYPE_WHY_REASONS (fw_why_reasons_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyReasons, fw_why_reasons, FW, WHY_REASONS, FwWhyPane)

GtkWidget *fw_why_reasons_new (FwClient *client);
void fw_why_reasons_ask (FwWhyReasons *self, const FwWhyPeriod *period);
/** fw_why_reasons_choose: as somebody would: @metric whose misses are counted (csat: not satisfied;
 * resolution_rate, first_contact_resolution, connection_rate), @dimension. (nullable): as it is. */
void fw_why_reasons_choose (FwWhyReasons *self, const char *metric, const char *dimension);

G_END_DECLS
