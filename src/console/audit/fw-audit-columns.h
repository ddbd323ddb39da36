/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_audit_columns_add: the columns of the trail, whose rows are FwAnswerItem of its lines. */
void fw_audit_columns_add (FwLiveGrid *grid);

G_END_DECLS
