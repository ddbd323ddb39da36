/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-ledger.h"

G_BEGIN_DECLS

/* Shared by fw-ledger.c (batches) and fw-checkpoint.c. */
struct _FwLedger
{
  FwDatabase *database; /* not owned */
  guint8 key[FW_LEDGER_KEY_SIZE];
  gint64 span; /* longest period of a batch, µs; the writer's */

  guint64 pending; /* number of the checkpoint being written; the writer's */

  GMutex lock; /* what follows */
  guint64 last;
  guint64 checkpoint;
};

G_END_DECLS
