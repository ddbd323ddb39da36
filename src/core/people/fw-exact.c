/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-exact.h"

#define DECIMALS 6

gboolean
fw_exact_parse (FwText text, FwExact *value)
{
  gboolean negative = text.length > 0 && text.data[0] == '-', point = FALSE;
  guint digits = 0, decimals = 0;
  gint64 sum = 0;

  g_return_val_if_fail (value != NULL, FALSE);

  for (guint i = negative; i < text.length; i++)
    {
      char c = text.data[i];

      if (c == '.' && !point && digits > 0)
        {
          point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (c) || (point && ++decimals > DECIMALS))
        return FALSE;
      digits++;
      sum = sum * 10 + (c - '0');
      if (sum > FW_EXACT_MOST)
        return FALSE;
    }
  if (digits == 0 || (point && decimals == 0))
    return FALSE;
  for (; decimals < DECIMALS; decimals++)
    {
      sum *= 10;
      if (sum > FW_EXACT_MOST)
        return FALSE;
    }
  *value = negative ? -sum : sum;
  return TRUE;
}

/* Of a value that has no more than @decimals. */
static char *
format_decimals (FwExact value, guint decimals)
{
  gint64 size = ABS (value), part = size % FW_EXACT_ONE;
  GString *text = g_string_new (value < 0 ? "-" : "");

  g_string_append_printf (text, "%" G_GINT64_FORMAT, size / FW_EXACT_ONE);
  if (decimals > 0)
    {
      g_string_append_printf (text, ".%06" G_GINT64_FORMAT, part);
      g_string_truncate (text, text->len - (DECIMALS - decimals));
    }
  return g_string_free (text, FALSE);
}

static gint64
get_unit (guint decimals)
{
  gint64 unit = FW_EXACT_ONE;

  for (guint i = 0; i < decimals; i++)
    unit /= 10;
  return unit;
}

char *
fw_exact_format (FwExact value)
{
  guint decimals = 0;

  while (value % get_unit (decimals) != 0)
    decimals++;
  return format_decimals (value, decimals);
}

/* Half goes away from 0. */
static FwExact
round_to (FwExact value, gint64 unit)
{
  gint64 half = value < 0 ? -(unit / 2) : unit / 2;

  return (value + half) / unit * unit;
}

char *
fw_exact_show (FwExact value, guint decimals, FwExact limit)
{
  FwExact shown;

  g_return_val_if_fail (decimals <= DECIMALS, NULL);

  for (;; decimals++)
    {
      shown = round_to (value, get_unit (decimals));
      if (decimals == DECIMALS || (shown >= limit) == (value >= limit))
        return format_decimals (shown, decimals);
    }
}
