/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-times.h"
#include "intake/log/fw-queue-log.h"
#include "intake/text/fw-csv.h"

/*
 * The queue_log that a PBX keeps in a table of a database, as its clients write it out: with
 * commas, semicolons, tabs or bars, with a header or without. A row is put together as the line
 * that the file would have had; from there on it is one.
 */

typedef enum
{
  COLUMN_TIME,
  COLUMN_CALL,
  COLUMN_QUEUE,
  COLUMN_AGENT,
  COLUMN_WORD,
  COLUMN_DATA,                    /* all data in one */
  COLUMN_DATA_1,                  /* or each in its own */
  N_COLUMNS = COLUMN_DATA_1 + 10, /* columns for data beyond are not there anywhere */
} Column;

/* Names as tables of Asterisk, FreePBX, Issabel, QueueMetrics and Vicidial have them; the earlier
 * one of a column goes before the later. Capitals, blanks and underscores do not matter. */
static const struct
{
  const char *name;
  Column column;
} names[] = {
  { "time", COLUMN_TIME },      { "timeid", COLUMN_TIME },     { "eventdate", COLUMN_TIME },
  { "eventtime", COLUMN_TIME }, { "datetime", COLUMN_TIME },   { "timestamp", COLUMN_TIME },
  { "created", COLUMN_TIME },   { "date", COLUMN_TIME },       { "callid", COLUMN_CALL },
  { "uniqueid", COLUMN_CALL },  { "queuename", COLUMN_QUEUE }, { "queue", COLUMN_QUEUE },
  { "qname", COLUMN_QUEUE },    { "agent", COLUMN_AGENT },     { "agentname", COLUMN_AGENT },
  { "qagent", COLUMN_AGENT },   { "member", COLUMN_AGENT },    { "interface", COLUMN_AGENT },
  { "event", COLUMN_WORD },     { "verb", COLUMN_WORD },       { "qevent", COLUMN_WORD },
  { "eventname", COLUMN_WORD }, { "action", COLUMN_WORD },     { "data", COLUMN_DATA },
  { "info", COLUMN_DATA },
};

typedef struct
{
  gint column[N_COLUMNS]; /* -1: none */
  gint rank[N_COLUMNS];   /* of the name it was found by */
  gboolean has_header;
  char delimiter;
} Layout;

static void
init_layout (Layout *self, char delimiter)
{
  *self = (Layout){ .delimiter = delimiter };
  for (guint i = 0; i < N_COLUMNS; i++)
    self->column[i] = -1;
}

static gboolean
is_complete (const Layout *self)
{
  return self->column[COLUMN_TIME] >= 0 && self->column[COLUMN_CALL] >= 0 &&
         self->column[COLUMN_QUEUE] >= 0 && self->column[COLUMN_AGENT] >= 0 &&
         self->column[COLUMN_WORD] >= 0;
}

static void
set_column (Layout *self, Column column, gint at, gint rank)
{
  if (self->column[column] >= 0 && self->rank[column] <= rank)
    return;
  self->column[column] = at;
  self->rank[column] = rank;
}

/* "queue_log.Data 3" is "data3". */
static char *
fold_name (FwText cell)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < cell.length; i++)
    if (cell.data[i] == '.')
      g_string_truncate (name, 0);
    else if (g_ascii_isalnum (cell.data[i]))
      g_string_append_c (name, g_ascii_tolower (cell.data[i]));

  return g_string_free (name, FALSE);
}

static void
map_name (Layout *self, const char *name, gint at)
{
  static const char *const numbered[] = { "data", "arg", "info", "param" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      set_column (self, names[i].column, at, (gint) i);
  for (guint i = 0; i < G_N_ELEMENTS (numbered); i++)
    {
      guint64 number;

      if (g_str_has_prefix (name, numbered[i]) &&
          g_ascii_string_to_unsigned (name + strlen (numbered[i]), 10, 1, N_COLUMNS - COLUMN_DATA_1,
                                      &number, NULL))
        set_column (self, COLUMN_DATA_1 + (Column) number - 1, at, (gint) i);
    }
}

static gboolean
map_header (Layout *self, const FwText *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = fold_name (cells[i]);

      map_name (self, name, (gint) i);
    }
  self->has_header = is_complete (self);

  return self->has_header;
}

/* Without a header: time, call, queue, agent and word stand one behind the other, as in the file.
 */
static gboolean
map_positions (Layout *self, FwQueueLog *log, const FwText *cells, guint n)
{
  for (guint at = 0; at + 4 < n; at++)
    {
      if (fw_queue_word_find (fw_cell_trim (cells[at + 4])) == NULL ||
          !fw_queue_log_looks_like_time (log, fw_cell_trim (cells[at])))
        continue;
      for (guint i = 0; i <= COLUMN_WORD; i++)
        self->column[i] = (gint) (at + i);
      for (guint i = at + 5; i < n && i - at - 5 < N_COLUMNS - COLUMN_DATA_1; i++)
        self->column[COLUMN_DATA_1 + i - at - 5] = (gint) i;
      return TRUE;
    }

  return FALSE;
}

