/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-call-times.h"

#include <math.h>

/* Digits of a number before and after its decimal point, in thousandths. */
static gboolean
read_thousandths (const char **at, const char *end, guint most_digits, gint64 *value)
{
  const char *p = *at, *start = p;
  gint64 whole = 0, part = 0, unit = 100;

  for (; p < end && g_ascii_isdigit (*p) && (guint) (p - start) < most_digits; p++)
    whole = whole * 10 + (*p - '0');
  if (p == start)
    return FALSE;
  if (p < end && *p == '.')
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
  const char *p = *at;

  *value = 0;
  while (p < end && g_ascii_isdigit (*p) && (guint) (p - *at) < most_digits)
    *value = *value * 10 + (guint) (*p++ - '0');
  if (p == *at)
    return FALSE;
  *at = p;

  return TRUE;
}

/* "AM" or "PM" at the end, or the Chinese words before. @half: 0 none, 1 before noon, 2 after */
static FwText
take_half (FwText text, guint *half)
{
  static const FwText before = { "上午", 6 };
  static const FwText after = { "下午", 6 };

  *half = 0;
  if (text.length > 6 && (guchar) text.data[0] == 0xe4)
    {
      *half = memcmp (text.data, before.data, 6) == 0 ? 1 : 0;
      *half = memcmp (text.data, after.data, 6) == 0 ? 2 : *half;
      if (*half > 0)
        text = (FwText){ text.data + 6, text.length - 6 };
    }
  else if (text.length > 2 && g_ascii_tolower (text.data[text.length - 1]) == 'm')
    {
      char letter = g_ascii_tolower (text.data[text.length - 2]);

      *half = letter == 'a' ? 1 : letter == 'p' ? 2 : 0;
      if (*half > 0)
        text.length -= 2;
    }

  return fw_call_trim (text);
}

gboolean
fw_call_time_read (FwText text, guint *ms)
{
  const char *at, *end;
  guint hour, minute, half;
  gint64 second_ms = 0;

  text = take_half (text, &half);
  at = text.data;
  end = text.data + text.length;
  if (!read_small (&at, end, 2, &hour) || at >= end || *at != ':')
    return FALSE;
  at++;
  if (!read_small (&at, end, 2, &minute))
    return FALSE;
  if (at < end && *at == ':')
    {
      at++;
      if (!read_thousandths (&at, end, 2, &second_ms))
        return FALSE;
    }
  if (at != end || hour > 23 || minute > 59 || second_ms > 59999 ||
      (half > 0 && (hour < 1 || hour > 12)))
    return FALSE;

  if (half > 0)
    hour = hour % 12 + (half == 2 ? 12 : 0);
  *ms = (hour * 60 + minute) * 60000 + (guint) second_ms;

  return TRUE;
}

/* "mm:ss" or "h:mm:ss", the last with a fraction; minutes and hours in front may be large. */
static gboolean
read_clock (FwText text, gint64 *ms)
{
  const char *at = text.data, *end = text.data + text.length;
  guint parts[2] = { 0, 0 };
  gint64 second_ms;

  if (!read_small (&at, end, 5, &parts[1]) || at >= end || *at++ != ':')
    return FALSE;
  if (memchr (at, ':', end - at) != NULL)
    {
      parts[0] = parts[1];
      if (!read_small (&at, end, 2, &parts[1]) || parts[1] > 59 || at >= end || *at++ != ':')
        return FALSE;
    }
  if (!read_thousandths (&at, end, 2, &second_ms) || at != end || second_ms > 59999)
    return FALSE;
  *ms = ((gint64) parts[0] * 60 + parts[1]) * 60000 + second_ms;

  return TRUE;
}

gboolean
fw_call_duration_read (FwText text, guint unit_ms, gint64 *ms)
{
  const char *at = text.data, *end = text.data + text.length;
  gint64 value = 0;

  while (at < end && (guint) (guchar) *at - '0' <= 9 && at - text.data < 12)
    value = value * 10 + (*at++ - '0');
  if (G_LIKELY (at == end && text.length > 0))
    {
      *ms = value * unit_ms;
      return TRUE;
    }
  if (memchr (text.data, ':', text.length) != NULL)
    return read_clock (text, ms);

  at = text.data;
  if (!read_thousandths (&at, end, 9, &value) || at != end)
    return FALSE;
  *ms = (value * unit_ms + 500) / 1000;

  return TRUE;
}
