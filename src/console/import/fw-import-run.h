/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/**
 * FwImportRun:
 * A file on its way in: chosen, read without writing anything, shown, then imported. Nothing is
 * written before a person has seen what would be. Signal "done": something was imported.
 */
#define FW_TYPE_IMPORT_RUN (fw_import_run_get_type ())
G_DECLARE_FINAL_TYPE (FwImportRun, fw_import_run, FW, IMPORT_RUN, AdwBin)

#define FW_IMPORT_MAX_FILE (256 * 1024 * 1024)

/** fw_import_run_bind: @title, @description: what to choose a file for. */
void fw_import_run_bind (FwImportRun *self,
                         FwClient *client,
                         const char *title,
                         const char *description);
/** fw_import_run_set_path: "import?format=calls&source=crm" or "records/team/import"; a file
 * already read is read anew. */
void fw_import_run_set_path (FwImportRun *self, const char *path);
/** fw_import_run_read_file: the dry run of @file. */
void fw_import_run_read_file (FwImportRun *self, GFile *file);
/** fw_import_run_get_stage: "choose", "reading", "report", "done". */
const char *fw_import_run_get_stage (FwImportRun *self);
void fw_import_run_confirm (FwImportRun *self);

G_END_DECLS
