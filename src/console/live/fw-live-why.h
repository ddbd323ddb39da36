/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-board.h"

G_BEGIN_DECLS

/** fw_live_why_find: Returns: (transfer floating): the question about the figure that has the focus
 * on @board: a tile, a cell of the table, the curve, a person, an alert; else about the day. */
GVariant *fw_live_why_find (FwLiveBoard *board, GtkWidget *focus);
/** fw_live_why_of_alert: Returns: (transfer full): the question about the figure of @alert,
 * of its own window and scope. */
GVariant *fw_live_why_of_alert (const FwLiveFrameAlert *alert);

G_END_DECLS
