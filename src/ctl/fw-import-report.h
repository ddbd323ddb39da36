/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-floor.h"
#include "intake/fw-intake.h"

G_BEGIN_DECLS

/** FwImportReport: what a read found and what became of it, from here or from a server. */
typedef struct
{
  FwIntakeReport *intake;
  FwFloorReport floor;
  gboolean applied; /* floor is filled */
} FwImportReport;

void fw_import_report_init (FwImportReport *self);
void fw_import_report_clear (FwImportReport *self);
/** fw_import_report_parse: from a server's REPORT. */
gboolean fw_import_report_parse (FwImportReport *self, GBytes *json, GError **error);
void fw_import_report_print (const FwImportReport *self,
                             const char *file,
                             const char *source,
                             gboolean dry_run);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwImportReport, fw_import_report_clear)

G_END_DECLS
