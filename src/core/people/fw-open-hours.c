/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-open-hours.h"

#include "core/fw-error.h"

static const char *const weekdays[] = { "monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday" };

#define WEEK G_N_ELEMENTS (weekdays)

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
read_field (const FwRecord *record,
            const char *field,
            FwOpenHours hours[FW_CALENDAR_MOST_HOURS],
            guint *n,
            GError **error)
{
  if (fw_open_hours_parse_list (fw_record_text (record, field), hours, n))
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "%s: expected hours one after the other, such as 09:00-12:00, 13:30-18:00", field);
  return FALSE;
}

gboolean
fw_open_hours_check (const FwRecord *record, GError **error)
{
  FwOpenHours week[WEEK][FW_CALENDAR_MOST_HOURS];
  guint n[WEEK], sum = 0;

  g_return_val_if_fail (record != NULL, FALSE);

  for (guint i = 0; i < WEEK; i++)
    {
      if (!read_field (record, weekdays[i], week[i], &n[i], error))
        return FALSE;
      sum += n[i];
    }
  if (sum == 0)
    return refuse (error, "monday: expected open hours on one day of the week at least: without "
                          "any, no clock would ever end");
  for (guint i = 0; i < WEEK; i++)
    {
      const guint before = (i + WEEK - 1) % WEEK;

      if (n[i] > 0 && n[before] > 0 && week[before][n[before] - 1].to > week[i][0].from + 1440)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "%s: expected hours that begin when the night before has ended",
                       weekdays[i]);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
fw_special_day_check (const FwRecord *record, GError **error)
{
  FwOpenHours hours[FW_CALENDAR_MOST_HOURS];
  gboolean own;
  guint n;

  g_return_val_if_fail (record != NULL, FALSE);

  own = g_strcmp0 (fw_record_text (record, "worked"), "hours") == 0;
  if (!read_field (record, "day_hours", hours, &n, error))
    return FALSE;
  if (own && n == 0)
    return refuse (error, "day_hours: expected the hours of the day, such as 09:00-12:00");
  if (fw_record_integer (record, "campaign") != 0 &&
      g_strcmp0 (fw_record_text (record, "worked"), "closed") == 0)
    return refuse (error, "campaign: expected of a day that is worked");
  return own || n == 0 ||
         refuse (error, "day_hours: expected of a day that is worked by hours of its own alone");
}

/* ---- calendars ---- */

static gboolean
is (const FwRecord *record, const char *field, const char *value)
{
  return g_strcmp0 (fw_record_text (record, field), value) == 0;
}

/* Of several that are alike the first by its id, in whatever order they come. */
static gboolean
goes_before (const FwRecord *one, const FwRecord *other)
{
  return other == NULL || strcmp (fw_record_get_id (one), fw_record_get_id (other)) < 0;
}

static const FwRecord *
find_hours (const GPtrArray *hours, const char *site, const char *department)
{
  const FwRecord *of_site = NULL, *of_department = NULL, *elsewhere = NULL;

  for (guint i = 0; i < hours->len; i++)
    {
      const FwRecord *record = hours->pdata[i];
      const gboolean here = is (record, "site", site);
      const FwRecord **place = NULL;

      if (fw_record_lacks (record, "department"))
        place = here ? &of_site : NULL;
      else if (department != NULL && is (record, "department", department))
        place = here ? &of_department : &elsewhere;
      if (place != NULL && goes_before (record, *place))
        *place = record;
    }
  if (of_department != NULL)
    return of_department;
  return elsewhere != NULL ? elsewhere : of_site;
}

static guint
find_weekday (const char *name)
{
  for (guint i = 0; i < WEEK; i++)
    if (g_strcmp0 (name, weekdays[i]) == 0)
      return i + 1;
  return 0;
}

static void
add_day (FwCalendar *calendar, const FwRecord *record)
{
  const gint32 date = (gint32) fw_record_integer (record, "day");
  const guint like = find_weekday (fw_record_text (record, "worked"));
  FwOpenHours hours[FW_CALENDAR_MOST_HOURS];
  guint n;

  if (like > 0)
    fw_calendar_set_date_like (calendar, date, like);
  else if (!fw_open_hours_parse_list (fw_record_text (record, "day_hours"), hours, &n) ||
           !fw_calendar_set_date (calendar, date, hours, n, NULL))
    return;
  fw_calendar_set_occasion (calendar, date, fw_record_text (record, "name"));
}

/* @site: (nullable): those of every site. */
static void
add_days (FwCalendar *calendar, const GPtrArray *days, const char *site)
{
  for (guint i = 0; i < days->len; i++)
    if (is (days->pdata[i], "site", site))
      add_day (calendar, days->pdata[i]);
}

FwCalendar *
fw_open_hours_make (const GPtrArray *hours,
                    const GPtrArray *days,
                    const char *site,
                    const char *department,
                    FwZone *zone)
{
  const FwRecord *record;
  FwCalendar *calendar;

  g_return_val_if_fail (hours != NULL && days != NULL, NULL);
  g_return_val_if_fail (site != NULL && zone != NULL, NULL);

  record = find_hours (hours, site, department);
  if (record == NULL)
    return NULL;

  calendar = fw_calendar_new (zone);
  fw_calendar_set_name (calendar, fw_record_text (record, "name"));
  for (guint i = 0; i < WEEK; i++)
    {
      FwOpenHours stretches[FW_CALENDAR_MOST_HOURS];
      guint n;

      if (fw_open_hours_parse_list (fw_record_text (record, weekdays[i]), stretches, &n))
        fw_calendar_set_weekday (calendar, i + 1, stretches, n, NULL);
    }
  add_days (calendar, days, NULL);
  add_days (calendar, days, site);
  return calendar;
}
