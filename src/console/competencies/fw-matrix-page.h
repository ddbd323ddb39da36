/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwMatrixPage: positions × competencies: what each asks, changed at the cell. */
#define FW_TYPE_MATRIX_PAGE (fw_matrix_page_get_type ())
G_DECLARE_FINAL_TYPE (FwMatrixPage, fw_matrix_page, FW, MATRIX_PAGE, FwAskingPage)

G_END_DECLS
