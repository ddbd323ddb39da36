/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"

G_BEGIN_DECLS

/** The last moment that a calendar counts to, the end of the year 9999 in µs UTC: what comes later
 * never comes. */
#define FW_CALENDAR_LAST G_GINT64_CONSTANT (253402300799999999)

/** Stretches of open hours that one day may have. */
#define FW_CALENDAR_MOST_HOURS 24

/**
 * FwOpenHours:
 * One stretch of open hours by the wall clock, in minutes after the midnight at which its day
 * starts. A stretch that passes midnight ends after 1440 and belongs to the day on which it starts.
 * Invariant: from < 1440, from < to, to <= from + 1440.
 */
typedef struct
{
  guint from, to;
} FwOpenHours;

/** fw_open_hours_parse: "09:00-18:00", "00:00-24:00", "22:00-06:00" (to the next morning).
 * Returns: FALSE with FW_ERROR_INVALID, also for a stretch without length. */
gboolean fw_open_hours_parse (FwText text, FwOpenHours *hours, GError **error);

/** fw_open_hours_parse_list: "09:00-12:00, 13:30-18:00", one after the other, with "," or ";"
 * between them; NULL and "": none. Returns: FALSE when it is no such list. */
gboolean
fw_open_hours_parse_list (const char *text, FwOpenHours hours[FW_CALENDAR_MOST_HOURS], guint *n);

/** fw_weekday_parse: "mon" to "sun". Returns: 1 (Monday) to 7; 0 for anything else. */
guint fw_weekday_parse (FwText text);

/**
 * FwCalendar:
 * When a site works: open hours by weekday, and dates that are otherwise (holidays, half days, days
 * that are worked like another weekday). A moment is open when the wall clock of the zone stands in
 * a stretch of its day, or in one of the day before that passes midnight; what is counted is the
 * time that elapses meanwhile, so a night over a change of the clock has 7 or 9 hours. Stretches
 * that overlap count once.
 *
 * Filled by one thread, then only read, then safe from any thread. Wherever a calendar is asked,
 * NULL stands for elapsed time: always open.
 */
typedef struct _FwCalendar FwCalendar;

/** fw_calendar_new: Returns: (transfer full): a calendar that is closed on every day. */
FwCalendar *fw_calendar_new (FwZone *zone);
FwCalendar *fw_calendar_ref (FwCalendar *self);
void fw_calendar_unref (FwCalendar *self);
FwZone *fw_calendar_get_zone (FwCalendar *self);

/**
 * fw_calendar_new_by_days: counts working days: every day with open hours counts as 24 h, however
 * many it has, and a part of it as the same part of 24 h, to the µs. So 48 h from Friday 17:00 on
 * end on Tuesday at 17:00, when Friday, Monday and Tuesday are open from 09:00 to 18:00. A night
 * belongs to the day on which it starts.
 * @base: with the hours; not changed any more, and not itself by days.
 * Returns: (transfer full).
 */
FwCalendar *fw_calendar_new_by_days (FwCalendar *base);
/** fw_calendar_get_base: Returns: (transfer none) (nullable): the calendar with the hours: @self
 * itself unless it is counted by days. */
FwCalendar *fw_calendar_get_base (FwCalendar *self);

/** fw_calendar_set_name: what people call it. */
void fw_calendar_set_name (FwCalendar *self, const char *name);
const char *fw_calendar_get_name (FwCalendar *self); /* (nullable) */
/** fw_calendar_get_occasion: Returns: (nullable): what was said of @date that its weekday does not
 * say: "National Day". */
const char *fw_calendar_get_occasion (FwCalendar *self, gint32 date);
/** fw_calendar_get_date: Returns: the date by the wall clock at @at (µs UTC). */
gint32 fw_calendar_get_date (FwCalendar *self, gint64 at);

/** fw_calendar_set_weekday: the hours of a weekday, 1 (Monday) to 7; @n of 0: closed.
 * @hours: (array length=n)
 * Returns: FALSE with FW_ERROR_INVALID for more than FW_CALENDAR_MOST_HOURS of them. */
gboolean fw_calendar_set_weekday (
    FwCalendar *self, guint weekday, const FwOpenHours *hours, guint n, GError **error);
/** fw_calendar_set_date: the same for one date, in place of its weekday's; @date in days since
 * 1970-01-01. */
gboolean fw_calendar_set_date (
    FwCalendar *self, gint32 date, const FwOpenHours *hours, guint n, GError **error);
/** fw_calendar_set_date_like: a date that is worked like a weekday (a make-up working day). */
void fw_calendar_set_date_like (FwCalendar *self, gint32 date, guint weekday);
/** fw_calendar_set_occasion: of a date that one of the two was said of. */
void fw_calendar_set_occasion (FwCalendar *self, gint32 date, const char *occasion);

/** fw_calendar_tells_year: FALSE when the calendar names dates of other years and none of @year:
 * its holidays are then not known. TRUE when it names no date at all. */
gboolean fw_calendar_tells_year (FwCalendar *self, gint year);

/** fw_calendar_check: whether there is any open hour from @from (µs UTC) on, without which no clock
 * comes to an end. Returns: FALSE with FW_ERROR_INVALID. */
gboolean fw_calendar_check (FwCalendar *self, gint64 from, GError **error);

/** fw_calendar_between: Returns: µs that are open from @from up to @to (µs UTC, within
 * FW_CALENDAR_LAST); negative when @to comes first. */
gint64 fw_calendar_between (FwCalendar *self, gint64 from, gint64 to);

/** fw_calendar_add: the first moment at which @duration µs (not negative) were open since @from;
 * @from itself for 0, and the moment of closing when it is used up just then.
 * Returns: FALSE when that moment never comes; @at is then undefined. */
gboolean fw_calendar_add (FwCalendar *self, gint64 from, gint64 duration, gint64 *at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCalendar, fw_calendar_unref)

G_END_DECLS
