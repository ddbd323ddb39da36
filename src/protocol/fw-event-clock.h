/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-civil.h"
#include "core/fw-text.h"

G_BEGIN_DECLS

/* RFC 3339 on the hot path; takes what fw_time_parse() takes. */

/* Returns: the two digits at @p as a number, or 100 and more. */
static inline guint
fw_event_clock_read_two (const char *p)
{
  guint tens = (guint) (guchar) p[0] - '0', ones = (guint) (guchar) p[1] - '0';

  return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

/* @p to @end: what follows the seconds: a fraction, then Z or an offset. */
static inline gboolean
fw_event_clock_parse_tail (const char *p, const char *end, gint64 *us)
{
  gint64 unit = 100000;
  guint hours, minutes;

  *us = 0;
  if (p < end && *p == '.')
    {
      const char *start = ++p;

      for (; p < end && *p >= '0' && *p <= '9' && unit > 0; unit /= 10)
        *us += (*p++ - '0') * unit;
      if (p == start)
        return FALSE;
    }
  if (end - p == 1 && (*p == 'Z' || *p == 'z'))
    return TRUE;
  if (end - p != 6 || (*p != '+' && *p != '-') || p[3] != ':')
    return FALSE;

  hours = fw_event_clock_read_two (p + 1);
  minutes = fw_event_clock_read_two (p + 4);
  if (hours > 23 || minutes > 59)
    return FALSE;
  *us += (*p == '+' ? -1 : 1) * (gint64) (hours * 60 + minutes) * 60 * 1000000;

  return TRUE;
}

static inline gboolean
fw_event_clock_parse (FwText text, gint64 *at)
{
  const char *p = text.data;
  guint year, month, day, hour, minute, second;
  gint64 us;

  if (text.length < 20 || p[4] != '-' || p[7] != '-' || (p[10] != 'T' && p[10] != 't') ||
      p[13] != ':' || p[16] != ':')
    return FALSE;

  year = fw_event_clock_read_two (p) * 100 + fw_event_clock_read_two (p + 2);
  month = fw_event_clock_read_two (p + 5);
  day = fw_event_clock_read_two (p + 8);
  hour = fw_event_clock_read_two (p + 11);
  minute = fw_event_clock_read_two (p + 14);
  second = fw_event_clock_read_two (p + 17);
  if (!fw_civil_is_date (year, month, day) || hour > 23 || minute > 59 || second > 59 ||
      !fw_event_clock_parse_tail (p + 19, p + text.length, &us))
    return FALSE;

  *at =
      ((gint64) fw_civil_to_days (year, month, day) * 86400 + hour * 3600 + minute * 60 + second) *
          1000000 +
      us;

  return TRUE;
}

G_END_DECLS
