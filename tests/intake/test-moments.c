/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/calls/fw-call-clock.h"

/* Cells as programs write them for people, and the moment that they say; "-" where they say none
 * that can be read one way only. */
static const struct
{
  const char *cell;
  const char *at;
} moments[] = {
  { "2026-03-02 09:00:00-05:00", "2026-03-02T14:00:00Z" },
  { "2026-03-02 09:00:00+00", "2026-03-02T09:00:00Z" },
  { "2026-03-02T09:00:00-0500", "2026-03-02T14:00:00Z" },
  { "2026-03-02 09:00:00 UTC", "2026-03-02T09:00:00Z" },
  { "2026-03-02 21:00:00 GMT+8", "2026-03-02T13:00:00Z" },
  { "2026-03-02 21:00:00 UTC+08:00", "2026-03-02T13:00:00Z" },
  { "2026-03-02 21:00:00 UTC +8", "2026-03-02T13:00:00Z" },
  { "2026-03-02 09:00:00Z", "2026-03-02T09:00:00Z" },
  { "2026-03-02T09:00Z", "2026-03-02T09:00:00Z" },
  { "2026-03-02T09:00:00.123456+01:00", "2026-03-02T08:00:00.123456Z" },
  { "2026-03-02 09:00:00,250 +0100", "2026-03-02T08:00:00.250Z" },
  { "2026-03-02 21:00:00 +0800 (CST)", "2026-03-02T13:00:00Z" },
  { "2026-03-02T09:00:00+01:00[Europe/Berlin]", "2026-03-02T08:00:00Z" },
  { "2026-03-02 09:00:00 Europe/Berlin", "2026-03-02T08:00:00Z" },
  { "2026-07-02 09:00:00 America/New_York", "2026-07-02T13:00:00Z" },
  { "2026-03-02 09:00:00 CET", "2026-03-02T08:00:00Z" },
  { "2026-07-02 09:00:00 (CEST)", "2026-07-02T07:00:00Z" },
  { "Mon, 02 Mar 2026 09:00:00 +0000", "2026-03-02T09:00:00Z" },
  { "Mon Mar  2 09:00:00 2026", "2026-03-02T09:00:00Z" },
  { "Mon Mar 2 09:00:00 UTC 2026", "2026-03-02T09:00:00Z" },
  { "Mon Mar 02 2026 09:00:00 GMT+0100 (Central European Standard Time)", "2026-03-02T08:00:00Z" },
  { "02/Mar/2026:09:00:00 +0100", "2026-03-02T08:00:00Z" },
  { "[02/Mar/2026:09:00:00 +0100]", "2026-03-02T08:00:00Z" },
  { "/Date(1772442000123)/", "2026-03-02T09:00:00.123Z" },
  { "/Date(1772442000123+0100)/", "2026-03-02T09:00:00.123Z" },
  { "/Date(17724420001234)/", "-" },
  { "2026-W10-1 09:00", "2026-03-02T09:00:00Z" },
  { "2026-W10-1T09:00:00Z", "2026-03-02T09:00:00Z" },
  { "2026W101T090000", "2026-03-02T09:00:00Z" },
  { "2020-W53-7 09:00", "2021-01-03T09:00:00Z" },
  { "2025-W53-1 09:00", "-" },
  { "2026-W10-8 09:00", "-" },
  { "2026-W10 09:00", "-" },
  { "2026-061 09:00", "2026-03-02T09:00:00Z" },
  { "2024-366T09:00:00Z", "2024-12-31T09:00:00Z" },
  { "2026-366 09:00", "-" },
  { "2026-000 09:00", "-" },
  { "R8.3.2 9:00", "2026-03-02T09:00:00Z" },
  { "H31/4/30 9:00", "2019-04-30T09:00:00Z" },
  { "H40.4.30 9:00", "-" },
  { "2 III 2026 9:00", "2026-03-02T09:00:00Z" },
  { "2.XII.2025 9:00", "2025-12-02T09:00:00Z" },
  { "2 marca 2026 r., godz. 9:00", "2026-03-02T09:00:00Z" },
  { "2 มี.ค. 2569 09:00 น.", "2026-03-02T09:00:00Z" },
  { "2 ม.ค. 2569 09:00", "2026-01-02T09:00:00Z" },
  { "2 มิถุนายน 2568 09:00", "2025-06-02T09:00:00Z" },
  { "2 كانون الثاني 2026 09:00", "2026-01-02T09:00:00Z" },
  { "2026년 3월 2일 (월) 오전 9시 0분", "2026-03-02T09:00:00Z" },
  { "2 March 2026 9am", "2026-03-02T09:00:00Z" },
  { "2 March 2026 12 pm", "2026-03-02T12:00:00Z" },
  { "1772442000", "2026-03-02T09:00:00Z" },
  { "1772442000.5", "2026-03-02T09:00:00.500Z" },
  { "1772442000123", "2026-03-02T09:00:00.123Z" },
  { "20260302T090000Z", "2026-03-02T09:00:00Z" },
  { "20260302090000", "2026-03-02T09:00:00Z" },
  { "2026-03-02_09:00:00", "2026-03-02T09:00:00Z" },
  { "2026-03-02 09-00-00", "2026-03-02T09:00:00Z" },
  { "13/3/2026 8:26 p. m.", "2026-03-13T20:26:00Z" },
  { "13/3/2026 8:26 a. m.", "2026-03-13T08:26:00Z" },
  { "14/3/2026 12:05 p.m.", "2026-03-14T12:05:00Z" },
  { "14/3/2026 12:05 a.\302\240m.", "2026-03-14T00:05:00Z" },
  { "14/3/2026 9:05\342\200\257PM", "2026-03-14T21:05:00Z" },
  { "14/3/2026 9:05p", "2026-03-14T21:05:00Z" },
  { "13.03.2026, 21:00:00", "2026-03-13T21:00:00Z" },
  { "13. 3. 2026 21:00", "2026-03-13T21:00:00Z" },
  { "13.03.2026 21.00.05", "2026-03-13T21:00:05Z" },
  { "13.03.2026 um 21:00 Uhr", "2026-03-13T21:00:00Z" },
  { "2026/3/13 下午9:05", "2026-03-13T21:05:00Z" },
  { "2026/3/13 上午 12:05:30", "2026-03-13T00:05:30Z" },
  { "2026年3月2日 9时05分", "2026-03-02T09:05:00Z" },
  { "2026年3月2日 9时05分30秒", "2026-03-02T09:05:30Z" },
  { "2026年3月2日星期一 下午9:05", "2026-03-02T21:05:00Z" },
  { "2026年03月02日 09:05:00", "2026-03-02T09:05:00Z" },
  { "2026/03/02(月) 9:05", "2026-03-02T09:05:00Z" },
  { "2026/03/02 午後9:05", "2026-03-02T21:05:00Z" },
  { "2026년 3월 2일 오후 9:05", "2026-03-02T21:05:00Z" },
  { "2026. 3. 2. 오후 9:05:00", "2026-03-02T21:05:00Z" },
  { "2026.03.02. 9:05", "2026-03-02T09:05:00Z" },
  { "2026. március 2. 9:05", "2026-03-02T09:05:00Z" },
  { "13/3/2026 9:05 μ.μ.", "2026-03-13T21:05:00Z" },
  { "13/3/2026 ÖS 9:05", "2026-03-13T21:05:00Z" },
  { "13.03.2026 9:05 ÖÖ", "2026-03-13T09:05:00Z" },
  { "2026. 03. 13. du. 9:05", "2026-03-13T21:05:00Z" },
  { "Fri 03/13/2026 9:00 PM", "2026-03-13T21:00:00Z" },
  { "vendredi 13 mars 2026 21:00", "2026-03-13T21:00:00Z" },
  { "mar. 03/03/2026 21:00", "2026-03-03T21:00:00Z" },
  { "mar 3 mar 2026 21:00", "2026-03-03T21:00:00Z" },
  { "Mar 2 2026 9:05 AM", "2026-03-02T09:05:00Z" },
  { "March 2nd, 2026 at 9:05 AM", "2026-03-02T09:05:00Z" },
  { "2 mars 2026 9h05", "2026-03-02T09:05:00Z" },
  { "1er août 2026 à 9 h 05 min", "2026-08-01T09:05:00Z" },
  { "02-Mär-2026 09:05", "2026-03-02T09:05:00Z" },
  { "2. März 2026 09:05", "2026-03-02T09:05:00Z" },
  { "2 de marzo de 2026 9:05", "2026-03-02T09:05:00Z" },
  { "2 de março de 2026 às 09:05", "2026-03-02T09:05:00Z" },
  { "2 марта 2026 г. 9:05", "2026-03-02T09:05:00Z" },
  { "2 marca 2026 9:05", "2026-03-02T09:05:00Z" },
  { "2 paź 2026 9:05", "2026-10-02T09:05:00Z" },
  { "Pzt 02.03.2026 09:05", "2026-03-02T09:05:00Z" },
  { "2 Ağustos 2026 09:05", "2026-08-02T09:05:00Z" },
  { "2026-Mar-02 09:05", "2026-03-02T09:05:00Z" },
  { "02-Mar-26 09.05.10", "2026-03-02T09:05:10Z" },
  { "09:05:00 02.03.2026", "2026-03-02T09:05:00Z" },
  { "９：０５ 2026-03-02", "2026-03-02T09:05:00Z" },
  { "\342\200\2162/\342\200\2163/\342\200\2162026 09:05", "2026-03-02T09:05:00Z" },
  { "٢٠٢٦-٠٣-٠٢ ٠٩:٠٥", "2026-03-02T09:05:00Z" },
  { "2 listopada 2026 9:05", "2026-11-02T09:05:00Z" },
  { "2. listopada 2026. u 9:05", "2026-10-02T09:05:00Z" },
  { "2 lip 2026 9:05", "2026-07-02T09:05:00Z" },
  { "2. ožujka 2026. 09:05", "2026-03-02T09:05:00Z" },
  { "2. prosinca 2026. u 09:05 sati", "2026-12-02T09:05:00Z" },
  { "2 березня 2026 р. о 09:05", "2026-03-02T09:05:00Z" },
  { "2. децембар 2026. 09:05", "2026-12-02T09:05:00Z" },
  { "יום שני, 2 במרץ 2026 09:05", "2026-03-02T09:05:00Z" },
  { "ngày 2 tháng 3 năm 2026 09:05", "2026-03-02T09:05:00Z" },
  { "2 maart 2026 om 09:05 uur", "2026-03-02T09:05:00Z" },
  { "2026-03-02 09:00:00 China Standard Time", "2026-03-02T01:00:00Z" },
  { "2026-07-02 09:00:00 W. Europe Standard Time", "2026-07-02T07:00:00Z" },
  { "2026-03-02 09:00:00 e. south america standard time", "2026-03-02T12:00:00Z" },
  { "(UTC+08:00) 2026-03-02 09:00:00", "2026-03-02T01:00:00Z" },
  { "46083.375", "2026-03-02T09:00:00Z" },
  { "46083,3787037037", "2026-03-02T09:05:20Z" },
  /* Not to be believed. */
  { "46083", "-" },
  { "12345.5", "-" },
  { "146083.5", "-" },
  { "2026-03-02 09:00-09:30", "-" },
  { "2026-03-02 09:00 - 09:30", "-" },
  { "2026-03-02 09:00:00 CST", "-" },
  { "2026-03-02 09:00:00 IST", "-" },
  { "2026-03-02 09:00:00 Nowhere/Land", "-" },
  { "2026-03-02 09:00:00 +23:10", "-" },
  { "2-listopada-2026 9:05", "-" },
  { "2. lis 2026 9:05", "-" },
  { "2. srp 2026 9:05", "-" },
  { "2 thang 13 2026 9:05", "-" },
  { "2026-03-02 09:00:00 Nowhere Standard Time", "-" },
  { "2026-13-02 09:00", "-" },
  { "2026-03-02", "-" },
  { "2026-03-02 24:00", "2026-03-03T00:00:00Z" },
  { "2026-03-02 24:01", "-" },
  { "2026-03-02 13:05 PM", "-" },
  { "3月2日 9:05", "-" },
  { "Mar 2 09:05", "-" },
  { "2026-03-02 09:05 10:05", "-" },
  { "week 10 2026", "-" },
  { "2029123123", "-" },
  { "\377\376", "-" },
  { "", "-" },
};

