/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-list.h"
#include "core/fw-error.h"
#include "intake/calls/fw-call-json.h"
#include "intake/calls/fw-call-parts.h"
#include "intake/calls/fw-call-row-names.h"
#include "intake/calls/fw-call-rows.h"
#include "intake/calls/fw-call-study.h"
#include "intake/calls/fw-call-units.h"
#include "intake/calls/fw-call-zones.h"
#include "intake/text/fw-file-kind.h"

/* Sheets are unpacked in memory. */
#define MOST_SHEET_FILE (256u << 20)
/* As objects they take many times as much. */
#define MOST_JSON_FILE (64u << 20)

static gboolean
read_header (FwCallReader *reader, const FwCsv *csv)
{
  FwListReport *list = &reader->run->report->list;

  g_clear_pointer (&reader->header, g_ptr_array_unref);
  reader->header = g_ptr_array_new_with_free_func (g_free);
  fw_list_report_clear (list);
  fw_list_report_init (list);
  list->header_row = csv->line;
  for (guint i = 0; i < csv->n_cells; i++)
    {
      FwText cell = fw_cell_trim (csv->cells[i]);

      g_ptr_array_add (reader->header,
                       g_utf8_make_valid (cell.length > 0 ? cell.data : "", cell.length));
      fw_list_report_add_column (list, reader->header->pdata[i]);
    }

  return TRUE;
}

/* Nothing, or what old programs end a file with: ^Z, and NULs up to the end of a block. */
static gboolean
is_empty (FwText cell)
{
  for (guint i = 0; i < cell.length; i++)
    if ((guchar) cell.data[i] > 0x1a)
      return FALSE;

  return TRUE;
}

static gboolean
is_blank_row (const FwCsv *csv)
{
  if (csv->problem != NULL)
    return FALSE;
  for (guint i = 0; i < csv->n_cells; i++)
    if (!is_empty (fw_cell_trim (csv->cells[i])))
      return FALSE;

  return TRUE;
}

static gboolean
check_cancelled (const FwCallReader *reader, guint rows, GError **error)
{
  return (rows & 0xffff) != 0 ||
         !g_cancellable_set_error_if_cancelled (reader->run->cancellable, error);
}

/* Views of the header that live as long as the reader's. */
static FwText *
view_header (const FwCallReader *reader)
{
  FwText *header = g_new (FwText, reader->header->len + 1);

  for (guint i = 0; i < reader->header->len; i++)
    header[i] = fw_text (reader->header->pdata[i]);

  return header;
}

/* What became of each column, also of a list that is refused: it is shown where it can be mended.
 */
static void
tell_columns (FwCallReader *reader, const FwSurvey *survey)
{
  const FwCallMapping *mapping = &reader->mapping;
  GPtrArray *columns = reader->run->report->list.columns;

  for (guint i = 0; i < columns->len; i++)
    {
      FwListColumn *column = columns->pdata[i];

      column->why = i < mapping->why->len ? g_strdup (mapping->why->pdata[i]) : NULL;
      column->sample = g_new0 (char *, survey->sample->len + 1);
      for (guint j = 0; j < survey->sample->len; j++)
        column->sample[j] = g_strdup (((char **) survey->sample->pdata[j])[i]);
    }
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (mapping->column[i] >= 0)
      {
        FwListColumn *column = columns->pdata[mapping->column[i]];

        if (column->used_as != NULL) /* it serves two purposes, and is shown with the first */
          continue;
        column->used_as = g_strdup (fw_call_column_to_name ((FwCallColumn) i));
        if (fw_call_column_is_duration ((FwCallColumn) i))
          column->unit = g_strdup (fw_call_unit_to_name (mapping->unit_ms[i]));
      }
}

/* The first look: which column holds what. */
static gboolean
survey_rows (FwCallReader *reader, FwCsv *csv, GError **error)
{
  g_auto (FwSurvey) survey = { 0 };
  g_autoptr (GError) failure = NULL;
  g_autofree FwText *header = view_header (reader);
  gboolean done;

  fw_survey_init (&survey, reader->header->len);
  while (survey.n_rows < FW_SURVEY_MOST_ROWS && fw_csv_next (csv, &failure))
    if (csv->problem == NULL && !is_blank_row (csv))
      fw_survey_add (&survey, csv->line, csv->cells, csv->n_cells);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  reader->mapping.decimal_stated = reader->run->form.decimal != '\0';
  done = fw_call_mapping_choose (&reader->mapping, header, reader->header->len, &survey, error);
  tell_columns (reader, &survey);

  return done;
}

static gboolean
minds_ids (const FwCallReader *reader)
{
  return reader->mapping.column[FW_CALL_ID] >= 0 &&
         reader->mapping.stated.same_id != FW_SAME_ID_CALLS;
}

