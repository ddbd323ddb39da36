/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_record_ask_async: asks for one record as it is now. @kind: its name. The result's source is
 * @client. */
void fw_record_ask_async (FwClient *client,
                          const char *kind,
                          const char *id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/** fw_record_ask_finish: Returns: (transfer full): NULL with an error; with G_IO_ERROR_CANCELLED
 * nobody waits for it any more. */
FwRecord *fw_record_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
