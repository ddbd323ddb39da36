/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Periods counted in calendar months. A month is never a number of days. Dates are days since
 * 1970-01-01. */

/** Months that are counted at most, to either side: a century. */
#define FW_MONTHS_MOST 1200

/** fw_months_add: the day of the same number @months later (or earlier), or the last day of a month
 * that has no such day. Always ask from the anchor: two steps of one month are not one step of two.
 */
gint32 fw_months_add (gint32 date, gint months);

/** fw_months_add_to_day_before: the last day of a period of @months that begins with @date: the day
 * before the one of the same number, or the last day of a month that has no such day. */
gint32 fw_months_add_to_day_before (gint32 date, gint months);

/** fw_months_count: Returns: how many full months lie between; a month is full on the day that
 * fw_months_add() says. 0 where @to is not after @from. */
guint fw_months_count (gint32 from, gint32 to);

/** fw_months_get_end: Returns: the last day of the month @months after that of @date; 0 is its own.
 */
gint32 fw_months_get_end (gint32 date, gint months);

G_END_DECLS
