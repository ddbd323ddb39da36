/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/fw-intake.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/**
 * Records as tables that people open in a spreadsheet: first column "id", then a column for each
 * field by its name, secrets left out. What was exported imports as "unchanged".
 */
typedef enum
{
  FW_TABLE_CSV, /* UTF-8 with BOM, which spreadsheets need to see that it is */
  FW_TABLE_XLSX
} FwTableForm;

/** fw_records_export: Returns: (transfer full): what @scope may see of the kind, by id. */
GBytes *fw_records_export (
    FwRecords *self, FwScope *scope, const FwKind *kind, FwTableForm sheet, GError **error);

/** fw_records_export_list: the same of a list that has been read. @records: (element-type
 * FwRecord). Returns: (transfer full). */
GBytes *
fw_records_export_list (const FwKind *kind, GPtrArray *records, FwTableForm sheet, GError **error);

typedef enum
{
  FW_IMPORT_DEFAULT = 0,
  FW_IMPORT_DRY_RUN = 1 << 0, /* everything is tried, nothing kept */
  FW_IMPORT_SKIP_REJECTED =
      1 << 1, /* rejected lines do not keep the good ones out; else one refuses all */
} FwImportFlags;

typedef struct
{
  FwIntakeReport *read; /* rows, accepted, rejected with line, field and expectation; mapping: the
                           columns as understood */
  guint64 created;
  guint64 changed;
  guint64 unchanged;
  gboolean written;   /* FALSE: nothing was kept */
  GPtrArray *records; /* FwRecord: those created or changed, with their new revision */
} FwImportReport;

FwImportReport *fw_import_report_new (void);
void fw_import_report_free (FwImportReport *report);

/** fw_import_report_refuse: FW_ERROR_INVALID that names the first rejected line, for a caller who
 * takes all or nothing. Returns: FALSE. */
gboolean fw_import_report_refuse (FwImportReport *report, GError **error);

/**
 * fw_records_import: CSV or XLSX with a header of "id" and field names (or their labels). A column
 * that is missing leaves its field as it is; an empty cell empties it; a new record's empty fields
 * take their fallbacks. Returns: FALSE with FW_ERROR_INVALID when the table as a whole cannot be
 * understood, or with the store's error; a rejected line is no error but stands in @report.
 */
gboolean fw_records_import (FwRecords *self,
                            FwScope *scope,
                            const FwKind *kind,
                            GBytes *bytes,
                            FwImportFlags flags,
                            gint64 now,
                            FwImportReport *report,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwImportReport, fw_import_report_free)

G_END_DECLS
