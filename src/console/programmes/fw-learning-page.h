/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwLearningPage: what an agent has to learn, with the material, and what she was told of her
 * exams. */
#define FW_TYPE_LEARNING_PAGE (fw_learning_page_get_type ())
G_DECLARE_FINAL_TYPE (FwLearningPage, fw_learning_page, FW, LEARNING_PAGE, FwAskingPage)

G_END_DECLS
