/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-text-rules.h"

G_BEGIN_DECLS

/** FwMarked: what a rule says of one turn. */
typedef struct
{
  guint turn; /* its place in the dialogue */
  FwRuleHit hit;
} FwMarked;

/** fw_dialogue_is_chinese: whether any turn has a Chinese character. */
gboolean fw_dialogue_is_chinese (const FwDialogue *self);
/** fw_dialogue_find_turn: the first or last turn of a speaker in which anything is said. Returns:
 * its place; G_MAXUINT: there is none. */
guint fw_dialogue_find_turn (const FwDialogue *self, FwSpeaker by, gboolean last);
/** fw_dialogue_judge: what rules say of each turn in its order. @marked: (element-type FwMarked):
 * replaced. */
void fw_dialogue_judge (const FwDialogue *self, FwTextJudge *judge, GArray *marked);

G_END_DECLS
