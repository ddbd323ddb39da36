/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwReportView: what an import read, or would: counts, period, how columns were understood,
 * rejects with their lines. */
#define FW_TYPE_REPORT_VIEW (fw_report_view_get_type ())
G_DECLARE_FINAL_TYPE (FwReportView, fw_report_view, FW, REPORT_VIEW, AdwBin)

/** fw_report_view_show: FALSE with FW_ERROR_INVALID when @report is no REPORT. */
gboolean fw_report_view_show (FwReportView *self, JsonObject *report, GError **error);
/** fw_report_view_get_accepted: rows that the report takes. */
gint64 fw_report_view_get_accepted (FwReportView *self);

G_END_DECLS
