/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwProgress: a bar with an estimate on standard error, when that is a terminal; else silent. On
 * the stack. */
typedef struct
{
  gboolean shown;
  gint64 started; /* monotonic µs */
  gint64 drawn;
} FwProgress;

void fw_progress_init (FwProgress *self);
/** fw_progress_set: @total 0: not known; @note: (nullable): such as "1,200,000 rows". */
void fw_progress_set (FwProgress *self, guint64 done, guint64 total, const char *note);
/** fw_progress_end: wipes the bar. */
void fw_progress_end (FwProgress *self);

/** fw_group_digits: Returns: (transfer full): "1,204,000". */
char *fw_group_digits (guint64 number);

/** fw_progress_format_duration: Returns: (transfer full): "4m 12s": with its units, as at the desk.
 */
char *fw_progress_format_duration (gint64 seconds);

G_END_DECLS
