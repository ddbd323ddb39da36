/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_case_columns_add: the columns of the queue of clocks, whose rows are FwCaseItem. */
void fw_case_columns_add (FwLiveGrid *grid);

G_END_DECLS
