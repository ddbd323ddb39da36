/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"
#include "core/floor/fw-event-batch.h"
#include "store/fw-cipher.h"
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

/** FwCipherFinder: @name: (nullable): of the key that the ledger is encrypted with; NULL: of none
 * yet, and one may be made. Returns: (transfer full): NULL with an error. */
typedef FwCipher *(*FwCipherFinder) (const char *name, gpointer user_data, GError **error);

/** fw_ledger_open: keeps, does not own, @database; makes the tables unless it is @read_only. What
 * is encrypted cannot be read; to write such a one is FW_ERROR_FORBIDDEN. */
FwLedger *fw_ledger_open (FwDatabase *database, gboolean read_only, GError **error);
/** fw_ledger_open_encrypted: the same with the key that @finder knows. A ledger that is not
 * encrypted yet is from now on; what it held before, fw_ledger_encrypt_rest() encrypts. */
FwLedger *fw_ledger_open_encrypted (FwDatabase *database,
                                    gboolean read_only,
                                    FwCipherFinder finder,
                                    gpointer user_data,
                                    GError **error);
/** fw_ledger_encrypt_rest: batches of before there was a key; may be killed and goes on at the next
 * start. Nothing is appended meanwhile. Chains are others then: fw_ledger_end_encrypting() is
 * called when nobody needs those of before any more. */
gboolean fw_ledger_encrypt_rest (FwLedger *self, GError **error);
gboolean fw_ledger_end_encrypting (FwLedger *self, GError **error);
/** fw_ledger_get_seam: up to which batch it was encrypted by that, and the chain which that one had
 * before; 0: no such thing is going on. */
gboolean fw_ledger_get_seam (FwLedger *self, guint64 *number, guint64 *chain, GError **error);
/** fw_ledger_get_cipher_name: Returns: (transfer none) (nullable): of the key that it is encrypted
 * with. */
const char *fw_ledger_get_cipher_name (FwLedger *self);
void fw_ledger_close (FwLedger *self);

#define FW_LEDGER_KEY_SIZE 16
/** fw_ledger_get_key: 16 random bytes of this centre, made with its tables: the key of its hashes.
 */
const guint8 *fw_ledger_get_key (FwLedger *self);

/** fw_ledger_get_identity: FW_LEDGER_KEY_SIZE random bytes of this ledger alone: one that took the
 * key of another has its own. */
const guint8 *fw_ledger_get_identity (FwLedger *self);
/** fw_ledger_take_key: that of another ledger, which is copied into this one, empty yet: what
 * others know a contact by stays. */
gboolean fw_ledger_take_key (FwLedger *self, const guint8 *key, GError **error);

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

/** FwLedgerForget: Returns: (transfer full) (nullable): the same events without what is to be
 * forgotten; NULL: they stay. @rest: (out): something of @batch is to be forgotten later. */
typedef FwEventBatch *(*FwLedgerForget) (FwEventBatch *batch, gboolean *rest, gpointer user_data);
/** fw_ledger_forget: asks @forget of each batch that begins before @before (µs UTC) and has
 * something left to forget, and writes it anew. */
gboolean fw_ledger_forget (FwLedger *self,
                           gint64 before,
                           FwLedgerForget forget,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);

/** FwHeldEvent: an event whose time has not come. */
typedef struct
{
  char *source;
  char *id;
  gint64 at;      /* µs UTC */
  gint64 arrived; /* µs UTC */
  gboolean damaged;
} FwHeldEvent;

void fw_held_event_free (FwHeldEvent *held);
/** fw_ledger_hold: keeps the events of @batch apart, durably; one that is held already changes
 * nothing. */
gboolean fw_ledger_hold (FwLedger *self, FwEventBatch *batch, GError **error);
/** fw_ledger_count_held: @earliest: (out): when the first is due; G_MAXINT64: there is none. */
gboolean fw_ledger_count_held (FwLedger *self, guint *n, gint64 *earliest, GError **error);
/** fw_ledger_list_held: Returns: (transfer full) (element-type FwHeldEvent): a thousand at most,
 * the earliest first. */
GPtrArray *fw_ledger_list_held (FwLedger *self, GError **error);
/** fw_ledger_discard_held: for good. @found: (out) (optional). */
gboolean fw_ledger_discard_held (
    FwLedger *self, const char *source, const char *id, gboolean *found, GError **error);
/** fw_ledger_append_held: those due at @until come into the ledger in one commit. @batch: (out)
 * (transfer full) (nullable): they, NULL for none; @number: (out): its number. */
gboolean fw_ledger_append_held (
    FwLedger *self, gint64 until, FwEventBatch **batch, guint64 *number, GError **error);

/** FwLedgerVisit: FALSE with @error set is a failure, without it the end of the walk. */
typedef gboolean (*FwLedgerVisit) (guint64 number,
                                   FwEventBatch *batch,
                                   gpointer user_data,
                                   GError **error);
/**
 * FwLedgerLoss:
 * Batches @first to @last are gone, missing or damaged; what was in them happened between @from and
 * @until (µs UTC), at the widest.
 */
typedef struct
{
  guint64 first, last;
  gint64 from, until;
  guint64 chain; /* fw_ledger_get_chain() of @last; 0: not known */
  char *reason;
} FwLedgerLoss;

void fw_ledger_loss_free (FwLedgerLoss *loss);
/** fw_ledger_note_loss: @loss: (transfer full): kept for good; numbers go on behind it. Times that
 * are 0 are found out. */
void fw_ledger_note_loss (FwLedger *self, FwLedgerLoss *loss);
/** fw_ledger_list_losses: Returns: (transfer full) (element-type FwLedgerLoss): all known ones. */
GPtrArray *fw_ledger_list_losses (FwLedger *self);

/** fw_ledger_note_concern: a sentence about something else that is gone; kept for good too. */
void fw_ledger_note_concern (FwLedger *self, const char *sentence);
/** fw_ledger_list_concerns: Returns: (transfer full) (element-type utf8). */
GPtrArray *fw_ledger_list_concerns (FwLedger *self);

/** fw_ledger_get_chain: a number that stands for the batch @number and all before it; 0: not there.
 */
gboolean fw_ledger_get_chain (FwLedger *self, guint64 number, guint64 *chain, GError **error);
/** fw_ledger_get_end: the last batch and its chain, as this process appended it. */
gboolean fw_ledger_get_end (FwLedger *self, guint64 *number, guint64 *chain);
/** fw_ledger_check_chain: that each batch is the one that was written, and in its place. */
gboolean fw_ledger_check_chain (FwLedger *self, GError **error);

/** fw_ledger_read: batches @from to @to, both inclusive, in order. One that is missing or damaged
 * is passed over and noted as a loss. */
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

/** fw_ledger_read_contact: the batches that hold events of one contact between @from and @to, in
 * order; there may be others among them. Reads these alone, by an index. */
gboolean fw_ledger_read_contact (FwLedger *self,
                                 FwText source,
                                 FwText contact,
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
/** fw_ledger_forget_checkpoint: from now on there is none, and the whole ledger has to be read. */
gboolean fw_ledger_forget_checkpoint (FwLedger *self, GError **error);
/** fw_ledger_set_checkpoint_aside: what is kept of it cannot be read: from now on there is none. */
gboolean fw_ledger_set_checkpoint_aside (FwLedger *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLedger, fw_ledger_close)

G_END_DECLS
