/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/** FwRecordLog: who changed what in a record, newest first; asked for when it is opened. */
#define FW_TYPE_RECORD_LOG (fw_record_log_get_type ())
G_DECLARE_FINAL_TYPE (FwRecordLog, fw_record_log, FW, RECORD_LOG, AdwBin)

/** fw_record_log_show: @record: (nullable): NULL hides it. */
void fw_record_log_show (FwRecordLog *self, FwClient *client, FwRecord *record);

/** fw_record_log_make_path: Returns: (transfer full): where the server tells the log of @record. */
char *fw_record_log_make_path (FwRecord *record);
/** fw_record_log_add_line, _clear_lines: the lines of a log, also of another one; @quiet: in small
 * and dim letters. */
void fw_record_log_add_line (GtkBox *lines, const char *text, gboolean quiet);
void fw_record_log_clear_lines (GtkBox *lines);

G_END_DECLS
