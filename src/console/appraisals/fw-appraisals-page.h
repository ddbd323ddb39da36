/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwAppraisalsPage: what everybody's work of a period comes to, and the sheet of somebody with
 * every figure; as “my-appraisal” an agent's own sheet, which she takes note of or objects to. */
#define FW_TYPE_APPRAISALS_PAGE (fw_appraisals_page_get_type ())
G_DECLARE_FINAL_TYPE (FwAppraisalsPage, fw_appraisals_page, FW, APPRAISALS_PAGE, FwAskingPage)

G_END_DECLS
