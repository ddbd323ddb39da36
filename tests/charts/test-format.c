/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart-scale.h"
#include "charts/fw-chart-series.h"
#include "charts/fw-moment.h"

#include <locale.h>
#include <math.h>

static void
check_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_format (void)
{
  check_text (fw_format_percent (0.9617, 1), "96.2 %");
  check_text (fw_format_percent (NAN, 1), FW_FORMAT_NONE);
  check_text (fw_format_percent (-0.0004, 1), "0.0 %");
  check_text (fw_format_duration (252), "4m 12s");
  check_text (fw_format_duration (3599.6), "1h 00m");
  check_text (fw_format_duration (-6), "−6s");
  check_text (fw_format_duration (-0.2), "0s");
  check_text (fw_format_duration (INFINITY), FW_FORMAT_NONE);
  check_text (fw_format_short (FW_FORMAT_RATIO, 0.871), "87.1");
  check_text (fw_format_short (FW_FORMAT_COUNT, NAN), FW_FORMAT_NONE);
  check_text (fw_format_delta (FW_FORMAT_RATIO, -0.023), "2.3");
  check_text (fw_format_delta (FW_FORMAT_DURATION, -6), "6s");
  check_text (fw_format_half_width (FW_FORMAT_RATIO, 0.956, 0.968), "±0.6");
  check_text (fw_format_half_width (FW_FORMAT_DURATION, -INFINITY, INFINITY), "");
  check_text (fw_format_tick (FW_FORMAT_RATIO, 0.9, 0.1), "90 %");
  check_text (fw_format_tick (FW_FORMAT_RATIO, 0.925, 0.005), "92.5 %");
  check_text (fw_format_count (-1204), "−1204");
  check_text (fw_format_signed (FW_FORMAT_RATIO, 0.003), "+0.3");
  check_text (fw_format_signed (FW_FORMAT_RATIO, -0.019), "−1.9");
  check_text (fw_format_signed (FW_FORMAT_RATIO, 0.0004), "0.0");
  check_text (fw_format_signed (FW_FORMAT_DURATION, 6), "+6s");
  check_text (fw_format_signed (FW_FORMAT_POINTS, NAN), FW_FORMAT_NONE);
  check_text (fw_format_signed (FW_FORMAT_POINTS, INFINITY), FW_FORMAT_NONE);
}

/* No duration is to be read as a time of day, in any of the ways a figure is written. */
static void
test_durations (void)
{
  static const double seconds[] = { 0, 7, 59.4, 59.5, 60, 272, 900, 1008, 3599, 3600, 3930, 86400 };
  static const char *const texts[] = { "0s",      "7s",     "59s",     "1m 00s",
                                       "1m 00s",  "4m 32s", "15m 00s", "16m 48s",
                                       "59m 59s", "1h 00m", "1h 06m",  "24h 00m" };
  static const char *const ticks[] = { "0s",  "7s",      "59s",     "1m", "1m",     "4m 32s",
                                       "15m", "16m 48s", "59m 59s", "1h", "1h 06m", "24h" };

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      check_text (fw_format_duration (seconds[i]), texts[i]);
      check_text (fw_format_value (FW_FORMAT_DURATION, seconds[i]), texts[i]);
      check_text (fw_format_short (FW_FORMAT_DURATION, seconds[i]), texts[i]);
      check_text (fw_format_tick (FW_FORMAT_DURATION, seconds[i], 60), ticks[i]);
    }
  check_text (fw_format_half_width (FW_FORMAT_DURATION, 240, 248), "±4s");
}

static void
test_age (void)
{
  check_text (fw_format_age (400000), "0.4 s ago");
  check_text (fw_format_age (-5), "0.0 s ago");
  check_text (fw_format_age (9960000), "10 s ago");
  check_text (fw_format_age (12 * G_USEC_PER_SEC), "12 s ago");
  check_text (fw_format_age (240 * G_USEC_PER_SEC), "4 min ago");
  check_text (fw_format_age (G_GINT64_CONSTANT (3) * 3600 * G_USEC_PER_SEC), "3 h ago");
  check_text (fw_format_age (G_GINT64_CONSTANT (50) * 3600 * G_USEC_PER_SEC), "2 days ago");
}

