/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** fw_panes_go: @step of 1 or -1 from the pane that has @focus (nullable) to the next that takes
 * it; from anywhere else the last one is next. @n: of @panes. Returns: (nullable): the last pane,
 * whose focus is its own affair, when it is its turn; NULL: it was given, or none takes it. */
GtkWidget *fw_panes_go (GtkWidget *const *panes, gint n, GtkWidget *focus, gint step);

/** fw_panes_enter: the keys go on in @page, which is shown now, where they were the last time,
 * unless it is shown @first: then where its work begins, which is hardly the first thing of it. */
void fw_panes_enter (GtkWindow *window, FwPage *page, gboolean first);

G_END_DECLS
