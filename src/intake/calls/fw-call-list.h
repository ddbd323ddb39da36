/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/fw-intake-run.h"

G_BEGIN_DECLS

/* The reader of call lists within: fw-call-list.c reads rows, fw-call-workbook.c chooses the sheet
 * that they are taken from. */

/** fw_call_list_read_rows: @input: text whose encoding is settled, or the rows of a @sheet. */
gboolean fw_call_list_read_rows (FwIntakeRun *run, FwInput *input, gboolean sheet, GError **error);
/** fw_call_list_try: whether a sheet reads as calls, without handing anything on; if not, why. */
gboolean fw_call_list_try (FwIntakeRun *run, FwInput *sheet, GError **error);

/** fw_call_workbook_read: the sheet that the mapping names, else the only one that reads as calls.
 */
gboolean fw_call_workbook_read (FwIntakeRun *run, GBytes *packed, GError **error);

G_END_DECLS
