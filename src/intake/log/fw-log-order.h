/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/log/fw-queue-log.h"

G_BEGIN_DECLS

/** FwLogOrder: what the dates of a log that is followed have said so far of whether the day stands
 * first in them. All zero: nothing was looked at. */
typedef struct
{
  FwDateStudy dates;
  guint64 device, inode, offset; /* of the file that was looked at last, and how far */
  guint64 lines;
  gboolean settled;      /* whatever comes changes nothing */
  gboolean pieces_asked; /* what was put away of the log was looked at, too */
} FwLogOrder;

/** fw_log_order_learn: looks at what the log at @path has grown by, and, once, at what was put away
 * of it, and tells @log. FALSE: its dates can be read either way; nothing of it may be read before
 * the mapping says which, or a date that tells it has come. */
gboolean fw_log_order_learn (FwLogOrder *self, FwQueueLog *log, const char *path, GError **error);

G_END_DECLS
