/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"
#include "intake/calls/fw-call-times.h"

G_BEGIN_DECLS

/** What is wrong with a moment. */
typedef enum
{
  FW_CALL_CLOCK_GOOD,
  FW_CALL_CLOCK_NO_DATE,
  FW_CALL_CLOCK_NO_TIME,
  FW_CALL_CLOCK_NO_ZONE /* a zone that is not the same everywhere */
} FwCallClockState;

/** FwCallClock: turns what a list says about day and time into moments; on the stack. A zone that
 * stands beside a time wins over the list's. */
typedef struct
{
  FwZone *zone;          /* (nullable): the list's; UTC without one. Not owned */
  FwZone *from_header;   /* (nullable): the one that the file names */
  FwDateOrder order;     /* settled */
  gboolean days_only;    /* the list has no times: its contacts stand at noon of their day */
  gboolean time_is_part; /* a column of times holds parts of a day */
  guint time_digits;     /* ... or numbers of so many digits at most; 0: neither */
  gboolean epoch_1904;   /* a spreadsheet's numbers of days begin there */

  /* The day of the row before: lists are mostly in order of time. */
  char date_text[40];
  guint date_length;
  gint32 day;
  gint64 midnight; /* µs UTC */
  gboolean plain;  /* the day has 24 hours, so that a time is a sum */

  char zone_name[48]; /* of @named */
  GTimeZone *named;   /* (nullable): the zone that was named last */

  FwZone *of_list;     /* (nullable): @zone, once rows have zones of their own. Not owned */
  GHashTable *of_rows; /* (nullable): char* -> FwZone, NULL for a name that is no zone */
  char row_zone[48];   /* of the row before; "": the list's */
} FwCallClock;

void fw_call_clock_clear (FwCallClock *self);

/** fw_call_clock_use_header: takes the zone that the name of a column ends with or has in brackets:
 * "Start Time (UTC)", "time_utc", "时间(UTC+8)", "Time (Europe/Berlin)". FALSE: it has none. */
gboolean fw_call_clock_use_header (FwCallClock *self, FwText header);
/** fw_call_clock_use_zone: takes a zone by any name that a file may give it. FALSE: there is none
 * of it. */
gboolean fw_call_clock_use_zone (FwCallClock *self, FwText name);
/** fw_call_clock_use_row_zone: the zone of the row that is read next; blank: the list's. FALSE:
 * there is none of that name, or several. */
gboolean fw_call_clock_use_row_zone (FwCallClock *self, FwText name);
/** fw_call_clock_knows_zone: whether @name can be a zone; of one that means several the list's may
 * have to decide. */
gboolean fw_call_clock_knows_zone (FwText name);
/** fw_call_clock_goes_by: whether the list's zone goes by @name at some time of the year: "EST". */
gboolean fw_call_clock_goes_by (const FwCallClock *self, FwText name);
/** fw_call_clock_check_header: FW_ERROR_INVALID where @header ends with the name of a zone that
 * means several, "Start Time (EST)", and the list's zone goes by another. */
gboolean fw_call_clock_check_header (FwCallClock *self, FwText header, GError **error);

/** fw_call_clock_read: @cell: a date with its time. @at: (out): µs UTC */
FwCallClockState fw_call_clock_read (FwCallClock *self, FwText cell, gint64 *at);
/** fw_call_clock_read_two: of two columns. */
FwCallClockState fw_call_clock_read_two (FwCallClock *self, FwText date, FwText time, gint64 *at);

G_END_DECLS
