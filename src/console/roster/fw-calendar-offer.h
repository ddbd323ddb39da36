/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"

G_BEGIN_DECLS

/** fw_calendar_offer: what FwPageEntry.offer gives: the calendar templates that come with the
 * program, in the reader's language. Returns: (transfer full) (element-type FwRecordChange) */
GArray *fw_calendar_offer (FwClient *client);

G_END_DECLS
