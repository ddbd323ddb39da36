/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/text/fw-file-kind.h"

#include "core/fw-error.h"

static const struct
{
  const char *magic;
  guint length;
  FwFileKind kind;
} magics[] = {
  { "PK\x03\x04", 4, FW_FILE_ZIP },
  { "PK\x05\x06", 4, FW_FILE_ZIP },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, FW_FILE_OLE },
  { "\x09\x08\x10\x00\x00\x06", 6, FW_FILE_OLE }, /* the sheet without the file around it */
  { "%PDF-", 5, FW_FILE_PDF },
  { "7z\xbc\xaf\x27\x1c", 6, FW_FILE_ARCHIVE },
  { "Rar!\x1a\x07", 6, FW_FILE_ARCHIVE },
  { "\xfd"
    "7zXZ",
    5, FW_FILE_ARCHIVE },
  { "BZh", 3, FW_FILE_ARCHIVE },
  { "\x28\xb5\x2f\xfd", 4, FW_FILE_ARCHIVE },
  { "\x89PNG", 4, FW_FILE_PICTURE },
  { "\xff\xd8\xff", 3, FW_FILE_PICTURE },
};

static const struct
{
  const char *begin; /* small letters */
  FwFileKind kind;
} marks[] = {
  { "<!doctype html", FW_FILE_HTML }, { "<html", FW_FILE_HTML },  { "<head", FW_FILE_HTML },
  { "<meta", FW_FILE_HTML },          { "<style", FW_FILE_HTML }, { "<body", FW_FILE_HTML },
  { "<table", FW_FILE_HTML },         { "<div", FW_FILE_HTML },   { "<?xml", FW_FILE_XML },
  { "<workbook", FW_FILE_XML },       { "<!--", FW_FILE_HTML },
};

FwFileKind
fw_file_kind_find (const char *data, gsize length)
{
  const char *at = data, *end = data + length;

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].length && memcmp (data, magics[i].magic, magics[i].length) == 0)
      return magics[i].kind;
  if (length >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0)
    at += 3;
  while (at < end && g_ascii_isspace (*at))
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize wanted = strlen (marks[i].begin);

      if ((gsize) (end - at) >= wanted && g_ascii_strncasecmp (at, marks[i].begin, wanted) == 0)
        return marks[i].kind;
    }

  return FW_FILE_TEXT;
}

gboolean
fw_file_kind_check_text (FwFileKind kind, GError **error)
{
  static const char *const sentences[] = {
    [FW_FILE_OLE] = "the file is a workbook of Excel 97-2003 (.xls), or one with a password; open "
                    "it and save it as .xlsx without a password, or as CSV",
    [FW_FILE_PDF] = "the file is a PDF, from which no table can be read for certain; export the "
                    "list as CSV or .xlsx",
    [FW_FILE_HTML] = "the file is an HTML page, whatever its name says; open it in a spreadsheet "
                     "and save it as .xlsx or CSV",
    [FW_FILE_XML] = "the file is XML, whatever its name says; open it in a spreadsheet and save it "
                    "as .xlsx or CSV",
    [FW_FILE_ARCHIVE] = "the file is an archive; unpack it and give the list that is in it",
    [FW_FILE_PICTURE] = "the file is a picture; export the list as CSV or .xlsx",
  };

  if (kind == FW_FILE_TEXT || kind == FW_FILE_ZIP)
    return TRUE;
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (sentences), FALSE);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, sentences[kind]);

  return FALSE;
}
