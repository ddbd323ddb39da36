/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-calendar.h"

G_BEGIN_DECLS

/** A date that is not as its weekday. */
typedef struct
{
  gint32 date;
  guint like;       /* 1-7: worked like this weekday; 0: has hours of its own */
  FwOpenHours *own; /* (nullable) (owned) */
  guint n_own;
  char *occasion; /* (nullable) (owned) */
} FwOtherDate;

struct _FwCalendar
{
  gatomicrefcount references;
  FwZone *zone;
  char *name; /* (nullable) */
  FwOpenHours week[7][FW_CALENDAR_MOST_HOURS];
  guint n_week[7];
  GArray *others;   /* of FwOtherDate, ascending by date */
  FwCalendar *base; /* (nullable) (owned): counted by the days of this one; it has the hours */
};

/** fw_calendar_find_other: Returns: the index of the first of the other dates that is not before
 * @date; their number when there is none. */
guint fw_calendar_find_other (FwCalendar *self, gint32 date);

/** fw_calendar_find_hours: the stretches that start on @date; they belong to @self. */
const FwOpenHours *fw_calendar_find_hours (FwCalendar *self, gint32 date, guint *n);

/** fw_calendar_days_between, fw_calendar_days_add: of a calendar that is counted by days. */
gint64 fw_calendar_days_between (FwCalendar *self, gint64 from, gint64 to);
gboolean fw_calendar_days_add (FwCalendar *self, gint64 from, gint64 duration, gint64 *at);

G_END_DECLS
