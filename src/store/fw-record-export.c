/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "core/fw-error.h"
#include "store/fw-record-exchange.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/*
 * A leading "'" is how a table says "text, not a formula", and the import takes one off. So a text
 * that begins with one where the import would do so gets another.
 */
static char *
protect (char *text)
{
  static const char *const signs[] = {
    "'", "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"
  };
  gboolean marked = FALSE;
  char *longer;

  for (guint i = 0; text[0] == '\'' && i < G_N_ELEMENTS (signs); i++)
    marked = marked || g_str_has_prefix (text + 1, signs[i]);
  if (!marked)
    return text;

  longer = g_strconcat ("'", text, NULL);
  g_free (text);
  return longer;
}

/* Returns: (transfer full): the cells of the header (@record NULL) or of a record. */
static GPtrArray *
list_cells (const FwKind *kind, const FwRecord *record)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, protect (g_strdup (record != NULL ? fw_record_get_id (record) : "id")));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (kind->fields[i].type == FW_FIELD_SECRET)
        continue;
      g_ptr_array_add (cells, record != NULL ? protect (fw_record_format (record, i))
                                             : g_strdup (kind->fields[i].name));
    }
  return cells;
}

static void
append_csv_row (GString *out, const FwKind *kind, const FwRecord *record)
{
  g_autoptr (GPtrArray) cells = list_cells (kind, record);

  for (guint i = 0; i < cells->len; i++)
    fw_csv_append (out, fw_text (cells->pdata[i]), i + 1 == cells->len);
}

static GBytes *
export_csv (const FwKind *kind, GPtrArray *records)
{
  GString *out = g_string_new (BYTE_ORDER_MARK);

  append_csv_row (out, kind, NULL);
  for (guint i = 0; i < records->len; i++)
    append_csv_row (out, kind, records->pdata[i]);
  return g_string_free_to_bytes (out);
}

/* Always as text: a formula, a date or a number with lost zeros must not come of what people wrote.
 */
static void
write_xlsx_row (lxw_worksheet *sheet,
                lxw_row_t row,
                lxw_format *format,
                const FwKind *kind,
                const FwRecord *record)
{
  g_autoptr (GPtrArray) cells = list_cells (kind, record);

  for (guint i = 0; i < cells->len; i++)
    if (*(const char *) cells->pdata[i] != '\0')
      worksheet_write_string (sheet, row, (lxw_col_t) i, cells->pdata[i], format);
}

static gboolean
write_workbook (const char *path, const FwKind *kind, GPtrArray *records, GError **error)
{
  lxw_workbook *workbook = workbook_new (path);
  lxw_worksheet *sheet = workbook != NULL ? workbook_add_worksheet (workbook, "Records") : NULL;
  lxw_format *bold = workbook != NULL ? workbook_add_format (workbook) : NULL;
  lxw_error code;

  if (sheet == NULL || bold == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "the workbook cannot be made");
      return FALSE;
    }

  format_set_bold (bold);
  worksheet_freeze_panes (sheet, 1, 1);
  worksheet_set_column (sheet, 0, (lxw_col_t) kind->n_fields, 18, NULL);
  write_xlsx_row (sheet, 0, bold, kind, NULL);
  for (guint i = 0; i < records->len; i++)
    write_xlsx_row (sheet, i + 1, NULL, kind, records->pdata[i]);

  code = workbook_close (workbook);
  if (code == LXW_NO_ERROR)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "the workbook cannot be written: %s",
               lxw_strerror (code));
  return FALSE;
}

/* libxlsxwriter writes files only. */
static GBytes *
export_xlsx (const FwKind *kind, GPtrArray *records, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  int fd;
  gboolean ok;

  if (records->len >= LXW_ROW_MAX)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "more records than a sheet has rows");
      return NULL;
    }
  fd = g_file_open_tmp ("floorwalker-XXXXXX.xlsx", &path, error);
  if (fd < 0)
    return NULL;

  close (fd);
  ok = write_workbook (path, kind, records, error) &&
       g_file_get_contents (path, &bytes, &length, error);
  g_unlink (path);
  return ok ? g_bytes_new_take (g_steal_pointer (&bytes), length) : NULL;
}

GBytes *
fw_records_export_list (const FwKind *kind, GPtrArray *records, FwTableForm sheet, GError **error)
{
  g_return_val_if_fail (kind != NULL && records != NULL, NULL);

  return sheet == FW_TABLE_CSV ? export_csv (kind, records) : export_xlsx (kind, records, error);
}

GBytes *
fw_records_export (
    FwRecords *self, FwScope *scope, const FwKind *kind, FwTableForm sheet, GError **error)
{
  g_autoptr (GPtrArray) records = fw_records_list (self, scope, kind, error);

  return records != NULL ? fw_records_export_list (kind, records, sheet, error) : NULL;
}
