/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-pages.h"

G_BEGIN_DECLS

/** FwSidebar: the pages a role may see, by section, and who is signed in. Choosing one activates
 * "win.go". Property "rail": icons only. */
#define FW_TYPE_SIDEBAR (fw_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FwSidebar, fw_sidebar, FW, SIDEBAR, AdwBin)

void fw_sidebar_bind (FwSidebar *self, FwClient *client);
void fw_sidebar_set_rail (FwSidebar *self, gboolean rail);
/** fw_sidebar_select: marks the page that is shown; NULL none. */
void fw_sidebar_select (FwSidebar *self, const char *page);
/** fw_sidebar_get_nth: Returns: (nullable): the page of Alt+1…9. */
const FwPageEntry *fw_sidebar_get_nth (FwSidebar *self, guint nth);

G_END_DECLS
