/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_case_arrange: marks a case of a VIP customer as one, by the customer's card; and gives a new
 * case without a department to that of the first rule that fits, which it names. Both only ever add
 * to what was said: a case stays VIP where the customer is none any more. */
void fw_case_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look);

/** fw_customer_arrange: the tier, as it was set by hand or by the orders; none where nothing is
 * known of them. */
void fw_customer_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look);

G_END_DECLS
