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
} FwOtherDate;

struct _FwCalendar
{
  gatomicrefcount references;
  FwZone *zone;
  FwOpenHours week[7][FW_CALENDAR_MOST_HOURS];
  guint n_week[7];
  GArray *others; /* of FwOtherDate, ascending by date */
};

/** fw_calendar_find_other: Returns: the index of the first of the other dates that is not before
 * @date; their number when there is none. */
guint fw_calendar_find_other (FwCalendar *self, gint32 date);

/** fw_calendar_get_hours: the stretches that start on @date; they belong to @self. */
const FwOpenHours *fw_calendar_get_hours (FwCalendar *self, gint32 date, guint *n);

G_END_DECLS
