/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/fw-intake.h"
#include "intake/text/fw-csv.h"
#include "intake/text/fw-file-kind.h"
#include "intake/text/fw-xlsx.h"

/* A table is held in memory as a whole. */
#define MOST_TABLE (256u << 20)

static gboolean
fill_all (FwInput *input, GError **error)
{
  while (!input->eof)
    {
      if (input->end > MOST_TABLE)
        {
          g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                               "expected a table of at most 256 MiB");
          return FALSE;
        }
      if (!fw_input_fill (input, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_rows (FwCsv *csv, FwTableRow row, gpointer user_data, GError **error)
{
  GError *failure = NULL;

  while (fw_csv_next (csv, &failure))
    {
      if (csv->problem != NULL)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %" G_GUINT64_FORMAT ": %s",
                       csv->line, csv->problem);
          return FALSE;
        }
      if (csv->raw.length == 0)
        continue;
      for (guint i = 0; i < csv->n_cells; i++)
        if (!g_utf8_validate_len (csv->cells[i].data, csv->cells[i].length, NULL))
          {
            g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                         "line %" G_GUINT64_FORMAT ", column %u: expected UTF-8", csv->line, i + 1);
            return FALSE;
          }
      if (!row (csv->line, csv->cells, csv->n_cells, user_data, error))
        return FALSE;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);

  return FALSE;
}

gboolean
fw_table_read (GBytes *bytes, FwTableRow row, gpointer user_data, GError **error)
{
  g_autoptr (FwInput) input = NULL;
  g_autoptr (GBytes) sheet = NULL;
  FwFileKind kind;
  FwCsv csv;
  gboolean done;

  g_return_val_if_fail (bytes != NULL && row != NULL, FALSE);

  input = fw_input_new_for_bytes (bytes, error);
  if (input == NULL || !fw_input_fill (input, error))
    return FALSE;
  kind = fw_file_kind_find (input->data + input->start, input->end - input->start);
  if (kind == FW_FILE_ZIP)
    {
      sheet = fw_xlsx_to_csv (bytes, error);
      g_clear_pointer (&input, fw_input_free);
      input = sheet != NULL ? fw_input_new_for_bytes (sheet, error) : NULL;
      if (input == NULL || !fill_all (input, error))
        return FALSE;
      fw_csv_init (&csv, input, ',');
      csv.count_rows = TRUE;
    }
  else
    {
      if (!fw_file_kind_check_text (kind, error) ||
          !fw_input_settle_encoding (input, NULL, error) || !fill_all (input, error))
        return FALSE;
      fw_csv_open (&csv, input);
    }
  done = read_rows (&csv, row, user_data, error);
  fw_csv_clear (&csv);

  return done;
}
