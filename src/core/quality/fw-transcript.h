/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/quality/fw-dialogue.h"

G_BEGIN_DECLS

/** What a transcript is followed up for, the gravest first. */
typedef enum
{
  FW_TEXT_RISK_THREAT,
  FW_TEXT_RISK_ABUSE,
  FW_TEXT_RISK_FORBIDDEN,
  FW_TEXT_RISK_PROMISE,
  FW_TEXT_RISK_SILENCE,
  FW_TEXT_RISK_GREETING, /* there is none */
  FW_N_TEXT_RISKS
} FwTextRisk;

/** fw_text_risk_name: as it stands in a record: "threat", ... */
const char *fw_text_risk_name (FwTextRisk risk);

/**
 * fw_transcript_write: Returns: (transfer full): one line, as the field "said" has it: turns with
 * " ¶ " between them, each "A", "C" or "?", where it is timed "@FROM-TO" in ms, a space, the text.
 */
char *fw_transcript_write (const FwDialogue *dialogue);
/** fw_transcript_read: @said: as above, or with other spaces around the marks. Returns: (transfer
 * full): NULL with FW_ERROR_INVALID, "said: …". */
FwDialogue *fw_transcript_read (const char *said, GError **error);

/** FwFound: what is followed up, and where it is. */
typedef struct
{
  FwTextRisk risk;
  guint turn;      /* its place; of a silence that of the turn before it */
  gint64 from, to; /* code points of its text; of a silence ms; of a greeting nothing */
} FwFound;

/** fw_transcript_read_found: @found: the field of that name. Returns: (transfer full) (element-type
 * FwFound): in the order of the turns. */
GArray *fw_transcript_read_found (const char *found);

/** fw_transcript_arrange: what the centre's own rules, as they stand, say of what was said; what is
 * stored and stays keeps what they said of it. @stored: (nullable). */
void fw_transcript_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look);
/** fw_transcript_derive: masks personal numbers in what was said, and judges it by the rules that
 * come along; with what the centre's own found that are in force; what is stored and stays keeps
 * its verdict. @stored: (nullable). */
void fw_transcript_derive (const FwRecord *stored, FwRecord *record);
gboolean fw_transcript_check (const FwRecord *record, GError **error);

G_END_DECLS
