/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwPhrases:
 * Known formats of sentences, by which a sentence that was made from one of them is said in another
 * language. In a format "%s" stands for any text and "%%" for a percent sign; there are no other
 * conversions. Of the texts that a format's conversions stand for, each ends where what follows it
 * in the format begins first. These texts are themselves translated in the same way, or are names,
 * unless the format has them in quotes: then they are somebody's own words. Where several formats
 * fit, it is the one of which, with its texts, most is known.
 *
 * A format that is hardly more than signs, such as "%s: %s", fits nearly everything, so it counts
 * only where what it joins is known.
 *
 * The time grows with the length of the sentence alone, whatever it holds.
 * Immutable once made; safe from any thread if what it was given to look up with is.
 */
typedef struct _FwPhrases FwPhrases;

/** FwPhraseLookup: Returns: (transfer none) (nullable): what @text is called in the language. */
typedef const char *(*FwPhraseLookup) (const char *text, gpointer user_data);

/**
 * fw_phrases_new:
 * @formats: (array length=n_formats): kept, not copied; no two conversions may touch
 * @translate: a format in, its translation out, in which "%s" is the next text and "%2$s" the
 *   second; NULL or the format itself where there is none
 * @name: the name of a field or kind in, its label out; NULL where it is none
 * Returns: (transfer full)
 */
FwPhrases *fw_phrases_new (const char *const *formats,
                           guint n_formats,
                           FwPhraseLookup translate,
                           FwPhraseLookup name,
                           gpointer user_data);
void fw_phrases_free (FwPhrases *self);

/** fw_phrases_translate: @sentence: or several, each on a line. Returns: (transfer full): each in
 * the language, or as it is where no format fits. */
char *fw_phrases_translate (const FwPhrases *self, const char *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwPhrases, fw_phrases_free)

G_END_DECLS
