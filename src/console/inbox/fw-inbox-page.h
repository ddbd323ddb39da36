/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwInboxPage: what waits for whoever is signed in, by what is due next: a list, and below it
 * where the chosen one stands and what can be done about it. Opened with "(ss)", kind and id, it
 * comes to that one. */
#define FW_TYPE_INBOX_PAGE (fw_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (FwInboxPage, fw_inbox_page, FW, INBOX_PAGE, FwPage)

G_END_DECLS
