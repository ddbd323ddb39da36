/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwCalibrationPage: how severe graders are, how far they agree in each item, and the contacts
 * that two of them scored, sheet beside sheet. */
#define FW_TYPE_CALIBRATION_PAGE (fw_calibration_page_get_type ())
G_DECLARE_FINAL_TYPE (FwCalibrationPage, fw_calibration_page, FW, CALIBRATION_PAGE, FwAskingPage)

G_END_DECLS
