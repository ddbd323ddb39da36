/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * fw_xlsx_to_csv:
 * The first visible sheet of a workbook as CSV with commas: row N of the sheet is row N of the
 * result, so that errors can name it. Cells are text as a person reads them; dates and times in ISO
 * form, told by the cell's style. Returns: (transfer full): NULL with FW_ERROR_INVALID or
 * FW_ERROR_TOO_LARGE.
 */
GBytes *fw_xlsx_to_csv (GBytes *bytes, GError **error);

G_END_DECLS
