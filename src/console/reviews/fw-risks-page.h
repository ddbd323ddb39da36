/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwRisksPage: the risk list: contacts in which rules found something that nobody has followed up,
 * by what is due first, and what was said in the chosen one. */
#define FW_TYPE_RISKS_PAGE (fw_risks_page_get_type ())
G_DECLARE_FINAL_TYPE (FwRisksPage, fw_risks_page, FW, RISKS_PAGE, FwAskingPage)

G_END_DECLS
