/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/inbox/fw-inbox-entry.h"

G_BEGIN_DECLS

/**
 * FwInbox:
 * What waits for whoever is signed in: one for a client, shared by sidebar and page. Asked for anew
 * when records change, and now and then because clocks run. What becomes due is told on the
 * desktop, once. Signal: "changed".
 */
#define FW_TYPE_INBOX (fw_inbox_get_type ())
G_DECLARE_FINAL_TYPE (FwInbox, fw_inbox, FW, INBOX, GObject)

/** fw_inbox_get: Returns: (transfer none): that of @client. */
FwInbox *fw_inbox_get (FwClient *client);

GListModel *fw_inbox_get_entries (FwInbox *self); /* (element-type FwInboxEntry) */
guint fw_inbox_count_waiting (FwInbox *self);
/** fw_inbox_is_known: the server has answered since somebody signed in. */
gboolean fw_inbox_is_known (FwInbox *self);
/** fw_inbox_has_more: there are more than are listed. */
gboolean fw_inbox_has_more (FwInbox *self);
const GError *fw_inbox_get_error (FwInbox *self); /* (nullable): why there was no answer */
/** fw_inbox_set_all: whether what was set aside is listed too. */
void fw_inbox_set_all (FwInbox *self, gboolean all);
void fw_inbox_refresh (FwInbox *self);

G_END_DECLS
