/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/calls/fw-call-times.h"
#include "intake/calls/fw-clock-words.h"

#define DAY_MS 86400000
#define MILLION 1000000

/* Longer numbers are none; what is too long for a contact is told by the check of events. */
#define MOST_DIGITS 12

/* How a number is written: "1.234,5" has the groups 1 and 234, the sign ',' and one digit behind.
 */
typedef struct
{
  gint64 whole;
  gint64 millionths; /* of the digits behind the last sign */
  guint groups;      /* behind the first one, parted by @group_sign */
  guint last_digits; /* behind the last sign */
  guint first_digits;
  char group_sign;   /* '.', ',', '\'' or ' ' */
  char decimal_sign; /* '\0': none that is another one than @group_sign */
  gboolean grouped;  /* every group has three digits, the first one to three */
  const char *end;
} Written;

static gboolean
is_group_sign (const char *p, const char *end)
{
  if (p + 1 >= end || !g_ascii_isdigit (p[1]))
    return FALSE;
  /* 2'30 is a time. */
  if (*p == '\'')
    return p + 3 < end && g_ascii_isdigit (p[2]) && g_ascii_isdigit (p[3]);

  return *p == '.' || *p == ',' || *p == ' ';
}

/* @self: (out). FALSE: no number. Signs are only described: which is the decimal one is not decided
 * here. */
static gboolean
read_written (const char *at, const char *end, Written *self)
{
  guint total = 0;

  *self = (Written){ .grouped = TRUE };
  for (; at < end && g_ascii_isdigit (*at) && total < MOST_DIGITS; at++, total++)
    self->whole = self->whole * 10 + (*at - '0');
  self->first_digits = total;
  if (total == 0 || total == MOST_DIGITS)
    return FALSE;
  while (is_group_sign (at, end) && self->decimal_sign == '\0')
    {
      gint64 group = 0, part = 0, unit = 100000;
      char sign = *at++;

      if (self->groups > 0 && sign != self->group_sign)
        self->decimal_sign = sign;
      else
        self->group_sign = sign;
      self->last_digits = 0;
      for (; at < end && g_ascii_isdigit (*at); at++, unit /= 10, self->last_digits++)
        {
          part += (*at - '0') * unit;
          group = self->last_digits < 3 ? group * 10 + (*at - '0') : group;
        }
      self->millionths = part;
      if (self->decimal_sign != '\0')
        break;
      self->groups++;
      self->grouped = self->grouped && self->last_digits == 3;
      if (total + 3 * self->groups > MOST_DIGITS)
        return FALSE;
      if (self->grouped)
        self->whole = self->whole * 1000 + group;
    }
  self->grouped = self->grouped && self->first_digits <= 3;
  self->end = at;

  return TRUE;
}

/* @ms: (inout): @millionths of units are added. FALSE: more than there is room for. */
static gboolean
add_units (gint64 *ms, gint64 millionths, gint64 unit_ms)
{
  gint64 product;

  return !__builtin_mul_overflow (millionths, unit_ms, &product) &&
         !__builtin_add_overflow (product, MILLION / 2, &product) &&
         !__builtin_add_overflow (*ms, product / MILLION, ms);
}

/* Returns: FALSE when the number is not written as one with @decimal is. */
static gboolean
decide_written (const Written *self, char decimal, gint64 *millionths)
{
  if (self->groups == 0)
    *millionths = self->whole * MILLION;
  else if (self->decimal_sign != '\0')
    {
      if (!self->grouped || self->decimal_sign != decimal || self->group_sign == decimal)
        return FALSE;
      *millionths = self->whole * MILLION + self->millionths;
    }
  else if (self->group_sign == decimal)
    {
      if (self->groups > 1)
        return FALSE;
      /* Three digits were taken for thousands already. */
      *millionths = self->last_digits == 3 ? self->whole * (MILLION / 1000)
                                           : self->whole * MILLION + self->millionths;
    }
  else if (self->grouped)
    *millionths = self->whole * MILLION;
  else
    return FALSE;

  return TRUE;
}

