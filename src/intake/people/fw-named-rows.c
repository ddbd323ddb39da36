/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/people/fw-named-rows.h"

#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "intake/fw-intake.h"
#include "intake/text/fw-cell-text.h"

#define MOST_PROBLEMS 20
#define MOST_SHOWN 60 /* bytes of a cell in a message */

struct _FwNamedRows
{
  const FwNamedColumn *columns;
  guint n_columns;
  FwNamedHeader header;
  FwNamedRow row;
  gpointer user_data;
  GPtrArray *titles; /* NULL before the first row */
  guint *places;     /* of the columns; G_MAXUINT: the file has none */
  const FwText *cells;
  guint n_cells;
  guint64 line;
  GString *problems;
  guint64 n_problems;
};

/* ---- what is wrong ---- */

void
fw_named_rows_complain (FwNamedRows *self, const char *title, const char *format, ...)
{
  va_list arguments;

  g_return_if_fail (self != NULL && format != NULL);

  if (self->n_problems++ >= MOST_PROBLEMS)
    return;
  g_string_append_printf (self->problems, "%sline %" G_GUINT64_FORMAT ": ",
                          self->problems->len > 0 ? "\n" : "", self->line);
  if (title != NULL)
    g_string_append_printf (self->problems, "%s: ", title);
  va_start (arguments, format);
  g_string_append_vprintf (self->problems, format, arguments);
  va_end (arguments);
}

char *
fw_cell_shorten (FwText cell)
{
  const char *end;

  if (cell.data == NULL)
    return g_strdup ("");
  g_utf8_validate_len (cell.data, MIN (cell.length, MOST_SHOWN), &end);
  return g_strndup (cell.data, (gsize) (end - cell.data));
}

static void
complain_of_cell (FwNamedRows *self, guint column, const char *expected)
{
  g_autofree char *shown = fw_cell_shorten (fw_named_rows_get (self, column));

  if (*shown == '\0')
    fw_named_rows_complain (self, self->columns[column].name, "expected %s, nothing is there",
                            expected);
  else
    fw_named_rows_complain (self, self->columns[column].name, "expected %s, not “%s”", expected,
                            shown);
}

/* ---- the header ---- */

static gboolean
find_columns (FwNamedRows *self, GError **error)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->places[i] = G_MAXUINT;
      for (guint k = 0; k < self->titles->len && self->places[i] == G_MAXUINT; k++)
        if (g_ascii_strcasecmp (self->titles->pdata[k], self->columns[i].name) == 0)
          self->places[i] = k;
      if (self->places[i] == G_MAXUINT && self->columns[i].required)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "line %" G_GUINT64_FORMAT ": expected a column “%s”", self->line,
                       self->columns[i].name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
take_header (FwNamedRows *self, GError **error)
{
  self->titles = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->n_cells; i++)
    {
      g_autofree char *title = fw_text_dup (fw_cell_trim (self->cells[i]));

      for (guint k = 0; k < self->titles->len; k++)
        if (*title != '\0' && g_ascii_strcasecmp (self->titles->pdata[k], title) == 0)
          {
            g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                         "line %" G_GUINT64_FORMAT ": two columns are named “%s”", self->line,
                         title);
            return FALSE;
          }
      g_ptr_array_add (self->titles, g_steal_pointer (&title));
    }
  return find_columns (self, error) &&
         (self->header == NULL || self->header (self, self->user_data, error));
}

/* ---- rows ---- */

static gboolean
row_cb (guint64 line, const FwText *cells, guint n_cells, gpointer user_data, GError **error)
{
  FwNamedRows *self = (FwNamedRows *) user_data;

  self->line = line;
  self->cells = cells;
  self->n_cells = n_cells;
  if (self->titles == NULL)
    return take_header (self, error);
  for (guint i = self->titles->len; i < n_cells; i++)
    if (fw_cell_trim (cells[i]).length > 0)
      {
        fw_named_rows_complain (self, NULL, "expected %u cells as in the header, not %u",
                                self->titles->len, n_cells);
        return TRUE;
      }
  self->row (self, self->user_data);
  return TRUE;
}

