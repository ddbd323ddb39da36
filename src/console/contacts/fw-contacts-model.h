/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/contacts/fw-contact-row.h"

G_BEGIN_DECLS

/**
 * FwContactsModel:
 * The contacts behind a cell as a list that knows its length at once and fetches its rows in pages
 * when they are looked at. Signals: "failed" (GError), "loaded" (the first page and with it the
 * total have come).
 */
#define FW_TYPE_CONTACTS_MODEL (fw_contacts_model_get_type ())
G_DECLARE_FINAL_TYPE (FwContactsModel, fw_contacts_model, FW, CONTACTS_MODEL, GObject)

#define FW_CONTACTS_PART 200

FwContactsModel *fw_contacts_model_new (FwClient *client);
/** fw_contacts_model_ask: @query: "from=…&to=…&team=night-b&measure=offered"; NULL empties it. */
void fw_contacts_model_ask (FwContactsModel *self, const char *query);
const char *fw_contacts_model_get_query (FwContactsModel *self); /* (nullable) */
guint64 fw_contacts_model_get_total (FwContactsModel *self);
/** fw_contacts_model_count_known: how many contacts have come from the first one on without a gap.
 */
guint fw_contacts_model_count_known (FwContactsModel *self);
/** fw_contacts_model_get_zone: (transfer none) (nullable): the clock of the site whose days the
 * contacts are of. */
GTimeZone *fw_contacts_model_get_zone (FwContactsModel *self);
gboolean fw_contacts_model_is_loading (FwContactsModel *self);

G_END_DECLS
