/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwIcalShift: one shift, or days of leave, as a calendar tells it. */
typedef struct
{
  char *uid;
  char *summary;
  gboolean is_date;  /* start and end are days since 1970-01-01 and not µs UTC */
  gint64 start, end; /* the end exclusive */
  guint sequence;    /* one more on each change that was published */
  gint64 modified;   /* µs UTC; 0: not known */
  gboolean cancelled;
} FwIcalShift;

/** fw_ical_make_uid: the same for the @part of a @person's @day however often it is written, and
 * whatever becomes of its times. */
char *fw_ical_make_uid (const char *person, gint32 day, guint part);

/**
 * fw_ical_write:
 * @name: of the calendar
 * @stamp: µs UTC: when it is written
 * Returns: (transfer full): iCalendar (RFC 5545): one event a shift and no rules, since readers
 * differ on them; times in UTC, which alone can name an hour that the clocks show twice.
 */
char *fw_ical_write (const char *name, const FwIcalShift *shifts, guint n, gint64 stamp);

G_END_DECLS
