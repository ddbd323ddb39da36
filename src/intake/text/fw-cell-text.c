/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/text/fw-cell-text.h"

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

/* Zero-width, direction and byte order marks. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

static FwText
strip_blanks (FwText cell)
{
  while (cell.length > 0)
    {
      gunichar c = g_utf8_get_char_validated (cell.data, cell.length);
      guint width;

      if (c >= (gunichar) -2 || !(is_blank (c) || is_invisible (c)))
        break;
      width = (guint) g_utf8_skip[(guchar) cell.data[0]];
      cell.data += width;
      cell.length -= width;
    }
  while (cell.length > 0)
    {
      const char *last = g_utf8_find_prev_char (cell.data, cell.data + cell.length);
      gunichar c = last != NULL ? g_utf8_get_char_validated (last, cell.data + cell.length - last)
                                : (gunichar) -1;

      if (c >= (gunichar) -2 || !(is_blank (c) || is_invisible (c)))
        break;
      cell.length = (guint) (last - cell.data);
    }

  return cell;
}

/* Dutch and Afrikaans names begin with an article of one letter: 't Hooft, 's-Hertogenbosch. */
static gboolean
is_article (FwText cell)
{
  return cell.length > 2 && strchr ("tsndkTSNDK", cell.data[1]) != NULL && cell.data[1] != '\0' &&
         (cell.data[2] == ' ' || cell.data[2] == '-');
}

FwText
fw_cell_clean (FwText cell)
{
  cell = strip_blanks (cell);
  if (cell.length >= 3 && cell.data[0] == '=' && cell.data[1] == '"' &&
      cell.data[cell.length - 1] == '"')
    return strip_blanks ((FwText){ cell.data + 2, cell.length - 3 });
  if (cell.length > 0 && cell.data[0] == '\'' && !is_article (cell))
    {
      gboolean closed = cell.length > 1 && cell.data[cell.length - 1] == '\'';

      cell = strip_blanks ((FwText){ cell.data + 1, cell.length - 1 - (closed ? 1 : 0) });
    }

  return cell;
}

/* Returns: 0 for what is left out. */
static gunichar
fold_char (gunichar c)
{
  gunichar base = 0;

  if (is_invisible (c))
    return 0;
  if (is_blank (c))
    return ' ';
  if (c >= 0xff01 && c <= 0xff5e) /* wide forms of ASCII */
    c -= 0xfee0;
  if (g_unichar_isdigit (c))
    return '0' + (gunichar) g_unichar_digit_value (c);
  if (c >= 0x2010 && c <= 0x2015)
    return '-';
  if (c == 0x2212)
    return '-';
  if (c == 0x2019 || c == 0x2032 || c == 0xb4)
    return '\'';
  if (c == 0x2033 || c == 0x201d)
    return '"';
  /* Hangul would fall apart into its letters. */
  if (!(c >= 0xac00 && c <= 0xd7a3) && g_unichar_fully_decompose (c, FALSE, &base, 1) > 0)
    c = base;
  if (g_unichar_ismark (c))
    return 0;
  if (c == 0x131) /* the dotless i */
    return 'i';

  return g_unichar_tolower (c);
}

guint
fw_cell_fold (FwText cell, char *to)
{
  const char *at = cell.data, *end = cell.data + cell.length;
  guint length = 0;

  while (at < end)
    {
      gunichar c = (guchar) *at;

      if (G_UNLIKELY (length + 7 > FW_CELL_FOLDED))
        return 0;
      if (G_LIKELY (c < 0x80))
        {
          to[length++] = c <= ' ' ? ' ' : g_ascii_tolower ((char) c);
          at++;
          continue;
        }
      c = g_utf8_get_char_validated (at, end - at);
      if (c >= (gunichar) -2)
        return 0;
      at = g_utf8_next_char (at);
      c = fold_char (c);
      if (c != 0)
        length += (guint) g_unichar_to_utf8 (c, to + length);
    }
  to[length] = '\0';

  return length;
}

int
fw_cell_cut (FwText text, guint most)
{
  guint length = MIN (text.length, most);

  while (length > 0 && length < text.length && ((guchar) text.data[length] & 0xc0) == 0x80)
    length--;

  return (int) length;
}

/* Marks that stand apart from their letter, and letters of Korean in parts: each has a form in one.
 */
static gboolean
is_in_parts (gunichar c)
{
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x1100 && c <= 0x11ff) || c == 0x3099 || c == 0x309a;
}

static gboolean
is_tidy (FwText name)
{
  const char *end = name.data + name.length;
  gunichar before = 0;

  for (const char *p = name.data; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c >= (gunichar) -2)
        return TRUE; /* no UTF-8: refused elsewhere, with its words */
      if (is_in_parts (c) || (is_blank (c) && (c != ' ' || before == ' ')) ||
          (is_invisible (c) && c != 0x200c && c != 0x200d))
        return FALSE;
      before = c;
    }

  return TRUE;
}

char *
fw_name_tidy (FwText name)
{
  g_autofree char *whole = NULL;
  GString *tidy;

  if (name.length == 0 || is_tidy (name))
    return NULL;
  whole = g_utf8_normalize (name.data, name.length, G_NORMALIZE_NFC);
  if (whole == NULL)
    return NULL;
  tidy = g_string_sized_new (name.length);
  for (const char *p = whole; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_blank (c) && (!is_invisible (c) || c == 0x200c || c == 0x200d))
        g_string_append_unichar (tidy, c);
      else if (is_blank (c) && tidy->len > 0 && tidy->str[tidy->len - 1] != ' ')
        g_string_append_c (tidy, ' ');
    }
  if (tidy->len > 0 && tidy->str[tidy->len - 1] == ' ')
    g_string_truncate (tidy, tidy->len - 1);

  return g_string_free (tidy, FALSE);
}
