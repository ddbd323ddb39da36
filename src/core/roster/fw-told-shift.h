/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** FwToldShift: what somebody was told last of a day: a draft is nobody's business but of who
 * plans. The texts are borrowed from the record. */
typedef struct
{
  gint32 day;
  const char *type;     /* "work", "training", "leave" */
  const char *template; /* (nullable): whose hours it has */
  const char *breaks;   /* (nullable): of this person on this day; NULL: those of the template */
} FwToldShift;

/** fw_told_shift_read: @shift: of the kind "shift". Returns: FALSE: of that day nothing was told,
 * or that it is free. */
gboolean fw_told_shift_read (const FwRecord *shift, FwToldShift *told);

/** FwToldHours: of a shift on a day, by the clocks of that day. */
typedef struct
{
  guint start, end;   /* minutes after midnight by the clock on the wall */
  gint64 from, to;    /* µs UTC */
  gint64 paid;        /* µs: all that passes but the breaks that are not paid */
  const char *breaks; /* (nullable): as the shift has them */
} FwToldHours;

/** fw_told_hours_read: @template: of the kind "shift-template". */
void fw_told_hours_read (const FwRecord *template, FwZone *zone, gint32 day, FwToldHours *hours);

G_END_DECLS
