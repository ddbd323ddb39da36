/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-json-scan.h"

#include <math.h>

/* A double needs at most 767 significant digits; a longer number is somebody's mistake. */
#define LONGEST_NUMBER 800

static gboolean
read_hex4 (const char *at, const char *end, guint *value)
{
  *value = 0;
  if (end - at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      gint digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return FALSE;
      *value = *value << 4 | (guint) digit;
    }

  return TRUE;
}

/* @at is at the backslash of "\u". */
static gboolean
scan_unicode_escape (FwJsonScan *scan)
{
  guint high, low;

  if (!read_hex4 (scan->at + 2, scan->end, &high))
    return fw_json_scan_fail (scan, "four hexadecimal digits after \\u");
  if (high == 0)
    return fw_json_scan_fail (scan, "no \\u0000");
  if (high >= 0xdc00 && high <= 0xdfff)
    return fw_json_scan_fail (scan, "a high surrogate before a low one");
  scan->at += 6;
  if (high < 0xd800 || high > 0xdbff)
    return TRUE;

  if (scan->end - scan->at < 6 || scan->at[0] != '\\' || scan->at[1] != 'u' ||
      !read_hex4 (scan->at + 2, scan->end, &low) || low < 0xdc00 || low > 0xdfff)
    return fw_json_scan_fail (scan, "a low surrogate after a high one");
  scan->at += 6;

  return TRUE;
}

static gboolean
scan_utf8 (FwJsonScan *scan)
{
  const guchar *p = (const guchar *) scan->at;
  gsize left = scan->end - scan->at;
  guint length = 0;

  if (p[0] >= 0xc2 && p[0] <= 0xdf)
    length = 2;
  else if ((p[0] & 0xf0) == 0xe0)
    length = 3;
  else if (p[0] >= 0xf0 && p[0] <= 0xf4)
    length = 4;

  if (length == 0 || left < length)
    return fw_json_scan_fail (scan, "UTF-8");
  for (guint i = 1; i < length; i++)
    if ((p[i] & 0xc0) != 0x80)
      return fw_json_scan_fail (scan, "UTF-8");
  /* Overlong forms, surrogates, and what lies beyond U+10FFFF. */
  if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
      (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
    return fw_json_scan_fail (scan, "UTF-8");
  scan->at += length;

  return TRUE;
}

gboolean
fw_json_scan_special (FwJsonScan *scan, gboolean *escaped)
{
  guchar c = (guchar) *scan->at;

  if (c >= 0x80)
    {
      /* In Chinese one is followed by many. */
      do
        if (!scan_utf8 (scan))
          return FALSE;
      while (scan->at < scan->end && (guchar) *scan->at >= 0x80);
      return TRUE;
    }
  if (c == 0x7f)
    {
      scan->at++;
      return TRUE;
    }
  if (c != '\\')
    return fw_json_scan_fail (scan, "no control character in a string");

  *escaped = TRUE;
  if (scan->end - scan->at < 2)
    return fw_json_scan_fail (scan, "the end of the string");
  if (scan->at[1] == 'u')
    return scan_unicode_escape (scan);
  if (scan->at[1] == '\0' || strchr ("\"\\/bfnrt", scan->at[1]) == NULL)
    return fw_json_scan_fail (scan, "one of \" \\ / b f n r t u after a backslash");
  scan->at += 2;

  return TRUE;
}

static inline gboolean
scan_digits (FwJsonScan *scan)
{
  const char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;

  return scan->at > start;
}

static gboolean
fits_integer (FwText text)
{
  gboolean negative = text.data[0] == '-';
  guint digits = text.length - (negative ? 1 : 0);
  const char *limit = negative ? "9223372036854775808" : "9223372036854775807";

  if (digits != 19)
    return digits < 19;

  return memcmp (text.data + (negative ? 1 : 0), limit, 19) <= 0;
}

gboolean
fw_json_scan_number (FwJsonScan *scan, FwText *text, gboolean *whole)
{
  const char *start = scan->at;

  *whole = TRUE;
  fw_json_scan_char (scan, '-');
  if (fw_json_scan_char (scan, '0'))
    {
      if (scan->at < scan->end && g_ascii_isdigit (*scan->at))
        return fw_json_scan_fail (scan, "no leading zero");
    }
  else if (!scan_digits (scan))
    return fw_json_scan_fail (scan, "a digit");
  if (fw_json_scan_char (scan, '.'))
    {
      *whole = FALSE;
      if (!scan_digits (scan))
        return fw_json_scan_fail (scan, "a digit after the decimal point");
    }
  if (fw_json_scan_char (scan, 'e') || fw_json_scan_char (scan, 'E'))
    {
      *whole = FALSE;
      if (!fw_json_scan_char (scan, '+'))
        fw_json_scan_char (scan, '-');
      if (!scan_digits (scan))
        return fw_json_scan_fail (scan, "a digit in the exponent");
    }

  *text = (FwText){ start, (guint) (scan->at - start) };
  if (text->length > LONGEST_NUMBER ||
      (*whole ? !fits_integer (*text) : !isfinite (fw_json_to_double (*text))))
    {
      scan->at = start;
      return fw_json_scan_fail (scan, *whole ? "a whole number of 64 bits" : "a finite number");
    }

  return TRUE;
}

gboolean
fw_json_scan_literal (FwJsonScan *scan, const char *literal)
{
  gsize length = strlen (literal);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, literal, length) != 0)
    return FALSE;
  scan->at += length;

  return TRUE;
}

static guint
append_unicode (const char *from, char *to, guint *taken)
{
  guint high = 0, low = 0;

  read_hex4 (from + 2, from + 6, &high);
  *taken = 6;
  if (high < 0xd800 || high > 0xdbff)
    return (guint) g_unichar_to_utf8 (high, to);

  read_hex4 (from + 8, from + 12, &low);
  *taken = 12;

  return (guint) g_unichar_to_utf8 (0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), to);
}

guint
fw_json_unescape (FwText raw, char *to)
{
  static const char names[] = "bfnrt";
  static const char values[] = "\b\f\n\r\t";
  const char *from = raw.data, *end = raw.data + raw.length;
  char *start = to;

  while (from < end)
    {
      const char *backslash = memchr (from, '\\', end - from);
      gsize plain = (backslash != NULL ? backslash : end) - from;
      const char *name;
      guint taken = 2;

      memmove (to, from, plain);
      to += plain;
      from += plain;
      if (backslash == NULL)
        break;
      if (from[1] == 'u')
        to += append_unicode (from, to, &taken);
      else if ((name = strchr (names, from[1])) != NULL)
        *to++ = values[name - names];
      else
        *to++ = from[1];
      from += taken;
    }

  return (guint) (to - start);
}

gint64
fw_json_to_integer (FwText text)
{
  gboolean negative = text.length > 0 && text.data[0] == '-';
  guint64 value = 0;

  for (guint i = negative ? 1 : 0; i < text.length; i++)
    value = value * 10 + (guint64) (text.data[i] - '0');

  return (gint64) (negative ? 0 - value : value);
}

double
fw_json_to_double (FwText text)
{
  char copy[LONGEST_NUMBER + 1];
  gsize length = MIN (text.length, LONGEST_NUMBER);

  memcpy (copy, text.data, length);
  copy[length] = '\0';

  return g_ascii_strtod (copy, NULL);
}
