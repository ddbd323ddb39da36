/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-times.h"

/* Digits and a fraction, in thousandths. @signs: what may stand before the fraction. */
static gboolean
read_thousandths (
    const char **at, const char *end, guint most_digits, const char *signs, gint64 *value)
{
  const char *p = *at, *start = p;
  gint64 whole = 0, part = 0, unit = 100;

  for (; p < end && g_ascii_isdigit (*p) && (guint) (p - start) < most_digits; p++)
    whole = whole * 10 + (*p - '0');
  if (p == start)
    return FALSE;
  if (p < end && *p != '\0' && strchr (signs, *p) != NULL)
    {
      const char *point = p++;

      for (; p < end && g_ascii_isdigit (*p); p++, unit /= 10)
        part += (*p - '0') * unit;
      if (p == point + 1)
        return FALSE;
    }
  *value = whole * 1000 + part;
  *at = p;

  return TRUE;
}

static gboolean
read_small (const char **at, const char *end, guint most_digits, guint *value)
{
  FwCallNumber number;
  const char *start = *at;

  if (!fw_call_number_read (at, end, &number) || number.digits > most_digits)
    {
      *at = start;
      return FALSE;
    }
  *value = number.value;

  return TRUE;
}

/* "AM" or "PM" at the end. @half: 0 none, 1 before noon, 2 after */
static FwText
take_half (FwText text, guint *half)
{
  *half = 0;
  if (text.length > 2 && g_ascii_tolower (text.data[text.length - 1]) == 'm')
    {
      char letter = g_ascii_tolower (text.data[text.length - 2]);

      *half = letter == 'a' ? 1 : letter == 'p' ? 2 : 0;
      if (*half > 0)
        text.length -= 2;
      while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    }

  return text;
}

/* Four or six digits: hours, minutes and seconds with nothing between. */
static gboolean
read_digits (FwText text, guint *hour, guint *minute, gint64 *second_ms)
{
  const char *at = text.data;
  FwCallNumber number;

  if ((text.length != 4 && text.length != 6) ||
      !fw_call_number_read (&at, text.data + text.length, &number) || number.digits != text.length)
    return FALSE;
  if (number.digits == 6)
    {
      *second_ms = number.value % 100 * 1000;
      number.value /= 100;
    }
  *hour = number.value / 100;
  *minute = number.value % 100;

  return TRUE;
}

static gboolean
read_parts (FwText text, guint *hour, guint *minute, gint64 *second_ms)
{
  const char *at = text.data, *end = text.data + text.length;
  char sign;

  if (!read_small (&at, end, 2, hour) || at >= end || (*at != ':' && *at != '.'))
    return FALSE;
  sign = *at++;
  if (!read_small (&at, end, 2, minute))
    return FALSE;
  if (at < end && *at == sign)
    {
      at++;
      if (!read_thousandths (&at, end, 2, ".,", second_ms))
        return FALSE;
    }
  else if (sign == '.') /* "9.05" may be a number */
    return FALSE;

  return at == end;
}

gboolean
fw_call_time_read (FwText text, guint *ms)
{
  guint hour, minute, half;
  gint64 second_ms = 0;

  text = take_half (text, &half);
  if (!read_parts (text, &hour, &minute, &second_ms) &&
      (half > 0 || !read_digits (text, &hour, &minute, &second_ms)))
    return FALSE;
  /* The end of a day is the beginning of the next. */
  if (hour == 24 && minute == 0 && second_ms == 0 && half == 0)
    {
      *ms = 86400000;
      return TRUE;
    }
  if (hour > 23 || minute > 59 || second_ms > 59999 || (half == 1 && hour > 12) ||
      (half == 2 && (hour < 1 || hour > 12)))
    return FALSE;

  if (half > 0)
    hour = hour % 12 + (half == 2 ? 12 : 0);
  *ms = (hour * 60 + minute) * 60000 + (guint) second_ms;

  return TRUE;
}

gboolean
fw_call_time_read_digits (FwText text, guint most_digits, guint *ms)
{
  const char *at = text.data;
  FwCallNumber number;
  guint second = 0;

  g_return_val_if_fail (ms != NULL && (most_digits == 4 || most_digits == 6), FALSE);

  if (text.length == 0 || text.length > most_digits ||
      !fw_call_number_read (&at, text.data + text.length, &number) || number.digits != text.length)
    return FALSE;
  if (most_digits == 6)
    {
      second = number.value % 100;
      number.value /= 100;
    }
  if (number.value / 100 > 23 || number.value % 100 > 59 || second > 59)
    return FALSE;
  *ms = (number.value / 100 * 3600 + number.value % 100 * 60 + second) * 1000;

  return TRUE;
}

gboolean
fw_call_time_read_dotted (FwText text, guint *ms)
{
  static const char *const words[] = { "", "uhr", "h", "hs", "hrs", "น", NULL };
  const char *at = text.data, *end = text.data + text.length;
  g_autofree char *rest = NULL;
  FwCallNumber hour, minute;

  g_return_val_if_fail (ms != NULL, FALSE);

  if (!fw_call_number_read (&at, end, &hour) || hour.digits > 2 || at >= end ||
      strchr (".:", *at++) == NULL || !fw_call_number_read (&at, end, &minute) ||
      minute.digits != 2 || hour.value > 23 || minute.value > 59)
    return FALSE;
  rest = fw_text_dup (fw_cell_trim ((FwText){ at, (guint) (end - at) }));
  for (char *p = rest; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  *ms = (hour.value * 60 + minute.value) * 60000;

  return g_strv_contains (words, rest);
}
