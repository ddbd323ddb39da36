/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/fw-csv.h"
#include "intake/fw-intake.h"
#include "intake/fw-xlsx.h"

/* A table is held in memory as a whole. */
#define MOST_TABLE (256u << 20)

static gboolean
starts_with (FwInput *input, const char *mark)
{
  gsize length = strlen (mark);

  return input->end - input->start >= length &&
         memcmp (input->data + input->start, mark, length) == 0;
}

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

/* Ready at the header, as UTF-8. */
static gboolean
open_text (FwInput *input, GError **error)
{
  FwUtf8Count utf8 = { 0 };
  const char *charset;

  if (!fill_all (input, error))
    return FALSE;
  charset = fw_csv_find_charset (input->data, input->end);
  fw_utf8_count (&utf8, (FwText){ input->data, (guint) input->end });
  if (charset == NULL && fw_utf8_is_foreign (&utf8))
    charset = "GB18030";
  if (charset != NULL && (!fw_input_rewind (input, charset, error) || !fill_all (input, error)))
    return FALSE;
  if (starts_with (input, "\xef\xbb\xbf"))
    input->start += 3;

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
  FwCsv csv;
  gboolean done;

  g_return_val_if_fail (bytes != NULL && row != NULL, FALSE);

  input = fw_input_new_for_bytes (bytes, error);
  if (input == NULL || !fw_input_fill (input, error))
    return FALSE;
  if (starts_with (input, "PK\x03\x04"))
    {
      sheet = fw_xlsx_to_csv (bytes, error);
      g_clear_pointer (&input, fw_input_free);
      input = sheet != NULL ? fw_input_new_for_bytes (sheet, error) : NULL;
      if (input == NULL || !fill_all (input, error))
        return FALSE;
    }
  else if (!open_text (input, error))
    return FALSE;

  fw_csv_init (&csv, input,
               sheet != NULL ? ','
                             : fw_csv_guess_delimiter (input->data + input->start,
                                                       input->end - input->start));
  csv.count_rows = sheet != NULL;
  done = read_rows (&csv, row, user_data, error);
  fw_csv_clear (&csv);

  return done;
}

static gboolean
is_number (FwText cell)
{
  g_autofree char *text = fw_text_dup (cell);
  char *end = NULL;

  if (cell.length == 0 || cell.length > 40 ||
      !(g_ascii_isdigit (text[0]) || g_ascii_isdigit (text[1])))
    return FALSE;
  g_ascii_strtod (text, &end);

  return *end == '\0';
}

void
fw_csv_append (GString *out, FwText cell, gboolean last)
{
  gboolean quote = FALSE;

  g_return_if_fail (out != NULL);

  for (guint i = 0; i < cell.length && !quote; i++)
    quote = strchr (",;\t\"\n\r", cell.data[i]) != NULL && cell.data[i] != '\0';
  if (quote)
    g_string_append_c (out, '"');
  /* A spreadsheet would take these for a formula. */
  if (cell.length > 0 && strchr ("=+-@\t\r", cell.data[0]) != NULL && cell.data[0] != '\0' &&
      !is_number (cell))
    g_string_append_c (out, '\'');
  for (guint i = 0; i < cell.length; i++)
    {
      if (cell.data[i] == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, cell.data[i]);
    }
  if (quote)
    g_string_append_c (out, '"');
  g_string_append (out, last ? "\n" : ",");
}
