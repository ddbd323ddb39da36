/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-civil.h"
#include "fuzz-target.h"
#include "intake/calls/fw-call-clock.h"

static void
check_cell (FwText cell)
{
  FwCallDate date;
  guint year, month, day, ms;
  gint64 duration;
  gint32 days;

  if (fw_call_date_read (cell, &date))
    {
      g_assert_cmpuint (date.taken, <=, cell.length);
      for (guint order = FW_DATE_ORDER_YMD; order <= FW_DATE_ORDER_MDY; order++)
        if (fw_call_date_to_days (&date, (FwDateOrder) order, &days))
          {
            fw_civil_from_days (days, &year, &month, &day);
            if (!date.short_year)
              g_assert_cmpuint (year, ==, date.year < 2443 ? date.year : date.year - 543);
            g_assert_cmpint (fw_civil_to_days (year, month, day), ==, days);
          }
    }
  if (fw_call_time_read (cell, &ms))
    g_assert_cmpuint (ms, <=, 86400000); /* 24:00 is the end of a day */
  for (const char *decimal = ".,"; *decimal != '\0'; decimal++)
    if (fw_call_duration_read (cell, 3600000, *decimal, &duration))
      g_assert_cmpint (duration, >=, 0);
  for (guint order = FW_DATE_ORDER_YMD; order <= FW_DATE_ORDER_MDY; order++)
    {
      FwCallClock clock = { .order = (FwDateOrder) order, .days_only = order == 1 };

      fw_call_clock_read (&clock, cell, &duration);
      fw_call_clock_read_two (&clock, cell, cell, &duration);
      fw_call_clock_clear (&clock);
    }
}

/* A column, one cell a line. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FwDateStudy study = { 0 };
  FwDecimalStudy decimals = { 0 };
  char decimal;
  FwDateOrder order;
  const char *at = (const char *) data, *end = at + size;

  for (guint64 line = 1; at < end; line++)
    {
      const char *newline = memchr (at, '\n', end - at);
      FwText cell = { at, (guint) ((newline != NULL ? newline : end) - at) };

      check_cell (cell);
      fw_date_study_add (&study, line, cell);
      fw_decimal_study_add (&decimals, line, cell);
      at += cell.length + 1;
    }
  fw_date_study_settle (&study, 2026, &order, NULL);
  if (decimals.point.n > 0 && decimals.comma.n > 0)
    g_assert_false (fw_decimal_study_settle (&decimals, &decimal, NULL));

  return 0;
}