static void
test_locale (void)
{
  static const struct
  {
    const char *locale, *percent, *count, *less;
  } locales[] = {
    { "C.UTF-8", "96.2 %", "4120", "−1204" },       { "de_DE.UTF-8", "96,2 %", "4.120", "−1.204" },
    { "en_US.UTF-8", "96.2 %", "4,120", "−1,204" }, { "tr_TR.UTF-8", "96,2 %", "4.120", "−1.204" },
    { "zh_CN.UTF-8", "96.2 %", "4,120", "−1,204" },
  };
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      if (setlocale (LC_NUMERIC, locales[i].locale) == NULL)
        {
          g_test_skip_printf ("%s is not there", locales[i].locale);
          break;
        }
      check_text (fw_format_percent (0.9617, 1), locales[i].percent);
      check_text (fw_format_count (4120), locales[i].count);
      check_text (fw_format_count (-1204), locales[i].less);
    }
  setlocale (LC_NUMERIC, before);
}

static void
check_scale (
    FwFormat format, double min, double max, guint ticks, double low, double high, double step)
{
  FwChartScale scale;

  fw_chart_scale_fit (&scale, format, min, max, ticks);
  g_assert_cmpfloat_with_epsilon (scale.low, low, 1e-9);
  g_assert_cmpfloat_with_epsilon (scale.high, high, 1e-9);
  g_assert_cmpfloat_with_epsilon (scale.step, step, 1e-9);
  g_assert_cmpuint (scale.n_ticks, <=, ticks);
}

static void
test_scale (void)
{
  check_scale (FW_FORMAT_RATIO, 0.77, 0.98, 6, 0.75, 1, 0.05);
  check_scale (FW_FORMAT_RATIO, 0.9, 1, 4, 0.9, 1, 0.05);
  check_scale (FW_FORMAT_RATIO, 1, 1, 5, 0.98, 1, 0.005);
  check_scale (FW_FORMAT_COUNT, 12, 187, 5, 0, 200, 50);
  check_scale (FW_FORMAT_COUNT, 0, 0, 5, 0, 4, 1);
  check_scale (FW_FORMAT_DURATION, 238, 275, 5, 225, 285, 15);
  check_scale (FW_FORMAT_DURATION, 30, 3500, 5, 0, 3600, 900);
}

/* Whatever the figures are: ticks within the room there is, the ends outside the figures. */
static void
test_scale_any (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      FwFormat format = (FwFormat) g_test_rand_int_range (0, 4);
      double min = format == FW_FORMAT_RATIO ? g_test_rand_double_range (0, 1)
                                             : g_test_rand_double_range (0, 1e5);
      double max = min + (format == FW_FORMAT_RATIO ? g_test_rand_double_range (0, 1 - min)
                                                    : g_test_rand_double_range (0, 1e4));
      guint ticks = (guint) g_test_rand_int_range (2, 9);
      FwChartScale scale;

      fw_chart_scale_fit (&scale, format, min, max, ticks);
      g_assert_cmpuint (scale.n_ticks, >=, 1);
      g_assert_cmpuint (scale.n_ticks, <=, ticks);
      g_assert_cmpfloat (scale.low, <=, min + 1e-6);
      g_assert_cmpfloat (scale.high, >=, max - 1e-6);
      g_assert_cmpfloat (scale.high, >, scale.low);
    }
}

static void
test_scale_nothing (void)
{
  FwChartScale scale;

  fw_chart_scale_fit (&scale, FW_FORMAT_RATIO, INFINITY, -INFINITY, 5);
  g_assert_cmpfloat (scale.low, ==, 0);
  g_assert_cmpfloat (scale.high, ==, 1);
}

