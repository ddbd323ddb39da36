/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/fw-call-row.h"
#include "intake/fw-xlsx.h"

/* Sheets are unpacked in memory. */
#define MOST_SHEET_FILE (256u << 20)

static gboolean
is_zip (FwInput *input)
{
  return input->end - input->start >= 4 &&
         memcmp (input->data + input->start, "PK\x03\x04", 4) == 0;
}

static gboolean
skip_mark (FwInput *input, GError **error)
{
  while (input->end - input->start < 3 && !input->eof)
    if (!fw_input_fill (input, error))
      return FALSE;
  if (input->end - input->start >= 3 && memcmp (input->data + input->start, "\xef\xbb\xbf", 3) == 0)
    input->start += 3;

  return TRUE;
}

/* To the first row: charset settled, mark passed over, delimiter found. */
static gboolean
open_rows (FwCsv *csv, FwInput *input, const char *charset, gboolean sheet, GError **error)
{
  if (!fw_input_rewind (input, charset, error) || !skip_mark (input, error))
    return FALSE;
  fw_csv_init (
      csv, input,
      sheet ? ',' : fw_csv_guess_delimiter (input->data + input->start, input->end - input->start));
  csv->count_rows = sheet;

  return TRUE;
}

static gboolean
read_header (FwCallReader *reader, FwCsv *csv, GError **error)
{
  g_autoptr (GError) failure = NULL;

  do
    if (!fw_csv_next (csv, &failure))
      {
        if (failure != NULL)
          g_propagate_error (error, g_steal_pointer (&failure));
        else
          g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                               "line 1: expected a header, but the file is empty");
        return FALSE;
      }
  while (csv->problem == NULL && csv->raw.length == 0);

  if (csv->problem != NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %" G_GUINT64_FORMAT ": header: %s",
                   csv->line, csv->problem);
      return FALSE;
    }
  g_clear_pointer (&reader->header, g_ptr_array_unref);
  reader->header = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < csv->n_cells; i++)
    g_ptr_array_add (reader->header,
                     g_utf8_make_valid (csv->cells[i].length > 0 ? csv->cells[i].data : "",
                                        csv->cells[i].length));

  return fw_call_mapping_find (&reader->mapping, csv->cells, csv->n_cells,
                               reader->run->intake->mapping, error);
}

static gboolean
is_blank_row (const FwCsv *csv)
{
  if (csv->problem != NULL)
    return FALSE;
  for (guint i = 0; i < csv->n_cells; i++)
    if (csv->cells[i].length > 0)
      return FALSE;

  return TRUE;
}

