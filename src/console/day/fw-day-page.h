/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwDayPage: a day of a site, people × time: what was planned and what really was, who is late or
 * missing, and exceptions; below people by half hour. While the day runs it follows by itself. */
#define FW_TYPE_DAY_PAGE (fw_day_page_get_type ())
G_DECLARE_FINAL_TYPE (FwDayPage, fw_day_page, FW, DAY_PAGE, FwAskingPage)

G_END_DECLS