static void
test_moments (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      FwCallClock clock = { .order = FW_DATE_ORDER_DMY };
      g_autofree char *found = NULL;
      gint64 at, wanted = 0;

      if (strstr (moments[i].cell, "03/13") != NULL)
        clock.order = FW_DATE_ORDER_MDY;
      if (fw_call_clock_read (&clock, fw_text (moments[i].cell), &at) == FW_CALL_CLOCK_GOOD)
        found = fw_time_format (at);
      else
        found = g_strdup ("-");
      if (moments[i].at[0] != '-' && fw_time_parse (fw_text (moments[i].at), &wanted))
        g_test_message ("\"%s\": %s", moments[i].cell, found);
      if (moments[i].at[0] == '-' ? found[0] != '-' : found[0] == '-' || at != wanted)
        g_test_fail_printf ("\"%s\": expected %s, not %s", moments[i].cell, moments[i].at, found);
      fw_call_clock_clear (&clock);
    }
}

/* An abbreviation is taken where the list's own zone goes by it, and tells the two hours of a
 * change apart. */
static void
test_own_names (void)
{
  static const struct
  {
    const char *zone;
    const char *cell;
    const char *at; /* (nullable): refused */
  } cases[] = {
    { "America/Chicago", "2026-03-02 09:00:00 CST", "2026-03-02T15:00:00Z" },
    { "Asia/Shanghai", "2026-03-02 09:00:00 CST", "2026-03-02T01:00:00Z" },
    { "Europe/Berlin", "2026-03-02 09:00:00 CST", NULL },
    { "America/Chicago", "2026-11-01 01:30:00 CDT", "2026-11-01T06:30:00Z" },
    { "America/Chicago", "2026-11-01 01:30:00 CST", "2026-11-01T07:30:00Z" },
    { "Europe/Berlin", "2026-10-25 02:30:00+01:00", "2026-10-25T01:30:00Z" },
    { "Europe/Berlin", "2026-10-25 02:30:00 UTC", "2026-10-25T02:30:00Z" },
    { "Europe/Berlin", "2026-10-25 04:30:00", "2026-10-25T03:30:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwZone) zone = fw_zone_new (cases[i].zone, 0, NULL);
      FwCallClock clock = { .zone = zone, .order = FW_DATE_ORDER_YMD };
      FwCallClockState state;
      gint64 at, wanted;

      state = fw_call_clock_read (&clock, fw_text (cases[i].cell), &at);
      g_test_message ("%s %s", cases[i].zone, cases[i].cell);
      g_assert_cmpint (state, ==, cases[i].at != NULL ? FW_CALL_CLOCK_GOOD : FW_CALL_CLOCK_NO_ZONE);
      if (cases[i].at != NULL)
        {
          g_assert_true (fw_time_parse (fw_text (cases[i].at), &wanted));
          g_assert_cmpint (at, ==, wanted);
        }
      fw_call_clock_clear (&clock);
    }
}

static void
test_two_columns (void)
{
  static const struct
  {
    const char *date, *time;
    const char *at; /* (nullable) */
  } cases[] = {
    { "2026-03-02", "09:00:00 -05:00", "2026-03-02T14:00:00Z" },
    { "2026-03-02", "下午9:05", "2026-03-02T21:05:00Z" },
    { "2 mars 2026", "21h05", "2026-03-02T21:05:00Z" },
    { "2 mars 2026", "21.05.10", "2026-03-02T21:05:10Z" },
    { "2026-03-02 00:00:00", "21:05", "2026-03-02T21:05:00Z" },
    { "2026-03-02", "1899-12-30 21:05:00", "2026-03-02T21:05:00Z" },
    { "2026-03-02", "2026-03-02 21:05:00", "2026-03-02T21:05:00Z" },
    { "2026-03-02", "2026-03-03 21:05:00", NULL },
    { "2026-03-02", "090510", "2026-03-02T09:05:10Z" },
    { "2026-03-02", "09:00-09:30", NULL },
    { "2026-03-02", "9.05", "2026-03-02T09:05:00Z" },
    { "2026-03-02", "9.5", NULL },
    { "2026-03-02", "9.75", NULL },
    { "2026-03-02", "31.05.10", NULL },
    { "2026-03-02 10:00", "09:00", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwCallClock clock = { .order = FW_DATE_ORDER_DMY };
      FwCallClockState state;
      gint64 at, wanted;

      state =
          fw_call_clock_read_two (&clock, fw_text (cases[i].date), fw_text (cases[i].time), &at);
      g_test_message ("%s %s", cases[i].date, cases[i].time);
      g_assert_cmpint (state == FW_CALL_CLOCK_GOOD, ==, cases[i].at != NULL);
      if (cases[i].at != NULL)
        {
          g_assert_true (fw_time_parse (fw_text (cases[i].at), &wanted));
          g_assert_cmpint (at, ==, wanted);
        }
      fw_call_clock_clear (&clock);
    }
}

/* A day without a time is a moment of that day, on days of 23 and 25 hours too. */
static void
test_days (void)
{
  static const char *const days[] = { "2026-03-29", "2026-10-25", "2026-06-01", "25 Oct 2026" };
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 360, NULL);
  FwCallClock clock = { .zone = zone, .order = FW_DATE_ORDER_YMD, .days_only = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      gint64 at;
      gint32 day;

      g_assert_cmpint (fw_call_clock_read (&clock, fw_text (days[i]), &at), ==, FW_CALL_CLOCK_GOOD);
      g_assert_true (fw_date_parse (fw_text (i == 3 ? days[1] : days[i]), &day));
      g_assert_cmpint (fw_zone_get_day (zone, at), ==, day);
      g_assert_cmpuint (fw_zone_get_minute_of_day (zone, at), ==, 720);
    }
  fw_call_clock_clear (&clock);
}

static void
test_headers (void)
{
  static const struct
  {
    const char *header;
    const char *at; /* of 2026-03-02 09:00; (nullable): no zone */
  } headers[] = {
    { "Start Time (UTC)", "2026-03-02T09:00:00Z" },
    { "start_time_utc", "2026-03-02T09:00:00Z" },
    { "StartTimeUTC", "2026-03-02T09:00:00Z" },
    { "Timestamp GMT", "2026-03-02T09:00:00Z" },
    { "开始时间(UTC+8)", "2026-03-02T01:00:00Z" },
    { "Time [UTC-05:30]", "2026-03-02T14:30:00Z" },
    { "Time (Europe/Berlin)", "2026-03-02T08:00:00Z" },
    { "Time (mm/ss)", NULL },
    { "Time (CST)", NULL },
    { "Outcome", NULL },
    { "Computcenter", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      FwCallClock clock = { .order = FW_DATE_ORDER_YMD };
      gint64 at, wanted;

      g_test_message ("%s", headers[i].header);
      g_assert_cmpint (fw_call_clock_use_header (&clock, fw_text (headers[i].header)), ==,
                       headers[i].at != NULL);
      if (headers[i].at != NULL)
        {
          g_assert_true (fw_time_parse (fw_text (headers[i].at), &wanted));
          g_assert_cmpint (fw_call_clock_read (&clock, fw_text ("2026-03-02 09:00"), &at), ==,
                           FW_CALL_CLOCK_GOOD);
          g_assert_cmpint (at, ==, wanted);
        }
      fw_call_clock_clear (&clock);
    }
}

static void
test_orders (void)
{
  static const struct
  {
    const char *dates; /* parted by bars */
    FwDateOrder order; /* UNKNOWN: refused */
  } columns[] = {
    { "13.03.26|14.03.26", FW_DATE_ORDER_DMY },
    { "26/03/13|26/03/14", FW_DATE_ORDER_YMD },
    { "26-03-13|26-03-20|26-04-01", FW_DATE_ORDER_YMD },
    { "03/13/26", FW_DATE_ORDER_MDY },
    { "03/04/26", FW_DATE_ORDER_UNKNOWN },
    { "25.03.26", FW_DATE_ORDER_UNKNOWN },
    { "24.03.25 10:00|24.03.25 11:00", FW_DATE_ORDER_UNKNOWN },
    { "02.01.26|13.01.26|25.01.26", FW_DATE_ORDER_DMY },
    { "Fri 03/04/2026", FW_DATE_ORDER_DMY },
    { "Wed 03/04/2026", FW_DATE_ORDER_MDY },
    { "Wed 03/04/2026|05/06/2026", FW_DATE_ORDER_MDY },
    { "02/02/2026", FW_DATE_ORDER_DMY },
    { "2 mars 2026", FW_DATE_ORDER_YMD },
    { "98/12/31", FW_DATE_ORDER_YMD },
    { "21.00.00|31/31/2026", FW_DATE_ORDER_YMD }, /* no dates at all */
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_auto (GStrv) dates = g_strsplit (columns[i].dates, "|", -1);
      g_autoptr (GError) error = NULL;
      FwDateStudy study = { 0 };
      FwDateOrder order = FW_DATE_ORDER_UNKNOWN;

      for (guint j = 0; dates[j] != NULL; j++)
        fw_date_study_add (&study, j + 2, fw_text (dates[j]));
      g_test_message ("%s", columns[i].dates);
      if (!fw_date_study_settle (&study, 2026, &order, &error))
        {
          g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, "date_order"));
          g_assert_nonnull (strstr (error->message, "line 2"));
          order = FW_DATE_ORDER_UNKNOWN;
        }
      g_assert_cmpint (order, ==, columns[i].order);
    }
}

