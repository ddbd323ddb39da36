/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-months.h"

#include "core/calendar/fw-civil.h"
#include "core/calendar/fw-zone.h"

/* @missing: set when the month has no day of that number. */
static gint32
step (gint32 date, gint months, gboolean *missing)
{
  gint year, index;
  guint month, day, length;

  fw_date_to_civil (date, &year, &month, &day);
  index = year * 12 + (gint) month - 1 + months;
  year = index / 12;
  month = (guint) (index % 12) + 1;
  length = fw_civil_get_month_length ((guint) year, month);
  *missing = day > length;
  return fw_date_from_civil (year, month, MIN (day, length));
}

gint32
fw_months_add (gint32 date, gint months)
{
  gboolean missing;

  g_return_val_if_fail (ABS (months) <= FW_MONTHS_MOST, date);

  return step (date, months, &missing);
}

gint32
fw_months_add_to_day_before (gint32 date, gint months)
{
  gboolean missing;
  gint32 end;

  g_return_val_if_fail (ABS (months) <= FW_MONTHS_MOST, date);

  end = step (date, months, &missing);
  return missing ? end : end - 1;
}

guint
fw_months_count (gint32 from, gint32 to)
{
  gint year[2], months;
  guint month[2], day[2];
  gboolean missing;

  if (to <= from)
    return 0;

  fw_date_to_civil (from, &year[0], &month[0], &day[0]);
  fw_date_to_civil (to, &year[1], &month[1], &day[1]);
  months = (year[1] - year[0]) * 12 + (gint) month[1] - (gint) month[0];
  return (guint) (step (from, months, &missing) > to ? months - 1 : months);
}

gint32
fw_months_get_end (gint32 date, gint months)
{
  gint year;
  guint month, day;

  g_return_val_if_fail (ABS (months) < FW_MONTHS_MOST, date);

  fw_date_to_civil (date, &year, &month, &day);
  return fw_months_add (fw_date_from_civil (year, month, 1), months + 1) - 1;
}
