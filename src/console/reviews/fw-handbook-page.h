/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwHandbookPage: the case handbook: its cases found by words and topics, and the chosen one to be
 * read beside them. It opens at a case by its id. */
#define FW_TYPE_HANDBOOK_PAGE (fw_handbook_page_get_type ())
G_DECLARE_FINAL_TYPE (FwHandbookPage, fw_handbook_page, FW, HANDBOOK_PAGE, FwAskingPage)

G_END_DECLS
