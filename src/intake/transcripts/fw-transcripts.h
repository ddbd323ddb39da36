/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-dialogue.h"

G_BEGIN_DECLS

/** Bytes of a transcript, once it is UTF-8, at most. */
#define FW_TRANSCRIPT_MOST_BYTES (256u << 20)

/** FwDialogueSink: @dialogue is not to be kept. */
typedef void (*FwDialogueSink) (const FwDialogue *dialogue, gpointer user_data);

/**
 * fw_transcripts_read:
 * @name: of the file, for dialogues that have no id
 * @encoding: (nullable): where it cannot be told
 * @faults: (element-type utf8): "LINE: sentence" for whatever is left out is added
 *
 * JSON lines of dialogues or single turns, WebVTT, SubRip, Contact Lens or Genesys, told by their
 * content. Returns: FALSE with an error where nothing can be read.
 */
gboolean fw_transcripts_read (const char *name,
                              GBytes *bytes,
                              const char *encoding,
                              FwDialogueSink sink,
                              gpointer user_data,
                              GPtrArray *faults,
                              GError **error);

/** fw_transcript_fault: adds one; of many thousands the first hundred. */
void fw_transcript_fault (GPtrArray *faults, guint line, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** fw_cues_read: WebVTT and SubRip. @text: UTF-8. */
void fw_cues_read (FwDialogue *dialogue, const char *text, GPtrArray *faults);
/** fw_speech_json_read: one of JSON. Returns: FALSE with an error: it is none of those known. */
gboolean fw_speech_json_read (
    FwDialogue *dialogue, const char *text, gsize length, GPtrArray *faults, GError **error);

G_END_DECLS
