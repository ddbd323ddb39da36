/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-zone.h"

#include <string.h>

#define DAYS_PER_ERA 146097 /* of 400 Gregorian years */
#define EPOCH_FROM_MARCH_0000 719468

/* Years run from March here, so that the leap day is the last of its year. */
gint32
fw_date_from_civil (gint year, guint month, guint day)
{
  gint shifted = month <= 2 ? year - 1 : year;
  gint era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  guint year_of_era = (guint) (shifted - era * 400);
  guint month_from_march = (month + 9) % 12;
  guint day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  guint day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * DAYS_PER_ERA + (gint) day_of_era - EPOCH_FROM_MARCH_0000;
}

void
fw_date_to_civil (gint32 date, gint *year, guint *month, guint *day)
{
  gint64 shifted = (gint64) date + EPOCH_FROM_MARCH_0000;
  gint64 era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
  guint day_of_era = (guint) (shifted - era * DAYS_PER_ERA);
  guint year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  guint day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  guint month_from_march = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  *month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  *year = (gint) (year_of_era + era * 400) + (*month <= 2 ? 1 : 0);
}

gint32
fw_date_get_monday (gint32 date)
{
  return date - (gint32) fw_zone_get_weekday (date) + 1;
}

gint32
fw_date_get_month_start (gint32 date)
{
  gint year;
  guint month, day;

  fw_date_to_civil (date, &year, &month, &day);
  return date - (gint32) day + 1;
}

/* Reads exactly @n digits; FALSE leaves @value undefined. */
static inline gboolean
read_digits (const char *data, guint n, guint *value)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    {
      guint digit = (guint) (guchar) data[i] - '0';

      if (digit > 9)
        return FALSE;
      sum = sum * 10 + digit;
    }

  *value = sum;
  return TRUE;
}

static guint
count_days_of_month (guint year, guint month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return month == 2 && leap ? 29 : days[month - 1];
}

static gboolean
read_date (const char *data, gint32 *date)
{
  guint year, month, day;

  if (!read_digits (data, 4, &year) || data[4] != '-' || !read_digits (data + 5, 2, &month) ||
      data[7] != '-' || !read_digits (data + 8, 2, &day))
    return FALSE;

  if (year < 1 || month < 1 || month > 12 || day < 1 || day > count_days_of_month (year, month))
    return FALSE;

  *date = fw_date_from_civil ((gint) year, month, day);
  return TRUE;
}

/* A leap second (:60) is the first moment of the next minute; anywhere else than in a minute's end
 * it is an error. */
static gboolean
read_clock (const char *data, gint64 *seconds)
{
  guint hour, minute, second;

  if (!read_digits (data, 2, &hour) || data[2] != ':' || !read_digits (data + 3, 2, &minute) ||
      data[5] != ':' || !read_digits (data + 6, 2, &second))
    return FALSE;

  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  *seconds = hour * 3600 + minute * 60 + second;
  return TRUE;
}

static gboolean
read_offset (const char *data, guint length, gint64 *seconds)
{
  guint hour, minute;

  if (length == 1 && (data[0] == 'Z' || data[0] == 'z'))
    {
      *seconds = 0;
      return TRUE;
    }

  if (length != 6 || (data[0] != '+' && data[0] != '-') || !read_digits (data + 1, 2, &hour) ||
      data[3] != ':' || !read_digits (data + 4, 2, &minute) || hour > 23 || minute > 59)
    return FALSE;

  *seconds = (gint64) (hour * 3600 + minute * 60) * (data[0] == '-' ? -1 : 1);
  return TRUE;
}

gboolean
fw_date_parse (FwText text, gint32 *date)
{
  g_return_val_if_fail (date != NULL, FALSE);

  return text.length == 10 && read_date (text.data, date);
}

gboolean
fw_day_parse (FwText text, gint32 today, gint32 *day)
{
  static const char word[] = "today";
  const gsize length = sizeof word - 1;
  guint days = 0;

  g_return_val_if_fail (day != NULL, FALSE);

  if (text.length < length || memcmp (text.data, word, length) != 0)
    return fw_date_parse (text, day);

  *day = today;
  if (text.length == length)
    return TRUE;
  if (text.length < length + 2 || text.length > length + 5 ||
      (text.data[length] != '-' && text.data[length] != '+'))
    return FALSE;
  for (gsize i = length + 1; i < text.length; i++)
    {
      if (!g_ascii_isdigit (text.data[i]))
        return FALSE;
      days = days * 10 + (guint) (text.data[i] - '0');
    }
  *day += text.data[length] == '-' ? -(gint32) days : (gint32) days;
  return TRUE;
}

char *
fw_date_format (gint32 date)
{
  gint year;
  guint month, day;

  fw_date_to_civil (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02u-%02u", year, month, day);
}

gboolean
fw_time_parse (FwText text, gint64 *at)
{
  static const guint scale[] = { 0, 100000, 10000, 1000, 100, 10, 1 };
  const char *data = text.data;
  gint64 clock, offset;
  guint micros = 0, used = 19;
  gint32 date;

  g_return_val_if_fail (at != NULL, FALSE);

  if (text.length < 20 || !read_date (data, &date) || !read_clock (data + 11, &clock))
    return FALSE;
  if (data[10] != 'T' && data[10] != 't' && data[10] != ' ')
    return FALSE;

  if (data[19] == '.')
    {
      guint digits = 0;

      while (20 + digits < text.length && g_ascii_isdigit (data[20 + digits]))
        digits++;
      if (digits < 1 || digits > 6 || !read_digits (data + 20, digits, &micros))
        return FALSE;
      micros *= scale[digits];
      used = 20 + digits;
    }

  if (!read_offset (data + used, text.length - used, &offset))
    return FALSE;

  *at = ((gint64) date * 86400 + clock - offset) * FW_SECOND + micros;
  return TRUE;
}

char *
fw_time_format (gint64 at)
{
  gint64 micros = (at % FW_SECOND + FW_SECOND) % FW_SECOND;
  gint64 seconds = (at - micros) / FW_SECOND;
  gint64 second_of_day = (seconds % 86400 + 86400) % 86400;
  char fraction[16] = "";
  gint year;
  guint month, day;

  fw_date_to_civil ((gint32) ((seconds - second_of_day) / 86400), &year, &month, &day);
  if (micros % 1000 != 0)
    g_snprintf (fraction, sizeof fraction, ".%06d", (gint) micros);
  else if (micros != 0)
    g_snprintf (fraction, sizeof fraction, ".%03d", (gint) (micros / 1000));

  return g_strdup_printf ("%04d-%02u-%02uT%02d:%02d:%02d%sZ", year, month, day,
                          (gint) (second_of_day / 3600), (gint) (second_of_day / 60 % 60),
                          (gint) (second_of_day % 60), fraction);
}
