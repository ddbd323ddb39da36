/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "core/kind/fw-kind.h"

G_BEGIN_DECLS

/** FwRecordsPage: the plain editor of one kind: list, form, change log. Construct property "kind":
 * its name. */
#define FW_TYPE_RECORDS_PAGE (fw_records_page_get_type ())
G_DECLARE_FINAL_TYPE (FwRecordsPage, fw_records_page, FW, RECORDS_PAGE, FwPage)

G_END_DECLS
