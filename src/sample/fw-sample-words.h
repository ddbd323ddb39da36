/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The words of the sample centre in other languages than English: what its people would have
 * written. They are data of a centre, not words of the program, so they stand here and stay as they
 * were when the sample was made, whoever looks at it. */

/** fw_sample_words_find_language: of a locale's names (g_get_language_names()), the one that the
 * sample knows; Returns: (transfer none) (nullable): "zh"; NULL: English. */
const char *fw_sample_words_find_language (const char *const *names);

/** fw_sample_word: @english in @language (nullable: English). Returns: (transfer none): itself
 * where it is no word of the sample. */
const char *fw_sample_word (const char *language, const char *english);

G_END_DECLS
