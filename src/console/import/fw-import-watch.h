/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"

G_BEGIN_DECLS

/**
 * FwImportWatch:
 * Looks at an import while the server works on it, by the ticket that went with the file: rows so
 * far and what is left. Signal "changed".
 */
#define FW_TYPE_IMPORT_WATCH (fw_import_watch_get_type ())
G_DECLARE_FINAL_TYPE (FwImportWatch, fw_import_watch, FW, IMPORT_WATCH, GObject)

FwImportWatch *fw_import_watch_new (FwClient *client);
const char *fw_import_watch_get_ticket (FwImportWatch *self); /* as the path takes it */
/** fw_import_watch_is_seen: the server works on it; before, the file is on its way. */
gboolean fw_import_watch_is_seen (FwImportWatch *self);
/** fw_import_watch_get_fraction: 0 to 1; below 0: not known. */
double fw_import_watch_get_fraction (FwImportWatch *self);
/** fw_import_watch_describe: Returns: (transfer full): "120,000 rows · about 8s left"; "" before
 * there is anything to say. */
char *fw_import_watch_describe (FwImportWatch *self);
/** fw_import_watch_cancel: the server stops within moments; what it has stored stays. */
void fw_import_watch_cancel (FwImportWatch *self);
void fw_import_watch_stop (FwImportWatch *self); /* looks no more */

G_END_DECLS
