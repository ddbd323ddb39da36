/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"
#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwLivePage: the floor now. Target of fw_page_open(): the id of an alert (s), to come to what is
 * behind it. */
#define FW_TYPE_LIVE_PAGE (fw_live_page_get_type ())
G_DECLARE_FINAL_TYPE (FwLivePage, fw_live_page, FW, LIVE_PAGE, FwPage)

FwLive *fw_live_page_get_live (FwLivePage *self);

G_END_DECLS