/* ---- durations ---- */

/* "mm:ss", "h:mm:ss" or "d:hh:mm:ss", the last with a fraction; the first may be large. ":45" has
 * no minute. */
static gboolean
read_clock (const char *at, const char *end, gint64 *ms)
{
  guint64 parts[4] = { 0 };
  guint n = 0, unit = 100;

  if (end - at == 3 && *at == ':' && g_ascii_isdigit (at[1]) && g_ascii_isdigit (at[2]))
    {
      parts[n++] = 0;
      at++;
    }
  for (;;)
    {
      FwCallNumber number;

      if (n == 4 || !fw_call_number_read (&at, end, &number) || number.digits > (n == 0 ? 5 : 2))
        return FALSE;
      parts[n++] = number.value;
      if (at >= end || *at != ':')
        break;
      at++;
    }
  if (n < 2 || parts[n - 1] > 59 || (n > 2 && parts[n - 2] > 59) || (n > 3 && parts[n - 3] > 23))
    return FALSE;
  *ms = 0;
  for (guint i = 0; i < n; i++)
    *ms = *ms * (n == 4 && i == 1 ? 24 : 60) + (gint64) parts[i];
  *ms *= 1000;
  if (at < end && (*at == '.' || *at == ',') && at + 1 < end)
    for (at++; at < end && g_ascii_isdigit (*at); at++, unit /= 10)
      *ms += (*at - '0') * unit;

  return at == end;
}

static gboolean
read_two_digits (const char **at, const char *end, guint most, guint *value)
{
  FwCallNumber number;

  if (!fw_call_number_read (at, end, &number) || number.digits != 2 || number.value > most)
    return FALSE;
  *value = number.value;

  return TRUE;
}

/* "0.05.30": hours, minutes and seconds, as Italian and Finnish write them. */
static gboolean
read_dotted_clock (const char *at, const char *end, gint64 *ms)
{
  FwCallNumber hours;
  guint minutes, seconds;

  if (!fw_call_number_read (&at, end, &hours) || hours.digits > 3 || at >= end || *at++ != '.' ||
      !read_two_digits (&at, end, 59, &minutes) || at >= end || *at++ != '.' ||
      !read_two_digits (&at, end, 59, &seconds) || at != end)
    return FALSE;
  *ms = ((gint64) hours.value * 3600 + minutes * 60 + seconds) * 1000;

  return TRUE;
}

/* "1.02:03:04.5": days before a clock. */
static gboolean
read_days_and_clock (const char *at, const char *end, gint64 *ms)
{
  const char *clock = at;
  FwCallNumber days;

  if (!fw_call_number_read (&clock, end, &days) || days.digits > 4 || clock >= end ||
      *clock++ != '.' || end - clock < 8 || clock[2] != ':' || clock[5] != ':' ||
      !read_clock (clock, end, ms) || *ms >= DAY_MS)
    return FALSE;
  *ms += (gint64) days.value * DAY_MS;

  return TRUE;
}

/* Behind a clock: "12:05:30 AM" is what a spreadsheet makes of half an hour past midnight. */
static gboolean
read_mangled_clock (FwText text, gint64 *ms)
{
  guint of_day;

  if (text.length < 8 || !fw_call_time_read (text, &of_day) ||
      (text.data[text.length - 1] != 'm' && text.data[text.length - 1] != 'M'))
    return FALSE;
  *ms = of_day;

  return TRUE;
}

/* "1:05 min", "00:12:05 h", "0:45 h": a clock and what its first part, or that of two parts the
 * one of them, is. */
static gboolean
read_clock_and_unit (const char *at, const char *end, gint64 *ms)
{
  const char *p = at;
  guint colons = 0;
  gint64 unit;

  for (; p < end && (g_ascii_isdigit (*p) || *p == ':'); p++)
    colons += *p == ':';
  if (colons == 0 || colons > 2 || !read_clock (at, p, ms))
    return FALSE;
  while (p < end && *p == ' ')
    p++;
  unit = fw_duration_word_find (
      (FwText){ p, (guint) (end - p) - (end > p && end[-1] == '.' ? 1 : 0) });
  if (colons == 1 && unit == 3600000)
    *ms *= 60; /* hours and minutes */

  return unit == 3600000 || (colons == 1 && unit == 60000);
}

