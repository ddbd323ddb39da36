/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"
#include "core/floor/fw-event-batch.h"
#include "store/fw-database.h"

G_BEGIN_DECLS

/**
 * FwLedger:
 * The append-only truth, and the checkpoints that spare reading it from the start. Invariants:
 * batches are numbered from 1 without gaps; a checkpoint (changed segments, floor state,
 * dictionaries, and the last batch they contain) is one transaction; what a checkpoint holds can be
 * made again from the batches. One writer at a time; reading is safe from any thread.
 */
typedef struct _FwLedger FwLedger;

/** fw_ledger_open: keeps, does not own, @database; makes the tables unless it is @read_only. */
FwLedger *fw_ledger_open (FwDatabase *database, gboolean read_only, GError **error);
void fw_ledger_close (FwLedger *self);

#define FW_LEDGER_KEY_SIZE 16
/** fw_ledger_get_key: 16 random bytes of this centre, made with its tables: the key of its hashes.
 */
const guint8 *fw_ledger_get_key (FwLedger *self);

/**
 * fw_ledger_append: several batches in one durable commit; numbers them from @first on. FALSE:
 * nothing was taken, but for FW_ERROR_UNAVAILABLE (the line to the database broke): then
 * fw_ledger_refresh() tells.
 */
gboolean fw_ledger_append (
    FwLedger *self, FwEventBatch *const *batches, guint n_batches, guint64 *first, GError **error);
guint64 fw_ledger_get_last (FwLedger *self);
/** fw_ledger_refresh: asks the database anew which batch is the last. */
gboolean fw_ledger_refresh (FwLedger *self, GError **error);

/** FwLedgerVisit: FALSE with @error set is a failure, without it the end of the walk. */
typedef gboolean (*FwLedgerVisit) (guint64 number,
                                   FwEventBatch *batch,
                                   gpointer user_data,
                                   GError **error);
/** fw_ledger_read: batches @from to @to, both inclusive, in order; FW_ERROR_CORRUPT for one that is
 * missing or damaged. */
gboolean fw_ledger_read (FwLedger *self,
                         guint64 from,
                         guint64 to,
                         FwLedgerVisit visit,
                         gpointer user_data,
                         GError **error);
/** fw_ledger_read_period: the batches that hold events at @from or later and before @to, in order.
 */
gboolean fw_ledger_read_period (FwLedger *self,
                                gint64 from,
                                gint64 to,
                                FwLedgerVisit visit,
                                gpointer user_data,
                                GError **error);

/** Checkpoint parts: (name) -> BLOB, such as "floor", "dictionary/team"; (site, day) -> segment;
 * (day) -> seen ids. */
gboolean fw_ledger_begin_checkpoint (FwLedger *self, guint64 number, GError **error);
gboolean fw_ledger_put_part (FwLedger *self, const char *name, GBytes *bytes, GError **error);
gboolean fw_ledger_put_segment (
    FwLedger *self, const char *site, gint32 day, GBytes *segment, GError **error);
gboolean fw_ledger_put_seen (FwLedger *self, gint32 day, GBytes *seen, GError **error);
/** fw_ledger_drop_segments: before a checkpoint that holds every segment anew. */
gboolean fw_ledger_drop_segments (FwLedger *self, GError **error);
gboolean fw_ledger_end_checkpoint (FwLedger *self, GError **error); /* rolls back on failure */
void fw_ledger_cancel_checkpoint (FwLedger *self);

guint64 fw_ledger_get_checkpoint (FwLedger *self); /* 0: none */
/** fw_ledger_get_part: Returns: (transfer full): NULL without @error when there is none. */
GBytes *fw_ledger_get_part (FwLedger *self, const char *name, GError **error);
typedef gboolean (*FwSegmentVisit) (
    const char *site, gint32 day, GBytes *segment, gpointer user_data, GError **error);
gboolean
fw_ledger_read_segments (FwLedger *self, FwSegmentVisit visit, gpointer user_data, GError **error);
GBytes *fw_ledger_get_seen (FwLedger *self, gint32 day, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLedger, fw_ledger_close)

G_END_DECLS
