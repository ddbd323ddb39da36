/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-rows.h"

#include "core/fw-error.h"
#include "intake/calls/fw-call-moment.h"
#include "intake/calls/fw-call-names.h"

/* Rows among which the header is looked for: titles and filters of a report are fewer. */
#define MOST_TITLES 60
/* A name that the mapping states is surer than one that is merely known. */
#define STATED_NAME 5

gboolean
fw_call_rows_open (const FwCallRows *self, FwCsv *csv, GError **error)
{
  g_return_val_if_fail (self != NULL && csv != NULL, FALSE);

  if (!fw_input_rewind (self->input, error))
    return FALSE;
  if (self->sheet)
    fw_csv_init (csv, self->input, ',');
  else
    fw_csv_open (csv, self->input);
  /* A line "sep=;" is surer than what the names say. */
  if (self->delimiter != '\0' && csv->next_line == 1)
    csv->delimiter = self->delimiter;
  csv->count_rows = self->sheet;

  return TRUE;
}

/* Something that stands in rows and in no header. */
static gboolean
is_value (FwText cell)
{
  FwCallMoment moment;
  guint digits = 0, others = 0;

  for (guint i = 0; i < cell.length; i++)
    if (g_ascii_isdigit (cell.data[i]))
      digits++;
    else if (strchr ("+-.,: /", cell.data[i]) == NULL || cell.data[i] == '\0')
      others++;

  return digits > 0 && (others == 0 || fw_call_moment_read (cell, &moment));
}

static gboolean
is_stated (const FwCallStated *stated, FwText cell)
{
  g_autofree char *words = fw_call_header_words (cell);

  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (stated->columns[i].name != NULL)
      {
        g_autofree char *wanted = fw_call_header_words (fw_text (stated->columns[i].name));

        if (g_str_equal (wanted, words) && words[0] != '\0')
          return TRUE;
      }

  return FALSE;
}

/* How much a row reads like a header; 0: not at all. */
static guint
score_row (const FwCsv *csv, const FwCallStated *stated)
{
  guint score = 0;

  for (guint i = 0; i < csv->n_cells; i++)
    {
      FwText cell = fw_cell_trim (csv->cells[i]);
      g_autoptr (GArray) senses = NULL;
      gboolean gathers;
      guint unit_ms;

      if (cell.length == 0)
        continue;
      if (is_value (cell))
        return 0;
      senses = fw_call_senses_find (cell, &unit_ms, &gathers);
      if (is_stated (stated, cell))
        score += STATED_NAME;
      else
        score += senses->len > 0;
    }

  return score;
}

typedef struct
{
  guint score;
  guint n_cells;
  guint64 line;
} Found;

/* The best row when cells are parted by self->delimiter. */
static gboolean
look_through (const FwCallRows *self, const FwCallStated *stated, Found *found, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwCsv csv = { 0 };
  gboolean done = fw_call_rows_open (self, &csv, error);

  for (guint i = 0; done && i < MOST_TITLES && fw_csv_next (&csv, &failure); i++)
    {
      guint score = csv.problem == NULL ? score_row (&csv, stated) : 0;

      if (score > found->score)
        *found = (Found){ score, csv.n_cells, csv.line };
    }
  fw_csv_clear (&csv);

  return done;
}

/* Where nothing is known of any name: the first row with something in it. */
static gboolean
take_first_row (FwCallRows *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwCsv csv = { 0 };
  gboolean done = fw_call_rows_open (self, &csv, error);

  if (!done)
    return FALSE;
  self->delimiter = csv.delimiter;
  do
    done = fw_csv_next (&csv, &failure);
  while (done && csv.problem == NULL && csv.raw.length == 0);
  self->header_line = csv.line;
  if (!done && failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (!done)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                         "line 1: expected a header, but the file is empty");
  fw_csv_clear (&csv);

  return done;
}

static const char delimiters[] = FW_CSV_DELIMITERS;

static gboolean
find_by_names (FwCallRows *self, const FwCallStated *stated, Found *best, GError **error)
{
  char chosen = '\0';

  for (guint i = 0; i < (self->sheet ? 1 : strlen (delimiters)); i++)
    {
      Found found = { 0 };

      self->delimiter = delimiters[i];
      if (!look_through (self, stated, &found, error))
        return FALSE;
      if (found.score > best->score)
        {
          *best = found;
          chosen = delimiters[i];
        }
    }
  self->delimiter = chosen;

  return TRUE;
}

/* The delimiter by which the stated line has most cells. */
static gboolean
take_stated_row (FwCallRows *self, guint header_row, GError **error)
{
  guint most = 0;
  char chosen = '\0';

  for (guint i = 0; i < (self->sheet ? 1 : strlen (delimiters)); i++)
    {
      g_autoptr (GError) failure = NULL;
      FwCsv csv = { 0 };

      self->delimiter = delimiters[i];
      if (!fw_call_rows_open (self, &csv, error))
        {
          fw_csv_clear (&csv);
          return FALSE;
        }
      while (fw_csv_next (&csv, &failure) && csv.line < header_row)
        ;
      if (csv.line == header_row && csv.problem == NULL && csv.raw.length > 0 && csv.n_cells > most)
        {
          most = csv.n_cells;
          chosen = delimiters[i];
        }
      fw_csv_clear (&csv);
    }
  self->delimiter = chosen;
  self->header_line = header_row;
  if (chosen != '\0')
    return TRUE;

  g_set_error (
      error, FW_ERROR, FW_ERROR_INVALID,
      "mapping: header_row: no header begins on line %u; count lines from 1, empty ones too",
      header_row);

  return FALSE;
}

gboolean
fw_call_rows_find_header (FwCallRows *self, const FwCallStated *stated, GError **error)
{
  Found best = { 0 };

  g_return_val_if_fail (self != NULL && stated != NULL, FALSE);

  if (stated->header_row > 0)
    return take_stated_row (self, stated->header_row, error);
  if (!find_by_names (self, stated, &best, error))
    return FALSE;
  if (best.score < 2)
    {
      self->delimiter = '\0';
      return take_first_row (self, error);
    }
  self->header_line = best.line;

  return TRUE;
}

gboolean
fw_call_rows_open_header (const FwCallRows *self, FwCsv *csv, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean done = fw_call_rows_open (self, csv, error);

  while (done && csv->line < self->header_line)
    done = fw_csv_next (csv, &failure);
  if (done && csv->problem != NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %" G_GUINT64_FORMAT ": header: %s",
                   csv->line, csv->problem);
      return FALSE;
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (!done && error != NULL && *error == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %" G_GUINT64_FORMAT ": expected a header",
                 self->header_line);

  return done;
}