static void
skip_blanks (const char **at, const char *end)
{
  /* "0h:03m:20s" */
  while (*at < end && strchr (" .,;:", **at) != NULL)
    (*at)++;
}

static FwText
gather_unit (const char *at, const char *end)
{
  const char *p = at;

  if (p < end && (*p == '\'' || *p == '"'))
    {
      p += p + 1 < end && p[0] == '\'' && p[1] == '\'' ? 2 : 1;
      return (FwText){ at, (guint) (p - at) };
    }
  while (p < end && (g_ascii_isalpha (*p) || (guchar) *p >= 0x80))
    p++;

  return (FwText){ at, (guint) (p - at) };
}

static gint64
find_unit (FwText word)
{
  if (word.length == 0)
    return 0;
  if (word.data[0] == '\'')
    return word.length == 1 ? 60000 : 1000;
  if (word.data[0] == '"')
    return 1000;

  return fw_duration_word_find (word);
}

/* ---- the decimal sign of a list ---- */

void
fw_decimal_study_add (FwDecimalStudy *self, guint64 line, FwText cell)
{
  char folded[FW_CELL_FOLDED];
  const char *end = folded + fw_cell_fold (cell, folded), *rest;
  Written number;

  if (!read_written (folded, end, &number) || number.groups == 0)
    return;
  /* Behind it nothing, or a unit: "1,5 min". */
  for (rest = number.end; rest < end && *rest == ' '; rest++)
    ;
  if (rest < end && find_unit (gather_unit (rest, end)) == 0)
    return;
  if (number.decimal_sign != '\0')
    {
      if (number.grouped && number.decimal_sign != ' ' && number.decimal_sign != '\'')
        fw_study_mark_add (number.decimal_sign == '.' ? &self->point : &self->comma, line, cell);
      return;
    }
  if (number.group_sign != '.' && number.group_sign != ',')
    return;
  if (number.groups > 1) /* 1,234,567: the sign of thousands */
    {
      if (number.grouped)
        fw_study_mark_add (number.group_sign == ',' ? &self->point : &self->comma, line, cell);
    }
  else if (number.last_digits != 3 || number.first_digits > 3 || folded[0] == '0')
    fw_study_mark_add (number.group_sign == '.' ? &self->point : &self->comma, line, cell);
  else
    fw_study_mark_add (&self->open, line, cell);
}

gboolean
fw_decimal_study_settle (const FwDecimalStudy *self, char *decimal, GError **error)
{
  *decimal = self->comma.n > 0 ? ',' : '.';
  if (self->point.n > 0 && self->comma.n > 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "numbers: the decimal sign cannot be decided: line %" G_GUINT64_FORMAT
                   " \"%s\" has a point, line %" G_GUINT64_FORMAT
                   " \"%s\" a comma; state \"decimal\" in the mapping (\".\" or \",\")",
                   self->point.line, self->point.text, self->comma.line, self->comma.text);
      return FALSE;
    }
  if (self->open.n > 0 && self->point.n == 0 && self->comma.n == 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "numbers: line %" G_GUINT64_FORMAT
                   " \"%s\" can be read with a fraction or with thousands; state \"decimal\" in "
                   "the mapping (\".\" or \",\": the sign before a fraction)",
                   self->open.line, self->open.text);
      return FALSE;
    }

  return TRUE;
}

/* ---- durations in words ---- */

/* Words that join: "1 hour and 5 minutes". */
static void
skip_joint (const char **at, const char *end)
{
  static const char *const joints[] = { "and ", "und ", "y ",  "et ",  "e ",  "en ",
                                        "i ",   "и ",   "og ", "och ", "ve ", "و ",
                                        "و",    "ו",    "ja ", "a ",   "si ", "va " };

  skip_blanks (at, end);
  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    if (g_str_has_prefix (*at, joints[i]))
      {
        *at += strlen (joints[i]);
        return;
      }
}

