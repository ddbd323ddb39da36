/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_case_replay_columns_add: of clocks, as GET cases/replay answers them. */
void fw_case_replay_columns_add (FwLiveGrid *grid);
/** fw_case_replay_columns_add_cases: of the cases in which one of them comes out otherwise. */
void fw_case_replay_columns_add_cases (FwLiveGrid *grid);

G_END_DECLS
