/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-civil.h"
#include "intake/calls/fw-call-moment-parts.h"

/* Numbers of days that a spreadsheet has. */
#define FIRST_SERIAL 30000
#define LAST_SERIAL 75000
#define SERIAL_OF_1970 25569
#define SERIAL_PARTS 1000000000

/* Seconds, milliseconds or microseconds since 1970, between 2001 and 2100. Ten digits can also be
 * year, month, day and hour: those of 2030 and 2033 are not read. */
static gboolean
read_epoch (FwText cell, FwCallMoment *moment)
{
  guint digits = 0;
  gint64 value = 0, unit;

  for (; digits < cell.length && g_ascii_isdigit (cell.data[digits]) && digits < 17; digits++)
    value = value * 10 + (cell.data[digits] - '0');
  unit = digits == 10 ? 1000000 : digits == 13 ? 1000 : digits == 16 ? 1 : 0;
  if (unit == 0 || value < 1000000000000000 / unit || value >= 4102444800000000 / unit)
    return FALSE;
  if (digits == 10 && value / 1000000 >= 1900 && value / 1000000 < 2100 &&
      value / 10000 % 100 <= 12 && value / 100 % 100 <= 31 && value % 100 <= 23)
    return FALSE;
  moment->at = value * unit;
  if (digits < cell.length)
    {
      const char *p = cell.data + digits, *end = cell.data + cell.length;

      if (digits != 10 || *p++ != '.' || p == end)
        return FALSE;
      for (unit = 100000; p < end && g_ascii_isdigit (*p); p++, unit /= 10)
        moment->at += (*p - '0') * unit;
      if (p != end)
        return FALSE;
    }
  moment->zone = FW_CALL_ZONE_EPOCH;
  moment->has_date = moment->has_time = TRUE;
  moment->date = (FwCallDate){ .year = 1970, .first = 1, .second = 1, .settled = TRUE };

  return TRUE;
}

/* The number that a spreadsheet keeps for a moment of 1982 to 2105: days since 1899-12-30 and, with
 * either sign, the part of a day that has gone by. Whole ones can be anything. */
static gboolean
read_serial (FwText cell, FwCallMoment *moment)
{
  guint digits = 0;
  guint64 days = 0, part = 0, scale = 1;

  for (; digits < cell.length && g_ascii_isdigit (cell.data[digits]) && digits < 6; digits++)
    days = days * 10 + (guint64) (cell.data[digits] - '0');
  if (digits != 5 || days < FIRST_SERIAL || days >= LAST_SERIAL || digits + 2 > cell.length ||
      (cell.data[digits] != '.' && cell.data[digits] != ','))
    return FALSE;
  for (guint i = digits + 1; i < cell.length; i++)
    {
      if (!g_ascii_isdigit (cell.data[i]))
        return FALSE;
      if (scale < SERIAL_PARTS)
        {
          part = part * 10 + (guint64) (cell.data[i] - '0');
          scale *= 10;
        }
    }
  moment->date = (FwCallDate){ .settled = TRUE };
  fw_civil_from_days ((gint32) days - SERIAL_OF_1970, &moment->date.year, &moment->date.first,
                      &moment->date.second);
  /* To the second, as a part of a day is rarely exact. */
  moment->ms = (guint) MIN ((part * 86400 + scale / 2) / scale, 86399) * 1000;
  moment->has_date = moment->has_time = moment->is_serial = TRUE;

  return TRUE;
}

/* "/Date(1773392400000)/", "/Date(1773392400000+0100)/": the offset changes nothing of the moment.
 */
static gboolean
read_dotnet (FwText cell, FwCallMoment *moment)
{
  static const char before[] = "/Date(";
  guint length = (guint) strlen (before);
  FwText number = { cell.data + length, 0 };

  if (cell.length < length + 4 || memcmp (cell.data, before, length) != 0 ||
      memcmp (cell.data + cell.length - 2, ")/", 2) != 0)
    return FALSE;
  while (g_ascii_isdigit (number.data[number.length]))
    number.length++;

  return number.length == 13 && strchr (")+-", number.data[13]) != NULL &&
         read_epoch (number, moment);
}

gboolean
fw_moment_read_as_number (FwText cell, FwCallMoment *moment)
{
  return read_epoch (cell, moment) || read_serial (cell, moment) || read_dotnet (cell, moment);
}

/* ---- weeks and days of the year ---- */

static gboolean
set_days (FwMomentScan *self, gint32 days)
{
  self->moment->date = (FwCallDate){ .settled = TRUE };
  fw_civil_from_days (days, &self->moment->date.year, &self->moment->date.first,
                      &self->moment->date.second);
  self->moment->has_date = TRUE;

  return TRUE;
}

/* Digits that stand behind @p, and no further one. */
static gboolean
are_digits (const FwMomentScan *self, const char *p, guint n, guint *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!fw_moment_is_digit_at (self, p + i))
        return FALSE;
      *value = *value * 10 + (guint) (p[i] - '0');
    }

  return !fw_moment_is_digit_at (self, p + n);
}

/* ISO 8601: week 1 holds the fourth of January, and begins on a Monday. */
static gboolean
read_week (FwMomentScan *self, guint year)
{
  const char *p = self->at;
  gboolean dashed = p < self->end && *p == '-';
  guint week, day;
  gint32 fourth, monday;

  p += dashed;
  if (p >= self->end || *p != 'w')
    return FALSE;
  p++;
  if (dashed ? !(are_digits (self, p, 2, &week) && p + 2 < self->end && p[2] == '-' &&
                 are_digits (self, p + 3, 1, &day))
             : !are_digits (self, p, 3, &week))
    return FALSE;
  self->at = p + (dashed ? 4 : 3);
  if (!dashed)
    {
      day = week % 10;
      week /= 10;
    }
  fourth = fw_civil_to_days (year, 1, 4);
  monday = fourth - (fourth + 3) % 7; /* 1970-01-01 was a Thursday */
  if (week < 1 || week > 53 || day < 1 || day > 7 ||
      (week == 53 && fw_civil_to_days (year + 1, 1, 4) - monday < 371))
    return FALSE;

  return set_days (self, monday + (gint32) (week - 1) * 7 + (gint32) day - 1);
}

static gboolean
read_day_of_year (FwMomentScan *self, guint year)
{
  guint day;
  gint32 first = fw_civil_to_days (year, 1, 1);

  if (self->at >= self->end || *self->at != '-' || !are_digits (self, self->at + 1, 3, &day) ||
      day < 1 || first + (gint32) day > fw_civil_to_days (year + 1, 1, 1))
    return FALSE;
  self->at += 4;

  return set_days (self, first + (gint32) day - 1);
}

gboolean
fw_moment_read_week_or_day (FwMomentScan *self, guint year)
{
  const char *start = self->at;

  if (self->moment->has_date || year < 1970 || year > 2200)
    return FALSE;
  if (read_week (self, year) || read_day_of_year (self, year))
    return TRUE;
  self->at = start;

  return FALSE;
}
