/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-record-export.h"

#include <glib/gstdio.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "intake/fw-intake.h"

typedef void (*WriteCell) (gpointer out, guint row, guint column, const char *text, gboolean last);

static guint
find_last_column (const FwKind *kind)
{
  guint last = 0;

  for (guint i = 0; i < kind->n_fields; i++)
    last += kind->fields[i].type != FW_FIELD_SECRET;

  return last;
}

static void
write_table (const FwKind *kind, GPtrArray *records, WriteCell write, gpointer out)
{
  guint last = find_last_column (kind);

  for (guint row = 0; row <= records->len; row++)
    {
      const FwRecord *record = row > 0 ? records->pdata[row - 1] : NULL;
      guint column = 0;

      write (out, row, column, record != NULL ? fw_record_get_id (record) : "id", column == last);
      for (guint i = 0; i < kind->n_fields; i++)
        {
          g_autofree char *text = NULL;

          if (kind->fields[i].type == FW_FIELD_SECRET)
            continue;
          text = record != NULL ? fw_record_format (record, i) : g_strdup (kind->fields[i].name);
          column++;
          write (out, row, column, text, column == last);
        }
    }
}

static void
write_csv_cell (gpointer out, guint row, guint column, const char *text, gboolean last)
{
  fw_csv_append (out, fw_text (text), last);
}

/* Always as text: a cell is never a formula, and an id such as 007 stays one. */
static void
write_xlsx_cell (gpointer out, guint row, guint column, const char *text, gboolean last)
{
  worksheet_write_string (out, row, (lxw_col_t) column, text, NULL);
}

/* This version of the library writes to files alone. */
static GBytes *
make_workbook (const FwKind *kind, GPtrArray *records, GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("floorwalker-XXXXXX.xlsx", &path, error);
  g_autofree char *data = NULL;
  lxw_workbook *workbook;
  lxw_error failed;
  gsize size = 0;

  if (fd < 0)
    return NULL;

  close (fd);
  workbook = workbook_new (path);
  write_table (kind, records, write_xlsx_cell, workbook_add_worksheet (workbook, "records"));
  failed = workbook_close (workbook);
  if (failed != LXW_NO_ERROR)
    g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "the workbook cannot be written: %s",
                 lxw_strerror (failed));
  else
    g_file_get_contents (path, &data, &size, error);
  g_unlink (path);

  return data != NULL ? g_bytes_new_take (g_steal_pointer (&data), size) : NULL;
}

void
fw_record_export (FwExchange *exchange, const FwKind *kind, GPtrArray *records, gboolean xlsx)
{
  g_autofree char *disposition =
      g_strdup_printf ("attachment; filename=\"%s.%s\"", kind->name, xlsx ? "xlsx" : "csv");

  fw_exchange_add_header (exchange, MHD_HTTP_HEADER_CONTENT_DISPOSITION, disposition);
  if (xlsx)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) workbook = make_workbook (kind, records, &error);

      if (workbook == NULL)
        fw_exchange_reply_error (exchange, error);
      else
        fw_exchange_reply_bytes (
            exchange, 200, workbook,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }
  else
    {
      GString *csv = g_string_new (NULL);

      write_table (kind, records, write_csv_cell, csv);
      fw_exchange_reply (exchange, 200, csv, "text/csv; charset=utf-8");
    }
}
