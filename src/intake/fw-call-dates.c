/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-civil.h"
#include "core/fw-error.h"
#include "intake/fw-call-times.h"

typedef struct
{
  guint value;
  guint digits;
} Number;

static gboolean
read_number (const char **at, const char *end, Number *number)
{
  const char *p = *at;

  number->value = 0;
  while (p < end && (guint) (guchar) *p - '0' <= 9 && p - *at < 9)
    number->value = number->value * 10 + (guint) (*p++ - '0');
  number->digits = (guint) (p - *at);
  *at = p;

  return number->digits > 0;
}

static gboolean
take (const char **at, const char *end, const char *sign)
{
  gsize length = strlen (sign);

  if ((gsize) (end - *at) < length || memcmp (*at, sign, length) != 0)
    return FALSE;
  *at += length;

  return TRUE;
}

static gboolean
settle (FwCallDate *date, guint year, guint month, guint day)
{
  date->year = year;
  date->first = month;
  date->second = day;
  date->settled = TRUE;

  return fw_civil_is_date (year, month, day);
}

static gboolean
read_chinese (const char **at, const char *end, guint year, FwCallDate *date)
{
  Number month, day;

  if (!read_number (at, end, &month) || !take (at, end, "月") || !read_number (at, end, &day))
    return FALSE;
  if (!take (at, end, "日"))
    take (at, end, "号");

  return settle (date, year, month.value, day.value);
}

static guint
read_month_name (const char **at, const char *end)
{
  static const char *const names[] = { "january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december" };
  const char *start = *at, *p = start;
  gsize length;

  while (p < end && g_ascii_isalpha (*p))
    p++;
  length = (gsize) (p - start);
  if (length < 3)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((length == 3 || length == strlen (names[i]) || (i == 8 && length == 4)) &&
        g_ascii_strncasecmp (names[i], start, length) == 0)
      {
        *at = p;
        if (*at < end && **at == '.')
          (*at)++;
        return i + 1;
      }

  return 0;
}

static void
skip_signs (const char **at, const char *end)
{
  while (*at < end && (**at == ' ' || **at == '-' || **at == '/' || **at == ','))
    (*at)++;
}

static guint
complete_year (Number year)
{
  return year.digits <= 2 ? 2000 + year.value : year.value;
}

/* 31-Jan-2021, Jan 31, 2021. @at: behind the first number, if there was one. */
static gboolean
read_named (const char **at, const char *end, const Number *day_before, FwCallDate *date)
{
  Number day = { 0, 0 }, year;
  guint month;

  skip_signs (at, end);
  month = read_month_name (at, end);
  if (month == 0)
    return FALSE;
  skip_signs (at, end);
  if (day_before != NULL)
    day = *day_before;
  else if (!read_number (at, end, &day))
    return FALSE;
  skip_signs (at, end);
  if (!read_number (at, end, &year) || (year.digits != 4 && year.digits != 2))
    return FALSE;

  return settle (date, complete_year (year), month, day.value);
}

static gboolean
read_separated (const char **at, const char *end, Number first, FwCallDate *date)
{
  Number second, third;
  char sign = **at;

  (*at)++;
  if (!read_number (at, end, &second) || *at >= end || **at != sign)
    return FALSE;
  (*at)++;
  if (!read_number (at, end, &third) || second.digits > 2)
    return FALSE;
  if (first.digits == 4)
    return third.digits <= 2 && settle (date, first.value, second.value, third.value);
  if (first.digits > 2 || (third.digits != 4 && third.digits != 2))
    return FALSE;

  date->year = complete_year (third);
  date->first = first.value;
  date->second = second.value;
  date->settled = FALSE;

  return TRUE;
}

static gboolean
read_date (const char **at, const char *end, FwCallDate *date)
{
  Number first;

  if (!read_number (at, end, &first))
    return read_named (at, end, NULL, date);
  if (*at >= end)
    return first.digits == 8 &&
           settle (date, first.value / 10000, first.value / 100 % 100, first.value % 100);
  if (take (at, end, "年"))
    return first.digits == 4 && read_chinese (at, end, first.value, date);
  if ((**at == '-' || **at == '/' || **at == '.') && *at + 1 < end && g_ascii_isdigit ((*at)[1]))
    return read_separated (at, end, first, date);

  return first.digits <= 2 && read_named (at, end, &first, date);
}

gboolean
fw_call_date_read (FwText text, FwCallDate *date)
{
  const char *at = text.data, *end = text.data + text.length;

  if (text.length == 0 || !read_date (&at, end, date))
    return FALSE;
  /* Behind it nothing, or a time set apart. */
  if (at < end && *at != ' ' && *at != 'T' && *at != 't')
    return FALSE;
  date->taken = (guint) (at - text.data);

  return TRUE;
}

gboolean
fw_call_date_to_days (const FwCallDate *date, FwDateOrder order, gint32 *days)
{
  guint month = date->first, day = date->second;

  if (!date->settled && order == FW_DATE_ORDER_DMY)
    {
      month = date->second;
      day = date->first;
    }
  else if (!date->settled && order != FW_DATE_ORDER_MDY)
    return FALSE;
  if (!fw_civil_is_date (date->year, month, day))
    return FALSE;
  *days = fw_civil_to_days (date->year, month, day);

  return TRUE;
}

#define COUNT(kind, at_line, what)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if ((kind).n++ == 0)                                                                           \
      {                                                                                            \
        (kind).line = (at_line);                                                                   \
        g_snprintf ((kind).text, sizeof (kind).text, "%.*s", (int) MIN ((what).length, 31),        \
                    (what).data);                                                                  \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

void
fw_date_study_add (FwDateStudy *self, guint64 line, FwText text)
{
  FwCallDate date;

  if (!fw_call_date_read (text, &date) || date.settled)
    return;
  if (date.first > 12 && date.second >= 1 && date.second <= 12)
    COUNT (self->day_first, line, text);
  else if (date.second > 12 && date.first >= 1 && date.first <= 12)
    COUNT (self->month_first, line, text);
  else if (date.first <= 12 && date.second <= 12 && date.first != date.second)
    COUNT (self->open, line, text);
}

gboolean
fw_date_study_settle (const FwDateStudy *self, FwDateOrder *order, GError **error)
{
  if (self->day_first.n > 0 && self->month_first.n > 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "date: the column contradicts itself: line %" G_GUINT64_FORMAT
                   " \"%s\" has the day first, line %" G_GUINT64_FORMAT
                   " \"%s\" the month first; state \"date_order\" in the mapping",
                   self->day_first.line, self->day_first.text, self->month_first.line,
                   self->month_first.text);
      return FALSE;
    }
  if (self->open.n > 0 && self->day_first.n == 0 && self->month_first.n == 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "date: the column cannot be decided: every date can be read day first or month "
                   "first, such as line %" G_GUINT64_FORMAT
                   " \"%s\"; state \"date_order\" in the mapping (dmy or mdy)",
                   self->open.line, self->open.text);
      return FALSE;
    }
  *order = self->day_first.n > 0     ? FW_DATE_ORDER_DMY
           : self->month_first.n > 0 ? FW_DATE_ORDER_MDY
                                     : FW_DATE_ORDER_YMD;

  return TRUE;
}