static void
test_time_ticks (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 from = G_GINT64_CONSTANT (1774738800) *
                G_USEC_PER_SEC; /* 2026-03-29T00:00+01:00: the clocks go forward */
  g_autoptr (GArray) ticks =
      fw_chart_time_ticks (from, from + G_GINT64_CONSTANT (23) * 3600 * G_USEC_PER_SEC, berlin, 9);

  g_assert_cmpuint (ticks->len, <=, 9);
  g_assert_cmpuint (ticks->len, >, 4);
  for (guint i = 0; i < ticks->len; i++)
    {
      g_autofree char *clock = fw_format_clock (g_array_index (ticks, gint64, i), berlin);

      g_assert_true (g_str_has_suffix (clock, ":00"));
      g_assert_cmpint (g_ascii_strtoll (clock, NULL, 10) % 3, ==, 0);
    }
}

static void
test_fold (void)
{
  double values[1000], lows[10], highs[10];

  for (guint i = 0; i < 1000; i++)
    values[i] = i == 555 ? 5000 : i < 100 ? NAN : i;
  fw_chart_fold (values, 1000, 10, lows, highs);
  g_assert_true (isnan (lows[0]) && isnan (highs[0]));
  g_assert_cmpfloat (lows[1], ==, 100);
  g_assert_cmpfloat (highs[1], ==, 199);
  /* a single outlier is not lost */
  g_assert_cmpfloat (highs[5], ==, 5000);
}

static void
test_series (void)
{
  g_autoptr (FwChartSeries) series = fw_chart_series_new ("x", 4);
  double min = INFINITY, max = -INFINITY;

  g_assert_cmpuint (fw_chart_series_find_last (series), ==, 4);
  fw_chart_series_set (series, 1, 0.5, NAN, NAN, 3);
  fw_chart_series_get_range (series, &min, &max);
  g_assert_cmpfloat (min, ==, 0.5);
  g_assert_cmpfloat (max, ==, 0.5);
  g_assert_cmpuint (fw_chart_series_find_last (series), ==, 1);
}

/* The clock that the user prefers, everywhere; what is typed is read by either. */
static void
test_moments (void)
{
  static const struct
  {
    const char *text;
    int minutes; /* -1: none */
  } cases[] = {
    { "22:00", 1320 },  { "7", 420 },        { "10:00 PM", 1320 }, { "10 pm", 1320 },
    { "12:30 AM", 30 }, { "12:05 pm", 725 }, { "24:00", -1 },      { "13:00 PM", -1 },
    { "9:75", -1 },     { "", -1 },          { "noon", -1 },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 at = G_GINT64_CONSTANT (1795356307) * G_USEC_PER_SEC; /* 2026-11-22 14:05:07 */
  g_autofree char *full = fw_moment_format (at, utc);
  g_autofree char *seconds = fw_moment_format_seconds (at, utc);
  g_autofree char *quiet = fw_moment_format_minutes (1320);
  g_autofree char *twelve = NULL;
  g_autofree char *twelve_quiet = NULL;

  g_assert_cmpstr (seconds, ==, "14:05:07");
  g_assert_true (g_str_has_suffix (full, ", 14:05"));
  g_assert_cmpstr (quiet, ==, "22:00");
  fw_format_set_clock (TRUE);
  twelve = fw_moment_format_seconds (at, utc);
  twelve_quiet = fw_moment_format_minutes (1320);
  fw_format_set_clock (FALSE);
  g_assert_true (g_str_has_prefix (twelve, "2:05:07"));
  g_assert_true (g_str_has_prefix (twelve_quiet, "10:00"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint minutes = 0;
      gboolean read = fw_moment_parse_minutes (cases[i].text, &minutes);

      g_assert_cmpint (read ? (int) minutes : -1, ==, cases[i].minutes);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8"); /* which the figures below are written in */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/values", test_format);
  g_test_add_func ("/format/age", test_age);
  g_test_add_func ("/format/durations", test_durations);
  g_test_add_func ("/format/locale", test_locale);
  g_test_add_func ("/scale/known", test_scale);
  g_test_add_func ("/scale/any", test_scale_any);
  g_test_add_func ("/scale/nothing", test_scale_nothing);
  g_test_add_func ("/moments", test_moments);
  g_test_add_func ("/scale/time", test_time_ticks);
  g_test_add_func ("/fold", test_fold);
  g_test_add_func ("/series", test_series);
  return g_test_run ();
}
