/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwOpenShiftsPage: an agent's page of shifts that nobody has: what stands against her working
 * them, and her claims. */
#define FW_TYPE_OPEN_SHIFTS_PAGE (fw_open_shifts_page_get_type ())
G_DECLARE_FINAL_TYPE (FwOpenShiftsPage, fw_open_shifts_page, FW, OPEN_SHIFTS_PAGE, FwAskingPage)

G_END_DECLS
