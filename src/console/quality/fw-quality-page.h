/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwQualityPage: the key quality figures together, each with what it rests on, how well it is
 * known, its target and its trend; below them the first response by channel and what a contact
 * costs. */
#define FW_TYPE_QUALITY_PAGE (fw_quality_page_get_type ())
G_DECLARE_FINAL_TYPE (FwQualityPage, fw_quality_page, FW, QUALITY_PAGE, FwPage)

G_END_DECLS
