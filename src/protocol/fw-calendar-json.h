/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-calendar.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/**
 * Calendars as a document: an object of one calendar a name,
 *
 *     { "zone": "Asia/Shanghai",
 *       "week": { "mon": ["09:00-12:00", "13:30-18:00"], ... },
 *       "days": { "2026-10-01": [], "2026-10-10": "mon", "2026-12-24": ["09:00-12:00"] } }
 *
 * A weekday that is not named is closed. A date in "days" is closed, has hours of its own, or is
 * worked like a weekday. "days" may be left out.
 */

/** fw_calendars_json_read: Returns: (transfer container): FwCalendars by name; NULL with
 * FW_ERROR_INVALID that names calendar and member. A calendar without any open hour is read:
 * fw_calendar_check() tells of it. */
GHashTable *fw_calendars_json_read (JsonObject *object, GError **error);

G_END_DECLS
