/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwOwnPage: "My shifts": what somebody was told of her own days, four weeks at a time, and what
 * of it has changed since she looked. */
#define FW_TYPE_OWN_PAGE (fw_own_page_get_type ())
G_DECLARE_FINAL_TYPE (FwOwnPage, fw_own_page, FW, OWN_PAGE, FwAskingPage)

G_END_DECLS
