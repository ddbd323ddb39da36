/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** What a file is by its beginning, whatever its name says. */
typedef enum
{
  FW_FILE_TEXT, /* nothing that is known to be something else */
  FW_FILE_ZIP,  /* a workbook, or an archive */
  FW_FILE_OLE,  /* a workbook of Excel 97-2003, or one with a password */
  FW_FILE_PDF,
  FW_FILE_HTML,
  FW_FILE_XML,
  FW_FILE_ARCHIVE, /* that is not read */
  FW_FILE_PICTURE
} FwFileKind;

FwFileKind fw_file_kind_find (const char *data, gsize length);

/** fw_file_kind_check_text: Returns: FALSE with FW_ERROR_INVALID, what the file is and what to do,
 * where no table can be read from it as text. */
gboolean fw_file_kind_check_text (FwFileKind kind, GError **error);

G_END_DECLS
