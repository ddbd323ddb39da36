/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwOwnCompetitionsPage: which posts are called; an agent applies, takes it back, reads what came
 * of it and what she is told, and appeals. */
#define FW_TYPE_OWN_COMPETITIONS_PAGE (fw_own_competitions_page_get_type ())
G_DECLARE_FINAL_TYPE (
    FwOwnCompetitionsPage, fw_own_competitions_page, FW, OWN_COMPETITIONS_PAGE, FwAskingPage)

G_END_DECLS
