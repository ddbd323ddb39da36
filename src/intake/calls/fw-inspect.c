/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-inspect.h"

#include "intake/calls/fw-call-rows.h"
#include "intake/text/fw-cell-text.h"
#include "intake/text/fw-file-kind.h"
#include "intake/text/fw-xlsx.h"

/* Rows that are shown: up to the header and some behind it. */
#define MOST_ROWS 60
#define MOST_BELOW 20
#define MOST_CELLS 200
#define MOST_TEXT 200 /* bytes of a cell */
#define MOST_OFFERS 6

static void
free_row (gpointer data)
{
  FwInspectRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

static void
free_offer (gpointer data)
{
  FwInspectOffer *offer = data;

  g_free (offer->column);
  g_free (offer->word);
  g_free (offer);
}

static char *
make_text (FwText cell)
{
  g_autofree char *valid = NULL;

  cell = fw_cell_trim (cell);
  valid = g_utf8_make_valid (cell.length > 0 ? cell.data : "", (gssize) cell.length);
  if (strlen (valid) > MOST_TEXT)
    *g_utf8_find_prev_char (valid, valid + MOST_TEXT + 1) = '\0';

  return g_steal_pointer (&valid);
}

static char **
make_cells (const FwCsv *csv)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint n = MIN (csv->n_cells, MOST_CELLS);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cells, make_text (csv->cells[i]));
  /* A title is one cell, however many separators a spreadsheet wrote behind it. */
  while (cells->len > 1 && *(char *) cells->pdata[cells->len - 1] == '\0')
    g_free (g_ptr_array_steal_index (cells, cells->len - 1));
  if (csv->problem != NULL)
    g_ptr_array_add (cells, make_text (csv->raw));
  g_ptr_array_add (cells, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&cells), FALSE);
}

/* ---- what became of a line ---- */

static gboolean
is_rejected (const FwIntakeReport *report, guint64 line)
{
  for (guint i = 0; i < report->examples->len; i++)
    if (((const FwReject *) report->examples->pdata[i])->line == line)
      return TRUE;

  return FALSE;
}

static const char *
find_state (const FwIntakeReport *report, guint64 line)
{
  if (report->list.header_row == 0 || line < report->list.header_row)
    return "above";
  if (line == report->list.header_row)
    return "header";
  if (is_rejected (report, line))
    return "rejected";

  return fw_list_report_is_left_out (&report->list, line) ? "left-out" : "taken";
}

static void
read_rows (FwInspect *self, FwCsv *csv, const FwIntakeReport *report)
{
  guint below = 0;

  while (self->rows->len < MOST_ROWS && below < MOST_BELOW && fw_csv_next (csv, NULL))
    {
      FwInspectRow *row = g_new0 (FwInspectRow, 1);

      row->line = csv->line;
      row->state = find_state (report, csv->line);
      row->cells = make_cells (csv);
      below += report->list.header_row > 0 && csv->line > report->list.header_row;
      g_ptr_array_add (self->rows, row);
    }
}

/* ---- rows that could be left out ---- */

static gboolean
has_offer (const FwInspect *self, const char *column, const char *word)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      const FwInspectOffer *offer = self->offers->pdata[i];

      if (g_str_equal (offer->column, column) && g_str_equal (offer->word, word))
        return TRUE;
    }

  return FALSE;
}

/* A row that is mostly blank is no call but a sum or a remark; its first word tells it apart. */
static void
offer_row (FwInspect *self, const FwListReport *list, const FwCsv *csv, guint64 line)
{
  guint filled = 0, first = 0;
  g_autofree char *word = NULL;
  FwInspectOffer *offer;
  const char *header;

  for (guint i = csv->n_cells; i > 0; i--)
    if (fw_cell_trim (csv->cells[i - 1]).length > 0)
      {
        filled++;
        first = i - 1;
      }
  if (filled == 0 || filled * 2 > list->columns->len || first >= list->columns->len)
    return;
  header = ((const FwListColumn *) list->columns->pdata[first])->header;
  word = make_text (csv->cells[first]);
  if (*header == '\0' || has_offer (self, header, word))
    return;

  offer = g_new0 (FwInspectOffer, 1);
  offer->column = g_strdup (header);
  offer->word = g_steal_pointer (&word);
  offer->line = line;
  g_ptr_array_add (self->offers, offer);
}

static void
read_offers (FwInspect *self, const FwIntakeReport *report, char delimiter)
{
  for (guint i = 0; i < report->examples->len && self->offers->len < MOST_OFFERS; i++)
    {
      const FwReject *reject = report->examples->pdata[i];
      g_autoptr (GBytes) bytes = g_bytes_new (reject->text, strlen (reject->text));
      g_autoptr (FwInput) input = fw_input_new_for_bytes (bytes, NULL);
      FwCsv csv = { 0 };

      if (input == NULL || !fw_input_fill (input, NULL))
        continue;
      fw_csv_init (&csv, input, delimiter);
      if (fw_csv_next (&csv, NULL) && csv.problem == NULL)
        offer_row (self, &report->list, &csv, reject->line);
      fw_csv_clear (&csv);
    }
}

/* ---- opening ---- */

/* The text as the read took it; where that could not tell how it is encoded, as something that a
 * person can look at and correct. */
