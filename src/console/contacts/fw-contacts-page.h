/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/contacts/fw-contacts-model.h"
#include "console/fw-page.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/**
 * FwContactsPage:
 * The contacts that a cell counts, exactly as many, with what happened in each. Target of
 * fw_page_open(): (sss) query without measure, measure, title of the cell; without one all contacts
 * of the view's time.
 */
#define FW_TYPE_CONTACTS_PAGE (fw_contacts_page_get_type ())
G_DECLARE_FINAL_TYPE (FwContactsPage, fw_contacts_page, FW, CONTACTS_PAGE, FwPage)

FwContactsModel *fw_contacts_page_get_model (FwContactsPage *self);
FwLiveGrid *fw_contacts_page_get_grid (FwContactsPage *self);
/** fw_contacts_page_get_sentence: what is listed: "233 contacts offered · Night B". */
const char *fw_contacts_page_get_sentence (FwContactsPage *self);

G_END_DECLS
