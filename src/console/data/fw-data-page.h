/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwDataPage: how it stands with what is kept: what is damaged and what to do, events that wait
 * for their time, and such as are struck out. */
#define FW_TYPE_DATA_PAGE (fw_data_page_get_type ())
G_DECLARE_FINAL_TYPE (FwDataPage, fw_data_page, FW, DATA_PAGE, FwPage)

G_END_DECLS
