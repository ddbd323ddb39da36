/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>
#include <string.h>

/** Part: a file of a workbook's package. */
typedef struct
{
  const char *path;
  const char *text;
} Part;

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

/** pack: Returns: bytes written into @to. */
static inline gsize
pack (const Part *const *parts, guint n_parts, char *to, gsize room)
{
  struct archive *zip = archive_write_new ();
  gsize used = 0;

  archive_write_set_format_zip (zip);
  archive_write_open_memory (zip, to, room, &used);
  for (guint i = 0; i < n_parts; i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, parts[i]->path);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, (gint64) strlen (parts[i]->text));
      archive_write_header (zip, entry);
      archive_write_data (zip, parts[i]->text, strlen (parts[i]->text));
      archive_entry_free (entry);
    }
  archive_write_close (zip);
  archive_write_free (zip);

  return used;
}
