/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_test_picture: draws @widget as it is on screen into NAME.png in $FW_SHOTS, else beside the
 * test. Returns: TRUE when written. */
gboolean fw_test_picture (GtkWidget *widget, const char *name);

/** fw_test_settle: lets the main loop run until nothing is due, at most @wait_ms. */
void fw_test_settle (guint wait_ms);

/** fw_test_find: Returns: (nullable): the first descendant of @type, or one whose accessible test
 * id (widget name) is @name where given. */
GtkWidget *fw_test_find (GtkWidget *root, GType type, const char *name);

/** fw_test_audit: names every focusable widget below @root that has no accessible name. Returns:
 * how many. */
guint fw_test_audit (GtkWidget *root);

G_END_DECLS
