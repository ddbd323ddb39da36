/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwNeedsPage: where to train next: needs of five analyses by what training could bring, the heat
 * map of teams and competencies, and the enrolment that answers what is chosen. */
#define FW_TYPE_NEEDS_PAGE (fw_needs_page_get_type ())
G_DECLARE_FINAL_TYPE (FwNeedsPage, fw_needs_page, FW, NEEDS_PAGE, FwAskingPage)

G_END_DECLS
