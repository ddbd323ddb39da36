/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-civil.h"
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "intake/calls/fw-call-moment.h"

/* Years of two digits from here on belong to the century before. */
#define FIRST_OLD_YEAR 70
/* From here on years are those of Thailand's calendar: nobody has calls of the 25th century. */
#define FIRST_BUDDHIST_YEAR 2443
#define BEFORE_CHRIST 543

static guint
complete_year (guint year)
{
  return year < 100 ? year + (year < FIRST_OLD_YEAR ? 2000 : 1900) : year;
}

static gboolean
settle (FwCallDate *date, guint year, guint month, guint day)
{
  date->year = year;
  date->first = month;
  date->second = day;
  date->settled = TRUE;
  date->short_year = date->dotted = FALSE;

  return fw_civil_is_date (year, month, day);
}

gboolean
fw_call_date_set (FwCallDate *date, FwCallNumber first, FwCallNumber second, FwCallNumber third)
{
  g_return_val_if_fail (date != NULL, FALSE);

  if (second.digits > 2)
    return FALSE;
  if (first.digits == 4)
    return third.digits <= 2 && settle (date, first.value, second.value, third.value);
  if (first.digits > 2 || (third.digits != 4 && third.digits != 2))
    return FALSE;
  if (third.digits == 2 && first.value > 31)
    return settle (date, complete_year (first.value), second.value, third.value);
  /* In no order a date: 21.00.00, 31/31/2026. */
  if (first.value == 0 || second.value == 0 || first.value > 31 || second.value > 31 ||
      (first.value > 12 && second.value > 12))
    return FALSE;

  date->year = complete_year (third.value);
  date->first = first.value;
  date->second = second.value;
  date->third = third.value;
  date->settled = date->dotted = FALSE;
  date->short_year = third.digits == 2 && third.value <= 31 && first.digits == 2;

  return TRUE;
}

gboolean
fw_call_date_read (FwText text, FwCallDate *date)
{
  const char *at = text.data, *end = text.data + text.length;
  FwCallNumber first, second, third;
  char sign;

  g_return_val_if_fail (date != NULL, FALSE);

  if (text.length == 0 || !fw_call_number_read (&at, end, &first))
    return FALSE;
  date->taken = (guint) (at - text.data);
  if (at == end || (first.digits == 8 && *at == ' '))
    return first.digits == 8 &&
           settle (date, first.value / 10000, first.value / 100 % 100, first.value % 100);
  sign = *at++;
  if ((sign != '-' && sign != '/' && sign != '.') || !fw_call_number_read (&at, end, &second) ||
      at >= end || *at++ != sign || !fw_call_number_read (&at, end, &third) ||
      !fw_call_date_set (date, first, second, third))
    return FALSE;
  date->dotted = sign == '.' && third.digits == 4;
  /* Behind it nothing, or a time set apart. */
  if (at < end && *at != ' ' && *at != 'T' && *at != 't')
    return FALSE;
  date->taken = (guint) (at - text.data);

  return TRUE;
}

gboolean
fw_call_date_to_days (const FwCallDate *date, FwDateOrder order, gint32 *days)
{
  guint year = date->year, month = date->first, day = date->second;

  if (!date->settled && order == FW_DATE_ORDER_DMY)
    {
      month = date->second;
      day = date->first;
    }
  else if (!date->settled && order == FW_DATE_ORDER_YMD && date->short_year)
    {
      year = complete_year (date->first);
      month = date->second;
      day = date->third;
    }
  else if (!date->settled && order != FW_DATE_ORDER_MDY)
    return FALSE;
  /* Thailand counts its years from 543 before Christ: 2569 is 2026. */
  if (year >= FIRST_BUDDHIST_YEAR)
    year -= BEFORE_CHRIST;
  if (!fw_civil_is_date (year, month, day))
    return FALSE;
  *days = fw_civil_to_days (year, month, day);

  return TRUE;
}

/* ---- what the column says ---- */

void
fw_study_mark_add (FwStudyMark *self, guint64 line, FwText text)
{
  if (self->n++ > 0)
    return;
  self->line = line;
  /* Of a text that is no UTF-8 the message must still be. */
  g_snprintf (self->text, sizeof self->text, "%.*s", fw_cell_cut (text, 40),
              text.length > 0 ? text.data : "");
  for (const char *bad = self->text; !g_utf8_validate (bad, -1, &bad);)
    *(char *) bad = '?';
}

/* Whether the weekday beside the date fits when it is read in @order. */
static gboolean
fits_weekday (const FwCallDate *date, guint8 weekday, FwDateOrder order)
{
  gint32 day;

  return fw_call_date_to_days (date, order, &day) && fw_zone_get_weekday (day) == weekday;
}