/* "-----+-----" and "+----+----+" of tables that are drawn, and their "(6 rows)". */
static gboolean
is_drawing (FwText row)
{
  gboolean drawn = row.length > 0;

  if (row.length > 2 && row.data[0] == '(' && row.data[row.length - 1] == ')' &&
      g_ascii_isdigit (row.data[1]))
    return TRUE;
  for (guint i = 0; i < row.length; i++)
    drawn &= row.data[i] != '\0' && strchr ("-+| ", row.data[i]) != NULL;

  return drawn;
}

static FwText
get_first_line (FwText beginning)
{
  const char *at = beginning.data, *end = at + beginning.length;

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      FwText line = { at, (guint) ((newline != NULL ? newline : end) - at) };

      if (line.length >= 3 && memcmp (line.data, "\xef\xbb\xbf", 3) == 0)
        line = (FwText){ line.data + 3, line.length - 3 };
      line = fw_cell_trim (line);
      if (line.length > 0 && !is_drawing (line))
        return line;
      at = newline != NULL ? newline + 1 : end;
    }

  return FW_TEXT_NONE;
}

static gboolean
is_plain_line (FwQueueLog *self, FwText line)
{
  const char *bar = line.length > 0 ? memchr (line.data, '|', line.length) : NULL;
  FwText time = { line.data, bar != NULL ? (guint) (bar - line.data) : 0 };
  guint bars = 0;

  for (guint i = 0; i < line.length; i++)
    bars += line.data[i] == '|';

  return bars >= 4 && fw_queue_log_looks_like_time (self, time);
}

/* Finds out from the first row how the table lies; it is read again afterwards. */
static gboolean
find_layout (Layout *self, FwQueueLog *log, FwText row, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (row.data, row.length);
  g_autoptr (FwInput) input = fw_input_new_for_bytes (bytes, error);
  FwCsv csv = { 0 };
  gboolean found = FALSE;

  if (input == NULL)
    return FALSE;
  init_layout (self, fw_csv_guess_delimiter (row.data, row.length));
  fw_csv_init (&csv, input, self->delimiter);
  if (fw_csv_next (&csv, error) && csv.problem == NULL)
    found = map_header (self, csv.cells, csv.n_cells) ||
            map_positions (self, log, csv.cells, csv.n_cells);
  fw_csv_clear (&csv);

  return found;
}

gboolean
fw_queue_table_is (FwQueueLog *self, FwText beginning)
{
  FwText row = get_first_line (beginning);
  Layout layout;

  if (row.length < 5 || row.length > FW_INPUT_MOST_LINE || is_plain_line (self, row))
    return FALSE;

  return find_layout (&layout, self, row, NULL);
}

/* Whether one of the names behind the fourth bar is an event's: a list may have bars as well. */
static gboolean
has_word (FwText line)
{
  const char *at = line.data, *end = at + line.length;

  for (guint i = 0; at < end; i++)
    {
      const char *bar = memchr (at, '|', (gsize) (end - at));
      FwText field = { at, (guint) ((bar != NULL ? bar : end) - at) };

      if (i >= 4 && fw_queue_word_find (fw_cell_trim (field)) != NULL)
        return TRUE;
      at = bar != NULL ? bar + 1 : end;
    }

  return FALSE;
}

gboolean
fw_queue_log_is (FwQueueLog *self, FwText beginning)
{
  const char *at = beginning.data, *end = at + beginning.length;

  if (fw_queue_table_is (self, beginning))
    return TRUE;
  /* A log that was cut may begin within a line. */
  for (guint i = 0; i < 20 && at < end; i++)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      FwText line = { at, (guint) ((newline != NULL ? newline : end) - at) };

      if (is_plain_line (self, line) && has_word (line))
        return TRUE;
      at = newline != NULL ? newline + 1 : end;
    }

  return FALSE;
}

static FwText
get_cell (const FwCsv *csv, gint at)
{
  return at >= 0 && (guint) at < csv->n_cells ? fw_cell_trim (csv->cells[at]) : FW_TEXT_NONE;
}

/* The data of a row; what is no value in the database is nothing in the line. */
static void
append_data (GString *to, const Layout *layout, const FwCsv *csv)
{
  FwText whole = get_cell (csv, layout->column[COLUMN_DATA]);
  gsize start = to->len;

  if (fw_queue_line_name (whole).length > 0)
    {
      g_string_append_len (to, whole.data, whole.length);
      return;
    }
  for (guint i = COLUMN_DATA_1; i < N_COLUMNS; i++)
    {
      FwText cell = get_cell (csv, layout->column[i]);

      if (i > COLUMN_DATA_1)
        g_string_append_c (to, '|');
      if (cell.length > 0 && !fw_text_equal (cell, FW_TEXT_LITERAL ("NULL")) &&
          !fw_text_equal (cell, FW_TEXT_LITERAL ("\\N")))
        g_string_append_len (to, cell.data, cell.length);
    }
  while (to->len > start && to->str[to->len - 1] == '|')
    g_string_truncate (to, to->len - 1);
}

