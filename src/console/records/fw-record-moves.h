/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/fw-page.h"
#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/**
 * FwRecordMoves:
 * Where a record of a kind with a flow stands: its state, a button for each move that is the
 * reader's, why another is not, the clocks that run, and how it came there. Signal: "chosen"
 * (FwRecord *, the state that the move leads to, the reason (nullable), names of fields (nullable)
 * (array zero-terminated=1)): who holds it makes the move on the revision of that record, with
 * those of its fields.
 */
#define FW_TYPE_RECORD_MOVES (fw_record_moves_get_type ())
G_DECLARE_FINAL_TYPE (FwRecordMoves, fw_record_moves, FW, RECORD_MOVES, AdwBin)

/** fw_record_moves_show: asks where @record (nullable) stands; NULL, or a kind without a flow,
 * hides it. */
void fw_record_moves_show (FwRecordMoves *self, FwClient *client, FwRecord *record);
/** fw_record_moves_hold: @hold: nothing can be moved as long as a change of the record is not
 * saved. */
void fw_record_moves_hold (FwRecordMoves *self, gboolean hold);
/** fw_record_moves_focus: gives the focus to the history, never to a move. Returns: FALSE where
 * nothing is shown. */
gboolean fw_record_moves_focus (FwRecordMoves *self);
/** fw_record_moves_press: as a click of the button of that place, from 0. Returns: FALSE where
 * there is none. */
gboolean fw_record_moves_press (FwRecordMoves *self, guint place);
/** fw_record_moves_press_key: as fw_record_moves_press() for 1 to 9, also of the keypad. Returns:
 * FALSE for any other @key too. */
gboolean fw_record_moves_press_key (FwRecordMoves *self, guint key);
/** fw_record_moves_describe_error: Returns: (transfer full): why a move was not made. */
char *fw_record_moves_describe_error (const GError *error);
/** fw_record_moves_make: makes what "chosen" tells of. @moved: with a reference to @page; ends it
 * by fw_record_moves_finish(). */
void fw_record_moves_make (FwPage *page,
                           FwRecord *record,
                           const char *move,
                           const char *reason,
                           char **names,
                           GAsyncReadyCallback moved);
/** fw_record_moves_finish: ends a write or a move that a page began, and says on it why nothing
 * came of it. Returns: FALSE where it was given up. */
gboolean fw_record_moves_finish (FwPage *page, GAsyncResult *result);

G_END_DECLS
