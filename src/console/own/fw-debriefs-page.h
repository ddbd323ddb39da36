/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwDebriefsPage: contacts of an agent's own that are gone over: she writes her view, hands it on,
 * and reads what the others wrote. */
#define FW_TYPE_DEBRIEFS_PAGE (fw_debriefs_page_get_type ())
G_DECLARE_FINAL_TYPE (FwDebriefsPage, fw_debriefs_page, FW, DEBRIEFS_PAGE, FwAskingPage)

G_END_DECLS
