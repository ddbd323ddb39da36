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
/** fw_report_view_get_period: µs UTC; both 0: the report has none. */
void fw_report_view_get_period (FwReportView *self, gint64 *first, gint64 *last);
/** fw_report_view_put: @widget: between the counts and the rejected lines; while it is visible it
 * is what tells how columns were understood. */
void fw_report_view_put (FwReportView *self, GtkWidget *widget);

G_END_DECLS
