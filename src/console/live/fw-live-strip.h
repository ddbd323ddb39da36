/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwLiveStrip: who is on the floor, in one bar. Signal "show-state" (name; "" everybody). */
#define FW_TYPE_LIVE_STRIP (fw_live_strip_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveStrip, fw_live_strip, FW, LIVE_STRIP, GtkWidget)

void fw_live_strip_set_live (FwLiveStrip *self, FwLive *live);
void fw_live_strip_set_bare (FwLiveStrip *self, gboolean bare);

G_END_DECLS
