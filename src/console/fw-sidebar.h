/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-pages.h"

G_BEGIN_DECLS

/**
 * FwSidebar:
 * What a person has pinned, the rooms her role may enter, the pages of the open room, and who is
 * signed in. Choosing a row activates "win.go" or "win.room". One stop of Tab: arrows go on inside.
 * Property "rail": icons only.
 */
#define FW_TYPE_SIDEBAR (fw_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FwSidebar, fw_sidebar, FW, SIDEBAR, AdwBin)

void fw_sidebar_bind (FwSidebar *self, FwClient *client);
void fw_sidebar_set_rail (FwSidebar *self, gboolean rail);
/** fw_sidebar_select: marks the page that is shown, and opens its room; NULL none. */
void fw_sidebar_select (FwSidebar *self, const char *page);
/** fw_sidebar_set_count: what waits on @page (its row's, for a tab), such as findings that nobody
 * has judged; 0 shows none. @words: what that is, for whoever hears it. */
void fw_sidebar_set_count (FwSidebar *self, const char *page, guint count, const char *words);
/** fw_sidebar_watch: shows what @page says that waits on it, from now on. */
void fw_sidebar_watch (FwSidebar *self, FwPage *page);

G_END_DECLS
