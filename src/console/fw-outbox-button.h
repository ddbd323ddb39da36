/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-outbox.h"

G_BEGIN_DECLS

/** FwOutboxButton: says that edits wait for the server or for a decision, and lets decide; not
 * there when none do. */
#define FW_TYPE_OUTBOX_BUTTON (fw_outbox_button_get_type ())
G_DECLARE_FINAL_TYPE (FwOutboxButton, fw_outbox_button, FW, OUTBOX_BUTTON, AdwBin)

void fw_outbox_button_bind (FwOutboxButton *self, FwClient *client, FwOutbox *outbox);

G_END_DECLS
