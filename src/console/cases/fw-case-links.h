/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/**
 * FwCaseLinks:
 * What belongs together: the contacts that a case rests on, and the other cases of the same
 * customer, who is known by the contacts or by the number in the register. Each is opened by a
 * press, on the page that it stands in.
 */
#define FW_TYPE_CASE_LINKS (fw_case_links_get_type ())
G_DECLARE_FINAL_TYPE (FwCaseLinks, fw_case_links, FW, CASE_LINKS, AdwBin)

/** fw_case_links_may_show: whether who is signed in may read cases. */
gboolean fw_case_links_may_show (FwClient *client);
/** fw_case_links_show: @id: (nullable): of a case, whose contacts are shown too; NULL: of a
 * contact.
 * @contact: (nullable): "source/id", or the id alone. @customer: (nullable): in the register.
 * Nothing of all: nothing is shown. */
void fw_case_links_show (
    FwCaseLinks *self, FwClient *client, const char *id, const char *contact, const char *customer);
/** fw_case_links_get_customer: Returns: (transfer none) (nullable): the number in the register that
 * another case of the same customer has. */
const char *fw_case_links_get_customer (FwCaseLinks *self);

G_END_DECLS
