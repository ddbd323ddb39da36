/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FW_SPEAKER_ANY, /* not told; of a rule: whoever */
  FW_SPEAKER_AGENT,
  FW_SPEAKER_CUSTOMER
} FwSpeaker;

typedef struct
{
  gint64 n;
  FwSpeaker by;
  gint64 from_ms, to_ms; /* -1: not told */
  char *text;            /* UTF-8 */
} FwTurn;

/** FwDialogue: what was said in a contact, by whom and when. */
typedef struct
{
  char *id, *lang; /* (nullable) */
  GArray *turns;   /* FwTurn, in the order of their beginnings where they are timed */
  gint64 total_ms; /* -1: not told */
  gboolean timed;
  gboolean single; /* a turn that stands alone */
} FwDialogue;

FwDialogue *fw_dialogue_new (void);
void fw_dialogue_free (FwDialogue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwDialogue, fw_dialogue_free)

/** fw_dialogue_add: @text: (transfer full). */
void fw_dialogue_add (FwDialogue *self, FwSpeaker by, gint64 from_ms, gint64 to_ms, char *text);
/** fw_dialogue_finish: orders timed turns by their beginning and numbers them. */
void fw_dialogue_finish (FwDialogue *self);

/** FwSpeaker by the words that transcripts have for it: "agent", "internal", "坐席" ... */
FwSpeaker fw_speaker_from_name (const char *name);

typedef struct
{
  gint64 from_ms, to_ms;
} FwSilence;

/** fw_dialogue_find_silences: gaps of more than @longer_ms between the end of all speech so far and
 * the next beginning, and the end of the contact. Returns: (transfer full) (element-type
 * FwSilence). */
GArray *fw_dialogue_find_silences (const FwDialogue *self, gint64 longer_ms);

G_END_DECLS
