/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/inbox/fw-inbox-entry.h"

G_BEGIN_DECLS

/** fw_inbox_row_new: Returns: (transfer floating): a row of a list for @entry, which follows it. */
GtkWidget *fw_inbox_row_new (FwInboxEntry *entry);
FwInboxEntry *fw_inbox_row_get_entry (GtkListBoxRow *row);

G_END_DECLS
