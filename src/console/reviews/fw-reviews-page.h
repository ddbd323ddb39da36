/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwReviewsPage: the contacts of a week that are to be reviewed, and the sheet that one is scored
 * on beside what happened in it. */
#define FW_TYPE_REVIEWS_PAGE (fw_reviews_page_get_type ())
G_DECLARE_FINAL_TYPE (FwReviewsPage, fw_reviews_page, FW, REVIEWS_PAGE, FwAskingPage)

G_END_DECLS
