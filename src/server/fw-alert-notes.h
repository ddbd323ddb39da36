/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/alert/fw-alert.h"
#include "server/fw-care.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** fw_alert_notes_write: notes @care of @account about @alert; the log of records says who and
 * when. Returns: (transfer full): the record as it is stored then; NULL: it could not be. */
FwRecord *fw_alert_notes_write (FwRecords *records,
                                const FwAlert *alert,
                                const FwCare *care,
                                const char *account,
                                gint64 now,
                                GError **error);

/** FwAlertNotes: all that was noted, read at once. */
typedef struct _FwAlertNotes FwAlertNotes;

/** fw_alert_notes_read: Returns: (transfer full): NULL: the store does not answer. */
FwAlertNotes *fw_alert_notes_read (FwRecords *records, GError **error);
void fw_alert_notes_free (FwAlertNotes *self);
/** fw_alert_notes_apply: tells @alert what was done about it, while it stands as it stood then.
 * @restarted: it was there when this server began, so that nothing tells since when it stands. */
void fw_alert_notes_apply (FwAlertNotes *self, FwAlert *alert, gboolean restarted, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwAlertNotes, fw_alert_notes_free)

G_END_DECLS
