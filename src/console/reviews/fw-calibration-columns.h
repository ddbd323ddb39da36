/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** The columns of graders, items and pairs: of rows of GET calibration. */
void fw_calibration_columns_add_graders (FwLiveGrid *grid);
void fw_calibration_columns_add_items (FwLiveGrid *grid);
void fw_calibration_columns_add_pairs (FwLiveGrid *grid);

G_END_DECLS
