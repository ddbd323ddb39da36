/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_wallboard_buttons_new: Returns: (transfer floating): what opens the wall, and beside it which
 * views take part. */
GtkWidget *fw_wallboard_buttons_new (void);

G_END_DECLS
