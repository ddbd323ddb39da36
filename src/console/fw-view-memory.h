/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-view.h"

G_BEGIN_DECLS

/** fw_view_keep: what the scope bar says, for the next window and the next start. */
void fw_view_keep (FwView *view);
/** fw_view_recall: says what it said last. */
void fw_view_recall (FwView *view);

G_END_DECLS
