/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/fw-connection.h"
#include "console/fw-window.h"

G_BEGIN_DECLS

/**
 * FwApplication:
 * The console as a process: command line, the server of its own or the configured one, windows that
 * come back where they were, and the actions of the whole program.
 */
#define FW_TYPE_APPLICATION (fw_application_get_type ())
G_DECLARE_FINAL_TYPE (FwApplication, fw_application, FW, APPLICATION, AdwApplication)

FwApplication *fw_application_new (void);
FwClient *fw_application_get_client (FwApplication *self);
FwShelf *fw_application_get_shelf (FwApplication *self);
FwConnection *fw_application_get_connection (FwApplication *self);
/** fw_application_open_window: Returns: (transfer none): a new window on @page, NULL: the first
 * one. */
FwWindow *fw_application_open_window (FwApplication *self, const char *page, gboolean alone);
/** fw_application_has_failed: Returns: whether the pictures that were asked for could not be had.
 */
gboolean fw_application_has_failed (FwApplication *self);

G_END_DECLS
