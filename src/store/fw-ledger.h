/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"
#include "core/floor/fw-event-batch.h"
#include "store/fw-database.h"

G_BEGIN_DECLS

/**
 * FwLedger:
 * The append-only truth, and the checkpoints that spare reading it from the start. Invariants: batches are numbered
 * from 1 without gaps; a checkpoint (changed segments, floor state, dictionaries, and the last batch they contain)
 * is one transaction; what a checkpoint holds can be made again from the batches.
 */
typedef struct _FwLedger FwLedger;

FwLedger *fw_ledger_open (FwDatabase *database, GError **error); /* keeps, does not own, @database */
void fw_ledger_close (FwLedger *self);

/** fw_ledger_append: several batches in one durable commit; numbers them from @first on. */
gboolean fw_ledger_append (FwLedger *self, FwEventBatch *const *batches, guint n_batches, guint64 *first,
                           GError **error);
guint64 fw_ledger_get_last (FwLedger *self);

typedef gboolean (*FwLedgerVisit) (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error);
gboolean fw_ledger_read (FwLedger *self, guint64 from, guint64 to, FwLedgerVisit visit, gpointer user_data,
                         GError **error);
/** fw_ledger_read_period: the batches that hold events between @from and @to. */
gboolean fw_ledger_read_period (FwLedger *self, gint64 from, gint64 to, FwLedgerVisit visit, gpointer user_data,
                                GError **error);

/** Checkpoint parts: (name) -> BLOB, such as "floor", "dictionary/team", and (site, day) -> segment and seen ids. */
gboolean fw_ledger_begin_checkpoint (FwLedger *self, guint64 number, GError **error);
gboolean fw_ledger_put_part (FwLedger *self, const char *name, GBytes *bytes, GError **error);
gboolean fw_ledger_put_segment (FwLedger *self, const char *site, gint32 day, GBytes *segment, GBytes *seen,
                                GError **error);
gboolean fw_ledger_end_checkpoint (FwLedger *self, GError **error); /* rolls back on failure */

guint64 fw_ledger_get_checkpoint (FwLedger *self); /* 0: none */
GBytes *fw_ledger_get_part (FwLedger *self, const char *name, GError **error);
typedef gboolean (*FwSegmentVisit) (const char *site, gint32 day, GBytes *segment, gpointer user_data, GError **error);
gboolean fw_ledger_read_segments (FwLedger *self, FwSegmentVisit visit, gpointer user_data, GError **error);
GBytes *fw_ledger_get_seen (FwLedger *self, const char *site, gint32 day, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLedger, fw_ledger_close)

G_END_DECLS
