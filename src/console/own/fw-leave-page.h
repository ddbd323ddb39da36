/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwLeavePage: what an agent has left of leave, and what she has asked for. */
#define FW_TYPE_LEAVE_PAGE (fw_leave_page_get_type ())
G_DECLARE_FINAL_TYPE (FwLeavePage, fw_leave_page, FW, LEAVE_PAGE, FwAskingPage)

G_END_DECLS
