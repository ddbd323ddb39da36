/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-calendar.h"
#include "core/calendar/fw-duration.h"
#include "core/fw-error.h"

static gint64
at (const char *text)
{
  gint64 moment = 0;

  g_assert_true (fw_time_parse (fw_text (text), &moment));
  return moment;
}

static gint32
on (const char *text)
{
  gint32 date = 0;

  g_assert_true (fw_date_parse (fw_text (text), &date));
  return date;
}

static FwCalendar *
make_calendar (const char *zone_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwZone) zone = fw_zone_new (zone_name, 0, &error);

  g_assert_no_error (error);
  return fw_calendar_new (zone);
}

/* @texts: stretches with a space between them. */
static guint
read_hours (const char *texts, FwOpenHours hours[FW_CALENDAR_MOST_HOURS])
{
  g_auto (GStrv) split = g_strsplit (texts, " ", -1);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (; split[n] != NULL; n++)
    fw_open_hours_parse (fw_text (split[n]), &hours[n], &error);
  g_assert_no_error (error);
  return n;
}

static void
open_on (FwCalendar *calendar, guint first, guint last, const char *texts)
{
  FwOpenHours hours[FW_CALENDAR_MOST_HOURS];
  const guint n = read_hours (texts, hours);

  for (guint weekday = first; weekday <= last; weekday++)
    g_assert_true (fw_calendar_set_weekday (calendar, weekday, hours, n, NULL));
}

static void
set_date (FwCalendar *calendar, const char *date, const char *texts)
{
  FwOpenHours hours[FW_CALENDAR_MOST_HOURS];
  const guint n = *texts != '\0' ? read_hours (texts, hours) : 0;

  g_assert_true (fw_calendar_set_date (calendar, on (date), hours, n, NULL));
}

static void
assert_add (FwCalendar *calendar, const char *from, gint64 seconds, const char *expected)
{
  gint64 reached = 0;
  g_autofree char *text = NULL;

  if (expected == NULL)
    {
      g_assert_false (fw_calendar_add (calendar, at (from), seconds * FW_SECOND, &reached));
      return;
    }
  g_assert_true (fw_calendar_add (calendar, at (from), seconds * FW_SECOND, &reached));
  text = fw_time_format (reached);
  g_assert_cmpstr (text, ==, expected);
  if (calendar != NULL)
    g_assert_cmpint (fw_calendar_between (calendar, at (from), reached), ==, seconds * FW_SECOND);
}

static void
test_hours (void)
{
  static const struct
  {
    const char *text;
    guint from, to;
  } good[] = {
    { "09:00-18:00", 540, 1080 },  { "00:00-24:00", 0, 1440 }, { "22:00-06:00", 1320, 1800 },
    { "23:59-00:00", 1439, 1440 }, { "00:01-00:00", 1, 1440 },
  };
  static const char *const bad[] = { "",           "9:00-18:00",   "09:00-09:00", "24:00-09:00",
                                     "09:00",      "09:60-10:00",  "09:00-24:01", "09:00 18:00",
                                     "0900-1800",  "09:00-18:00 ", "a9:00-18:00", "-9:00-18:00",
                                     "25:00-26:00" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      FwOpenHours hours;

      g_assert_true (fw_open_hours_parse (fw_text (good[i].text), &hours, NULL));
      g_assert_cmpuint (hours.from, ==, good[i].from);
      g_assert_cmpuint (hours.to, ==, good[i].to);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      FwOpenHours hours;

      if (fw_open_hours_parse (fw_text (bad[i]), &hours, &error))
        g_error ("“%s” was taken for open hours", bad[i]);
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
  g_assert_cmpuint (fw_weekday_parse (FW_TEXT_LITERAL ("sun")), ==, 7);
  g_assert_cmpuint (fw_weekday_parse (FW_TEXT_LITERAL ("Mon")), ==, 0);
}

static void
test_durations (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds;
  } good[] = { { "0", 0 },        { "90", 90 },     { "90s", 90 },      { "30m", 1800 },
               { "1h30m", 5400 }, { "7d", 604800 }, { "2w1s", 1209601 } };
  static const char *const bad[] = { "",
                                     "h",
                                     "-1h",
                                     "1h1h",
                                     "30m1h",
                                     "1.5h",
                                     "1 h",
                                     "99999999999999999999",
                                     "99999999999999999999w",
                                     "36601d" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint64 duration;

      g_assert_true (fw_duration_parse (fw_text (good[i].text), &duration, NULL));
      g_assert_cmpint (duration, ==, good[i].seconds * FW_SECOND);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 duration;

      if (fw_duration_parse (fw_text (bad[i]), &duration, NULL))
        g_error ("“%s” was taken for a duration", bad[i]);
    }
}

