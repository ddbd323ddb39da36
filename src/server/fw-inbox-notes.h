/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwInboxNote: what was done about a record that waits, without moving it. */
typedef struct
{
  gint64 snoozed_until; /* µs UTC: by the account that asks; 0: it is not */
  char *given_to;       /* (nullable): account */
  char *given_by;       /* (nullable): account */
} FwInboxNote;

void fw_inbox_note_free (FwInboxNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwInboxNote, fw_inbox_note_free)

/** fw_inbox_notes_read: Returns: (transfer full): of one record, for one account; what is over is
 * left out. */
FwInboxNote *fw_inbox_notes_read (
    FwRecords *records, const FwKind *kind, const char *id, const char *account, gint64 now);

/** fw_inbox_notes_snooze: @until: µs UTC; 0: no longer. Returns: (transfer full): the note as it is
 * stored then. */
FwRecord *fw_inbox_notes_snooze (FwRecords *records,
                                 const FwKind *kind,
                                 const char *id,
                                 const char *account,
                                 gint64 until,
                                 gint64 now,
                                 GError **error);
/** fw_inbox_notes_give: @to: (nullable): account; NULL: to nobody any more. Returns: (transfer
 * full). */
FwRecord *fw_inbox_notes_give (FwRecords *records,
                               const FwKind *kind,
                               const char *id,
                               const char *account,
                               const char *to,
                               gint64 now,
                               GError **error);

G_END_DECLS