/* "4m 20s", "1 hour, 2 minutes and 3 s", "2分30秒", "1 day 02:03:04", "1h02", "0 days 00:05:30". */
static gboolean
read_words (const char *at, const char *end, char decimal, gint64 *ms)
{
  gint64 last = G_MAXINT64;

  *ms = 0;
  while (at < end)
    {
      Written number;
      FwText word;
      gint64 unit, millionths;

      if (last == DAY_MS && memchr (at, ':', end - at) != NULL)
        {
          gint64 rest;

          if (!read_clock (at, end, &rest))
            return FALSE;
          return rest < DAY_MS && !__builtin_add_overflow (*ms, rest, ms);
        }
      if (!read_written (at, end, &number) || !decide_written (&number, decimal, &millionths))
        return FALSE;
      at = number.end;
      while (at < end && *at == ' ')
        at++;
      word = gather_unit (at, end);
      unit = find_unit (word);
      /* "1h02" and "4 min 20": the next smaller unit. */
      if (word.length == 0 && at == end && number.groups == 0 && number.first_digits <= 2 &&
          number.whole < 60 && (last == 3600000 || last == 60000))
        unit = last / 60;
      if (unit == 0 || unit >= last || !add_units (ms, millionths, unit))
        return FALSE;
      last = unit;
      at += word.length;
      skip_joint (&at, end);
    }

  return last != G_MAXINT64;
}

/* ISO 8601: P1DT2H3M4.5S, folded. @at: behind the p. */
static gboolean
read_iso (const char *at, const char *end, gint64 *ms)
{
  static const char units[] = "dhms";
  static const gint64 unit_ms[] = { DAY_MS, 3600000, 60000, 1000 };
  guint next = 0;
  gboolean time = FALSE;

  *ms = 0;
  while (at < end)
    {
      Written number;
      const char *unit;
      gint64 millionths;

      if (*at == 't' && !time)
        {
          time = TRUE;
          next = MAX (next, 1);
          at++;
          continue;
        }
      if (!read_written (at, end, &number) || number.end >= end ||
          !decide_written (&number, number.group_sign == ',' ? ',' : '.', &millionths))
        return FALSE;
      unit = strchr (units + next, *number.end);
      if (unit == NULL || *unit == '\0' || (unit - units > 0) != time ||
          !add_units (ms, millionths, unit_ms[unit - units]))
        return FALSE;
      next = (guint) (unit - units) + 1;
      at = number.end + 1;
    }

  return next > 0 && end[-1] != 't';
}

static gboolean
read_number (FwText text, guint unit_ms, char decimal, gint64 *ms)
{
  const char *end = text.data + text.length;
  Written number;
  gint64 millionths;

  *ms = 0;

  return read_written (text.data, end, &number) && number.end == end &&
         decide_written (&number, decimal, &millionths) && add_units (ms, millionths, unit_ms);
}

/* ---- notations ---- */

/* "4.05", "1:20": @ms_of_first and a sixtieth of it. @fits: (out): it is written so. */
static gboolean
read_two_parts (FwText text, const char *signs, gint64 ms_of_first, gboolean *fits, gint64 *ms)
{
  const char *at = text.data, *end = text.data + text.length;
  FwCallNumber first, second;

  *fits = FALSE;
  if (!fw_call_number_read (&at, end, &first) || at >= end || strchr (signs, *at++) == NULL ||
      !fw_call_number_read (&at, end, &second) || at != end || second.digits > 2)
    return FALSE;
  *fits = TRUE;
  /* A number has lost its last nought: 3.2 was 3.20. */
  if (second.digits == 1)
    second.value *= 10;
  *ms = first.value * ms_of_first + second.value * (ms_of_first / 60);

  return second.value < 60;
}

