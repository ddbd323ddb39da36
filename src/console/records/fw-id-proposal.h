/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/** fw_id_proposal_make: an id for a new record that nobody of @list has: the next number where ids
 * are numbers, else made of what the record is called: "night-b". Returns: (transfer full): ""
 * where nothing can be proposed: there is no name yet, or the world outside gives the ids. */
char *fw_id_proposal_make (FwRecord *record, FwRecordList *list);

G_END_DECLS
