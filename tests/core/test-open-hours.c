/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendars from records, working days, and clocks that count them: held against a count minute by
 * minute by the clock on the wall. */
#include "core/flow/fw-clock.h"
#include "core/people/fw-open-hours.h"
#include "support/fw-test-record.h"

static gint64
at (const char *text)
{
  gint64 moment = 0;

  g_assert_true (fw_time_parse (fw_text (text), &moment));
  return moment;
}

static FwRecord *
make_office (const char *id, const char *site, const char *hours)
{
  return fw_test_record ("open-hours", id, "name", id, "site", site, "monday", hours, "tuesday",
                         hours, "wednesday", hours, "thursday", hours, "friday", hours, NULL);
}

static FwRecord *
make_day (const char *id, const char *site, const char *day, const char *worked, const char *own)
{
  return fw_test_record ("special-day", id, "name", id, "site", site, "day", day, "worked", worked,
                         "day_hours", own, NULL);
}

/* A working week of Shanghai over National Day 2026, with a Saturday that makes up for it, half a
 * day, and what another site says. */
static FwCalendar *
make_shanghai (gboolean turned)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  g_ptr_array_add (hours, make_office ("office", "sh", "09:00-12:00, 13:00-18:00"));
  g_ptr_array_add (hours, make_office ("later", "sh", "00:00-24:00"));
  g_ptr_array_add (hours, make_office ("a-other", "bj", "00:00-24:00"));
  g_ptr_array_add (days, make_day ("national", "", "2026-10-01", "closed", ""));
  g_ptr_array_add (days, make_day ("bridge", "", "2026-10-02", "closed", ""));
  g_ptr_array_add (days, make_day ("made-up", "sh", "2026-10-10", "monday", ""));
  g_ptr_array_add (days, make_day ("all", "", "2026-10-06", "closed", ""));
  g_ptr_array_add (days, make_day ("half", "sh", "2026-10-06", "hours", "09:00-12:00"));
  g_ptr_array_add (days, make_day ("theirs", "bj", "2026-10-07", "closed", ""));
  if (turned)
    for (guint i = 0; i < days->len / 2; i++)
      {
        gpointer last = days->pdata[days->len - 1 - i];

        days->pdata[days->len - 1 - i] = days->pdata[i];
        days->pdata[i] = last;
      }
  /* "later" comes first by its id. */
  fw_record_unref (hours->pdata[1]);
  hours->pdata[1] = make_office ("z-later", "sh", "00:00-24:00");
  return fw_open_hours_make (hours, days, "sh", NULL, zone);
}

static void
test_records (void)
{
  g_autoptr (FwCalendar) calendar = make_shanghai (FALSE);
  g_autoptr (FwCalendar) turned = make_shanghai (TRUE);

  g_assert_cmpstr (fw_calendar_get_name (calendar), ==, "office");
  for (gint32 day = 0; day < 14; day++)
    {
      static const guint open[] = { 8, 8, 8, 0, 0, 0, 0, 8, 3, 8, 8, 8, 8, 0 };
      const gint64 from = at ("2026-09-27T16:00:00Z") + day * 24 * FW_HOUR;

      g_assert_cmpint (fw_calendar_between (calendar, from, from + 24 * FW_HOUR), ==,
                       open[day] * FW_HOUR);
      g_assert_cmpint (fw_calendar_between (turned, from, from + 24 * FW_HOUR), ==,
                       open[day] * FW_HOUR);
    }
  g_assert_cmpstr (fw_calendar_get_occasion (
                       calendar, fw_calendar_get_date (calendar, at ("2026-10-06T01:00:00Z"))),
                   ==, "half");
  g_assert_null (fw_calendar_get_occasion (
      calendar, fw_calendar_get_date (calendar, at ("2026-10-07T01:00:00Z"))));
}

