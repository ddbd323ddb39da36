/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "fuzz-intake.h"

/*
 * The first byte says what the rest is: "Z" a whole package; "s" a sheet, "t" shared strings, "y"
 * styles, "w" a workbook, "r" relations, put into a package with good other parts, so that
 * mutations reach the readers of the parts and are not all caught by the checksums of the package.
 */
static const struct
{
  char letter;
  const char *path;
  const char *text;
} parts[] = {
  { 'w', "xl/workbook.xml",
    "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>" },
  { 'r', "xl/_rels/workbook.xml.rels",
    "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>" },
  { 'y', "xl/styles.xml",
    "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[h]:mm:ss\"/></numFmts><cellXfs>"
    "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"21\"/><xf numFmtId=\"22\"/>"
    "<xf numFmtId=\"170\"/></cellXfs></styleSheet>" },
  { 't', "xl/sharedStrings.xml",
    "<sst><si><t>date</t></si><si><t>time</t></si><si><t>answered</t></si></sst>" },
  { 's', "xl/worksheets/sheet1.xml",
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
    "t=\"s\"><v>1</v>"
    "</c><c r=\"C1\" t=\"s\"><v>2</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>44197</v></c>"
    "<c r=\"B2\" s=\"2\"><v>0.4</v></c><c r=\"C2\" "
    "t=\"b\"><v>1</v></c></row></sheetData></worksheet>" },
};

static gsize
pack (char letter, const guint8 *data, gsize size, guint8 *to, gsize room)
{
  struct archive *zip = archive_write_new ();
  gsize used = 0;

  archive_write_set_format_zip (zip);
  archive_write_zip_set_compression_store (zip);
  archive_write_open_memory (zip, to, room, &used);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      struct archive_entry *entry = archive_entry_new ();
      gboolean ours = parts[i].letter == letter;
      gsize length = ours ? size : strlen (parts[i].text);

      archive_entry_set_pathname (entry, parts[i].path);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, (gint64) length);
      archive_write_header (zip, entry);
      archive_write_data (zip, ours ? (const void *) data : parts[i].text, length);
      archive_entry_free (entry);
    }
  archive_write_close (zip);
  archive_write_free (zip);

  return used;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static guint8 room[262144];

  if (size == 0 || size > 65536)
    return 0;
  if (data[0] == 'Z')
    read_anything (FW_FORMAT_CALLS, NULL, data + 1, size - 1);
  else
    read_anything (FW_FORMAT_CALLS, NULL, room,
                   pack ((char) data[0], data + 1, size - 1, room, sizeof room));

  return 0;
}
