/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwCompetenciesPage: people × competencies: who is how ready for a position, and what is missing
 * or not known. */
#define FW_TYPE_COMPETENCIES_PAGE (fw_competencies_page_get_type ())
G_DECLARE_FINAL_TYPE (FwCompetenciesPage, fw_competencies_page, FW, COMPETENCIES_PAGE, FwAskingPage)

G_END_DECLS
