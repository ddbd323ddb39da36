/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "charts/fw-mark.h"
#include "client/fw-live-frame.h"

G_BEGIN_DECLS

/** FwInboxEntry: one thing that waits: an alert, or a record that somebody may move along. It
 * changes in place: "changed" is emitted then. */
#define FW_TYPE_INBOX_ENTRY (fw_inbox_entry_get_type ())
G_DECLARE_FINAL_TYPE (FwInboxEntry, fw_inbox_entry, FW, INBOX_ENTRY, GObject)

/** fw_inbox_entry_new: Returns: (transfer full) (nullable): NULL: it is not of the form. */
FwInboxEntry *fw_inbox_entry_new (JsonObject *object);
/** fw_inbox_entry_take: @other: of the same thing, as it is now. */
void fw_inbox_entry_take (FwInboxEntry *self, FwInboxEntry *other);
/** fw_inbox_entry_get_key: what tells it from all others. */
const char *fw_inbox_entry_get_key (FwInboxEntry *self);

const char *fw_inbox_entry_get_kind (FwInboxEntry *self); /* "alert", or of records */
const char *fw_inbox_entry_get_id (FwInboxEntry *self);
gboolean fw_inbox_entry_is_alert (FwInboxEntry *self);
/** fw_inbox_entry_waits: nobody has put it off, taken it up or handed it on. */
gboolean fw_inbox_entry_waits (FwInboxEntry *self);
/** fw_inbox_entry_is_late: an alert, or a clock of it ran out. */
gboolean fw_inbox_entry_is_late (FwInboxEntry *self);
/** fw_inbox_entry_is_warned: a clock of it has warned, or ran out. */
gboolean fw_inbox_entry_is_warned (FwInboxEntry *self);

/* What is shown; translated; (transfer full). */
char *fw_inbox_entry_describe_title (FwInboxEntry *self);
char *fw_inbox_entry_describe_state (FwInboxEntry *self); /* "Finding · Not judged · since …" */
char *fw_inbox_entry_describe_whose (FwInboxEntry *self); /* "" nobody's in particular */
char *fw_inbox_entry_describe_for (FwInboxEntry *self);   /* "for Ann, away until …"; "" nobody */
char *fw_inbox_entry_describe_due (FwInboxEntry *self);   /* "" no clock runs */
char *fw_inbox_entry_describe_limit (FwInboxEntry *self); /* "Judgement, limit 2d"; "" none */

G_END_DECLS