/* @to: the line as the file would have had it */
static void
put_line (GString *to, const Layout *layout, const FwCsv *csv, FwQueueLine *line)
{
  guint starts[COLUMN_DATA + 1];

  g_string_truncate (to, 0);
  for (guint i = 0; i <= COLUMN_WORD; i++)
    {
      FwText cell = get_cell (csv, layout->column[i]);

      starts[i] = (guint) to->len;
      if (i == COLUMN_WORD)
        for (guint j = 0; j < cell.length; j++)
          g_string_append_c (to, g_ascii_toupper (cell.data[j]));
      else
        g_string_append_len (to, cell.data, cell.length);
      g_string_append_c (to, '|');
    }
  starts[COLUMN_DATA] = (guint) to->len;
  append_data (to, layout, csv);

#define FIELD(i) ((FwText){ to->str + starts[i], starts[(i) + 1] - starts[i] - 1 })
  line->time = FIELD (COLUMN_TIME);
  line->call = fw_queue_line_name (FIELD (COLUMN_CALL));
  line->queue = fw_queue_line_name (FIELD (COLUMN_QUEUE));
  line->agent = fw_queue_line_name (FIELD (COLUMN_AGENT));
  line->word = FIELD (COLUMN_WORD);
  line->meaning = fw_queue_word_find (line->word);
  fw_queue_line_set_data (
      line, (FwText){ to->str + starts[COLUMN_DATA], (guint) to->len - starts[COLUMN_DATA] });
}

static gboolean
take_row (FwIntakeRun *run, const Layout *layout, const FwCsv *csv, GString *text, GError **error)
{
  FwQueueLine line;

  if (csv->problem != NULL)
    {
      run->report->rows++;
      return fw_intake_run_reject (run, csv->line, csv->raw, "row cannot be split", csv->problem,
                                   error);
    }
  if (is_drawing (fw_cell_trim (csv->raw)))
    return TRUE;

  run->report->rows++;
  put_line (text, layout, csv, &line);
  if (line.word.length == 0)
    return fw_intake_run_reject (
        run, csv->line, csv->raw, "too few fields",
        "event: expected the word that says what happened, such as ENTERQUEUE", error);

  return fw_queue_log_take_line (run, csv->line, (FwText){ text->str, (guint) text->len }, &line,
                                 error);
}

static gboolean
open_rows (FwInput *input, const Layout *layout, FwCsv *csv, GError **error)
{
  if (!fw_input_rewind (input, error) || !fw_input_fill (input, error))
    return FALSE;
  if (input->end - input->start >= 3 && memcmp (input->data + input->start, "\xef\xbb\xbf", 3) == 0)
    input->start += 3;
  fw_csv_init (csv, input, layout->delimiter);

  return TRUE;
}

/* The first look: whether the day stands first in dates. */
static gboolean
study_order (FwQueueLog *log, FwInput *input, const Layout *layout, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwDateStudy dates = { 0 };
  FwCsv csv = { 0 };
  gboolean done = open_rows (input, layout, &csv, error);

  while (done && !log->order_stated && fw_csv_next (&csv, &failure))
    fw_date_study_add (&dates, csv.line, get_cell (&csv, layout->column[COLUMN_TIME]));
  fw_csv_clear (&csv);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return done && fw_queue_log_settle_order (log, &dates, error);
}

gboolean
fw_queue_table_read (FwIntakeRun *run, FwInput *input, GError **error)
{
  FwText row =
      get_first_line ((FwText){ input->data + input->start, (guint) (input->end - input->start) });
  g_autoptr (GString) text = g_string_new (NULL);
  GError *failure = NULL;
  gboolean done = TRUE;
  FwCsv csv = { 0 };
  Layout layout;

  if (!find_layout (&layout, run->queue_log, row, error) ||
      !study_order (run->queue_log, input, &layout, error) ||
      !open_rows (input, &layout, &csv, error))
    return FALSE;
  for (gboolean header = layout.has_header; done && fw_csv_next (&csv, &failure);)
    {
      FwText raw = fw_cell_trim (csv.raw);

      /* What is drawn may stand above the header too. */
      if (header && !is_drawing (raw) && raw.length > 0)
        header = FALSE;
      else if (!header && raw.length > 0)
        done = take_row (run, &layout, &csv, text, error);
    }
  fw_csv_clear (&csv);
  if (failure == NULL)
    return done;
  g_propagate_error (error, failure);

  return FALSE;
}
