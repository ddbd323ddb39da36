/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-civil.h"
#include "fuzz-target.h"
#include "intake/fw-call-times.h"

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
            g_assert_cmpuint (year, ==, date.year);
            g_assert_cmpint (fw_civil_to_days (year, month, day), ==, days);
          }
    }
  if (fw_call_time_read (cell, &ms))
    g_assert_cmpuint (ms, <, 86400000);
  if (fw_call_duration_read (cell, 3600000, &duration))
    g_assert_cmpint (duration, >=, 0);
}

/* A column, one cell a line. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FwDateStudy study = { 0 };
  FwDateOrder order;
  const char *at = (const char *) data, *end = at + size;

  for (guint64 line = 1; at < end; line++)
    {
      const char *newline = memchr (at, '\n', end - at);
      FwText cell = { at, (guint) ((newline != NULL ? newline : end) - at) };

      check_cell (cell);
      fw_date_study_add (&study, line, cell);
      at += cell.length + 1;
    }
  if (study.day_first.n > 0 && study.month_first.n > 0)
    g_assert_false (fw_date_study_settle (&study, &order, NULL));

  return 0;
}
