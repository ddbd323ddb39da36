/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"
#include "console/import/fw-mapping-view.h"

G_BEGIN_DECLS

/**
 * FwImportRun:
 * A file on its way in: chosen, read without writing anything, shown, then imported. Nothing is
 * written before a person has seen what would be. What comes by "import?" is inspected: how a call
 * list was understood is shown and can be mended. Signals "done": something was imported;
 * "inspected"; "show-days": somebody wants to see what came in.
 */
#define FW_TYPE_IMPORT_RUN (fw_import_run_get_type ())
G_DECLARE_FINAL_TYPE (FwImportRun, fw_import_run, FW, IMPORT_RUN, AdwBin)

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

/** fw_import_run_set_mapping: @json: (nullable): a mapping to begin with, for this file and the
 * next ones. */
void fw_import_run_set_mapping (FwImportRun *self, const char *json);
FwMappingView *fw_import_run_get_mapping (FwImportRun *self); /* (transfer none) */
/** fw_import_run_get_foot: Returns: (transfer none): room below what is said of a list. */
GtkBox *fw_import_run_get_foot (FwImportRun *self);
/** fw_import_run_offer_days: after an import there is a way to the days that came in. */
void fw_import_run_offer_days (FwImportRun *self);
/** fw_import_run_get_period: of the last report, µs UTC. FALSE: it has none. */
gboolean fw_import_run_get_period (FwImportRun *self, gint64 *first, gint64 *last);

G_END_DECLS