static void
test_durations (void)
{
  static const struct
  {
    const char *cell;
    char decimal;
    gint64 ms; /* -1: refused */
  } cases[] = {
    { "45", '.', 45000 },
    { "4m 20s", '.', 260000 },
    { "1h 02m 03s", '.', 3723000 },
    { "1h02m03s", '.', 3723000 },
    { "1h02", '.', 3720000 },
    { "4 min 20", '.', 260000 },
    { "PT10M10S", '.', 610000 },
    { "PT5S", '.', 5000 },
    { "P1DT2H", '.', 93600000 },
    { "PT1M2.5S", '.', 62500 },
    { "60 s", '.', 60000 },
    { "5 sec", '.', 5000 },
    { "5 sec.", '.', 5000 },
    { "1m", '.', 60000 },
    { "1 min 3 s", '.', 63000 },
    { "1 hour, 2 minutes and 3 seconds", '.', 3723000 },
    { "2 Std. 5 Min.", '.', 7500000 },
    { "1 h 5 min 2 seg", '.', 3902000 },
    { "2分30秒", '.', 150000 },
    { "1小时2分钟3秒", '.', 3723000 },
    { "1時間2分3秒", '.', 3723000 },
    { "2분 30초", '.', 150000 },
    { "1 ч 5 мин", '.', 3900000 },
    { "2 sa 5 dk 3 sn", '.', 7503000 },
    { "2'30\"", '.', 150000 },
    { "2'30''", '.', 150000 },
    { "1.5 h", '.', 5400000 },
    { "1,5 min", ',', 90000 },
    { "350 ms", '.', 350 },
    { "00:06:53", '.', 413000 },
    { "6:53", '.', 413000 },
    { "1:02:03.5", '.', 3723500 },
    { "1:02:03,5", '.', 3723500 },
    { "0 days 00:05:30", '.', 330000 },
    { "1 day, 0:05:30", '.', 86730000 },
    { "1d 2h", '.', 93600000 },
    { "1:02:03:04", '.', 93784000 },
    { "25:00:00", '.', 90000000 },
    { "12:05:30 AM", '.', 330000 },
    { "12,5", ',', 12500 },
    { "1.234,5", ',', 1234500 },
    { "1.234", ',', 1234000 },
    { "1,234", '.', 1234000 },
    { "1,234.5", '.', 1234500 },
    { "1.234", '.', 1234 },
    { "1 234", ',', 1234000 },
    { "1\302\240234,5", ',', 1234500 },
    { "1'234.5", '.', 1234500 },
    { "12.5", ',', -1 },
    { "12,5", '.', -1 },
    { "1,23,4", '.', -1 },
    { "-5", '.', -1 },
    { "-00:00:05", '.', -1 },
    { "5 s 2 m", '.', -1 },
    { "5 apples", '.', -1 },
    { "2:61", '.', -1 },
    { "PT", '.', -1 },
    { "P1", '.', -1 },
    { "s", '.', -1 },
    { "20210131143500999999.5", '.', -1 },
    { "1e5", '.', -1 },
    { "#N/A", '.', -1 },
    { "99999999999.5 d", '.', -1 },
    { "PT99999999999H", '.', -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ms;

      if (!fw_call_duration_read (fw_text (cases[i].cell), 1000, cases[i].decimal, &ms))
        ms = -1;
      if (ms != cases[i].ms)
        g_test_fail_printf ("\"%s\": expected %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT,
                            cases[i].cell, cases[i].ms, ms);
    }
}

static void
test_decimals (void)
{
  static const struct
  {
    const char *cells; /* parted by bars */
    char decimal;      /* '?': refused */
  } columns[] = {
    { "45|30", '.' },          { "12,5|30", ',' },         { "12.5|1,234", '.' },
    { "12,5|1.234", ',' },     { "1,234", '?' },           { "1.234|5", '?' },
    { "0.125|3.500", '.' },    { "0,125", ',' },           { "12,5|12.5", '?' },
    { "1,234,567", '.' },      { "1.234.567|2.345", ',' }, { "1.234,50", ',' },
    { "1 234,50", ',' },       { "1234.567", '.' },        { "02.03.2026|5", '.' },
    { "00:06:53,5|5", '.' },   { "4,5 min|5", ',' },       { "1\302\240234,5|5", ',' },
    { "1\302\240234|5", '.' }, { "1,234 apples|5", '.' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_auto (GStrv) cells = g_strsplit (columns[i].cells, "|", -1);
      g_autoptr (GError) error = NULL;
      FwDecimalStudy study = { 0 };
      char decimal;

      for (guint j = 0; cells[j] != NULL; j++)
        fw_decimal_study_add (&study, j + 2, fw_text (cells[j]));
      g_test_message ("%s", columns[i].cells);
      if (!fw_decimal_study_settle (&study, &decimal, &error))
        {
          g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, "\"decimal\""));
          g_assert_nonnull (strstr (error->message, "line 2"));
          decimal = '?';
        }
      g_assert_cmpint (decimal, ==, columns[i].decimal);
    }
}

