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
/** fw_record_ask_anew: the same in place of the record that was asked for before, which nobody
 * waits for any more. @asked: (inout) (nullable): what waits */
void fw_record_ask_anew (GCancellable **asked,
                         FwClient *client,
                         const char *kind,
                         const char *id,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/** fw_record_ask_stop: nothing is waited for any more. @asked: (inout) (nullable) */
void fw_record_ask_stop (GCancellable **asked);
/** fw_record_ask_finish: Returns: (transfer full): NULL with an error; with G_IO_ERROR_CANCELLED
 * nobody waits for it any more. */
FwRecord *fw_record_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
