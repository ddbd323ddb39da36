/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-survey.h"

G_BEGIN_DECLS

/** fw_call_words_tell_ways: whether the words of a column say which way calls went, and of some
 * that they did not come in. @stated: (nullable): what the mapping says of words. @surely: all of
 * them, in words that are said of nothing else; without it most are enough: the others are asked
 * about. */
gboolean
fw_call_words_tell_ways (const FwSurveyColumn *column, GHashTable *stated, gboolean surely);

/** fw_call_words_tell_ends: whether all words of a column say how calls ended, in more than one
 * way. With @some: whether any says that a call was not answered. */
gboolean fw_call_words_tell_ends (const FwSurveyColumn *column, gboolean some);

/** fw_call_words_tell_other_ends: whether any says that a call was turned away, timed out or went
 * elsewhere, of which a flag of abandoned calls knows nothing. */
gboolean fw_call_words_tell_other_ends (const FwSurveyColumn *column);
/** fw_call_stated_answer_ways: says of a column that asks whether a call went out (@outbound) or
 * came in what its @words (char* as keys), yes and no, mean of the direction; where the mapping
 * says it of a word already, that holds. */
void fw_call_stated_answer_ways (FwCallStated *self, GHashTable *words, gboolean outbound);

/** fw_call_stated_answer_missed: the same of a column that asks whether a call was lost. */
void fw_call_stated_answer_missed (FwCallStated *self, GHashTable *words);

G_END_DECLS