/* The first pass: how dates are written, and whether the text is UTF-8 at all. */
static gboolean
study_rows (FwCallReader *reader, FwCsv *csv, FwUtf8Count *utf8, FwDateStudy *study, GError **error)
{
  gint column = reader->mapping.column[FW_CALL_DATE_TIME];
  g_autoptr (GError) failure = NULL;
  char last[40];
  guint last_length = 0, rows = 0;

  if (column < 0)
    column = reader->mapping.column[FW_CALL_DATE];
  csv->enough = (guint) column + 1;
  while (fw_csv_next (csv, &failure))
    {
      FwText cell;

      if ((++rows & 0xffff) == 0 &&
          g_cancellable_set_error_if_cancelled (reader->run->cancellable, error))
        return FALSE;
      fw_utf8_count (utf8, csv->raw);
      if ((guint) column >= csv->n_cells)
        continue;
      cell = fw_call_trim (csv->cells[column]);
      if (cell.length == last_length && fw_bytes_equal (cell.data, last, last_length))
        continue;
      last_length = cell.length <= sizeof last ? cell.length : 0;
      memcpy (last, cell.data, last_length);
      fw_date_study_add (study, csv->line, cell);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* @charset: (inout): NULL is taken for UTF-8 until the rows show otherwise. */
static gboolean
study_list (
    FwCallReader *reader, FwInput *input, const char **charset, gboolean sheet, GError **error)
{
  FwDateStudy study = { 0 };
  FwUtf8Count utf8 = { 0 };
  FwCsv csv = { 0 };
  gboolean done;

  done = open_rows (&csv, input, *charset, sheet, error);
  if (done && *charset == NULL && !sheet)
    {
      fw_utf8_count (&utf8,
                     (FwText){ input->data + input->start, (guint) (input->end - input->start) });
      if (fw_utf8_is_foreign (&utf8))
        {
          fw_csv_clear (&csv);
          *charset = "GB18030";
          return study_list (reader, input, charset, sheet, error);
        }
      utf8 = (FwUtf8Count){ 0 };
    }
  done =
      done && read_header (reader, &csv, error) && study_rows (reader, &csv, &utf8, &study, error);
  fw_csv_clear (&csv);
  if (!done)
    return FALSE;

  if (*charset == NULL && !sheet && fw_utf8_is_foreign (&utf8))
    {
      *charset = "GB18030";
      return study_list (reader, input, charset, sheet, error);
    }

  return reader->mapping.order_stated ||
         fw_date_study_settle (&study, &reader->mapping.order, error);
}

static gboolean
take_row (FwCallReader *reader, const FwCsv *csv, GError **error)
{
  FwIntakeRun *run = reader->run;
  FwEvent event;

  if (is_blank_row (csv))
    return TRUE;
  run->report->rows++;
  if (G_UNLIKELY (csv->problem != NULL))
    return fw_intake_run_reject (run, csv->line, csv->raw, csv->problem, NULL, error);
  if (G_UNLIKELY (!fw_call_reader_read (reader, csv, &event)))
    return fw_intake_run_reject (run, csv->line, csv->raw, reader->reason, reader->detail, error);

  return fw_intake_run_emit (run, csv->line, csv->raw, &event, NULL, error);
}

static gboolean
take_rows (
    FwCallReader *reader, FwInput *input, const char *charset, gboolean sheet, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwCsv csv = { 0 };
  gboolean done = open_rows (&csv, input, charset, sheet, error);

  /* The header once more: known by now, and passed over. */
  while (done && fw_csv_next (&csv, &failure) && csv.raw.length == 0)
    ;
  while (done && failure == NULL && fw_csv_next (&csv, &failure))
    done = take_row (reader, &csv, error);
  fw_csv_clear (&csv);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return done;
}

static gboolean
read_list (FwIntakeRun *run, FwInput *input, gboolean sheet, GError **error)
{
  FwCallReader reader = { .run = run };
  const char *charset = NULL;
  gboolean done;

  if (!sheet)
    charset = fw_csv_find_charset (input->data + input->start, input->end - input->start);
  done = study_list (&reader, input, &charset, sheet, error);
  if (done)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_ref (reader.header);
      g_autofree FwText *header = g_new (FwText, names->len + 1);

      for (guint i = 0; i < names->len; i++)
        header[i] = fw_text (names->pdata[i]);
      g_free (run->report->mapping);
      run->report->mapping = fw_call_mapping_to_json (&reader.mapping, header);
      done = take_rows (&reader, input, charset, sheet, error);
    }
  fw_call_reader_clear (&reader);

  return done;
}

static GBytes *
gather (FwInput *input, GError **error)
{
  while (!input->eof)
    {
      if (input->end - input->start > MOST_SHEET_FILE)
        {
          g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                               "expected a sheet of at most 256 MiB");
          return NULL;
        }
      if (!fw_input_fill (input, error))
        return NULL;
    }

  return g_bytes_new (input->data + input->start, input->end - input->start);
}

gboolean
fw_call_list_read (FwIntakeRun *run, FwInput *input, GError **error)
{
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) rows = NULL;
  g_autoptr (FwInput) sheet = NULL;

  while (input->end - input->start < 4 && !input->eof)
    if (!fw_input_fill (input, error))
      return FALSE;
  if (!is_zip (input))
    return read_list (run, input, FALSE, error);

  packed = gather (input, error);
  rows = packed != NULL ? fw_xlsx_to_csv (packed, error) : NULL;
  sheet = rows != NULL ? fw_input_new_for_bytes (rows, error) : NULL;
  if (sheet == NULL)
    return FALSE;
  run->input = sheet;
  if (!read_list (run, sheet, TRUE, error))
    {
      run->input = NULL;
      return FALSE;
    }
  run->input = NULL; /* it goes away before the run does */

  return TRUE;
}
