/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-breaks.h"

#define DAY_MINUTES (24 * 60)

static gboolean
read_digits (const char **text, guint most, guint *value)
{
  const char *at = *text;

  if (!g_ascii_isdigit (at[0]) || !g_ascii_isdigit (at[1]))
    return FALSE;
  *value = (guint) (at[0] - '0') * 10 + (guint) (at[1] - '0');
  *text = at + 2;
  return *value <= most;
}

static gboolean
read_clock (const char **text, guint *minutes)
{
  guint hour, minute;

  if (!read_digits (text, 23, &hour) || *(*text)++ != ':' || !read_digits (text, 59, &minute))
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

static gboolean
read_break (const char *text, guint start, guint length, FwBreak *one)
{
  guint from, to;

  if (!read_clock (&text, &from) || *text++ != '-' || !read_clock (&text, &to) || *text != '\0')
    return FALSE;
  one->start = (from + DAY_MINUTES - start % DAY_MINUTES) % DAY_MINUTES;
  one->length = (to + DAY_MINUTES - from) % DAY_MINUTES;
  return one->length > 0 && one->start + one->length <= length;
}

gboolean
fw_breaks_parse (const char *text, guint start, guint length, FwBreak *breaks, guint *n_breaks)
{
  g_auto (GStrv) parts = NULL;
  guint n;

  g_return_val_if_fail (breaks != NULL && n_breaks != NULL, FALSE);

  *n_breaks = 0;
  if (text == NULL || *text == '\0')
    return TRUE;
  parts = g_strsplit (text, ";", FW_BREAKS_MOST + 1);
  n = g_strv_length (parts);
  if (n > FW_BREAKS_MOST)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!read_break (g_strstrip (parts[i]), start, length, &breaks[i]) ||
        (i > 0 && breaks[i].start < breaks[i - 1].start + breaks[i - 1].length))
      return FALSE;
  *n_breaks = n;
  return TRUE;
}