static void
test_week (void)
{
  g_autoptr (FwCalendar) calendar = make_calendar ("Europe/Berlin");

  open_on (calendar, 1, 5, "09:00-12:00 13:00-18:00");
  set_date (calendar, "2026-12-24", "09:00-12:00");
  set_date (calendar, "2026-12-25", "");
  fw_calendar_set_date_like (calendar, on ("2026-12-19"), 1);

  assert_add (calendar, "2026-12-11T16:30:00Z", 3600, "2026-12-14T08:30:00Z"); /* over a weekend */
  assert_add (calendar, "2026-12-11T16:00:00Z", 3600, "2026-12-11T17:00:00Z"); /* at closing */
  assert_add (calendar, "2026-12-11T10:30:00Z", 3600, "2026-12-11T12:30:00Z"); /* over the noon */
  assert_add (calendar, "2026-12-18T17:00:00Z", 3600, "2026-12-19T09:00:00Z"); /* a made-up day */
  assert_add (calendar, "2026-12-24T10:00:00Z", 7200, "2026-12-28T09:00:00Z"); /* a half day */
  assert_add (calendar, "2026-12-12T00:00:00Z", 0, "2026-12-12T00:00:00Z");
  assert_add (NULL, "2026-12-12T00:00:00Z", 60, "2026-12-12T00:01:00Z");
  g_assert_cmpint (
      fw_calendar_between (calendar, at ("2026-12-21T00:00:00Z"), at ("2026-12-27T00:00:00Z")), ==,
      (3 * 8 + 3) * FW_HOUR);
  g_assert_cmpint (
      fw_calendar_between (calendar, at ("2026-12-27T00:00:00Z"), at ("2026-12-21T00:00:00Z")), ==,
      -(3 * 8 + 3) * FW_HOUR);
}

static void
test_changes_of_the_clock (void)
{
  g_autoptr (FwCalendar) night = make_calendar ("Europe/Berlin");
  g_autoptr (FwCalendar) early = make_calendar ("Europe/Berlin");
  g_autoptr (FwCalendar) whole = make_calendar ("America/Sao_Paulo");
  g_autoptr (FwCalendar) island = make_calendar ("Pacific/Apia");

  open_on (night, 1, 7, "22:00-06:00");
  g_assert_cmpint (
      fw_calendar_between (night, at ("2026-10-24T12:00:00Z"), at ("2026-10-25T12:00:00Z")), ==,
      9 * FW_HOUR);
  g_assert_cmpint (
      fw_calendar_between (night, at ("2026-03-28T12:00:00Z"), at ("2026-03-29T12:00:00Z")), ==,
      7 * FW_HOUR);

  /* A stretch that begins at a wall time that the clock skips, and at one that it shows twice. */
  open_on (early, 7, 7, "02:30-05:00");
  assert_add (early, "2026-03-29T00:00:00Z", 7200, "2026-03-29T03:00:00Z");
  assert_add (early, "2026-10-24T22:00:00Z", 1800, "2026-10-25T01:00:00Z");
  assert_add (early, "2026-10-24T22:00:00Z", 1801, "2026-10-25T01:30:01Z");

  /* Midnight itself is skipped, and lived through twice. */
  open_on (whole, 1, 7, "00:00-24:00");
  assert_add (whole, "2015-10-18T01:00:00Z", 25200, "2015-10-18T08:00:00Z");
  assert_add (whole, "2015-02-22T00:00:00Z", 18000, "2015-02-22T05:00:00Z");

  /* The island went over the date line: it had no 30 December 2011, a Friday. */
  open_on (island, 5, 5, "09:00-17:00");
  assert_add (island, "2011-12-24T03:00:00Z", 1, "2012-01-05T19:00:01Z");
}

