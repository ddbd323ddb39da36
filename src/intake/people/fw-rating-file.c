/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/people/fw-rating-file.h"

#include <math.h>

#include "core/fw-error.h"
#include "intake/people/fw-named-rows.h"

/* Units times raters, each of eight bytes. */
#define MOST_CELLS (1u << 24)

typedef struct
{
  guint unit, rater;
  char *text;
} Rating;

typedef struct
{
  GPtrArray *units, *raters;            /* names */
  GHashTable *unit_codes, *rater_codes; /* name -> index + 1 */
  GHashTable *lines;                    /* listed: unit and rater -> line */
  GArray *unit_lines;                   /* guint64 */
  GArray *ratings;                      /* Rating */
  guint columns[3];                     /* listed: of unit, rater, value */
  gboolean listed, numbers;
  guint first; /* spread: the first column of a rater */
} Reader;

static const char *const unit_titles[] = { "person",  "unit", "target",  "case",
                                           "subject", "item", "contact", "candidate",
                                           "student", "id",   NULL };
static const char *const rater_titles[] = { "rater",    "coder",    "judge",  "observer",
                                            "reviewer", "examiner", "grader", NULL };
static const char *const value_titles[] = { "score",  "mark",  "value",    "rating",
                                            "points", "grade", "category", NULL };

static guint
find_title (FwNamedRows *rows, const char *const *titles)
{
  for (guint i = 0; i < fw_named_rows_get_width (rows); i++)
    for (guint k = 0; titles[k] != NULL; k++)
      if (g_ascii_strcasecmp (fw_named_rows_get_title (rows, i), titles[k]) == 0)
        return i;
  return G_MAXUINT;
}

/* Letters without the number behind them: r1 and r12 are of one series. */
static gboolean
is_of_series (const char *title, const char *other)
{
  gsize length = strlen (title), end = length;
  gsize other_end = strlen (other);

  while (end > 0 && g_ascii_isdigit (title[end - 1]))
    end--;
  while (other_end > 0 && g_ascii_isdigit (other[other_end - 1]))
    other_end--;
  if (length == 1 && strlen (other) == 1)
    return TRUE;
  return end < length && other[other_end] != '\0' && end == other_end &&
         g_ascii_strncasecmp (title, other, end) == 0;
}

static gboolean
header_cb (FwNamedRows *rows, gpointer user_data, GError **error)
{
  Reader *self = (Reader *) user_data;
  guint width = fw_named_rows_get_width (rows);

  self->columns[0] = find_title (rows, unit_titles);
  self->columns[1] = find_title (rows, rater_titles);
  self->columns[2] = find_title (rows, value_titles);
  self->listed = self->columns[0] != G_MAXUINT && self->columns[1] != G_MAXUINT &&
                 self->columns[2] != G_MAXUINT;
  if (self->listed)
    return TRUE;
  self->first = width > 1 && is_of_series (fw_named_rows_get_title (rows, 0),
                                           fw_named_rows_get_title (rows, 1))
                    ? 0
                    : 1;
  if (width < self->first + 2)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "line %" G_GUINT64_FORMAT ": expected the columns person, rater, score, or one "
                   "of units and at least two of raters",
                   fw_named_rows_get_line (rows));
      return FALSE;
    }
  for (guint i = self->first; i < width; i++)
    g_ptr_array_add (self->raters, g_strdup (fw_named_rows_get_title (rows, i)));
  return TRUE;
}

static guint
find_code (GHashTable *codes, GPtrArray *names, const char *name)
{
  guint code = GPOINTER_TO_UINT (g_hash_table_lookup (codes, name));

  if (code > 0)
    return code - 1;
  g_ptr_array_add (names, g_strdup (name));
  g_hash_table_insert (codes, names->pdata[names->len - 1], GUINT_TO_POINTER (names->len));
  return names->len - 1;
}

static void
add_rating (Reader *self, FwNamedRows *rows, guint unit, guint rater, guint column)
{
  FwText cell = fw_named_rows_get_cell (rows, column);
  Rating rating = { unit, rater, fw_text_dup (cell) };
  double value;

  if (self->numbers && !fw_number_parse (cell, &value))
    {
      g_autofree char *shown = fw_cell_shorten (cell);

      fw_named_rows_complain (rows, fw_named_rows_get_title (rows, column),
                              "expected a number, not “%s”", shown);
    }
  g_array_append_val (self->ratings, rating);
}

static guint
find_unit (Reader *self, const char *name, guint64 line)
{
  guint unit = find_code (self->unit_codes, self->units, name);

  if (unit == self->unit_lines->len)
    g_array_append_val (self->unit_lines, line);
  return unit;
}

static void
take_listed (Reader *self, FwNamedRows *rows)
{
  static const char *const titles[] = { "unit", "rater" };
  g_autofree char *unit = fw_text_dup (fw_named_rows_get_cell (rows, self->columns[0]));
  g_autofree char *rater = fw_text_dup (fw_named_rows_get_cell (rows, self->columns[1]));
  FwText cell = fw_named_rows_get_cell (rows, self->columns[2]);
  g_autofree char *key = g_strconcat (unit, "\x1f", rater, NULL);
  guint64 line = fw_named_rows_get_line (rows);
  gpointer before;

  if (*unit == '\0' || *rater == '\0')
    {
      fw_named_rows_complain (rows, titles[*unit != '\0'], "expected a value, nothing is there");
      return;
    }
  before = g_hash_table_lookup (self->lines, key);
  if (before != NULL)
    {
      fw_named_rows_complain (rows, NULL, "“%s” rated “%s” in line %u already", rater, unit,
                              GPOINTER_TO_UINT (before));
      return;
    }
  g_hash_table_insert (self->lines, g_steal_pointer (&key), GUINT_TO_POINTER ((guint) line));
  if (!fw_cell_is_nothing (cell))
    add_rating (self, rows, find_unit (self, unit, line),
                find_code (self->rater_codes, self->raters, rater), self->columns[2]);
}

