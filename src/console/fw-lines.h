/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Lines that come and go with what an answer holds: texts and buttons in a box, each at the start.
 */

/** fw_lines_clear: takes all lines out of @box. */
void fw_lines_clear (GtkBox *box);

/** fw_lines_add: @style: a class of the style sheet. Returns: (transfer none): the label. */
GtkLabel *fw_lines_add (GtkBox *box, const char *text, const char *style);

/** fw_lines_add_wrapped: the same, over as many lines as its text needs. */
GtkLabel *fw_lines_add_wrapped (GtkBox *box, const char *text, const char *style);

/** fw_lines_add_button: a flat button that cuts its text where there is no room for it, and says
 * it whole in a tooltip. @clicked: as of "clicked", swapped, for as long as @owner lives. Returns:
 * (transfer none) */
GtkWidget *fw_lines_add_button (GtkBox *box, const char *text, gpointer owner, GCallback clicked);

G_END_DECLS