static void
test_nights (void)
{
  g_autoptr (FwCalendar) calendar = make_calendar ("UTC");

  /* A night belongs to the day on which it starts, and so does that day's holiday. */
  open_on (calendar, 1, 7, "22:00-06:00");
  set_date (calendar, "2026-12-25", "");
  assert_add (calendar, "2026-12-25T05:30:00Z", 1800, "2026-12-25T06:00:00Z");
  assert_add (calendar, "2026-12-25T05:30:00Z", 1801, "2026-12-26T22:00:01Z");

  /* What overlaps counts once, also out of the night into the morning. */
  open_on (calendar, 1, 7, "05:00-08:00 07:00-09:00 22:00-06:00");
  g_assert_cmpint (
      fw_calendar_between (calendar, at ("2026-11-02T00:00:00Z"), at ("2026-11-03T00:00:00Z")), ==,
      11 * FW_HOUR);
}

static void
test_never (void)
{
  g_autoptr (FwCalendar) calendar = make_calendar ("Asia/Shanghai");
  g_autoptr (GError) error = NULL;

  assert_add (calendar, "2026-11-02T00:00:00Z", 1, NULL);
  g_assert_false (fw_calendar_check (calendar, at ("2026-11-02T00:00:00Z"), &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (fw_calendar_tells_year (calendar, 2027));

  set_date (calendar, "2026-12-01", "09:00-17:00");
  assert_add (calendar, "2026-11-02T00:00:00Z", 28800, "2026-12-01T09:00:00Z");
  assert_add (calendar, "2026-11-02T00:00:00Z", 28801, NULL);
  g_assert_true (fw_calendar_check (calendar, at ("2026-11-02T00:00:00Z"), &error));
  g_assert_false (fw_calendar_check (calendar, at ("2026-12-01T09:00:00Z"), NULL));
  g_assert_true (fw_calendar_tells_year (calendar, 2026));
  g_assert_false (fw_calendar_tells_year (calendar, 2027));

  /* One minute a week for a hundred years of open time lies behind the end of all years. */
  open_on (calendar, 1, 1, "09:00-09:01");
  assert_add (calendar, "2026-11-02T00:00:00Z", FW_DURATION_MOST / FW_SECOND, NULL);
  assert_add (NULL, "9999-12-31T00:00:00Z", 86400, NULL);
}

static void
test_too_many (void)
{
  g_autoptr (FwCalendar) calendar = make_calendar ("UTC");
  FwOpenHours hours[FW_CALENDAR_MOST_HOURS + 1] = { { 0, 1 } };
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_calendar_set_weekday (calendar, 1, hours, G_N_ELEMENTS (hours), &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_false (fw_calendar_set_date (calendar, 0, hours, G_N_ELEMENTS (hours), NULL));
}

/* ---- against a count of every minute, by the system's own clock ---- */

typedef struct
{
  FwCalendar *calendar;
  GTimeZone *zone;
  FwOpenHours week[7][3];
  guint n_week[7];
  gint32 first; /* of the dates that are otherwise */
  FwOpenHours dates[60][2];
  gint n_dates[60]; /* -1: as its weekday */
} Random;

static FwOpenHours
random_hours (void)
{
  FwOpenHours hours = { (guint) g_test_rand_int_range (0, 96) * 15, 0 };

  hours.to = hours.from + (guint) g_test_rand_int_range (1, 97) * 15;
  return hours;
}

static void
random_init (Random *self, const char *zone_name, gint32 first)
{
  self->calendar = make_calendar (zone_name);
  self->zone = g_time_zone_new_identifier (zone_name);
  self->first = first;
  for (guint day = 0; day < 7; day++)
    {
      self->n_week[day] = (guint) g_test_rand_int_range (0, 4);
      for (guint i = 0; i < self->n_week[day]; i++)
        self->week[day][i] = random_hours ();
      g_assert_true (fw_calendar_set_weekday (self->calendar, day + 1, self->week[day],
                                              self->n_week[day], NULL));
    }
  for (gint i = 0; i < (gint) G_N_ELEMENTS (self->dates); i++)
    {
      self->n_dates[i] = g_test_rand_int_range (0, 8) > 0 ? -1 : g_test_rand_int_range (0, 3);
      for (gint j = 0; j < self->n_dates[i]; j++)
        self->dates[i][j] = random_hours ();
      if (self->n_dates[i] >= 0)
        g_assert_true (fw_calendar_set_date (self->calendar, first + i, self->dates[i],
                                             (guint) self->n_dates[i], NULL));
    }
}

static void
random_clear (Random *self)
{
  fw_calendar_unref (self->calendar);
  g_time_zone_unref (self->zone);
}

static gboolean
starts_open (const Random *self, gint32 date, guint minute)
{
  const gint other = date - self->first;
  const guint day = (guint) (((date + 3) % 7 + 7) % 7);
  const FwOpenHours *hours = self->week[day];
  guint n = self->n_week[day];

  if (other >= 0 && other < (gint) G_N_ELEMENTS (self->dates) && self->n_dates[other] >= 0)
    {
      hours = self->dates[other];
      n = (guint) self->n_dates[other];
    }
  for (guint i = 0; i < n; i++)
    if (minute >= hours[i].from && minute < hours[i].to)
      return TRUE;
  return FALSE;
}

static gboolean
is_open (const Random *self, gint64 minute)
{
  const gint interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, minute * 60);
  const gint64 wall = minute + g_time_zone_get_offset (self->zone, interval) / 60;
  const gint32 date = (gint32) (wall / 1440);

  return starts_open (self, date, (guint) (wall % 1440)) ||
         starts_open (self, date - 1, (guint) (wall % 1440) + 1440);
}

static void
test_minute_by_minute (void)
{
  static const struct
  {
    const char *zone, *around;
  } cases[] = {
    { "Europe/Berlin", "2026-03-29" },     { "Europe/Berlin", "2026-10-25" },
    { "America/Sao_Paulo", "2015-10-18" }, { "America/Sao_Paulo", "2015-02-22" },
    { "Asia/Tehran", "2015-09-22" },       { "Australia/Lord_Howe", "2026-04-05" },
    { "Pacific/Apia", "2011-12-30" },      { "Asia/Shanghai", "2026-10-10" },
    { "America/New_York", "2026-11-01" },
  };

  for (guint i = 0; i < 12 * G_N_ELEMENTS (cases); i++)
    {
      const gint32 date = on (cases[i % G_N_ELEMENTS (cases)].around);
      const gint64 from = (date - 15) * 1440 + g_test_rand_int_range (0, 1440);
      const gint64 length = g_test_rand_int_range (1, 30 * 1440);
      gint64 open = 0, last = -1, reached;
      Random random;

      random_init (&random, cases[i % G_N_ELEMENTS (cases)].zone, date - 30);
      for (gint64 minute = from; minute < from + length; minute++)
        if (is_open (&random, minute))
          {
            open++;
            last = minute;
          }
      g_assert_cmpint (
          fw_calendar_between (random.calendar, from * FW_MINUTE, (from + length) * FW_MINUTE), ==,
          open * FW_MINUTE);
      g_assert_true (
          fw_calendar_add (random.calendar, from * FW_MINUTE, open * FW_MINUTE, &reached));
      g_assert_cmpint (reached, ==, open > 0 ? (last + 1) * FW_MINUTE : from * FW_MINUTE);
      random_clear (&random);
    }
}

/* Far away, weeks are counted at one go; the sum of the pieces says the same. */
static void
test_far (void)
{
  for (guint i = 0; i < 20; i++)
    {
      const gint64 from = on ("2024-01-01") * 24 * FW_HOUR + g_test_rand_int_range (0, 86400);
      gint64 moment = from, sum = 0, reached;
      Random random;

      random_init (&random, i % 2 == 0 ? "Europe/Berlin" : "Australia/Sydney", on ("2026-01-01"));
      for (guint j = 0; j < 400; j++)
        {
          const gint64 next = moment + g_test_rand_int_range (1, 20 * 86400) * FW_SECOND;

          sum += fw_calendar_between (random.calendar, moment, next);
          moment = next;
        }
      g_assert_cmpint (fw_calendar_between (random.calendar, from, moment), ==, sum);
      if (fw_calendar_add (random.calendar, from, sum, &reached))
        {
          g_assert_cmpint (reached, <=, moment);
          g_assert_cmpint (fw_calendar_between (random.calendar, from, reached), ==, sum);
          g_assert_cmpint (fw_calendar_between (random.calendar, from, reached - (sum > 0)), ==,
                           MAX (sum - 1, 0));
        }
      random_clear (&random);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/hours", test_hours);
  g_test_add_func ("/calendar/durations", test_durations);
  g_test_add_func ("/calendar/week", test_week);
  g_test_add_func ("/calendar/changes-of-the-clock", test_changes_of_the_clock);
  g_test_add_func ("/calendar/nights", test_nights);
  g_test_add_func ("/calendar/never", test_never);
  g_test_add_func ("/calendar/too-many", test_too_many);
  g_test_add_func ("/calendar/minute-by-minute", test_minute_by_minute);
  g_test_add_func ("/calendar/far", test_far);
  return g_test_run ();
}