static gboolean
finish (FwNamedRows *self, GError **error)
{
  if (self->titles == NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "expected a first row with the names of the columns");
      return FALSE;
    }
  if (self->n_problems == 0)
    return TRUE;

  if (self->n_problems > MOST_PROBLEMS)
    g_string_append_printf (self->problems, "\nand %" G_GUINT64_FORMAT " more",
                            self->n_problems - MOST_PROBLEMS);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, self->problems->str);
  return FALSE;
}

gboolean
fw_named_rows_read (GBytes *bytes,
                    const FwNamedColumn *columns,
                    guint n_columns,
                    FwNamedHeader header,
                    FwNamedRow row,
                    gpointer user_data,
                    GError **error)
{
  g_autoptr (GString) problems = g_string_new (NULL);
  g_autofree guint *places = g_new (guint, n_columns + 1);
  FwNamedRows self = { columns, n_columns, header, row, user_data, NULL,
                       places,  NULL,      0,      0,   problems,  0 };
  gboolean done;

  g_return_val_if_fail (bytes != NULL && row != NULL, FALSE);
  g_return_val_if_fail (n_columns == 0 || columns != NULL, FALSE);

  done = fw_table_read (bytes, row_cb, &self, error) && finish (&self, error);
  g_clear_pointer (&self.titles, g_ptr_array_unref);
  return done;
}

/* ---- cells ---- */

guint
fw_named_rows_get_width (FwNamedRows *self)
{
  g_return_val_if_fail (self != NULL && self->titles != NULL, 0);

  return self->titles->len;
}

const char *
fw_named_rows_get_title (FwNamedRows *self, guint at)
{
  g_return_val_if_fail (self != NULL && self->titles != NULL && at < self->titles->len, NULL);

  return self->titles->pdata[at];
}

guint
fw_named_rows_find (FwNamedRows *self, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns, G_MAXUINT);

  return self->places[column];
}

guint64
fw_named_rows_get_line (FwNamedRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->line;
}

FwText
fw_named_rows_get_cell (FwNamedRows *self, guint at)
{
  g_return_val_if_fail (self != NULL, FW_TEXT_NONE);

  return at < self->n_cells ? fw_cell_trim (self->cells[at]) : FW_TEXT_NONE;
}

FwText
fw_named_rows_get (FwNamedRows *self, guint column)
{
  return fw_named_rows_get_cell (self, fw_named_rows_find (self, column));
}

gboolean
fw_named_rows_get_text (FwNamedRows *self, guint column, FwText *value)
{
  *value = fw_named_rows_get (self, column);
  if (value->length > 0)
    return TRUE;
  complain_of_cell (self, column, "a value");
  return FALSE;
}

gboolean
fw_named_rows_get_date (FwNamedRows *self, guint column, gint32 *value)
{
  FwText cell = fw_named_rows_get (self, column);

  if (cell.length > 0 && fw_date_parse (cell, value))
    return TRUE;
  complain_of_cell (self, column, "a day that exists, as YYYY-MM-DD");
  return FALSE;
}

gboolean
fw_named_rows_get_number (FwNamedRows *self, guint column, double least, double most, double *value)
{
  g_autofree char *low = fw_number_dup (least), *high = fw_number_dup (most);
  g_autofree char *expected = isinf (least) && isinf (most)
                                  ? g_strdup ("a number")
                                  : g_strdup_printf ("a number from %s to %s", low, high);

  if (fw_number_parse (fw_named_rows_get (self, column), value) && *value >= least &&
      *value <= most)
    return TRUE;
  complain_of_cell (self, column, expected);
  return FALSE;
}

gboolean
fw_number_parse (FwText text, double *value)
{
  char buffer[64], *end;

  g_return_val_if_fail (value != NULL, FALSE);

  if (text.length == 0 || text.length >= sizeof buffer)
    return FALSE;
  for (guint i = 0; i < text.length; i++)
    if (strchr ("+-.0123456789eE", text.data[i]) == NULL || text.data[i] == '\0')
      return FALSE;
  memcpy (buffer, text.data, text.length);
  buffer[text.length] = '\0';
  *value = g_ascii_strtod (buffer, &end);
  return *end == '\0' && end != buffer && isfinite (*value);
}

gboolean
fw_cell_is_nothing (FwText cell)
{
  static const char *const words[] = { "NA", "N/A", "null", "*", "." };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (cell.length == strlen (words[i]) &&
        g_ascii_strncasecmp (cell.data, words[i], cell.length) == 0)
      return TRUE;
  return cell.length == 0;
}
