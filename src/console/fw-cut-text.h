/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_cut_text_watch: where @widget, a GtkLabel or GtkInscription, has no room for its text, the
 * pointer is told the whole of it; where it has, nothing. */
void fw_cut_text_watch (GtkWidget *widget);

/** fw_cut_text_is_cut: whether @widget, a GtkLabel or GtkInscription that is shown, lacks the room
 * for its text now. */
gboolean fw_cut_text_is_cut (GtkWidget *widget);

G_END_DECLS
