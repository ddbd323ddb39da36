/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** fw_stage_init: GTK, the program's styles and icons, as the application has them. */
void fw_stage_init (void);
/** fw_stage_show: Returns: (transfer none): a window of that size with @child, mapped and drawn. */
GtkWindow *fw_stage_show (GtkWidget *child, int width, int height);
/** fw_stage_feed: gives @json (transfer full) to @live. */
void fw_stage_feed (FwLive *live, char *json);

G_END_DECLS
