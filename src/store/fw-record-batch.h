/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** Writes of a batch at most. */
#define FW_RECORD_BATCH_MAX 20000

/** FwRecordWrite: one of a batch. The record carries the revision that it was based on: 0 makes a
 * new one. Of one that is to be deleted the id and the revision count alone. */
typedef struct
{
  FwRecord *record; /* owned by who made it */
  gboolean deletes;
  const char *to; /* (nullable): a state of its flow that it is moved to instead; in what follows
                     from a move alone */
} FwRecordWrite;

/** FwRecordRefusal: what of a batch was refused, and why. */
typedef struct
{
  guint index; /* in the batch, from 0 */
  GError *error;
} FwRecordRefusal;

void fw_record_refusal_clear (FwRecordRefusal *self);

/**
 * fw_records_write_batch: all or nothing, in the order given, in one transaction; what one write
 * makes the next may refer to. Each record then carries its new revision. A secret is not set in a
 * batch: its hash takes long.
 * @writes: (element-type FwRecordWrite)
 * @refusals: (element-type FwRecordRefusal): takes every write that was refused, when FALSE is
 *   returned for that reason; @error then is that of the first
 */
gboolean fw_records_write_batch (
    FwRecords *self, FwScope *scope, GArray *writes, gint64 now, GArray *refusals, GError **error);

G_END_DECLS
