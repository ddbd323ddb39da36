/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_test_set_locale: the locale of the environment, but figures as C writes them: tests hold
 * texts that have figures in them. How other locales write figures is held by the test of the
 * formats. */
void fw_test_set_locale (void);

/** fw_test_init: what gtk_test_init() does, with our locale: GTK would take en_US.UTF-8 where a
 * machine happens to have it. */
void fw_test_init (int *argc, char ***argv);

/** fw_test_picture: draws @widget as it is on screen into NAME.png in $FW_SHOTS, else beside the
 * test. Returns: TRUE when written. */
gboolean fw_test_picture (GtkWidget *widget, const char *name);

/** fw_test_same_picture: whether @widget looks as tests/pictures/gtk-4.N/NAME.png does, of the
 * series of GTK it runs with; skipped where none was kept of it. Compared coarsely, so that edges
 * of letters may differ; a line, a mark or a colour may not. What it looks like now is left beside
 * the test. FW_UPDATE_SHOTS=1 accepts it: then LOOK at it.
 */
gboolean fw_test_same_picture (GtkWidget *widget, const char *name);

/** fw_test_settle: lets the main loop run until nothing is due, at most @wait_ms. */
void fw_test_settle (guint wait_ms);

/** fw_test_find: Returns: (nullable): the first descendant of @type, or one whose accessible test
 * id (widget name) is @name where given. */
GtkWidget *fw_test_find (GtkWidget *root, GType type, const char *name);

/** fw_test_audit: names every focusable widget below @root that has no accessible name. Returns:
 * how many. */
guint fw_test_audit (GtkWidget *root);

G_END_DECLS
