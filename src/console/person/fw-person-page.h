/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwPersonPage: one person: what she does now, her figures, and whatever else a room has of her
 * (fw-person-panels.h). Target of fw_page_open(): the id of the record (s). */
#define FW_TYPE_PERSON_PAGE (fw_person_page_get_type ())
G_DECLARE_FINAL_TYPE (FwPersonPage, fw_person_page, FW, PERSON_PAGE, FwPage)

G_END_DECLS
