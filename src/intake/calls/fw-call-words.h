/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-stated.h"

G_BEGIN_DECLS

/** FwCallWord: what a word of a file means. */
typedef enum
{
  FW_CALL_WORD_UNKNOWN,
  FW_CALL_WORD_NOTHING, /* the list does not say; of agents and customers: nobody */
  FW_CALL_WORD_ANSWERED,
  FW_CALL_WORD_ABANDONED,
  FW_CALL_WORD_TIMEOUT,
  FW_CALL_WORD_EMPTY,
  FW_CALL_WORD_KEY,
  FW_CALL_WORD_YES,
  FW_CALL_WORD_NO,
  FW_CALL_WORD_IN,
  FW_CALL_WORD_OUT,
  FW_CALL_WORD_INTERNAL,
  FW_CALL_WORD_NAME /* somebody */
} FwCallWord;

/** fw_call_word_to_name: "answered", "yes", "in" ...; NULL of a word that is unknown or says
 * nothing. */
const char *fw_call_word_to_name (FwCallWord word);

/** fw_call_word_find: what is known of @cell without a mapping: of outcomes, answers, resolutions
 * and directions, in many languages. Takes memory; hot paths ask FwCallWords. */
FwCallWord fw_call_word_find (FwCallColumn column, FwText cell);
/** fw_call_word_is_sure_direction: a word that is said of the way of a call and of nothing else:
 * "Outbound", not "out". */
gboolean fw_call_word_is_sure_direction (FwText cell);

/** FwCallWordUse: a word of the file, as it stands there, and how often. */
typedef struct
{
  char *word; /* owned; NULL: a free place */
  guint length;
  FwCallWord meaning;
  FwText name; /* of FW_CALL_WORD_NAME: whose */
  char *tidy;  /* (nullable): owned: @name where it is not the word itself */
  guint64 hash;
  guint64 rows;
  guint64 line; /* the first */
} FwCallWordUse;

/** FwCallWords: the words of one column: each is understood once, and found again without taking
 * memory. */
typedef struct
{
  FwCallColumn column;
  GHashTable *stated;  /* (nullable): not owned: as FwCallStated has it */
  FwCallWordUse *uses; /* open addressing */
  guint n, size;       /* size: a power of two */
  FwCallWordUse *last;
  FwCallWordUse other; /* of a column with more words than are kept apart */
} FwCallWords;

void fw_call_words_init (FwCallWords *self, FwCallColumn column, GHashTable *stated);
void fw_call_words_clear (FwCallWords *self);
/** fw_call_words_look: @cell: trimmed. Returns: (transfer none): valid until the next look. */
const FwCallWordUse *fw_call_words_look (FwCallWords *self, FwText cell, guint64 line);

G_END_DECLS
