/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-clock.h"

static gint64
at (const char *text)
{
  gint64 moment = 0;

  g_assert_true (fw_time_parse (fw_text (text), &moment));
  return moment;
}

static FwCalendar *
make_office (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  FwCalendar *calendar = fw_calendar_new (zone);
  const FwOpenHours hours = { 9 * 60, 17 * 60 };

  for (guint weekday = 1; weekday <= 5; weekday++)
    g_assert_true (fw_calendar_set_weekday (calendar, weekday, &hours, 1, NULL));
  return calendar;
}

static void
assert_due (const FwClock *clock, const char *expected)
{
  g_autofree char *text = NULL;
  gint64 due;

  if (expected == NULL)
    {
      g_assert_false (fw_clock_find_due (clock, &due));
      return;
    }
  g_assert_true (fw_clock_find_due (clock, &due));
  text = fw_time_format (due);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_state (const FwClock *clock, const char *moment, const char *expected)
{
  g_assert_cmpstr (fw_clock_state_to_name (fw_clock_get_state (clock, at (moment))), ==, expected);
}

static void
test_life (void)
{
  g_autoptr (FwCalendar) office = make_office ();
  g_autoptr (FwClock) clock =
      fw_clock_new (at ("2026-11-06T16:00:00Z"), 4 * FW_HOUR, FW_HOUR, office);
  FwClockCount count;

  assert_due (clock, "2026-11-09T12:00:00Z");
  assert_state (clock, "2026-11-08T00:00:00Z", "running");
  assert_state (clock, "2026-11-09T11:00:00Z", "warned");
  assert_state (clock, "2026-11-09T12:00:00Z", "breached");

  fw_clock_add_pause (clock, at ("2026-11-06T16:30:00Z"), G_MAXINT64);
  assert_due (clock, NULL);
  assert_state (clock, "2026-11-06T16:30:00Z", "paused");
  fw_clock_end_pause (clock, at ("2026-11-09T10:00:00Z"));
  assert_due (clock, "2026-11-09T13:30:00Z");

  /* Where the time went: half an hour before the pause, half of the pause was open on Friday and an
   * hour on Monday, the rest of it closed. */
  count = fw_clock_count (clock, at ("2026-11-09T11:00:00Z"));
  g_assert_cmpint (count.counted, ==, 3 * FW_HALF_HOUR);
  g_assert_cmpint (count.paused, ==, 3 * FW_HALF_HOUR);
  g_assert_cmpint (count.counted + count.paused + count.closed, ==,
                   at ("2026-11-09T11:00:00Z") - clock->start);

  fw_clock_stop (clock, at ("2026-11-09T13:30:00Z"));
  assert_state (clock, "2026-11-20T00:00:00Z", "kept");
  fw_clock_continue (clock, at ("2026-11-10T09:00:00Z"));
  assert_state (clock, "2026-11-10T09:00:00Z", "breached");
  fw_clock_stop (clock, at ("2026-11-10T09:00:01Z"));
  assert_state (clock, "2026-11-20T00:00:00Z", "late");
}

/* A pause that begins when the limit is used up does not undo that; one that ends where it began is
 * none. */
static void
test_edges (void)
{
  g_autoptr (FwClock) clock = fw_clock_new (at ("2026-11-02T09:00:00Z"), 2 * FW_HOUR, 0, NULL);
  g_autoptr (FwClock) none = fw_clock_new (at ("2026-11-02T09:00:00Z"), 0, FW_HOUR, NULL);
  gint64 warn;

  fw_clock_add_pause (clock, at ("2026-11-02T11:00:00Z"), G_MAXINT64);
  assert_due (clock, "2026-11-02T11:00:00Z");
  fw_clock_end_pause (clock, at ("2026-11-02T11:00:00Z"));
  g_assert_cmpuint (clock->pauses->len, ==, 0);
  g_assert_false (fw_clock_find_warn (clock, &warn));

  fw_clock_add_pause (none, at ("2026-11-01T00:00:00Z"), G_MAXINT64);
  assert_due (none, "2026-11-02T09:00:00Z");
  g_assert_true (fw_clock_find_warn (none, &warn));
  g_assert_cmpint (warn, ==, none->start);
}

static void
test_stuck (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  g_autoptr (FwCalendar) closed = fw_calendar_new (zone);
  g_autoptr (FwClock) clock = fw_clock_new (at ("2026-11-02T09:00:00Z"), FW_HOUR, 0, closed);

  assert_due (clock, NULL);
  assert_state (clock, "2027-11-02T09:00:00Z", "stuck");
  fw_clock_add_pause (clock, at ("2026-11-03T00:00:00Z"), G_MAXINT64);
  assert_state (clock, "2027-11-02T09:00:00Z", "paused");
  fw_clock_void (clock, at ("2027-11-02T09:00:00Z"));
  assert_state (clock, "2027-11-02T09:00:00Z", "void");
}

/* A limit that applies again is the one that applied before, with all that was told of it. */
static void
test_terms (void)
{
  g_autoptr (FwClock) clock = fw_clock_new (0, FW_HOUR, 0, NULL);

  fw_clock_restate (clock, 2 * FW_HOUR, 0, NULL);
  g_assert_cmpuint (clock->term, ==, 1);
  fw_clock_restate (clock, FW_HOUR, 0, NULL);
  g_assert_cmpuint (clock->term, ==, 0);
  g_assert_cmpuint (clock->terms->len, ==, 2);
}

/* ---- properties ---- */

/* Minute by minute: what is open and in no pause is counted. */
static gint64
count_minutes (FwCalendar *calendar, const FwClockPause *pauses, guint n, gint64 from, gint64 to)
{
  gint64 counted = 0;

  for (gint64 moment = from; moment < to; moment += FW_MINUTE)
    {
      gboolean paused = FALSE;

      for (guint i = 0; i < n; i++)
        paused |= moment >= pauses[i].from && moment < pauses[i].to;
      if (!paused && fw_calendar_between (calendar, moment, moment + FW_MINUTE) > 0)
        counted += FW_MINUTE;
    }
  return counted;
}

static void
shuffle (FwClockPause *pauses, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      const guint j = (guint) g_test_rand_int_range (0, (gint) i);
      const FwClockPause kept = pauses[i - 1];

      pauses[i - 1] = pauses[j];
      pauses[j] = kept;
    }
}