static gboolean
settle_text (FwInput *input, const char *encoding)
{
  return (encoding != NULL && fw_input_settle_encoding (input, encoding, NULL)) ||
         fw_input_settle_encoding (input, NULL, NULL) ||
         fw_input_settle_encoding (input, "ISO-8859-1", NULL);
}

static void
name_sheets (FwInspect *self, FwXlsxBook *book)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < fw_xlsx_book_get_n_sheets (book); i++)
    if (fw_xlsx_book_is_visible (book, i))
      g_strv_builder_add (names, fw_xlsx_book_get_name (book, i));
  self->sheets = g_strv_builder_end (names);
}

/* Returns: (transfer full) (nullable): the sheet that was read, else the first. */
static FwInput *
open_sheet (FwInspect *self, GBytes *bytes, const char *name)
{
  g_autoptr (FwXlsxBook) book = fw_xlsx_book_open (bytes, NULL);
  g_autoptr (GBytes) csv = NULL;
  guint sheet = 0;

  if (book == NULL)
    return NULL;
  name_sheets (self, book);
  while (sheet + 1 < fw_xlsx_book_get_n_sheets (book) && !fw_xlsx_book_is_visible (book, sheet))
    sheet++;
  if (name != NULL)
    fw_xlsx_book_find (book, name, &sheet, NULL);
  csv = fw_xlsx_book_read (book, sheet, NULL);

  return csv != NULL ? fw_input_new_for_bytes (csv, NULL) : NULL;
}

static FwInput *
open_input (FwInspect *self, GBytes *bytes, const FwTextForm *text)
{
  g_autoptr (FwInput) input = fw_input_new_for_bytes (bytes, NULL);
  FwFileKind kind;

  if (input == NULL || !fw_input_fill (input, NULL))
    return NULL;
  kind = fw_file_kind_find (input->data + input->start, input->end - input->start);
  if (kind == FW_FILE_ZIP)
    return open_sheet (self, bytes, text->sheet);
  if (!fw_file_kind_check_text (kind, NULL) || !settle_text (input, text->encoding))
    return NULL;

  return g_steal_pointer (&input);
}

void
fw_inspect_read (FwInspect *self, GBytes *bytes, const FwIntakeReport *report)
{
  g_autoptr (FwInput) input = NULL;
  FwCallRows rows = { 0 };
  FwCsv csv = { 0 };

  g_return_if_fail (self != NULL && bytes != NULL && report != NULL);

  *self = (FwInspect){ .rows = g_ptr_array_new_with_free_func (free_row),
                       .offers = g_ptr_array_new_with_free_func (free_offer) };
  input = open_input (self, bytes, &report->text);
  if (input == NULL || !fw_input_fill (input, NULL))
    return;
  rows = (FwCallRows){ .input = input,
                       .sheet = self->sheets != NULL,
                       .delimiter = report->text.separator };
  if (!rows.sheet && rows.delimiter == '\0')
    rows.delimiter = fw_csv_guess_delimiter (input->data + input->start, input->end - input->start);
  if (fw_call_rows_open (&rows, &csv, NULL))
    read_rows (self, &csv, report);
  fw_csv_clear (&csv);
  read_offers (self, report, rows.sheet ? ',' : rows.delimiter);
}

void
fw_inspect_clear (FwInspect *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->sheets, g_strfreev);
}

/* ---- telling ---- */

static void
append_texts (FwJsonWriter *writer, const char *key, const char *const *texts)
{
  fw_json_writer_key (writer, key);
  fw_json_writer_begin_array (writer);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    fw_json_writer_text (writer, texts[i]);
  fw_json_writer_end_array (writer);
}

static void
append_rows (const FwInspect *self, FwJsonWriter *writer)
{
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const FwInspectRow *row = self->rows->pdata[i];

      fw_json_writer_begin_object (writer);
      fw_json_member_integer (writer, "row", (gint64) row->line);
      fw_json_member_text (writer, "state", row->state);
      append_texts (writer, "cells", (const char *const *) row->cells);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_offers (const FwInspect *self, FwJsonWriter *writer)
{
  fw_json_writer_key (writer, "offers");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->offers->len; i++)
    {
      const FwInspectOffer *offer = self->offers->pdata[i];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "column", offer->column);
      fw_json_member_text (writer, "word", offer->word);
      fw_json_member_integer (writer, "line", (gint64) offer->line);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* What a column may hold, and what the words of a closed one may mean. */
static void
append_vocabulary (FwJsonWriter *writer)
{
  fw_json_writer_key (writer, "roles");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    fw_json_writer_text (writer, fw_call_column_to_name ((FwCallColumn) i));
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "meanings");
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (fw_call_column_get_meanings ((FwCallColumn) i) != NULL)
      append_texts (writer, fw_call_column_to_name ((FwCallColumn) i),
                    fw_call_column_get_meanings ((FwCallColumn) i));
  fw_json_writer_end_object (writer);
}

void
fw_inspect_append (const FwInspect *self, FwJsonWriter *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  append_vocabulary (writer);
  append_texts (writer, "sheets", (const char *const *) self->sheets);
  append_rows (self, writer);
  append_offers (self, writer);
}
