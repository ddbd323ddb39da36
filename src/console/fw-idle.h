/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_idle_watch: input to @window counts as somebody being there. */
void fw_idle_watch (GtkWidget *window);
/** fw_idle_get_seconds: since the last input to any window. */
gint64 fw_idle_get_seconds (void);

G_END_DECLS
