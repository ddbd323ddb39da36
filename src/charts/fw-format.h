/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Numbers for people: the one place where a figure becomes text. All follow the locale (decimal
 * sign, grouping); all return (transfer full) text; NaN is FW_FORMAT_NONE.
 */

/** What stands where there is no data: a dash, never 0. */
#define FW_FORMAT_NONE "—"

typedef enum
{
  FW_FORMAT_RATIO,    /* 0-1, shown as "96.2 %" */
  FW_FORMAT_DURATION, /* seconds, shown as 48s, 4m 12s or 1h 05m */
  FW_FORMAT_COUNT,    /* 4,120 */
  FW_FORMAT_POINTS    /* one decimal: NPS, mean rating */
} FwFormat;

char *fw_format_value (FwFormat format, double value);

/** fw_format_short: the same for a table cell or an axis: "96.2" without its sign, 4m 12s, 4,120.
 */
char *fw_format_short (FwFormat format, double value);

/** fw_format_tick: with only as many decimals as @step needs; a duration without what is nothing:
 * 15m. So are limits said. */
char *fw_format_tick (FwFormat format, double value, double step);

/** fw_format_delta: the size of a difference without its sign; a ratio's is in points: "0.4",
 * "6s". */
char *fw_format_delta (FwFormat format, double delta);

/** fw_format_signed: a difference with its sign: "+0.3", "−1.9", "0.0"; a ratio's is in points. */
char *fw_format_signed (FwFormat format, double delta);

/** fw_format_half_width: half an interval, "±0.6", "±4s". */
char *fw_format_half_width (FwFormat format, double low, double high);

char *fw_format_percent (double ratio, guint decimals);
char *fw_format_count (gint64 count);

/** fw_format_duration: with its units, so that nobody takes a break of 16m 48s for a time of day:
 * "48s", "4m 12s", "1h 05m". */
char *fw_format_duration (double seconds);

/** fw_format_age: @age in µs: "0.4 s ago", "12 s ago", "4 min ago", "3 h ago". */
char *fw_format_age (gint64 age);

/** fw_format_set_clock: whether times are written with twice twelve hours, "2:05 PM"; for the whole
 * program, from its main thread. */
void fw_format_set_clock (gboolean twelve);
/** fw_format_clock: @at in µs UTC; @zone: (nullable): the desk's own. "14:05". */
char *fw_format_clock (gint64 at, GTimeZone *zone);

/** fw_format_day: "Tue 17 Nov" in the order of the language. */
char *fw_format_day (gint64 at, GTimeZone *zone);
/** fw_format_weekday: the same with its weekday in every language. */
char *fw_format_weekday (gint64 at, GTimeZone *zone);

G_END_DECLS
