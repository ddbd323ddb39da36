/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwImportPage: queue logs, call lists and event lines come in here. */
#define FW_TYPE_IMPORT_PAGE (fw_import_page_get_type ())
G_DECLARE_FINAL_TYPE (FwImportPage, fw_import_page, FW, IMPORT_PAGE, FwPage)

G_END_DECLS
