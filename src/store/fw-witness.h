/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FwWitness:
 * A small file beside the database that says how much the database held: a log that was cut off, or
 * an older copy in its place, looks whole from inside. Each commit is noted without a sync; one
 * sync a second is enough, as only a loss of power forgets what was noted, and then the database is
 * ahead of its witness, which is no contradiction. One writer; not safe from several threads.
 */
typedef struct _FwWitness FwWitness;

typedef struct
{
  guint64 batch;  /* number of the last batch of the ledger */
  guint64 chain;  /* fw_ledger_get_chain() of it */
  guint64 change; /* number of the last line of the change log */
  gint64 at;      /* when that was noted, µs UTC */
} FwWitnessCount;

/** fw_witness_open: makes the file where there is none. FW_ERROR_UNAVAILABLE. */
FwWitness *fw_witness_open (const char *path, GError **error);
void fw_witness_close (FwWitness *self);

typedef enum
{
  FW_WITNESS_NONE, /* says nothing yet */
  FW_WITNESS_SOUND,
  FW_WITNESS_DAMAGED
} FwWitnessState;

/** fw_witness_get: @count: (out): what was noted last. */
FwWitnessState fw_witness_get (FwWitness *self, FwWitnessCount *count);
/** fw_witness_note: written, not yet synced. What it cannot write is said once in the log. */
void fw_witness_note (FwWitness *self, const FwWitnessCount *count);
/** fw_witness_sync: what was noted since the last time is on disk. */
void fw_witness_sync (FwWitness *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwWitness, fw_witness_close)

G_END_DECLS
