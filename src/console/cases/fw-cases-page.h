/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwCasesPage: the queue of clocks: which case breaks its next promise first, whose it is, and
 * what can be done about it. */
#define FW_TYPE_CASES_PAGE (fw_cases_page_get_type ())
G_DECLARE_FINAL_TYPE (FwCasesPage, fw_cases_page, FW, CASES_PAGE, FwAskingPage)

G_END_DECLS
