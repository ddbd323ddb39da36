/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FwWallboard:
 * The floor on a wall: one view at a time in letters to be read from five metres, the next after
 * fifteen seconds. No pointer, keeps the screen awake, says how old its figures are. Arrows choose
 * a view, Space holds it, Esc leaves.
 */
#define FW_TYPE_WALLBOARD (fw_wallboard_get_type ())
G_DECLARE_FINAL_TYPE (FwWallboard, fw_wallboard, FW, WALLBOARD, AdwWindow)

#define FW_WALLBOARD_SECONDS 15

/** fw_wallboard_new: @over: (nullable): the window whose screen it takes and that is in front again
 * afterwards */
FwWallboard *fw_wallboard_new (GtkWindow *over, FwLive *live);

/** fw_wallboard_set_client: whom to ask what queues are called; without, their ids are shown. */
void fw_wallboard_set_client (FwWallboard *self, FwClient *client);

/** fw_wallboard_list_views, _is_chosen, _choose: which views take part; at least one always does.
 * Remembered. */
const char *const *fw_wallboard_list_views (void);
const char *fw_wallboard_get_view_title (const char *view);
gboolean fw_wallboard_is_chosen (const char *view);
void fw_wallboard_choose (const char *view, gboolean chosen);

/** fw_wallboard_turn: to the next (1) or previous (-1) view. */
void fw_wallboard_turn (FwWallboard *self, int by);
const char *fw_wallboard_get_view (FwWallboard *self);

G_END_DECLS
