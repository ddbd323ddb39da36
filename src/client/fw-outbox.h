/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "client/fw-outbox-item.h"
#include "client/fw-outbox-store.h"
#include "client/fw-shelf.h"

G_BEGIN_DECLS

/**
 * FwOutbox:
 * Edits made while the server was away. They are on disk before they are promised, wait with the
 * revision they were based on, and are sent once and in order when the server is back. One that
 * somebody else overtook becomes a conflict for a person to decide; nothing is overwritten by
 * itself. An answer that was lost on the way is told by comparing: what is stored equals what was
 * sent. Edits that are one step are sent as one batch: what nobody else has touched is written all
 * together, and what was refused is then sent and answered by itself.
 *
 * Property, notified: "failure" (boxed GError). Signal: "settled": the server has taken something
 * that waited, or has refused it, or a person has decided about it.
 */
#define FW_TYPE_OUTBOX (fw_outbox_get_type ())
G_DECLARE_FINAL_TYPE (FwOutbox, fw_outbox, FW, OUTBOX, GObject)

FwOutbox *fw_outbox_new (FwClient *client, FwShelf *shelf);
GListModel *fw_outbox_get_items (FwOutbox *self); /* (transfer none): of FwOutboxItem */

/** fw_outbox_set_realm: whose edits these are (as in fw_client_set_cache()); loads what waits. */
void fw_outbox_set_realm (FwOutbox *self, const char *realm);

/** fw_outbox_get_failure: Returns: (transfer none) (nullable): why what waits could not be read, or
 * what became of it could not be kept on the desk's disk; FW_OUTBOX_ERROR. What is in memory is
 * sent all the same. Property "failure" notifies. */
const GError *fw_outbox_get_failure (FwOutbox *self);

/**
 * fw_outbox_add_all_async: keeps edits that are one step until the server is back. One of a record
 * that already waits takes its place.
 * @edits: (element-type FwOutboxItem): new ones, at most one of a record, in the order in which
 * they are to be written Ends when all are on disk, and none is in the list before; or with
 * FW_OUTBOX_ERROR, and then nothing has changed.
 */
void fw_outbox_add_all_async (FwOutbox *self,
                              GPtrArray *edits,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean fw_outbox_add_finish (GAsyncResult *result, GError **error);
/** fw_outbox_discard: theirs stays. The items leave the list when they have left the disk. @items:
 * (element-type FwOutboxItem) */
void fw_outbox_discard (FwOutbox *self, GPtrArray *items);
/** fw_outbox_resend: mine, or both together (@body), on top of what is stored now; sent when that
 * is on disk. */
void fw_outbox_resend (FwOutbox *self, FwOutboxItem *item, guint revision, const char *body);
/** fw_outbox_find: Returns: (transfer none) (nullable): what waits for a record. */
FwOutboxItem *fw_outbox_find (FwOutbox *self, const char *kind, const char *id);

G_END_DECLS
