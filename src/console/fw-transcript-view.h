/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** FwTranscriptView: what was said in a contact, turn by turn, with what rules found in it marked.
 */
#define FW_TYPE_TRANSCRIPT_VIEW (fw_transcript_view_get_type ())
G_DECLARE_FINAL_TYPE (FwTranscriptView, fw_transcript_view, FW, TRANSCRIPT_VIEW, AdwBin)

/** fw_transcript_view_set_narrow: for a column beside something else: who spoke stands above what
 * was said, and the view is as high as its turns. */
void fw_transcript_view_set_narrow (FwTranscriptView *self);
/** fw_transcript_view_show: @record: (nullable): of the kind transcript; NULL: nothing. */
void fw_transcript_view_show (FwTranscriptView *self, FwRecord *record);
/** fw_transcript_view_go_to_found: the keys go to the next turn in which something was found;
 * behind the last one to the first. Returns: FALSE where there is none. */
gboolean fw_transcript_view_go_to_found (FwTranscriptView *self);
/** fw_text_risk_word: @name: as a record has it. Returns: translated; "" where there is none. */
const char *fw_text_risk_word (const char *name);

G_END_DECLS
