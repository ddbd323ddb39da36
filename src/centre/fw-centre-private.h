/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of FwCentre: only src/centre includes this. */

#include "centre/fw-centre.h"

G_BEGIN_DECLS

/* Bytes of batches that may wait for the writer. */
#define FW_CENTRE_QUEUE_LIMIT (64 * 1024 * 1024)

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

  /* The appender's own. */
  gboolean unsure; /* the line broke in a commit: what it held may be in the ledger */

  /* The applier's own. */
  guint64 unsaved_bytes;  /* of ledger since the last checkpoint */
  gboolean unsaved;       /* anything changed since */
  gboolean drop_segments; /* the next checkpoint holds all segments anew */
  gint64 saved_at;        /* monotonic µs */
  gint64 closed_at;       /* monotonic µs: states were credited */
  guint64 applied;        /* last batch in floor and cube */

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
int fw_centre_lock (const char *location, GError **error); /* -1 on failure */
void fw_centre_unlock (int lock_file);

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
gboolean fw_centre_rebuild (FwCentre *self,
                            FwDirectory *directory,
                            guint64 to,
                            FwCube **cube,
                            FwFloor **floor,
                            FwFloorReport *report,
                            GCancellable *cancellable,
                            GError **error);
char *fw_centre_make_digest (FwCube *cube, FwFloor *floor);

/* fw-centre-question.c */
void fw_centre_fill_query (FwCentre *self,
                           FwScope *scope,
                           const FwQuestion *question,
                           FwCubeQuery *query);
void fw_centre_clear_query (FwCubeQuery *query);
/** fw_centre_copy_query: Returns: a query of its own, to be cleared as well. */
FwCubeQuery fw_centre_copy_query (const FwCubeQuery *query);

G_END_DECLS
