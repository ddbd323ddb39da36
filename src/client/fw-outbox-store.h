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

/** The outbox on disk. Every call is queued on the shelf's thread, in order, and is one
 * transaction; its callback comes when that is committed or has failed. Arrays are of FwOutboxItem.
 */

/** fw_outbox_store_write_async: gives each of @added its number, and where they are several one
 * batch; and writes all of each of @changed under its number. */
void fw_outbox_store_write_async (FwShelf *shelf,
                                  const char *realm,
                                  GPtrArray *added,
                                  GPtrArray *changed,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/** fw_outbox_store_rebase_async: the revisions of @items alone. */
void fw_outbox_store_rebase_async (FwShelf *shelf,
                                   GPtrArray *items,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void fw_outbox_store_remove_async (FwShelf *shelf,
                                   GPtrArray *items,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/** fw_outbox_store_write_finish: for the three above. FALSE with FW_OUTBOX_ERROR. */
gboolean fw_outbox_store_write_finish (GAsyncResult *result, GError **error);

void fw_outbox_store_load_async (FwShelf *shelf,
                                 const char *realm,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/** fw_outbox_store_load_finish: Returns: (transfer full) (element-type FwOutboxItem): by number. */
GPtrArray *fw_outbox_store_load_finish (GAsyncResult *result, char **realm, GError **error);

G_END_DECLS
