/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-calendar.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_open_hours_check, fw_special_day_check: what a record of that kind says is hours, and some.
 * Returns: FALSE with FW_ERROR_INVALID. */
gboolean fw_open_hours_check (const FwRecord *record, GError **error);
gboolean fw_special_day_check (const FwRecord *record, GError **error);

/**
 * fw_open_hours_make: the calendar of a site, or of one of its departments.
 * @hours: (element-type FwRecord): all open hours; of a department's the site's own go before
 * others.
 * @days: (element-type FwRecord): all special days: what a site says of one goes before what is
 * said of every site.
 * @department: (nullable).
 * Returns: (transfer full): NULL where nobody said when it is open: time elapses.
 */
FwCalendar *fw_open_hours_make (const GPtrArray *hours,
                                const GPtrArray *days,
                                const char *site,
                                const char *department,
                                FwZone *zone);

G_END_DECLS
