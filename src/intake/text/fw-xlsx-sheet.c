/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/text/fw-xlsx-parts.h"

/* ---- shared strings ---- */

void
fw_xlsx_start_strings (FwXlsxPart *part, const char *element, const char **attributes)
{
  if (g_str_equal (element, "si"))
    g_string_truncate (part->text, 0);
  else if (g_str_equal (element, "rPh"))
    part->phonetic++;
  part->gather = g_str_equal (element, "t") && part->phonetic == 0;
}

void
fw_xlsx_end_strings (FwXlsxPart *part, const char *element)
{
  FwXlsx *book = part->book;
  guint32 end;

  part->gather = FALSE;
  if (g_str_equal (element, "rPh") && part->phonetic > 0)
    part->phonetic--;
  if (!g_str_equal (element, "si"))
    return;

  if (book->strings->len == FW_XLSX_MOST_STRINGS ||
      book->text->len + part->text->len > FW_XLSX_MOST_TEXT)
    {
      fw_xlsx_part_fail (part, FW_ERROR_TOO_LARGE, "more shared strings than are taken");
      return;
    }
  g_string_append_len (book->text, part->text->str, (gssize) part->text->len);
  end = (guint32) book->text->len;
  g_array_append_val (book->strings, end);
}

static gboolean
append_shared (FwXlsx *book, const char *index, GString *to)
{
  char *end = NULL;
  guint64 i = g_ascii_strtoull (index, &end, 10);
  guint32 from, until;

  if (end == index || *end != '\0' || i >= book->strings->len)
    return FALSE;
  from = i > 0 ? g_array_index (book->strings, guint32, i - 1) : 0;
  until = g_array_index (book->strings, guint32, i);
  g_string_append_len (to, book->text->str + from, until - from);

  return TRUE;
}

/* ---- the sheet ---- */

/* "AB12": column 28, row 12. */
static gboolean
read_reference (const char *text, guint *row, guint *column)
{
  guint64 number;
  char *end = NULL;

  for (*column = 0; g_ascii_isupper (*text) && *column <= FW_XLSX_MOST_COLUMNS; text++)
    *column = *column * 26 + (guint) (*text - 'A') + 1;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  number = g_ascii_strtoull (text, &end, 10);
  *row = (guint) MIN (number, G_MAXUINT32);

  return *end == '\0' && *column > 0;
}

/* Rows that the part leaves out become empty lines. */
static void
begin_row (FwXlsxPart *part, const char **attributes)
{
  const char *text = fw_xlsx_get_attribute (attributes, "r");
  guint row =
      text != NULL ? (guint) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXUINT32) : part->next_row;

  if (row < part->next_row || row > FW_XLSX_MOST_ROWS)
    {
      fw_xlsx_part_fail (part, FW_ERROR_INVALID, "row %u: expected rows in order, from %u to %u",
                         row, part->next_row, FW_XLSX_MOST_ROWS);
      return;
    }
  for (; part->next_row < row; part->next_row++)
    g_string_append_c (part->book->out, '\n');
  part->row = row;
  part->next_row = row + 1;
  part->column = 0;
  part->next_column = 1;
}

static void
begin_cell (FwXlsxPart *part, const char **attributes)
{
  const char *reference = fw_xlsx_get_attribute (attributes, "r");
  const char *style = fw_xlsx_get_attribute (attributes, "s");
  const char *type = fw_xlsx_get_attribute (attributes, "t");
  guint row = part->row;

  part->column++;
  if (reference != NULL && (!read_reference (reference, &row, &part->column) || row != part->row))
    {
      fw_xlsx_part_fail (part, FW_ERROR_INVALID, "row %u: no such cell \"%.20s\"", part->row,
                         reference);
      return;
    }
  if (part->column < part->next_column || part->column > FW_XLSX_MOST_COLUMNS)
    {
      fw_xlsx_part_fail (part, FW_ERROR_INVALID, "row %u: expected at most %u cells in order",
                         part->row, FW_XLSX_MOST_COLUMNS);
      return;
    }
  part->style = style != NULL ? (guint) MIN (g_ascii_strtoull (style, NULL, 10), 65536) : 0;
  g_strlcpy (part->type, type != NULL ? type : "n", sizeof part->type);
  g_string_truncate (part->text, 0);
}

static void
append_quoted (GString *out, const char *text, gsize length)
{
  if (memchr (text, ',', length) == NULL && memchr (text, '"', length) == NULL &&
      memchr (text, '\n', length) == NULL && memchr (text, '\r', length) == NULL)
    {
      g_string_append_len (out, text, (gssize) length);
      return;
    }
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, text[i]);
    }
  g_string_append_c (out, '"');
}

static gboolean
append_value (FwXlsxPart *part, GString *to)
{
  FwXlsx *book = part->book;
  FwXlsxStyle style = FW_XLSX_NUMBER;

  if (g_str_equal (part->type, "s"))
    return append_shared (book, part->text->str, to);
  if (g_str_equal (part->type, "b"))
    {
      g_string_append (to, g_str_equal (part->text->str, "1") ? "TRUE" : "FALSE");
      return TRUE;
    }
  if (g_str_equal (part->type, "e")) /* #N/A and its like: there is no value */
    return TRUE;
  if (!g_str_equal (part->type, "n"))
    {
      g_string_append_len (to, part->text->str, (gssize) part->text->len);
      return TRUE;
    }
  if (part->style < book->styles->len)
    style = g_array_index (book->styles, FwXlsxStyle, part->style);

  return fw_xlsx_append_number (to, part->text->str, style, book->epoch_1904);
}

static void
end_cell (FwXlsxPart *part)
{
  GString *out = part->book->out;
  g_autoptr (GString) value = NULL;

  if (part->text->len == 0)
    return;
  value = g_string_new (NULL);
  if (!append_value (part, value))
    {
      fw_xlsx_part_fail (part, FW_ERROR_INVALID, "row %u, column %u: no such value \"%.40s\"",
                         part->row, part->column, part->text->str);
      return;
    }
  for (; part->next_column < part->column; part->next_column++)
    g_string_append_c (out, ',');
  append_quoted (out, value->str, value->len);
  if (out->len > FW_XLSX_MOST_TEXT)
    fw_xlsx_part_fail (part, FW_ERROR_TOO_LARGE, "more text than is taken");
}

void
fw_xlsx_start_sheet (FwXlsxPart *part, const char *element, const char **attributes)
{
  if (g_str_equal (element, "row"))
    begin_row (part, attributes);
  else if (g_str_equal (element, "c"))
    begin_cell (part, attributes);
  else if (g_str_equal (element, "rPh"))
    part->phonetic++;
  part->gather = (g_str_equal (element, "v") || g_str_equal (element, "t")) && part->phonetic == 0;
}

void
fw_xlsx_end_sheet (FwXlsxPart *part, const char *element)
{
  part->gather = FALSE;
  if (g_str_equal (element, "rPh") && part->phonetic > 0)
    part->phonetic--;
  else if (g_str_equal (element, "c"))
    end_cell (part);
  else if (g_str_equal (element, "row"))
    g_string_append_c (part->book->out, '\n');
}
