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

gboolean
fw_moment_read_as_number (FwText cell, FwCallMoment *moment)
{
  return read_epoch (cell, moment) || read_serial (cell, moment);
}