/* The first pass: how dates and numbers are written, and which ids repeat. */
static gboolean
study_rows (
    FwCallReader *reader, FwCsv *csv, FwCallStudy *study, FwCallParts *parts, GError **error)
{
  gboolean ids = minds_ids (reader);
  g_autoptr (GError) failure = NULL;
  guint rows = 0;

  csv->enough = MAX (fw_call_study_count_cells (&reader->mapping),
                     (guint) (reader->mapping.column[FW_CALL_ID] + 1));
  while (fw_csv_next (csv, &failure))
    {
      if (!check_cancelled (reader, ++rows, error))
        return FALSE;
      fw_call_study_add (study, &reader->mapping, csv);
      if (ids)
        fw_call_parts_note (parts, fw_call_reader_get_id (reader, csv));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static gboolean
start_mapping (FwCallReader *reader, GError **error)
{
  fw_call_mapping_clear (&reader->mapping);

  return fw_call_mapping_init (&reader->mapping, reader->run->intake->mapping, error);
}

/* A row of units under the names, "(s)", "hh:mm:ss": each belongs to its name. */
static gboolean
join_units (FwCallReader *reader, const FwCallRows *rows, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwCsv csv = { 0 };
  gboolean done = fw_call_rows_open_header (rows, &csv, error);

  if (done && fw_csv_next (&csv, &failure) && fw_call_row_is_units (&csv))
    for (guint i = 0; i < MIN (csv.n_cells, reader->header->len); i++)
      {
        FwListColumn *column = reader->run->report->list.columns->pdata[i];
        g_autofree char *name = NULL;

        if (fw_cell_trim (csv.cells[i]).length == 0)
          continue;
        name = fw_call_unit_join (fw_text (reader->header->pdata[i]), fw_cell_trim (csv.cells[i]));
        g_free (column->header);
        column->header = g_strdup (name);
        g_free (reader->header->pdata[i]);
        reader->header->pdata[i] = g_steal_pointer (&name);
      }
  fw_csv_clear (&csv);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return done;
}

/* What stands above the header may say of all rows what no column says: "Queue: Sales". */
static gboolean
read_titles (FwCallReader *reader, const FwCallRows *rows, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwCsv csv = { 0 };
  gboolean done = rows->header_line > 1 && fw_call_rows_open (rows, &csv, error);

  if (!done)
    return rows->header_line <= 1;
  while (fw_csv_next (&csv, &failure) && csv.line < rows->header_line)
    fw_call_row_take_head (reader, &csv, TRUE);
  fw_csv_clear (&csv);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* Up to the mapping. */
static gboolean
settle_mapping (FwCallReader *reader, FwCallRows *rows, GError **error)
{
  FwCsv csv = { 0 };
  gboolean done;

  rows->delimiter = '\0';
  if (!fw_call_rows_find_header (rows, &reader->mapping.stated, error))
    return FALSE;
  done = fw_call_rows_open_header (rows, &csv, error) && read_header (reader, &csv);
  done = done && join_units (reader, rows, error);
  fw_csv_clear (&csv);
  done = done && fw_call_rows_open_header (rows, &csv, error) && survey_rows (reader, &csv, error);
  if (!rows->sheet)
    reader->run->report->text.separator = csv.delimiter;
  fw_csv_clear (&csv);

  return done && read_titles (reader, rows, error);
}

/* Everything that must be known before a row is handed on. */
static gboolean
study_list (FwCallReader *reader, FwCallRows *rows, FwCallParts *parts, GError **error)
{
  FwTextForm *text = &reader->run->report->text;
  FwCallStudy study = { 0 };
  FwCsv csv = { 0 };
  gboolean done;

  if (!start_mapping (reader, error) || !settle_mapping (reader, rows, error))
    return FALSE;
  done = fw_call_rows_open_header (rows, &csv, error) &&
         study_rows (reader, &csv, &study, parts, error);
  fw_csv_clear (&csv);
  done = done && fw_call_zones_settle (reader, rows, error);
  reader->clock.epoch_1904 = rows->sheet && reader->run->epoch_1904;
  reader->decimal = reader->run->form.decimal;
  done = done && fw_call_study_settle (&study, &reader->mapping, rows->sheet, &reader->clock,
                                       &reader->decimal, error);
  text->no_time = reader->clock.days_only;
  text->decimal = reader->decimal;

  return done;
}

/* Where ids repeat, their rows are gathered before any row is handed on. */
static void
gather_row (FwCallReader *reader, FwCallParts *parts, const FwCsv *csv)
{
  FwCallGroup *group = fw_call_parts_find (parts, fw_call_reader_get_id (reader, csv));
  FwCallRow row;
  FwEvent event;

  if (group == NULL || csv->problem != NULL)
    return;
  row = fw_call_reader_read (reader, csv, &event);
  if (row == FW_CALL_ROW_LEFT_OUT &&
      !(reader->left_out == FW_LEFT_OUT_DIRECTION && reader->complete))
    return;
  if (row == FW_CALL_ROW_REFUSED || !fw_event_check (&event, NULL))
    return;
  /* A part without a queue of its own is in the one that another part names. */
  if (event.queue.data == reader->run->source.data)
    event.queue = FW_TEXT_NONE;
  fw_call_parts_add (parts, group, &event, reader->way, csv->line, csv->raw);
}

static gboolean
gather_parts (FwCallReader *reader, const FwCallRows *rows, FwCallParts *parts, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwCsv csv = { 0 };
  gboolean done;
  guint n = 0;

  if (parts->groups == NULL)
    return TRUE;
  done = fw_call_rows_open_header (rows, &csv, error);
  reader->rehearsing = reader->whole = TRUE;
  fw_call_reader_start (reader);
  while (done && fw_csv_next (&csv, &failure))
    {
      gather_row (reader, parts, &csv);
      done = check_cancelled (reader, ++n, error);
    }
  fw_csv_clear (&csv);
  reader->rehearsing = FALSE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return done && fw_call_parts_settle (parts, reader, error);
}

/* FALSE with a row that belongs to a gathered call, which is counted when that is handed on. */
static gboolean
stands_alone (
    FwCallReader *reader, FwCallParts *parts, const FwCsv *csv, FwCallRow row, const FwEvent *event)
{
  const FwCallGroup *group = fw_call_parts_find (parts, fw_call_reader_get_id (reader, csv));

  if (G_LIKELY (group == NULL) || !fw_call_group_came_in (group))
    return TRUE;
  if (row == FW_CALL_ROW_CALL)
    return !fw_event_check (event, NULL);

  return row == FW_CALL_ROW_REFUSED || reader->left_out != FW_LEFT_OUT_DIRECTION ||
         !reader->complete;
}

static gboolean
reject_unsplit (FwIntakeRun *run, const FwCsv *csv, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("column %u: %s", csv->problem_cell, csv->problem);

  return fw_intake_run_reject (run, csv->line, csv->raw, csv->problem, detail, error);
}

static gboolean
take_row (FwCallReader *reader, FwCallParts *parts, const FwCsv *csv, GError **error)
{
  FwIntakeRun *run = reader->run;
  FwCallRow row;
  FwEvent event;

  if (is_blank_row (csv))
    return TRUE;
  run->report->rows++;
  if (G_UNLIKELY (csv->problem != NULL))
    return reject_unsplit (run, csv, error);
  row = fw_call_reader_read (reader, csv, &event);
  if (G_UNLIKELY (parts->groups != NULL && !stands_alone (reader, parts, csv, row, &event)))
    return TRUE;
  switch (row)
    {
    case FW_CALL_ROW_REFUSED:
      return fw_intake_run_reject (run, csv->line, csv->raw, reader->reason, reader->detail, error);
    case FW_CALL_ROW_LEFT_OUT:
      fw_list_report_leave_out (&run->report->list, reader->left_out, csv->line);
      return TRUE;
    case FW_CALL_ROW_CALL:
    default:
      return fw_intake_run_emit (run, csv->line, csv->raw, &event, NULL, error);
    }
}

/* Words of outcomes, directions and the like as they were understood, and of customers and agents
 * those that name nobody. */
static void
tell_words (FwCallReader *reader)
{
  FwListReport *list = &reader->run->report->list;

  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    {
      const FwCallWords *words = &reader->words[i];
      gboolean names = i == FW_CALL_AGENT || i == FW_CALL_CUSTOMER;

      for (guint j = 0; words->uses != NULL && j < words->size; j++)
        {
          const FwCallWordUse *use = &words->uses[j];
          const char *meaning = fw_call_word_to_name (use->meaning);
          g_autofree char *word = NULL;

          if (use->word == NULL || use->rows == 0 ||
              (names && (use->meaning != FW_CALL_WORD_NOTHING || use->length == 0)))
            continue;
          word = g_utf8_make_valid (use->word, use->length);
          fw_list_report_add_word (
              list, fw_call_column_to_name ((FwCallColumn) i),
              reader->header->pdata[reader->mapping.column[i]], word,
              use->meaning == FW_CALL_WORD_NOTHING ? (names ? "nobody" : "nothing") : meaning,
              use->rows, use->line);
        }
    }
  if (reader->cut_rows > 0)
    fw_list_report_add_word (list, fw_call_column_to_name (FW_CALL_CUSTOMER),
                             reader->header->pdata[reader->mapping.column[FW_CALL_CUSTOMER]],
                             reader->cut_text, "nobody", reader->cut_rows, reader->cut_line);
  fw_list_report_sort_words (list);
}

static gboolean
take_rows (FwCallReader *reader, const FwCallRows *rows, FwCallParts *parts, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwCsv csv = { 0 };
  gboolean done = fw_call_rows_open_header (rows, &csv, error);

  fw_call_reader_start (reader);
  while (done && fw_csv_next (&csv, &failure))
    done = take_row (reader, parts, &csv, error);
  fw_csv_clear (&csv);
  tell_words (reader);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return done && fw_call_parts_emit (parts, reader, error);
}

/* What of the text is worth stating in a mapping that is kept: what was stated, and what others
 * would have to find out again. Views of the run's texts. */
static FwTextForm
view_form (const FwIntakeRun *run)
{
  const FwTextForm *text = &run->report->text, *stated = &run->form;
  gboolean plain = text->encoding == NULL || g_str_has_prefix (text->encoding, "UTF-");

  return (FwTextForm){
    .encoding = stated->encoding != NULL || !plain ? text->encoding : NULL,
    .sheet = text->sheet,
    .zone = stated->zone,
    .decimal = stated->decimal != '\0' || text->decimal == ',' ? text->decimal : '\0',
  };
}

gboolean
fw_call_list_read_rows (FwIntakeRun *run, FwInput *input, gboolean sheet, GError **error)
{
  FwCallReader reader = { .run = run };
  FwCallRows rows = { .input = input, .sheet = sheet };
  FwCallParts parts = { 0 };
  gboolean done;

  done = study_list (&reader, &rows, &parts, error) && gather_parts (&reader, &rows, &parts, error);
  if (done)
    {
      g_autofree FwText *header = view_header (&reader);
      FwTextForm form = view_form (run);

      g_free (run->report->mapping);
      run->report->mapping =
          fw_call_mapping_to_json (&reader.mapping, header, reader.header->len, &form);
      done = take_rows (&reader, &rows, &parts, error);
    }
  fw_call_parts_clear (&parts);
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
fw_call_list_try (FwIntakeRun *run, FwInput *sheet, GError **error)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  FwIntakeRun trial = *run;
  FwCallReader reader = { .run = &trial };
  FwCallRows rows = { .input = sheet, .sheet = TRUE };
  FwCallParts parts = { 0 };
  gboolean done;

  trial.report = report;
  done = study_list (&reader, &rows, &parts, error);
  fw_call_parts_clear (&parts);
  fw_call_reader_clear (&reader);

  return done;
}

static gboolean
read_json (FwIntakeRun *run, FwInput *input, GError **error)
{
  g_autoptr (GBytes) text = gather (input, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FwInput) rows = NULL;
  gboolean done;

  if (text == NULL)
    return FALSE;
  if (g_bytes_get_size (text) > MOST_JSON_FILE)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                           "expected a list in JSON of at most 64 MiB");
      return FALSE;
    }
  bytes = fw_call_json_to_rows (g_bytes_get_data (text, NULL), g_bytes_get_size (text), error);
  rows = bytes != NULL ? fw_input_new_for_bytes (bytes, error) : NULL;
  if (rows == NULL)
    return FALSE;
  run->input = rows;
  done = fw_call_list_read_rows (run, rows, TRUE, error);
  run->input = NULL; /* it goes away before the run does */

  return done;
}

/* "1772442600|600.1|help|NONE|ENTERQUEUE||Anonymous|1" where a header is expected. */
static gboolean
is_queue_log (const char *data, gsize length)
{
  gsize digits = 0, bars = 0;

  while (digits < length && (g_ascii_isdigit (data[digits]) || data[digits] == '.'))
    digits++;
  for (gsize i = digits; i < length && data[i] != '\n'; i++)
    bars += data[i] == '|';

  return digits >= 9 && digits < length && data[digits] == '|' && bars >= 4;
}

gboolean
fw_call_list_read (FwIntakeRun *run, FwInput *input, GError **error)
{
  g_autoptr (GBytes) packed = NULL;
  FwFileKind kind;

  while (input->end - input->start < 16 && !input->eof)
    if (!fw_input_fill (input, error))
      return FALSE;
  kind = fw_file_kind_find (input->data + input->start, input->end - input->start);
  if (kind == FW_FILE_ZIP)
    {
      packed = gather (input, error);
      return packed != NULL && fw_call_workbook_read (run, packed, error);
    }
  if (!fw_file_kind_check_text (kind, error) || !fw_intake_run_settle_text (run, input, error))
    return FALSE;
  if (is_queue_log (input->data + input->start, input->end - input->start))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "the file is a queue_log of Asterisk and no list of calls; import it as "
                           "a log (--format queue-log)");
      return FALSE;
    }
  if (fw_call_json_is (input->data + input->start, input->end - input->start))
    return read_json (run, input, error);

  return fw_call_list_read_rows (run, input, FALSE, error);
}
