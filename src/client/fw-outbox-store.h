/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-outbox-item.h"
#include "client/fw-shelf.h"

G_BEGIN_DECLS

/** The outbox on disk. Every call is queued on the shelf's thread; an item's number is there when
 * its insert is done. */
void fw_outbox_store_insert (FwShelf *shelf, const char *realm, FwOutboxItem *item);
void fw_outbox_store_update (FwShelf *shelf, FwOutboxItem *item);
void fw_outbox_store_remove (FwShelf *shelf, FwOutboxItem *item);
void fw_outbox_store_load_async (FwShelf *shelf,
                                 const char *realm,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/** fw_outbox_store_load_finish: Returns: (transfer full) (element-type FwOutboxItem): by number. */
GPtrArray *fw_outbox_store_load_finish (GAsyncResult *result, char **realm, GError **error);

G_END_DECLS
