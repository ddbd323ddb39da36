/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-scope-bar.h"

G_BEGIN_DECLS

/**
 * FwWindow:
 * The shell: sidebar, header, scope bar, banner, toasts, and one page at a time; or one page alone,
 * for a second monitor. Actions: win.go (page, target), win.nth (0-8), win.refresh, win.detach,
 * win.copy, win.copy-with-headers, win.back, win.palette, win.why, win.toggle-sidebar,
 * win.search-close.
 */
#define FW_TYPE_WINDOW (fw_window_get_type ())
G_DECLARE_FINAL_TYPE (FwWindow, fw_window, FW, WINDOW, AdwApplicationWindow)

FwWindow *fw_window_new (GtkApplication *application, FwClient *client, gboolean alone);
/** fw_window_go: shows @page; one that the role may not see is not shown. @target: (nullable):
 * floating or owned. */
void fw_window_go (FwWindow *self, const char *page, GVariant *target);
FwPage *fw_window_get_page (FwWindow *self); /* (nullable) */
FwView *fw_window_get_view (FwWindow *self);
FwScopeBar *fw_window_get_scope_bar (FwWindow *self); /* (transfer none) */
gboolean fw_window_is_alone (FwWindow *self);
/** fw_window_show_problem: why there is no session, on the sign-in. */
void fw_window_show_problem (FwWindow *self, const char *sentence);
/** fw_window_show_making: how much of the sample centre is made, 0 to 1; below 0: none is. */
void fw_window_show_making (FwWindow *self, double fraction);
void fw_window_toast (FwWindow *self, const char *text);

G_END_DECLS
