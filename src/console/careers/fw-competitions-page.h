/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwCompetitionsPage: calls for posts, who applied for the chosen one with what stands for each,
 * and the moves of the call, the application or one's own mark. */
#define FW_TYPE_COMPETITIONS_PAGE (fw_competitions_page_get_type ())
G_DECLARE_FINAL_TYPE (FwCompetitionsPage, fw_competitions_page, FW, COMPETITIONS_PAGE, FwAskingPage)

G_END_DECLS
