/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

#define FW_SECOND G_GINT64_CONSTANT (1000000)
#define FW_MINUTE (60 * FW_SECOND)
#define FW_HALF_HOUR (30 * FW_MINUTE)
#define FW_HOUR (60 * FW_MINUTE)

/**
 * FwZone:
 * A site's clock: its time zone and the time of day at which its day starts, so that a night shift
 * belongs to the day on which it starts. Days are numbered from 1970-01-01 (the local date on which
 * they start) and may have 23 or 25 hours. Immutable; safe from any thread.
 */
typedef struct _FwZone FwZone;

/**
 * fw_zone_new:
 * @identifier: an Olson name such as "Asia/Shanghai", or one of Windows, such as "China Standard
 * Time", which is known by its Olson name from then on
 * @day_start: minutes after local midnight at which the day starts, 0-1439
 * Returns: (transfer full): NULL with FW_ERROR_INVALID for a zone that this system does not know.
 */
FwZone *fw_zone_new (const char *identifier, guint day_start, GError **error);
FwZone *fw_zone_ref (FwZone *self);
void fw_zone_unref (FwZone *self);

const char *fw_zone_get_identifier (FwZone *self);
guint fw_zone_get_day_start (FwZone *self);

/** fw_zone_get_day: Returns: the number of the day that @at (µs UTC) belongs to. Fast when asked in
 * order. */
gint32 fw_zone_get_day (FwZone *self, gint64 at);

/** fw_zone_get_day_bounds: @from inclusive, @to exclusive, µs UTC. */
void fw_zone_get_day_bounds (FwZone *self, gint32 day, gint64 *from, gint64 *to);

/** fw_zone_get_date: Returns: the date that the clock on the wall shows at @at (µs UTC), wherever
 * the day starts. */
gint32 fw_zone_get_date (FwZone *self, gint64 at);

/** fw_zone_get_minute_of_day: Returns: wall-clock minutes after local midnight, 0-1439. */
guint fw_zone_get_minute_of_day (FwZone *self, gint64 at);

/** fw_zone_get_weekday: Returns: 1 (Monday) to 7. */
guint fw_zone_get_weekday (gint32 day);

/** fw_zone_same_time_before: Returns: the moment of the same wall-clock time @days days earlier; µs
 * UTC. */
gint64 fw_zone_same_time_before (FwZone *self, gint64 at, guint days);

/** fw_zone_from_wall: the moment a wall clock of the zone shows the given time; a time that the
 * clocks skip becomes the moment they jump, of a time shown twice the first. */
gint64 fw_zone_from_wall (FwZone *self, gint32 date, guint second_of_day);

/** fw_zone_get_offset: seconds east of UTC that the clock stands at @at (µs UTC).
 * @until: (out): the first moment at which it stands otherwise; G_MAXINT64 when it stays so. */
gint64 fw_zone_get_offset (FwZone *self, gint64 at, gint64 *until);

/** fw_time_parse: RFC 3339 with Z or offset, up to six digits of a second. Returns: FALSE when it
 * is not one. */
gboolean fw_time_parse (FwText text, gint64 *at);

/** fw_time_format: Returns: (transfer full): RFC 3339 in UTC, with a fraction only where there is
 * one. */
char *fw_time_format (gint64 at);

/** fw_date_parse, fw_date_format: "2026-11-21" <-> days since 1970-01-01. */
gboolean fw_date_parse (FwText text, gint32 *date);
/** fw_day_parse: a date, or one seen from @today: "today", "today-6", "today+1". */
gboolean fw_day_parse (FwText text, gint32 today, gint32 *day);
char *fw_date_format (gint32 date);

/** fw_date_from_civil, fw_date_to_civil: proleptic Gregorian; month 1-12, day 1-31, not checked. */
gint32 fw_date_from_civil (gint year, guint month, guint day);
void fw_date_to_civil (gint32 date, gint *year, guint *month, guint *day);

/** fw_date_get_monday, fw_date_get_month_start: the first day of the week or month that @date is
 * in. */
gint32 fw_date_get_monday (gint32 date);
gint32 fw_date_get_month_start (gint32 date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwZone, fw_zone_unref)

G_END_DECLS