/* A department's own hours, wherever they are said; else those of the site; else none. */
static void
test_departments (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GPtrArray) days = g_ptr_array_new ();
  g_autoptr (FwCalendar) parts = NULL, abroad = NULL, legal = NULL, site = NULL, none = NULL;

  g_ptr_array_add (hours, fw_test_record ("open-hours", "p", "name", "Parts", "site", "sh",
                                          "department", "parts", "monday", "10:00-11:00", NULL));
  g_ptr_array_add (hours, fw_test_record ("open-hours", "a", "name", "Abroad", "site", "bj",
                                          "department", "abroad", "monday", "10:00-11:00", NULL));
  g_ptr_array_add (hours, make_office ("office", "sh", "09:00-17:00"));
  parts = fw_open_hours_make (hours, days, "sh", "parts", zone);
  abroad = fw_open_hours_make (hours, days, "sh", "abroad", zone);
  legal = fw_open_hours_make (hours, days, "sh", "legal", zone);
  site = fw_open_hours_make (hours, days, "sh", NULL, zone);
  none = fw_open_hours_make (hours, days, "bj", NULL, zone);
  g_assert_cmpstr (fw_calendar_get_name (parts), ==, "Parts");
  g_assert_cmpstr (fw_calendar_get_name (abroad), ==, "Abroad");
  g_assert_cmpstr (fw_calendar_get_name (legal), ==, "office");
  g_assert_cmpstr (fw_calendar_get_name (site), ==, "office");
  g_assert_null (none);
}

/* What more than one field says together. */
static void
test_refused (void)
{
  g_autoptr (FwRecord) night =
      fw_test_record ("open-hours", "n", "name", "n", "site", "sh", "monday", "09:00-18:00",
                      "sunday", "18:00-10:00", NULL);
  g_autoptr (FwRecord) apart =
      fw_test_record ("open-hours", "n", "name", "n", "site", "sh", "monday", "10:00-18:00",
                      "sunday", "18:00-10:00", NULL);
  g_autoptr (FwRecord) none = make_day ("d", "", "2026-10-01", "hours", "");
  g_autoptr (FwRecord) some = make_day ("d", "", "2026-10-01", "hours", "09:00-12:00");
  g_autoptr (GError) overlaps = NULL, empty = NULL;

  g_assert_false (fw_open_hours_check (night, &overlaps));
  g_assert_true (g_str_has_prefix (overlaps->message, "monday: "));
  g_assert_true (fw_open_hours_check (apart, NULL));
  g_assert_false (fw_special_day_check (none, &empty));
  g_assert_true (g_str_has_prefix (empty->message, "day_hours: "));
  g_assert_true (fw_special_day_check (some, NULL));
}

static void
assert_days (FwCalendar *base, const char *from, double days, const char *expected)
{
  g_autoptr (FwCalendar) calendar = fw_calendar_new_by_days (base);
  g_autofree char *text = NULL;
  gint64 reached;

  g_assert_true (fw_calendar_add (calendar, at (from), (gint64) (days * 24 * FW_HOUR), &reached));
  text = fw_time_format (reached);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (fw_calendar_between (calendar, at (from), reached), ==,
                   (gint64) (days * 24 * FW_HOUR));
}

/* In UTC; Shanghai is eight hours ahead. */
static void
test_working_days (void)
{
  g_autoptr (FwCalendar) base = make_shanghai (FALSE);

  /* Two days from Monday 09:00 on end as the second one closes. */
  assert_days (base, "2026-09-28T01:00:00Z", 2, "2026-09-29T10:00:00Z");
  /* From Friday 17:00 on: the same time of Tuesday. */
  assert_days (base, "2026-09-18T09:00:00Z", 2, "2026-09-22T09:00:00Z");
  /* From Wednesday 17:00, an hour before it closes for National Day: Thursday and Friday are
   * closed, Monday counts, and of Tuesday, which has three hours, seven eighths. */
  assert_days (base, "2026-09-30T09:00:00Z", 2, "2026-10-06T03:37:30Z");
  /* From a Saturday on which nothing is open. */
  assert_days (base, "2026-10-03T04:00:00Z", 1, "2026-10-05T10:00:00Z");
  /* The Saturday that makes up for Friday. */
  assert_days (base, "2026-10-09T01:00:00Z", 2, "2026-10-10T10:00:00Z");
  assert_days (base, "2026-10-09T01:00:00Z", 0, "2026-10-09T01:00:00Z");
}

/* ---- minute by minute ---- */

typedef struct
{
  gint32 date; /* of the working day */
  gboolean open;
} Minute;

