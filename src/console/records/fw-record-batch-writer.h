/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-record-writer.h"

G_BEGIN_DECLS

/** FwRecordChange: one of a step of many. */
typedef struct
{
  FwRecord *record; /* (transfer full): as it goes up, on the revision that it is based on */
  gboolean deletes;
} FwRecordChange;

/** fw_record_changes_new: Returns: (transfer full) (element-type FwRecordChange) */
GArray *fw_record_changes_new (void);

/**
 * fw_record_write_all_async: writes all of @changes or none, in their order. Where the server is
 * away they wait on this desk, and so they do where earlier edits of one of the kinds still wait:
 * they stand on those.
 * @changes: (element-type FwRecordChange): without secrets, at least one
 */
void fw_record_write_all_async (FwClient *client,
                                GArray *changes,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/**
 * fw_record_write_all_finish: the records of what is stored carry its revisions.
 * @reason: (out) (transfer full) (nullable): what the server said of the first that it refused, in
 * the reader's language
 */
FwWriteOutcome fw_record_write_all_finish (GAsyncResult *result, char **reason, GError **error);

G_END_DECLS
