/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-zone.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 at;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "1970-01-01T00:00:00.000001Z", 1 },
    { "1969-12-31T23:59:59.9Z", -100000 },
    { "2026-11-21T12:34:56Z", G_GINT64_CONSTANT (1795264496000000) },
    { "2026-11-21t12:34:56z", G_GINT64_CONSTANT (1795264496000000) },
    { "2026-11-21 13:34:56+01:00", G_GINT64_CONSTANT (1795264496000000) },
    { "2026-11-21T07:04:56-05:30", G_GINT64_CONSTANT (1795264496000000) },
    { "2016-12-31T23:59:60Z", G_GINT64_CONSTANT (1483228800000000) },
    { "2000-02-29T00:00:00.12Z", G_GINT64_CONSTANT (951782400120000) },
    { "9999-12-31T23:59:59.999999Z", G_GINT64_CONSTANT (253402300799999999) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at = -1;

      g_assert_true (fw_time_parse (fw_text (cases[i].text), &at));
      g_assert_cmpint (at, ==, cases[i].at);
    }
}

static void
test_refuse (void)
{
  static const char *const cases[] = {
    "",
    "Z",
    "2026-11-21",
    "2026-11-21T12:34:56",
    "2026-11-21T12:34Z",
    "2026-11-21T12:34:56.Z",
    "2026-11-21T12:34:56.1234567Z",
    "2026-11-21T12:34:56.12a4Z",
    "2026-11-21T24:00:00Z",
    "2026-11-21T12:60:00Z",
    "2026-11-21T12:00:61Z",
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "2026-11-21T12:34:56+0100",
    "2026-11-21T12:34:56+24:00",
    "2026-11-21T12:34:56+01:60",
    "2026-11-21T12:34:56+01:00x",
    "2026-11-21T12:34:56ZZ",
    "-026-11-21T12:34:56Z",
    "2026/11/21T12:34:56Z",
    "２０２６-11-21T12:34:56Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at;

      if (fw_time_parse (fw_text (cases[i]), &at))
        g_error ("“%s” was taken for a time", cases[i]);
    }
  g_assert_false (fw_time_parse (FW_TEXT_NONE, &(gint64){ 0 }));
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      gint64 at = (gint64) g_test_rand_int () * 2000003 - G_GINT64_CONSTANT (4000000000000000) +
                  (gint64) g_test_rand_int ();
      g_autofree char *text = NULL;
      g_autoptr (GDateTime) reference = NULL;
      gint64 back;

      if (i % 3 == 0)
        at -= at % FW_SECOND;
      text = fw_time_format (at);
      g_assert_true (fw_time_parse (fw_text (text), &back));
      g_assert_cmpint (back, ==, at);
      reference = g_date_time_new_from_iso8601 (text, NULL);
      g_assert_cmpint (g_date_time_to_unix (reference) * FW_SECOND +
                           g_date_time_get_microsecond (reference),
                       ==, at);
    }
}

static void
test_format (void)
{
  g_autofree char *whole = fw_time_format (0);
  g_autofree char *millis = fw_time_format (250000);
  g_autofree char *micros = fw_time_format (-1);

  g_assert_cmpstr (whole, ==, "1970-01-01T00:00:00Z");
  g_assert_cmpstr (millis, ==, "1970-01-01T00:00:00.250Z");
  g_assert_cmpstr (micros, ==, "1969-12-31T23:59:59.999999Z");
}

static void
test_dates (void)
{
  gint32 date = -1;

  g_assert_true (fw_date_parse (FW_TEXT_LITERAL ("2026-11-21"), &date));
  g_assert_cmpint (date, ==, 20778);
  g_assert_false (fw_date_parse (FW_TEXT_LITERAL ("2026-11-31"), &date));
  g_assert_false (fw_date_parse (FW_TEXT_LITERAL ("2026-11-211"), &date));
  g_assert_false (fw_date_parse (FW_TEXT_NONE, &date));

  for (date = -800000; date < 200000; date += 37)
    {
      gint year;
      guint month, day;

      fw_date_to_civil (date, &year, &month, &day);
      g_assert_cmpint (fw_date_from_civil (year, month, day), ==, date);
      if (year >= 1)
        {
          g_autofree char *text = fw_date_format (date);
          gint32 back;

          g_assert_true (fw_date_parse (fw_text (text), &back));
          g_assert_cmpint (back, ==, date);
        }
    }

  g_assert_cmpuint (fw_zone_get_weekday (0), ==, 4);
  g_assert_cmpuint (fw_zone_get_weekday (20778), ==, 6); /* a Saturday */
  g_assert_cmpint (fw_date_get_monday (20778), ==, 20773);
  g_assert_cmpint (fw_date_get_month_start (20778), ==, 20758);
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    gint32 day; /* 0: refused */
  } cases[] = {
    { "today", 20778 },
    { "today-6", 20772 },
    { "today+1", 20779 },
    { "today-9999", 10779 },
    { "2026-11-21", 20778 },
    { "today-", 0 },
    { "today6", 0 },
    { "today-10000", 0 },
    { "todays", 0 },
    { "Today", 0 },
    { "today-1d", 0 },
    { "today--1", 0 },
    { "", 0 },
    { "tod", 0 },
    { "2026-02-30", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint32 day = 0;

      if (fw_day_parse (fw_text (cases[i].text), 20778, &day))
        g_assert_cmpint (day, ==, cases[i].day);
      else
        g_assert_cmpint (cases[i].day, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/refuse", test_refuse);
  g_test_add_func ("/time/round-trip", test_round_trip);
  g_test_add_func ("/time/format", test_format);
  g_test_add_func ("/time/dates", test_dates);
  g_test_add_func ("/time/days", test_days);
  return g_test_run ();
}