static void
study_order (FwDateStudy *self, const FwCallDate *date, guint8 weekday, guint64 line, FwText text)
{
  gboolean day_first = FALSE, month_first = FALSE;

  if (weekday != 0)
    {
      day_first = fits_weekday (date, weekday, FW_DATE_ORDER_DMY);
      month_first = fits_weekday (date, weekday, FW_DATE_ORDER_MDY);
    }
  if (day_first == month_first)
    {
      day_first = date->first > 12 && date->second >= 1 && date->second <= 12;
      month_first = date->second > 12 && date->first >= 1 && date->first <= 12;
    }
  if (day_first)
    fw_study_mark_add (&self->day_first, line, text);
  else if (month_first)
    fw_study_mark_add (&self->month_first, line, text);
  /* Dates that are parted by points never have the month first. */
  else if (date->first <= 12 && date->second <= 12 && date->first != date->second && !date->dotted)
    fw_study_mark_add (&self->open, line, text);
}

static void
study_short_year (FwDateStudy *self, const FwCallDate *date, guint64 line, FwText text)
{
  gboolean first = self->short_year.n == 0;

  self->first_least = first ? date->first : MIN (self->first_least, date->first);
  self->first_most = first ? date->first : MAX (self->first_most, date->first);
  self->third_least = first ? date->third : MIN (self->third_least, date->third);
  self->third_most = first ? date->third : MAX (self->third_most, date->third);
  fw_study_mark_add (&self->short_year, line, text);
}

void
fw_date_study_add (FwDateStudy *self, guint64 line, FwText text)
{
  FwCallMoment moment = { 0 };

  if (fw_call_date_read (text, &moment.date))
    moment.has_time = moment.date.taken < text.length;
  else if (!fw_call_moment_read (text, &moment) || !moment.has_date)
    return;
  fw_study_mark_add (moment.has_time ? &self->timed : &self->days, line, text);
  if (moment.date.settled)
    return;
  if (moment.date.short_year)
    study_short_year (self, &moment.date, line, text);
  else
    self->long_years++;
  study_order (self, &moment.date, moment.weekday, line, text);
}

/* Years hardly change within a list, days do. Where neither does, a year to come is none, and one
 * that is long ago gives way to a recent one. @year_first: (out) */
static gboolean
settle_short_year (const FwDateStudy *self, guint this_year, gboolean *year_first, GError **error)
{
  guint first_span = self->first_most - self->first_least;
  guint third_span = self->third_most - self->third_least;
  guint first = complete_year (self->first_most), third = complete_year (self->third_most);

  *year_first = FALSE;
  if (self->short_year.n == 0 || self->long_years > 0 || self->month_first.n > 0)
    return TRUE;
  if (MIN (first_span, third_span) <= 1 && first_span != third_span)
    *year_first = first_span < third_span;
  else if (first == third || first > this_year)
    return TRUE;
  else if (third > this_year || first > third + 5)
    *year_first = TRUE;
  else if (third <= first + 5)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "date: the column cannot be decided: the year can stand first or last, such as "
                   "in line %" G_GUINT64_FORMAT
                   " \"%s\"; state \"date_order\" in the mapping (dmy, mdy or ymd)",
                   self->short_year.line, self->short_year.text);
      return FALSE;
    }

  return TRUE;
}

gboolean
fw_date_study_settle (const FwDateStudy *self, guint this_year, FwDateOrder *order, GError **error)
{
  gboolean year_first;

  if (!settle_short_year (self, this_year, &year_first, error))
    return FALSE;
  if (year_first)
    {
      *order = FW_DATE_ORDER_YMD;
      return TRUE;
    }
  if (self->day_first.n > 0 && self->month_first.n > 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "date: the column contradicts itself: line %" G_GUINT64_FORMAT
                   " \"%s\" has the day first, line %" G_GUINT64_FORMAT
                   " \"%s\" the month first; state \"date_order\" in the mapping",
                   self->day_first.line, self->day_first.text, self->month_first.line,
                   self->month_first.text);
      return FALSE;
    }
  if (self->open.n > 0 && self->day_first.n == 0 && self->month_first.n == 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "date: the column cannot be decided: every date can be read day first or month "
                   "first, such as line %" G_GUINT64_FORMAT
                   " \"%s\"; state \"date_order\" in the mapping (dmy or mdy)",
                   self->open.line, self->open.text);
      return FALSE;
    }
  /* 02/02/2026 is the same day either way. */
  if (self->month_first.n > 0)
    *order = FW_DATE_ORDER_MDY;
  else
    *order = self->long_years + self->short_year.n > 0 ? FW_DATE_ORDER_DMY : FW_DATE_ORDER_YMD;

  return TRUE;
}
