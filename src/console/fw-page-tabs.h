/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-pages.h"

G_BEGIN_DECLS

/** FwPageTabs: a page and the pages that are tabs of it, side by side; not shown for a page without
 * any. Choosing one activates "win.go". */
#define FW_TYPE_PAGE_TABS (fw_page_tabs_get_type ())
G_DECLARE_FINAL_TYPE (FwPageTabs, fw_page_tabs, FW, PAGE_TABS, AdwBin)

/** fw_page_tabs_show: @entry: the page that is shown; @role: who looks. */
void fw_page_tabs_show (FwPageTabs *self, const FwPageEntry *entry, FwRole role);

G_END_DECLS
