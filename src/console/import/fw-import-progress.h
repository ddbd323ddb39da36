/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/import/fw-import-watch.h"

G_BEGIN_DECLS

/** FwImportProgress: what is under way with a file, how far it is and how long it takes, and a
 * button that ends it. Signal "cancelled". */
#define FW_TYPE_IMPORT_PROGRESS (fw_import_progress_get_type ())
G_DECLARE_FINAL_TYPE (FwImportProgress, fw_import_progress, FW, IMPORT_PROGRESS, AdwBin)

/** fw_import_progress_start: @doing: with name and size, "" where there is nothing to say yet;
 * @watch: (nullable): of what the server does with it */
void fw_import_progress_start (FwImportProgress *self, const char *doing, FwImportWatch *watch);
/** fw_import_progress_tell_stopping: it was asked to stop, and has not yet. */
void fw_import_progress_tell_stopping (FwImportProgress *self);
void fw_import_progress_stop (FwImportProgress *self); /* moves no more */

G_END_DECLS