static void
take_spread (Reader *self, FwNamedRows *rows)
{
  guint64 line = fw_named_rows_get_line (rows);
  g_autofree char *name = self->first == 0 ? g_strdup_printf ("line %" G_GUINT64_FORMAT, line)
                                           : fw_text_dup (fw_named_rows_get_cell (rows, 0));
  guint unit, n = self->units->len;

  if (*name == '\0')
    {
      fw_named_rows_complain (rows, fw_named_rows_get_title (rows, 0),
                              "expected a value, nothing is there");
      return;
    }
  unit = find_unit (self, name, line);
  if (unit < n)
    {
      fw_named_rows_complain (rows, fw_named_rows_get_title (rows, 0),
                              "“%s” stands in line %" G_GUINT64_FORMAT " already", name,
                              g_array_index (self->unit_lines, guint64, unit));
      return;
    }
  for (guint i = 0; i < self->raters->len; i++)
    if (!fw_cell_is_nothing (fw_named_rows_get_cell (rows, self->first + i)))
      add_rating (self, rows, unit, i, self->first + i);
}

static void
row_cb (FwNamedRows *rows, gpointer user_data)
{
  Reader *self = (Reader *) user_data;

  if (self->listed)
    take_listed (self, rows);
  else
    take_spread (self, rows);
}

/* ---- what was read ---- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): by the old index the new one in order of the names. */
static guint *
sort_names (GPtrArray *names, gboolean sort)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  guint *order = g_new (guint, names->len + 1);

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (sorted, names->pdata[i]);
  if (sort)
    g_ptr_array_sort (sorted, compare_names);
  for (guint i = 0; i < sorted->len; i++)
    g_hash_table_insert (places, sorted->pdata[i], GUINT_TO_POINTER (i));
  for (guint i = 0; i < names->len; i++)
    order[i] = GPOINTER_TO_UINT (g_hash_table_lookup (places, names->pdata[i]));
  for (guint i = 0; i < names->len && sort; i++)
    names->pdata[i] = sorted->pdata[i];
  return order;
}

static gboolean
are_numbers (const GArray *ratings)
{
  double value;

  for (guint i = 0; i < ratings->len; i++)
    if (!fw_number_parse (fw_text (g_array_index (ratings, Rating, i).text), &value))
      return FALSE;
  return TRUE;
}

static FwRatings *
settle (Reader *reader)
{
  FwRatings *self = g_new0 (FwRatings, 1);
  g_autofree guint *units = sort_names (reader->units, reader->listed);
  g_autofree guint *raters = sort_names (reader->raters, reader->listed);
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n = (gsize) reader->units->len * reader->raters->len;

  self->listed = reader->listed;
  self->units = g_ptr_array_ref (reader->units);
  self->raters = g_ptr_array_ref (reader->raters);
  self->values = g_new (double, n + 1);
  self->numbers = are_numbers (reader->ratings);
  self->n_ratings = reader->ratings->len;
  self->lines = g_new0 (guint64, reader->units->len + 1);
  for (gsize i = 0; i < n; i++)
    self->values[i] = NAN;
  for (guint i = 0; i < reader->unit_lines->len; i++)
    self->lines[units[i]] = g_array_index (reader->unit_lines, guint64, i);
  for (guint i = 0; i < reader->ratings->len; i++)
    {
      const Rating *at = &g_array_index (reader->ratings, Rating, i);
      double *value =
          &self->values[(gsize) units[at->unit] * reader->raters->len + raters[at->rater]];

      if (self->numbers)
        fw_number_parse (fw_text (at->text), value);
      else
        {
          if (!g_hash_table_contains (codes, at->text))
            g_hash_table_insert (codes, at->text, GUINT_TO_POINTER (g_hash_table_size (codes)));
          *value = GPOINTER_TO_UINT (g_hash_table_lookup (codes, at->text));
        }
    }
  return self;
}

static void
clear_rating (gpointer rating)
{
  g_free (((Rating *) rating)->text);
}

static FwRatings *
read_with (Reader *reader, GBytes *table, GError **error)
{
  if (!fw_named_rows_read (table, NULL, 0, header_cb, row_cb, reader, error))
    return NULL;
  if (reader->ratings->len == 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "expected at least one rating");
      return NULL;
    }
  if ((guint64) reader->units->len * reader->raters->len > MOST_CELLS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "expected at most %u units times raters",
                   MOST_CELLS);
      return NULL;
    }
  return settle (reader);
}

FwRatings *
fw_rating_file_read (GBytes *table, gboolean numbers, GError **error)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) raters = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) unit_codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) rater_codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) unit_lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) ratings = g_array_new (FALSE, FALSE, sizeof (Rating));
  Reader reader = { units, raters,     unit_codes, rater_codes,
                    lines, unit_lines, ratings,    .numbers = numbers };

  g_return_val_if_fail (table != NULL, NULL);

  g_array_set_clear_func (ratings, clear_rating);
  return read_with (&reader, table, error);
}

void
fw_ratings_free (FwRatings *self)
{
  g_ptr_array_unref (self->units);
  g_ptr_array_unref (self->raters);
  g_free (self->values);
  g_free (self->lines);
  g_free (self);
}
