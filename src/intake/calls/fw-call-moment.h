/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-times.h"

G_BEGIN_DECLS

/** How a moment says where its clock stands. */
typedef enum
{
  FW_CALL_ZONE_NONE,   /* it does not: the list's clock */
  FW_CALL_ZONE_OFFSET, /* seconds east of Greenwich */
  FW_CALL_ZONE_NAMED,  /* a name that has to be looked up, such as "Europe/Berlin" or "CST" */
  FW_CALL_ZONE_EPOCH   /* seconds or milliseconds since 1970: the moment itself */
} FwCallZone;

/** FwCallMoment: what a cell says about day, time and zone; each may be missing. */
typedef struct
{
  FwCallDate date;
  gboolean has_date;
  gboolean has_time;
  guint ms;       /* after midnight */
  guint8 weekday; /* 1 (Monday) to 7, 0: not said */
  FwCallZone zone;
  gint offset;        /* seconds, of OFFSET */
  gint64 at;          /* µs UTC, of EPOCH */
  gboolean is_serial; /* a spreadsheet's number of days, which can be any other number too */
  char name[48];      /* of NAMED, as written */
} FwCallMoment;

/** fw_call_moment_read: a date, a time or both, as programs write them for people: months, weekdays
 * and halves of the day in words of many languages, in any order that can be read one way only.
 * FALSE: something in it is not understood. */
gboolean fw_call_moment_read (FwText cell, FwCallMoment *moment);

/** fw_call_moment_read_offset: the offset that stands alone, "+08:00", "-0500", "UTC+8", "Z", a
 * blank before it allowed: for the hot path. @seconds: (out): east of Greenwich. */
gboolean fw_call_moment_read_offset (FwText text, gint *seconds);

G_END_DECLS
