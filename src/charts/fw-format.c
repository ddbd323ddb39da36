/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-format.h"

#include "charts/fw-moment.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static char *
format_decimal (double value, guint decimals)
{
  double scale = pow (10, decimals);

  /* -0.04 with one decimal is 0.0, not -0.0 */
  value = round (value * scale) / scale;
  if (value == 0)
    value = 0;
  return value < 0 ? g_strdup_printf ("−%'.*f", (int) decimals, -value)
                   : g_strdup_printf ("%'.*f", (int) decimals, value);
}

char *
fw_format_percent (double ratio, guint decimals)
{
  g_autofree char *number = NULL;

  if (isnan (ratio))
    return g_strdup (FW_FORMAT_NONE);
  number = format_decimal (ratio * 100, decimals);
  /* Translators: a percentage; languages that set no space before the sign leave it out */
  return g_strdup_printf (_ ("%s %%"), number);
}

char *
fw_format_count (gint64 count)
{
  return count < 0 ? g_strdup_printf ("−%'" G_GINT64_MODIFIER "d", -count)
                   : g_strdup_printf ("%'" G_GINT64_MODIFIER "d", count);
}

/* @whole: seconds. A part of nothing is left out where @brief says so: "15m", not "15m 00s". */
static char *
format_parts (gint64 whole, gboolean brief)
{
  /* a quarter of a minute more or less is no news after an hour */
  gint64 minutes = whole >= 3600 ? (whole + 30) / 60 : whole / 60;
  int rest = (int) (whole % 60);

  if (minutes >= 60)
    return brief && minutes % 60 == 0
               /* Translators: hours; short, without a space, and never to be read as a clock */
               ? g_strdup_printf (_ ("%dh"), (int) (minutes / 60))
               /* Translators: hours and minutes */
               : g_strdup_printf (_ ("%dh %02dm"), (int) (minutes / 60), (int) (minutes % 60));
  if (minutes == 0)
    /* Translators: seconds */
    return g_strdup_printf (_ ("%ds"), rest);
  return brief && rest == 0
             /* Translators: minutes */
             ? g_strdup_printf (_ ("%dm"), (int) minutes)
             /* Translators: minutes and seconds */
             : g_strdup_printf (_ ("%dm %02ds"), (int) minutes, rest);
}

static char *
format_duration (double seconds, gboolean brief)
{
  g_autofree char *parts = NULL;
  gint64 whole;

  if (isnan (seconds) || isinf (seconds))
    return g_strdup (FW_FORMAT_NONE);

  whole = llround (fabs (seconds));
  parts = format_parts (whole, brief);
  return seconds < 0 && whole > 0 ? g_strconcat ("−", parts, NULL) : g_steal_pointer (&parts);
}

char *
fw_format_duration (double seconds)
{
  return format_duration (seconds, FALSE);
}

char *
fw_format_short (FwFormat format, double value)
{
  if (isnan (value) || isinf (value))
    return g_strdup (FW_FORMAT_NONE);

  switch (format)
    {
    case FW_FORMAT_RATIO:
      return format_decimal (value * 100, 1);
    case FW_FORMAT_DURATION:
      return fw_format_duration (value);
    case FW_FORMAT_COUNT:
      return fw_format_count (llround (value));
    case FW_FORMAT_POINTS:
      return format_decimal (value, 1);
    default:
      g_assert_not_reached ();
    }
}

char *
fw_format_value (FwFormat format, double value)
{
  if (format == FW_FORMAT_RATIO)
    return fw_format_percent (value, 1);
  return fw_format_short (format, value);
}

char *
fw_format_tick (FwFormat format, double value, double step)
{
  guint decimals;

  if (format == FW_FORMAT_RATIO)
    {
      for (decimals = 0; decimals < 3 && fabs (step * 100 * pow (10, decimals) -
                                               round (step * 100 * pow (10, decimals))) > 1e-6;)
        decimals++;
      return fw_format_percent (value, decimals);
    }
  if (format == FW_FORMAT_POINTS)
    {
      for (decimals = 0; decimals < 3 && fabs (step * pow (10, decimals) -
                                               round (step * pow (10, decimals))) > 1e-6;)
        decimals++;
      return format_decimal (value, decimals);
    }
  return format == FW_FORMAT_DURATION ? format_duration (value, TRUE)
                                      : fw_format_short (format, value);
}

char *
fw_format_delta (FwFormat format, double delta)
{
  return fw_format_short (format, fabs (delta));
}

char *
fw_format_signed (FwFormat format, double delta)
{
  g_autofree char *text = fw_format_short (format, delta);
  g_autofree char *none = fw_format_short (format, 0);

  /* +0.04 of one decimal is 0.0, and nothing has risen */
  if (!(delta > 0) || isinf (delta) || g_str_equal (text, none))
    return g_steal_pointer (&text);
  return g_strconcat ("+", text, NULL);
}

