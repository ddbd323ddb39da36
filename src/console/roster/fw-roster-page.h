/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwRosterPage: people × days of two weeks, written by letters. */
#define FW_TYPE_ROSTER_PAGE (fw_roster_page_get_type ())
G_DECLARE_FINAL_TYPE (FwRosterPage, fw_roster_page, FW, ROSTER_PAGE, FwAskingPage)

G_END_DECLS
