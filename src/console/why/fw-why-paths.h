/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-pane.h"

G_BEGIN_DECLS

/** FwWhyPaths: the ways that contacts went, against the standard path. Signal "activated" (measure
 * "abandoned" ... as of GET contacts): the contacts of a step. */
#define FW_TYPE_WHY_PATHS (fw_why_paths_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyPaths, fw_why_paths, FW, WHY_PATHS, FwWhyPane)

GtkWidget *fw_why_paths_new (FwClient *client);
void fw_why_paths_ask (FwWhyPaths *self, const FwWhyPeriod *period);

G_END_DECLS
