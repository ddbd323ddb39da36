/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** FwRecordReading: what GET records/{kind} answered. */
typedef struct
{
  GPtrArray *records; /* FwRecord, those that are there */
  GPtrArray *deleted; /* char *, ids of those that are not any more */
  char *next;         /* (nullable): more follow: where they begin */
  gint64 count;       /* -1: not told */
  gboolean more;      /* there are more than count */
  gint64 change;      /* the last change in it; -1: not told */
} FwRecordReading;

void fw_record_reading_free (FwRecordReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecordReading, fw_record_reading_free)

/** fw_record_reading_read_async: in a thread, since a page of a large kind takes longer than a
 * frame. The result holds no source object. */
void fw_record_reading_read_async (GBytes *answer,
                                   const FwKind *kind,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/** fw_record_reading_read_finish: Returns: (transfer full): NULL with FW_ERROR_INVALID. */
FwRecordReading *fw_record_reading_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
