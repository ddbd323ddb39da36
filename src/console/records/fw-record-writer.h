/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-outbox.h"
#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/** What became of a write that was not refused. */
typedef enum
{
  FW_WRITE_FAILED,
  FW_WRITE_STORED,
  FW_WRITE_WAITING /* in the outbox: the server is away */
} FwWriteOutcome;

/** fw_outbox_of: Returns: (transfer none) (nullable): the outbox that belongs to @client, set by
 * the application. */
FwOutbox *fw_outbox_of (FwClient *client);
void fw_outbox_attach (FwClient *client, FwOutbox *outbox);

/** fw_record_write_async: creates @record (revision 0) or changes it on the revision it carries. */
void fw_record_write_async (FwClient *client,
                            FwRecord *record,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/** fw_record_delete_async: the same for deleting it. */
void fw_record_delete_async (FwClient *client,
                             FwRecord *record,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/** fw_record_restore_async: what was deleted is there again; it does not wait on this desk. */
void fw_record_restore_async (FwClient *client,
                              FwRecord *record,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** fw_record_move_async: moves @record along its flow, on the revision it carries; it does not wait
 * on this desk. @move: the state that it leads to. @reason: (nullable): of a signed move. @names:
 * (nullable) (array zero-terminated=1): fields of @record that are written with it. */
void fw_record_move_async (FwClient *client,
                           FwRecord *record,
                           const char *move,
                           const char *reason,
                           const char *const *names,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/**
 * fw_record_write_finish:
 * @stored: (out) (optional) (transfer full): the record as it is stored now; with FW_ERROR_CONFLICT
 * the other one's
 * @field: (out) (optional) (transfer full) (nullable): the field that an FW_ERROR_INVALID is about
 */
FwWriteOutcome
fw_record_write_finish (GAsyncResult *result, FwRecord **stored, char **field, GError **error);

/** fw_record_to_edit: Returns: (transfer full): what waits on this desk of a change of @record. */
FwOutboxItem *fw_record_to_edit (FwClient *client, FwRecord *record, gboolean deletes);
/** fw_record_keep_edits: @edits (element-type FwOutboxItem) wait on this desk. @task: (transfer
 * full): ends with FW_WRITE_WAITING when they are on disk, or with FW_OUTBOX_ERROR. */
void fw_record_keep_edits (FwOutbox *outbox, GPtrArray *edits, GTask *task);
/** fw_record_to_body: Returns: (transfer full): RECORD as it goes up. */
char *fw_record_to_body (FwRecord *record);

G_END_DECLS
