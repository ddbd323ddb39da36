/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwProgrammesPage: who stands where in a programme: people and steps, what is late and next, and
 * the pass rates of its cohorts. */
#define FW_TYPE_PROGRAMMES_PAGE (fw_programmes_page_get_type ())
G_DECLARE_FINAL_TYPE (FwProgrammesPage, fw_programmes_page, FW, PROGRAMMES_PAGE, FwAskingPage)

G_END_DECLS