char *
fw_format_half_width (FwFormat format, double low, double high)
{
  g_autofree char *half = NULL;

  if (isnan (low) || isnan (high) || isinf (low) || isinf (high))
    return g_strdup ("");
  half = fw_format_short (format, (high - low) / 2);
  return g_strconcat ("±", half, NULL);
}

char *
fw_format_age (gint64 age)
{
  g_autofree char *number = NULL;
  double seconds = MAX (age, 0) / 1e6;

  if (seconds < 9.95)
    {
      number = format_decimal (seconds, 1);
      return g_strdup_printf (_ ("%s s ago"), number);
    }
  if (seconds < 120)
    return g_strdup_printf (_ ("%d s ago"), (int) (seconds + 0.5));
  if (seconds < 2 * 3600)
    return g_strdup_printf (_ ("%d min ago"), (int) (seconds / 60));
  if (seconds < 48 * 3600)
    return g_strdup_printf (_ ("%d h ago"), (int) (seconds / 3600));
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) (seconds / 86400)),
                          (int) (seconds / 86400));
}

static char *
format_moment (gint64 at, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = NULL;

  if (utc == NULL)
    return g_strdup (FW_FORMAT_NONE);
  local = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
  return g_date_time_format (local, format);
}

static gboolean twelve_hours;

void
fw_format_set_clock (gboolean twelve)
{
  twelve_hours = twelve;
}

char *
fw_format_clock (gint64 at, GTimeZone *zone)
{
  /* Translators: a time with twice twelve hours, as g_date_time_format() writes it: "2:05 PM" */
  return format_moment (at, zone, twelve_hours ? _ ("%-I:%M %p") : "%H:%M");
}

char *
fw_moment_format (gint64 at, GTimeZone *zone)
{
  /* Translators: a day with its year, as strftime writes it. */
  g_autofree char *day = format_moment (at, zone, _ ("%-d %b %Y"));
  g_autofree char *clock = fw_format_clock (at, zone);

  /* Translators: day and clock: "21 Nov 2026, 14:05" */
  return g_strdup_printf (C_ ("moment", "%s, %s"), day, clock);
}

char *
fw_moment_describe (const char *text)
{
  g_autoptr (GDateTime) utc = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  utc = g_date_time_new_from_iso8601 (text, NULL);
  return utc != NULL ? fw_moment_format (g_date_time_to_unix (utc) * G_USEC_PER_SEC, NULL)
                     : g_strdup (text);
}

char *
fw_moment_format_seconds (gint64 at, GTimeZone *zone)
{
  /* Translators: a time with twice twelve hours, as g_date_time_format() writes it: "2:05:07 PM" */
  return format_moment (at, zone, twelve_hours ? _ ("%-I:%M:%S %p") : "%H:%M:%S");
}

char *
fw_moment_format_minutes (guint minutes)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return fw_format_clock ((gint64) minutes * 60 * G_USEC_PER_SEC, utc);
}

/* Returns: 0 or 720 minutes to add, of the word in @text that says which half of the day it is; -1:
 * none does. */
static int
find_half (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint half = 0; half < 2; half++)
    {
      g_autoptr (GDateTime) hour = g_date_time_new_utc (2000, 1, 1, half == 0 ? 1 : 13, 0, 0);
      g_autofree char *word = g_date_time_format (hour, "%p");
      g_autofree char *here = g_utf8_casefold (word, -1);

      if ((*here != '\0' && strstr (folded, here) != NULL) ||
          strstr (folded, half == 0 ? "am" : "pm") != NULL)
        return half == 0 ? 0 : 12 * 60;
    }
  return -1;
}

gboolean
fw_moment_parse_minutes (const char *text, guint *minutes)
{
  const char *digits;
  guint hours, rest = 0;
  int half;

  g_return_val_if_fail (text != NULL && minutes != NULL, FALSE);

  digits = text + strcspn (text, "0123456789");
  half = find_half (text);
  if (sscanf (digits, "%2u:%2u", &hours, &rest) < 1 || hours > 23 || rest > 59 ||
      (half >= 0 && (hours == 0 || hours > 12)))
    return FALSE;
  *minutes = half >= 0 ? hours % 12 * 60 + rest + (guint) half : hours * 60 + rest;
  return TRUE;
}

char *
fw_format_day (gint64 at, GTimeZone *zone)
{
  /* Translators: weekday, day and month, as g_date_time_format() writes them */
  return format_moment (at, zone, _ ("%a %-d %b"));
}

char *
fw_format_weekday (gint64 at, GTimeZone *zone)
{
  /* Translators: weekday, day and month, as g_date_time_format() writes them */
  return format_moment (at, zone, C_ ("forecast", "%a %-d %b"));
}