static gboolean
read_digits_of_clock (FwText text, gboolean *fits, gint64 *ms)
{
  const char *at = text.data;
  FwCallNumber number;

  *fits =
      fw_call_number_read (&at, text.data + text.length, &number) && at == text.data + text.length;
  *ms = *fits ? (gint64) (number.value / 10000 * 3600 + number.value / 100 % 100 * 60 +
                          number.value % 100) *
                    1000
              : 0;

  return *fits && number.value % 100 < 60 && number.value / 100 % 100 < 60;
}

static gboolean
read_part_of_day (FwText text, gboolean *fits, gint64 *ms)
{
  g_autofree char *number = fw_text_dup (text);
  char *rest;
  double days;

  g_strdelimit (number, ",", '.');
  days = g_ascii_strtod (number, &rest);
  *fits = *rest == '\0' && rest != number && g_ascii_isdigit (number[0]);
  if (!*fits || days >= 1000)
    return FALSE;
  *ms = (gint64) (days * DAY_MS + 0.5);

  return TRUE;
}

/* @fits: (out): whether it is written in this notation; else it may be a duration of its own. */
static gboolean
read_notation (FwText text, guint notation, gboolean *fits, gint64 *ms)
{
  switch (notation)
    {
    case FW_CALL_UNIT_M_SS:
      return read_two_parts (text, ".,", 60000, fits, ms);
    case FW_CALL_UNIT_H_MM:
      return read_two_parts (text, ":.", 3600000, fits, ms);
    case FW_CALL_UNIT_HHMMSS:
      return read_digits_of_clock (text, fits, ms);
    default:
      return read_part_of_day (text, fits, ms);
    }
}

/* What a whole number is where parts are parted. */
static guint
find_plain_unit (guint notation)
{
  return notation == FW_CALL_UNIT_M_SS ? 60000 : notation == FW_CALL_UNIT_H_MM ? 3600000 : 1000;
}

static gboolean
is_ascii (FwText text)
{
  for (guint i = 0; i < text.length; i++)
    if ((guchar) text.data[i] >= 0x80)
      return FALSE;

  return TRUE;
}

static gboolean
read_plainly (FwText text, guint unit_ms, char decimal, gint64 *ms)
{
  const char *at = text.data, *end = text.data + text.length;
  char folded[FW_CELL_FOLDED];
  gint64 value = 0;
  guint length;

  while (at < end && (guint) (guchar) *at - '0' <= 9 && at - text.data < MOST_DIGITS)
    value = value * 10 + (*at++ - '0');
  if (G_LIKELY (at == end && text.length > 0))
    {
      *ms = value * unit_ms;
      return TRUE;
    }
  if (text.length == 0)
    return FALSE;
  if (*at == ':' && read_clock (text.data, end, ms))
    return TRUE;
  if (read_number (text, unit_ms, decimal, ms) || read_mangled_clock (text, ms))
    return TRUE;
  if (*at == '.' &&
      (read_dotted_clock (text.data, end, ms) || read_days_and_clock (text.data, end, ms)))
    return TRUE;

  length = fw_cell_fold (text, folded);
  if (length == 0)
    return FALSE;
  if (folded[0] == 'p')
    return read_iso (folded + 1, folded + length, ms);
  /* Digits and signs of other scripts are the same clock. */
  if (!is_ascii (text) &&
      (read_clock (folded, folded + length, ms) || read_dotted_clock (folded, folded + length, ms)))
    return TRUE;

  return read_number ((FwText){ folded, length }, unit_ms, decimal, ms) ||
         read_words (folded, folded + length, decimal, ms) ||
         read_clock_and_unit (folded, folded + length, ms);
}

gboolean
fw_call_duration_read (FwText text, guint unit_ms, char decimal, gint64 *ms)
{
  gboolean fits;

  if (G_LIKELY ((unit_ms & FW_CALL_NOTATION) == 0))
    return read_plainly (text, unit_ms, decimal, ms);
  if (read_notation (text, unit_ms, &fits, ms))
    return TRUE;

  return !fits && read_plainly (text, find_plain_unit (unit_ms), decimal, ms);
}
