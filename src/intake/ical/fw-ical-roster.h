/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"
#include "intake/fw-named-table.h"
#include "intake/ical/fw-ical-write.h"

G_BEGIN_DECLS

/**
 * fw_ical_roster_write:
 * @table: a shift a row: person, date, start, end, title, and where they are there team, sequence,
 * modified and status (cancelled). Start and end are times of the wall clock (22:00; an end that is
 * not later lies on the day after), or RFC 3339 times; both empty is leave for the whole day.
 * @person, @team: (nullable): whose shifts; NULL: everybody's
 * @stamp: µs UTC: when it is written
 * Returns: (transfer full): iCalendar; NULL with FW_ERROR_INVALID and the line for what no shift
 * can be, for shifts of a person that overlap, and where nobody is so called.
 */
char *fw_ical_roster_write (const FwNamedTable *table,
                            FwZone *zone,
                            const char *person,
                            const char *team,
                            gint64 stamp,
                            GError **error);

G_END_DECLS