/* Pauses in any order, apart or over each other, make the same clock, which counts what a count of
 * every minute does. */
static void
test_any_order (void)
{
  g_autoptr (FwCalendar) office = make_office ();
  const gint64 start = at ("2026-10-30T12:00:00Z"), end = start + 12 * 24 * FW_HOUR;

  for (guint round = 0; round < 60; round++)
    {
      FwCalendar *calendar = round % 3 == 0 ? NULL : office;
      const guint n = (guint) g_test_rand_int_range (0, 6);
      const gint64 limit = g_test_rand_int_range (0, 40 * 60) * FW_MINUTE;
      g_autoptr (FwClock) one = fw_clock_new (start, limit, FW_HOUR, calendar);
      g_autoptr (FwClock) other = fw_clock_new (start, limit, FW_HOUR, calendar);
      FwClockPause pauses[6];
      gint64 due, same;

      for (guint i = 0; i < n; i++)
        {
          pauses[i].from = start + g_test_rand_int_range (-600, 10 * 1440) * FW_MINUTE;
          pauses[i].to = pauses[i].from + g_test_rand_int_range (0, 2000) * FW_MINUTE;
          fw_clock_add_pause (one, pauses[i].from, pauses[i].to);
        }
      shuffle (pauses, n);
      for (guint i = 0; i < n; i++)
        fw_clock_add_pause (other, pauses[i].from, pauses[i].to);
      g_assert_cmpmem (one->pauses->data, one->pauses->len * sizeof (FwClockPause),
                       other->pauses->data, other->pauses->len * sizeof (FwClockPause));
      g_assert_cmpint (fw_clock_count (one, end).counted, ==,
                       count_minutes (calendar, pauses, n, start, end));
      g_assert_true (fw_clock_find_due (one, &due));
      g_assert_true (fw_clock_find_due (other, &same));
      g_assert_cmpint (due, ==, same);
      g_assert_cmpint (count_minutes (calendar, pauses, n, start, due), ==, limit);
      if (limit > 0)
        g_assert_cmpint (count_minutes (calendar, pauses, n, start, due - FW_MINUTE), <, limit);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/life", test_life);
  g_test_add_func ("/clock/edges", test_edges);
  g_test_add_func ("/clock/stuck", test_stuck);
  g_test_add_func ("/clock/terms", test_terms);
  g_test_add_func ("/clock/any-order", test_any_order);
  return g_test_run ();
}
