/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** FwBatchJson: the body of `POST records` while it is written: many writes, all of them or none.
 */
typedef struct
{
  GString *text;
  FwJsonWriter writer;
} FwBatchJson;

/** fw_batch_json_init: fw_batch_json_finish() ends it. */
void fw_batch_json_init (FwBatchJson *self);
void fw_batch_json_add_record (FwBatchJson *self, const FwRecord *record);
/** fw_batch_json_add_text: @json: the record, as JSON already. */
void fw_batch_json_add_text (FwBatchJson *self, const char *kind, const char *json);
/** fw_batch_json_add_deletion: @revision: the one that it is based on. */
void
fw_batch_json_add_deletion (FwBatchJson *self, const char *kind, const char *id, guint revision);
/** fw_batch_json_finish: Returns: (transfer full) */
GBytes *fw_batch_json_finish (FwBatchJson *self);

/**
 * fw_batch_json_read_written: the answer, which has a line for each write, in their order.
 * @revisions: (out caller-allocates) (array length=n_writes): on which each is stored
 * Returns: FALSE with FW_ERROR_INVALID where it is no such answer.
 */
gboolean
fw_batch_json_read_written (GBytes *answer, guint *revisions, guint n_writes, GError **error);

G_END_DECLS
