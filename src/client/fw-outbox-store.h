/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-outbox-item.h"
#include "client/fw-shelf.h"

G_BEGIN_DECLS

/** Why the desk could not keep something; the message is SQLite's, for the log. */
#define FW_OUTBOX_ERROR (fw_outbox_error_quark ())
GQuark fw_outbox_error_quark (void);

typedef enum
{
  FW_OUTBOX_ERROR_FULL,  /* the desk's disk is full: make room */
  FW_OUTBOX_ERROR_FAILED /* its file cannot be written or read */
} FwOutboxError;

/** The outbox on disk. Every call is queued on the shelf's thread, in order; its callback comes
 * when the change is committed or has failed. */

/** fw_outbox_store_insert_async: gives @item its number. */
void fw_outbox_store_insert_async (FwShelf *shelf,
                                   const char *realm,
                                   FwOutboxItem *item,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/** fw_outbox_store_update_async: all of @item, under its number. */
void fw_outbox_store_update_async (FwShelf *shelf,
                                   FwOutboxItem *item,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/** fw_outbox_store_rebase_async: the revision of @item alone. */
void fw_outbox_store_rebase_async (FwShelf *shelf,
                                   FwOutboxItem *item,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void fw_outbox_store_remove_async (FwShelf *shelf,
                                   FwOutboxItem *item,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/** fw_outbox_store_write_finish: for the four above. Returns: (transfer full): the item; NULL with
 * FW_OUTBOX_ERROR. */
FwOutboxItem *fw_outbox_store_write_finish (GAsyncResult *result, GError **error);

void fw_outbox_store_load_async (FwShelf *shelf,
                                 const char *realm,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/** fw_outbox_store_load_finish: Returns: (transfer full) (element-type FwOutboxItem): by number. */
GPtrArray *fw_outbox_store_load_finish (GAsyncResult *result, char **realm, GError **error);

G_END_DECLS
