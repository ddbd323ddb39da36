/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwCaseFiguresPage: figures of cases by what one chooses and over weeks, and the cases behind
 * each. */
#define FW_TYPE_CASE_FIGURES_PAGE (fw_case_figures_page_get_type ())
G_DECLARE_FINAL_TYPE (FwCaseFiguresPage, fw_case_figures_page, FW, CASE_FIGURES_PAGE, FwAskingPage)

G_END_DECLS
