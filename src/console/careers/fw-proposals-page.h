/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwProposalsPage: who may be proposed for the awards of a month, with the rule. Granting one is
 * writing it on the page of awards, in somebody's name. */
#define FW_TYPE_PROPOSALS_PAGE (fw_proposals_page_get_type ())
G_DECLARE_FINAL_TYPE (FwProposalsPage, fw_proposals_page, FW, PROPOSALS_PAGE, FwAskingPage)

G_END_DECLS
