/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-engine.h"

G_BEGIN_DECLS

/* Shared by fw-database.c and fw-database-keep.c. */

typedef enum
{
  CONDITION_SOUND,
  CONDITION_FULL,
  CONDITION_BROKEN,
  CONDITION_TAKEN, /* another process claimed the store */
  CONDITION_READ_ONLY
} Condition;

struct _FwDatabase
{
  const FwEngine *engine;
  char *location;
  FwEngineAccess access;

  GMutex writer_lock;
  gpointer writer; /* NULL where nothing is written */
  GThread *owner;  /* atomic: whose transaction is open; NULL none */
  gint64 epoch;    /* of our claim; 0: none */
  gboolean failed; /* a statement of the open transaction failed: it can only be rolled back */

  GMutex lock; /* what follows */
  GPtrArray *idle;
  Condition condition;
  char *reason;       /* why not writable */
  gint64 last_probe;  /* monotonic µs */
  guint read_timeout; /* ms; 0: the engine's own */
};

gpointer fw_database_take_reader (FwDatabase *self, GError **error);
void fw_database_give_reader (FwDatabase *self, gpointer reader);
/** fw_database_check_epoch: inside a transaction that has just begun: that nobody else has claimed
 * the store since we did. */
gboolean fw_database_check_epoch (FwDatabase *self, GError **error);
/** fw_database_note_error: keeps in mind what an error says about the store as a whole. */
void fw_database_note_error (FwDatabase *self, const GError *error);

G_END_DECLS
