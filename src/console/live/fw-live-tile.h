/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwLiveTile: one figure with all that goes with it: verdict, difference, target, n, interval, its
 * day. Signal "open": somebody wants to see the contacts behind it. */
#define FW_TYPE_LIVE_TILE (fw_live_tile_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveTile, fw_live_tile, FW, LIVE_TILE, GtkWidget)

GtkWidget *fw_live_tile_new (FwLive *live, FwTile *tile);
FwTile *fw_live_tile_get_tile (FwLiveTile *self);
/** fw_live_tile_get_detail: Returns: (transfer none): target, n and interval, in a line or two. */
GtkWidget *fw_live_tile_get_detail (FwLiveTile *self);
/** fw_live_tile_set_compact: without the sparkline, where height is short */
void fw_live_tile_set_compact (FwLiveTile *self, gboolean compact);

G_END_DECLS
