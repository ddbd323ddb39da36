/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"

G_BEGIN_DECLS

/** fw_checklists_offer: what FwPageEntry.offer gives: the checklists that come with the program and
 * their steps, in the reader's language. Returns: (transfer full) (element-type FwRecordChange) */
GArray *fw_checklists_offer (FwClient *client);

G_END_DECLS