static void
test_cells (void)
{
  static const struct
  {
    const char *cell;
    const char *value;
  } cases[] = {
    { "Ann", "Ann" },
    { " Ann\t", "Ann" },
    { "\302\240Ann\302\240", "Ann" },
    { "\357\273\277Ann", "Ann" },
    { "\342\200\213Ann\342\200\216", "Ann" },
    { "\343\200\200\346\235\216\343\200\200", "李" },
    { "\342\200\2115\342\200\257", "5" },
    { "=\"00123\"", "00123" },
    { " =\"00123\" ", "00123" },
    { "'00:06:46", "00:06:46" },
    { "'0012", "0012" },
    { "'+4930", "+4930" },
    { "'Ann'", "Ann" },
    { "'t Hooft", "'t Hooft" },
    { "'s-Hertogenbosch", "'s-Hertogenbosch" },
    { "O'Neill", "O'Neill" },
    { "=", "=" },
    { "'", "" },
    { "=\"\"", "" },
    { "José", "José" },
    { "\302", "\302" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwText value = fw_cell_trim (fw_text (cases[i].cell));

      g_assert_cmpmem (value.data, value.length, cases[i].value, strlen (cases[i].value));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moments/cells", test_moments);
  g_test_add_func ("/moments/own-names", test_own_names);
  g_test_add_func ("/moments/two-columns", test_two_columns);
  g_test_add_func ("/moments/days", test_days);
  g_test_add_func ("/moments/headers", test_headers);
  g_test_add_func ("/moments/orders", test_orders);
  g_test_add_func ("/moments/durations", test_durations);
  g_test_add_func ("/moments/decimals", test_decimals);
  g_test_add_func ("/moments/marks", test_cells);

  return g_test_run ();
}
