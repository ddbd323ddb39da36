/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-ledger.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwSalvage: what was taken over from a damaged store, and what was not. */
typedef struct
{
  guint64 batches, events, records, lines; /* lines of the log of changes */
  GPtrArray *gone;                         /* sentences */

  FwDatabase *from, *to;
  FwLedger *target;
  GError *error;
} FwSalvage;

/**
 * fw_salvage: takes over all that can be read of @from (ledger @source) into @to, which is empty:
 * its ledger @target, its tables made by @records. What cannot be read is named in @self->gone and
 * is no failure.
 */
gboolean fw_salvage (FwSalvage *self,
                     FwDatabase *from,
                     FwLedger *source,
                     FwDatabase *to,
                     FwLedger *target,
                     FwRecords *records,
                     GError **error);
void fw_salvage_clear (FwSalvage *self);

G_END_DECLS
