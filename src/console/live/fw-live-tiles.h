/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwLiveTiles: the seven in one row where there is room, else half of them in each of two, the
 * last one wide; all of one height. Signal "open" (measure): somebody wants to see the contacts
 * behind one. */
#define FW_TYPE_LIVE_TILES (fw_live_tiles_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveTiles, fw_live_tiles, FW, LIVE_TILES, GtkWidget)

GtkWidget *fw_live_tiles_new (void);
/** fw_live_tiles_set_live: @days: of days, and not of a moment: nobody waits there. */
void fw_live_tiles_set_live (FwLiveTiles *self, FwLive *live, gboolean days);
/** fw_live_tiles_set_columns: 0: as many as there is room for */
void fw_live_tiles_set_columns (FwLiveTiles *self, guint columns);
void fw_live_tiles_set_compact (FwLiveTiles *self, gboolean compact);

G_END_DECLS
