/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwTrainingPage: sessions of the last two and the coming eight weeks; Enter shows who is in one,
 * where single keys take attendance and results. */
#define FW_TYPE_TRAINING_PAGE (fw_training_page_get_type ())
G_DECLARE_FINAL_TYPE (FwTrainingPage, fw_training_page, FW, TRAINING_PAGE, FwAskingPage)

G_END_DECLS
