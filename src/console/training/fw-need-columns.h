/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_need_columns_add: the columns of a table of needs (FwAnswerItem), the greatest effect first.
 */
void fw_need_columns_add (FwLiveGrid *grid);

G_END_DECLS
