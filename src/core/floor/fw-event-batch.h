/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-event.h"

G_BEGIN_DECLS

/**
 * FwEventBatch:
 * Events in their stored form: what intake fills, the ledger appends as one BLOB, and the floor
 * reads. Adding encodes at once (varints, times as differences, repeated texts through a dictionary
 * of the batch), so that writing a batch to disk costs no second pass. A batch is reference counted
 * and, once sealed by fw_event_batch_to_bytes(), unchanging.
 */
typedef struct _FwEventBatch FwEventBatch;

FwEventBatch *fw_event_batch_new (void);
FwEventBatch *fw_event_batch_ref (FwEventBatch *self);
void fw_event_batch_unref (FwEventBatch *self);

/** fw_event_batch_add: copies what it needs of @event, which must pass fw_event_check(). */
void fw_event_batch_add (FwEventBatch *self, const FwEvent *event);

guint fw_event_batch_get_length (FwEventBatch *self);
gsize fw_event_batch_get_size (FwEventBatch *self); /* bytes encoded so far */

/** fw_event_batch_get_period: @first and @last: earliest and latest time, µs UTC; both 0 for an
 * empty batch. */
void fw_event_batch_get_period (FwEventBatch *self, gint64 *first, gint64 *last);

/** fw_event_batch_to_bytes: Returns: (transfer full): the stored form, with a checksum at its end.
 */
GBytes *fw_event_batch_to_bytes (FwEventBatch *self);

/** fw_event_batch_from_bytes: Returns: (transfer full): NULL with FW_ERROR_CORRUPT when form or
 * checksum is wrong. */
FwEventBatch *fw_event_batch_from_bytes (GBytes *bytes, GError **error);

/** FwEventIter: walks a batch in order; on the stack. The texts of an event live as long as the
 * batch. */
typedef struct
{
  FwEventBatch *batch;
  gsize offset;
  guint index;
  gint64 last_at;
} FwEventIter;

void fw_event_iter_init (FwEventIter *iter, FwEventBatch *batch);
gboolean fw_event_iter_next (FwEventIter *iter, FwEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwEventBatch, fw_event_batch_unref)

G_END_DECLS
