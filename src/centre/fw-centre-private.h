/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of FwCentre: only src/centre includes this. */

#include "centre/fw-centre-aside.h"
#include "centre/fw-centre.h"
#include "store/fw-witness.h"

G_BEGIN_DECLS

/* Bytes of batches that may wait for the writer. */
#define FW_CENTRE_QUEUE_LIMIT (64 * 1024 * 1024)

/** fw_centre_find_keys: the keys of contacts that have what @search asks beside the cube; @keys:
 * (out) (transfer full) (nullable): NULL where it asks for no such thing. */
gboolean fw_centre_find_keys (FwCentre *self,
                              const FwContactSearch *search,
                              gint64 from,
                              gint64 to,
                              GHashTable **keys,
                              GError **error);
/** fw_centre_name_contacts: @refs: (element-type FwContactRef). Returns: (transfer full)
 * (element-type FwContactLine): the same, with what their sources call them. */
GPtrArray *fw_centre_name_contacts (FwCentre *self, GArray *refs, GError **error);
/** fw_centre_rank_codes: under the cube's read lock. Returns: (transfer full): where each code of
 * @dimension stands by what it is called. */
guint32 *fw_centre_rank_codes (FwCentre *self, FwDimension dimension, guint *n_ranks);

typedef gboolean (*FwCentreJob) (FwCentre *self, gpointer data, GError **error);

/** FwCentreItem: what waits for the writer thread: a batch, or a job that must not run beside it.
 */
typedef struct
{
  FwEventBatch *batch; /* (nullable) */
  gsize size;          /* bytes of it that count for the queue's limit */
  FwCentreDone done;
  gpointer user_data;

  FwCentreJob job;
} FwCentreItem;

struct _FwCentre
{
  char *location;
  FwCentreFlags flags;
  int lock_file; /* -1: none */
  FwDatabase *database;
  FwLedger *ledger;
  FwRecords *records;
  FwCube *cube;
  FwFloor *floor;

  GThread *appender, *applier; /* NULL when read-only */

  FwWitness *witness;  /* NULL when read-only */
  GMutex witness_lock; /* of the witness */

  /* The appender's own. */
  gboolean unsure; /* the line broke in a commit: what it held may be in the ledger */

  gint64 look_held_at; /* monotonic µs: whether something held is due */

  /* The applier's own. */
  guint64 unsaved_bytes;  /* of ledger since the last checkpoint */
  gboolean unsaved;       /* anything changed since */
  gboolean drop_segments; /* the next checkpoint holds all segments anew */
  gint64 saved_at;        /* monotonic µs */
  gint64 closed_at;       /* monotonic µs: states were credited */
  gint64 next_order;      /* monotonic µs: not put in order by itself before then */
  gint64 witnessed_at;    /* monotonic µs: the witness was synced */
  guint64 applied;        /* last batch in floor and cube */

  guint64 n_replayed; /* batches read when it was opened */
  gint n_checkpoints; /* written since; atomic */

  GMutex lock;       /* what follows */
  GCond wake;        /* something waits, or stopping */
  GCond ready;       /* something was appended, or the appender is done */
  GCond room;        /* something was answered or applied */
  GQueue queue;      /* FwCentreItem */
  GQueue appended;   /* groups of them, for the applier */
  guint group_limit; /* batches that share a commit at most; 0 none */
  gsize queued_bytes;
  gboolean stopping;
  gboolean appender_done;
  FwDirectory *directory;
  guint64 generation;
  GArray *watches;
  guint last_watch;
};

/* lock: fw-centre-lock.c */
/** fw_centre_refuse_missing: FW_ERROR_NOT_FOUND: there is no store. Returns: FALSE. */
gboolean fw_centre_refuse_missing (const char *location, GError **error);

int fw_centre_lock (const char *location, GError **error); /* -1 on failure */
/** fw_centre_lock_still: keeps writers waiting; -1 where one has the centre open. */
int fw_centre_lock_still (const char *location);
void fw_centre_unlock (int lock_file);

/* fw-centre-cipher.c */
/** fw_centre_find_cipher: a FwCipherFinder; @user_data: the location. */
FwCipher *fw_centre_find_cipher (const char *name, gpointer user_data, GError **error);
/** fw_centre_copy_key: the key file that was named, to where one of @location lies. */
gboolean fw_centre_copy_key (const char *location, GError **error);

