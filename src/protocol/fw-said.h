/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/fw-phrases.h"

G_BEGIN_DECLS

/**
 * What the program says when it refuses something is one language on the wire, in logs and in
 * files of rejected rows: English. Here it is said in the reader's. Every sentence that can reach
 * one stands in one of fw-said-*.h, each for some folders, with "%s" for whatever its format holds;
 * tests/lint compares these with the sources.
 */

/** fw_said_translate: @sentence: as an error, a problem document or a report holds it. Returns:
 * (transfer full): the same in the language of the locale; as it is where that is English or
 * the sentence is not known. */
char *fw_said_translate (const char *sentence);

/** fw_said_translate_rest: the same of a "field: what was expected", without the field. Returns:
 * (transfer full) */
char *fw_said_translate_rest (const char *sentence);

/** fw_said_phrases_new: all that is said, for another translation than the locale's. @translate,
 * @name: see fw_phrases_new(). Returns: (transfer full) */
FwPhrases *fw_said_phrases_new (FwPhraseLookup translate, FwPhraseLookup name, gpointer user_data);

/** fw_said_label: @name: of a kind, of a field of one, of a role or of a column of calls. Returns:
 * (transfer none): what it is called in the language; @name itself where that is English or it is
 * none. */
const char *fw_said_label (const char *name);

/** fw_said_column: @name: of a column of calls, such as "date_time". Returns: (transfer none)
 * (nullable): its title in the language; NULL when there is no such column. */
const char *fw_said_column (const char *name);

G_END_DECLS
