/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-csv-line.h"

#include <string.h>

static gboolean
is_number (FwText cell)
{
  g_autofree char *text = fw_text_dup (cell);
  char *end = NULL;

  if (cell.length == 0 || cell.length > 40 ||
      !(g_ascii_isdigit (text[0]) || g_ascii_isdigit (text[1])))
    return FALSE;
  g_ascii_strtod (text, &end);

  return *end == '\0';
}

/* A spreadsheet would take it for a formula; some take the full-width signs for the others. */
static gboolean
is_formula (FwText cell)
{
  static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (cell.length >= strlen (signs[i]) && memcmp (cell.data, signs[i], strlen (signs[i])) == 0)
      return !is_number (cell);

  return FALSE;
}

void
fw_csv_append (GString *out, FwText cell, gboolean last)
{
  gboolean quote = FALSE;

  g_return_if_fail (out != NULL);

  for (guint i = 0; i < cell.length && !quote; i++)
    quote = strchr (",;\t\"\n\r", cell.data[i]) != NULL && cell.data[i] != '\0';
  if (quote)
    g_string_append_c (out, '"');
  if (is_formula (cell))
    g_string_append_c (out, '\'');
  for (guint i = 0; i < cell.length; i++)
    {
      if (cell.data[i] == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, cell.data[i]);
    }
  if (quote)
    g_string_append_c (out, '"');
  g_string_append (out, last ? "\n" : ",");
}