/* fw-centre-sign.c */
/** fw_centre_sign: with the key of the centre in @location, which is made when there is none.
 * @signer, @signature: (out) (transfer full): hex. */
gboolean fw_centre_sign (
    const char *location, const char *text, char **signer, char **signature, GError **error);
/** fw_centre_is_signed: @signer, @signature: (nullable). */
gboolean fw_centre_is_signed (const char *text, const char *signer, const char *signature);

/* fw-centre-held.c */
/** fw_centre_hold_future: what of @item's batch is ahead of time is kept apart; the rest stays. */
gboolean fw_centre_hold_future (FwCentre *self, FwCentreItem *item, GError **error);
/** fw_centre_take_due: Returns: (transfer full) (nullable): what became due and is in the ledger
 * now as batch @number. */
FwEventBatch *fw_centre_take_due (FwCentre *self, guint64 *number);

/* fw-centre-strike.c */
/** fw_centre_leave_out_struck: renews where something was applied that is struck out by now. On the
 * applier's thread. */
gboolean fw_centre_leave_out_struck (FwCentre *self, GError **error);

/* fw-centre-witness.c */
gboolean fw_centre_open_witness (FwCentre *self, GError **error);
/** fw_centre_encrypt_rest: what the ledger holds of before there was a key. */
gboolean fw_centre_encrypt_rest (FwCentre *self, GError **error);
/** fw_centre_note_stored: the witness is told what is stored by now. */
void fw_centre_note_stored (FwCentre *self);
void fw_centre_sync_witness_if_due (FwCentre *self);

/* fw-centre-writer.c */
void fw_centre_start_writer (FwCentre *self);
void fw_centre_stop_writer (FwCentre *self);
/** fw_centre_run: runs @job on the writer thread and waits for it. */
gboolean fw_centre_run (FwCentre *self, FwCentreJob job, gpointer data, GError **error);
void fw_centre_tell_changed (FwCentre *self);

/* fw-centre-state.c: checkpoints and what is made from the ledger */
/** fw_centre_seal_days: seals the days that are over; saving does so too. */
void fw_centre_seal_days (FwCentre *self);
gboolean fw_centre_save (FwCentre *self, GError **error);
gboolean fw_centre_load (FwCentre *self, GError **error);
gboolean fw_centre_catch_up (FwCentre *self, GError **error);
/** fw_centre_rebuild: @aside: (nullable): then they take little memory, and can be asked for their
 * digests and contacts alone, while it is there. */
gboolean fw_centre_rebuild (FwCentre *self,
                            FwDirectory *directory,
                            guint64 to,
                            FwCentreAside *aside,
                            FwCube **cube,
                            FwFloor **floor,
                            FwFloorReport *report,
                            GCancellable *cancellable,
                            GError **error);
/** fw_centre_renew: makes floor and cube anew from what was applied of the ledger. On the applier's
 * thread, or before there is one. */
gboolean fw_centre_renew (FwCentre *self, FwDirectory *directory, GError **error);
char *fw_centre_make_digest (FwCube *cube, FwFloor *floor);

/* fw-centre-order.c: events that came out of the order of their times */
/** fw_centre_replay_sorted: applies the ledger up to @to by the times of its events. @cube and
 * @floor: empty ones. @aside: (nullable): where they lie */
gboolean fw_centre_replay_sorted (FwCentre *self,
                                  guint64 to,
                                  FwCentreAside *aside,
                                  FwCube *cube,
                                  FwFloor *floor,
                                  FwFloorReport *report,
                                  GCancellable *cancellable,
                                  GError **error);
/** fw_centre_put_in_order: renews where an event came out of order. On the applier's thread. */
gboolean fw_centre_put_in_order (FwCentre *self, GError **error);
/** fw_centre_put_in_order_if_due: the same while nothing waits, and not so often that it would be
 * all that the thread does. */
void fw_centre_put_in_order_if_due (FwCentre *self);

/* fw-centre-question.c */
void fw_centre_fill_query (FwCentre *self,
                           FwScope *scope,
                           const FwQuestion *question,
                           FwCubeQuery *query);
void fw_centre_clear_query (FwCubeQuery *query);
/** fw_centre_copy_query: Returns: a query of its own, to be cleared as well. */
FwCubeQuery fw_centre_copy_query (const FwCubeQuery *query);

G_END_DECLS
