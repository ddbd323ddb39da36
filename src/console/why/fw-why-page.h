/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "console/why/fw-why-board.h"

G_BEGIN_DECLS

/** FwWhyPage: a figure that moved, what moved it, and the contacts behind it. Opens with an a{ss}
 * of fw-why-question.h, or on what the scope bar says. */
#define FW_TYPE_WHY_PAGE (fw_why_page_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyPage, fw_why_page, FW, WHY_PAGE, FwPage)

FwWhyBoard *fw_why_page_get_board (FwWhyPage *self);
gboolean fw_why_page_is_asking (FwWhyPage *self);
/** fw_why_page_get_depth: how many steps into the figure one has gone. */
guint fw_why_page_get_depth (FwWhyPage *self);

G_END_DECLS
