/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/**
 * FwCustomerCard:
 * What the centre keeps of the customer of a case or a contact: tier, advisor, what they prefer and
 * bought, their last complaint and what is planned for them. Where there is no card, a button that
 * begins one. The card itself is opened by a press.
 */
#define FW_TYPE_CUSTOMER_CARD (fw_customer_card_get_type ())
G_DECLARE_FINAL_TYPE (FwCustomerCard, fw_customer_card, FW, CUSTOMER_CARD, AdwBin)

/** fw_customer_card_show: @number: (nullable): in the register; @contacts: (nullable): by which the
 * card is looked for where no number is known, as “source/id”s joined by “;”. Neither: nothing is
 * shown. */
void fw_customer_card_show (FwCustomerCard *self,
                            FwClient *client,
                            const char *number,
                            const char *contacts);
/** fw_customer_card_get_number: Returns: (transfer none) (nullable): of the card that is shown. */
const char *fw_customer_card_get_number (FwCustomerCard *self);

G_END_DECLS
