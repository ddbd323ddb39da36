/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The Gregorian calendar for hot paths; everything else goes through fw-zone.h. */

static inline guint
fw_civil_get_month_length (guint year, guint month)
{
  static const guint8 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
    return 29;

  return lengths[month - 1];
}

/** fw_civil_is_date: year 1 to 9999. */
static inline gboolean
fw_civil_is_date (guint year, guint month, guint day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= fw_civil_get_month_length (year, month);
}

/**
 * fw_civil_to_days: Returns: days since 1970-01-01 of a date that fw_civil_is_date().
 * Years are counted from March, so that the leap day is the last of its year; 153 days are five
 * months.
 */
static inline gint32
fw_civil_to_days (guint year, guint month, guint day)
{
  gint32 y = (gint32) year - (month <= 2 ? 1 : 0);
  gint32 day_of_year = (153 * ((gint32) month + (month > 2 ? -3 : 9)) + 2) / 5 + (gint32) day - 1;

  return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

/** fw_civil_from_days: the other way round, for days of the years 1 to 9999. */
static inline void
fw_civil_from_days (gint32 days, guint *year, guint *month, guint *day)
{
  guint32 z = (guint32) (days + 719468);
  guint32 era = z / 146097, day_of_era = z % 146097;
  guint32 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  guint32 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  guint32 m = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

G_END_DECLS
