/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"

G_BEGIN_DECLS

/** fw_review_forms_offer: what FwPageEntry.offer gives: the forms that come with the program, in
 * the desk's language. Returns: (transfer full) (element-type FwRecordChange). */
GArray *fw_review_forms_offer (FwClient *client);

G_END_DECLS
