/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-cell-file.h"

#include <math.h>

#include "core/fw-error.h"
#include "intake/text/fw-csv.h"

#define MOST_PERIODS 60
#define N_MEASURES_RATIO 4
#define N_MEASURES_ADDITIVE 2

/* The names of one attribute's values, in order of their first row. */
typedef struct
{
  guint32 *slots; /* code + 1 by linear probing */
  guint n_slots;  /* a power of two, more than twice the values */
  GArray *names;  /* of FwText; the bytes are in @text */
  guint32 latest; /* rows mostly come sorted: the value of the row before is tried first */
} Names;

typedef struct
{
  FwCsv csv;
  guint n_attributes, n_measures;
  char **attributes;
  Names names[FW_CELLS_MOST_ATTRIBUTES];
  GStringChunk *text;
  FwCells *cells;
  gboolean may_be_mean[MOST_PERIODS + 1]; /* by k: every predict_ so far is a multiple of 1/k */
  guint least_mean;
} Reader;

static gboolean fail (const Reader *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
fail (const Reader *self, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %" G_GUINT64_FORMAT ": %s", self->csv.line,
               reason);
  return FALSE;
}

/* ---- names ---- */

static guint
hash_text (FwText text)
{
  guint64 hash = text.length;

  for (guint i = 0; i < text.length; i++)
    hash = (hash ^ (guint8) text.data[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return (guint) (hash ^ hash >> 29);
}

static void
grow_names (Names *self)
{
  self->n_slots = MAX (64, self->n_slots * 2);
  g_free (self->slots);
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint code = 0; code < self->names->len; code++)
    {
      guint at = hash_text (g_array_index (self->names, FwText, code)) & (self->n_slots - 1);

      while (self->slots[at] != 0)
        at = (at + 1) & (self->n_slots - 1);
      self->slots[at] = code + 1;
    }
}

static gboolean
add_name (Reader *self, guint attribute, FwText name, guint at, GError **error)
{
  Names *names = &self->names[attribute];
  FwText kept;

  if (!g_utf8_validate_len (name.data, name.length, NULL))
    return fail (self, error, "expected UTF-8 in column %u", attribute + 1);
  if (names->names->len == FW_CELLS_MOST_VALUES)
    return fail (self, error, "expected at most %u values of “%s”", FW_CELLS_MOST_VALUES,
                 self->attributes[attribute]);
  kept = (FwText){ g_string_chunk_insert_len (self->text, name.data, name.length), name.length };
  g_array_append_val (names->names, kept);
  names->slots[at] = names->names->len;
  names->latest = names->names->len - 1;
  return TRUE;
}

static gboolean
find_code (Reader *self, guint attribute, FwText name, guint32 *code, GError **error)
{
  Names *names = &self->names[attribute];
  guint at;

  if (names->names->len > 0 &&
      fw_text_equal (g_array_index (names->names, FwText, names->latest), name))
    {
      *code = names->latest;
      return TRUE;
    }
  if (2 * (names->names->len + 1) > names->n_slots)
    grow_names (names);
  for (at = hash_text (name) & (names->n_slots - 1); names->slots[at] != 0;
       at = (at + 1) & (names->n_slots - 1))
    if (fw_text_equal (g_array_index (names->names, FwText, names->slots[at] - 1), name))
      {
        *code = names->latest = names->slots[at] - 1;
        return TRUE;
      }
  if (!add_name (self, attribute, name, at, error))
    return FALSE;
  *code = names->latest;
  return TRUE;
}

/* ---- numbers ---- */

/* A decimal of up to 15 digits and a power of ten that a double holds exactly, divided once, is
 * rounded right; anything else goes the long way. */
static gboolean
parse_plain (FwText text, double *value)
{
  static const double powers[] = { 1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  guint64 digits = 0;
  guint i = 0, n = 0, decimals = 0;
  gboolean negative = text.length > 0 && text.data[0] == '-', point = FALSE;

  for (i = negative; i < text.length; i++)
    {
      char c = text.data[i];

      if (c == '.' && !point)
        {
          point = TRUE;
          continue;
        }
      if (c < '0' || c > '9' || ++n > 15)
        return FALSE;
      digits = digits * 10 + (guint) (c - '0');
      decimals += point;
    }
  if (n == 0)
    return FALSE;
  *value = (double) digits / powers[decimals];
  if (negative)
    *value = -*value;
  return TRUE;
}

static gboolean
parse_number (const Reader *self, guint column, FwText text, double *value, GError **error)
{
  char copy[64], *end;

  while (text.length > 0 && (text.data[0] == ' ' || text.data[0] == '\t'))
    text = (FwText){ text.data + 1, text.length - 1 };
  while (text.length > 0 && strchr (" \t\r", text.data[text.length - 1]) != NULL)
    text.length--;
  if (parse_plain (text, value))
    return TRUE;
  if (text.length == 0)
    return fail (self, error, "expected a number in column %u, it is empty", column + 1);
  if (text.length < sizeof copy && memchr (text.data, '\0', text.length) == NULL)
    {
      memcpy (copy, text.data, text.length);
      copy[text.length] = '\0';
      *value = g_ascii_strtod (copy, &end);
      if (*end == '\0' && isfinite (*value) && fabs (*value) <= 1e15)
        return TRUE;
      if (*end == '\0')
        return fail (self, error, "expected a number of at most 1e15 in column %u, it is %s",
                     column + 1, copy);
    }
  return fail (self, error, "expected a number in column %u", column + 1);
}

/* ---- rows ---- */

static void
note_fraction (Reader *self, double value)
{
  if (value == floor (value) && value < 1e12)
    return;
  for (guint k = self->least_mean; k <= MOST_PERIODS; k++)
    if (self->may_be_mean[k] && fabs (value * k - rint (value * k)) > 1e-4 * k)
      self->may_be_mean[k] = FALSE;
  while (self->least_mean <= MOST_PERIODS && !self->may_be_mean[self->least_mean])
    self->least_mean++;
}

static gboolean
check_ratio (const Reader *self, const char *side, FwCellSums sums, GError **error)
{
  g_autofree char *successes = NULL, *trials = NULL;

  if (sums.n >= 0 && sums.sum >= 0 && sums.sum <= sums.n)
    return TRUE;
  successes = fw_number_dup (sums.sum);
  trials = fw_number_dup (sums.n);
  if (sums.n < 0 || sums.sum < 0)
    return fail (self, error, "expected no negative count, %s_%c is %s", side,
                 sums.sum < 0 ? 'a' : 'b', sums.sum < 0 ? successes : trials);
  /* Means of several periods come rounded. */
  if (sums.sum > sums.n * (1 + 1e-6) + 1e-6)
    return fail (self, error, "expected no more successes than trials, %s_a is %s of %s", side,
                 successes, trials);
  return TRUE;
}

static gboolean
read_row (Reader *self, GError **error)
{
  guint32 codes[FW_CELLS_MOST_ATTRIBUTES];
  double measures[N_MEASURES_RATIO];
  FwCellSums now = { 0 }, then = { 0 };

  if (self->csv.n_cells != self->n_attributes + self->n_measures)
    return fail (self, error, "expected %u columns, there are %u",
                 self->n_attributes + self->n_measures, self->csv.n_cells);
  for (guint i = 0; i < self->n_attributes; i++)
    if (!find_code (self, i, self->csv.cells[i], &codes[i], error))
      return FALSE;
  for (guint i = 0; i < self->n_measures; i++)
    if (!parse_number (self, self->n_attributes + i, self->csv.cells[self->n_attributes + i],
                       &measures[i], error))
      return FALSE;
  if (self->n_measures == N_MEASURES_ADDITIVE)
    {
      now.sum = measures[0];
      then.sum = measures[1];
    }
  else
    {
      now = (FwCellSums){ .n = measures[1], .sum = measures[0] };
      then = (FwCellSums){ .n = measures[3], .sum = measures[2] };
      if (!check_ratio (self, "real", now, error) || !check_ratio (self, "predict", then, error))
        return FALSE;
      note_fraction (self, then.n);
      note_fraction (self, then.sum);
    }
  if (fw_cells_get_n_leaves (self->cells) == G_MAXINT32)
    return fail (self, error, "expected fewer rows");
  fw_cells_add (self->cells, codes, &now, &then);
  return TRUE;
}

static gboolean
ends_with (const Reader *self, const char *const *names, guint n)
{
  if (self->csv.n_cells < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!fw_text_equal (self->csv.cells[self->csv.n_cells - n + i], fw_text (names[i])))
      return FALSE;
  return TRUE;
}

static gboolean
read_header (Reader *self, GError **error)
{
  static const char *const ratio[] = { "real_a", "real_b", "predict_a", "predict_b" };
  static const char *const additive[] = { "real", "predict" };

  if (ends_with (self, ratio, G_N_ELEMENTS (ratio)))
    self->n_measures = N_MEASURES_RATIO;
  else if (ends_with (self, additive, G_N_ELEMENTS (additive)))
    self->n_measures = N_MEASURES_ADDITIVE;
  else
    return fail (self, error,
                 "expected the last columns to be real,predict or "
                 "real_a,real_b,predict_a,predict_b");
  self->n_attributes = self->csv.n_cells - self->n_measures;
  if (self->n_attributes == 0 || self->n_attributes > FW_CELLS_MOST_ATTRIBUTES)
    return fail (self, error, "expected 1 to %d attributes before the measures, there are %u",
                 FW_CELLS_MOST_ATTRIBUTES, self->n_attributes);
  self->attributes = g_new0 (char *, self->n_attributes + 1);
  for (guint i = 0; i < self->n_attributes; i++)
    {
      FwText name = self->csv.cells[i];

      if (name.length == 0 || !g_utf8_validate_len (name.data, name.length, NULL))
        return fail (self, error, "expected a name in UTF-8 in column %u", i + 1);
      self->attributes[i] = fw_text_dup (name);
      for (guint k = 0; k < i; k++)
        if (g_str_equal (self->attributes[k], self->attributes[i]))
          return fail (self, error, "the column “%s” is there twice", self->attributes[i]);
      self->names[i].names = g_array_new (FALSE, FALSE, sizeof (FwText));
    }
  self->cells =
      fw_cells_new (self->n_measures == N_MEASURES_RATIO ? FW_CELLS_RATIO : FW_CELLS_ADDITIVE,
                    self->n_attributes);
  return TRUE;
}

static gboolean
read_rows (Reader *self, GError **error)
{
  GError *failure = NULL;

  while (fw_csv_next (&self->csv, &failure))
    {
      if (self->csv.problem != NULL)
        return fail (self, error, "%s", self->csv.problem);
      if (!(self->cells == NULL ? read_header (self, error) : read_row (self, error)))
        return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (self->cells != NULL)
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       "the file is empty: expected a header line with the attributes, then "
                       "real,predict or real_a,real_b,predict_a,predict_b");
  return FALSE;
}

static void
finish (Reader *self)
{
  for (guint i = 0; i < self->n_attributes; i++)
    {
      const GArray *names = self->names[i].names;

      fw_cells_set_attribute (self->cells, i, self->attributes[i], names->len);
      for (guint32 code = names->len; code > 0; code--) /* the room is made once */
        fw_cells_set_value_name (self->cells, i, code - 1,
                                 g_array_index (names, FwText, code - 1).data);
    }
  if (self->n_measures == N_MEASURES_RATIO && self->least_mean <= MOST_PERIODS)
    fw_cells_set_periods (self->cells, self->least_mean);
}

FwCells *
fw_cell_file_read (FwInput *input, GError **error)
{
  Reader self = { .least_mean = 1, .text = g_string_chunk_new (4096) };
  gboolean done;

  fw_csv_init (&self.csv, input, ',');
  for (guint k = 1; k <= MOST_PERIODS; k++)
    self.may_be_mean[k] = TRUE;
  done = fw_input_fill (input, error);
  if (done && input->end - input->start >= 3 &&
      memcmp (input->data + input->start, "\xef\xbb\xbf", 3) == 0)
    input->start += 3;
  done = done && read_rows (&self, error);
  if (done)
    finish (&self);
  for (guint i = 0; i < FW_CELLS_MOST_ATTRIBUTES; i++)
    {
      g_clear_pointer (&self.names[i].names, g_array_unref);
      g_free (self.names[i].slots);
    }
  g_strfreev (self.attributes);
  g_string_chunk_free (self.text);
  fw_csv_clear (&self.csv);
  if (!done)
    g_clear_pointer (&self.cells, fw_cells_free);
  return self.cells;
}
