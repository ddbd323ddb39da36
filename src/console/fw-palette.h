/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/** FwPalette: finds anything by a few letters: pages, people, teams, queues, actions; pinyin
 * initials find Chinese names. */
#define FW_TYPE_PALETTE (fw_palette_get_type ())
G_DECLARE_FINAL_TYPE (FwPalette, fw_palette, FW, PALETTE, AdwWindow)

GtkWidget *fw_palette_new (FwClient *client, GtkWindow *parent);
/** fw_palette_search: as if it was typed; Returns: how many were found. */
guint fw_palette_search (FwPalette *self, const char *text);

G_END_DECLS
