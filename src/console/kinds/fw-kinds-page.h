/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwKindsPage: an administrator adds fields to a kind of records, or a whole register. */
#define FW_TYPE_KINDS_PAGE (fw_kinds_page_get_type ())
G_DECLARE_FINAL_TYPE (FwKindsPage, fw_kinds_page, FW, KINDS_PAGE, FwPage)

G_END_DECLS
