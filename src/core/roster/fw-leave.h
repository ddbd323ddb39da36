/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Days of leave and what they are taken from. Days are whole. */

/** Days that one request spans at most. */
#define FW_LEAVE_MOST_DAYS 31

/** FwLeaveRight: so many days that may be taken between two days, both included. */
typedef struct
{
  gint32 first, last;
  guint days;
} FwLeaveRight;

/**
 * fw_leave_charge: takes each of @days from one of @rights that holds on it: the one that lapses
 * first, so that as many days as can be find one.
 * @days: (element-type gint32): in any order; what stands there twice is taken once
 * @used: (out caller-allocates) (array length=n_rights): days taken from each
 * Returns: days that find none
 */
guint fw_leave_charge (const FwLeaveRight *rights, guint n_rights, GArray *days, guint *used);

/** FwLeavePlanned: what is known of a day before leave is asked for it. */
typedef enum
{
  FW_LEAVE_NOT_TOLD, /* of that day nothing was published yet */
  FW_LEAVE_FREE,
  FW_LEAVE_WORKED /* work or training */
} FwLeavePlanned;

/** fw_leave_takes_day: whether leave on the day takes one: what was told decides, else Monday to
 * Friday do. */
gboolean fw_leave_takes_day (gint32 day, FwLeavePlanned planned);

/** fw_leave_write_days: @days: (element-type gint32). Returns: (transfer full): as the field
 * "counted" holds them. */
char *fw_leave_write_days (GArray *days);
/** fw_leave_read_days: appends to @days (element-type gint32). @text: (nullable): none. Returns:
 * FALSE: not dates, each later than the one before. */
gboolean fw_leave_read_days (const char *text, GArray *days);

G_END_DECLS