/* By the clock on the wall alone: open in a stretch of its date, or of the night before. */
static Minute
look (FwZone *zone, gint64 moment, const FwOpenHours *hours, const gint32 *closed, guint n_closed)
{
  gint64 until;
  const gint64 wall = moment + fw_zone_get_offset (zone, moment, &until) * FW_SECOND;
  gint32 date = (gint32) (wall / (24 * FW_HOUR));
  guint minute = (guint) (wall % (24 * FW_HOUR) / FW_MINUTE);

  for (guint before = 0; before < 2; before++, date--, minute += 1440)
    {
      gboolean is_closed = fw_zone_get_weekday (date) > 5;

      for (guint i = 0; i < n_closed; i++)
        is_closed |= closed[i] == date;
      if (!is_closed && minute >= hours->from && minute < hours->to)
        return (Minute){ date, TRUE };
    }
  return (Minute){ 0, FALSE };
}

typedef struct
{
  const char *zone;
  const char *from; /* a Monday, or so */
  FwOpenHours hours;
} Place;

/* Over a change of the clock, by day and by night. */
static const Place places[] = {
  { "Europe/Berlin", "2026-03-20T00:00:00Z", { 540, 1080 } },
  { "Europe/Berlin", "2026-03-20T00:00:00Z", { 1320, 1800 } },
  { "Europe/Berlin", "2026-10-19T00:00:00Z", { 1320, 1800 } },
  { "America/New_York", "2026-10-26T00:00:00Z", { 0, 1440 } },
  { "Asia/Shanghai", "2026-09-28T00:00:00Z", { 540, 1050 } },
};

#define SPAN_DAYS 21

static void
test_minutes (void)
{
  for (guint p = 0; p < G_N_ELEMENTS (places); p++)
    {
      g_autoptr (FwZone) zone = fw_zone_new (places[p].zone, 0, NULL);
      g_autoptr (FwCalendar) base = fw_calendar_new (zone);
      g_autoptr (FwCalendar) by_days = fw_calendar_new_by_days (base);
      g_autoptr (GHashTable) lengths = g_hash_table_new (NULL, NULL);
      const gint64 start = at (places[p].from);
      const gint32 first = fw_zone_get_day (zone, start);
      const gint32 closed[] = { first + 3, first + 9 };
      gint64 open = 0;
      double days = 0;

      for (guint weekday = 1; weekday <= 5; weekday++)
        fw_calendar_set_weekday (base, weekday, &places[p].hours, 1, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
        fw_calendar_set_date (base, closed[i], NULL, 0, NULL);

      /* How long each working day is, with two days before and after. */
      for (gint64 m = -2 * 1440; m < (SPAN_DAYS + 2) * 1440; m++)
        {
          const Minute minute = look (zone, start + m * FW_MINUTE, &places[p].hours, closed, 2);
          gpointer key = GINT_TO_POINTER (minute.date);

          if (minute.open)
            g_hash_table_insert (
                lengths, key,
                GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (lengths, key)) + 1));
        }
      for (gint64 m = 0; m < SPAN_DAYS * 1440; m++)
        {
          const gint64 moment = start + m * FW_MINUTE;
          const Minute minute = look (zone, moment, &places[p].hours, closed, 2);

          if (m % 97 == 0)
            {
              const gint64 counted = fw_calendar_between (by_days, start, moment);
              gint64 back = 0;

              g_assert_cmpint (fw_calendar_between (base, start, moment), ==, open);
              g_assert_cmpint (ABS (counted - (gint64) (days * 24 * FW_HOUR)), <=, 2);
              if (counted > 0)
                {
                  g_assert_true (fw_calendar_add (by_days, start, counted, &back));
                  g_assert_cmpint (back, <=, moment);
                  g_assert_cmpint (ABS (fw_calendar_between (by_days, start, back) - counted), <=,
                                   2);
                  g_assert_cmpint (fw_calendar_between (base, back, moment), <=, 2);
                }
            }
          if (!minute.open)
            continue;
          open += FW_MINUTE;
          days +=
              1.0 / GPOINTER_TO_INT (g_hash_table_lookup (lengths, GINT_TO_POINTER (minute.date)));
        }
      g_assert_cmpint (open, >, 0);
    }
}

/* ---- clocks ---- */

