/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fw-fixture.h"

G_BEGIN_DECLS

/* Opens what is in a window and asks of everything that takes the keys whether it has a name. */

/** fw_opener_look_at: @root: of a window that is shown; its popovers and choosers are opened. */
void fw_opener_look_at (GtkWidget *root, const char *where);
/** fw_opener_look_at_window: the same of a window that is shown and destroyed. */
void fw_opener_look_at_window (GtkWidget *window, const char *where);
/** fw_opener_find_window: Returns: (transfer none) (nullable): one that stands beside that of @f.
 */
GtkWindow *fw_opener_find_window (FwFixture *f);
/** fw_opener_note: the files that made @widget count as opened. */
void fw_opener_note (GtkWidget *widget);
/** fw_opener_count: what in @root has no name, of what is there without anything being opened. */
void fw_opener_count (GtkWidget *root, const char *where);
/** fw_opener_tick: Returns: whether it is the first time that @stem was opened. */
gboolean fw_opener_tick (const char *stem);
gboolean fw_opener_has_opened (const char *stem);
/** fw_opener_take_missing: Returns: how much had no name since this was last asked. */
guint fw_opener_take_missing (void);
void fw_opener_forget (void);

G_END_DECLS
