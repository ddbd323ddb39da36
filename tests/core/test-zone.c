/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"

static gint64
parse (const char *text)
{
  gint64 at;

  g_assert_true (fw_time_parse (fw_text (text), &at));
  return at;
}

static gint32
parse_date (const char *text)
{
  gint32 date;

  g_assert_true (fw_date_parse (fw_text (text), &date));
  return date;
}

static FwZone *
open_zone (const char *identifier, guint day_start)
{
  g_autoptr (GError) error = NULL;
  FwZone *zone = fw_zone_new (identifier, day_start, &error);

  g_assert_no_error (error);
  return zone;
}

static void
test_lengths (void)
{
  static const struct
  {
    const char *zone;
    guint day_start;
    const char *date;
    guint minutes;
  } cases[] = {
    { "Europe/Berlin", 0, "2026-03-29", 23 * 60 },
    { "Europe/Berlin", 0, "2026-10-25", 25 * 60 },
    { "Europe/Berlin", 0, "2026-07-01", 24 * 60 },
    { "Europe/Berlin", 360, "2026-03-28",
      23 * 60 }, /* the night from the 28th belongs to the 28th */
    { "Europe/Berlin", 360, "2026-03-29", 24 * 60 },
    { "Europe/Berlin", 360, "2026-10-24", 25 * 60 },
    { "Europe/Berlin", 150, "2026-03-28",
      1410 }, /* 02:30 does not exist on the 29th: the jump at 02:00 */
    { "Europe/Berlin", 150, "2026-10-25", 25 * 60 }, /* starts at the first 02:30 */
    { "America/New_York", 0, "2026-03-08", 23 * 60 },
    { "America/New_York", 0, "2026-11-01", 25 * 60 },
    { "America/New_York", 0, "2040-03-11", 23 * 60 },
    { "Asia/Shanghai", 0, "2026-03-29", 24 * 60 },
    { "Asia/Shanghai", 0, "1990-04-15", 23 * 60 },
    { "Australia/Lord_Howe", 0, "2026-10-04", 1410 },
    { "Australia/Lord_Howe", 0, "2026-04-05", 1470 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwZone) zone = open_zone (cases[i].zone, cases[i].day_start);
      gint32 day = parse_date (cases[i].date);
      gint64 from, to;

      fw_zone_get_day_bounds (zone, day, &from, &to);
      g_assert_cmpint ((to - from) / FW_MINUTE, ==, cases[i].minutes);
      g_assert_cmpint (fw_zone_get_day (zone, from), ==, day);
      g_assert_cmpint (fw_zone_get_day (zone, from - 1), ==, day - 1);
      g_assert_cmpint (fw_zone_get_day (zone, to - 1), ==, day);
      g_assert_cmpint (fw_zone_get_day (zone, to), ==, day + 1);
    }
}

/* Every day and every hour of two centuries against the C library's zone as GLib reads it. */
static void
test_against_glib (gconstpointer data)
{
  g_autoptr (FwZone) zone = open_zone (data, 0);
  g_autoptr (GTimeZone) reference = g_time_zone_new_identifier (data);

  for (gint64 second = 0; second < G_GINT64_CONSTANT (2300000000); second += 4 * 3600 + 1)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (second);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, reference);
      gint year, month, day;

      g_date_time_get_ymd (local, &year, &month, &day);
      g_assert_cmpint (fw_zone_get_day (zone, second * FW_SECOND), ==,
                       fw_date_from_civil (year, (guint) month, (guint) day));
      g_assert_cmpuint (
          fw_zone_get_minute_of_day (zone, second * FW_SECOND), ==,
          (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local)));
    }
}

static void
test_wall (void)
{
  g_autoptr (FwZone) berlin = open_zone ("Europe/Berlin", 0);
  g_autoptr (FwZone) howe = open_zone ("Australia/Lord_Howe", 0);
  gint32 spring = parse_date ("2026-03-29"), autumn = parse_date ("2026-10-25");
  gint32 howe_spring = parse_date ("2026-10-04");

  g_assert_cmpint (fw_zone_from_wall (berlin, spring, 3600), ==, parse ("2026-03-29T00:00:00Z"));
  g_assert_cmpint (fw_zone_from_wall (berlin, spring, 9000), ==, parse ("2026-03-29T01:00:00Z"));
  g_assert_cmpint (fw_zone_from_wall (berlin, spring, 10800), ==, parse ("2026-03-29T01:00:00Z"));
  g_assert_cmpint (fw_zone_from_wall (berlin, autumn, 9000), ==, parse ("2026-10-25T00:30:00Z"));
  g_assert_cmpint (fw_zone_from_wall (berlin, autumn, 10800), ==, parse ("2026-10-25T02:00:00Z"));
  g_assert_cmpint (fw_zone_from_wall (howe, howe_spring, 2 * 3600 + 600), ==,
                   parse ("2026-10-03T15:30:00Z"));
}

static void
test_before (void)
{
  g_autoptr (FwZone) berlin = open_zone ("Europe/Berlin", 0);

  g_assert_cmpint (fw_zone_same_time_before (berlin, parse ("2026-10-27T09:00:00.000005Z"), 7), ==,
                   parse ("2026-10-20T08:00:00.000005Z"));
  g_assert_cmpint (fw_zone_same_time_before (berlin, parse ("2026-07-08T09:00:00Z"), 7), ==,
                   parse ("2026-07-01T09:00:00Z"));
}

static void
test_edges (void)
{
  g_autoptr (FwZone) shanghai = open_zone ("Asia/Shanghai", 1439);
  g_autoptr (FwZone) apia = open_zone ("Pacific/Apia", 0);
  g_autoptr (GError) error = NULL;
  gint64 from, to;

  /* Far outside what is kept ready. */
  g_assert_cmpint (fw_zone_get_day (shanghai, G_GINT64_CONSTANT (-9000000000000000)), <, -100000);
  fw_zone_get_day_bounds (shanghai, 80000, &from, &to);
  g_assert_cmpint (to - from, ==, 24 * FW_HOUR);
  g_assert_cmpint (fw_zone_get_day (shanghai, from), ==, 80000);

  /* Samoa had no 30th of December 2011. */
  fw_zone_get_day_bounds (apia, parse_date ("2011-12-30"), &from, &to);
  g_assert_cmpint (from, ==, to);

  g_assert_null (fw_zone_new ("Mars/Olympus", 0, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (fw_zone_new ("Asia/Shanghai", 1440, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Shanghai",
                                       "Australia/Lord_Howe" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/lengths", test_lengths);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *path = g_strconcat ("/zone/against-glib/", zones[i], NULL);

      g_test_add_data_func (path, zones[i], test_against_glib);
    }
  g_test_add_func ("/zone/wall", test_wall);
  g_test_add_func ("/zone/before", test_before);
  g_test_add_func ("/zone/edges", test_edges);
  return g_test_run ();
}