static void
test_clock (void)
{
  g_autoptr (FwCalendar) base = make_shanghai (FALSE);
  g_autoptr (FwCalendar) calendar = fw_calendar_new_by_days (base);
  g_autoptr (FwClock) clock =
      fw_clock_new (at ("2026-09-30T09:00:00Z"), 48 * FW_HOUR, 8 * FW_HOUR, calendar);
  g_autoptr (GArray) days = NULL;
  FwClockCount count;
  gint64 due = 0, sum = 0, paused = 0;

  /* Stands still all of Monday's morning. */
  fw_clock_add_pause (clock, at ("2026-10-04T23:00:00Z"), at ("2026-10-05T04:30:00Z"));
  g_assert_true (fw_clock_find_due (clock, &due));
  g_assert_cmpint (due, ==, at ("2026-10-07T03:00:00Z"));

  days = fw_clock_list_days (clock, due, 100);
  g_assert_cmpuint (days->len, ==, 8);
  for (guint i = 0; i < days->len; i++)
    {
      static const guint counted[] = { 1, 0, 0, 0, 0, 5, 3, 2 };
      const FwClockDay *day = &g_array_index (days, FwClockDay, i);

      g_assert_cmpint (day->counted, ==, counted[i] * FW_HOUR);
      g_assert_cmpint (day->paused, ==, i == 5 ? 3 * FW_HOUR : 0);
      g_assert_cmpint (day->closed, ==, i > 0 && i < 5);
      sum += day->counted;
      paused += day->paused;
    }
  g_assert_cmpstr (g_array_index (days, FwClockDay, 1).occasion, ==, "national");
  count = fw_clock_count (clock, due);
  g_assert_cmpint (count.counted, ==, sum);
  g_assert_cmpint (count.paused, ==, paused);
  g_assert_cmpint (count.counted + count.paused + count.closed, ==, due - clock->start);
  g_assert_cmpint (count.used, ==, 48 * FW_HOUR);

  /* What is done stays as it was, whatever is said of the days later. */
  fw_clock_stop (clock, at ("2026-10-06T02:00:00Z"));
  count = fw_clock_count (clock, due);
  fw_calendar_set_date (base, fw_calendar_get_date (base, at ("2026-10-05T04:00:00Z")), NULL, 0,
                        NULL);
  g_assert_true (fw_clock_find_due (clock, &sum));
  g_assert_cmpint (sum, ==, due);
  g_assert_cmpint (fw_clock_count (clock, due).counted, ==, count.counted);
  g_assert_cmpstr (fw_clock_state_to_name (fw_clock_get_state (clock, due)), ==, "kept");
}

static void
test_lists (void)
{
  static const struct
  {
    const char *text;
    gint n; /* -1: refused */
  } lists[] = {
    { NULL, 0 },
    { "", 0 },
    { "09:00-18:00", 1 },
    { "09:00-12:00,13:30-18:00", 2 },
    { "09:00-12:00; 13:30-18:00", 2 },
    { "09:00-12:00、13:30-18:00，20:00-22:00", 3 },
    { "09:00-12:00, 12:00-18:00", 2 },
    { "09:00-12:00, 22:00-06:00", 2 },
    { "09:00-12:00,", -1 },
    { ",09:00-12:00", -1 },
    { "09:00-12:00 13:30-18:00", -1 },
    { "13:30-18:00, 09:00-12:00", -1 },
    { "09:00-12:00, 11:59-18:00", -1 },
    { "22:00-06:00, 23:00-24:00", -1 },
    { " ", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      FwOpenHours hours[FW_CALENDAR_MOST_HOURS];
      guint n;
      const gboolean taken = fw_open_hours_parse_list (lists[i].text, hours, &n);

      if (taken != (lists[i].n >= 0) || (taken && n != (guint) lists[i].n))
        g_error ("“%s” was %s", lists[i].text, taken ? "taken" : "refused");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/open-hours/lists", test_lists);
  g_test_add_func ("/open-hours/records", test_records);
  g_test_add_func ("/open-hours/refused", test_refused);
  g_test_add_func ("/open-hours/departments", test_departments);
  g_test_add_func ("/open-hours/working-days", test_working_days);
  g_test_add_func ("/open-hours/minutes", test_minutes);
  g_test_add_func ("/open-hours/clock", test_clock);
  return g_test_run ();
}
