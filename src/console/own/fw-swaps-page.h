/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwSwapsPage: an agent's requests: shifts that she offers, those that are open to her, and what
 * became of them. */
#define FW_TYPE_SWAPS_PAGE (fw_swaps_page_get_type ())
G_DECLARE_FINAL_TYPE (FwSwapsPage, fw_swaps_page, FW, SWAPS_PAGE, FwAskingPage)

G_END_DECLS
