/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/** FwStrikeDialog: asks which event is to be struck out and why, and does it. Signal: "struck". */
#define FW_TYPE_STRIKE_DIALOG (fw_strike_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FwStrikeDialog, fw_strike_dialog, FW, STRIKE_DIALOG, AdwWindow)

/** fw_strike_dialog_new: @source, @day, @id: (nullable): what is known of it. */
GtkWidget *
fw_strike_dialog_new (FwClient *client, const char *source, const char *day, const char *id);

G_END_DECLS
