/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwCareersPage: both ladders as a map, who stands how before the chosen step, and the file of a
 * candidate. As “my-steps” an agent's own next steps. Target: the
 * id of a row, a step's, “/” and a person's: whose file is opened. */
#define FW_TYPE_CAREERS_PAGE (fw_careers_page_get_type ())
G_DECLARE_FINAL_TYPE (FwCareersPage, fw_careers_page, FW, CAREERS_PAGE, FwAskingPage)

G_END_DECLS
