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

G_END_DECLS
